import Canvas
import Domain

extension MapScene {
  /// Draws the map into `rect`; what was placed where comes back, topmost first.
  ///
  /// `base` is a picture kept from an earlier drawing of the same ground; without a fitting one it is made.
  @discardableResult
  package func draw(into frame: inout Frame, in rect: Rect, symbols: Symbols, base: MapPicture? = nil) -> [PlacedMarks] {
    let rect = rect.intersection(frame.bounds)
    guard !rect.isEmpty else { return [] }
    frame.fill(rect, style: .normal)
    let placed = place(in: rect, symbols: symbols)
    let size = Size(width: rect.width, height: rect.height)
    if showsBaseMap {
      let picture = base.flatMap { $0.fits(self, size: size, symbols: symbols) ? $0 : nil } ?? picture(of: size, symbols: symbols)
      picture.draw(into: &frame, in: rect)
      drawRoutes(into: &frame, in: rect, raster: picture.raster)
      if showsAttribution { drawAttribution(into: &frame, in: rect, symbols: symbols, showsTiles: picture.showsTiles) }
      var taken = placed.map(\.marks.rect)
      if showsAttribution { taken.append(rect.row(rect.height - 1)) }
      if showsNames { picture.drawLabels(into: &frame, in: rect, avoiding: taken) }
    } else {
      drawGrid(into: &frame, in: rect, symbols: symbols)
      drawRoutes(into: &frame, in: rect, raster: symbols == .ascii ? .ascii : raster)
    }
    for entry in placed.reversed() {
      let mark = marks[entry.marks.marks[0]]
      let style = Style(mark.role, on: mark.isSelected ? .selectedRow : .normal)
      frame.put(entry.text, x: entry.marks.rect.x, y: entry.marks.rect.y, style: style, in: rect)
    }
    if let crosshair, let cell = view.cell(of: crosshair, in: rect) {
      frame.put("+", x: cell.x, y: cell.y, style: Style(.mapCrosshair), in: rect)
    }
    return placed.map(\.marks)
  }

  /// The ground of the scene, to be kept as long as it fits.
  package func picture(of size: Size, symbols: Symbols) -> MapPicture {
    MapPicture(
      view: view, size: size, raster: symbols == .ascii ? .ascii : raster, symbols: symbols, tiles: tiles,
      usesColourFills: usesColourFills)
  }

  package func fits(_ picture: MapPicture, size: Size, symbols: Symbols) -> Bool {
    picture.fits(self, size: size, symbols: symbols)
  }

  /// Whose data it is, in the corner that the scale leaves free, where there is room beside it.
  private func drawAttribution(into frame: inout Frame, in rect: Rect, symbols: Symbols, showsTiles: Bool) {
    let sign = symbols == .ascii ? "(c) " : "© "
    let own = rect.width >= 72 ? BaseMap.sources : BaseMap.shortSources
    let text = " " + (showsTiles && !tileAttribution.isEmpty ? symbols.spelled(tileAttribution) : sign + own)
    let columns = TextWidth.columns(of: text)
    guard columns <= rect.width * 2 / 3 - 2 else { return }
    frame.put(text, x: rect.maxX - columns, y: rect.maxY - 1, style: Style(.dim), in: rect)
  }

  /// Dots on a lattice that stands still on the ground while the view moves.
  private func drawGrid(into frame: inout Frame, in rect: Rect, symbols: Symbols) {
    let origin = view.origin(in: Size(width: rect.width, height: rect.height))
    let column = Int((origin.x / Double(MapView.dotsPerColumn)).rounded(.down))
    let row = Int((origin.y / Double(MapView.dotsPerRow)).rounded(.down))
    let dot = symbols == .ascii ? "." : "·"
    for y in rect.y..<rect.maxY where (row + y - rect.y) % 3 == 0 {
      var x = rect.x + (8 - column % 8) % 8
      while x < rect.maxX {
        frame.put(dot, x: x, y: y, style: Style(.mapGrid), in: rect)
        x += 8
      }
    }
  }
}
