import Chance
import Domain
import Testing

@testable import Tiles

/// Files that are cut, flipped or made up: each is read or refused, and nothing else happens.
@Suite struct FileFuzzTests {
  @Test func spoiltPMTilesEnd() throws {
    let seed: UInt64 = 20_261_125
    var chance = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    var writer = PMTilesWriter()
    writer.leafSize = 5
    for x in 0..<8 {
      for y in 0..<8 { writer.tiles.append((TileNumber(z: 3, x: x, y: y), gzipped([0x1A, UInt8(x), UInt8(y)]))) }
    }
    var read = 0
    for packs in [true, false] {
      writer.packsDirectories = packs
      let whole = writer.bytes()
      for _ in 0..<150 {
        var bytes = whole
        switch Int.random(in: 0..<3, using: &chance) {
        case 0: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &chance))
        case 1:
          for _ in 0..<Int.random(in: 1...8, using: &chance) {
            bytes[Int.random(in: 0..<bytes.count, using: &chance)] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
          }
        default:
          for index in bytes.indices where index > 8 && Int.random(in: 0..<20, using: &chance) == 0 {
            bytes[index] = UInt8.random(in: 0...255, using: &chance)
          }
        }
        let path = try folder.write("fuzz.pmtiles", bytes)
        do throws(TileFailure) {
          let file = try PMTilesFile(path)
          for x in 0..<8 { _ = try file.tile(TileNumber(z: 3, x: x, y: 7 - x)) }
          read += 1
        } catch {}
      }
    }
    #expect(read > 0, "seed \(seed)")
  }

  @Test func directoriesOfAnyBytesEnd() {
    let seed: UInt64 = 7
    var chance = SeededGenerator(seed: seed)
    var made = 0
    for _ in 0..<4_000 {
      let count = Int.random(in: 0...60, using: &chance)
      var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) & (Bool.random(using: &chance) ? 0x7F : 0x0F) }
      if !bytes.isEmpty, Bool.random(using: &chance) { bytes[0] = UInt8.random(in: 0...4, using: &chance) }
      guard let directory = PMTilesDirectory(bytes) else { continue }
      made += 1
      for _ in 0..<4 { _ = directory.entry(for: UInt64.random(in: 0...UInt64.max, using: &chance)) }
    }
    #expect(made > 100, "seed \(seed)")
    // A count that nothing could hold.
    #expect(PMTilesDirectory([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]) == nil)
    #expect(PMTilesDirectory([0xFF, 0xFF, 0xFF, 0x7F, 1, 1, 1]) == nil)
  }
}
