/// A text's place in the order of Canadian French (CAN/CSA Z243.4.1): letters first, then accents from the end of the word
/// backwards (cote, côte, coté, côté), then case, small before capital. É stands beside E, œ as oe; blanks, hyphens and
/// apostrophes come before digits, digits before letters.
package struct CollationKey: Sendable, Hashable, Comparable {
  private let bytes: [UInt8]

  package init(_ text: some StringProtocol) {
    var letters: [UInt8] = []
    var accents: [UInt8] = []
    var cases: [UInt8] = []
    letters.reserveCapacity(text.utf8.count * 2)
    for scalar in text.unicodeScalars {
      if LatinLetters.isMark(scalar) {
        if let last = accents.indices.last { accents[last] = Self.accent(ofMark: scalar) }
        continue
      }
      let count = letters.count
      switch scalar {
      case " ", "\u{A0}", "\u{202F}": letters.append(1)
      case "-", "\u{2010}", "\u{2011}": letters.append(2)
      case "'", "\u{2019}": letters.append(3)
      default: LatinLetters.appendBase(of: scalar, to: &letters)
      }
      let isCapital: UInt8 = scalar.properties.isUppercase ? 2 : 1
      for _ in count..<letters.count {
        accents.append(Self.accent(of: scalar))
        cases.append(isCapital)
      }
    }
    bytes = letters + [0] + accents.reversed() + [0] + cases
  }

  package static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }

  private static func accent(of scalar: Unicode.Scalar) -> UInt8 {
    switch scalar {
    case "é", "É", "á", "Á", "í", "Í", "ó", "Ó", "ú", "Ú", "ý", "Ý": 3
    case "è", "È", "à", "À", "ì", "Ì", "ò", "Ò", "ù", "Ù": 4
    case "ê", "Ê", "â", "Â", "î", "Î", "ô", "Ô", "û", "Û": 5
    case "ë", "Ë", "ä", "Ä", "ï", "Ï", "ö", "Ö", "ü", "Ü", "ÿ", "Ÿ": 6
    case "ç", "Ç": 7
    case "ñ", "Ñ", "ã", "Ã", "õ", "Õ": 8
    case "œ", "Œ", "æ", "Æ": 2
    default: scalar.value < 0x80 ? 1 : 9
    }
  }

  private static func accent(ofMark mark: Unicode.Scalar) -> UInt8 {
    switch mark.value {
    case 0x301: 3
    case 0x300: 4
    case 0x302: 5
    case 0x308: 6
    case 0x327: 7
    case 0x303: 8
    default: 9
    }
  }
}
