import Domain
import Synchronization

/// PMTiles 3, on this machine.
package final class PMTilesFile: TileFile {
  private enum Packing: UInt8 { case unknown = 0, none, gzip, brotli, zstd }

  package let facts: TileFacts
  private let file: ReadableFile
  private let header: Header
  private let root: PMTilesDirectory
  /// Those last used, by their offset.
  private let leaves = Mutex<[(offset: UInt64, directory: PMTilesDirectory)]>([])

  /// Of either kind of directory: about 64 of them cover a whole country's z14.
  private static let keptLeaves = 16
  /// Directories under directories: the format's own writers make one level.
  private static let deepest = 4

  package init(_ path: String) throws(TileFailure) {
    file = try ReadableFile(path)
    header = try Header(try file.bytes(at: 0, count: min(Header.size, file.size)), path: path)
    guard let packing = Packing(rawValue: header.directoryPacking) else { throw .damaged(path: path) }
    root = try Self.directory(file, header.rootOffset, header.rootLength, packing)
    var facts = TileFacts(name: TileFileOpening.name(of: path))
    facts.zooms = TileDescription.zooms(Int(header.leastZoom), Int(header.mostZoom), or: facts.zooms)
    if header.metadataLength > 0 {
      let bytes = try Self.read(file, header.metadataOffset, header.metadataLength, packing)
      if let description = TileDescription(bytes) {
        facts.attribution = description.attribution
        facts.layers = description.layers
      }
    }
    self.facts = facts
  }

  package func tile(_ number: TileNumber) throws(TileFailure) -> [UInt8]? {
    guard number.isReal else { return nil }
    let place = HilbertCurve.place(of: number)
    var directory = root
    for _ in 0..<Self.deepest {
      guard let entry = directory.entry(for: place) else { return nil }
      if entry.run > 0 {
        let offset = try sum(header.tilesOffset, entry.offset)
        guard entry.length <= TileBounds.packed else { throw .tooLarge(limit: TileBounds.packed) }
        return try TileBytes.unpacked(file.bytes(at: offset, count: Int(entry.length)))
      }
      directory = try leaf(entry)
    }
    throw .damaged(path: file.path)
  }

  private func leaf(_ entry: PMTilesDirectory.Entry) throws(TileFailure) -> PMTilesDirectory {
    let kept = leaves.withLock { leaves -> PMTilesDirectory? in
      guard let index = leaves.firstIndex(where: { $0.offset == entry.offset }) else { return nil }
      let leaf = leaves.remove(at: index)
      leaves.append(leaf)
      return leaf.directory
    }
    if let kept { return kept }
    let offset = try sum(header.leavesOffset, entry.offset)
    let packing = Packing(rawValue: header.directoryPacking) ?? .unknown
    let directory = try Self.directory(file, UInt64(offset), UInt64(entry.length), packing)
    leaves.withLock { leaves in
      leaves.append((entry.offset, directory))
      if leaves.count > Self.keptLeaves { leaves.removeFirst() }
    }
    return directory
  }

  private func sum(_ a: UInt64, _ b: UInt64) throws(TileFailure) -> Int {
    guard case (let sum, false) = a.addingReportingOverflow(b), let offset = Int(exactly: sum) else {
      throw .damaged(path: file.path)
    }
    return offset
  }

  private static func directory(
    _ file: ReadableFile, _ offset: UInt64, _ length: UInt64, _ packing: Packing
  ) throws(TileFailure) -> PMTilesDirectory {
    guard let directory = PMTilesDirectory(try read(file, offset, length, packing)) else { throw .damaged(path: file.path) }
    return directory
  }

  private static func read(
    _ file: ReadableFile, _ offset: UInt64, _ length: UInt64, _ packing: Packing
  ) throws(TileFailure) -> [UInt8] {
    guard let offset = Int(exactly: offset), let length = Int(exactly: length) else { throw .damaged(path: file.path) }
    let bytes = try file.bytes(at: offset, count: length)
    switch packing {
    case .none: return bytes
    case .gzip: return try unpacked(bytes, file.path)
    case .unknown: return TileBytes.isPacked(bytes) ? try unpacked(bytes, file.path) : bytes
    case .brotli: throw .compression("brotli")
    case .zstd: throw .compression("zstd")
    }
  }

  private static func unpacked(_ bytes: [UInt8], _ path: String) throws(TileFailure) -> [UInt8] {
    do throws(TileFailure) { return try Inflating.unpacked(bytes, limit: TileBounds.directory) } catch {
      throw error == .undecodable ? .damaged(path: path) : error
    }
  }

  /// The first 127 bytes; numbers are little-endian.
  private struct Header: Sendable {
    static let size = 127

    let rootOffset: UInt64
    let rootLength: UInt64
    let metadataOffset: UInt64
    let metadataLength: UInt64
    let leavesOffset: UInt64
    let tilesOffset: UInt64
    let directoryPacking: UInt8
    let leastZoom: UInt8
    let mostZoom: UInt8

    init(_ bytes: [UInt8], path: String) throws(TileFailure) {
      guard bytes.count >= 8, bytes.starts(with: "PM".utf8) else { throw .notTiles(path: path) }
      guard bytes.starts(with: "PMTiles".utf8), bytes[7] == 3 else {
        // The first two versions were a short mark and a number.
        throw .pmtilesVersion(Int(bytes.starts(with: "PMTiles".utf8) ? bytes[7] : bytes[2]))
      }
      guard bytes.count == Self.size else { throw .damaged(path: path) }
      func number(_ at: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
      }
      rootOffset = number(8)
      rootLength = number(16)
      metadataOffset = number(24)
      metadataLength = number(32)
      leavesOffset = number(40)
      tilesOffset = number(56)
      directoryPacking = bytes[97]
      leastZoom = bytes[100]
      mostZoom = bytes[101]
      switch bytes[99] {
      case 0, 1: break
      case 2: throw .notVector(type: "png")
      case 3: throw .notVector(type: "jpg")
      case 4: throw .notVector(type: "webp")
      case 5: throw .notVector(type: "avif")
      case 6: throw .notVector(type: "mlt")
      default: throw .damaged(path: path)
      }
      switch bytes[98] {
      case 0, 1, 2: break
      case 3: throw .compression("brotli")
      case 4: throw .compression("zstd")
      default: throw .damaged(path: path)
      }
    }
  }
}
