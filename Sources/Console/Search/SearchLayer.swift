import Canvas
import Widgets

/// The search's field: what is found follows every letter, arrows move in it, Enter goes to the job.
struct SearchLayer: Layer {
  var field: TextField

  init(_ text: String) { field = TextField(text, limit: 120) }

  var closesOnOutsideClick: Bool { true }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      // What was found stays; from an empty field there is nothing to stay for.
      case .escape, .tab:
        return .closes(state.search.hits.isEmpty ? state.closeSearch() : [])
      case .character("c") where key.modifiers.contains(.control):
        return .closes(state.closeSearch())
      case .enter: return state.search.hits.isEmpty ? .stays : .closes(state.openHit())
      case .up, .down, .pageUp, .pageDown:
        _ = state.moveInSearch(key)
        return .stays
      default: guard field.handle(key) == .changed else { return .stays }
      }
    case .paste(let text): field.insert(text)
    case .wheel(let rows):
      state.scrollSearch(by: rows)
      return .stays
    case .click(let row):
      state.selectHit(row)
      return .closes(state.openHit())
    }
    return .stays(state.look(for: field.text))
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let line = BottomLine.draw(
      label: state.words.searchLabel, field: field, aside: state.words.searchHint, isComplaint: false, into: &frame, in: area)
    hits.add(line, .layerBox)
    let rows = SearchView.rows(in: PaneLayout(state).list)
    for index in state.search.scroll.visible(count: state.search.hits.count, height: rows.height) {
      hits.add(rows.row(index - state.search.scroll.top), .layer(index))
    }
  }
}

extension Words {
  var searchLabel: String { say("Chercher", "Search") }
  var searchHint: String { say("↑ ↓ choisir · Entrée y aller · Échap", "↑ ↓ choose · Enter go there · Esc") }
}
