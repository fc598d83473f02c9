import Canvas
import Domain
import Widgets

/// What was said before, newest first.
struct MessagesLayer: Layer {
  private var top = 0

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      case .up, .character("k"): top -= 1
      case .down, .character("j"): top += 1
      case .pageUp: top -= 10
      case .pageDown: top += 10
      case .home: top = 0
      case .end: top = state.toasts.history.count
      case .escape, .enter, .character("q"): return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      default: return .ignored
      }
    case .wheel(let rows): top += rows
    case .click, .paste: return .ignored
    }
    top = max(0, min(top, state.toasts.history.count - 1))
    return .stays
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let width = min(86, area.width - 4)
    var lines: [(String, Role)] = []
    for toast in state.toasts.history.reversed() {
      let role: Role = toast.kind == .info ? .dialog : toast.kind == .warning ? .warning : .bad
      for (row, line) in TextWidth.wrapped(toast.text, to: max(1, width - 7)).enumerated() {
        lines.append(((row == 0 ? words.clock(state.zone.local(toast.at)) + "  " : "       ") + line, role))
      }
    }
    if lines.isEmpty { lines = [(words.noMessages, .dim)] }
    let height = min(lines.count, max(1, area.height - 6))
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: height), title: words.messagesTitle,
      hints: [Hint(words.escapeKey, words.closeHint)])
    hits.add(layout.outer, .layerBox)
    let first = max(0, min(top, lines.count - layout.content.height))
    for (row, line) in lines.dropFirst(first).prefix(layout.content.height).enumerated() {
      frame.put(line.0, x: layout.content.x, y: layout.content.y + row, style: Style(line.1, on: .dialog), in: layout.content)
    }
  }
}

extension Words {
  var messagesTitle: String { say("Messages récents", "Recent messages") }
  var noMessages: String { say("aucun message", "no messages") }
}
