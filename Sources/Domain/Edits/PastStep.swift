/// A step that this dispatcher took: what undo takes back one of at a time, however many edits it made.
package struct PastStep: Sendable, Equatable {
  package enum Standing: Sendable, Equatable {
    case pending
    case confirmed
    /// So many of its edits wait for a person.
    case parked(Int)
    case undone
    /// Nothing of it has reached the site, and nothing will.
    case givenUp
    /// What it changed is gone from the site, so that there is nothing to take back.
    case documentsGone
  }

  package struct Part: Sendable, Equatable {
    package let document: DocumentReference
    package let action: Edit.Action
    package let changes: [FieldChange]

    package init(document: DocumentReference, action: Edit.Action, changes: [FieldChange]) {
      self.document = document
      self.action = action
      self.changes = changes
    }
  }

  /// Of the edit group.
  package let id: String
  package let verb: String
  /// nil where an older version of the program took the step.
  package let at: Instant?
  package let standing: Standing
  package let parts: [Part]

  package init(id: String, verb: String, at: Instant?, standing: Standing, parts: [Part]) {
    self.id = id
    self.verb = verb
    self.at = at
    self.standing = standing
    self.parts = parts
  }

  package var isUndone: Bool { standing == .undone }
}
