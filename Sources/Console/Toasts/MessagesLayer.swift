import Canvas
import Domain
import Widgets

/// What was said before, newest first. Enter on the receipt of a step about several jobs shows what became of each.
struct MessagesLayer: Layer {
  /// From the newest.
  private var selected = 0
  private var top = 0

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let count = state.toasts.history.count
    switch input {
    case .key(let key):
      switch key.code {
      case .up, .character("k"): selected -= 1
      case .down, .character("j"): selected += 1
      case .pageUp: selected -= 10
      case .pageDown: selected += 10
      case .home: selected = 0
      case .end: selected = count
      case .enter: return open(&state)
      case .escape, .character("q"): return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      default: return .ignored
      }
    case .wheel(let rows): selected += rows
    case .click(let row) where row >= 0:
      if row == selected { return open(&state) }
      selected = row
    case .click(-1): return open(&state)
    case .click: return .closes
    case .paste: return .ignored
    }
    selected = max(0, min(selected, count - 1))
    return .stays
  }

  private func step(_ state: State) -> BulkAnswers.Step? {
    let history = state.toasts.history
    guard history.indices.contains(history.count - 1 - selected) else { return nil }
    return history[history.count - 1 - selected].group.flatMap { state.bulk[$0] }
  }

  private func open(_ state: inout State) -> LayerAnswer {
    guard let step = step(state) else { return .closes }
    return .closes(state.push(BulkAnswerLayer(step.group)))
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let width = min(86, area.width - 4)
    var lines: [(text: String, role: Role, message: Int)] = []
    for (message, toast) in state.toasts.history.reversed().enumerated() {
      let role: Role = toast.kind == .info ? .dialog : toast.kind == .warning ? .warning : .bad
      for (row, line) in TextWidth.wrapped(state.said(by: toast), to: max(1, width - 8)).enumerated() {
        lines.append(((row == 0 ? words.clock(state.zone.local(toast.at)) + "  " : "       ") + line, role, message))
      }
    }
    if lines.isEmpty { lines = [(words.noMessages, .dim, -1)] }
    let height = min(lines.count, max(1, area.height - 6))
    var hints = [Hint(words.escapeKey, words.closeHint)]
    if step(state) != nil { hints.insert(Hint(words.enterKey, words.eachJobHint), at: 0) }
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: height), title: words.messagesTitle, hints: hints)
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index == hints.count - 1 ? -2 : -1)) }
    let shown = lines.firstIndex { $0.message == selected } ?? 0
    let last = lines.lastIndex { $0.message == selected } ?? 0
    let rows = layout.content.height
    let first = max(0, min(max(0, last - rows + 1), shown, lines.count - rows))
    for (row, line) in lines.dropFirst(first).prefix(rows).enumerated() {
      let place = layout.content.row(row)
      let isSelected = line.message == selected
      let paper: Role = isSelected ? .selectedRow : .dialog
      if isSelected { frame.fill(place, style: Style(.dialog, on: paper)) }
      if isSelected, first + row == shown {
        frame.put(.cursorBar, x: place.x, y: place.y, style: Style(.cursorBar, on: paper), in: place)
      }
      frame.put(line.text, x: place.x + 1, y: place.y, style: Style(line.role, on: paper), in: place)
      if line.message >= 0 { hits.add(place, .layer(line.message)) }
    }
  }
}

extension Words {
  var messagesTitle: String { say("Messages récents", "Recent messages") }
  var noMessages: String { say("aucun message", "no messages") }
  var eachJobHint: String { say("bon par bon", "job by job") }
}
