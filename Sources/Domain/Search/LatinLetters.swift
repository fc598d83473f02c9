/// The Latin letters with marks, as the base letters that they are read as.
enum LatinLetters {
  /// A combining mark, which stands alone in NFD.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool { (0x300...0x36F).contains(scalar.value) }

  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0..<0x80: false
    // Modifier letters: among them the apostrophe of U+02BC.
    case 0x2B0...0x2FF: false
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil || isMark(scalar)
    }
  }

  /// Appends the letter in lower case and without its marks: é as e, œ as oe, ß as ss.
  static func appendBase(of scalar: Unicode.Scalar, to output: inout [UInt8]) {
    let value = scalar.value
    if value < 0x80 {
      output.append((0x41...0x5A).contains(value) ? UInt8(value | 0x20) : UInt8(value))
    } else if let base = base(of: scalar) {
      output.append(contentsOf: base.utf8)
    } else {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars where !isMark(lower) {
        output.append(contentsOf: String(lower).utf8)
      }
    }
  }

  /// Latin-1 Supplement and Latin Extended-A; nil for anything else.
  static func base(of scalar: Unicode.Scalar) -> StaticString? {
    let value = Int(scalar.value)
    guard (0xC0...0x17F).contains(value) else { return nil }
    return bases[value - 0xC0]
  }

  private static let bases: [StaticString?] = {
    var table = [StaticString?](repeating: nil, count: 0x180 - 0xC0)
    func set(_ range: ClosedRange<Int>, _ base: StaticString) {
      for value in range { table[value - 0xC0] = base }
    }
    let runs: [(ClosedRange<Int>, StaticString)] = [
      (0xC0...0xC5, "a"), (0xC6...0xC6, "ae"), (0xC7...0xC7, "c"), (0xC8...0xCB, "e"), (0xCC...0xCF, "i"), (0xD0...0xD0, "d"),
      (0xD1...0xD1, "n"), (0xD2...0xD6, "o"), (0xD8...0xD8, "o"), (0xD9...0xDC, "u"), (0xDD...0xDD, "y"), (0xDE...0xDE, "th"),
      (0xDF...0xDF, "ss"), (0xE0...0xE5, "a"), (0xE6...0xE6, "ae"), (0xE7...0xE7, "c"), (0xE8...0xEB, "e"), (0xEC...0xEF, "i"),
      (0xF0...0xF0, "d"), (0xF1...0xF1, "n"), (0xF2...0xF6, "o"), (0xF8...0xF8, "o"), (0xF9...0xFC, "u"), (0xFD...0xFD, "y"),
      (0xFE...0xFE, "th"), (0xFF...0xFF, "y"), (0x100...0x105, "a"), (0x106...0x10D, "c"), (0x10E...0x111, "d"),
      (0x112...0x11B, "e"), (0x11C...0x123, "g"), (0x124...0x127, "h"), (0x128...0x131, "i"), (0x132...0x133, "ij"),
      (0x134...0x135, "j"), (0x136...0x138, "k"), (0x139...0x142, "l"), (0x143...0x14B, "n"), (0x14C...0x151, "o"),
      (0x152...0x153, "oe"), (0x154...0x159, "r"), (0x15A...0x161, "s"), (0x162...0x167, "t"), (0x168...0x173, "u"),
      (0x174...0x175, "w"), (0x176...0x178, "y"), (0x179...0x17E, "z"), (0x17F...0x17F, "s"),
    ]
    for (range, base) in runs { set(range, base) }
    return table
  }()
}

extension StaticString {
  fileprivate var utf8: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
