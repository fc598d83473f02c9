/// A walk through the fields of one protobuf message, within its bounds: whatever the bytes say, it ends, and no byte outside is read.
///
/// The bytes come with every call, because a struct cannot hold a span.
struct ProtobufReader {
  enum Wire: UInt8 {
    case varint = 0
    case eightBytes = 1
    case bytes = 2
    case fourBytes = 5
  }

  private(set) var at: Int
  let end: Int

  /// `range` lies within the bytes that the calls will bring.
  init(_ range: Range<Int>) {
    at = range.lowerBound
    end = range.upperBound
  }

  var isAtEnd: Bool { at >= end }

  /// The next field's number and how it is written; nil at the end.
  @inline(__always)
  mutating func field(_ bytes: Span<UInt8>) throws(TileDamage) -> (number: Int, wire: Wire)? {
    if at >= end { return nil }
    let tag = try varint(bytes)
    guard tag >> 3 != 0, tag >> 3 <= 0x1FFF_FFFF, let wire = Wire(rawValue: UInt8(tag & 7)) else { throw .malformed }
    return (Int(tag >> 3), wire)
  }

  @inline(__always)
  mutating func varint(_ bytes: Span<UInt8>) throws(TileDamage) -> UInt64 {
    guard at < end else { throw .truncated }
    let first = bytes[at]
    at += 1
    if first < 0x80 { return UInt64(first) }
    return try longVarint(bytes, UInt64(first & 0x7F))
  }

  private mutating func longVarint(_ bytes: Span<UInt8>, _ first: UInt64) throws(TileDamage) -> UInt64 {
    var value = first
    var shift: UInt64 = 7
    while shift < 64 {
      guard at < end else { throw .truncated }
      let byte = bytes[at]
      at += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw .malformed
  }

  /// Where the bytes of a length-delimited field lie.
  @inline(__always)
  mutating func range(_ bytes: Span<UInt8>) throws(TileDamage) -> Range<Int> {
    let length = try varint(bytes)
    guard length <= UInt64(end - at) else { throw .truncated }
    let range = at..<(at + Int(length))
    at = range.upperBound
    return range
  }

  /// Least significant byte first.
  mutating func fixed(_ bytes: Span<UInt8>, count: Int) throws(TileDamage) -> UInt64 {
    guard count <= end - at else { throw .truncated }
    var value: UInt64 = 0
    for place in 0..<count { value |= UInt64(bytes[at + place]) << UInt64(8 * place) }
    at += count
    return value
  }

  @inline(__always)
  mutating func skip(_ wire: Wire, _ bytes: Span<UInt8>) throws(TileDamage) {
    switch wire {
    case .varint: _ = try varint(bytes)
    case .bytes: _ = try range(bytes)
    case .eightBytes: _ = try fixed(bytes, count: 8)
    case .fourBytes: _ = try fixed(bytes, count: 4)
    }
  }

  @inline(__always)
  static func zigzag(_ value: UInt64) -> Int {
    Int(truncatingIfNeeded: value >> 1) ^ -Int(truncatingIfNeeded: value & 1)
  }
}
