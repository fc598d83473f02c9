import Canvas
import Configuration
import Domain
import Widgets

/// What the terminal is to show of the state, and what lies where on it for the mouse.
package func view(_ state: State, size: Size) -> (frame: Frame, hits: HitMap) {
  var state = state
  state.size = size
  var memory = ViewMemory()
  view(state, memory: &memory)
  return (memory.frame, memory.hits)
}

/// The same, drawn into `memory.frame`, and there only what has changed since the last call with this memory.
package func view(_ state: State, memory: inout ViewMemory) {
  let size = state.size
  if size.width < PaneLayout.smallest.width || size.height < PaneLayout.smallest.height {
    return memory.drawAlone(state) { drawTooSmall(state.words, into: &$0) }
  }
  let panes = PaneLayout(state)
  memory.draw(
    state, map: MapShown(state),
    ground: { frame, hits in drawGround(state, panes, into: &frame, hits: &hits) },
    list: { frame, drawn, hits in
      guard state.view == .main else { return }
      drawn.map.draw(state, into: &frame)
      MapPaneView.drawTitle(state, into: &frame, in: panes)
      guard !panes.list.isEmpty else { return }
      JobListView(state).drawRows(into: &frame, in: panes.list, rows: &drawn.jobRows, hits: &hits)
    },
    rest: { frame, drawn, hits in drawRest(state, panes, into: &frame, drawn: &drawn, hits: &hits) })
}

/// What no move of the selection changes: toolbar and rules.
private func drawGround(_ state: State, _ panes: PaneLayout, into frame: inout Frame, hits: inout HitMap) {
  ToolbarView(state).draw(into: &frame, in: panes.toolbar, hits: &hits)
  guard state.view == .main else { return }
  Rules.draw(state, panes, into: &frame)
  hits.add(panes.map, .pane(.map))
  hits.add(panes.sheet, .pane(.sheet))
  hits.add(panes.list, .pane(.list))
  hits.add(panes.divider, .paneRule(.divider))
  hits.add(panes.sheetRule, .paneRule(.sheet))
}

/// What follows the selection, and what floats above.
private func drawRest(
  _ state: State, _ panes: PaneLayout, into frame: inout Frame, drawn: inout ViewMemory.Pieces, hits: inout HitMap
) {
  if let page = state.view.page {
    page.draw(state, into: &frame, titles: panes.titles, in: panes.list, drawn: &drawn, hits: &hits)
  } else {
    if !panes.list.isEmpty { JobListView.drawSelection(state, into: &frame, in: panes.list) }
    if !panes.map.isEmpty { MapPaneView.drawSelection(state, into: &frame) }
    if !panes.sheet.isEmpty { SheetView.draw(state, into: &frame, in: panes.sheet, sheets: &drawn.sheets, hits: &hits) }
  }
  let hints = ViewMemory.HintPlace(row: state.list.scroll.selected, check: state.checksPage.scroll.selected)
  drawn.hints.draw(hints, at: ViewMemory.Moment(state), into: &frame, in: panes.hints, hits: &hits) {
    HintBarView(state).draw(into: &$0, in: panes.hints, hits: &$1)
  }
  let middle = Rect(
    x: 0, y: panes.toolbar.maxY, width: state.size.width, height: max(0, panes.hints.y - panes.toolbar.maxY))
  state.toasts.draw(into: &frame, in: middle, state: state)
  for layer in state.layers { layer.draw(into: &frame, in: frame.bounds, state: state, hits: &hits) }
  if let top = state.layers.last, !top.subjects.isEmpty { DialogEdge.draw(state, top, hits: hits, into: &frame) }
  if state.preferences.mode == .plain { PlainMode.apply(to: &frame, hits: hits, hasLayers: !state.layers.isEmpty) }
}

private func drawTooSmall(_ words: Words, into frame: inout Frame) {
  let forms = words.tooSmall.map { TextWidth.wrapped($0, to: max(1, frame.size.width)) }
  let lines = forms.first { $0.count <= frame.size.height } ?? forms[forms.count - 1]
  for (row, line) in lines.prefix(frame.size.height).enumerated() {
    frame.put(line, x: 0, y: row, style: .normal, in: frame.bounds)
  }
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
  var listTitle: String { say("Bons", "Jobs") }
  var sheetTitle: String { say("Bon", "Job") }

  func listTitle(_ state: State) -> String {
    var text = state.list.team == nil ? listTitle : myTeam
    guard let board = state.board else { return text }
    if !state.list.filter.isEmpty {
      text += " · \(number(state.list.layout.matchCount)) / \(number(board.jobs.count)) · /\(state.list.filter)"
    } else {
      text += " · \(number(state.list.team == nil ? board.jobs.count : state.list.layout.matchCount))"
    }
    if state.list.sort != .time { text += " · " + say("par ", "by ") + sort(state.list.sort) }
    if !state.list.marked.isEmpty {
      text += " · " + marked(state.list.marked.count)
      let hidden = state.hiddenMarks
      if hidden > 0 { text += say(", dont \(number(hidden)) masqué\(isOne(hidden) ? "" : "s")", ", \(number(hidden)) hidden") }
    }
    if let recording = state.recording {
      text +=
        " · " + state.preferences.symbols[.bullet] + say(" macro ", " macro ") + recording.letter + " (\(recording.lines.count))"
    }
    return text
  }
}
