import Canvas
import Configuration
import Domain
import Widgets

/// What the terminal is to show of the state, and what lies where on it for the mouse.
package func view(_ state: State, size: Size) -> (frame: Frame, hits: HitMap) {
  var state = state
  state.size = size
  var frame = Frame(size: size, symbols: state.preferences.symbols)
  let hits = view(state, into: &frame)
  return (frame, hits)
}

/// The same into a frame that is kept between calls; it takes the state's size.
@discardableResult
package func view(_ state: State, into frame: inout Frame) -> HitMap {
  let size = state.size
  if frame.size != size { frame = Frame(size: size, symbols: state.preferences.symbols) } else { frame.erase() }
  frame.symbols = state.preferences.symbols
  var hits = HitMap()
  let words = state.words
  if size.width < PaneLayout.smallest.width || size.height < PaneLayout.smallest.height {
    let forms = words.tooSmall.map { TextWidth.wrapped($0, to: max(1, size.width)) }
    let lines = forms.first { $0.count <= size.height } ?? forms[forms.count - 1]
    for (row, line) in lines.prefix(size.height).enumerated() {
      frame.put(line, x: 0, y: row, style: .normal, in: frame.bounds)
    }
    return hits
  }
  let panes = PaneLayout(state)
  ToolbarView(state).draw(into: &frame, in: panes.toolbar, hits: &hits)
  switch state.view {
  case .main: drawMainView(state, panes, into: &frame, hits: &hits)
  case .sync: SyncView(state).draw(into: &frame, titles: panes.titles, in: panes.list, hits: &hits)
  }
  HintBarView(state).draw(into: &frame, in: panes.hints, hits: &hits)
  let middle = Rect(x: 0, y: panes.toolbar.maxY, width: size.width, height: max(0, panes.hints.y - panes.toolbar.maxY))
  state.toasts.draw(into: &frame, in: middle, state: state)
  for layer in state.layers { layer.draw(into: &frame, in: frame.bounds, state: state, hits: &hits) }
  if state.preferences.mode == .plain { PlainMode.apply(to: &frame, hits: hits, hasLayers: !state.layers.isEmpty) }
  return hits
}

private func drawMainView(_ state: State, _ panes: PaneLayout, into frame: inout Frame, hits: inout HitMap) {
  Rules.draw(state, panes, into: &frame)
  hits.add(panes.map, .pane(.map))
  hits.add(panes.sheet, .pane(.sheet))
  hits.add(panes.list, .pane(.list))
  if !panes.list.isEmpty { JobListView(state).draw(into: &frame, in: panes.list, hits: &hits) }
  if !panes.map.isEmpty { MapPaneView(state).draw(into: &frame, in: panes.map) }
  if !panes.sheet.isEmpty { SheetView(state).draw(into: &frame, in: panes.sheet) }
}

/// The thin lines between panes, with the titles that they carry.
enum Rules {
  static func draw(_ state: State, _ panes: PaneLayout, into frame: inout Frame) {
    if state.preferences.mode == .plain { return }
    let words = state.words
    let style = Style(.rule)
    for rule in [panes.titles, panes.sheetRule] where !rule.isEmpty {
      for x in rule.x..<rule.maxX { frame.put(.horizontal, x: x, y: rule.y, style: style, in: rule) }
    }
    if panes.isSideBySide {
      let x = panes.divider.x
      for y in panes.divider.y..<panes.divider.maxY { frame.put(.vertical, x: x, y: y, style: style, in: panes.divider) }
      frame.put(.teeDown, x: x, y: panes.titles.y, style: style, in: panes.titles)
      if panes.sheetRule.x > x {
        frame.put(.teeRight, x: x, y: panes.sheetRule.y, style: style, in: frame.bounds)
      } else if !panes.sheetRule.isEmpty {
        frame.put(.teeUp, x: x, y: panes.sheetRule.y, style: style, in: panes.sheetRule)
      }
      title(words.mapTitle, focused: state.pane == .map, at: x + 1, in: panes.titles, into: &frame)
    }
    let list = panes.list.isEmpty ? (panes.map.isEmpty ? words.sheetTitle : words.mapTitle) : words.listTitle(state)
    title(list, focused: panes.list.isEmpty || state.pane == .list, at: panes.titles.x, in: panes.titles, into: &frame)
    if state.pane == .sheet, !panes.sheetRule.isEmpty {
      title(words.sheetTitle, focused: true, at: panes.sheetRule.x, in: panes.sheetRule, into: &frame)
    }
  }

  private static func title(_ text: String, focused: Bool, at x: Int, in rule: Rect, into frame: inout Frame) {
    frame.put(" " + text + " ", x: x + 1, y: rule.y, style: Style(focused ? .focusTitle : .title), in: rule)
  }
}

extension Words {
  /// The longest that fits is said.
  var tooSmall: [String] {
    [
      say("Trop petit : agrandissez la fenêtre.", "Too small: enlarge the window."),
      say("Trop petit, agrandir.", "Too small, enlarge."),
      say("Agrandir", "Enlarge"),
    ]
  }
  var mapTitle: String { say("Carte", "Map") }
  var sheetTitle: String { say("Bon", "Job") }

  func listTitle(_ state: State) -> String {
    var text = say("Bons", "Jobs")
    guard let board = state.board else { return text }
    if !state.list.filter.isEmpty {
      text += " · \(number(state.list.layout.matchCount)) / \(number(board.jobs.count)) · /\(state.list.filter)"
    } else {
      text += " · \(number(board.jobs.count))"
    }
    if state.list.sort != .time { text += " · " + say("par ", "by ") + sort(state.list.sort) }
    if !state.list.marked.isEmpty { text += " · " + marked(state.list.marked.count) }
    return text
  }
}
