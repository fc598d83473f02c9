import Domain

/// How the edits of each document stand, worst first: what the margin of a row shows.
package struct EditMarks: Sendable, Equatable {
  package enum Mark: Int, Sendable, Comparable {
    case saving, pending, refused, deleted, conflict

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private var marks: [DocumentReference: Mark] = [:]

  package init() {}

  init(saving: [EditGroup], intents: [Intent]) {
    for intent in intents { note(intent.edit.document, Mark(intent.state)) }
    for group in saving { for edit in group.edits { note(edit.document, .saving) } }
  }

  package subscript(document: DocumentReference) -> Mark? { marks[document] }

  private mutating func note(_ document: DocumentReference, _ mark: Mark) {
    // What is being saved is younger than what is pending, and gone in a moment; what is parked outranks both.
    marks[document] =
      switch (marks[document], mark) {
      case (.pending?, .saving), (nil, _): mark
      case (let known?, _): max(known, mark)
      }
  }
}

extension EditMarks.Mark {
  init(_ state: EditState) {
    self =
      switch state {
      case .saving: .saving
      case .pending: .pending
      case .refused: .refused
      case .conflict: .conflict
      case .documentDeleted: .deleted
      }
  }
}
