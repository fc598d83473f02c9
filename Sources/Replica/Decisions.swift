import Domain
import GRDB

/// Which side of a field's conflict holds.
package enum ConflictChoice: Sendable, Equatable {
  case mine, theirs
  /// Neither alone: what a person made of the two.
  case value(FieldValue)

  /// What goes to the site again; nil where nothing does.
  func sent(of conflict: FieldConflict) -> FieldValue? {
    switch self {
    case .mine: conflict.mine
    case .theirs: nil
    case .value(let value): value
    }
  }
}

/// What people decide on edits that the site did not take.
extension Replica {
  /// Ends a conflict: fields chosen as mine, or given a value of both, go to the site again, based on the version that the conflict
  /// showed, so that a still newer one is met once more; all others are given up. Where nothing of mine is left the edit leaves the
  /// outbox.
  package func resolve(_ id: String, choices: [String: ConflictChoice]) throws(ReplicaFailure) -> Set<DocumentReference> {
    try step { db in
      guard let entry = try IntentRow.one(id, db), case .conflict(let conflicts) = entry.intent.state else { return [] }
      let fields = Dictionary(conflicts.map { ($0.field, $0) }) { first, _ in first }
      let changes = entry.intent.edit.changes.compactMap { change -> FieldChange? in
        guard let conflict = fields[change.field] else { return change }
        guard let sent = choices[change.field]?.sent(of: conflict) else { return nil }
        return FieldChange(change.field, before: conflict.theirs, after: sent)
      }
      let base = entry.intent.theirs?.modified ?? entry.intent.edit.baseModified
      if changes.isEmpty {
        try Self.close(id, outcome: .dropped, db)
      } else {
        try Self.reopen(id, changes, base: base, isUncertain: false, db)
      }
      for conflict in conflicts {
        if let sent = choices[conflict.field]?.sent(of: conflict) {
          try Self.relay(entry, conflict.field, saw: conflict.theirs, follows: sent, db)
        } else {
          try Self.relay(entry, conflict.field, saw: conflict.mine, follows: conflict.theirs, db)
        }
      }
      return [entry.document]
    }
  }

  /// Sends a refused edit again as it is.
  package func retry(_ id: String) throws(ReplicaFailure) -> Set<DocumentReference> {
    try step { db in
      guard let entry = try IntentRow.one(id, db), case .refused = entry.intent.state else { return [] }
      try db.execute(sql: "UPDATE intent SET state = 'waiting', words = NULL WHERE id = ?", arguments: [id])
      for change in entry.intent.edit.changes {
        try Self.relay(entry, change.field, saw: change.before, follows: change.after, db)
      }
      return [entry.document]
    }
  }

  /// Sends a refused edit again with other values.
  package func resend(_ id: String, changes: [FieldChange]) throws(ReplicaFailure) -> Set<DocumentReference> {
    try step { db in
      guard let entry = try IntentRow.one(id, db), case .refused = entry.intent.state, !changes.isEmpty else { return [] }
      try Self.reopen(id, changes, base: entry.intent.edit.baseModified, isUncertain: entry.isUncertain, db)
      for change in changes {
        // The next edit of the field saw this one while it waited, or what stood there while it was parked.
        for seen in [entry.intent.edit.changes.first { $0.field == change.field }?.after, change.before].compactMap({ $0 }) {
          try Self.relay(entry, change.field, saw: seen, follows: change.after, db)
        }
      }
      return [entry.document]
    }
  }

  /// Gives a parked edit up; with a create, everything that points at the document it would have made. The ids that went.
  package func drop(_ id: String) throws(ReplicaFailure) -> [String] {
    try step { db in
      guard let entry = try IntentRow.one(id, db), entry.phase == .parked else { return [] }
      return try Self.withdraw(entry, db)
    }
  }

  private static func reopen(_ id: String, _ changes: [FieldChange], base: String?, isUncertain: Bool, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE intent SET changes = ?, base_modified = ?, state = 'waiting', is_uncertain = ?, words = NULL, conflicts = NULL, \
        theirs_user = NULL, theirs_modified = NULL WHERE id = ?
        """,
      arguments: [FieldText.encode(changes), base, isUncertain, id])
    try rewriteJournal(id, changes, db)
  }

  /// Takes an edit that the site does not have out of the outbox, and what cannot be without it.
  static func withdraw(_ entry: OutboxEntry, _ db: Database) throws -> [String] {
    try close(entry.intent.id, outcome: .dropped, db)
    var gone = [entry.intent.id]
    guard entry.intent.edit.action == .create else {
      for change in entry.intent.edit.changes {
        try relay(entry, change.field, saw: change.after, follows: change.before, db)
      }
      return gone
    }
    let key = entry.document.key.text
    for later in try IntentRow.all(db) {
      let pointsAt = later.intent.edit.changes.contains { $0.after != $0.after.replacing(key, with: "") }
      guard later.document == entry.document || entry.document.isLocal && pointsAt else { continue }
      gone += try withdraw(later, db)
    }
    return gone
  }

  /// What stands in a field before the next edit of it has become another value, as an edit ahead of it was withdrawn, or goes
  /// after all: the next edit then follows that value and not the one that its author saw.
  private static func relay(
    _ entry: OutboxEntry, _ field: String, saw: FieldValue, follows: FieldValue, _ db: Database
  ) throws {
    for later in try IntentRow.all(db)
    where later.document == entry.document && later.intent.order > entry.intent.order && later.phase != .parked {
      var changes = later.intent.edit.changes
      guard let index = changes.firstIndex(where: { $0.field == field && $0.before == saw }) else { continue }
      changes[index] = FieldChange(field, before: follows, after: changes[index].after)
      try db.execute(
        sql: "UPDATE intent SET changes = ? WHERE id = ?", arguments: [FieldText.encode(changes), later.intent.id])
      return
    }
  }
}
