/// One field's change, as the dispatcher saw it and as they want it.
package struct FieldChange: Sendable, Hashable {
  package let field: String
  package let before: FieldValue
  package let after: FieldValue

  package init(_ field: String, before: FieldValue, after: FieldValue) {
    self.field = field
    self.before = before
    self.after = after
  }
}

extension Sequence where Element == FieldChange {
  /// Whether any of them sets a time, as the site's clock shows it.
  package func writesTime(of kind: DocumentKind) -> Bool {
    contains { $0.after != .null && kind.field($0.field)?.type == .datetime }
  }
}

/// What one verb does to one document, before the replica has accepted it.
package struct Edit: Sendable, Equatable {
  package enum Action: String, Sendable { case create, update }

  package let document: DocumentReference
  package let action: Action
  /// Never empty; one entry a field.
  package let changes: [FieldChange]
  /// The `modified` that the dispatcher was looking at, verbatim; nil for a create.
  package let baseModified: String?

  package init(document: DocumentReference, action: Action = .update, changes: [FieldChange], baseModified: String?) {
    self.document = document
    self.action = action
    self.changes = changes
    self.baseModified = baseModified
  }
}

/// Edits that stand or fall together on screen and in undo: one press of a key, a swap, a bulk.
package struct EditGroup: Sendable, Equatable {
  /// A UUID, made by the caller.
  package let id: String
  /// The verb in its canonical form (`assign BT-01043 TECH-001 2026-05-06T10:30`), for history and audit.
  package let verb: String
  package let edits: [Edit]

  package init(id: String, verb: String, edits: [Edit]) {
    self.id = id
    self.verb = verb
    self.edits = edits
  }
}

/// Where an edit stands on its way to the site; each looks different on screen.
package enum EditState: Sendable, Equatable {
  /// Being committed to the replica (`·`).
  case saving
  /// Accepted: it survives anything (`~`).
  case pending
  /// The site said no, in its own words (`✗`).
  case refused(words: String)
  /// Somebody else changed the same fields (`≠`).
  case conflict([FieldConflict])
  /// The document it was for is gone from the site.
  case documentDeleted
}

/// One field that two people changed differently.
package struct FieldConflict: Sendable, Hashable {
  package let field: String
  package let mine: FieldValue
  package let theirs: FieldValue
  package let base: FieldValue

  package init(field: String, mine: FieldValue, theirs: FieldValue, base: FieldValue) {
    self.field = field
    self.mine = mine
    self.theirs = theirs
    self.base = base
  }
}

/// Who last wrote a document, and when: `modified_by` and `modified`, verbatim.
package struct Author: Sendable, Hashable {
  package let user: String
  package let modified: String

  package init(user: String, modified: String) {
    self.user = user
    self.modified = modified
  }
}

/// An edit that the replica holds, from acceptance to the site's answer.
package struct Intent: Sendable, Equatable {
  /// A UUID; it goes to the site as the request's id.
  package let id: String
  package let group: String
  /// The order of acceptance.
  package let order: Int64
  package let verb: String
  package var edit: Edit
  package var state: EditState
  package let acceptedAt: Instant
  /// Who changed the document meanwhile, where the site told.
  package var theirs: Author?
  /// Times it was sent.
  package var attempts: Int

  package init(
    id: String, group: String, order: Int64, verb: String, edit: Edit, state: EditState, acceptedAt: Instant,
    theirs: Author? = nil, attempts: Int = 0
  ) {
    self.id = id
    self.group = group
    self.order = order
    self.verb = verb
    self.edit = edit
    self.state = state
    self.acceptedAt = acceptedAt
    self.theirs = theirs
    self.attempts = attempts
  }
}
