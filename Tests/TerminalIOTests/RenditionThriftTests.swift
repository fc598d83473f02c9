import Testing

@testable import TerminalIO

@Suite struct RenditionThriftTests {
  private func tidied(_ text: String, from start: Int = 0) -> String {
    var bytes = Array(text.utf8)
    RenditionThrift.tidy(&bytes, from: start)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("abc", "abc"), ("", ""), ("\u{1B}(Bx", "x"), ("\u{1B}[1m\u{1B}[31mx", "\u{1B}[1;31mx"),
    // What a reset undoes need not be said.
    ("\u{1B}[39m\u{1B}(B\u{1B}[mx", "\u{1B}[mx"), ("\u{1B}[39m\u{1B}[0;1mx", "\u{1B}[0;1mx"),
    ("\u{1B}[31m\u{1B}[0m\u{1B}[7mx", "\u{1B}[0;7mx"),
    // Nothing is joined over a glyph or a move, nor to an empty list.
    ("\u{1B}[1mx\u{1B}[31my", "\u{1B}[1mx\u{1B}[31my"), ("\u{1B}[1m\u{1B}[5d\u{1B}[31m", "\u{1B}[1m\u{1B}[5d\u{1B}[31m"),
    ("\u{1B}[m\u{1B}[31mx", "\u{1B}[m\u{1B}[31mx"),
    // 256 colours; a parameter that only begins with 0 is no reset; what is cut short stays.
    ("\u{1B}[0;1m\u{1B}[38;5;203mx", "\u{1B}[0;1;38;5;203mx"), ("\u{1B}[1m\u{1B}[07mx", "\u{1B}[1;07mx"),
    ("\u{1B}[1m\u{1B}[3", "\u{1B}[1m\u{1B}[3"), ("\u{1B}[?25h\u{1B}(0x", "\u{1B}[?25h\u{1B}(0x"), ("\u{1B}", "\u{1B}"),
  ])
  func saysTheSameInFewerBytes(_ text: String, _ expected: String) { #expect(tidied(text) == expected) }

  @Test func leavesWhatStoodBefore() { #expect(tidied("\u{1B}(B\u{1B}(Bx", from: 3) == "\u{1B}(Bx") }
}
