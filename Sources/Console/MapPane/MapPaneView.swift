import Canvas
import Domain

/// The jobs and homes of the day by coordinate.
struct MapPaneView {
  let state: State

  init(_ state: State) { self.state = state }

  func draw(into frame: inout Frame, in area: Rect) {
    guard state.board != nil, area.width > 4, area.height > 2 else { return }
    let points = state.list.layout.pins
    let projection = GridProjection(points.lazy.filter { $0.kind != .gone }.map(\.coordinate) + [.headquarters], area: area)
    let headquarters = projection.place(of: .headquarters)
    frame.put(.headquarters, x: headquarters.x, y: headquarters.y, style: Style(.mapHeadquarters), in: area)
    for pin in points where pin.kind != .gone {
      let place = projection.place(of: pin.coordinate)
      frame.put(pin.isHome ? .home : .pin, x: place.x, y: place.y, style: Style(pin.role), in: area)
    }
    if let job = state.selectedJob, let coordinate = job.coordinate {
      let place = projection.place(of: coordinate)
      let label = " " + job.number + " "
      frame.put(.pin, x: place.x, y: place.y, style: Style(.mapPin, on: .selectedRow), in: area)
      let x = min(place.x + 1, area.maxX - TextWidth.columns(of: label))
      frame.put(label, x: x, y: place.y, style: Style(.strong, on: .selectedRow), in: area)
    }
    let scale = projection.scale(words: state.words)
    frame.put(scale, x: area.x + 1, y: area.maxY - 1, style: Style(.mapGrid), in: area)
  }
}

/// A plate carrée around the points, a cell twice as high as it is wide.
struct GridProjection {
  private let west: Double
  private let north: Double
  private let degreesPerColumn: Double
  private let degreesPerRow: Double
  private let area: Rect
  private let kilometresPerColumn: Double

  init(_ points: [Coordinate], area: Rect) {
    self.area = area
    let south = points.map(\.latitude).min() ?? 45
    let top = points.map(\.latitude).max() ?? 45.3
    let left = points.map(\.longitude).min() ?? -74
    let right = points.map(\.longitude).max() ?? -73.3
    let middle = (south + top) / 2
    // A degree of longitude on this latitude, as a share of one of latitude; a plane's error over a county is below a cell.
    let shrink = max(0.2, 1 - (middle * .pi / 180) * (middle * .pi / 180) / 2 + pow4(middle * .pi / 180) / 24)
    let width = max(0.02, (right - left) * shrink)
    let height = max(0.02, top - south)
    let perColumn = max(width / Double(max(1, area.width - 6)), height / Double(max(1, area.height - 3)) / 2)
    degreesPerRow = perColumn * 2
    degreesPerColumn = perColumn / shrink
    kilometresPerColumn = perColumn * 111.2
    west = (left + right) / 2 - degreesPerColumn * Double(area.width - 1) / 2
    north = middle + degreesPerRow * Double(area.height - 2) / 2
  }

  func place(of coordinate: Coordinate) -> Point {
    Point(
      x: area.x + Int(((coordinate.longitude - west) / degreesPerColumn).rounded()),
      y: area.y + Int(((north - coordinate.latitude) / degreesPerRow).rounded()))
  }

  func scale(words: Words) -> String {
    let lengths = [1, 2, 5, 10, 20, 50, 100, 200, 500]
    let kilometres = lengths.last { Double($0) / kilometresPerColumn <= Double(area.width) / 3 } ?? 1
    let columns = max(3, Int((Double(kilometres) / kilometresPerColumn).rounded()))
    let label = " \(kilometres)\u{A0}km "
    let dashes = max(2, columns - TextWidth.columns(of: label) - 2)
    return "├" + String(repeating: "─", count: dashes / 2) + label + String(repeating: "─", count: dashes - dashes / 2) + "┤"
  }
}

private func pow4(_ value: Double) -> Double { value * value * value * value }
