import Canvas

/// Shorter forms of names, so that a narrow column shows whole words instead of the beginning of a long one.
enum Shortening {
  /// A job's type in at most `columns`, where that can be: without what is in the middle, then its more telling half, then with its
  /// first word abbreviated: `Installation fibre (aérien)`, `Installation aérien`, `Inst. aérien`.
  static func type(_ text: String, columns: Int) -> String {
    if TextWidth.columns(of: text) <= columns { return text }
    var forms: [String] = []
    let first = String(text.prefix { $0 != " " && $0 != "," })
    if let open = text.lastIndex(of: "("), let close = text.lastIndex(of: ")"), open < close {
      let inner = text[text.index(after: open)..<close]
      forms.append(first + " " + inner)
      forms.append(abbreviated(first) + " " + inner)
    }
    let halves = text.split(separator: ",", maxSplits: 1)
    if halves.count == 2 {
      let second = halves[1].drop { $0 == " " }
      forms.append(capitalised(second))
      if let slash = second.firstIndex(of: "/") { forms.append(capitalised(second[..<slash])) }
    }
    if let slash = text.firstIndex(of: "/") {
      let head = trimmed(text[..<slash])
      forms.append(head)
      if let space = head.firstIndex(of: " ") { forms.append(abbreviated(first) + String(head[space...])) }
    }
    if let space = text.firstIndex(of: " ") { forms.append(abbreviated(first) + String(text[space...])) }
    forms.append(first)
    forms.append(abbreviated(first))
    return forms.first { !$0.isEmpty && TextWidth.columns(of: $0) <= columns } ?? text
  }

  /// A municipality in at most `columns`, where that can be: `Saint-Jean-sur-Richelieu`, `St-Jean-sur-Richelieu`, `St-Jean`.
  static func place(_ text: String, columns: Int) -> String {
    if TextWidth.columns(of: text) <= columns { return text }
    var short = text
    if short.hasPrefix("Sainte-") {
      short = "Ste-" + short.dropFirst(7)
    } else if short.hasPrefix("Saint-") {
      short = "St-" + short.dropFirst(6)
    }
    while TextWidth.columns(of: short) > columns, let cut = short.lastIndex(where: { $0 == "-" || $0 == " " }) {
      let head = trimmed(short[..<cut])
      // A bare St is no place.
      if head == "St" || head == "Ste" || head.isEmpty { break }
      short = head
      // Neither is what ends in a small word.
      while let last = short.lastIndex(where: { $0 == "-" || $0 == " " }),
        small.contains(short[short.index(after: last)...].lowercased())
      {
        short = trimmed(short[..<last])
      }
    }
    return short
  }

  private static let small: Set<String> = ["de", "des", "du", "la", "le", "les", "l", "d", "sur", "aux", "et"]

  /// `Inst.`, `Rép.`: four letters, or three where the fourth is a vowel.
  private static func abbreviated(_ word: String) -> String {
    guard word.count > 5 else { return word }
    let letters = Array(word)
    return String(letters[..<("aeiouyéèêàâîôû".contains(letters[3]) ? 3 : 4)]) + "."
  }

  private static func capitalised(_ text: Substring) -> String { trimmed(text.prefix(1).uppercased() + text.dropFirst()) }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var text = Substring(text)
    while text.last == " " || text.last == "-" { text.removeLast() }
    return String(text.drop { $0 == " " })
  }
}
