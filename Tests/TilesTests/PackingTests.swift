import Domain
import Testing

@testable import Tiles

@Suite struct PackingTests {
  private let plain = [UInt8](repeating: 0x1A, count: 5_000)

  @Test func gzipZlibAndPlainComeOut() throws {
    #expect(try TileBytes.unpacked(gzipped(plain)) == plain)
    #expect(try TileBytes.unpacked(zlibbed(plain)) == plain)
    #expect(try TileBytes.unpacked(plain) == plain)
    #expect(try TileBytes.unpacked([]) == [])
  }

  @Test func aBombStopsAtTheLimit() {
    let bomb = gzipped([UInt8](repeating: 0, count: 40 << 20))
    #expect(bomb.count < 50_000)
    #expect(throws: TileFailure.tooLarge(limit: 8 << 20)) { try TileBytes.unpacked(bomb) }
    #expect(throws: TileFailure.tooLarge(limit: 100)) { try Inflating.unpacked(gzipped(plain), limit: 100) }
    #expect(throws: TileFailure.tooLarge(limit: 4_999)) { try Inflating.unpacked(gzipped(plain), limit: 4_999) }
    #expect(throws: Never.self) { try Inflating.unpacked(gzipped(plain), limit: 5_000) }
  }

  @Test func whatIsCutOffOrSpoiltIsNoTile() {
    let packed = gzipped(plain)
    for count in [2, 9, packed.count / 2, packed.count - 1] {
      #expect(throws: TileFailure.undecodable) { try TileBytes.unpacked(Array(packed.prefix(count))) }
    }
  }

  @Test func picturesPagesAndOtherCompressionsAreNamed() {
    for (bytes, failure) in [
      ([0x89, 0x50, 0x4E, 0x47, 0x0D], .notVector(type: "png")), ([0xFF, 0xD8, 0xFF, 0xE0], .notVector(type: "jpg")),
      (Array("RIFF....WEBP".utf8), .notVector(type: "webp")),
      ([0, 0, 0, 0x20] + Array("ftypavif".utf8), .notVector(type: "avif")),
      ([0x28, 0xB5, 0x2F, 0xFD, 0], .compression("zstd")), (Array(" \n<html>".utf8), .notATile),
      (Array("{\"error\":1}".utf8), .notATile),
    ] as [([UInt8], TileFailure)] {
      #expect(throws: failure) { try TileBytes.unpacked(bytes) }
      // The same once more, packed.
      #expect(throws: failure) { try TileBytes.unpacked(gzipped(bytes)) }
    }
  }
}
