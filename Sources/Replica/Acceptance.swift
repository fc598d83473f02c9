import Domain
import GRDB

extension Replica {
  /// Takes a group of edits into the outbox, all or none. When this returns they are on the disk and survive everything; a group
  /// that is there already is not taken twice. `console` owns the undo step; nil makes none.
  package func accept(
    _ group: EditGroup, at instant: Instant, console: String? = nil
  ) throws(ReplicaFailure) -> [Intent] {
    if group.edits.allSatisfy(\.changes.isEmpty) { return [] }
    return try writeDurably { db in
      let present = try IntentRow.group(group.id, db)
      if !present.isEmpty { return present.map(\.intent) }
      try Self.insert(group, at: instant, db)
      if let console { try Self.journal(group, console: console, db) }
      try Topic.bump(db, Topic.intents)
      return try IntentRow.group(group.id, db).map(\.intent)
    }
  }

  static func intentID(_ group: String, _ number: Int) -> String { number == 0 ? group : "\(group).\(number)" }

  static func insert(_ group: EditGroup, at instant: Instant, _ db: Database) throws {
    for (number, edit) in group.edits.enumerated() where !edit.changes.isEmpty {
      let document = edit.document
      let creation = try edit.action == .create ? nil : creation(of: document, base: edit.baseModified, db)
      try db.cachedStatement(
        sql: """
          INSERT INTO intent(id, group_id, verb, kind, key, is_local, creation, action, changes, base_modified, accepted_at) \
          VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        intentID(group.id, number), group.id, group.verb, document.kind.rawValue, document.key.text, document.isLocal, creation,
        edit.action.rawValue, FieldText.encode(edit.changes), edit.baseModified, instant.seconds,
      ])
      if let creation, let present = try present(document, db), present.creation != creation {
        try db.execute(sql: "UPDATE intent SET state = 'deleted' WHERE id = ?", arguments: [intentID(group.id, number)])
      }
    }
  }

  /// The creation of the document that was on the screen: a name may have passed to another document since.
  private static func creation(of document: DocumentReference, base: String?, _ db: Database) throws -> String? {
    let present = try present(document, db)
    if let present, present.modified == base { return present.creation }
    let former = try String.fetchOne(
      db, sql: "SELECT creation FROM former WHERE kind = ? AND name = ? AND modified = ?",
      arguments: [document.kind.rawValue, document.key.text, base])
    return former ?? present?.creation
  }

  private static func present(_ document: DocumentReference, _ db: Database) throws -> (creation: String, modified: String)? {
    guard !document.isLocal else { return nil }
    return try Row.fetchOne(
      db.cachedStatement(sql: "SELECT creation, modified FROM \(DocumentTable.of(document.kind).name) WHERE name = ?"),
      arguments: [document.key.text]
    ).map { ($0[0], $0[1]) }
  }
}
