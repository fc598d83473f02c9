import Canvas
import Configuration

/// A drag of the board, and the keys that do the same.
struct DragTwin: Sendable {
  /// A key pressed, or a word or number typed, is one action.
  enum Action: Sendable {
    case key(String)
    case word(Phrase)
  }

  enum Drag: String, CaseIterable, Sendable {
    case along, acrossRows, acrossRowsAndAlong, end, toBacklog, fromBacklog, toDay, toDayAndRow
  }

  let drag: Drag
  let gesture: Phrase
  let outcome: Phrase
  let actions: [Action]

  /// No drag takes more by keyboard.
  static let mostActions = 6

  /// From anywhere: the job need not be selected. Where it is, its number is left out.
  static let all: [DragTwin] = [
    DragTwin(.along, "de côté", "sideways", "quand", "when", "m", "1030", "15h"),
    DragTwin(.acrossRows, "vers un autre", "to another row", "qui", "who", "a", "1030", "samuel"),
    DragTwin(.acrossRowsAndAlong, "en biais", "aslant", "qui, quand", "who, when", "a", "1030", "samuel", "15h"),
    DragTwin(.end, "la fin d'un bon", "a job's end", "durée", "length", "dur", "1030", "2h"),
    DragTwin(.toBacklog, "vers la file", "to the backlog", "personne", "nobody", Phrase("désassigner", "unassign"), "1030"),
    DragTwin(.fromBacklog, "de la file", "from the backlog", "qui, quand", "who, when", "a", "1051", "nathalie", "13h"),
    DragTwin(.toDay, "sem. : un jour", "week: a day", "jour", "day", "r", "1101", Phrase("ven", "fri")),
    DragTwin(
      .toDayAndRow, "sem. : en biais", "week: aslant", "jour, qui", "day, who", "r", "1101", Phrase("ven", "fri"), "samuel"),
  ]

  private init(
    _ drag: Drag, _ gesture: String, _ englishGesture: String, _ outcome: String, _ englishOutcome: String, _ words: Phrase...
  ) {
    self.drag = drag
    self.gesture = Phrase(gesture, englishGesture)
    self.outcome = Phrase(outcome, englishOutcome)
    actions = [.key(":")] + words.map { .word($0) } + [.key("Enter")]
  }

  /// `: m 1030 15h Entrée (5)`.
  func keys(_ words: Words) -> String {
    let parts = actions.map { action in
      switch action {
      case .key("Enter"): words.enterKey
      case .key(let key): key
      case .word(let word): word(words.language)
      }
    }
    return parts.joined(separator: " ") + " (\(actions.count))"
  }
}

extension Phrase: ExpressibleByStringLiteral {
  /// The same in both languages.
  package init(stringLiteral value: String) { self.init(value, value) }
}

extension Words {
  var dragHeading: String { say("glisser, ou autant d'actions au clavier", "drag, or so many actions by keyboard") }
}
