import Canvas

extension MapScene {
  /// Lines over the ground: a cell that a route passes shows the route alone.
  func drawRoutes(into frame: inout Frame, in rect: Rect, raster: MapRaster) {
    guard !routes.isEmpty else { return }
    let size = Size(width: rect.width, height: rect.height)
    var ground = GroundRaster(columns: size.width, rows: size.height, raster: raster, hasAreas: false)
    let world = WebMercator.worldSize(zoom: view.zoom)
    let origin = view.origin(in: size)
    let one = Double(GroundRaster.one)
    let limit = Double(1 << 20)
    for route in routes {
      ground.begin(.route(route.role, isDashed: route.isDashed))
      for turn in view.turns(in: size) {
        let places = route.path.lazy.map { coordinate in
          let position = WebMercator.project(coordinate, zoom: view.zoom)
          return WebMercator.Position(x: position.x + Double(turn) * world - origin.x, y: position.y - origin.y)
        }
        guard var last = places.first else { continue }
        var isWhole = false
        for next in places.dropFirst() {
          defer { last = next }
          // What lies far off is cut first, so that numbers stay within the fixed point's range.
          let isNear = [last.x, last.y, next.x, next.y].allSatisfy { abs($0) < limit }
          guard let (start, end) = isNear ? (last, next) : Self.clip(last, next, to: size) else {
            isWhole = false
            continue
          }
          if !isWhole { ground.move(x: Int(start.x * one), y: Int(start.y * one)) }
          ground.line(x: Int(end.x * one), y: Int(end.y * one))
          isWhole = isNear
        }
      }
    }
    for y in 0..<size.height {
      for x in 0..<size.width where ground.lines[y * size.width + x].rank != 0 {
        frame[rect.x + x, rect.y + y] = ground.lineCell(
          y * size.width + x, on: frame[rect.x + x, rect.y + y].style.paper)
      }
    }
  }

  /// The part of a line inside of the pane (Liang and Barsky).
  private static func clip(
    _ from: WebMercator.Position, _ to: WebMercator.Position, to size: Size
  ) -> (WebMercator.Position, WebMercator.Position)? {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let width = Double(size.width * MapView.dotsPerColumn)
    let height = Double(size.height * MapView.dotsPerRow)
    var start = 0.0
    var end = 1.0
    for (delta, room) in [(-dx, from.x), (dx, width - from.x), (-dy, from.y), (dy, height - from.y)] {
      if delta == 0 {
        if room < 0 { return nil }
      } else if delta < 0 {
        start = max(start, room / delta)
      } else {
        end = min(end, room / delta)
      }
    }
    guard start <= end else { return nil }
    return (
      .init(x: from.x + dx * start, y: from.y + dy * start), .init(x: from.x + dx * end, y: from.y + dy * end)
    )
  }
}
