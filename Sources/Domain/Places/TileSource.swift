/// Where the detailed map comes from, as far as the console shows it.
package struct TileSource: Sendable, Hashable {
  /// The file's own name, or the server's host.
  package let name: String
  /// Whom to credit; from outside, as plain text.
  package let attribution: String
  /// The zooms that it has tiles for.
  package let zooms: ClosedRange<Int>

  package init(name: String, attribution: String, zooms: ClosedRange<Int>) {
    self.name = name
    self.attribution = attribution
    self.zooms = zooms
  }
}

/// Why the source of the detailed map, or one of its tiles, cannot be read.
package enum TileFailure: Error, Sendable, Hashable {
  // A file
  case missing(path: String)
  case unreadable(path: String, errno: Int32)
  /// Neither MBTiles nor PMTiles.
  case notTiles(path: String)
  /// Another version of PMTiles than 3.
  case pmtilesVersion(Int)
  case damaged(path: String)

  // A server
  /// Neither an address of tiles nor of a description of them.
  case badAddress
  /// Plain http to another machine.
  case insecure
  /// A whole PMTiles or MBTiles file behind a URL.
  case remoteFile
  case unreachable(detail: String)
  case status(Int)
  /// A description (TileJSON) that cannot be read.
  case badDescription
  /// Something else than a tile: a page, for instance.
  case notATile

  // Either
  /// Pictures: `png`, `jpg`, `webp`, `avif`.
  case notVector(type: String)
  /// `brotli`, `zstd`.
  case compression(String)
  /// It would take more bytes than this when unpacked.
  case tooLarge(limit: Int)
  /// Its bytes are no vector tile.
  case undecodable
  /// Layers of none of the schemas that are known.
  case unknownSchema(layers: [String])
}
