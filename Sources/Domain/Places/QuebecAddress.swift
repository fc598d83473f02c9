/// An address of Québec taken apart and put into whole words, as a geocoder knows them: what no map knows (apartments, post office
/// boxes, province and country) is left out.
package struct QuebecAddress: Sendable, Equatable {
  /// As a map would write it: `1867`, `1867A`, `1867-1869`; empty where none is named.
  package private(set) var number = ""
  /// Without letter, unit and the end of a range: `1867`.
  package private(set) var plainNumber = ""
  /// `chemin de la Rivière`, `3e rang`; the whole line where nothing parts the street from the municipality.
  package private(set) var street = ""
  package private(set) var municipality = ""
  /// `J0L 1W0`; empty where there is none.
  package private(set) var postalCode = ""

  /// What is longer is no address.
  package static let longest = 300

  package init(_ text: String) {
    var parts = Self.parts(of: text)
    for index in parts.indices {
      if let code = PostalCode.take(from: &parts[index]) { postalCode = code }
      AddressAdditions.remove(from: &parts[index])
    }
    parts.removeAll { $0.isEmpty }
    Self.dropTail(&parts)
    // What stands before the line with the number is a name.
    if parts.count > 2, let start = parts.dropLast().firstIndex(where: { CivicNumber.begins($0) }) { parts.removeFirst(start) }
    if parts.count > 1, parts[0].count == 1, CivicNumber.begins(parts[0]) {
      let number = parts.removeFirst()
      parts[0] = number + parts[0]
    }
    guard var first = parts.first else { return }
    if let found = CivicNumber(takenFrom: &first) { (number, plainNumber) = (found.text, found.plain) }
    let isTown = parts.count == 1 && number.isEmpty && !StreetWords.beginsWithType(first)
    if isTown {
      municipality = StreetWords.withWholeSaints(first).joined(separator: " ")
      return
    }
    street = StreetWords.expanded(first).joined(separator: " ")
    if parts.count > 1 {
      // A label as geocoders write it goes on with regions; one that people write has at most a sector before the municipality.
      let town = parts.count > 3 ? parts[1] : parts[parts.count - 1]
      municipality = StreetWords.withWholeSaints(town).joined(separator: " ")
    }
  }

  /// Without the side of a street that maps seldom name (`Est`), and a numbered range road the other way round.
  package var simplerStreet: String {
    StreetWords.simpler(street.split(separator: " ").map(String.init)).joined(separator: " ")
  }

  /// Without `rue`, `chemin` or `Road`, which people mistake for one another; nil where nothing else would be left.
  package var streetWithoutType: String? {
    StreetWords.withoutType(StreetWords.simpler(street.split(separator: " ").map(String.init)))?.joined(separator: " ")
  }

  /// Lines and what stands between commas or parentheses, each in words.
  private static func parts(of text: String) -> [[String]] {
    text.prefix(longest).split { $0 == "," || $0 == ";" || $0 == "(" || $0 == ")" || $0.isNewline }.map { part in
      part.split { $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.value < 0x20 } }
        .map(String.init).filter { $0.contains { $0.isLetter || $0.isNumber } || $0 == "#" }
    }
  }

  private static let province: Set<String> = ["quebec", "qc", "pq", "p q", "province de quebec"]
  private static let country: Set<String> = ["canada", "can", "quebec canada", "qc canada"]
  private static let regions: Set<String> = [
    "monteregie", "estrie", "laurentides", "lanaudiere", "outaouais", "mauricie", "centre du quebec", "chaudiere appalaches",
    "bas saint laurent", "cote nord", "capitale nationale",
  ]

  private static func dropTail(_ parts: inout [[String]]) {
    func isSaid(_ names: Set<String>) -> Bool {
      parts.last.map { names.contains(SearchFolding.fold($0.joined(separator: " "))) } ?? false
    }
    if parts.count > 1, isSaid(country) { parts.removeLast() }
    // Québec is a city too: it is the province only where a municipality is named besides.
    while parts.count > 1, isSaid(province), parts.count > 2 || !CivicNumber.begins(parts[0]) { parts.removeLast() }
    while parts.count > 2, isSaid(regions) { parts.removeLast() }
    guard var last = parts.last else { return }
    while last.count > 1, let word = last.last.map({ SearchFolding.fold($0) }),
      word == "qc" || word == "canada" || word == "quebec"
    {
      if word == "quebec", ["de", "du", "vieux"].contains(SearchFolding.fold(last[last.count - 2])) { break }
      last.removeLast()
    }
    parts[parts.count - 1] = last
  }
}

/// `J0L 1W0`
private enum PostalCode {
  static func take(from words: inout [String]) -> String? {
    for index in words.indices {
      let word = words[index].uppercased().filter { $0.isLetter || $0.isNumber }
      if fits(word) {
        words.remove(at: index)
        return "\(word.prefix(3)) \(word.suffix(3))"
      }
      let next = index + 1 < words.count ? words[index + 1].uppercased() : ""
      if word.count == 3, next.count == 3, fits(word + next) {
        words.removeSubrange(index...(index + 1))
        return "\(word) \(next)"
      }
    }
    // The first half alone is of no use to a geocoder.
    if let last = words.last?.uppercased(), last.count == 3, fits(last + "0A0") { words.removeLast() }
    return nil
  }

  private static func fits(_ text: String) -> Bool {
    text.utf8.count == 6
      && text.utf8.enumerated().allSatisfy { index, byte in
        index % 2 == 0 ? (0x41...0x5A).contains(byte) : (0x30...0x39).contains(byte)
      }
  }
}

/// Where a building is within its street.
private struct CivicNumber {
  let text: String
  let plain: String

  static func begins(_ words: [String]) -> Bool {
    guard let first = words.first, first.first?.isNumber == true else { return false }
    return !StreetWords.isOrdinal(first)
  }

  /// nil where the words begin, and end, with none; nothing is taken then.
  init?(takenFrom words: inout [String]) {
    if let last = words.last, words.count > 2, words[0].first?.isNumber != true, Self.isPlain(last), last.count <= 5,
      StreetWords.beginsWithType(words), !StreetWords.isNumbered(words[words.count - 2])
    {
      words.removeLast()
      (text, plain) = (last, last)
      return
    }
    guard words.count > 1, let first = words.first, Self.begins(words) else { return nil }
    let digits = String(first.prefix { $0.isASCII && $0.isNumber })
    guard !digits.isEmpty, digits.count <= 6 else { return nil }
    let rest = first.dropFirst(digits.count)
    switch rest.count {
    case 0:
      // `3 rang`: the number is the road's.
      if words.count == 2, digits.count < 3, StreetWords.isNumbered(words[1]) { return nil }
      words.removeFirst()
      if words.count > 1, Self.isPlain(words[0]), words[0].count == digits.count, digits.count > 2 {
        text = "\(digits)-\(words.removeFirst())"
      } else if words.count > 1, words[0].count == 1, words[0].first?.isLetter == true, StreetWords.isType(words[1]) {
        text = digits + words.removeFirst().uppercased()
      } else {
        text = digits
      }
      plain = digits
      return
    case 1 where rest.first?.isLetter == true: (text, plain) = (digits + rest.uppercased(), digits)
    case 1: (text, plain) = (digits, digits)
    default:
      let other = String(rest.dropFirst())
      guard rest.first == "-" || rest.first == "/" || rest.first == "–" else { return nil }
      if Self.isPlain(other), other.count >= digits.count {
        // As long as the first: the end of a range. Longer: the first is a unit, as Canada Post writes it.
        text = other.count == digits.count ? "\(digits)-\(other)" : other
        plain = other.count == digits.count ? digits : other
      } else if other.count == 1, other.first?.isLetter == true {
        (text, plain) = (digits + other.uppercased(), digits)
      } else {
        (text, plain) = (digits, digits)
      }
    }
    words.removeFirst()
  }

  private static func isPlain(_ word: String) -> Bool { !word.isEmpty && word.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}

/// Apartments, floors and boxes.
private enum AddressAdditions {
  private static let units: Set<String> = [
    "app", "apt", "appt", "appartement", "apartment", "unite", "unit", "suite", "bureau", "bur", "local", "porte", "logement",
  ]

  static func remove(from words: inout [String]) {
    var kept: [String] = []
    var index = 0
    while index < words.count {
      let count = length(at: index, words)
      if count == 0 {
        kept.append(words[index])
        index += 1
      } else {
        index += count
      }
    }
    words = kept.filter { $0 != "#" }
  }

  /// How many words from there on belong to an addition.
  private static func length(at index: Int, _ words: [String]) -> Int {
    func folded(_ offset: Int) -> String {
      words.indices.contains(index + offset) ? SearchFolding.fold(words[index + offset]) : ""
    }
    func isLabel(_ text: String) -> Bool { text.contains { $0.isNumber } || text.count == 1 }
    let word = folded(0)
    if words[index] == "#" { return isLabel(folded(1)) ? 2 : 1 }
    if words[index].hasPrefix("#") { return 1 }
    if units.contains(word) { return isLabel(folded(1)) ? 2 : 0 }
    // `app.3`, `apt3`
    let pieces = word.split(separator: " ")
    if pieces.count == 2, units.contains(String(pieces[0])), isLabel(String(pieces[1])) { return 1 }
    if ["app", "apt", "appt"].contains(String(word.prefix { !$0.isNumber })), word.contains(where: \.isNumber) { return 1 }
    if word == "etage", isLabel(folded(1)) { return 2 }
    if folded(1) == "etage", StreetWords.isOrdinal(words[index]) { return 2 }
    if ["c p", "cp", "b p", "bp", "rr", "r r"].contains(word), isLabel(folded(1)) { return 2 }
    if ["case", "boite", "casier"].contains(word), ["postale", "postal"].contains(folded(1)) {
      return isLabel(folded(2)) ? 3 : 2
    }
    if ["po", "p o"].contains(word), folded(1) == "box" { return isLabel(folded(2)) ? 3 : 2 }
    return 0
  }
}
