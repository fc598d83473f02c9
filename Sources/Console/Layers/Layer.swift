import Canvas
import Domain

/// Something that floats above the panes and takes the keys: a dialog, a menu, the palette. Layers are a stack in the state, never
/// nested loops.
package protocol Layer: Sendable {
  /// While it runs, the layer itself is not in `state.layers`; what it appends there comes to stand above it.
  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer
  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap)
  /// Rows have changed beneath it. It keeps what has been typed.
  mutating func boardChanged(_ state: State)
  /// A click outside closes it: nothing typed is lost by that.
  var closesOnOutsideClick: Bool { get }
  /// The documents that it is about: what others do to them meanwhile is said on its edge.
  var subjects: [DocumentReference] { get }
}

extension Layer {
  package mutating func boardChanged(_ state: State) {}
  package var closesOnOutsideClick: Bool { true }
  package var subjects: [DocumentReference] { [] }
}

package enum LayerInput: Sendable, Equatable {
  case key(Key)
  case paste(String)
  /// Rows to scroll by; negative is up.
  case wheel(Int)
  /// A click on the row that the layer registered under this number.
  case click(Int)
}

package enum LayerAnswer: Sendable, Equatable {
  case stays([Effect])
  case closes([Effect])
  /// Not for this layer, and nothing beneath it gets it either.
  case ignored

  static let stays = LayerAnswer.stays([])
  static let closes = LayerAnswer.closes([])
}
