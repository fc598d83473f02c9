import Canvas
import Chance
import Testing

@Suite struct FittingTests {
  @Test(arguments: [
    ("Saint-Chrysostome", 20, "Saint-Chrysostome"), ("Saint-Chrysostome", 17, "Saint-Chrysostome"),
    ("Saint-Chrysostome", 10, "Saint-Chr…"),
    ("Saint Rémi", 7, "Saint…"), ("abc", 1, "…"), ("abc", 0, ""), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("", 3, ""),
  ])
  func truncation(_ text: String, _ columns: Int, _ expected: String) {
    #expect(TextWidth.truncated(text, to: columns) == expected)
  }

  @Test func truncationWithALongEllipsis() {
    #expect(TextWidth.truncated("abcdef", to: 4, ellipsis: "..") == "ab..")
    #expect(TextWidth.truncated("abcdef", to: 1, ellipsis: "..") == ".")
  }

  @Test func padding() {
    #expect(TextWidth.fitted("8 h", to: 6, align: .right) == "   8 h")
    #expect(TextWidth.fitted("8 h", to: 6) == "8 h   ")
    #expect(TextWidth.fitted("8 h", to: 6, align: .centre) == " 8 h  ")
  }

  @Test func wrapping() {
    #expect(
      TextWidth.wrapped("Coupleur 14-B, 4 ONT hors ligne (-31 dBm).", to: 16) == [
        "Coupleur 14-B, 4", "ONT hors ligne", "(-31 dBm).",
      ])
    #expect(TextWidth.wrapped("a\n\nb", to: 5) == ["a", "", "b"])
    #expect(TextWidth.wrapped("Sainte-Clotilde-de-Horton", to: 10) == ["Sainte-", "Clotilde-", "de-Horton"])
    #expect(TextWidth.wrapped("abcdefghij", to: 4) == ["abcd", "efgh", "ij"])
    #expect(TextWidth.wrapped("日本語", to: 3) == ["日", "本", "語"])
    #expect(TextWidth.wrapped("", to: 5) == [""])
    #expect(TextWidth.wrapped("abc", to: 0) == [])
  }

  @Test(arguments: [UInt64(3), 11])
  func nothingIsWiderThanAsked(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3000 {
      let text = Sanitise.lines(random.text(upTo: 60))
      let columns = Int.random(in: 1...30, using: &random)
      #expect(TextWidth.columns(of: TextWidth.truncated(text, to: columns)) <= columns, "seed \(seed)")
      #expect(TextWidth.columns(of: TextWidth.fitted(Sanitise.line(text), to: columns)) == columns, "seed \(seed)")
      let lines = TextWidth.wrapped(text, to: columns)
      #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= columns }, "seed \(seed)")
      // Nothing but spaces (and what can never fit) is lost.
      func letters(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { $0 != " " && $0 != "\n" && TextWidth.columns(of: $0) <= columns }
      }
      #expect(letters(lines.joined()) == letters(text), "seed \(seed)")
      let (prefix, suffix) = (TextWidth.prefix(text, columns: columns), TextWidth.suffix(text, columns: columns))
      #expect(TextWidth.columns(of: prefix) <= columns && TextWidth.columns(of: suffix) <= columns, "seed \(seed)")
    }
  }
}
