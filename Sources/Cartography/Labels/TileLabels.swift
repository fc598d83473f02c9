import Canvas

extension TileDrawing {
  /// The names of the tiles that are drawn, in no order.
  func labels(_ view: MapView, size: Size, symbols: Symbols) -> [MapLabel] {
    var labels: [MapLabel] = []
    for piece in pieces { piece.addLabels(to: &labels, zoom: view.zoom, symbols: symbols) }
    return labels
  }
}

extension FeatureKind {
  /// What a name on a point is worth; nil where this zoom does not show it.
  func importance(ofPointAt zoom: Double) -> Double? {
    switch self {
    case .city: 20
    case .town: 16.5
    case .waterName: 14
    case .village: zoom >= 8 ? 13 : nil
    case .hamlet: zoom >= 11 ? 9 : nil
    case .neighbourhood: zoom >= 12 ? 8 : nil
    case .pointOfInterest: zoom >= 16 ? 4 : nil
    case .houseNumber: zoom >= 17 ? 3 : nil
    default: nil
    }
  }

  func importance(ofNumberAt zoom: Double) -> Double? {
    switch self {
    case .motorway: 14.5
    case .trunkRoad: zoom >= 10 ? 12.5 : nil
    case .secondaryRoad: zoom >= 13 ? 11 : nil
    case .tertiaryRoad: zoom >= 13 ? 10 : nil
    default: nil
    }
  }

  func importance(ofStreetNameAt zoom: Double) -> Double? {
    guard zoom >= 13 else { return nil }
    switch self {
    case .trunkRoad: return 9
    case .secondaryRoad: return 8
    case .tertiaryRoad: return 7
    case .street: return 6
    case .serviceRoad: return zoom >= 16 ? 5 : nil
    case .river: return 7.5
    default: return nil
    }
  }
}

extension TileDrawing.Piece {
  fileprivate func addLabels(to labels: inout [MapLabel], zoom: Double, symbols: Symbols) {
    let reach = reach
    tile.points.withUnsafeBufferPointer { points in
      for feature in tile.features where feature.name >= 0 || feature.reference >= 0 {
        if feature.geometry == .points {
          guard let importance = feature.kind.importance(ofPointAt: zoom), let name = text(feature.name) else { continue }
          for part in feature.parts {
            guard let range = self.points(of: part), let cell = cell(points[range.lowerBound]) else { continue }
            let kind: MapLabel.Kind =
              switch feature.kind {
              case .waterName: .water
              case .houseNumber, .neighbourhood: .street
              default: .place
              }
            add(kind, cell, name, importance - Double(feature.rank) / 256, symbols, &labels)
          }
        } else if feature.geometry == .lines {
          let number = feature.kind.importance(ofNumberAt: zoom)
          let street = feature.kind.importance(ofStreetNameAt: zoom)
          guard feature.reference >= 0 && number != nil || feature.name >= 0 && street != nil else { continue }
          for part in feature.parts {
            guard let range = self.points(of: part), range.count > 1, touches(reach, points[range]) else { continue }
            if let number, let text = text(feature.reference), let cell = cell(points[range.lowerBound + range.count / 2]) {
              add(.roadNumber, cell, text, number, symbols, &labels)
            }
            if let street, let text = text(feature.name) {
              let columns = TextWidth.columns(of: text)
              guard let cell = level(points[range], columns: columns) else { continue }
              add(feature.kind == .river ? .water : .street, cell, text, street, symbols, &labels)
            }
          }
        }
      }
    }
  }

  private func text(_ index: Int32) -> String? { tile.texts.indices.contains(Int(index)) ? tile.texts[Int(index)] : nil }

  private func add(
    _ kind: MapLabel.Kind, _ cell: Point, _ text: String, _ importance: Double, _ symbols: Symbols, _ labels: inout [MapLabel]
  ) {
    if let label = MapLabel(kind, at: cell, symbols.spelled(text), importance: importance) { labels.append(label) }
  }

  /// The cell of a point that lies in the window; a neighbour's point beyond the tile's edge is the neighbour's to name.
  private func cell(_ point: MapTile.Point) -> Point? {
    let (x, y) = (x(point), y(point))
    guard x >= window.left, x < window.right, y >= window.top, y < window.bottom else { return nil }
    return cell(x, y)
  }

  private func cell(_ x: Int, _ y: Int) -> Point {
    Point(x: x >> (GroundRaster.fraction + 1), y: y >> (GroundRaster.fraction + 2))
  }

  /// The middle of the longest stretch that keeps to the height of a row, where a name of so many columns fits onto it.
  private func level(_ points: Slice<UnsafeBufferPointer<MapTile.Point>>, columns: Int) -> Point? {
    let row = MapView.dotsPerRow << GroundRaster.fraction
    var best: (length: Int, x: Int, y: Int) = (columns * MapView.dotsPerColumn << GroundRaster.fraction, 0, 0)
    var isFound = false
    var stretch: (west: Int, east: Int, north: Int, south: Int)?
    func consider(_ west: Int, _ east: Int, _ north: Int, _ south: Int) {
      if east - west >= best.length {
        best = (east - west, (west + east) / 2, (north + south) / 2)
        isFound = true
      }
    }
    guard var last = points.first.map({ (x: x($0), y: y($0)) }) else { return nil }
    for point in points.dropFirst() {
      let next = (x: x(point), y: y(point))
      var (start, end) = (last, next)
      last = next
      guard GroundRaster.clip(&start, &end, to: window) else {
        stretch = nil
        continue
      }
      let (west, east) = (min(start.x, end.x), max(start.x, end.x))
      let (north, south) = (min(start.y, end.y), max(start.y, end.y))
      // Of a slope, the part in its middle that rises by one row.
      let level = south - north > row ? (east - west) * row / (south - north) : east - west
      consider((west + east - level) / 2, (west + east + level) / 2, north, south)
      if let old = stretch, max(old.south, south) - min(old.north, north) <= row {
        let joined = (min(old.west, west), max(old.east, east), min(old.north, north), max(old.south, south))
        stretch = joined
        consider(joined.0, joined.1, joined.2, joined.3)
      } else {
        stretch = (west, east, north, south)
      }
    }
    return isFound ? cell(best.x, best.y) : nil
  }
}
