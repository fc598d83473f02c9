import Canvas
import Chance
import Testing

@testable import TerminalIO

@Suite struct DecoderTests {
  static func key(_ code: Key.Code, _ modifiers: Key.Modifiers = []) -> Input { .key(Key(code, modifiers)) }

  /// What a terminal sends, and what it means.
  static let table: [(String, [Input])] = [
    ("a", [key(.character("a"))]),
    ("É", [key(.character("É"))]),
    ("日", [key(.character("日"))]),
    ("👥", [key(.character("👥"))]),
    ("\r", [key(.enter)]),
    ("\n", [key(.enter)]),
    ("\t", [key(.tab)]),
    ("\u{7F}", [key(.backspace)]),
    ("\u{8}", [key(.backspace)]),
    ("\u{3}", [key(.character("c"), .control)]),
    ("\u{15}", [key(.character("u"), .control)]),
    ("\u{0}", [key(.character(" "), .control)]),
    ("\u{1F}", [key(.character("_"), .control)]),
    // Cursor keys, both forms
    ("\u{1B}[A", [key(.up)]), ("\u{1B}OA", [key(.up)]),
    ("\u{1B}[B", [key(.down)]), ("\u{1B}OB", [key(.down)]),
    ("\u{1B}[C", [key(.right)]), ("\u{1B}OC", [key(.right)]),
    ("\u{1B}[D", [key(.left)]), ("\u{1B}OD", [key(.left)]),
    ("\u{1B}[H", [key(.home)]), ("\u{1B}OH", [key(.home)]), ("\u{1B}[1~", [key(.home)]), ("\u{1B}[7~", [key(.home)]),
    ("\u{1B}[F", [key(.end)]), ("\u{1B}OF", [key(.end)]), ("\u{1B}[4~", [key(.end)]), ("\u{1B}[8~", [key(.end)]),
    ("\u{1B}[2~", [key(.insert)]), ("\u{1B}[3~", [key(.delete)]), ("\u{1B}[5~", [key(.pageUp)]), ("\u{1B}[6~", [key(.pageDown)]),
    // Modified
    ("\u{1B}[1;2A", [key(.up, .shift)]), ("\u{1B}[1;3B", [key(.down, .alt)]), ("\u{1B}[1;5C", [key(.right, .control)]),
    ("\u{1B}[1;6D", [key(.left, [.control, .shift])]), ("\u{1B}[1;9A", [key(.up, .alt)]), ("\u{1B}O5C", [key(.right, .control)]),
    ("\u{1B}[3;5~", [key(.delete, .control)]), ("\u{1B}[5^", [key(.pageUp, .control)]), ("\u{1B}[a", [key(.up, .shift)]),
    ("\u{1B}[Z", [key(.tab, .shift)]), ("\u{1B}x", [key(.character("x"), .alt)]), ("\u{1B}é", [key(.character("é"), .alt)]),
    ("\u{1B}\u{7F}", [key(.backspace, .alt)]),
    ("\u{1B}[27;5;9~", [key(.tab, .control)]), ("\u{1B}[97;5u", [key(.character("a"), .control)]),
    ("\u{1B}[13;2u", [key(.enter, .shift)]),
    // Function keys: xterm, VT220, rxvt, the Linux console
    ("\u{1B}OP", [key(.function(1))]), ("\u{1B}[11~", [key(.function(1))]), ("\u{1B}[[A", [key(.function(1))]),
    ("\u{1B}[1;2P", [key(.function(1), .shift)]),
    ("\u{1B}OQ", [key(.function(2))]), ("\u{1B}OR", [key(.function(3))]), ("\u{1B}OS", [key(.function(4))]),
    ("\u{1B}[1;5R", [key(.function(3), .control)]),
    ("\u{1B}[15~", [key(.function(5))]), ("\u{1B}[[E", [key(.function(5))]), ("\u{1B}[17~", [key(.function(6))]),
    ("\u{1B}[18~", [key(.function(7))]), ("\u{1B}[19~", [key(.function(8))]), ("\u{1B}[20~", [key(.function(9))]),
    ("\u{1B}[21~", [key(.function(10))]), ("\u{1B}[23~", [key(.function(11))]), ("\u{1B}[24~", [key(.function(12))]),
    ("\u{1B}[20;2~", [key(.function(9), .shift)]),
    // The keypad in application mode
    ("\u{1B}OM", [key(.enter)]), ("\u{1B}Ok", [key(.character("+"))]), ("\u{1B}Op", [key(.character("0"))]),
    // Focus
    ("\u{1B}[I", [.focus(true)]), ("\u{1B}[O", [.focus(false)]),
    // Mouse: SGR, past column 223; the old form
    ("\u{1B}[<0;1;1M", [.mouse(Mouse(.left, .press, at: Point(x: 0, y: 0)))]),
    ("\u{1B}[<0;300;70m", [.mouse(Mouse(.left, .release, at: Point(x: 299, y: 69)))]),
    ("\u{1B}[<2;5;6M", [.mouse(Mouse(.right, .press, at: Point(x: 4, y: 5)))]),
    ("\u{1B}[<1;5;6M", [.mouse(Mouse(.middle, .press, at: Point(x: 4, y: 5)))]),
    ("\u{1B}[<32;5;6M", [.mouse(Mouse(.left, .drag, at: Point(x: 4, y: 5)))]),
    ("\u{1B}[<64;5;6M", [.mouse(Mouse(.wheelUp, .press, at: Point(x: 4, y: 5)))]),
    ("\u{1B}[<65;5;6M", [.mouse(Mouse(.wheelDown, .press, at: Point(x: 4, y: 5)))]),
    ("\u{1B}[<20;5;6M", [.mouse(Mouse(.left, .press, at: Point(x: 4, y: 5), modifiers: [.control, .shift]))]),
    ("\u{1B}[<35;5;6M", []), ("\u{1B}[<66;5;6M", []), ("\u{1B}[<0;0;6M", []), ("\u{1B}[<0;5M", []),
    ("\u{1B}[M !\"", [.mouse(Mouse(.left, .press, at: Point(x: 0, y: 1)))]),
    ("\u{1B}[M#!\"", [.mouse(Mouse(.left, .release, at: Point(x: 0, y: 1)))]),
    // Paste
    ("\u{1B}[200~q\r\nD\u{1B}[A\u{7}x\u{1B}[201~b", [.paste("q\nD\u{FFFD}[A\u{FFFD}x"), key(.character("b"))]),
    ("\u{1B}[200~\u{1B}[201~b", [key(.character("b"))]),
    ("\u{1B}[201~b", [key(.character("b"))]),
    // Replies and rubbish go without a trace
    ("\u{1B}[?62;22cj", [key(.character("j"))]),
    ("\u{1B}[?2026;2$yj", [key(.character("j"))]),
    ("\u{1B}[24;80Rj", [key(.character("j"))]),
    ("\u{1B}]11;rgb:0000/0000/0000\u{1B}\\j", [key(.character("j"))]),
    ("\u{1B}]52;c;YQ==\u{7}j", [key(.character("j"))]),
    ("\u{1B}P1+r524742\u{1B}\\j", [key(.character("j"))]),
    ("\u{1B}[99;99zj", [key(.character("j"))]),
    ("\u{1B}[12\u{1B}[Aj", [key(.up), key(.character("j"))]),
    ("\u{9B}j", [key(.character("j"))]),
  ]

  @Test(arguments: table.indices)
  func oneReading(_ index: Int) {
    let (text, expected) = Self.table[index]
    var decoder = InputDecoder()
    let inputs = decoder.feed(Array(text.utf8)) + decoder.expire()
    #expect(inputs == expected, "\(text.debugDescription)")
    #expect(decoder.patience == nil)
  }

  @Test(arguments: table.indices)
  func byteByByte(_ index: Int) {
    let (text, expected) = Self.table[index]
    var decoder = InputDecoder()
    var inputs: [Input] = []
    for byte in text.utf8 { inputs += decoder.feed([byte]) }
    inputs += decoder.expire()
    #expect(inputs == expected, "\(text.debugDescription)")
  }

  @Test(arguments: [UInt64(17), 1043])
  func splitAnywhere(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      var bytes: [UInt8] = []
      var expected: [Input] = []
      for _ in 0..<8 {
        let (text, inputs) = Self.table[Int.random(in: 0..<Self.table.count, using: &random)]
        bytes += Array(text.utf8)
        expected += inputs
      }
      var decoder = InputDecoder()
      var inputs: [Input] = []
      var at = 0
      while at < bytes.count {
        let end = min(bytes.count, at + Int.random(in: 1...9, using: &random))
        inputs += decoder.feed(bytes[at..<end])
        at = end
      }
      inputs += decoder.expire()
      #expect(inputs == expected, "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  @Test func aLoneEscapeIsAKeyAfterItsDelay() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.patience == 25)
    #expect(decoder.expire() == [Self.key(.escape)])
    #expect(decoder.patience == nil)
    #expect(decoder.feed([0x1B, 0x1B]) == [Self.key(.escape)])
    #expect(decoder.expire() == [Self.key(.escape)])
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.feed(Array("[A".utf8)) == [Self.key(.up)])
  }

  @Test func unfinishedSequencesAreGivenUp() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}[".utf8)).isEmpty)
    #expect(decoder.expire() == [Self.key(.character("["), .alt)])
    #expect(decoder.feed(Array("\u{1B}[<0;1".utf8)).isEmpty)
    #expect((decoder.patience ?? 0) > 25)
    #expect(decoder.expire().isEmpty)
    #expect(decoder.feed(Array("j".utf8)) == [Self.key(.character("j"))])
    #expect(decoder.feed([0xC3]).isEmpty)
    #expect(decoder.expire().isEmpty)
  }

  @Test func aPasteWithoutEndIsDeliveredInTheEnd() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}[200~abc".utf8)).isEmpty)
    #expect(decoder.patience == 2000)
    #expect(decoder.expire() == [.paste("abc")])
    #expect(decoder.feed(Array("j".utf8)) == [Self.key(.character("j"))])
  }

  @Test func aHugePasteIsCut() {
    var decoder = InputDecoder()
    var inputs = decoder.feed(Array("\u{1B}[200~".utf8))
    let block = [UInt8](repeating: 0x61, count: 65_536)
    for _ in 0..<40 { inputs += decoder.feed(block) }
    inputs += decoder.feed(Array("\u{1B}[201~j".utf8))
    guard inputs.count == 2, case .paste(let text) = inputs[0] else {
      Issue.record("not a paste and a key")
      return
    }
    #expect(text.utf8.count == 1 << 20)
  }

  @Test func theReplyOnSynchronisedOutputIsKept() {
    var decoder = InputDecoder()
    #expect(decoder.synchronisedOutput == nil)
    #expect(decoder.feed(Array("\u{1B}[?2026;2$y".utf8)).isEmpty)
    #expect(decoder.synchronisedOutput == true)
    _ = decoder.feed(Array("\u{1B}[?2026;0$y".utf8))
    #expect(decoder.synchronisedOutput == false)
    #expect(!decoder.hasAnswered)
    #expect(decoder.feed(Array("\u{1B}[?62;1;6c".utf8)).isEmpty)
    #expect(decoder.hasAnswered)
  }

  /// Whatever comes is taken in, and keys are understood again afterwards.
  @Test(arguments: [UInt64(2), 77, 20_260_506])
  func rubbishNeverJams(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let telling = Array("\u{1B}\u{1B}[[]OPM<>?;:0123456789~$ABCmMRuyc\u{7}\\\r\u{9B}".utf8)
    for _ in 0..<3000 {
      var decoder = InputDecoder()
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let bytes = (0..<Int.random(in: 0...20, using: &random)).map { _ in
          Bool.random(using: &random) ? telling.randomElement(using: &random)! : UInt8.random(in: 0...255, using: &random)
        }
        for input in decoder.feed(bytes) {
          if case .paste(let text) = input { #expect(Sanitise.lines(text) == text) }
          if case .key(let key) = input, case .character(let scalar) = key.code {
            #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value), "seed \(seed)")
          }
        }
      }
      _ = decoder.expire()
      #expect(decoder.patience == nil, "seed \(seed)")
      #expect(decoder.feed(Array("j".utf8)) == [Self.key(.character("j"))], "seed \(seed)")
    }
  }
}
