import Domain
import GRDB
import Glibc
import Synchronization

/// The local copy of a site for one user, with the edits that the site has not confirmed yet.
///
/// All methods block and may be called from any thread but the one that draws. Readers never wait for writers (WAL).
package final class Replica: Sendable {
  package let identity: ReplicaIdentity
  /// The 0700 directory that holds the file; nil in memory.
  package let directory: String?
  let writer: any DatabaseWriter
  let gate = ClosingGate()
  let decoded = Mutex(DecodedRows())
  /// Held while the file is open; nil in memory.
  private let use: Mutex<ReplicaUse?>

  /// Opens or makes the replica in `directory`.
  package static func open(directory: String, identity: ReplicaIdentity) throws(ReplicaFailure) -> Replica {
    try ReplicaFiles.prepare(directory: directory)
    return try ReplicaFailure.naming {
      try ReplicaFiles.whileAlone(in: directory) { try openAlone(directory: directory, identity: identity) }
    }
  }

  /// Inside `whileAlone`, of a directory that is prepared.
  static func openAlone(directory: String, identity: ReplicaIdentity) throws -> Replica {
    let use = try ReplicaUse(directory: directory)
    let pool = try DatabasePool(path: "\(directory)/\(ReplicaFiles.databaseName)", configuration: configuration())
    return try Replica(writer: pool, identity: identity, directory: directory, use: use)
  }

  /// A replica that ends with the process, for trials and tests.
  package static func inMemory(identity: ReplicaIdentity) throws(ReplicaFailure) -> Replica {
    try ReplicaFailure.naming {
      try Replica(writer: DatabaseQueue(configuration: configuration()), identity: identity, directory: nil)
    }
  }

  /// Seconds to wait for another process's transaction.
  private static let patience = 5.0

  static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.maximumReaderCount = 3
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF")
    }
    return configuration
  }

  init(writer: any DatabaseWriter, identity: ReplicaIdentity, directory: String?, use: ReplicaUse? = nil) throws {
    self.use = Mutex(use)
    self.writer = writer
    self.identity = identity
    self.directory = directory
    // Reading first: a replica that is not ours, or is newer, must not be written to.
    let isReady = try writer.read { db in
      try ReplicaSchema.check(db)
      guard try ReplicaSchema.found(db) == ReplicaSchema.version else { return false }
      return try Self.owner(db) == identity
    }
    if isReady { return }
    try writer.writeWithoutTransaction { db in
      if try db.tableExists("identity"), let found = try Self.owner(db), found != identity {
        throw ReplicaFailure.otherIdentity(found: found)
      }
      try ReplicaSchema.migrate(db)
      try db.inTransaction(.immediate) {
        guard let found = try Self.owner(db) else {
          try db.execute(sql: "INSERT INTO identity(site, user) VALUES(?, ?)", arguments: [identity.site, identity.user])
          return .commit
        }
        guard found == identity else { throw ReplicaFailure.otherIdentity(found: found) }
        return .commit
      }
    }
  }

  static func owner(_ db: Database) throws -> ReplicaIdentity? {
    try Row.fetchOne(db, sql: "SELECT site, user FROM identity").map { ReplicaIdentity(site: $0[0], user: $0[1]) }
  }

  /// Closes the file. Whoever does so last folds its log in. Whatever is asked of the replica afterwards fails.
  package func close() throws(ReplicaFailure) {
    try ReplicaFailure.naming {
      guard let directory, let pool = writer as? DatabasePool else { return try gate.close { try writer.close() } }
      try ReplicaFiles.whileAlone(in: directory) {
        try gate.close {
          // Its readers first: SQLite folds nothing in by a last connection that may only read.
          pool.releaseMemory()
          try pool.close()
        }
      }
    }
    use.withLock { $0 = nil }
  }

  /// Empties SQLite's log into the file where it is longer than this, unless somebody goes on reading in it: a start after a kill has
  /// to go through all of it first. For idle moments.
  package func foldLog(longerThan bytes: Int) throws(ReplicaFailure) {
    guard let directory, ReplicaFiles.size(of: "\(directory)/\(ReplicaFiles.databaseName)-wal") > bytes else { return }
    try ReplicaFailure.naming {
      try writer.writeWithoutTransaction { db in
        // Long enough for a board to be read to its end, and not so long that an edit's acceptance would show it.
        try db.execute(sql: "PRAGMA busy_timeout = 100")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Int(Self.patience * 1_000))") }
        do { _ = try db.checkpoint(.truncate) } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY { return }
      }
    }
  }

  /// Throws `corrupt` where SQLite finds the file unsound. Reads all of it.
  package func checkSoundness() throws(ReplicaFailure) {
    try read { db in
      let found = try String.fetchAll(db, sql: "PRAGMA quick_check(1)")
      if found != ["ok"] { throw ReplicaFailure.corrupt(found.joined(separator: " ").replacing("\n", with: " ")) }
    }
  }

  /// Throws `newerSchema` when another process has brought the file to a version that this one does not know.
  package func checkSchema() throws(ReplicaFailure) {
    try ReplicaFailure.naming { try gate.passing { try writer.read(ReplicaSchema.check) } }
  }
}

extension Replica {
  func read<T>(_ body: (Database) throws -> T) throws(ReplicaFailure) -> T {
    try ReplicaFailure.naming {
      // A single connection would have to forget its statements to become read-only for a moment.
      try gate.passing { directory == nil ? try writer.unsafeRead(body) : try writer.read(body) }
    }
  }

  /// A transaction that survives a crash of the process; the last ones may be lost with the machine's power. For rows that the
  /// site still has.
  func write<T>(_ body: (Database) throws -> T) throws(ReplicaFailure) -> T {
    try transaction("NORMAL", body)
  }

  /// A transaction that is on the disk when this returns. For everything that exists only here.
  func writeDurably<T>(_ body: (Database) throws -> T) throws(ReplicaFailure) -> T {
    try transaction("FULL", body)
  }

  private func transaction<T>(_ synchronous: String, _ body: (Database) throws -> T) throws(ReplicaFailure) -> T {
    try ReplicaFailure.naming {
      try gate.passing {
        try writer.writeWithoutTransaction { db in
          try db.execute(sql: "PRAGMA synchronous = \(synchronous)")
          var result: T?
          try db.inTransaction(.immediate) {
            try ReplicaSchema.check(db)
            result = try body(db)
            return .commit
          }
          return result!
        }
      }
    }
  }
}

/// What the counters of `revision` are kept for.
enum Topic {
  static let intents = "intent"

  static func bump(_ db: Database, _ topic: String) throws {
    try db.cachedStatement(
      sql: "INSERT INTO revision(topic, number) VALUES(?, 1) ON CONFLICT(topic) DO UPDATE SET number = number + 1"
    ).execute(arguments: [topic])
  }

  static func all(_ db: Database) throws -> [String: Int64] {
    var numbers: [String: Int64] = [:]
    let rows = try Row.fetchCursor(db.cachedStatement(sql: "SELECT topic, number FROM revision"))
    while let row = try rows.next() { numbers[row[0]] = row[1] }
    return numbers
  }
}

/// Rows that every board needs, kept decoded until their table's revision moves.
struct DecodedRows: Sendable {
  struct Entry<Value: Sendable>: Sendable {
    let revision: Int64
    let value: Value
  }

  var technicians: Entry<[DocumentName: Technician]>?
  var tags: Entry<[DocumentName]>?
  var intents: Entry<[OutboxEntry]>?
}

extension Replica {
  /// Forgets everything, open edits included: after signing out for good.
  package func erase() throws(ReplicaFailure) {
    try writeDurably { db in
      let tables = DocumentKind.allCases.map { DocumentTable.of($0).name }
      for table in tables + ["intent", "undo_step", "undo_edit", "watermark", "former", "alias", "let_go", "job_search"] {
        try db.execute(sql: "DELETE FROM \(table)")
      }
      for topic in DocumentKind.allCases.map(\.rawValue) + [Topic.intents] { try Topic.bump(db, topic) }
    }
  }
}

extension Replica {
  /// Lets the file grow by this many pages of 4 KiB and no more, as a full disk would; nil lifts the bound. For trials.
  package func limitSize(morePages: Int?) throws(ReplicaFailure) {
    try ReplicaFailure.naming {
      try writer.writeWithoutTransaction { db in
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(morePages.map { pages + $0 } ?? 1_073_741_823)")
      }
    }
  }
}
