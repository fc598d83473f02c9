import Canvas
import Widgets

/// Shown only while edits are being saved; the console closes by itself when the last of them is.
struct ConfirmQuitLayer: Layer {
  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      case .enter, .character("q"): return .closes([.quit])
      case .escape: return .closes
      default: return key == .control("c") ? .closes : .ignored
      }
    case .click(0): return .closes([.quit])
    case .click: return .closes
    default: return .ignored
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let text = words.stillSaving(state.saving.count)
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: min(60, area.width - 4), height: TextWidth.wrapped(text, to: 60).count),
      title: words.quitting, hints: [Hint(words.enterKey, words.quitAnyway), Hint(words.escapeKey, words.stay)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index)) }
    for (row, line) in TextWidth.wrapped(text, to: layout.content.width).enumerated() {
      frame.put(line, x: layout.content.x, y: layout.content.y + row, style: Style(.dialog, on: .dialog), in: layout.content)
    }
  }
}

extension Words {
  var quitting: String { say("Quitter", "Quit") }
  var quitAnyway: String { say("quitter quand même", "quit anyway") }
  var stay: String { say("rester", "stay") }
  package var enterKey: String { say("Entrée", "Enter") }
  package var escapeKey: String { say("Échap", "Esc") }
  func stillSaving(_ count: Int) -> String {
    say(
      "\(edits(count)) en cours d'enregistrement : la console se ferme dès que c'est fait.",
      "\(edits(count)) being saved: the console closes as soon as that is done.")
  }
}

extension State {
  /// A quit that waited for the saves goes on when they are done; a failed save takes it back, so that its sentence is read.
  mutating func continueQuitting(afterFailure: Bool) -> [Effect] {
    guard saving.isEmpty || afterFailure, let index = layers.firstIndex(where: { $0 is ConfirmQuitLayer }) else { return [] }
    layers.remove(at: index)
    return afterFailure ? [] : [.quit]
  }
}
