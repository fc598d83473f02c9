import Domain
import GRDB

/// The site's rows: written as they are pulled, compared when the replica is reconciled.
extension Replica {
  /// Writes the site's documents; those that changed are the result. Edits waiting for a document that was replaced under its
  /// name are parked; a create that a row answers by its `client_request_id` is confirmed.
  @discardableResult
  package func store(_ documents: [Document], watermark: PullWatermark? = nil) throws(ReplicaFailure) -> Set<DocumentReference> {
    try write { db in
      let changed = try Self.upsert(documents, db)
      if let watermark {
        try db.execute(
          sql: "INSERT INTO watermark(kind, modified) VALUES(?, ?) ON CONFLICT(kind) DO UPDATE SET modified = excluded.modified",
          arguments: [watermark.kind.rawValue, watermark.modified])
      }
      return changed
    }
  }

  static func upsert(_ documents: [Document], _ db: Database) throws -> Set<DocumentReference> {
    guard !documents.isEmpty else { return [] }
    let openCreates = try Set(String.fetchAll(db, sql: "SELECT id FROM intent WHERE action = 'create'"))
    var changed: Set<DocumentReference> = []
    var kinds: Set<DocumentKind> = []
    var table = DocumentTable.of(documents[0].kind)
    var statement = try db.cachedStatement(sql: table.upsertSQL)
    for document in documents {
      if document.kind != table.kind {
        table = DocumentTable.of(document.kind)
        statement = try db.cachedStatement(sql: table.upsertSQL)
      }
      statement.setUncheckedArguments(StatementArguments(table.arguments(document)))
      try statement.execute()
      if db.changesCount > 0 {
        changed.insert(DocumentReference(document.kind, name: document.name))
        kinds.insert(document.kind)
      }
      if let request = document["client_request_id"].text, openCreates.contains(request) {
        changed.insert(DocumentReference(document.kind, name: document.name))
        try Self.settleCreate(request, as: document, db)
      }
    }
    for kind in kinds { try Topic.bump(db, kind.rawValue) }
    if !kinds.isEmpty, try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM intent)") == true {
      try Topic.bump(db, Topic.intents)
    }
    return changed
  }

  /// Takes documents that are gone from the site out of the replica; edits waiting for them are parked.
  package func remove(_ kind: DocumentKind, _ names: [DocumentName]) throws(ReplicaFailure) -> Set<DocumentReference> {
    try write { db in
      var changed: Set<DocumentReference> = []
      for name in names where try Self.delete(kind, name, db) { changed.insert(DocumentReference(kind, name: name)) }
      if !changed.isEmpty {
        try Topic.bump(db, kind.rawValue)
        try Topic.bump(db, Topic.intents)
      }
      return changed
    }
  }

  /// false: it was not there.
  static func delete(_ kind: DocumentKind, _ name: DocumentName, _ db: Database) throws -> Bool {
    if kind == .job {
      try db.cachedStatement(sql: "DELETE FROM job_search WHERE rowid = (SELECT rowid FROM job WHERE name = ?)")
        .execute(arguments: [name.text])
    }
    try db.cachedStatement(sql: "DELETE FROM \(DocumentTable.of(kind).name) WHERE name = ?").execute(arguments: [name.text])
    return db.changesCount > 0
  }

  package func document(_ reference: DocumentReference) throws(ReplicaFailure) -> Document? {
    guard !reference.isLocal else { return nil }
    return try read { db in try Self.document(reference.kind, reference.key, db) }
  }

  static func document(_ kind: DocumentKind, _ name: DocumentName, _ db: Database) throws -> Document? {
    let table = DocumentTable.of(kind)
    return try Row.fetchOne(db.cachedStatement(sql: "\(table.selectSQL) WHERE name = ?"), arguments: [name.text])
      .map(table.document)
  }

  package func watermark(_ kind: DocumentKind) throws(ReplicaFailure) -> String? {
    try read { db in
      try String.fetchOne(db, sql: "SELECT modified FROM watermark WHERE kind = ?", arguments: [kind.rawValue])
    }
  }

  package func count(_ kind: DocumentKind) throws(ReplicaFailure) -> Int {
    try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(DocumentTable.of(kind).name)") ?? 0 }
  }

  /// All of a kind, in the order of their names' bytes.
  package func documents(_ kind: DocumentKind) throws(ReplicaFailure) -> [Document] {
    try read { db in
      let table = DocumentTable.of(kind)
      return try Row.fetchAll(db, sql: "\(table.selectSQL) ORDER BY name").map(table.document)
    }
  }
}

/// How far a kind has been pulled: the greatest `modified` seen, verbatim.
package struct PullWatermark: Sendable, Equatable {
  package let kind: DocumentKind
  package let modified: String

  package init(kind: DocumentKind, modified: String) {
    self.kind = kind
    self.modified = modified
  }
}

/// Which rows a comparison is about; what `field` is, in the console's names, or `creation`.
package enum RowSlice: Sendable, Hashable {
  case all
  /// `from` inclusive, `to` exclusive.
  case range(field: String, from: String, to: String)
  case among(field: String, values: [String])
}

/// How a slice of the replica differs from the site's.
package struct RowComparison: Sendable, Equatable {
  /// On the site in a version that the replica does not have.
  package let changed: [DocumentName]
  /// In the replica's slice and not in the site's: gone, renamed, or moved out of the slice.
  package let unmatched: [DocumentName]
  /// In the version that the site has, which need not mean that nothing was written since.
  package let same: [DocumentName]
  /// Rows of the replica's slice.
  package let count: Int

  package init(changed: [DocumentName], unmatched: [DocumentName], same: [DocumentName] = [], count: Int) {
    self.changed = changed
    self.unmatched = unmatched
    self.same = same
    self.count = count
  }
}

extension Replica {
  package func compare(_ kind: DocumentKind, in slice: RowSlice, with versions: [DocumentVersion]) throws(ReplicaFailure)
    -> RowComparison
  {
    try read { db in
      let table = DocumentTable.of(kind)
      var changed: [DocumentName] = []
      var same: [DocumentName] = []
      var seen: Set<DocumentName> = []
      let statement = try db.cachedStatement(sql: "SELECT creation, modified FROM \(table.name) WHERE name = ?")
      for version in versions {
        seen.insert(version.name)
        let row = try Row.fetchOne(statement, arguments: [version.name.text])
        if let row, (row[0] as String) == version.creation, (row[1] as String) == version.modified {
          same.append(version.name)
        } else if try row != nil || !Self.isLetGo(kind, version, db) {
          changed.append(version.name)
        }
      }
      var unmatched: [DocumentName] = []
      var count = 0
      let (condition, arguments) = Self.condition(slice)
      let names = try String.fetchCursor(db, sql: "SELECT name FROM \(table.name) WHERE \(condition)", arguments: arguments)
      while let name = try names.next() {
        count += 1
        let name = DocumentName(name)
        if !seen.contains(name) { unmatched.append(name) }
      }
      return RowComparison(changed: changed, unmatched: unmatched, same: same, count: count)
    }
  }

  private static func condition(_ slice: RowSlice) -> (String, StatementArguments) {
    switch slice {
    case .all: return ("1", [])
    case .range(let field, let from, let to): return ("\"\(field)\" >= ? AND \"\(field)\" < ?", [from, to])
    case .among(let field, let values):
      let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
      return ("\"\(field)\" IN (\(marks))", StatementArguments(values))
    }
  }
}

extension Replica {
  /// The `creation` of the oldest document of a kind that the site is known to have.
  package func oldestCreation(_ kind: DocumentKind) throws(ReplicaFailure) -> String? {
    try read { db in
      let held = try String.fetchOne(db, sql: "SELECT min(creation) FROM \(DocumentTable.of(kind).name)")
      let letGo = try String.fetchOne(db, sql: "SELECT min(creation) FROM let_go WHERE kind = ?", arguments: [kind.rawValue])
      return [held, letGo].compactMap { $0 }.min()
    }
  }
}
