import FoundationEssentials
import GRDB
import Glibc

/// What this user's consoles have learnt from servers other than the site (geocodes, routes), each with a time after which it no
/// longer counts, and when such a server may be asked again. One SQLite file for all sites; losing it loses nothing that cannot be
/// asked for again, so that an unreadable one is thrown away.
///
/// All methods block and may be called from any thread but the one that draws.
package final class UserCache: Sendable {
  /// How many rows of one kind are kept; what expires first goes first.
  package static let mostRows = 20_000
  /// A value that is larger is not kept.
  package static let mostBytes = 1_048_576
  /// No server puts us off for longer; a time that is farther away comes of a clock that was wrong.
  package static let longestWait: Int64 = 3_600_000
  /// In seconds: a year.
  package static let longestLife = 31_536_000
  static let fileName = "cache.sqlite"

  private let database: DatabaseQueue
  /// Milliseconds since 1970.
  private let now: @Sendable () -> Int64

  /// Opens or makes `cache.sqlite` (0600) in `directory` (0700).
  package static func open(
    directory: String, now: @escaping @Sendable () -> Int64 = UserCache.currentTime
  ) throws(ReplicaFailure) -> UserCache {
    try ReplicaFiles.prepare(directory: directory, file: fileName)
    return try ReplicaFailure.naming {
      try ReplicaFiles.whileAlone(in: directory) {
        let path = "\(directory)/\(fileName)"
        do {
          return try UserCache(DatabaseQueue(path: path, configuration: configuration), now: now)
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
          for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
          try ReplicaFiles.prepare(directory: directory, file: fileName)
          return try UserCache(DatabaseQueue(path: path, configuration: configuration), now: now)
        }
      }
    }
  }

  /// One that ends with the process: where there is no directory for it, and for tests.
  package static func inMemory(now: @escaping @Sendable () -> Int64 = UserCache.currentTime) throws(ReplicaFailure) -> UserCache {
    try ReplicaFailure.naming { try UserCache(DatabaseQueue(configuration: configuration), now: now) }
  }

  package static let currentTime: @Sendable () -> Int64 = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -1000")
    }
    return configuration
  }

  private static let version = 1

  private init(_ database: DatabaseQueue, now: @escaping @Sendable () -> Int64) throws {
    self.database = database
    self.now = now
    try database.inDatabase { db in
      try db.inTransaction(.immediate) {
        if try Int.fetchOne(db, sql: "PRAGMA user_version") != Self.version {
          // Of another version of the program, newer or older: what it knows is not worth reading.
          try db.execute(
            sql: """
              DROP TABLE IF EXISTS entry;
              DROP TABLE IF EXISTS turn;
              CREATE TABLE entry(kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, expires INTEGER NOT NULL, \
                UNIQUE(kind, key));
              CREATE INDEX entry_expires ON entry(kind, expires);
              CREATE TABLE turn(server TEXT NOT NULL PRIMARY KEY, next_allowed_at INTEGER NOT NULL) WITHOUT ROWID;
              PRAGMA user_version = \(Self.version);
              """)
        }
        return .commit
      }
    }
  }

  package func close() { try? database.close() }

  // MARK: What is known

  /// nil where it is not known, or no longer counts.
  package func read(kind: String, key: String) throws(ReplicaFailure) -> [UInt8]? {
    let now = now()
    return try ReplicaFailure.naming {
      try database.inDatabase { db in
        try Data.fetchOne(
          db.cachedStatement(sql: "SELECT value FROM entry WHERE kind = ? AND key = ? AND expires > ?"),
          arguments: [kind, key, now]
        ).map(Array.init)
      }
    }
  }

  /// `ttl` in seconds.
  package func write(kind: String, key: String, value: [UInt8], ttl: Int) throws(ReplicaFailure) {
    try write(kind: kind, [(key, value)], ttl: ttl)
  }

  /// Several at once, which costs hardly more than one.
  package func write(kind: String, _ values: [(key: String, value: [UInt8])], ttl: Int) throws(ReplicaFailure) {
    guard ttl > 0 else { return }
    let now = now()
    let expires = now + Int64(min(ttl, Self.longestLife)) * 1_000
    try ReplicaFailure.naming {
      try database.inDatabase { db in
        try db.inTransaction(.immediate) {
          let statement = try db.cachedStatement(
            sql: """
              INSERT INTO entry(kind, key, value, expires) VALUES(?, ?, ?, ?) \
              ON CONFLICT(kind, key) DO UPDATE SET value = excluded.value, expires = excluded.expires
              """)
          for (key, value) in values where value.count <= Self.mostBytes {
            try statement.execute(arguments: [kind, key, Data(value), expires])
          }
          try Self.trim(db, kind: kind, now: now)
          return .commit
        }
      }
    }
  }

  private static func trim(_ db: Database, kind: String, now: Int64) throws {
    try db.cachedStatement(sql: "DELETE FROM entry WHERE kind = ? AND expires <= ?").execute(arguments: [kind, now])
    let count = try Int.fetchOne(db.cachedStatement(sql: "SELECT COUNT(*) FROM entry WHERE kind = ?"), arguments: [kind]) ?? 0
    guard count > mostRows else { return }
    // More than is needed, so that it is not done again with the next row.
    try db.execute(
      sql: "DELETE FROM entry WHERE rowid IN (SELECT rowid FROM entry WHERE kind = ? ORDER BY expires LIMIT ?)",
      arguments: [kind, count - mostRows + mostRows / 20])
  }

  // MARK: Whose turn it is

  /// Takes the next turn to ask `server`, for all consoles of the user: 0 where it is now, with the next one `interval` milliseconds
  /// later; otherwise in how many milliseconds to try again, and no turn is taken.
  package func takeTurn(at server: String, every interval: Int64) throws(ReplicaFailure) -> Int64 {
    let now = now()
    return try ReplicaFailure.naming {
      var wait: Int64 = 0
      try database.inDatabase { db in
        try db.inTransaction(.immediate) {
          wait = try Self.wait(db, server, now)
          if wait == 0 { try Self.allow(db, server, at: now + interval) }
          return .commit
        }
      }
      return wait
    }
  }

  /// The server has asked to be left alone for so many milliseconds.
  package func putOff(_ server: String, by milliseconds: Int64) throws(ReplicaFailure) {
    let now = now()
    try ReplicaFailure.naming {
      try database.inDatabase { db in
        try db.inTransaction(.immediate) {
          let wait = max(try Self.wait(db, server, now), min(max(milliseconds, 0), Self.longestWait))
          try Self.allow(db, server, at: now + wait)
          return .commit
        }
      }
    }
  }

  private static func wait(_ db: Database, _ server: String, _ now: Int64) throws -> Int64 {
    let next =
      try Int64.fetchOne(db.cachedStatement(sql: "SELECT next_allowed_at FROM turn WHERE server = ?"), arguments: [server]) ?? now
    return next - now > longestWait ? 0 : max(next - now, 0)
  }

  private static func allow(_ db: Database, _ server: String, at time: Int64) throws {
    try db.cachedStatement(
      sql: "INSERT INTO turn VALUES(?, ?) ON CONFLICT(server) DO UPDATE SET next_allowed_at = excluded.next_allowed_at"
    ).execute(arguments: [server, time])
  }
}
