import Glibc

/// Brings text to the form in which it is searched: case, accents, œ/oe, apostrophes, hyphens and blanks, Saint-/St- and
/// Sainte-/Ste- all alike, in NFC and NFD.
package enum SearchFolding {
  /// Words of letters and digits with one space between them, for example `saint remi` for « St-Rémi ».
  package static func fold(_ text: some StringProtocol) -> String {
    String(decoding: foldedBytes(text), as: UTF8.self)
  }

  /// The same as UTF-8.
  package static func foldedBytes(_ text: some StringProtocol) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count + 8)
    var wordStart = 0
    for scalar in text.unicodeScalars {
      if LatinLetters.isMark(scalar) { continue }
      if LatinLetters.isWord(scalar) {
        LatinLetters.appendBase(of: scalar, to: &output)
      } else {
        endWord(&output, &wordStart)
      }
    }
    endWord(&output, &wordStart)
    if output.last == space { output.removeLast() }
    return output
  }

  private static let space = UInt8(ascii: " ")

  private static func endWord(_ output: inout [UInt8], _ wordStart: inout Int) {
    guard output.count > wordStart else { return }
    let word = output[wordStart...]
    if word.elementsEqual("st".utf8) {
      output.replaceSubrange(wordStart..., with: "saint".utf8)
    } else if word.elementsEqual("ste".utf8) {
      output.replaceSubrange(wordStart..., with: "sainte".utf8)
    }
    output.append(space)
    wordStart = output.count
  }
}

/// What somebody typed into a search, ready to be held against folded text.
package struct SearchQuery: Sendable, Equatable {
  /// Each word in its folded form; `literal` is how it was typed, where folding has made it longer (`ste` could be the beginning
  /// of Stéphane as well as of Sainte-).
  package struct Word: Sendable, Equatable {
    package var folded: [UInt8]
    package var literal: [UInt8]?
  }

  package let words: [Word]

  package init(_ text: some StringProtocol) {
    let folded = SearchFolding.foldedBytes(text).split(separator: UInt8(ascii: " ")).map(Array.init)
    let isOpen = text.unicodeScalars.last.map(LatinLetters.isWord) ?? false
    words = folded.enumerated().map { index, word in
      guard isOpen, index == folded.count - 1 else { return Word(folded: word, literal: nil) }
      if word.elementsEqual("saint".utf8), Self.ends(text, with: "st") { return Word(folded: word, literal: Array("st".utf8)) }
      if word.elementsEqual("sainte".utf8), Self.ends(text, with: "ste") { return Word(folded: word, literal: Array("ste".utf8)) }
      return Word(folded: word, literal: nil)
    }
  }

  package var isEmpty: Bool { words.isEmpty }

  /// Whether every word stands somewhere in `folded`, which `SearchFolding` has made.
  package func matches(_ folded: [UInt8]) -> Bool {
    words.allSatisfy { word in
      Self.contains(folded, word.folded) || word.literal.map { Self.contains(folded, $0) } ?? false
    }
  }

  /// The same where a word may also be the beginning of one of `beginnings`, which `SearchFolding` has made too.
  package func matches(_ folded: [UInt8], orBeginning beginnings: [UInt8]) -> Bool {
    words.allSatisfy { word in
      Self.contains(folded, word.folded) || Self.begins(word.folded, in: beginnings)
        || word.literal.map { Self.contains(folded, $0) || Self.begins($0, in: beginnings) } ?? false
    }
  }

  package func matches(folding text: some StringProtocol) -> Bool { matches(SearchFolding.foldedBytes(text)) }

  private static func ends(_ text: some StringProtocol, with ending: String) -> Bool {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars.suffix(ending.utf8.count + 2) where !LatinLetters.isMark(scalar) {
      LatinLetters.appendBase(of: scalar, to: &bytes)
    }
    return bytes.suffix(ending.utf8.count).elementsEqual(ending.utf8)
  }

  private static func begins(_ word: [UInt8], in words: [UInt8]) -> Bool {
    var start = 0
    while start + word.count <= words.count {
      if words[start..<start + word.count].elementsEqual(word) { return true }
      guard let space = words[start...].firstIndex(of: UInt8(ascii: " ")) else { return false }
      start = space + 1
    }
    return false
  }

  private static func contains(_ haystack: [UInt8], _ needle: [UInt8]) -> Bool {
    haystack.withUnsafeBytes { hay in
      needle.withUnsafeBytes { needle in
        guard let first = needle.first else { return true }
        var start = 0
        while hay.count - start >= needle.count,
          let hit = memchr(hay.baseAddress! + start, Int32(first), hay.count - start - needle.count + 1)
        {
          if memcmp(hit, needle.baseAddress!, needle.count) == 0 { return true }
          start = hay.baseAddress!.distance(to: hit) + 1
        }
        return false
      }
    }
  }
}
