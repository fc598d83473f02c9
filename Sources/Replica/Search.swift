import Domain
import GRDB

/// What a search found.
package struct SearchResult: Sendable, Equatable {
  /// The newest documents first.
  package let jobs: [Job]
  /// false while rows wait to be taken into the index: there may be more.
  package let isComplete: Bool
}

extension Replica {
  /// Takes up to `limit` changed jobs into the full-text index; the number taken, 0 when none waits. For idle moments.
  package func fillSearch(limit: Int = 500) throws(ReplicaFailure) -> Int {
    try write { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT rowid, name, subject, customer_name, customer_phone, address, notes FROM job WHERE unsearched = 1 LIMIT ?
          """, arguments: [limit])
      let insert = try db.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO job_search(rowid, name, subject, customer, phone, address, notes) VALUES(?, ?, ?, ?, ?, ?, ?)
          """)
      let mark = try db.cachedStatement(sql: "UPDATE job SET unsearched = 0 WHERE rowid = ?")
      for row in rows {
        try insert.execute(arguments: StatementArguments(row.databaseValues))
        try mark.execute(arguments: [row[0] as Int64])
      }
      return rows.count
    }
  }

  /// Jobs of all days by number, or by the beginnings of words, in any order and without regard to case and accents.
  package func search(_ text: String, limit: Int = 100, zone: SiteZone) throws(ReplicaFailure) -> SearchResult {
    let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard !words.isEmpty else { return SearchResult(jobs: [], isComplete: true) }
    return try read { db in
      var names: [String] = []
      if words.count == 1, let number = Int64(words[0]) {
        names = try String.fetchAll(
          db.cachedStatement(sql: "SELECT name FROM job WHERE number = ? ORDER BY rowid DESC LIMIT ?"),
          arguments: [number, limit])
      }
      let query = words.map { "\"\($0)\"*" }.joined(separator: " ")
      let found = try String.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT job.name FROM job_search JOIN job ON job.rowid = job_search.rowid WHERE job_search MATCH ? \
            ORDER BY job_search.rowid DESC LIMIT ?
            """), arguments: [query, limit])
      var seen: Set<DocumentName> = []
      let order = (names + found).map { DocumentName($0) }.filter { seen.insert($0).inserted }
      var reader = BoardReader(replica: self, db: db, span: DaySpan(LocalDate(epochDay: 0)), zone: zone, today: nil)
      let overlay = Overlay(try outbox(db))
      let jobs = try order.prefix(limit).compactMap { try reader.job(DocumentReference(.job, name: $0), edits: overlay) }
      let waiting = try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM job WHERE unsearched = 1)")) ?? false
      return SearchResult(jobs: jobs, isComplete: !waiting)
    }
  }

  /// The job that people call by this number, on whatever day it is; more than one where series overlap.
  package func jobs(numbered number: Int64, zone: SiteZone) throws(ReplicaFailure) -> [Job] {
    try read { db in
      let names = try String.fetchAll(
        db.cachedStatement(sql: "SELECT name FROM job WHERE number = ? ORDER BY name"), arguments: [number])
      var reader = BoardReader(replica: self, db: db, span: DaySpan(LocalDate(epochDay: 0)), zone: zone, today: nil)
      let overlay = Overlay(try outbox(db))
      return try names.compactMap { try reader.job(DocumentReference(.job, name: DocumentName($0)), edits: overlay) }
    }
  }

  /// What stands at a service location.
  package func service(
    at location: DocumentName
  ) throws(ReplicaFailure) -> (equipment: [Equipment], subscriptions: [Subscription]) {
    try read { db in
      func all(_ kind: DocumentKind) throws -> [Document] {
        let table = DocumentTable.of(kind)
        return try Row.fetchAll(
          db.cachedStatement(sql: "\(table.selectSQL) WHERE service_location = ? ORDER BY name"), arguments: [location.text]
        ).map(table.document)
      }
      return (try all(.equipment).map { Equipment(document: $0) }, try all(.subscription).map { Subscription(document: $0) })
    }
  }
}
