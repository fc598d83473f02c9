import Canvas

/// Draws tiles into a raster: each into the squares of the view that it stands for.
struct TileDrawing {
  /// A tile, and the part of the pane that it fills.
  struct Piece {
    let address: TileAddress
    let tile: MapTile
    let window: GroundRaster.Window
    /// Of the tile's north-west corner, and of one of its units in 2^-20: fixed-point dots.
    let left: Int
    let top: Int
    let scale: Int
  }

  /// What is drawn of tiles, and the windows that none is there for.
  private(set) var pieces: [Piece] = []
  private(set) var uncovered: [GroundRaster.Window] = []
  private let zoom: Double

  private static let scaleShift = 20

  init(_ view: MapView, size: Size, tiles: TileShelf, greatestZoom: Int = 14) {
    zoom = view.zoom
    let whole = GroundRaster(columns: size.width, rows: size.height, raster: .ascii, hasAreas: false).whole
    let cover = TileCover(view, size: size, greatestZoom: greatestZoom)
    guard !cover.squares.isEmpty, tiles.byteCount > 0 else {
      uncovered = [whole]
      return
    }
    let origin = view.origin(in: size)
    let world = WebMercator.worldSize(zoom: view.zoom)
    /// A tile's corner and side in dots.
    func place(_ address: TileAddress, turn: Int) -> (x: Double, y: Double, side: Double) {
      let side = world / Double(1 << address.z)
      return (Double(address.x) * side + Double(turn) * world - origin.x, Double(address.y) * side - origin.y, side)
    }
    func fixed(_ value: Double) -> Int { Int((value * Double(GroundRaster.one)).rounded()) }
    for square in cover.squares {
      let own = place(square.address, turn: square.turn)
      let window = GroundRaster.Window(
        left: fixed(own.x), top: fixed(own.y), right: fixed(own.x + own.side), bottom: fixed(own.y + own.side)
      ).intersection(whole)
      guard !window.isEmpty else { continue }
      guard let best = tiles.best(for: square.address) else {
        uncovered.append(window)
        continue
      }
      let corner = place(best.address, turn: square.turn)
      let scale = corner.side * Double(GroundRaster.one) / Double(MapTile.extent) * Double(1 << Self.scaleShift)
      pieces.append(
        Piece(
          address: best.address, tile: best.tile, window: window, left: fixed(corner.x), top: fixed(corner.y),
          scale: Int(scale.rounded())))
    }
    joinNeighbours()
    // Where no tile is at hand at all, one drawing of the base map does.
    if pieces.isEmpty { uncovered = [whole] }
  }

  /// Squares of one ancestor that lie side by side are drawn at once.
  private mutating func joinNeighbours() {
    var joined: [Piece] = []
    for piece in pieces {
      if let last = joined.last, last.address == piece.address, last.left == piece.left, last.window.top == piece.window.top,
        last.window.right == piece.window.left
      {
        joined[joined.count - 1] = last.widened(to: piece.window)
      } else {
        joined.append(piece)
      }
    }
    pieces = []
    for piece in joined {
      if let above = pieces.lastIndex(where: {
        $0.address == piece.address && $0.left == piece.left && $0.window.bottom == piece.window.top
          && $0.window.left == piece.window.left && $0.window.right == piece.window.right
      }) {
        pieces[above] = pieces[above].widened(to: piece.window)
      } else {
        pieces.append(piece)
      }
    }
  }

  func draw(into raster: inout GroundRaster) {
    for piece in pieces {
      raster.clip(to: piece.window)
      piece.draw(into: &raster, zoom: zoom)
    }
  }
}

extension TileDrawing.Piece {
  func x(_ point: MapTile.Point) -> Int { left + ((Int(point.x) * scale) >> 20) }
  func y(_ point: MapTile.Point) -> Int { top + ((Int(point.y) * scale) >> 20) }

  func widened(to other: GroundRaster.Window) -> Self {
    var window = window
    window.right = max(window.right, other.right)
    window.bottom = max(window.bottom, other.bottom)
    return Self(address: address, tile: tile, window: window, left: left, top: top, scale: scale)
  }

  /// The window in units of the tile, a unit larger on each side.
  var reach: (west: Int, north: Int, east: Int, south: Int) {
    func unit(_ value: Int) -> Int { scale > 0 ? (value << 20) / scale : 0 }
    return (
      unit(window.left - left) - 1, unit(window.top - top) - 1, unit(window.right - left) + 1, unit(window.bottom - top) + 1
    )
  }

  /// The points of a part that the tile really has.
  func points(of part: Int32) -> Range<Int>? {
    guard tile.parts.indices.contains(Int(part)) else { return nil }
    let range = tile.parts[Int(part)]
    let points = Int(range.lowerBound)..<Int(range.upperBound)
    return points.lowerBound >= 0 && points.upperBound <= tile.points.count && !points.isEmpty ? points : nil
  }

  fileprivate func draw(into raster: inout GroundRaster, zoom: Double) {
    var lines = [LineStyle?](repeating: nil, count: FeatureKind.allCases.count)
    var areas = [AreaKind?](repeating: nil, count: FeatureKind.allCases.count)
    for kind in FeatureKind.allCases {
      lines[Int(kind.rawValue)] = LineStyle(kind, zoom: zoom)
      areas[Int(kind.rawValue)] = AreaKind(kind, zoom: zoom)
    }
    let reach = reach
    tile.points.withUnsafeBufferPointer { points in
      for feature in tile.features {
        switch feature.geometry {
        case .points: continue
        case .lines:
          guard let style = lines[Int(feature.kind.rawValue)] else { continue }
          raster.begin(style)
          for part in feature.parts {
            guard let range = self.points(of: part), touches(reach, points[range]) else { continue }
            raster.move(x: x(points[range.lowerBound]), y: y(points[range.lowerBound]))
            for index in range.dropFirst() { raster.line(x: x(points[index]), y: y(points[index])) }
          }
        case .areas:
          guard let kind = areas[Int(feature.kind.rawValue)] else { continue }
          for part in feature.parts {
            guard let range = self.points(of: part), touches(reach, points[range]) else { continue }
            var (fromX, fromY) = (x(points[range.upperBound - 1]), y(points[range.upperBound - 1]))
            for index in range {
              let (toX, toY) = (x(points[index]), y(points[index]))
              raster.edge(fromX: fromX, fromY: fromY, toX: toX, toY: toY)
              (fromX, fromY) = (toX, toY)
            }
          }
          raster.fill(kind)
        }
      }
    }
  }

  /// Whether the box around the points meets the window.
  func touches(
    _ reach: (west: Int, north: Int, east: Int, south: Int), _ points: Slice<UnsafeBufferPointer<MapTile.Point>>
  ) -> Bool {
    var (west, north) = (Int16.max, Int16.max)
    var (east, south) = (Int16.min, Int16.min)
    for point in points {
      west = min(west, point.x)
      east = max(east, point.x)
      north = min(north, point.y)
      south = max(south, point.y)
    }
    return Int(east) >= reach.west && Int(west) <= reach.east && Int(south) >= reach.north && Int(north) <= reach.south
  }
}
