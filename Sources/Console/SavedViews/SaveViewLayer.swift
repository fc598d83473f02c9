import Canvas
import Widgets

/// The name under which the present view is kept.
struct SaveViewLayer: Layer {
  var field = TextField(limit: State.longestViewName)
  var closesOnOutsideClick: Bool { field.isEmpty }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      if key.code == .escape || key == .control("c") { return .closes }
      if key.code == .enter { return .closes(field.isEmpty ? [] : state.saveView(named: field.text)) }
      _ = field.handle(key)
    case .paste(let text): field.insert(text)
    case .click, .wheel: return .ignored
    }
    return .stays
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let present = SavedView(
      name: "", filter: state.list.filter, sort: state.list.sort, resource: state.list.resource, folded: state.list.folded,
      view: state.view)
    hits.add(
      BottomLine.draw(
        label: words.viewNameLabel, field: field, aside: words.summary(of: present) + " · " + words.keepHint, isComplaint: false,
        into: &frame, in: area), .layerBox)
  }
}

extension Words {
  var viewNameLabel: String { say("Garder la vue sous le nom", "Keep the view as") }
  var keepHint: String { say("Entrée garder · Échap", "Enter keep · Esc") }
}
