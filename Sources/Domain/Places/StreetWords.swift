/// The words of Québec's streets: short forms, types, numbers and sides.
enum StreetWords {
  /// Short forms of what stands before a street's name. Nominatim knows some of them (`ch.`, `boul.`, `av.`) and not others (`rg`,
  /// `mtée`, `chem.`); the whole word it always knows.
  private static let long: [String: String] = [
    "rg": "rang", "ch": "chemin", "che": "chemin", "chem": "chemin", "mtee": "montée", "mte": "montée", "boul": "boulevard",
    "bd": "boulevard", "blvd": "boulevard", "bl": "boulevard", "av": "avenue", "ave": "avenue", "rte": "route",
    "aut": "autoroute",
    "imp": "impasse", "pl": "place", "terr": "terrasse", "crois": "croissant", "cte": "côte", "conc": "concession",
  ]
  private static let types: Set<String> = [
    "rue", "chemin", "rang", "montee", "boulevard", "avenue", "route", "autoroute", "impasse", "place", "terrasse", "croissant",
    "cote", "concession", "allee", "ruelle", "carre", "ligne", "domaine", "promenade", "traverse", "voie", "cercle", "cour",
    "passage", "sentier",
  ]
  private static let englishTypes: Set<String> = [
    "road", "rd", "street", "drive", "dr", "lane", "ln", "avenue", "ave", "boulevard", "blvd", "crescent", "cres", "highway",
    "hwy", "court", "place", "circle", "terrace", "line", "range",
  ]
  /// Those whose name may be a number.
  private static let numbered: Set<String> = ["rang", "route", "autoroute", "rue", "avenue", "concession", "ligne", "rg", "rte"]
  private static let sides: [String: String] = [
    "est": "Est", "ouest": "Ouest", "nord": "Nord", "sud": "Sud", "e": "Est", "o": "Ouest", "w": "Ouest", "n": "Nord", "s": "Sud",
    "east": "Est", "west": "Ouest", "north": "Nord", "south": "Sud",
  ]
  private static let spelled: [String: Int] = [
    "premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6,
    "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12,
  ]

  static func isType(_ word: String) -> Bool {
    let word = SearchFolding.fold(word)
    return types.contains(word) || long[word] != nil
  }

  static func isNumbered(_ word: String) -> Bool { numbered.contains(SearchFolding.fold(word)) }

  static func beginsWithType(_ words: [String]) -> Bool {
    guard let first = words.first else { return false }
    if isType(first) { return words.count > 1 }
    return words.count > 1 && (isOrdinal(first) || spelled[SearchFolding.fold(first)] != nil) && isType(words[1])
  }

  /// `3e`, `3ième`, `1er`; not `1867A`.
  static func isOrdinal(_ word: String) -> Bool { ordinal(word) != nil }

  private static func ordinal(_ word: String) -> Int? {
    let word = SearchFolding.fold(word)
    let digits = word.prefix { $0.isNumber }
    guard (1...3).contains(digits.count),
      ["e", "er", "re", "ere", "eme", "ieme", "iem", "ier"].contains(word.dropFirst(digits.count))
    else { return nil }
    return Int(digits)
  }

  private static func written(_ number: Int, before word: String) -> String {
    number == 1 ? (["rang", "chemin"].contains(SearchFolding.fold(word)) ? "1er" : "1re") : "\(number)e"
  }

  /// The words as a map has them.
  static func expanded(_ words: [String]) -> [String] {
    var words = withWholeSaints(words)
    let place = words.count > 1 && isNumeral(words[0]) ? 1 : 0
    if words.count > 1, let whole = long[SearchFolding.fold(words[place])] { words[place] = whole }
    if place == 1, isType(words[1]), let number = ordinal(words[0]) ?? (isNumbered(words[1]) ? Int(words[0]) : nil) {
      words[0] = written(number, before: words[1])
    }
    if let side = side(of: words) { words[words.count - 1] = side }
    return words
  }

  private static func isNumeral(_ word: String) -> Bool { isOrdinal(word) || (word.count < 3 && Int(word) != nil) }

  /// Without its side, and `rang 3` and `troisième rang` as `3e rang`, `3e rang` as `rang 3`.
  static func simpler(_ words: [String]) -> [String] {
    var words = words
    if side(of: words) != nil { words.removeLast() }
    guard words.count == 2 else { return words }
    let (first, second) = (SearchFolding.fold(words[0]), SearchFolding.fold(words[1]))
    if first == "rang", let number = Int(second) { return [written(number, before: "rang"), "rang"] }
    guard second == "rang" else { return words }
    if let number = spelled[first] { return [written(number, before: "rang"), "rang"] }
    return ordinal(first).map { ["rang", String($0)] } ?? words
  }

  static func withoutType(_ words: [String]) -> [String]? {
    var rest = words
    if let first = rest.first, isType(first) {
      rest.removeFirst()
    } else if let last = rest.last,
      englishTypes.contains(SearchFolding.fold(last)) || last.lowercased() == "st" || last.lowercased() == "st."
    {
      rest.removeLast()
    }
    let hasName = rest.contains { $0.filter(\.isLetter).count > 2 && !isType($0) }
    return rest == words || !hasName ? nil : rest
  }

  /// The whole word for the side that a street's name ends with: not the North that a `chemin du Nord` is named for.
  private static func side(of words: [String]) -> String? {
    guard words.count > 2, let last = words.last, let side = sides[SearchFolding.fold(last)] else { return nil }
    return ["de", "du", "la", "le", "l", "d", "des"].contains(SearchFolding.fold(words[words.count - 2])) ? nil : side
  }

  private static let saints: [String: String] = ["st": "Saint", "ste": "Sainte", "sts": "Saints", "stes": "Saintes"]

  /// `St-Rémi`, `St. Rémi` and `st rémi` as `Saint-Rémi`. At the end of a name it is an English street.
  static func withWholeSaints(_ words: [String]) -> [String] {
    var output: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      let pieces = word.split(separator: "-").map { String($0) }
      if pieces.count > 1 {
        let whole = pieces.enumerated().map { $0.offset < pieces.count - 1 ? saint($0.element) ?? $0.element : $0.element }
        output.append(whole.joined(separator: "-"))
      } else if let saint = saint(word), index + 1 < words.count, sides[SearchFolding.fold(words[index + 1])] == nil {
        output.append("\(saint)-\(words[index + 1])")
        index += 1
      } else {
        output.append(word)
      }
      index += 1
    }
    return output
  }

  private static func saint(_ word: String) -> String? {
    saints[word.lowercased().filter { $0 != "." }]
  }
}
