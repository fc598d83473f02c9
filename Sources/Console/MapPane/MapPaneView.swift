import Canvas
import Cartography
import Domain

/// The jobs and homes of the day by coordinate, with the selection on top.
enum MapPaneView {
  private static func isReady(_ state: State, for area: Rect) -> Bool {
    state.board != nil && state.map.key?.day == state.day
      && state.map.picture.size == Size(width: area.width, height: area.height)
  }

  static func drawGround(_ state: State, into frame: inout Frame, in area: Rect) {
    guard isReady(state, for: area) else { return }
    frame.copy(state.map.picture, to: Point(x: area.x, y: area.y))
    let symbols = state.preferences.symbols
    if let bar = ScaleBar(state.map.view, columns: min(30, area.width / 3)) {
      frame.put(bar.text(symbols), x: area.x + 1, y: area.maxY - 1, style: Style(.mapGrid), in: area)
    }
  }

  static func drawSelection(_ state: State, into frame: inout Frame, in area: Rect) {
    guard isReady(state, for: area), let job = state.selectedJob else { return }
    guard let coordinate = job.coordinate, let cell = state.map.view.cell(of: coordinate, in: area) else {
      let text = job.coordinate == nil ? state.words.noCoordinates : state.words.outsideTheMap
      frame.put(
        job.number + " : " + text, x: area.x + 1, y: area.y, columns: min(area.width - 2, 40), style: Style(.warning), in: area)
      return
    }
    let text = (state.preferences.symbols[.pin]) + job.number
    let x = min(cell.x, area.maxX - TextWidth.columns(of: text))
    frame.put(text, x: x, y: cell.y, style: Style(.mapPin, on: .selectedRow), in: area)
  }
}

extension Frame {
  /// Copies a smaller frame's cells; those that fall outside are left out.
  mutating func copy(_ source: Frame, to origin: Point) {
    for y in 0..<source.size.height where origin.y + y < size.height {
      for x in 0..<source.size.width where origin.x + x < size.width {
        let cell = source[x, y]
        // A blank changes nothing, and writing half a glyph would blank the other half.
        if cell != .blank, cell.width > 0 { self[origin.x + x, origin.y + y] = cell }
      }
    }
  }
}

extension Words {
  var outsideTheMap: String { say("hors de la carte", "outside the map") }
}
