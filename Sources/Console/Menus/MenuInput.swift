import Canvas
import Widgets

/// How a layer that is only a menu takes its input.
extension Menu {
  /// `choose`: what a choice does, after which the layer closes.
  mutating func take(
    _ input: LayerInput, _ state: inout State, choose: (ID, inout State) -> [Effect]
  ) -> LayerAnswer {
    let result: Result
    switch input {
    case .key(let key): result = handle(key)
    case .click(let row): result = self.choose(row)
    case .wheel(let rows): result = handle(Key(rows < 0 ? .up : .down))
    case .paste: return .ignored
    }
    switch result {
    case .cancelled: return .closes
    case .chosen(let id): return .closes(choose(id, &state))
    case .refused(let reason): return .stays(state.warn(reason))
    case .ignored, .unchanged, .moved: return .stays
    }
  }
}
