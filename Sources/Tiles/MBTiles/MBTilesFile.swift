import Domain
import FoundationEssentials
import GRDB

/// MBTiles 1.x: an SQLite file, opened for reading only.
package final class MBTilesFile: TileFile {
  package let facts: TileFacts
  private let path: String
  private let database: DatabaseQueue

  package init(_ path: String) throws(TileFailure) {
    self.path = path
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { db in
      // The file is anybody's: what its schema calls is not trusted.
      try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -2000")
    }
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      facts = try database.read { db in try Self.facts(db, path) }
    } catch let failure as TileFailure {
      throw failure
    } catch {
      throw Self.failure(error, path)
    }
  }

  package func tile(_ number: TileNumber) throws(TileFailure) -> [UInt8]? {
    guard number.isReal else { return nil }
    let packed: [UInt8]?
    do {
      packed = try database.read { db in
        let row = try Row.fetchOne(
          db.cachedStatement(
            sql: """
              SELECT length(tile_data), CASE WHEN length(tile_data) <= ? THEN CAST(tile_data AS BLOB) END FROM tiles
              WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?
              """), arguments: [TileBounds.packed, number.z, number.x, number.northwardRow])
        guard let row, let length = row[0] as Int? else { return nil }
        guard length <= TileBounds.packed else { throw TileFailure.tooLarge(limit: TileBounds.packed) }
        return (row[1] as Data?).map { [UInt8]($0) }
      }
    } catch let failure as TileFailure {
      throw failure
    } catch {
      throw Self.failure(error, path)
    }
    guard let packed, !packed.isEmpty else { return nil }
    return try TileBytes.unpacked(packed)
  }

  private static func facts(_ db: Database, _ path: String) throws -> TileFacts {
    guard try db.tableExists("tiles") || db.viewExists("tiles") else { throw TileFailure.notTiles(path: path) }
    var metadata: [String: String] = [:]
    if try db.tableExists("metadata") || db.viewExists("metadata") {
      let rows = try Row.fetchAll(
        db, sql: "SELECT name, CAST(value AS TEXT) FROM metadata WHERE length(value) <= ? LIMIT 200",
        arguments: [TileBounds.directory])
      for row in rows {
        guard let name = row[0] as String?, let value = row[1] as String? else { continue }
        metadata[name] = value
      }
    }
    if let picture = TileBytes.picture(metadata["format"] ?? "") { throw TileFailure.notVector(type: picture) }
    switch metadata["compression"]?.lowercased() {
    case "br", "brotli": throw TileFailure.compression("brotli")
    case "zstd": throw TileFailure.compression("zstd")
    default: break
    }
    var facts = TileFacts(name: TileFileOpening.name(of: path))
    facts.attribution = TileDescription.plain(metadata["attribution"] ?? "")
    facts.layers = metadata["json"].flatMap { TileDescription(Array($0.utf8)) }?.layers ?? []
    facts.zooms = TileDescription.zooms(
      try metadata["minzoom"].flatMap { Int($0) } ?? farthest(db, "ASC"),
      try metadata["maxzoom"].flatMap { Int($0) } ?? farthest(db, "DESC"), or: facts.zooms)
    return facts
  }

  /// By the tiles themselves; their index begins with the zoom.
  private static func farthest(_ db: Database, _ order: String) throws -> Int? {
    try Int.fetchOne(db, sql: "SELECT zoom_level FROM tiles ORDER BY zoom_level \(order) LIMIT 1")
  }

  private static func failure(_ error: any Error, _ path: String) -> TileFailure {
    guard let error = error as? DatabaseError else { return .damaged(path: path) }
    return switch error.resultCode {
    case .SQLITE_NOTADB: .notTiles(path: path)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: .unreadable(path: path, errno: 13)
    default: .damaged(path: path)
    }
  }
}
