import Domain

/// What the first bytes of a tile say it is; unpacks those that are packed.
package enum TileBytes {
  package static func unpacked(_ bytes: [UInt8]) throws(TileFailure) -> [UInt8] {
    if isPacked(bytes) { return try plain(Inflating.unpacked(bytes, limit: TileBounds.tile)) }
    return try plain(bytes)
  }

  static func isPacked(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0x1F, 0x8B]) { return true }
    // zlib's head: deflate, a window of up to 32 KiB, and a check sum of the two bytes. No vector tile begins with it.
    guard bytes.count > 2, bytes[0] & 0x8F == 0x08 else { return false }
    return (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
  }

  private static func plain(_ bytes: [UInt8]) throws(TileFailure) -> [UInt8] {
    guard bytes.count <= TileBounds.tile else { throw .tooLarge(limit: TileBounds.tile) }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { throw .notVector(type: "png") }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { throw .notVector(type: "jpg") }
    if bytes.starts(with: "RIFF".utf8) { throw .notVector(type: "webp") }
    if bytes.first == 0, bytes.dropFirst(4).starts(with: "ftyp".utf8) { throw .notVector(type: "avif") }
    if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { throw .compression("zstd") }
    if let first = bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }),
      first == UInt8(ascii: "<") || first == UInt8(ascii: "{")
    {
      throw .notATile
    }
    return bytes
  }

  /// What a format's name in a description means; nil for vector tiles.
  static func picture(_ format: String) -> String? {
    switch format.lowercased() {
    case "", "pbf", "mvt", "application/x-protobuf", "application/vnd.mapbox-vector-tile": nil
    case "jpeg": "jpg"
    case let other: other
    }
  }
}
