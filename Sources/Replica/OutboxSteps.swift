import Domain
import GRDB

/// What happens to an edit between acceptance and the site's answer. Each step is one transaction.
extension Replica {
  /// Before the request leaves: a process that ends now must take its outcome for unknown. false: the edit was withdrawn
  /// meanwhile and must not be sent.
  package func beginSending(_ id: String) throws(ReplicaFailure) -> Bool {
    try step { db in
      try db.execute(
        sql: """
          UPDATE intent SET state = 'sending', is_uncertain = 1, attempts = attempts + 1 WHERE id = ? AND state = 'waiting'
          """, arguments: [id])
      return db.changesCount > 0
    }
  }

  /// The request surely changed nothing; it may be sent again. `isUncertain` as it was before this attempt.
  package func returnToWaiting(_ id: String, isUncertain: Bool) throws(ReplicaFailure) {
    try step { db in
      try db.execute(
        sql: "UPDATE intent SET state = 'waiting', is_uncertain = ? WHERE id = ? AND state <> 'deleted'",
        arguments: [isUncertain, id])
    }
  }

  /// The site has taken the edit and now calls the document `name` in version `modified`. Edits of the same document that were
  /// based on the same version go on from the new one; those of a document made here follow it to its name.
  package func markApplied(
    _ id: String, name: DocumentName, creation: String?, modified: String
  ) throws(ReplicaFailure) -> Set<DocumentReference> {
    try step { db in
      guard let entry = try IntentRow.one(id, db) else { return [] }
      var changed: Set<DocumentReference> = [entry.document]
      if entry.document.isLocal {
        changed.insert(try Self.rename(entry.document, to: name, creation: creation, modified: modified, db))
      } else if let base = entry.intent.edit.baseModified {
        try db.execute(
          sql: """
            UPDATE intent SET base_modified = ?, is_uncertain = 0 \
            WHERE kind = ? AND key = ? AND is_local = 0 AND base_modified = ? AND id <> ? AND state = 'waiting'
            """,
          arguments: [modified, entry.document.kind.rawValue, entry.document.key.text, base, id])
      }
      try db.execute(
        sql: "UPDATE intent SET state = 'applied', applied_modified = ?, is_uncertain = 0 WHERE id = ?",
        arguments: [modified, id])
      return changed
    }
  }

  /// The edit is the site's: its row is stored and the edit leaves the outbox, in one transaction. nil where the document has
  /// gone again since.
  package func confirm(_ id: String, as document: Document?) throws(ReplicaFailure) -> Set<DocumentReference> {
    try step { db in
      guard let entry = try IntentRow.one(id, db) else {
        return try document.map { try Self.upsert([$0], db) } ?? []
      }
      var changed: Set<DocumentReference> = [entry.document]
      if let document {
        if entry.document.isLocal {
          changed.insert(
            try Self.rename(
              entry.document, to: document.name, creation: document.creation, modified: document.creation, db))
        }
        // Only of the very version that the edit made: a later one may hold somebody else's values.
        if case .applied(let modified) = entry.phase, modified == document.modified {
          try Self.settleJournal(entry, as: document, db)
        }
        try Self.close(id, outcome: .confirmed, db)
        changed.formUnion(try Self.upsert([document], db))
      } else {
        try Self.close(id, outcome: .confirmed, db)
      }
      return changed
    }
  }

  /// The edit goes on from what the site holds now: `changes` are against `document`, whose row is stored.
  package func rebase(
    _ id: String, changes: [FieldChange], onto document: Document
  ) throws(ReplicaFailure) -> Set<DocumentReference> {
    try step { db in
      let before = try IntentRow.one(id, db)
      let changed = try Self.upsert([document], db)
      if let before { try Self.extend(before, as: changes, db) }
      try db.execute(
        sql: """
          UPDATE intent SET changes = ?, base_modified = ?, creation = ?, state = 'waiting', is_uncertain = 0 \
          WHERE id = ? AND state <> 'deleted'
          """,
        arguments: [FieldText.encode(changes), document.modified, document.creation, id])
      try Self.rewriteJournal(id, changes, db)
      return changed.union([DocumentReference(document.kind, name: document.name)])
    }
  }

  /// `isUncertain`: an earlier request with the same base may yet have been applied.
  package func park(_ id: String, refused words: String, isUncertain: Bool) throws(ReplicaFailure) -> Set<DocumentReference> {
    try step { db in
      guard let entry = try IntentRow.one(id, db) else { return [] }
      try db.execute(
        sql: "UPDATE intent SET state = 'refused', words = ?, is_uncertain = ? WHERE id = ? AND state <> 'deleted'",
        arguments: [words, isUncertain, id])
      return [entry.document]
    }
  }

  /// `rest` are the edit's other changes, against `document`.
  package func park(
    _ id: String, conflicts: [FieldConflict], rest: [FieldChange], with document: Document
  ) throws(ReplicaFailure) -> Set<DocumentReference> {
    try step { db in
      var changed = try Self.upsert([document], db)
      changed.insert(DocumentReference(document.kind, name: document.name))
      try db.execute(
        sql: """
          UPDATE intent SET state = 'conflict', changes = ?, conflicts = ?, theirs_user = ?, theirs_modified = ?, creation = ?, \
          is_uncertain = 0 WHERE id = ? AND state <> 'deleted'
          """,
        arguments: [
          FieldText.encode(conflicts.map { FieldChange($0.field, before: $0.base, after: $0.mine) } + rest),
          FieldText.encode(conflicts), document.modifiedBy, document.modified, document.creation, id,
        ])
      return changed
    }
  }

  /// The document is gone, or its name is another's now: the edit and all that follow it on the document are parked.
  package func parkDeleted(_ id: String) throws(ReplicaFailure) -> Set<DocumentReference> {
    try step { db in
      guard let entry = try IntentRow.one(id, db) else { return [] }
      try db.execute(
        sql: """
          UPDATE intent SET state = 'deleted', is_uncertain = 0 \
          WHERE kind = ? AND key = ? AND is_local = ? AND creation IS ? AND state <> 'applied'
          """,
        arguments: [entry.document.kind.rawValue, entry.document.key.text, entry.document.isLocal, entry.creation])
      return [entry.document]
    }
  }

  func step<T>(_ body: (Database) throws -> T) throws(ReplicaFailure) -> T {
    try writeDurably { db in
      let result = try body(db)
      try Topic.bump(db, Topic.intents)
      return result
    }
  }
}

extension Replica {
  /// Where an edit's text was merged, an edit after it that only added to that text adds to the merged one.
  private static func extend(_ entry: OutboxEntry, as changes: [FieldChange], _ db: Database) throws {
    for merged in changes {
      guard case .text(let new) = merged.after,
        let old = entry.intent.edit.changes.first(where: { $0.field == merged.field })?.after.text, !old.isEmpty,
        !old.utf8.elementsEqual(new.utf8)
      else { continue }
      for later in try IntentRow.all(db)
      where later.document == entry.document && later.intent.order > entry.intent.order && later.phase == .waiting {
        var extended = later.intent.edit.changes
        guard let index = extended.firstIndex(where: { $0.field == merged.field && $0.before == .text(old) }) else { continue }
        guard let after = extended[index].after.text, after.utf8.starts(with: old.utf8) else { break }
        let added = String(decoding: Array(after.utf8.dropFirst(old.utf8.count)), as: UTF8.self)
        extended[index] = FieldChange(merged.field, before: merged.after, after: .text(new + added))
        try extend(later, as: extended, db)
        try db.execute(
          sql: "UPDATE intent SET changes = ? WHERE id = ?", arguments: [FieldText.encode(extended), later.intent.id])
        try rewriteJournal(later.intent.id, extended, db)
        break
      }
    }
  }

  enum Outcome: String { case open, confirmed, dropped }

  /// Takes an edit out of the outbox; undo keeps what it wrote.
  static func close(_ id: String, outcome: Outcome, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM intent WHERE id = ?", arguments: [id])
    try db.execute(sql: "UPDATE undo_edit SET outcome = ? WHERE intent_id = ?", arguments: [outcome.rawValue, id])
  }

  /// A pulled row carries the request id of an open create: the create has been applied, whatever became of its answer.
  static func settleCreate(_ id: String, as document: Document, _ db: Database) throws {
    guard let entry = try IntentRow.one(id, db), entry.intent.edit.action == .create else { return }
    if entry.document.isLocal {
      _ = try rename(entry.document, to: document.name, creation: document.creation, modified: document.creation, db)
    }
    try close(id, outcome: .confirmed, db)
    try Topic.bump(db, Topic.intents)
  }

  /// A document made here has got its name: everything that points at it follows. `modified` is the version that the create
  /// made, which is the document's `creation`, and not a later one, so that edits based on it still meet what others wrote since.
  static func rename(
    _ local: DocumentReference, to name: DocumentName, creation: String?, modified: String, _ db: Database
  ) throws -> DocumentReference {
    try db.execute(
      sql: "INSERT OR REPLACE INTO alias(local, kind, name, creation, modified) VALUES(?, ?, ?, ?, ?)",
      arguments: [local.key.text, local.kind.rawValue, name.text, creation, modified])
    for table in ["intent", "undo_edit"] {
      let base = table == "intent" ? ", base_modified = ?" : ""
      var arguments: StatementArguments = [name.text, creation]
      if table == "intent" { arguments += [modified] }
      arguments += [local.kind.rawValue, local.key.text]
      try db.execute(
        sql: "UPDATE \(table) SET key = ?, is_local = 0, creation = ?\(base) WHERE kind = ? AND key = ? AND is_local = 1",
        arguments: arguments)
      let rows = try Row.fetchAll(
        db,
        sql:
          "SELECT rowid_, changes FROM (SELECT \(table == "intent" ? "id" : "intent_id") AS rowid_, changes FROM \(table)) WHERE instr(changes, ?) > 0",
        arguments: [local.key.text])
      for row in rows {
        guard let changes = FieldText.changes(row[1]) else { continue }
        let followed = changes.map { change in
          FieldChange(
            change.field, before: change.before.replacing(local.key.text, with: name.text),
            after: change.after.replacing(local.key.text, with: name.text))
        }
        if followed != changes {
          try db.execute(
            sql: "UPDATE \(table) SET changes = ? WHERE \(table == "intent" ? "id" : "intent_id") = ?",
            arguments: [FieldText.encode(followed), row[0] as String])
        }
      }
    }
    return DocumentReference(local.kind, name: name)
  }
}

extension FieldValue {
  /// The texts in it, those of child rows included.
  package var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .rows(let rows): rows.flatMap { $0.values.flatMap(\.texts) }
    case .null, .int, .float: []
    }
  }

  /// A link to a document that had only a local id, pointed at its name; in child rows as well.
  func replacing(_ localID: String, with name: String) -> FieldValue {
    switch self {
    case .text(let text) where text.utf8.elementsEqual(localID.utf8): .text(name)
    case .rows(let rows): .rows(rows.map { $0.mapValues { $0.replacing(localID, with: name) } })
    default: self
    }
  }
}
