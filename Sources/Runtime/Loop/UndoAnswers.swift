import Console
import Domain
import Replica

/// What the replica answers to an undo, as the console is told.
extension UndoResult {
  init(_ outcome: UndoOutcome, isUndo: Bool, _ choice: UndoChoice, step: String? = nil) {
    switch outcome {
    case .nothing: self = isUndo ? .nothingToUndo : .nothingToRedo
    case .asks(let verb, let fields): self = .asks(UndoQuestion(isUndo: isUndo, verb: verb, fields: fields, step: step))
    case .done(let verb, let removed, let queued, let kept):
      let documents = queued.map(\.edit.document) + kept
      var left: [FieldConflict] = []
      if case .decided(_, let leave) = choice {
        left = leave.map { FieldConflict(field: $0.field, mine: $0.wrote, theirs: $0.present, base: $0.restored) }
      }
      left.sort { $0.field < $1.field }
      if !left.isEmpty {
        self =
          isUndo
          ? .undoneInPart(verb: verb, documents: documents, kept: left)
          : .redoneInPart(verb: verb, documents: documents, kept: left)
      } else {
        self =
          isUndo
          ? .undone(verb: verb, documents: documents, withdrawn: Set(removed.map { Replica.group(ofIntent: $0) }))
          : .redone(verb: verb, documents: documents)
      }
    }
  }
}

extension ConflictChoice {
  init(_ decision: FieldDecision) {
    switch decision {
    case .mine: self = .mine
    case .theirs: self = .theirs
    case .both(let value): self = .value(value)
    }
  }
}
