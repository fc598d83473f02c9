import Domain
import GRDB

/// What a console did, so that it can be undone after the edits have left the outbox.
extension Replica {
  static let journalLength = 200

  /// A new step: what was undone before can no longer be done again.
  static func journal(_ group: EditGroup, console: String, at instant: Instant, _ db: Database) throws {
    try forget(
      try String.fetchAll(
        db, sql: "SELECT group_id FROM undo_step WHERE console = ? AND is_undone = 1", arguments: [console]), db)
    try db.execute(
      sql: "INSERT INTO undo_step(console, group_id, verb, done_at) VALUES(?, ?, ?, ?)",
      arguments: [console, group.id, group.verb, instant.seconds])
    try journalEdits(group, db)
    try forget(
      try String.fetchAll(
        db, sql: "SELECT group_id FROM undo_step WHERE console = ? ORDER BY position DESC LIMIT -1 OFFSET ?",
        arguments: [console, journalLength]), db)
  }

  static func journalEdits(_ group: EditGroup, _ db: Database) throws {
    for (number, edit) in group.edits.enumerated() where !edit.changes.isEmpty {
      try db.execute(
        sql: """
          INSERT INTO undo_edit(group_id, number, intent_id, kind, key, is_local, creation, action, changes, outcome) \
          SELECT group_id, ?, id, kind, key, is_local, creation, action, changes, 'open' FROM intent WHERE id = ?
          """, arguments: [number, intentID(group.id, number)])
    }
  }

  static func forget(_ groups: [String], _ db: Database) throws {
    for group in groups {
      try db.execute(sql: "DELETE FROM undo_step WHERE group_id = ?", arguments: [group])
      try db.execute(sql: "DELETE FROM undo_edit WHERE group_id = ?", arguments: [group])
    }
  }

  /// The edit was merged with somebody else's: undo takes back what it wrote in the end.
  static func rewriteJournal(_ intent: String, _ changes: [FieldChange], _ db: Database) throws {
    try db.execute(
      sql: "UPDATE undo_edit SET changes = ? WHERE intent_id = ?", arguments: [FieldText.encode(changes), intent])
  }

  /// What the site holds now in the fields that the edit wrote, in the site's own form: undo compares with that.
  static func settleJournal(_ entry: OutboxEntry, as document: Document, _ db: Database) throws {
    let changes = entry.intent.edit.changes.map { FieldChange($0.field, before: $0.before, after: document[$0.field]) }
    try rewriteJournal(entry.intent.id, changes, db)
  }
}
