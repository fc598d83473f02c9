import Domain
import GRDB

extension Replica {
  /// Takes up to `limit` changed jobs into the full-text index; the number taken, 0 when none waits. For idle moments.
  package func fillSearch(limit: Int = 500) throws(ReplicaFailure) -> Int {
    try write { db in
      let rows = try Row.fetchAll(db, sql: "\(SearchIndex.select) WHERE job.unsearched = 1 LIMIT ?", arguments: [limit])
      let insert = try db.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO job_search(rowid, name, subject, customer, phone, address, notes) VALUES(?, ?, ?, ?, ?, ?, ?)
          """)
      let mark = try db.cachedStatement(sql: "UPDATE job SET unsearched = 0 WHERE rowid = ?")
      for row in rows {
        let rowID: Int64 = row[0]
        try insert.execute(arguments: StatementArguments([rowID.databaseValue] + SearchIndex.columns(row).map(\.databaseValue)))
        try mark.execute(arguments: [rowID])
      }
      return rows.count
    }
  }

  /// Jobs of all days by number, by the beginnings of words in any order, or by a part of a serial number, as text is searched
  /// everywhere; what is only here so far is found too.
  package func search(_ text: String, limit: Int = SearchAnswer.most, zone: SiteZone) throws(ReplicaFailure) -> SearchAnswer {
    let query = SearchQuery(text)
    guard let expression = SearchIndex.expression(query) else { return SearchAnswer(hits: [], isComplete: true) }
    return try read { db in
      var names = try Self.names(numbered: text, limit, db)
      let serials = try Self.serials(containing: text, limit, db)
      names += try String.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT job.name FROM job_search JOIN job ON job.rowid = job_search.rowid WHERE job_search MATCH ? \
            ORDER BY bm25(job_search, 10, 2, 8, 8, 4, 1), job_search.rowid DESC LIMIT ?
            """), arguments: [expression, limit + 1])
      var reader = BoardReader(replica: self, db: db, span: DaySpan(LocalDate(epochDay: 0)), zone: zone, today: nil)
      let overlay = Overlay(try outbox(db))
      let found = (names + serials.keys.sorted()).map { DocumentReference(.job, name: DocumentName($0)) }
      // What the index cannot know: jobs made here, and what edits on their way have put into others.
      let edited = overlay.edits.keys.filter { $0.kind == .job }.sorted { $0.key < $1.key }
      let indexed = Set(found)
      var seen: Set<DocumentReference> = []
      var hits: [SearchHit] = []
      for reference in found + edited where seen.insert(reference).inserted {
        guard let job = try reader.job(reference, edits: overlay) else { continue }
        let place = job.serviceLocation.flatMap { reader.locations[$0] }
        let serial = serials[reference.key.text]
        if let hit = SearchHit(job, at: place, query, serial: serial, isIndexed: indexed.contains(reference)) { hits.append(hit) }
      }
      hits.sort(by: SearchHit.standsBefore)
      let waiting = try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM job WHERE unsearched = 1)")) ?? false
      return SearchAnswer(hits: Array(hits.prefix(limit)), isComplete: !waiting, isCut: hits.count > limit)
    }
  }

  private static func names(numbered text: String, _ limit: Int, _ db: Database) throws -> [String] {
    let word = text.filter { !$0.isWhitespace }
    guard let number = Int64(word), number >= 0 else { return [] }
    return try String.fetchAll(
      db.cachedStatement(sql: "SELECT name FROM job WHERE number = ? ORDER BY rowid DESC LIMIT ?"), arguments: [number, limit])
  }

  private static let met = "CASE WHEN REPLACE(UPPER(device.serial), '-', '') LIKE ?1 THEN device.serial ELSE device.mac END"
  private static let holds = """
    (REPLACE(UPPER(device.serial), '-', '') LIKE ?1 OR REPLACE(REPLACE(UPPER(device.mac), ':', ''), '-', '') LIKE ?1)
    """

  /// The equipment is looked through, the jobs by their indexes.
  static let serialsSQL = """
    SELECT job.name, \(met) FROM equipment device CROSS JOIN job ON job.equipment = device.name WHERE \(holds) \
    UNION ALL \
    SELECT job.name, \(met) FROM equipment device CROSS JOIN job ON job.service_location = device.service_location \
    WHERE \(holds) LIMIT ?2
    """

  /// Jobs with equipment whose serial number or MAC address holds `text`, or at whose place such equipment stands; each with that
  /// number.
  static func serials(containing text: String, _ limit: Int, _ db: Database) throws -> [String: String] {
    let compact = text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    // Fewer characters, or only letters, are no serial number.
    guard compact.count >= 4, compact.contains(where: \.isNumber), compact.count <= 40 else { return [:] }
    let rows = try Row.fetchAll(db.cachedStatement(sql: Self.serialsSQL), arguments: ["%\(compact)%", limit])
    return Dictionary(rows.map { ($0[0] as String, $0[1] as String? ?? "") }, uniquingKeysWith: { first, _ in first })
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

extension SearchHit {
  /// Where the words are met; nil where they are not, as edits may have it.
  init?(_ job: Job, at place: ServiceLocation?, _ query: SearchQuery, serial: String?, isIndexed: Bool) {
    let phone = job.customerPhone
    let code = place?.postalCode ?? ""
    let address = [job.address, place?.address ?? "", job.city].first { !$0.isEmpty } ?? ""
    let texts: [(SearchField, String, String)] = [
      (.number, job.number, job.reference.key.text + " " + job.number), (.customer, job.customerName, job.customerName),
      (.phone, phone, SearchIndex.phone(phone)), (.serial, serial ?? "", serial ?? ""),
      (.address, address, [address, place?.address ?? "", job.city, code, code.filter { $0 != " " }].joined(separator: " ")),
      (.subject, job.subject, ([job.subject, job.type] + job.tags.map(\.text)).joined(separator: " ")),
      (.notes, job.notes, job.notes),
      (.notes, job.resolution.isEmpty ? job.statusReason : job.resolution, job.resolution + " " + job.statusReason),
    ]
    if let serial {
      self.init(job: job, field: .serial, text: serial)
      return
    }
    var best: (field: SearchField, text: String, count: Int)?
    var everything = ""
    for (field, shown, searched) in texts {
      everything += " " + searched
      let count = query.wordsBegun(in: searched)
      if count > best?.count ?? 0 { best = (field, shown, count) }
    }
    // Rows are found by the index, which knows of the place what the job does not say.
    guard let best else {
      guard isIndexed else { return nil }
      self.init(job: job, field: .address, text: address)
      return
    }
    if !isIndexed, query.wordsBegun(in: everything) < query.words.count { return nil }
    self.init(job: job, field: best.field, text: best.text)
  }

  /// By what was met, then the newest visit first, then what has no time.
  static func standsBefore(_ left: SearchHit, _ right: SearchHit) -> Bool {
    if left.field != right.field { return left.field < right.field }
    let (first, second) = (left.job.scheduledStart?.seconds ?? .min, right.job.scheduledStart?.seconds ?? .min)
    return first == second ? right.job.reference.key < left.job.reference.key : first > second
  }
}
