import Domain
import GRDB

/// What is old enough not to be kept on this machine. The site keeps it; so does the replica while an open edit is about it.
extension Replica {
  /// Lets go of some documents that nobody needs here any more: finished jobs that began before `moment`, the site's `YYYY-MM-DD…`;
  /// then, untouched since, places without jobs and what stood there. Empty when none is left.
  package func letGo(before moment: String, limit: Int) throws(ReplicaFailure) -> Set<DocumentReference> {
    try write { db in
      // Of a time when less was kept: it may come back.
      try db.execute(sql: "DELETE FROM let_go WHERE moment > ?", arguments: [moment])
      var gone: Set<DocumentReference> = []
      let wanted = try Self.wantedByEdits(db)
      for kind in [DocumentKind.job, .serviceLocation, .equipment, .subscription] where gone.count < limit {
        for condition in Self.dispensable(kind) where gone.count < limit {
          let names = try String.fetchAll(
            db, sql: "SELECT name FROM \(DocumentTable.of(kind).name) WHERE \(condition) LIMIT ?",
            arguments: [moment, limit - gone.count + wanted.count])
          for name in names where gone.count < limit && !wanted.contains(name) {
            try Self.remember(kind, name, moment, db)
            if try Self.delete(kind, DocumentName(name), db) { gone.insert(DocumentReference(kind, name: DocumentName(name))) }
          }
        }
      }
      for kind in Set(gone.map(\.kind)) { try Topic.bump(db, kind.rawValue) }
      return gone
    }
  }

  /// Conditions with the moment as their parameter. The first two are spelled so that each finds its index.
  private static func dispensable(_ kind: DocumentKind) -> [String] {
    switch kind {
    case .job:
      let isFinished = "status IN ('Done', 'Cancelled')"
      return [
        "scheduled_start < ? AND \(isFinished)", "scheduled_start IS NULL AND creation < ? AND \(isFinished)",
      ]
    case .serviceLocation:
      return ["modified < ? AND name NOT IN (\(links("service_location", "second_location")))"]
    case .equipment, .subscription:
      let place = "(service_location IS NULL OR service_location NOT IN (SELECT name FROM serviceLocation))"
      return ["modified < ? AND \(place) AND name NOT IN (\(links(kind.rawValue)))"]
    case .technician, .leave, .tag: return []
    }
  }

  private static func links(_ fields: String...) -> String {
    fields.map { "SELECT \"\($0)\" FROM job WHERE \"\($0)\" IS NOT NULL" }.joined(separator: " UNION ")
  }

  /// The names in open edits: of the documents themselves, and of those that they would link to.
  private static func wantedByEdits(_ db: Database) throws -> Set<String> {
    var wanted: Set<String> = []
    for entry in try IntentRow.all(db) {
      wanted.insert(entry.document.key.text)
      for change in entry.intent.edit.changes { wanted.formUnion(change.before.texts + change.after.texts) }
    }
    return wanted
  }

  private static func remember(_ kind: DocumentKind, _ name: String, _ moment: String, _ db: Database) throws {
    let place = kind == .equipment || kind == .subscription ? "service_location" : "NULL"
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO let_go(kind, name, creation, modified, place, moment) \
        SELECT ?, name, creation, modified, \(place), ? FROM \(DocumentTable.of(kind).name) WHERE name = ?
        """
    ).execute(arguments: [kind.rawValue, moment, name])
  }

  static func isLetGo(_ kind: DocumentKind, _ version: DocumentVersion, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS(SELECT 1 FROM let_go WHERE kind = ? AND name = ? AND creation = ? AND modified = ?)"),
      arguments: [kind.rawValue, version.name.text, version.creation, version.modified]) ?? false
  }
}

extension Replica {
  /// What the jobs among `changed` point at and was let go, with all that stands at the same places. It is no longer remembered as
  /// let go, so that whoever asks for it gets it, now or by the next comparison.
  package func recall(for changed: Set<DocumentReference>) throws(ReplicaFailure) -> Set<DocumentReference> {
    let jobs = changed.filter { $0.kind == .job && !$0.isLocal }
    guard !jobs.isEmpty else { return [] }
    let recalled = try read { db in
      guard try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM let_go)")) == true else {
        return Set<DocumentReference>()
      }
      return try jobs.reduce(into: []) { $0.formUnion(try Self.letGo(around: $1.key, db)) }
    }
    guard !recalled.isEmpty else { return [] }
    try write { db in
      for reference in recalled {
        try db.execute(
          sql: "DELETE FROM let_go WHERE kind = ? AND name = ?", arguments: [reference.kind.rawValue, reference.key.text])
      }
    }
    return recalled
  }

  private static func letGo(around job: DocumentName, _ db: Database) throws -> [DocumentReference] {
    let links = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT service_location, second_location, equipment, subscription FROM job WHERE name = ?"),
      arguments: [job.text])
    guard let links else { return [] }
    // One by one, so that each finds its index.
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT kind, name FROM let_go WHERE kind = 'serviceLocation' AND name IN (?1, ?2) \
          UNION SELECT kind, name FROM let_go WHERE kind = 'equipment' AND name = ?3 \
          UNION SELECT kind, name FROM let_go WHERE kind = 'subscription' AND name = ?4 \
          UNION SELECT kind, name FROM let_go WHERE place IN (?1, ?2)
          """), arguments: StatementArguments(links.databaseValues))
    return rows.compactMap { row in
      DocumentKind(rawValue: row[0]).map { DocumentReference($0, name: DocumentName(row[1])) }
    }
  }
}
