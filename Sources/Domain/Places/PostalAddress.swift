/// What can be read out of an address written on one line.
package enum PostalAddress {
  /// The municipality: the part before `(Québec)` or a postal code, otherwise the last part; empty where there is none.
  ///
  /// `1867, chemin de la Rivière, Sainte-Clotilde (Québec)  J0L 1W0` is in Sainte-Clotilde.
  package static func municipality(in address: String) -> String {
    let line = address.split(whereSeparator: \.isNewline).joined(separator: ", ")
    var parts = line.split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty }
    while let last = parts.last {
      let place = trimmed(withoutPostalCode(withoutParenthesis(last)))
      if !place.isEmpty, place.uppercased() != "QC", place.uppercased() != "CANADA" {
        return place.utf8.contains { $0 >= 0x30 && $0 <= 0x39 } && parts.count == 1 ? "" : String(place)
      }
      parts.removeLast()
    }
    return ""
  }

  private static func withoutParenthesis(_ text: Substring) -> Substring {
    text.firstIndex(of: "(").map { text[..<$0] } ?? text
  }

  /// Without a Canadian postal code at its end: `J0L 1W0`, `J0L1W0` or the first half alone.
  private static func withoutPostalCode(_ text: Substring) -> Substring {
    var words = text.split(separator: " ")
    while let last = words.last, isPostalPart(last) { words.removeLast() }
    guard let last = words.last else { return "" }
    return text[..<last.endIndex]
  }

  private static func isPostalPart(_ word: Substring) -> Bool {
    let bytes = Array(word.utf8)
    guard bytes.count == 3 || bytes.count == 6 else { return false }
    let startsWithLetter = !isDigit(bytes[0])
    guard bytes.count == 3 || startsWithLetter else { return false }
    return bytes.enumerated().allSatisfy { index, byte in
      let wantsDigit = (index % 2 == 1) == startsWithLetter
      return wantsDigit ? isDigit(byte) : (0x41...0x5A).contains(byte & 0xDF)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func trimmed(_ text: Substring) -> Substring {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return text[first...last]
  }
}
