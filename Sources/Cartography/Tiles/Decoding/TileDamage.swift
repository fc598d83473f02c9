/// Why bytes are not a vector tile that can be drawn.
package enum TileDamage: Error, Sendable, Hashable {
  /// What there may be only so much of.
  package enum Bounded: String, Sendable, Hashable { case bytes, layers, attributes, features, points, texts }

  /// They end within a field.
  case truncated
  /// They do not have the shape of the format.
  case malformed
  /// A later version of the format than 2.
  case version(Int)
  /// More of something than any tile needs.
  case tooMany(Bounded)
  /// None of the schemas that are known; its layers, a few of them.
  case unknownSchema(layers: [String])
}

/// What a tile may hold at most, so that none can take the console's memory or time.
package struct TileLimits: Sendable {
  package var bytes = 8 << 20
  package var layers = 512
  /// Keys and values of one layer.
  package var attributes = 200_000
  package var features = 150_000
  package var points = 1_000_000
  package var texts = 30_000
  /// Longer ones are cut.
  package var textBytes = 160

  package init() {}
}
