/// Writes Mapbox Vector Tiles for tests, whole or wrong.
package struct TileWriter {
  package enum Value: Hashable { case text(String), unsigned(UInt64), signed(Int64), double(Double), float(Float), flag(Bool) }

  package enum Shape: UInt64 { case points = 1, lines = 2, areas = 3 }

  package struct Feature {
    package var shape: Shape
    package var tags: [(String, Value)]
    /// Each part's points; a ring without its first point repeated.
    package var parts: [[(Int, Int)]]

    package init(_ shape: Shape, _ tags: [(String, Value)] = [], _ parts: [[(Int, Int)]]) {
      self.shape = shape
      self.tags = tags
      self.parts = parts
    }
  }

  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func layer(
    _ name: String, extent: UInt64 = 4_096, version: UInt64 = 2, isNameLast: Bool = false, _ features: [Feature]
  ) {
    var keys: [String] = []
    var values: [Value] = []
    var body: [UInt8] = []
    var written: [[UInt8]] = []
    for feature in features {
      var tags: [UInt8] = []
      for (key, value) in feature.tags {
        if !keys.contains(key) { keys.append(key) }
        if !values.contains(value) { values.append(value) }
        tags += Self.varint(UInt64(keys.firstIndex(of: key)!)) + Self.varint(UInt64(values.firstIndex(of: value)!))
      }
      written.append(
        Self.field(2, tags) + Self.number(3, feature.shape.rawValue) + Self.field(4, Self.commands(feature)))
    }
    let head = Self.number(15, version) + Self.field(1, Array(name.utf8))
    if !isNameLast { body += head }
    for feature in written { body += Self.field(2, feature) }
    for key in keys { body += Self.field(3, Array(key.utf8)) }
    for value in values { body += Self.field(4, Self.value(value)) }
    body += Self.number(5, extent)
    if isNameLast { body += head }
    bytes += Self.field(3, body)
  }

  private static func commands(_ feature: Feature) -> [UInt8] {
    var bytes: [UInt8] = []
    var pen = (0, 0)
    func moves(_ points: ArraySlice<(Int, Int)>) {
      for point in points {
        bytes += varint(zigzag(point.0 - pen.0)) + varint(zigzag(point.1 - pen.1))
        pen = point
      }
    }
    if feature.shape == .points {
      let points = feature.parts.flatMap { $0 }
      bytes += varint(UInt64(points.count) << 3 | 1)
      moves(points[...])
      return bytes
    }
    for part in feature.parts {
      bytes += varint(1 << 3 | 1)
      moves(part.prefix(1))
      bytes += varint(UInt64(part.count - 1) << 3 | 2)
      moves(part.dropFirst())
      if feature.shape == .areas { bytes += varint(1 << 3 | 7) }
    }
    return bytes
  }

  private static func value(_ value: Value) -> [UInt8] {
    switch value {
    case .text(let text): field(1, Array(text.utf8))
    case .float(let value): varint(2 << 3 | 5) + fixed(UInt64(value.bitPattern), 4)
    case .double(let value): varint(3 << 3 | 1) + fixed(value.bitPattern, 8)
    case .unsigned(let value): number(5, value)
    case .signed(let value): number(6, zigzag(Int(value)))
    case .flag(let value): number(7, value ? 1 : 0)
    }
  }

  package static func varint(_ value: UInt64) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  package static func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
  }

  private static func number(_ number: UInt64, _ value: UInt64) -> [UInt8] { varint(number << 3) + varint(value) }
  private static func fixed(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(value >> UInt64(8 * $0) & 0xFF) }
  }
  private static func zigzag(_ value: Int) -> UInt64 { UInt64(bitPattern: Int64((value << 1) ^ (value >> 63))) }
}
