import Canvas
import Chance
import Testing

@Suite struct SanitiseTests {
  @Test(arguments: [
    ("Sans service", "Sans service"),
    ("\u{1B}[31mrouge", "\u{FFFD}[31mrouge"),
    ("a\tb", "a b"),
    ("a\r\nb\nc", "a b c"),
    ("nul\u{0}le", "nul\u{FFFD}le"),
    ("\u{9B}2J", "\u{FFFD}2J"),
    ("\u{202E}abc\u{202C}", "abc"),
    ("\u{2066}x\u{2069}\u{200E}\u{200F}", "x"),
    ("Montre\u{301}al", "Montréal"),
    ("e\u{302}\u{301}", "ế"),
    ("q\u{301}", "q"),
    ("\u{301}a", "a"),
    ("❤\u{FE0F}", "❤"),
    ("👨\u{200D}👩\u{200D}👧 Tremblay", "👨 Tremblay"),
    ("👍🏽!", "👍!"),
    ("🇨🇦", "CA"),
    ("1\u{FE0F}\u{20E3}", "1"),
    ("\u{E000}", "\u{FFFD}"),
    ("a\u{A0}b\u{202F}c", "a b c"),
    ("co\u{AD}upe", "coupe"),
    ("\u{1112}\u{1161}\u{11AB}", "한"),
    ("\u{378}", "\u{FFFD}"),
  ])
  func oneLine(_ text: String, _ expected: String) {
    // Compared as scalars: String's == folds canonical equivalents together.
    #expect(Array(Sanitise.line(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func severalLinesKeepTheirEnds() {
    #expect(Sanitise.lines("a\r\nb\rc\nd\u{2028}e\n") == "a\nb\nc\nd\ne\n")
    #expect(Sanitise.lines("a\tb\u{1B}") == "a b\u{FFFD}")
  }

  @Test(arguments: [UInt64(1), 20_260_506, 7, 99])
  func whateverComesIsHarmless(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for round in 0..<5000 {
      let text = round % 2 == 0 ? random.text(upTo: 40) : Self.randomBytes(&random)
      let line = Sanitise.line(text)
      var columns = 0
      for scalar in line.unicodeScalars {
        let width = TextWidth.columns(of: scalar)
        columns += width
        #expect(width == 1 || width == 2, "seed \(seed): U+\(String(scalar.value, radix: 16))")
        #expect(!(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value), "seed \(seed)")
      }
      #expect(columns == TextWidth.columns(of: line))
      #expect(
        Array(Sanitise.line(line).unicodeScalars) == Array(line.unicodeScalars),
        "seed \(seed): not stable: \(text.debugDescription)")
      let lines = Sanitise.lines(text)
      #expect(lines.unicodeScalars.allSatisfy { $0 == "\n" || TextWidth.columns(of: $0) > 0 }, "seed \(seed)")
    }
  }

  private static func randomBytes(_ random: inout SeededGenerator) -> String {
    String(
      decoding: (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }, as: UTF8.self
    )
  }
}
