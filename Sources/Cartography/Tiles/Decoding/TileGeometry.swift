extension TileCollection {
  /// Reads a feature's commands into `parts` and `points`; false, with nothing left behind, where no shape came of them.
  ///
  /// `extent`: how many units of the tile its side has.
  mutating func addGeometry(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ geometry: MapTile.Geometry, extent: Int
  ) throws(TileDamage) -> Bool {
    let firstPart = parts.count
    var reader = ProtobufReader(range)
    var pen = Pen(extent: extent)
    var start = points.count
    while !reader.isAtEnd {
      let command = try reader.varint(bytes)
      // Each repetition of the two that move takes two bytes at least.
      let count = Int(command >> 3 & 0x1FFF_FFFF)
      switch command & 7 {
      case 1, 2:
        guard count <= (reader.end - reader.at) / 2 else { throw .truncated }
        guard points.count + count <= limits.points else { throw .tooMany(.points) }
        if command & 7 == 1 {
          if geometry == .points {
            for _ in 0..<count {
              points.append(try pen.move(&reader, bytes))
              parts.append(Int32(points.count - 1)..<Int32(points.count))
            }
          } else {
            endPart(from: start, geometry)
            start = points.count
            for _ in 0..<count {
              let point = try pen.move(&reader, bytes)
              if points.count > start { points[start] = point } else { points.append(point) }
            }
          }
        } else {
          guard geometry != .points, points.count > start else { throw .malformed }
          var last = points[points.count - 1]
          for _ in 0..<count {
            let point = try pen.move(&reader, bytes)
            if point != last {
              points.append(point)
              last = point
            }
          }
        }
      case 7: break
      default: throw .malformed
      }
    }
    if geometry != .points { endPart(from: start, geometry) }
    return parts.count > firstPart
  }

  /// A part with too few points for its shape goes.
  private mutating func endPart(from start: Int, _ geometry: MapTile.Geometry) {
    if geometry == .areas, points.count - start > 3, points[start] == points[points.count - 1] { points.removeLast() }
    let least = geometry == .areas ? 3 : 2
    if points.count - start < least {
      points.removeLast(points.count - start)
    } else {
      parts.append(Int32(start)..<Int32(points.count))
    }
  }
}

/// The place that commands move on from.
private struct Pen {
  private var x = 0
  private var y = 0
  private let extent: Int

  /// Far outside of any tile, and far from overflow.
  private static let bounds = 1 << 40

  init(extent: Int) { self.extent = extent }

  @inline(__always)
  mutating func move(_ reader: inout ProtobufReader, _ bytes: Span<UInt8>) throws(TileDamage) -> MapTile.Point {
    x = Self.clamped(x &+ ProtobufReader.zigzag(try reader.varint(bytes) & 0xFFFF_FFFF))
    y = Self.clamped(y &+ ProtobufReader.zigzag(try reader.varint(bytes) & 0xFFFF_FFFF))
    return MapTile.Point(x: scaled(x), y: scaled(y))
  }

  @inline(__always)
  private static func clamped(_ value: Int) -> Int { max(-bounds, min(bounds, value)) }

  @inline(__always)
  private func scaled(_ value: Int) -> Int16 {
    if extent == MapTile.extent { return Int16(clamping: value) }
    let numerator = value * MapTile.extent + extent / 2
    let quotient = numerator / extent
    return Int16(clamping: numerator < 0 && quotient * extent != numerator ? quotient - 1 : quotient)
  }
}
