import Canvas
import Domain
import Glibc

extension BaseMap.Place {
  /// People, as a power of two; places around headquarters count for more, since that is where the work is.
  var importance: Double { log2(Double(population) + 1) + 8 * exp(-coordinate.distance(to: .headquarters) / 25_000) }
}

extension BaseMap {
  /// The names of the base map that lie in one of `windows`, in no order.
  func labels(_ view: MapView, size: Size, symbols: Symbols, in windows: [GroundRaster.Window]) -> [MapLabel] {
    var labels: [MapLabel] = []
    let pane = Rect(size)
    func isShown(_ cell: Point) -> Bool {
      let x = (cell.x * MapView.dotsPerColumn + 1) << GroundRaster.fraction
      let y = (cell.y * MapView.dotsPerRow + 2) << GroundRaster.fraction
      return windows.contains { x >= $0.left && x < $0.right && y >= $0.top && y < $0.bottom }
    }
    func add(_ kind: MapLabel.Kind, _ cell: Point, _ text: String, _ importance: Double) {
      guard isShown(cell), let label = MapLabel(kind, at: cell, symbols.spelled(text), importance: importance) else { return }
      labels.append(label)
    }
    // From farther out the whole region is a few cells.
    guard view.zoom >= 4 else { return [] }
    for (index, place) in places.enumerated() where !place.isBorough || view.zoom >= 11 {
      guard let cell = view.cell(of: place.coordinate, in: pane) else { continue }
      add(.place, cell, place.name, importances[index])
    }
    for water in waterNames where view.zoom >= (water.isSmall ? 9.5 : 6.5) {
      guard let cell = view.cell(of: water.coordinate, in: pane) else { continue }
      add(.water, cell, water.name, water.isSmall ? 10 : 16.2)
    }
    for line in motorways where view.zoom >= 7 && Self.motorwayZooms.contains(view.zoom) {
      addNumbers(line, 12.5, view, pane, add)
    }
    for line in roads where Self.roadZooms.contains(view.zoom) { addNumbers(line, 11, view, pane, add) }
    return labels
  }

  /// A number on each stretch of its road, those in its middle first.
  private func addNumbers(
    _ line: Line, _ importance: Double, _ view: MapView, _ pane: Rect, _ add: (MapLabel.Kind, Point, String, Double) -> Void
  ) {
    let stretches = line.path.count - 1
    for index in 0..<max(0, stretches) {
      let (a, b) = (line.path[index], line.path[index + 1])
      guard
        let middle = Coordinate(latitude: (a.latitude + b.latitude) / 2, longitude: (a.longitude + b.longitude) / 2),
        let cell = view.cell(of: middle, in: pane)
      else { continue }
      add(.roadNumber, cell, line.name, importance - abs(Double(index) - Double(stretches - 1) / 2) / 100)
    }
  }
}
