import Canvas

/// The tiles that a view needs, and where each is drawn.
package struct TileCover: Sendable, Equatable {
  /// Below it the base map shows.
  package static let leastZoom = 8.0

  package struct Square: Sendable, Equatable {
    package let address: TileAddress
    /// How often around the world the square lies from the one of `address`; not 0 near the antimeridian.
    package let turn: Int
  }

  package let z: Int
  /// Row by row; none where the view is farther out than `leastZoom`.
  package let squares: [Square]

  /// `greatestZoom` is how near the tiles of the source go; nearer views are drawn of those.
  package init(_ view: MapView, size: Size, greatestZoom: Int = 14) {
    let z = max(0, min(greatestZoom, Int((view.zoom + 1e-9).rounded(.down))))
    self.z = z
    guard view.zoom + 1e-9 >= Self.leastZoom, size.width > 0, size.height > 0 else {
      squares = []
      return
    }
    let origin = view.origin(in: size)
    let across = 1 << z
    let side = WebMercator.worldSize(zoom: view.zoom) / Double(across)
    let right = origin.x + Double(size.width * MapView.dotsPerColumn)
    let bottom = origin.y + Double(size.height * MapView.dotsPerRow)
    let columns =
      Int(
        (origin.x / side).rounded(.down))...max(
        Int((origin.x / side).rounded(.down)), Int((right / side).rounded(.up)) - 1)
    let top = max(0, Int((origin.y / side).rounded(.down)))
    let end = min(across, Int((bottom / side).rounded(.up)))
    var squares: [Square] = []
    for y in top..<max(top, end) {
      for column in columns {
        let x = ((column % across) + across) % across
        guard let address = TileAddress(z: z, x: x, y: y) else { continue }
        squares.append(Square(address: address, turn: (column - x) / across))
      }
    }
    self.squares = squares
  }

  package var addresses: [TileAddress] {
    var seen: Set<TileAddress> = []
    return squares.map(\.address).filter { seen.insert($0).inserted }
  }
}

extension TileShelf {
  /// The tile, or the nearest ancestor that is at hand, for a square of the cover.
  func best(for address: TileAddress) -> (address: TileAddress, tile: MapTile)? {
    var candidate: TileAddress? = address
    // Farther up, a tile tells nothing of the square, and its numbers would leave the fixed point's range.
    for _ in 0...8 {
      guard let present = candidate else { return nil }
      if let tile = tile(at: present) { return (present, tile) }
      candidate = present.parent
    }
    return nil
  }
}
