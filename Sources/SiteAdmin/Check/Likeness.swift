import Domain

/// How alike two names are, from 0 to 1: whole words first, then letters, in French as in English.
enum Likeness {
  /// `Bon de travail`, `bon_de_travail` and `Bons de travail` are the same words.
  static func words(_ name: String) -> [String] {
    SearchFolding.fold(name).split { !($0.isLetter || $0.isNumber) }.map { word in
      let word = String(word)
      return word.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word
    }
    .filter { !fillers.contains($0) }
  }

  private static let fillers: Set<String> = ["de", "du", "des", "la", "le", "les", "l", "d", "the", "of", "custom"]

  static func of(_ one: String, _ other: String) -> Double {
    let (a, b) = (words(one), words(other))
    guard !a.isEmpty, !b.isEmpty else { return 0 }
    if a == b { return 1 }
    let shared = Set(a).intersection(b).count
    let byWord = 2 * Double(shared) / Double(Set(a).count + Set(b).count)
    return max(byWord * 0.95, byLetters(a.joined(), b.joined()) * 0.9)
  }

  /// The greatest likeness to any of `names`.
  static func of(_ one: String, toAnyOf names: [String]) -> Double { names.map { of(one, $0) }.max() ?? 0 }

  /// Shared pairs of letters (Dice).
  private static func byLetters(_ one: String, _ other: String) -> Double {
    func pairs(_ text: String) -> [String: Int] {
      let letters = Array(text)
      var count: [String: Int] = [:]
      for index in letters.indices.dropLast() { count[String(letters[index...(index + 1)]), default: 0] += 1 }
      return count
    }
    let (a, b) = (pairs(one), pairs(other))
    let total = a.values.reduce(0, +) + b.values.reduce(0, +)
    guard total > 0 else { return 0 }
    return 2 * Double(a.reduce(0) { $0 + min($1.value, b[$1.key] ?? 0) }) / Double(total)
  }
}
