import Canvas
import Testing

@testable import TerminalIO

@Suite struct ClipboardTests {
  @Test(arguments: [
    ("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("450-555-0123", "NDUwLTU1NS0wMTIz"), ("é", "w6k="),
  ])
  func isBase64(_ text: String, _ encoded: String) {
    #expect(Clipboard.sequence(for: text).map { String(decoding: $0, as: UTF8.self) } == "\u{1B}]52;c;\(encoded)\u{7}")
  }

  @Test func tooLongIsRefused() {
    #expect(Clipboard.sequence(for: String(repeating: "a", count: Clipboard.longest)) != nil)
    #expect(Clipboard.sequence(for: String(repeating: "a", count: Clipboard.longest + 1)) == nil)
  }

  @Test func controlsAreTakenOut() {
    let sequence = Clipboard.sequence(for: "a\u{1B}")
    #expect(sequence == Clipboard.sequence(for: "a\u{FFFD}"))
  }
}
