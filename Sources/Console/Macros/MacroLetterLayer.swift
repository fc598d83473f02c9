import Canvas
import Configuration
import Widgets

/// After `R` or `E`: one letter. The macros that there are stand above the line.
struct MacroLetterLayer: Layer {
  enum Purpose: Sendable { case record, play }
  let purpose: Purpose
  private var complaint: String?

  init(purpose: Purpose) { self.purpose = purpose }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      if key.code == .escape || key == .control("c") { return .closes }
      guard case .character(let scalar) = key.code, key.modifiers.subtracting(.shift).isEmpty else { return .stays }
      return choose(String(Character(scalar)), &state)
    case .click(let row):
      let macros = Self.listed(state)
      return macros.indices.contains(row) ? choose(macros[row].letter, &state) : .ignored
    case .paste, .wheel: return .ignored
    }
  }

  private mutating func choose(_ letter: String, _ state: inout State) -> LayerAnswer {
    guard Macro.isLetter(letter) else {
      complaint = state.words.macroNeedsLetter
      return .stays
    }
    return .closes(purpose == .record ? state.startRecording(letter) : state.playMacro(letter))
  }

  private static func listed(_ state: State) -> [Macro] { state.memory.macros.sorted { $0.letter < $1.letter } }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let macros = Self.listed(state)
    let rows = macros.map { SuggestionRow(label: $0.letter, aside: $0.lines.joined(separator: " · ")) }
    let line = BottomLine.draw(
      label: purpose == .record ? words.recordUnder : words.playWhich, field: TextField(limit: 1),
      aside: complaint ?? words.letterHint, isComplaint: complaint != nil, into: &frame, in: area)
    let box = SuggestionBox.draw(
      rows, selected: nil, top: 0, x: 1, above: line.y, isPlain: state.preferences.mode == .plain, into: &frame, in: area)
    hits.add(box.union(line), .layerBox)
    SuggestionBox.register(rows.count, top: 0, in: box, hits: &hits)
  }
}

extension Words {
  var recordUnder: String { say("Enregistrer sous la lettre", "Record under the letter") }
  var playWhich: String { say("Jouer la macro", "Play the macro") }
  var letterHint: String { say("une lettre ou un chiffre · Échap", "a letter or digit · Esc") }
  var macroNeedsLetter: String { say("une lettre de a à z, ou un chiffre", "a letter from a to z, or a digit") }
}
