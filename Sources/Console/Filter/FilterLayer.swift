import Canvas
import Domain
import Widgets

/// `/`: the list follows every letter; arrows move in it meanwhile.
struct FilterLayer: Layer {
  var field: TextField
  let before: String

  init(_ state: State) {
    before = state.list.filter
    field = TextField(before, limit: 120)
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      case .escape: return .closes(state.setFilter(""))
      case .character("c") where key.modifiers.contains(.control): return .closes(state.setFilter(before))
      case .enter: return .closes
      // What is not on this day may be on another.
      case .character("f") where key.modifiers.contains(.control):
        return .closes(state.searchFromFilter(field.text, before: before))
      case .up, .down, .pageUp, .pageDown:
        _ = state.moveInList(key)
        return .stays
      default:
        guard field.handle(key) == .changed else { return .stays }
      }
    case .paste(let text): field.insert(text)
    case .wheel(let rows):
      state.list.scroll.scroll(by: rows, in: state.list.layout.rows, height: state.listHeight)
      return .stays
    case .click: return .ignored
    }
    return .stays(state.setFilter(field.text))
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let aside = state.words.filterHint(found: state.list.layout.matchCount, of: state.board?.jobs.count ?? 0)
    hits.add(BottomLine.draw(label: "/", field: field, aside: aside, isComplaint: false, into: &frame, in: area), .layerBox)
  }
}

extension State {
  fileprivate mutating func searchFromFilter(_ text: String, before: String) -> [Effect] {
    setFilter(before) + openSearch(text)
  }
}

extension Words {
  func filterHint(found: Int, of total: Int) -> String {
    "\(number(found)) / \(number(total)) · " + say("Entrée garder · Échap effacer", "Enter keep · Esc clear")
  }
}
