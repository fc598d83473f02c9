import TileWriting
import Tiles

/// Writes PMTiles 3 for tests: all tiles in leaf directories of `leafSize`, or in the root where there is room.
struct PMTilesWriter {
  var tiles: [(TileNumber, [UInt8])] = []
  var metadata = "{}"
  var zooms: ClosedRange<UInt8> = 0...14
  var leafSize: Int?
  var packsDirectories = true
  var tileType: UInt8 = 1
  var tilePacking: UInt8 = 2
  var directoryPacking: UInt8?
  var version: UInt8 = 3

  func bytes() -> [UInt8] {
    var data: [UInt8] = []
    var entries: [[UInt64]] = []
    for (number, bytes) in tiles.sorted(by: { HilbertCurve.place(of: $0.0) < HilbertCurve.place(of: $1.0) }) {
      let place = HilbertCurve.place(of: number)
      // A tile that is the same as the one before lengthens its run.
      if let last = entries.last, last[0] + last[1] == place, Array(data[Int(last[2])..<Int(last[2] + last[3])]) == bytes {
        entries[entries.count - 1][1] += 1
        continue
      }
      entries.append([place, 1, UInt64(data.count), UInt64(bytes.count)])
      data += bytes
    }
    var leaves: [UInt8] = []
    if let leafSize {
      var pointers: [[UInt64]] = []
      for start in stride(from: 0, to: entries.count, by: leafSize) {
        let part = Array(entries[start..<min(entries.count, start + leafSize)])
        let leaf = packed(Self.directory(part))
        pointers.append([part[0][0], 0, UInt64(leaves.count), UInt64(leaf.count)])
        leaves += leaf
      }
      entries = pointers
    }
    let root = packed(Self.directory(entries))
    let description = packed(Array(metadata.utf8))
    var header: [UInt8] = Array("PMTiles".utf8) + [version]
    func number(_ value: Int) { header += (0..<8).map { UInt8(value >> (8 * $0) & 0xFF) } }
    var offset = 127
    for section in [root, description, leaves, data] {
      number(offset)
      number(section.count)
      offset += section.count
    }
    for _ in 0..<3 { number(tiles.count) }
    header += [1, directoryPacking ?? (packsDirectories ? 2 : 1), tilePacking, tileType, zooms.lowerBound, zooms.upperBound]
    header += [UInt8](repeating: 0, count: 127 - header.count)
    return header + root + description + leaves + data
  }

  private func packed(_ bytes: [UInt8]) -> [UInt8] { packsDirectories ? gzipped(bytes) : bytes }

  /// Each entry as place, run, offset, length.
  static func directory(_ entries: [[UInt64]]) -> [UInt8] {
    var bytes = TileWriter.varint(UInt64(entries.count))
    var before: UInt64 = 0
    for entry in entries {
      bytes += TileWriter.varint(entry[0] - before)
      before = entry[0]
    }
    for entry in entries { bytes += TileWriter.varint(entry[1]) }
    for entry in entries { bytes += TileWriter.varint(entry[3]) }
    for (index, entry) in entries.enumerated() {
      let follows = index > 0 && entries[index - 1][2] + entries[index - 1][3] == entry[2]
      bytes += TileWriter.varint(follows ? 0 : entry[2] + 1)
    }
    return bytes
  }
}
