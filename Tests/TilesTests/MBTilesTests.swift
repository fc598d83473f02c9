import Cartography
import Domain
import Foundation
import GRDB
import Testing
import TileWriting

@testable import Tiles

@Suite struct MBTilesTests {
  private var lab: String { Bundle.module.bundlePath + "/Data/lab-openmaptiles.mbtiles" }

  private func made(_ folder: TemporaryFolder, _ metadata: [String: String] = [:], tiles: [(Int, Int, Int, [UInt8])] = [])
    throws -> String
  {
    let path = folder.path + "/made.mbtiles"
    let database = try DatabaseQueue(path: path)
    try database.write { db in
      try db.execute(
        sql: """
          CREATE TABLE metadata(name TEXT, value TEXT);
          CREATE TABLE tiles(zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)
          """)
      for (name, value) in metadata { try db.execute(sql: "INSERT INTO metadata VALUES(?, ?)", arguments: [name, value]) }
      for (z, column, row, bytes) in tiles {
        try db.execute(sql: "INSERT INTO tiles VALUES(?, ?, ?, ?)", arguments: [z, column, row, Data(bytes)])
      }
    }
    try database.close()
    return path
  }

  @Test func aRealFileIsReadAndDrawn() throws {
    let file = try TileFileOpening.open(lab)
    #expect(file.facts.zooms == 0...14)
    #expect(TileSchema.recognised(byLayers: file.facts.layers)?.name == "OpenMapTiles")
    var kinds: Set<FeatureKind> = []
    var names: Set<String> = []
    // All of the file lies in this corner.
    for x in 4_824...4_853 {
      for y in 5_865...5_893 {
        guard let bytes = try file.tile(TileNumber(z: 14, x: x, y: y)) else { continue }
        let tile = try TileDecoder().decode(bytes)
        kinds.formUnion(tile.features.map(\.kind))
        names.formUnion(tile.texts)
        for feature in tile.features { #expect(feature.parts.upperBound <= Int32(tile.parts.count)) }
      }
    }
    #expect(kinds.isSuperset(of: [.street, .building, .houseNumber]), "\(kinds)")
    #expect(names.isSuperset(of: ["1867", "Rivière Norton", "Sainte-Clotilde", "219"]), "\(names.sorted())")
    #expect(try file.tile(TileNumber(z: 14, x: 0, y: 0)) == nil)
    #expect(try file.tile(TileNumber(z: 14, x: -1, y: 0)) == nil)
  }

  @Test func rowsCountFromTheSouth() throws {
    let folder = try TemporaryFolder()
    let path = try made(folder, tiles: [(2, 1, 3, [0x1A, 0]), (3, 5, 0, gzipped([0x1A, 1]))])
    let file = try MBTilesFile(path)
    #expect(try file.tile(TileNumber(z: 2, x: 1, y: 0)) == [0x1A, 0])
    #expect(try file.tile(TileNumber(z: 3, x: 5, y: 7)) == [0x1A, 1])
    #expect(try file.tile(TileNumber(z: 2, x: 1, y: 3)) == nil)
    // Without metadata the tiles tell.
    #expect(file.facts.zooms == 2...3)
  }

  @Test func metadataAreRead() throws {
    let folder = try TemporaryFolder()
    let path = try made(
      folder,
      [
        "format": "pbf", "minzoom": "3", "maxzoom": "12", "json": "{\"vector_layers\":[{\"id\":\"roads\"},{\"id\":\"earth\"}]}",
        "attribution": "<a href=\"https://www.openstreetmap.org/copyright\">&copy; OpenStreetMap</a> &amp; others",
      ])
    let facts = try MBTilesFile(path).facts
    #expect(facts.name == "made.mbtiles")
    #expect(facts.zooms == 3...12)
    #expect(facts.layers == ["roads", "earth"])
    #expect(facts.attribution == "© OpenStreetMap & others")
  }

  @Test(arguments: ["png", "jpg", "webp"]) func picturesAreRefused(format: String) throws {
    let folder = try TemporaryFolder()
    let path = try made(folder, ["format": format])
    #expect(throws: TileFailure.notVector(type: format)) { try MBTilesFile(path) }
  }

  @Test func whatIsNoFileOfTilesSaysSo() throws {
    let folder = try TemporaryFolder()
    #expect(throws: TileFailure.missing(path: folder.path + "/none")) { try TileFileOpening.open(folder.path + "/none") }
    #expect(throws: TileFailure.notTiles(path: folder.path)) { try TileFileOpening.open(folder.path) }
    let text = try folder.write("text", Array("a text that is no database".utf8))
    #expect(throws: TileFailure.notTiles(path: text)) { try TileFileOpening.open(text) }
    let empty = try folder.write("empty", [])
    #expect(throws: TileFailure.notTiles(path: empty)) { try TileFileOpening.open(empty) }
    let spoilt = try folder.write("spoilt", Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0xAB, count: 4_000))
    #expect(throws: TileFailure.self) { try TileFileOpening.open(spoilt) }
    let other = folder.path + "/other"
    try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE a(b)") }
    #expect(throws: TileFailure.notTiles(path: other)) { try TileFileOpening.open(other) }
    let short = try folder.write("short.mbtiles", Array(try Data(contentsOf: URL(fileURLWithPath: lab)).prefix(30_000)))
    #expect(throws: TileFailure.self) {
      let file = try TileFileOpening.open(short)
      for x in 4_824...4_853 { for y in 5_865...5_893 { _ = try file.tile(TileNumber(z: 14, x: x, y: y)) } }
    }
  }
}
