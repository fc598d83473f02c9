import Canvas
import Domain
import Widgets

/// Asks before rows go that the site no longer shows: it may be the site that is wrong.
struct HeldDeletionsLayer: Layer {
  /// As many as the person sees here: where there are others by the time of the answer, none goes.
  let count: Int

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      case .enter: return .closes([.acceptDeletions(count)])
      case .escape: return .closes
      default: return key == .control("c") ? .closes : .ignored
      }
    case .click(0): return .closes([.acceptDeletions(count)])
    case .click: return .closes
    default: return .ignored
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let width = min(64, area.width - 4)
    let text = TextWidth.wrapped(words.deletionsQuestion(count), to: max(1, width))
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: text.count), title: words.deletions(count),
      hints: [Hint(words.enterKey, words.acceptDeletions), Hint(words.escapeKey, words.keepThem)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index)) }
    for (row, line) in text.enumerated() {
      frame.put(line, x: layout.content.x, y: layout.content.y + row, style: Style(.dialog, on: .dialog), in: layout.content)
    }
  }
}

extension Words {
  func deletions(_ count: Int) -> String {
    isOne(count)
      ? say("1\u{A0}suppression retenue", "1\u{A0}deletion held")
      : say("\(number(count))\u{A0}suppressions retenues", "\(number(count))\u{A0}deletions held")
  }
  var acceptDeletions: String { say("les retirer", "take them out") }
  var keepThem: String { say("les garder", "keep them") }

  func deletionsHeldArrived(_ count: Int) -> String { deletions(count) + say(" : F5", ": F5") }

  func deletionsHeld(_ state: State) -> String {
    deletions(state.sync.heldDeletions)
      + say(
        " : le site ne montre plus ces documents. Ils restent ici ; si c'est juste, acceptez avec ",
        ": the site no longer shows these documents. They stay here; if that is right, accept with ")
      + state.keyMap.label(of: .acceptDeletions, self) + "."
  }

  func deletionsQuestion(_ count: Int) -> String {
    say(
      "Le site ne montre plus ces documents : supprimés là-bas, ou cachés par une erreur (mauvais site, droits perdus). Les retirer d'ici ? Ils sont redemandés au site juste avant, et vos modifications sont gardées.",
      "The site no longer shows these documents: deleted there, or hidden by a mistake (wrong site, lost permissions). Take them out here? The site is asked for them once more just before, and your edits are kept."
    )
  }
}
