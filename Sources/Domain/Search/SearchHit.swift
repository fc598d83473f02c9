/// Where in a job, or in what belongs to it, the words of a search stand; the first says most.
package enum SearchField: Int, CaseIterable, Sendable, Comparable {
  case number, customer, phone, serial, address, subject, notes

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A job that a search has found.
package struct SearchHit: Sendable, Equatable {
  package var job: Job
  package var field: SearchField
  /// What stands in that field.
  package var text: String

  package init(job: Job, field: SearchField, text: String) {
    self.job = job
    self.field = field
    self.text = text
  }
}

/// What a search of all jobs found.
package struct SearchAnswer: Sendable, Equatable {
  /// By the field that was met, within it the newest visits first.
  package var hits: [SearchHit]
  /// false while rows wait to be taken into the index: there may be more.
  package var isComplete: Bool
  /// There are more than were asked for.
  package var isCut: Bool

  package init(hits: [SearchHit], isComplete: Bool, isCut: Bool = false) {
    self.hits = hits
    self.isComplete = isComplete
    self.isCut = isCut
  }

  package static let most = 200
}

extension SearchQuery {
  /// How many of the words begin a word of `text`.
  package func wordsBegun(in text: some StringProtocol) -> Int {
    let standing = SearchFolding.foldedBytes(text).split(separator: UInt8(ascii: " "))
    return words.count { word in
      standing.contains { $0.starts(with: word.folded) || word.literal.map($0.starts(with:)) ?? false }
    }
  }

  /// The text in pieces, those set apart that begin with a word of the search.
  package func pieces(of text: String) -> [(text: String, isMatch: Bool)] {
    var pieces: [(text: String, isMatch: Bool)] = []
    var word = ""
    func end(_ word: inout String) {
      if !word.isEmpty { pieces.append((word, wordsBegun(in: word) > 0)) }
      word = ""
    }
    for scalar in text.unicodeScalars {
      if LatinLetters.isWord(scalar) || LatinLetters.isMark(scalar) {
        word.unicodeScalars.append(scalar)
      } else {
        end(&word)
        pieces.append((String(Character(scalar)), false))
      }
    }
    end(&word)
    return pieces.reduce(into: []) { merged, piece in
      if let last = merged.last, last.isMatch == piece.isMatch {
        merged[merged.count - 1].text += piece.text
      } else {
        merged.append(piece)
      }
    }
  }
}
