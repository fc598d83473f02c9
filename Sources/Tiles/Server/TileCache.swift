import FoundationEssentials
import GRDB
import Glibc

/// Tiles of servers on disk, in one SQLite file that several consoles of a user share. It is only a cache: whatever goes wrong with
/// it, the server is asked.
package final class TileCache: Sendable {
  struct Entry { let bytes: [UInt8]?, expires: Int64 }

  private let database: DatabaseQueue
  /// Bytes of tiles.
  private let capacity: Int

  /// Counted for each tile beside its bytes.
  private static let overhead = 128
  private static let version = 1
  /// Seconds until a tile that is used is noted as such again.
  private static let noting: Int64 = 3_600

  /// nil where there is no room for one, or somebody else could read it.
  package init?(directory: String, capacity: Int) {
    self.capacity = capacity
    let path = directory + "/tiles.sqlite"
    guard Self.prepare(directory, path) else { return nil }
    if let database = Self.opened(path) {
      self.database = database
    } else {
      // A damaged file, or one of another version: nothing is lost with it.
      for end in ["", "-journal", "-wal", "-shm"] { unlink(path + end) }
      guard Self.prepare(directory, path), let database = Self.opened(path) else { return nil }
      self.database = database
    }
  }

  private static func prepare(_ directory: String, _ path: String) -> Bool {
    var made = ""
    for part in directory.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) != 0, errno != EEXIST, errno != EROFS, errno != EACCES { return false }
    }
    var status = stat()
    guard lstat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else { return false }
    if status.st_mode & 0o077 != 0, chmod(directory, 0o700) != 0 { return false }
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fchmod(descriptor, 0o600) == 0
  }

  private static func opened(_ path: String) -> DatabaseQueue? {
    var configuration = Configuration()
    configuration.busyMode = .timeout(1)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA cache_size = -2000")
    }
    guard let database = try? DatabaseQueue(path: path, configuration: configuration) else { return nil }
    let isReady = try? database.write { db in
      let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      if found == version { return true }
      guard found == 0 else { return false }
      try db.execute(
        sql: """
          CREATE TABLE source(id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, description BLOB);
          CREATE TABLE tile(source INTEGER NOT NULL, z INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL,
            expires INTEGER NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB, UNIQUE(source, z, x, y));
          CREATE INDEX tile_use ON tile(used, size);
          PRAGMA user_version = \(version)
          """)
      return true
    }
    return isReady == true ? database : nil
  }

  func tile(_ number: TileNumber, of address: String, at now: Int64) -> Entry? {
    let row = try? database.read { db in
      try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT tile.rowid, used, expires, bytes FROM tile JOIN source ON source.id = tile.source
            WHERE address = ? AND z = ? AND x = ? AND y = ?
            """), arguments: [address, number.z, number.x, number.y])
    }
    guard let row else { return nil }
    let (id, used) = (row[0] as Int64, row[1] as Int64)
    if abs(now - used) > Self.noting {
      try? database.write { db in try db.execute(sql: "UPDATE tile SET used = ? WHERE rowid = ?", arguments: [now, id]) }
    }
    return Entry(bytes: (row[3] as Data?).map { [UInt8]($0) }, expires: row[2])
  }

  func keep(_ bytes: [UInt8]?, as number: TileNumber, of address: String, at now: Int64, expiring expires: Int64) {
    let size = (bytes?.count ?? 0) + Self.overhead
    guard size <= capacity else { return }
    try? database.write { db in
      try db.execute(sql: "INSERT OR IGNORE INTO source(address) VALUES(?)", arguments: [address])
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO tile(source, z, x, y, expires, used, size, bytes)
          VALUES((SELECT id FROM source WHERE address = ?), ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [address, number.z, number.x, number.y, expires, now, size, bytes.map { Data($0) }])
      try shrink(db)
    }
    _ = try? database.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA incremental_vacuum(64)") }
  }

  /// Lets those go that were used least lately, until a tenth of the room is free.
  private func shrink(_ db: Database) throws {
    var total = try Int.fetchOne(db, sql: "SELECT TOTAL(size) FROM tile") ?? 0
    guard total > capacity else { return }
    let oldest = try Row.fetchCursor(db, sql: "SELECT rowid, size FROM tile ORDER BY used, rowid")
    var gone: [Int64] = []
    while total > capacity - capacity / 10, let row = try oldest.next() {
      gone.append(row[0])
      total -= row[1] as Int
    }
    for id in gone { try db.execute(sql: "DELETE FROM tile WHERE rowid = ?", arguments: [id]) }
  }

  func forget(_ number: TileNumber, of address: String) {
    try? database.write { db in
      try db.execute(
        sql: "DELETE FROM tile WHERE source = (SELECT id FROM source WHERE address = ?) AND z = ? AND x = ? AND y = ?",
        arguments: [address, number.z, number.x, number.y])
    }
  }

  func description(of address: String) -> [UInt8]? {
    let data = try? database.read { db in
      try Data.fetchOne(db, sql: "SELECT description FROM source WHERE address = ?", arguments: [address])
    }
    return data.map { [UInt8]($0) }
  }

  func keepDescription(_ bytes: [UInt8], of address: String) {
    try? database.write { db in
      try db.execute(
        sql: """
          INSERT INTO source(address, description) VALUES(?, ?)
          ON CONFLICT(address) DO UPDATE SET description = excluded.description
          """, arguments: [address, Data(bytes)])
    }
  }

  package func tileCount() -> Int {
    (try? database.read { db in try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM tile") }).flatMap { $0 } ?? 0
  }
}
