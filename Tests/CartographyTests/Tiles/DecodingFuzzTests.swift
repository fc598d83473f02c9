import Chance
import Testing
import TileWriting

@testable import Cartography

/// Tiles that are cut, flipped or made up: each is decoded within its limits or refused.
@Suite struct DecodingFuzzTests {
  private static let line = [[(0, 0), (300, 40), (90, 2_000)]]

  /// A bit of everything, in one of the schemas.
  private func sample(_ schema: TileSchema, _ chance: inout SeededGenerator) -> [UInt8] {
    var writer = TileWriter()
    for (name, meaning) in schema.layers.sorted(by: { $0.key < $1.key }) {
      var features: [TileWriter.Feature] = []
      for (shape, kinds) in [(TileWriter.Shape.areas, meaning.areas), (.lines, meaning.lines), (.points, meaning.points)] {
        guard let kinds else { continue }
        for value in kinds.listed.keys.sorted().prefix(3) + ["other"] {
          var tags: [(String, TileWriter.Value)] = meaning.kindKeys.prefix(1).map { ($0, .text(value)) }
          for key in meaning.names.keys.prefix(2) { tags.append((key, .text(chance.text(upTo: 12)))) }
          for key in meaning.rank.keys + meaning.vetoes {
            tags.append((key, .unsigned(UInt64.random(in: 0...9, using: &chance))))
          }
          features.append(.init(shape, tags, Self.line))
        }
      }
      writer.layer(name, features)
    }
    return writer.bytes
  }

  @Test func spoiltTilesEnd() throws {
    let seed: UInt64 = 4_096
    var chance = SeededGenerator(seed: seed)
    var limits = TileLimits()
    limits.points = 2_000
    var decoded = 0
    var refused = 0
    for schema in TileSchema.all {
      let whole = sample(schema, &chance)
      #expect(try TileDecoder().decode(whole).features.count > 10)
      for _ in 0..<700 {
        var bytes = whole
        switch Int.random(in: 0..<4, using: &chance) {
        case 0: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &chance))
        case 1, 2:
          for _ in 0..<Int.random(in: 1...6, using: &chance) {
            bytes[Int.random(in: 0..<bytes.count, using: &chance)] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
          }
        default:
          let at = Int.random(in: 0..<bytes.count, using: &chance)
          let more = (0..<Int.random(in: 1...12, using: &chance)).map { _ in UInt8.random(in: 0...255, using: &chance) }
          bytes.insert(contentsOf: more, at: at)
        }
        do throws(TileDamage) {
          let tile = try TileDecoder(limits: limits).decode(bytes)
          decoded += 1
          #expect(isSound(tile), "seed \(seed)")
          #expect(tile.points.count <= limits.points)
        } catch { refused += 1 }
      }
    }
    #expect(decoded > 50 && refused > 50, "\(decoded) and \(refused), seed \(seed)")
  }

  @Test func bytesOfAnyKindEnd() {
    let seed: UInt64 = 99
    var chance = SeededGenerator(seed: seed)
    for _ in 0..<6_000 {
      var bytes = (0..<Int.random(in: 0...120, using: &chance)).map { _ in UInt8.random(in: 0...255, using: &chance) }
      // Half of them begin as a layer of water does.
      if Bool.random(using: &chance) {
        bytes = [0x1A, UInt8(min(127, bytes.count + 7)), 0x0A, 5] + Array("water".utf8) + bytes
      }
      if let tile = try? TileDecoder(schema: .openMapTiles).decode(bytes) { #expect(isSound(tile), "seed \(seed)") }
    }
  }

  @Test func tilesOfNothingButHeadsEnd() throws {
    // Far more layers, features, values and keys than any tile has.
    let layers = (0..<2_000).flatMap { _ in [0x1A, 2, 0x0A, 0] as [UInt8] }
    #expect(throws: TileDamage.tooMany(.layers)) { try TileDecoder().decode(layers) }
    let body = Array("\u{0A}\u{05}water".utf8)
    for filler in [[0x12, 0], [0x22, 0], [0x1A, 0]] as [[UInt8]] {
      let content = body + (0..<250_000).flatMap { _ in filler }
      let bytes = TileWriter.field(3, content)
      do throws(TileDamage) { #expect(try TileDecoder().decode(bytes) == MapTile()) } catch {
        #expect(error == .tooMany(.attributes))
      }
    }
    // A command that promises more points than there are bytes.
    var content = body
    content += TileWriter.field(2, [0x18, 3] + TileWriter.field(4, TileWriter.varint(0xFFFF_FFF9) + [0, 0]))
    #expect(throws: TileDamage.truncated) { try TileDecoder(schema: .protomaps).decode(TileWriter.field(3, content)) }
  }

  private func isSound(_ tile: MapTile) -> Bool {
    tile.parts.allSatisfy { 0 <= $0.lowerBound && $0.upperBound <= Int32(tile.points.count) }
      && tile.features.allSatisfy { feature in
        feature.parts.upperBound <= Int32(tile.parts.count) && feature.name < Int32(tile.texts.count)
          && feature.reference < Int32(tile.texts.count) && !feature.parts.isEmpty
      } && zip(tile.features, tile.features.dropFirst()).allSatisfy { $0.kind.rawValue <= $1.kind.rawValue }
      && tile.texts.allSatisfy { text in text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } }
  }
}
