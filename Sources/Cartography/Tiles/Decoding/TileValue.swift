/// One value of a layer's attributes.
enum TileValue {
  case text(Range<Int>)
  case integer(Int)
  case real(Double)
  case flag(Bool)
  case nothing

  init(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(TileDamage) {
    self = .nothing
    var reader = ProtobufReader(range)
    while let (number, wire) = try reader.field(bytes) {
      switch (number, wire) {
      case (1, .bytes): self = .text(try reader.range(bytes))
      case (2, .fourBytes):
        self = .real(Double(Float(bitPattern: UInt32(truncatingIfNeeded: try reader.fixed(bytes, count: 4)))))
      case (3, .eightBytes): self = .real(Double(bitPattern: try reader.fixed(bytes, count: 8)))
      case (4, .varint): self = .integer(Int(truncatingIfNeeded: try reader.varint(bytes)))
      case (5, .varint): self = .integer(Int(clamping: try reader.varint(bytes)))
      case (6, .varint): self = .integer(ProtobufReader.zigzag(try reader.varint(bytes)))
      case (7, .varint): self = .flag(try reader.varint(bytes) != 0)
      default: try reader.skip(wire, bytes)
      }
    }
  }

  /// As it would be written: whole numbers without a fraction.
  func text(_ bytes: Span<UInt8>, upTo most: Int) -> String? {
    switch self {
    case .text(let range): bytes.text(range, upTo: most)
    case .integer(let value): String(value)
    case .real(let value): Int(exactly: value).map { String($0) } ?? String(value)
    case .flag, .nothing: nil
    }
  }

  func number(_ bytes: Span<UInt8>) -> Int? {
    switch self {
    case .text(let range): range.count <= 20 ? Int(bytes.text(range, upTo: 20)) : nil
    case .integer(let value): value
    case .real(let value): value.isFinite ? Int(exactly: value.rounded(.towardZero)) : nil
    case .flag, .nothing: nil
    }
  }

  func isSet(_ bytes: Span<UInt8>) -> Bool {
    switch self {
    case .text(let range): ["1", "true", "yes"].contains(bytes.text(range, upTo: 5))
    case .integer(let value): value != 0
    case .real(let value): value != 0
    case .flag(let value): value
    case .nothing: false
    }
  }
}
