import Domain
import Testing

@testable import Tiles

@Suite struct PMTilesTests {
  private func number(_ z: Int, _ x: Int, _ y: Int) -> TileNumber { TileNumber(z: z, x: x, y: y) }

  @Test func theCurveGoesWhereTheSpecificationSays() {
    let expected: [(Int, Int, Int, UInt64)] = [
      (0, 0, 0, 0), (1, 0, 0, 1), (1, 0, 1, 2), (1, 1, 1, 3), (1, 1, 0, 4), (2, 0, 0, 5), (12, 3_423, 1_763, 19_078_479),
    ]
    for (z, x, y, place) in expected { #expect(HilbertCurve.place(of: number(z, x, y)) == place) }
    // Every tile of a zoom has a place of its own, and neighbours on the curve are neighbours on the map.
    var places: [UInt64: (Int, Int)] = [:]
    for x in 0..<32 { for y in 0..<32 { places[HilbertCurve.place(of: number(5, x, y))] = (x, y) } }
    #expect(places.count == 1_024)
    #expect(places.keys.min() == 341)
    for place in UInt64(342)..<UInt64(341 + 1_024) {
      guard let here = places[place], let before = places[place - 1] else { continue }
      #expect(abs(here.0 - before.0) + abs(here.1 - before.1) == 1)
    }
  }

  @Test(arguments: [(nil, true), (7, true), (7, false)] as [(Int?, Bool)])
  func everyTileIsFound(leafSize: Int?, packs: Bool) throws {
    let folder = try TemporaryFolder()
    var writer = PMTilesWriter()
    writer.leafSize = leafSize
    writer.packsDirectories = packs
    writer.zooms = 0...6
    writer.metadata = "{\"attribution\":\"<b>© A</b>\",\"vector_layers\":[{\"id\":\"roads\"}]}"
    for z in 0...6 {
      for x in stride(from: 0, to: 1 << z, by: 3) {
        for y in 0..<(1 << z) {
          writer.tiles.append((number(z, x, y), gzipped([0x1A, UInt8(z), UInt8(x), y < 9 ? 0 : UInt8(y)])))
        }
      }
    }
    let path = try folder.write("a.pmtiles", writer.bytes())
    let file = try TileFileOpening.open(path)
    #expect(file.facts.zooms == 0...6)
    #expect(file.facts.attribution == "© A")
    #expect(file.facts.layers == ["roads"])
    for z in 0...6 {
      for x in 0..<(1 << z) {
        for y in 0..<(1 << z) {
          let expected: [UInt8]? = x % 3 == 0 ? [0x1A, UInt8(z), UInt8(x), y < 9 ? 0 : UInt8(y)] : nil
          #expect(try file.tile(number(z, x, y)) == expected, "\(z)/\(x)/\(y)")
        }
      }
    }
    #expect(try file.tile(number(7, 0, 0)) == nil)
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let folder = try TemporaryFolder()
    func failure(_ change: (inout PMTilesWriter) -> Void) throws -> TileFailure? {
      var writer = PMTilesWriter()
      writer.tiles = [(number(0, 0, 0), gzipped([0x1A, 0]))]
      change(&writer)
      let path = try folder.write("b.pmtiles", writer.bytes())
      do throws(TileFailure) {
        _ = try TileFileOpening.open(path)
        return nil
      } catch { return error }
    }
    #expect(try failure { _ in } == nil)
    #expect(try failure { $0.tileType = 2 } == .notVector(type: "png"))
    #expect(try failure { $0.tileType = 5 } == .notVector(type: "avif"))
    #expect(try failure { $0.tilePacking = 3 } == .compression("brotli"))
    #expect(try failure { $0.tilePacking = 4 } == .compression("zstd"))
    #expect(try failure { $0.directoryPacking = 3 } == .compression("brotli"))
    #expect(try failure { $0.version = 2 } == .pmtilesVersion(2))
    #expect(try failure { $0.directoryPacking = 1 } == .damaged(path: folder.path + "/b.pmtiles"))
    let short = try folder.write("short", Array("PMTiles".utf8) + [3, 0, 0])
    #expect(throws: TileFailure.damaged(path: short)) { try TileFileOpening.open(short) }
  }

  @Test func aDirectoryThatPointsAtItselfEnds() throws {
    let folder = try TemporaryFolder()
    var writer = PMTilesWriter()
    writer.packsDirectories = false
    writer.leafSize = 1
    writer.tiles = [(number(0, 0, 0), [0x1A, 0])]
    var bytes = writer.bytes()
    // The leaf becomes the root once more: the leaves begin where the root does.
    bytes.replaceSubrange(40..<48, with: bytes[8..<16])
    let file = try TileFileOpening.open(try folder.write("loop", bytes))
    #expect(throws: TileFailure.damaged(path: folder.path + "/loop")) { try file.tile(number(0, 0, 0)) }
  }
}
