import Testing

@testable import Configuration

@Suite struct SessionFileTests {
  @Test func whatIsWrittenIsRead() throws {
    let values: [String: SessionValue] = [
      "a": .text("plain"), "b": .text("true"), "c": .text("12"), "d": .number(-7), "e": .texts([]),
      "f": .texts(["x", "é: [\"", ""]),
      "g": .text("#, \\ \t\u{1}\u{7F}\u{85}\u{2028}\u{FEFF} '"), "h": .text(""), "i": .text("👷 ~ null"),
    ]
    let text = SessionFile.text(values)
    #expect(try SessionFile.read(text) == values)
    #expect(text.hasPrefix("version: 1\n") && text == SessionFile.text(values))
  }

  @Test(arguments: [
    "", "version: x\n", "a: b\n", "- 1\n", "version: 1\n  bad: [\n", "\u{0}\u{1}", "version: 1\nversion: 1\na: &x *x\n",
  ])
  func damageIsSaid(text: String) { #expect(throws: SessionFile.Failure.damaged) { try SessionFile.read(text) } }

  @Test func aLaterVersionIsLeftAlone() {
    #expect(throws: SessionFile.Failure.newer(2)) { try SessionFile.read("version: 2\nview: week\n") }
  }

  @Test func kindsThatAreNotKnownArePassedOver() throws {
    #expect(try SessionFile.read("version: 1\nview: week\nmap: {zoom: 3}\n") == ["view": .text("week")])
  }
}
