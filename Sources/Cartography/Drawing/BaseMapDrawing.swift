import Canvas

extension BaseMap {
  /// Roads typed by hand mislead a near view; from afar the smaller ones only fill the fields.
  static let roadZooms = 8.0..<9.5
  static let motorwayZooms = 6.0..<9.5

  static func style(_ shape: Shape, zoom: Double) -> LineStyle? {
    switch shape.kind {
    case .motorway: motorwayZooms.contains(zoom) ? .schematic(isMotorway: true) : nil
    case .trunkRoad: roadZooms.contains(zoom) ? .schematic(isMotorway: false) : nil
    default: LineStyle(shape.kind, zoom: zoom)
    }
  }

  /// Draws the shapes that the raster's window meets, as often as the world turns up in it.
  func draw(into raster: inout GroundRaster, view: MapView, size: Size) {
    let world = WebMercator.worldSize(zoom: view.zoom)
    let origin = view.origin(in: size)
    let one = Double(GroundRaster.one)
    let window = raster.window
    guard !window.isEmpty else { return }
    for turn in view.turns(in: size) {
      let left = Double(turn) * world - origin.x
      func x(_ position: WebMercator.Position) -> Int { Int(((position.x * world + left) * one).rounded(.down)) }
      func y(_ position: WebMercator.Position) -> Int { Int(((position.y * world - origin.y) * one).rounded(.down)) }
      for shape in shapes {
        guard (shape.east * world + left) * one >= Double(window.left), (shape.west * world + left) * one <= Double(window.right),
          (shape.south * world - origin.y) * one >= Double(window.top),
          (shape.north * world - origin.y) * one <= Double(window.bottom)
        else { continue }
        if let area = AreaKind(shape.kind, zoom: view.zoom) {
          for path in shape.paths {
            guard var last = path.last else { continue }
            for point in path {
              raster.edge(fromX: x(last), fromY: y(last), toX: x(point), toY: y(point))
              last = point
            }
          }
          raster.fill(area)
        } else if let style = Self.style(shape, zoom: view.zoom) {
          raster.begin(style)
          for path in shape.paths {
            guard let first = path.first else { continue }
            raster.move(x: x(first), y: y(first))
            for point in path.dropFirst() { raster.line(x: x(point), y: y(point)) }
          }
        }
      }
    }
  }
}

extension MapView {
  /// How often around the world the parts of a pane lie: 0 but near the antimeridian and from very far.
  func turns(in size: Size) -> ClosedRange<Int> {
    let world = WebMercator.worldSize(zoom: zoom)
    let left = origin(in: size).x
    let right = left + Double(size.width * Self.dotsPerColumn)
    let first = Int((left / world).rounded(.down))
    return first...max(first, Int((right / world).rounded(.up)) - 1)
  }
}
