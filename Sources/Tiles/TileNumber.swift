import Domain

/// A tile of the XYZ scheme: `y` counts southwards.
package struct TileNumber: Sendable, Hashable {
  package let z: Int
  package let x: Int
  package let y: Int

  package init(z: Int, x: Int, y: Int) {
    self.z = z
    self.x = x
    self.y = y
  }

  /// Inside the world, and no farther in than any source goes.
  var isReal: Bool { (0...24).contains(z) && (0..<(1 << z)).contains(x) && (0..<(1 << z)).contains(y) }

  /// The row of the TMS scheme, which counts northwards.
  var northwardRow: Int { (1 << z) - 1 - y }
}

/// What a source says of itself.
package struct TileFacts: Sendable, Hashable {
  package var name: String
  package var attribution = ""
  package var zooms: ClosedRange<Int> = 0...14
  /// The layers of its tiles, where it tells them.
  package var layers: [String] = []

  package init(name: String) { self.name = name }
}

/// A file of tiles. Its calls wait for the disk.
package protocol TileFile: Sendable {
  var facts: TileFacts { get }

  /// The tile unpacked; nil where the file has none there.
  func tile(_ number: TileNumber) throws(TileFailure) -> [UInt8]?
}

/// What tiles may take.
enum TileBounds {
  /// Of one tile, unpacked.
  static let tile = 8 << 20
  /// Of one directory or description, unpacked.
  static let directory = 4 << 20
  /// Of either as it lies in a file.
  static let packed = 8 << 20
}
