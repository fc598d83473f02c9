/// What somebody changed in a document, and when.
package struct HistoryEntry: Sendable, Equatable {
  package enum Standing: Sendable, Equatable {
    /// The site has it.
    case recorded
    /// It is on its way there.
    case pending
    /// It waits for a person.
    case parked
    case undone
    /// It was withdrawn before it was sent, or given up.
    case givenUp
  }

  /// The site's clock, where it is known.
  package let at: LocalDateTime?
  /// As the site knows them; empty for one's own edits.
  package let user: String
  /// Their name, where the site tells it.
  package let name: String
  /// Of rows, what went stands before and what came after.
  package let changes: [FieldChange]
  package let standing: Standing

  package init(at: LocalDateTime?, user: String, name: String, changes: [FieldChange], standing: Standing = .recorded) {
    self.at = at
    self.user = user
    self.name = name
    self.changes = changes
    self.standing = standing
  }
}
