import Chance
import Testing

@testable import TerminalIO

@Suite struct RenditionThriftTests {
  private func tidied(_ text: String, from start: Int = 0) -> String {
    var bytes = Array(text.utf8)
    var thrift = RenditionThrift()
    thrift.tidy(&bytes, from: start)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("abc", "abc"), ("", ""), ("\u{1B}(Bx", "x"), ("\u{1B}[?25h\u{1B}(0x", "\u{1B}[?25h\u{1B}(0x"), ("\u{1B}", "\u{1B}"),
    // Nothing is known before the first reset.
    ("\u{1B}[1m\u{1B}(B\u{1B}[31mx", "\u{1B}[1m\u{1B}[31mx"), ("\u{1B}[1m\u{1B}[3", "\u{1B}[1m\u{1B}[3"),
    // What a reset undoes need not be said.
    ("\u{1B}[39m\u{1B}(B\u{1B}[mx", "\u{1B}[mx"), ("\u{1B}[39m\u{1B}[0;1mx", "\u{1B}[0;1mx"),
    ("\u{1B}[31m\u{1B}[0m\u{1B}[7mx", "\u{1B}[0;7mx"), ("\u{1B}[0;1m\u{1B}[38;5;203mx", "\u{1B}[0;1;38;5;203mx"),
    // Only what changes is said; what has to go needs a reset.
    ("\u{1B}[mx\u{1B}[0;1my", "\u{1B}[mx\u{1B}[1my"), ("\u{1B}[0;7mx\u{1B}[0;2;7my", "\u{1B}[0;7mx\u{1B}[2my"),
    ("\u{1B}[0;1;7mx\u{1B}[0;7my", "\u{1B}[0;1;7mx\u{1B}[0;7my"), ("\u{1B}[0;1mx\u{1B}[0;1my", "\u{1B}[0;1mxy"),
    ("\u{1B}[0;31mx\u{1B}[39m\u{1B}[49my", "\u{1B}[0;31mx\u{1B}[my"),
    ("\u{1B}[0;1;31mx\u{1B}[39m\u{1B}[44my", "\u{1B}[0;1;31mx\u{1B}[39;44my"),
    ("\u{1B}[0;38;2;1;22;255mx\u{1B}[0;38;2;1;22;254my", "\u{1B}[0;38;2;1;22;255mx\u{1B}[38;2;1;22;254my"),
    ("\u{1B}[mx\u{1B}[0;107my\u{1B}[mz", "\u{1B}[mx\u{1B}[107my\u{1B}[mz"),
    // Where nothing is seen of it, it is not said; a blank shows its background, and its foreground where it is reversed.
    ("\u{1B}[0;31mx\u{1B}[m \u{1B}[1my", "\u{1B}[0;31mx \u{1B}[1;39my"),
    ("\u{1B}[0;31mx\u{1B}[m\u{1B}[4;2H\u{1B}[K\u{1B}[0;31my\u{1B}[m", "\u{1B}[0;31mx\u{1B}[4;2H\u{1B}[Ky"),
    ("\u{1B}[0;31mx\u{1B}[0;44m \u{1B}[my", "\u{1B}[0;31mx\u{1B}[39;44m \u{1B}[my"),
    ("\u{1B}[0;31;44mx\u{1B}[m\u{1B}[Ky", "\u{1B}[0;31;44mx\u{1B}[m\u{1B}[Ky"),
    ("\u{1B}[0;7mx\u{1B}[0;1;7m \u{1B}[my", "\u{1B}[0;7mx\u{1B}[1m \u{1B}[my"),
    ("\u{1B}[0;1mx\u{1B}[m \u{1B}[3b", "\u{1B}[0;1mx \u{1B}[m\u{1B}[3b"),
    // What is not understood is passed on, and nothing is known after it.
    ("\u{1B}[0;1mx\u{1B}[53my\u{1B}[1mz", "\u{1B}[0;1mx\u{1B}[53my\u{1B}[1mz"),
  ])
  func saysTheSameInFewerBytes(_ text: String, _ expected: String) { #expect(tidied(text) == expected) }

  @Test func whatIsUnsaidIsSaidBeforeOthersDraw() {
    var thrift = RenditionThrift()
    var bytes = Array("\u{1B}[0;1mx\u{1B}[m".utf8)
    thrift.tidy(&bytes, from: 0)
    #expect(bytes == Array("\u{1B}[0;1mx".utf8))
    thrift.settle(&bytes)
    #expect(bytes == Array("\u{1B}[0;1mx\u{1B}[m".utf8))
  }

  @Test func leavesWhatStoodBefore() { #expect(tidied("\u{1B}(B\u{1B}(Bx", from: 3) == "\u{1B}(Bx") }

  @Test func goesOnFromWhereItWas() {
    var thrift = RenditionThrift()
    var bytes = Array("\u{1B}[0;1mx".utf8)
    thrift.tidy(&bytes, from: 0)
    bytes += Array("\u{1B}[0;1my".utf8)
    thrift.tidy(&bytes, from: bytes.count - 7)
    #expect(bytes == Array("\u{1B}[0;1mxy".utf8))
  }

  /// Whatever is sent, each glyph is drawn as it would have been, and never in more bytes.
  @Test(arguments: [UInt64(3), 19]) func meansTheSame(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let lists = ["", "0", "1", "0;1", "2", "0;2;7", "7", "31", "39", "49", "0;44", "38;5;9", "48;2;1;2;3", "0;1;97", "100"]
    for _ in 0..<500 {
      var text = "\u{1B}[m"
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        text +=
          Int.random(in: 0...3, using: &random) == 0
          ? ["x\u{1B}(B", " ", " x"].randomElement(using: &random)! : "\u{1B}[\(lists.randomElement(using: &random)!)m"
      }
      text += "x"
      let fewer = tidied(text)
      #expect(fewer.utf8.count <= text.utf8.count)
      #expect(Self.drawn(fewer) == Self.drawn(text), "seed \(seed): \(text.debugDescription)")
    }
  }

  /// Each glyph with the parameters in force, by the standard's own words.
  private static func drawn(_ text: String) -> [[String]] {
    var glyphs: [[String]] = []
    var (codes, ink, paper): (Set<String>, String, String) = ([], "", "")
    for part in text.replacing("\u{1B}(B", with: "").split(separator: "\u{1B}[", omittingEmptySubsequences: true) {
      let pieces = part.split(separator: "m", maxSplits: 1, omittingEmptySubsequences: false)
      var list = pieces[0].split(separator: ";", omittingEmptySubsequences: false).map(String.init)[...]
      while let code = list.popFirst() {
        func color() -> String {
          let count = list.first == "5" ? 2 : 4
          defer { list = list.dropFirst(count) }
          return list.prefix(count).joined(separator: ";")
        }
        switch code {
        case "", "0": (codes, ink, paper) = ([], "", "")
        case "38": ink = color()
        case "48": paper = color()
        case "39": ink = ""
        case "49": paper = ""
        case "31", "97": ink = code
        case "44", "100": paper = code
        default: codes.insert(code)
        }
      }
      for glyph in pieces[1] {
        // Of a blank only so much is seen.
        let isPlain = glyph == " " && !codes.contains("7")
        glyphs.append(isPlain ? [" ", paper] : codes.sorted() + [ink, paper])
      }
    }
    return glyphs
  }
}
