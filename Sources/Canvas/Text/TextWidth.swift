/// How many columns text takes, by the one rule that the whole console uses (wcwidth's).
package enum TextWidth {
  /// 0, 1 or 2 columns; 0 for what is never drawn (controls, combining marks, variation selectors, joiners, unassigned scalars).
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.value >= 0x20, scalar.value < 0x7F { return 1 }
    return WidthTable.shared.columns(of: scalar.value)
  }

  /// The columns that `Frame.put` advances for `text`.
  package static func columns(of text: some StringProtocol) -> Int {
    let fast: Int? = text.utf8.withContiguousStorageIfAvailable { utf8 in
      var columns = 0
      let table = WidthTable.shared
      var decoder = ScalarCursor(utf8)
      while let scalar = decoder.next() {
        columns += scalar >= 0x20 && scalar < 0x7F ? 1 : table.columns(of: scalar)
      }
      return columns
    }
    return fast ?? text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }
}

/// Reads scalars out of valid UTF-8 without making strings.
struct ScalarCursor {
  private let utf8: UnsafeBufferPointer<UInt8>
  private(set) var offset = 0

  init(_ utf8: UnsafeBufferPointer<UInt8>) { self.utf8 = utf8 }

  mutating func next() -> UInt32? {
    guard offset < utf8.count else { return nil }
    let first = UInt32(utf8[offset])
    offset += 1
    if first < 0x80 { return first }
    let length = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
    guard offset + length <= utf8.count else {
      offset = utf8.count
      return nil
    }
    var scalar = first & (length == 1 ? 0x1F : length == 2 ? 0x0F : 0x07)
    for _ in 0..<length {
      scalar = scalar << 6 | UInt32(utf8[offset] & 0x3F)
      offset += 1
    }
    return scalar
  }
}
