import Configuration

/// Everything that the console says, in one language. Each text is written in both languages at its one place, so that a missing
/// one does not compile; the features add theirs in their own folders.
package struct Words: Sendable, Equatable {
  package let language: Language

  package init(_ language: Language) { self.language = language }

  /// The French of Québec first, English beside it.
  package func say(_ french: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
    language == .french ? french() : english()
  }

  /// French counts 0 and 1 as one; English only 1.
  package func isOne(_ count: Int) -> Bool { language == .french ? abs(count) < 2 : count == 1 }
}

/// A text in both languages, for tables.
package struct Phrase: Sendable, Hashable {
  package let french: String
  package let english: String

  package init(_ french: String, _ english: String) {
    self.french = french
    self.english = english
  }

  package func callAsFunction(_ language: Language) -> String { language == .french ? french : english }
}
