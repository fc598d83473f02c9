import Testing

@testable import TerminalHarness

/// The screen after `text` has been written to a terminal of `columns` by `rows`.
private func screen(_ text: String, columns: Int = 10, rows: Int = 4) -> Screen {
  var emulator = TerminalEmulator(size: ScreenSize(columns: columns, rows: rows))
  emulator.feed(text)
  return emulator.screen
}

/// What is written, and the rows that it leaves.
struct Drawing: CustomTestStringConvertible, Sendable {
  let text: String
  let lines: [String]

  init(_ text: String, _ lines: [String]) {
    self.text = text
    self.lines = lines
  }

  // Escaped, so that a report of the tests does not move the reader's cursor.
  var testDescription: String { text.debugDescription }
}

private let csi = "\u{1B}["

@Suite struct EmulatorTests {
  @Test(arguments: [
    Drawing("ab\r\ncd", ["ab", "cd", "", ""]),
    // Cursor movement: CUP, HPA, VPA, CUU, CUD, CUF, CUB, CNL, CPL.
    Drawing("\(csi)2;3HX", ["", "  X", "", ""]),
    Drawing("\(csi)3d\(csi)4GX", ["", "", "   X", ""]),
    Drawing("\(csi)4;10H\(csi)2A\(csi)3DX", ["", "      X", "", ""]),
    Drawing("a\(csi)2B\(csi)2CX", ["a", "", "   X", ""]),
    Drawing("abc\(csi)EX\(csi)FY", ["Ybc", "X", "", ""]),
    // Autowrap waits for the next glyph.
    Drawing("0123456789\rX", ["X123456789", "", "", ""]),
    Drawing("0123456789X", ["0123456789", "X", "", ""]),
    Drawing("\(csi)?7l0123456789XY", ["012345678Y", "", "", ""]),
    // Erasing: ED, EL, ECH.
    Drawing("abcdef\(csi)3G\(csi)K", ["ab", "", "", ""]),
    Drawing("abcdef\(csi)3G\(csi)1K", ["   def", "", "", ""]),
    Drawing("abcdef\(csi)3G\(csi)2X", ["ab  ef", "", "", ""]),
    Drawing("a\r\nb\r\nc\(csi)2;1H\(csi)J", ["a", "", "", ""]),
    Drawing("a\r\nb\r\nc\(csi)2;1H\(csi)1J", ["", "", "c", ""]),
    Drawing("a\r\nb\(csi)2J", ["", "", "", ""]),
    // Inserting and deleting: ICH, DCH, IL, DL, IRM.
    Drawing("abc\(csi)2G\(csi)2@", ["a  bc", "", "", ""]),
    Drawing("abcd\(csi)2G\(csi)2P", ["ad", "", "", ""]),
    Drawing("a\r\nb\r\nc\(csi)2;1H\(csi)L", ["a", "", "b", "c"]),
    Drawing("a\r\nb\r\nc\(csi)2;1H\(csi)M", ["a", "c", "", ""]),
    Drawing("abc\r\(csi)4hX\(csi)4lY", ["XYbc", "", "", ""]),
    // Scrolling: SU, SD, regions, RI.
    Drawing("a\r\nb\r\nc\r\nd\(csi)S", ["b", "c", "d", ""]),
    Drawing("a\r\nb\r\nc\r\nd\(csi)T", ["", "a", "b", "c"]),
    Drawing("a\r\nb\r\nc\r\nd\r\ne", ["b", "c", "d", "e"]),
    Drawing("a\r\nb\r\nc\r\nd\(csi)2;3r\(csi)3;1H\n", ["a", "c", "", "d"]),
    Drawing("a\r\nb\r\nc\r\nd\(csi)2;3r\(csi)2;1H\u{1B}M", ["a", "", "b", "d"]),
    Drawing("\(csi)2;3r\(csi)3;1H\(csi)9BX", ["", "", "X", ""]),
    // Repeating, tabs, backspace.
    Drawing("-\(csi)4b|", ["-----|", "", "", ""]),
    Drawing("a\tb", ["a       b", "", "", ""]),
    Drawing("abc\(csi)ZX", ["Xbc", "", "", ""]),
    Drawing("ab\u{8}X", ["aX", "", "", ""]),
    // Line drawing in G0 and G1.
    Drawing("\u{1B}(0lqk\u{1B}(Bq", ["┌─┐q", "", "", ""]),
    Drawing("\u{1B})0\u{0E}x\u{0F}x", ["│x", "", "", ""]),
    // Wide glyphs and combining marks.
    Drawing("漢a", ["漢a", "", "", ""]),
    Drawing("012345678漢", ["012345678", "漢", "", ""]),
    Drawing("漢字\(csi)2GX", [" X字", "", "", ""]),
    Drawing("e\u{301}a", ["e\u{301}a", "", "", ""]),
    // What a terminal swallows.
    Drawing("\u{1B}]0;title\u{07}a\u{1B}]2;other\u{1B}\\b", ["ab", "", "", ""]),
    Drawing("\u{1B}P1$r0m\u{1B}\\a", ["a", "", "", ""]),
    Drawing("a\u{1B}7\r\nbc\u{1B}8X", ["aX", "bc", "", ""]),
    Drawing("x\u{1B}ca", ["a", "", "", ""]),
  ])
  func controlsDoWhatTheySay(drawing: Drawing) {
    #expect(screen(drawing.text).lines == drawing.lines)
  }

  @Test func anySplitOfTheBytesShowsTheSame() {
    let bytes = Array("\(csi)1;31mé漢👥\(csi)0m\u{1B}]0;t\u{1B}\\\(csi)3;4Hx\(csi)?1049h\u{1B}(0q\u{1B}(B\(csi)38;5;200my".utf8)
    var whole = TerminalEmulator(size: .standard)
    whole.feed(bytes)
    for cut in bytes.indices {
      var split = TerminalEmulator(size: .standard)
      split.feed(bytes[..<cut])
      split.feed(bytes[cut...])
      #expect(split.screen.rows == whole.screen.rows, "cut at \(cut)")
      #expect(split.screen.title == "t")
    }
  }

  @Test func graphicsAreKept() {
    let red = screen("\(csi)1;31mA\(csi)38;5;200mB\(csi)48;2;1;2;3mC\(csi)38:2::9:8:7mD\(csi)0mE\(csi)97;7mF\(csi)mG")
    let styles = red.rows[0].map(\.style)
    #expect(styles[0] == ScreenStyle(foreground: .indexed(1), attributes: .bold))
    #expect(styles[1].foreground == .indexed(200))
    #expect(styles[2].background == .rgb(1, 2, 3))
    #expect(styles[3].foreground == .rgb(9, 8, 7))
    #expect(styles[4] == .plain)
    #expect(styles[5] == ScreenStyle(foreground: .indexed(15), attributes: .reverse))
    #expect(styles[6] == .plain)
    // Erased cells keep the background of the moment.
    #expect(screen("\(csi)44m\(csi)K").style(at: ScreenPoint(row: 0, column: 5)) == ScreenStyle(background: .indexed(4)))
    #expect(red.unrecognised == [])
  }

  @Test func theAlternateScreenIsAnotherOne() {
    let inside = screen("shell\(csi)?1049h\(csi)Hfull")
    #expect(inside.isAlternate)
    #expect(inside.lines == ["full", "", "", ""])
    let after = screen("shell\(csi)?1049h\(csi)Hfull\(csi)?1049l$")
    #expect(!after.isAlternate)
    #expect(after.lines == ["shell$", "", "", ""])
  }

  @Test func modesAreRemembered() {
    let set = screen("\(csi)?1h\u{1B}=\(csi)?1002;1006h\(csi)?2004h\(csi)?1004h\(csi)?25l")
    #expect(set.modes.isSuperset(of: [1, 7, 1002, 1004, 1006, 2004]))
    #expect(!set.cursorIsVisible)
    #expect(set.keypadIsApplication)
    #expect(screen("\(csi)?1002h\(csi)?1002l").modes == [7, 25])
  }

  @Test func questionsAreAnswered() {
    var emulator = TerminalEmulator(size: .standard)
    emulator.feed("\(csi)3;5H\(csi)6n\(csi)5n\(csi)c\(csi)?2026$p\(csi)?2026h\(csi)?2026$p")
    #expect(
      String(decoding: emulator.takeReplies(), as: UTF8.self)
        == "\(csi)3;5R\(csi)0n\(csi)?62;22c\(csi)?2026;2$y\(csi)?2026;1$y")
    #expect(emulator.takeReplies() == [])
  }

  @Test func whatIsNotKnownIsNoted() {
    #expect(screen("\(csi)?9999zok").unrecognised == ["CSI ?9999z"])
    #expect(screen("\u{9B}31mok").unrecognised == ["C1 control 9b"])
    #expect(screen("\u{1B}]52;c;YQ==\u{07}").clipboard == "YQ==")
  }

  @Test func aResizeCutsAndAdds() {
    var emulator = TerminalEmulator(size: ScreenSize(columns: 4, rows: 2))
    emulator.feed("ab漢\r\ncd")
    emulator.resize(ScreenSize(columns: 3, rows: 3))
    #expect(emulator.screen.lines == ["ab", "cd", ""])
    emulator.resize(ScreenSize(columns: 5, rows: 1))
    emulator.feed("\(csi)1;5Hx")
    #expect(emulator.screen.lines == ["ab  x"])
  }

  @Test func textIsFoundByColumns() {
    let shown = screen("漢字 abc\r\nabd")
    #expect(shown.find("abc") == ScreenPoint(row: 0, column: 5))
    #expect(shown.find("abd") == ScreenPoint(row: 1, column: 0))
    #expect(shown.find("abe") == nil)
    #expect(shown.line(containing: "bd") == "abd")
  }
}
