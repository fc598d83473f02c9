import Canvas
import Cartography
import Domain

/// A cross-hair on a map of its own. Figures take it to a ninth of what is shown and look closer there, so that a point some
/// kilometres away is found in half a dozen keys; arrows move it by long steps while the map is coarse, and by cells when it is fine.
struct PlacePicker: Sendable, Equatable {
  private(set) var view: MapView
  private(set) var crosshair: Coordinate
  let size: Size

  /// Metres that a cell may be long before what stands in it can be taken.
  static let finest = 25.0
  /// The sides of a figure's part are a third of the map's.
  private static let closer = 1.584_962_500_721_156
  /// Metres above and below, and on either side, that the first map shows.
  private static let reach = 4_500.0

  init(around place: Coordinate, in size: Size, near: Bool = false) {
    crosshair = place
    self.size = Size(width: max(3, size.width), height: max(1, size.height))
    view = near ? MapView(center: place, zoom: 16.5) : Self.view(around: place, in: self.size)
  }

  private static func view(around place: Coordinate, in size: Size) -> MapView {
    let latitude = reach / 111_195
    // The fitting keeps two cells free on each side.
    let corners = [-1.0, 1.0].compactMap {
      Coordinate(latitude: min(85, max(-85, place.latitude + $0 * latitude)), longitude: place.longitude + $0 * latitude * 1.5)
    }
    return MapView(center: place, zoom: MapView.fitting(corners, in: Size(width: size.width, height: max(6, size.height))).zoom)
  }

  private var rect: Rect { Rect(size) }

  /// The longer side of a cell, on the ground.
  var cellMetres: Double { view.metresPerColumn * Double(MapView.dotsPerRow) / Double(MapView.dotsPerColumn) }
  var isFine: Bool { cellMetres <= Self.finest }

  /// The same place in a map of another size.
  func resized(to size: Size) -> PlacePicker {
    if size == self.size { return self }
    var picker = PlacePicker(around: crosshair, in: size)
    picker.view = MapView(center: crosshair, zoom: view.zoom)
    return picker
  }

  /// By so many steps: a step is a cell, or a good part of the map while that is coarse. `isOther` asks for the other of the two.
  mutating func step(columns: Int, rows: Int, isOther: Bool = false) {
    let isLong = isFine == isOther
    let long = max(1, min(size.width / 2, size.height) / 6)
    // A row is as high as two columns are wide.
    move(columns: columns * (isLong ? long * 2 : 1), rows: rows * (isLong ? long : 1))
  }

  private mutating func move(columns: Int, rows: Int) {
    let moved = MapView(center: crosshair, zoom: view.zoom).moved(columns: columns, rows: rows)
    crosshair = moved.center
    keepInSight()
  }

  /// The map follows where the cross-hair comes near its edge.
  private mutating func keepInSight() {
    let margin = Point(x: min(4, size.width / 4), y: min(2, size.height / 4))
    let inner = Rect(
      x: margin.x, y: margin.y, width: size.width - 2 * margin.x, height: size.height - 2 * margin.y)
    guard let cell = view.cell(of: crosshair, in: rect), inner.contains(cell) else {
      view.center = crosshair
      return
    }
  }

  mutating func zoom(in isCloser: Bool) {
    view = MapView(center: crosshair, zoom: view.zoom + (isCloser ? Self.closer : -Self.closer))
  }

  /// The middle of a ninth, as figures lie on a keypad: 7 is the upper left, 5 the middle.
  func middle(ofPart figure: Int) -> Point? {
    guard (1...9).contains(figure) else { return nil }
    let (column, row) = ((figure - 1) % 3, 2 - (figure - 1) / 3)
    return Point(x: (size.width * (2 * column + 1)) / 6, y: (size.height * (2 * row + 1)) / 6)
  }

  mutating func choose(part figure: Int) {
    guard let point = middle(ofPart: figure), let place = coordinate(ofPart: figure, at: point) else { return }
    crosshair = place
    zoom(in: true)
  }

  /// Exactly the middle, which may lie between two cells.
  private func coordinate(ofPart figure: Int, at point: Point) -> Coordinate? {
    let (column, row) = (Double((figure - 1) % 3 - 1), Double(1 - (figure - 1) / 3))
    let dots = WebMercator.project(view.center, zoom: view.zoom)
    return WebMercator.coordinate(
      at: .init(
        x: dots.x + column * Double(size.width * MapView.dotsPerColumn) / 3,
        y: dots.y + row * Double(size.height * MapView.dotsPerRow) / 3), zoom: view.zoom)
  }

  /// A click. On the cross-hair it looks closer.
  mutating func point(at cell: Point) {
    if view.cell(of: crosshair, in: rect) == cell { return zoom(in: true) }
    if let place = view.coordinate(at: cell, in: rect) { crosshair = place }
  }

  mutating func go(to place: Coordinate) { self = PlacePicker(around: place, in: size) }

  // MARK: Drawing

  func draw(into frame: inout Frame, in area: Rect, marks: [MapMark], state: State) {
    let symbols = state.preferences.symbols
    MapScene(view: view, marks: marks).draw(into: &frame, in: area, symbols: symbols)
    // Where a figure leads stands where there is room to see it.
    if size.height >= 5, size.width >= 15 {
      for figure in 1...9 {
        guard let point = middle(ofPart: figure) else { continue }
        frame.put(String(figure), x: area.x + point.x, y: area.y + point.y, style: Style(.dim), in: area)
      }
    }
    if let bar = ScaleBar(view, columns: min(30, area.width / 3)) {
      frame.put(bar.text(symbols), x: area.x + 1, y: area.maxY - 1, style: Style(.mapGrid), in: area)
    }
    guard let cell = view.cell(of: crosshair, in: area) else { return }
    let style = Style(.mapCrosshair)
    let arm = isFine ? 1 : 2
    for offset in 1...arm {
      frame.put(.horizontal, x: cell.x - offset, y: cell.y, style: style, in: area)
      frame.put(.horizontal, x: cell.x + offset, y: cell.y, style: style, in: area)
    }
    frame.put(.vertical, x: cell.x, y: cell.y - 1, style: style, in: area)
    frame.put(.vertical, x: cell.x, y: cell.y + 1, style: style, in: area)
    frame.put(.cross, x: cell.x, y: cell.y, style: style, in: area)
  }
}
