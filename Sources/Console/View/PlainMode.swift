import Canvas
import Configuration
import Widgets

/// For screen readers: what only draws lines goes, and the terminal's cursor stands where the attention is.
enum PlainMode {
  /// A screen reader follows the terminal's cursor: it stands on the selected row, if that is on screen.
  static func standCursor<ID>(on list: ListState<ID>, in rows: Rect, of frame: inout Frame, _ state: State) {
    guard state.preferences.mode == .plain, state.layers.isEmpty else { return }
    let place = Point(x: rows.x, y: rows.y + list.index - list.top)
    if rows.contains(place) { frame.cursor = place }
  }

  static func apply(to frame: inout Frame, hits: HitMap, hasLayers: Bool) {
    let top = hasLayers ? hits.topLayer?.intersection(frame.bounds) : nil
    // What a dialog covers half of would be read together with it; a field in the last line covers nothing.
    let alone = top.flatMap { $0.height > 1 ? $0 : nil }
    for y in 0..<frame.size.height {
      for x in 0..<frame.size.width {
        if let alone, !alone.contains(Point(x: x, y: y)) {
          frame[x, y] = .blank
          continue
        }
        switch frame[x, y].style.ink {
        case .dialogBorder, .rule, .scrollbar: frame[x, y] = Cell(glyph: 0x20, style: Style(.normal, on: frame[x, y].style.paper))
        default: break
        }
      }
    }
    guard frame.cursor == nil, let box = top, !box.isEmpty else { return }
    for y in box.y..<box.maxY {
      for x in box.x..<box.maxX where frame[x, y].style.ink == .cursorBar {
        frame.cursor = Point(x: x, y: y)
        return
      }
    }
    frame.cursor = Point(x: box.x, y: box.y)
  }
}
