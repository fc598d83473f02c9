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
      if let console { try Self.journal(group, console: console, at: instant, db) }
      try Topic.bump(db, Topic.intents)
      return try IntentRow.group(group.id, db).map(\.intent)
    }
  }

  static func intentID(_ group: String, _ number: Int) -> String { number == 0 ? group : "\(group).\(number)" }

  /// The group that the edit was accepted with.
  package static func group(ofIntent id: String) -> String { String(id.prefix { $0 != "." }) }

  static func insert(_ group: EditGroup, at instant: Instant, _ db: Database) throws {
    for (number, given) in group.edits.enumerated() where !given.changes.isEmpty {
      let (edit, made) = try named(given, db)
      let document = edit.document
      let creation = try edit.action == .create ? nil : made ?? creation(of: document, base: edit.baseModified, db)
      try db.cachedStatement(
        sql: """
          INSERT INTO intent(id, group_id, verb, kind, key, is_local, creation, action, changes, base_modified, accepted_at) \
          VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        intentID(group.id, number), group.id, group.verb, document.kind.rawValue, document.key.text, document.isLocal, creation,
        edit.action.rawValue, FieldText.encode(edit.changes), try openBase(document, db) ?? edit.baseModified, instant.seconds,
      ])
      if let creation, let present = try present(document, db), present.creation != creation {
        try db.execute(sql: "UPDATE intent SET state = 'deleted' WHERE id = ?", arguments: [intentID(group.id, number)])
      }
    }
  }

  /// The version under the last open edit of the document. What the dispatcher saw was that edit over the row, and the row may be a
  /// newer one, with somebody else's values hidden beneath: the new edit stands on what the open one stands on.
  private static func openBase(_ document: DocumentReference, _ db: Database) throws -> String? {
    guard !document.isLocal else { return nil }
    return try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT ifnull(applied_modified, base_modified) FROM intent WHERE kind = ? AND key = ? AND is_local = 0 \
          AND state IN ('waiting', 'sending', 'applied') ORDER BY position DESC LIMIT 1
          """), arguments: [document.kind.rawValue, document.key.text])
  }

  /// The document that a create made here has become; nil while it has no name yet.
  package func document(madeAs localID: String) throws(ReplicaFailure) -> DocumentReference? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT kind, name FROM alias WHERE local = ?", arguments: [localID]).flatMap { row in
        DocumentKind(rawValue: row[0]).map { DocumentReference($0, name: DocumentName(row[1])) }
      }
    }
  }

  /// The edit by the names that its documents have got since the dispatcher saw them, and the creation of its own document where
  /// that is known thereby. It is based on the version that the create made, so that it meets what others wrote since.
  private static func named(_ edit: Edit, _ db: Database) throws -> (Edit, creation: String?) {
    func alias(_ local: String) throws -> Row? {
      try Row.fetchOne(
        db.cachedStatement(sql: "SELECT name, creation, modified FROM alias WHERE local = ?"), arguments: [local])
    }
    var changes = edit.changes
    for (index, change) in changes.enumerated() {
      for text in change.after.texts {
        guard let name = try alias(text)?[0] as String? else { continue }
        changes[index] = FieldChange(
          change.field, before: changes[index].before.replacing(text, with: name),
          after: changes[index].after.replacing(text, with: name))
      }
    }
    guard edit.document.isLocal, edit.action == .update, let row = try alias(edit.document.key.text) else {
      return (
        Edit(document: edit.document, action: edit.action, changes: changes, baseModified: edit.baseModified), nil
      )
    }
    let document = DocumentReference(edit.document.kind, name: DocumentName(row[0]))
    return (Edit(document: document, changes: changes, baseModified: row[2]), row[1])
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
