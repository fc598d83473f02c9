import GRDB
import Synchronization

/// The site's documents behind its HTTP face: reads, and writes one at a time for each document.
package final class SiteEngine: Sendable {
  package let database: SiteDatabase
  package let clock: SiteClock
  package let hub: EventHub
  private let usersBox: Mutex<[SiteUser]>
  private let gates = DocumentGates()

  package init(database: SiteDatabase, clock: SiteClock, hub: EventHub, users: [SiteUser]) {
    self.database = database
    self.clock = clock
    self.hub = hub
    usersBox = Mutex(users)
  }

  package var schema: SiteSchema { database.schema }
  package var manners: DatabaseManners { database.manners }
  package var users: [SiteUser] { usersBox.withLock { $0 } }

  // MARK: - Reading

  func list(_ request: ListRequest, for user: SiteUser) async throws -> [UInt8] {
    let query = ListQuery(schema: schema, manners: manners, user: user, request: request)
    return try await database.pool.read { db in try query.run(db) }
  }

  func count(_ request: ListRequest, for user: SiteUser) async throws -> Int {
    let query = ListQuery(schema: schema, manners: manners, user: user, request: request)
    return try await database.pool.read { db in try query.count(db) }
  }

  func document(_ doctype: Doctype, _ name: String, for user: SiteUser) async throws -> JSON {
    let reader = DocumentReader(schema: schema, manners: manners, level: user.access == .manage ? 1 : 0)
    let found = try await database.pool.read { db in try reader.fetch(db, doctype, name).map { reader.json($0) } }
    guard let found else { throw FrappeError.notFound(doctype.name, name) }
    return found
  }

  /// The newest changes of a document, as its form shows them.
  func versions(_ doctype: Doctype, _ name: String) async throws -> [JSON] {
    try await database.pool.read { db in try VersionLog.newest(db, doctype, name) }
  }

  package func journal(after sequence: Int64 = 0, limit: Int = 1_000_000) async throws -> [JournalEntry] {
    try await database.pool.read { db in try Journal.entries(db, after: sequence, limit: limit) }
  }

  // MARK: - Writing

  var writesUnderWay: Int { get async { await gates.count } }

  /// How a write is made, beside what it writes.
  struct WriteOptions {
    var requestID: String? = nil
    var isSimulator = false
    /// Waits between the stamp and the commit, as a transaction that does other work does.
    var beforeCommit: (@Sendable () async -> Void)? = nil
    /// Loses the race against a write that is under way at the same place, as PostgreSQL lets it.
    var losesRaces = false
  }

  func create(_ doctype: Doctype, _ body: [JSON.Member], by user: SiteUser, _ options: WriteOptions = .init()) async throws
    -> JSON
  {
    try await write("\(doctype.name)\u{0}create", by: user, options) { db, writer in try writer.create(db, doctype, body) }
  }

  func update(
    _ doctype: Doctype, _ name: String, _ body: [JSON.Member], by user: SiteUser, _ options: WriteOptions = .init()
  ) async throws -> JSON {
    try await write("\(doctype.name)\u{0}\(name)", by: user, options) { db, writer in try writer.update(db, doctype, name, body) }
  }

  func delete(_ doctype: Doctype, _ name: String, by user: SiteUser, _ options: WriteOptions = .init()) async throws {
    try await write("\(doctype.name)\u{0}\(name)", by: user, options) { db, writer in try writer.delete(db, doctype, name) }
  }

  func rename(
    _ doctype: Doctype, from old: String, to new: String, by user: SiteUser, _ options: WriteOptions = .init()
  ) async throws -> String {
    try await write("\(doctype.name)\u{0}\(old)", by: user, options) { db, writer in
      try writer.rename(db, doctype, from: old, to: new)
    }
  }

  private func write<Answer: Sendable>(
    _ key: String, by user: SiteUser, _ options: WriteOptions,
    _ body: @Sendable @escaping (Database, DocumentWriter) throws -> Answer
  ) async throws -> Answer {
    if options.losesRaces, await gates.isTaken(key) { throw FrappeError.serializationFailure }
    await gates.enter(key)
    do {
      let answer = try await committed(by: user, options, body)
      await gates.leave(key)
      return answer
    } catch {
      await gates.leave(key)
      throw error
    }
  }

  private func committed<Answer: Sendable>(
    by user: SiteUser, _ options: WriteOptions, _ body: @Sendable @escaping (Database, DocumentWriter) throws -> Answer
  ) async throws -> Answer {
    let late = options.beforeCommit == nil ? nil : clock.stamp()
    await options.beforeCommit?()
    let (schema, manners, users, hub, clock) = (schema, manners, users, hub, clock)
    return try await database.pool.write { db in
      let context = WriteContext(
        user: user, stamp: late ?? clock.stamp(), requestID: options.requestID, isSimulator: options.isSimulator)
      let writer = DocumentWriter(schema: schema, manners: manners, users: users, context: context)
      let answer = try body(db, writer)
      if let stamps = clock.stampsToKeep { try SiteDatabase.set(db, SiteOpening.stamps, String(stamps)) }
      let event = try Row.fetchOne(db, sql: "SELECT id, data FROM hub_event ORDER BY id DESC LIMIT 1")
      if let event {
        let id: Int64 = event["id"]
        let data: String = event["data"]
        if id % 1_000 == 0 {
          try db.execute(sql: "DELETE FROM hub_event WHERE id <= ?", arguments: [id - Int64(hub.capacity)])
        }
        db.afterNextTransaction { _ in hub.publish(document: id, data) }
      }
      return answer
    }
  }
}

/// Lets one write at a time at a document, in the order they came, as a row's lock does.
actor DocumentGates {
  private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

  /// How many places are being written at.
  var count: Int { waiting.count }

  func isTaken(_ key: String) -> Bool { waiting[key] != nil }

  func enter(_ key: String) async {
    guard waiting[key] != nil else {
      waiting[key] = []
      return
    }
    await withCheckedContinuation { waiting[key]!.append($0) }
  }

  func leave(_ key: String) {
    guard var queue = waiting[key], !queue.isEmpty else {
      waiting[key] = nil
      return
    }
    let next = queue.removeFirst()
    waiting[key] = queue
    next.resume()
  }
}
