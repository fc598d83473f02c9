import Chance
import Testing
import Transport

/// Every rule of the WHATWG event stream, and what is decided where it is silent.
@Suite struct EventStreamParserTests {
  private func outputs(_ bytes: [UInt8], cuts: [Int] = []) throws -> (outputs: [EventStreamParser.Output], lastEventID: String) {
    var parser = EventStreamParser()
    var outputs: [EventStreamParser.Output] = []
    var start = 0
    for cut in cuts + [bytes.count] {
      outputs += try parser.consume(Array(bytes[start..<cut]))
      start = cut
    }
    return (outputs, parser.lastEventID)
  }

  private func outputs(_ text: String) throws -> [EventStreamParser.Output] { try outputs(Array(text.utf8)).outputs }

  private static func event(_ data: String, type: String = "message", id: String = "") -> EventStreamParser.Output {
    .event(ServerSentEvent(type: type, data: data, id: id))
  }

  private static let cases: [(String, [EventStreamParser.Output])] = [
    // Lines end with LF, CR or CRLF, mixed as they like.
    ("data: a\n\n", [event("a")]), ("data: a\r\r", [event("a")]), ("data: a\r\n\r\n", [event("a")]),
    ("data: a\r\n\n", [event("a")]),
    ("data: a\n\r", [event("a")]), ("data: a\r\ndata: b\n\r\n", [event("a\nb")]), ("\n\r\r\ndata: a\n\n", [event("a")]),
    // Other line separators of Unicode are content.
    ("data: a\u{2028}b\u{85}c\u{0B}d\n\n", [event("a\u{2028}b\u{85}c\u{0B}d")]),
    // One leading space goes, no more; a tab stays.
    ("data:a\n\n", [event("a")]), ("data:  a \n\n", [event(" a ")]), ("data:\ta\n\n", [event("\ta")]),
    ("data: a: b\n\n", [event("a: b")]),
    // Data of several lines, empty ones among them.
    ("data: YHOO\ndata: +2\ndata: 10\n\n", [event("YHOO\n+2\n10")]), ("data\ndata\n\n", [event("\n")]),
    ("data:\n\n", [event("")]),
    ("data\n\n", [event("")]), ("data: a\ndata:\n\n", [event("a\n")]),
    // No data, no event; the type does not outlive the blank line.
    ("event: x\n\ndata: a\n\n", [event("a")]), ("\n\n\n", []), ("id: 1\n\n", []),
    ("event: x\ndata: a\n\ndata: b\n\n", [event("a", type: "x"), event("b")]),
    ("event: x\nevent: y\ndata: a\n\n", [event("a", type: "y")]),
    ("event:\ndata: a\n\n", [event("a")]), ("event: x\nevent:\ndata: a\n\n", [event("a")]),
    // Field names are exact.
    ("Data: a\nDATA: b\n data: c\ndata : d\ndatax: e\nfoo: f\nbar\n\n", []),
    // Comments.
    (":\n", [.comment]), (": ping\n\n", [.comment]), ("data: a\n:x\ndata: b\n\n", [.comment, event("a\nb")]),
    // Ids last until another comes; an empty one resets; NUL spoils the field.
    ("id: 1\ndata: a\n\ndata: b\n\n", [event("a", id: "1"), event("b", id: "1")]),
    ("id: 1\ndata: a\n\nid\ndata: b\n\n", [event("a", id: "1"), event("b")]), ("id: 1\n\nid:\n\ndata: a\n\n", [event("a")]),
    ("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n", [event("a", id: "1"), event("b", id: "1")]),
    ("id:  x \ndata: a\n\n", [event("a", id: " x ")]), ("id: 1\n\ndata: a\n\n", [event("a", id: "1")]),
    // Retry only of ASCII digits.
    ("retry: 1500\n", [.retry(milliseconds: 1_500)]), ("retry: 007\n", [.retry(milliseconds: 7)]), ("retry:\nretry\n", []),
    ("retry: 1.5\nretry: -1\nretry: 1e3\nretry: 10 \nretry: ١\nretry: +1\n", []),
    ("retry: 99999999999999999999\n", [.retry(milliseconds: Int.max)]),
    // What is incomplete at the end is dropped.
    ("data: a", []), ("data: a\n", []), ("data: a\n\ndata: b\n", [event("a")]), ("data: a\r", []),
    // A byte order mark goes once, at the very start.
    ("\u{FEFF}data: a\n\n", [event("a")]), ("\u{FEFF}\u{FEFF}data: a\n\n", []), ("data: a\n\n\u{FEFF}data: b\n\n", [event("a")]),
    ("data: \u{FEFF}a\n\n", [event("\u{FEFF}a")]),
    // Text beyond ASCII.
    ("data: é😀\nevent: ß\nid: ñ\n\n", [event("é😀", type: "ß", id: "ñ")]),
  ]

  @Test(arguments: cases)
  func rules(text: String, expected: [EventStreamParser.Output]) throws { #expect(try outputs(text) == expected) }

  @Test func theIdStandsOnlyOnceItsBlankLineHasCome() throws {
    #expect(try outputs(Array("id: 1\n\nid: 2\ndata: a\n".utf8)).lastEventID == "1")
    #expect(try outputs(Array("id: 1\ndata: a\n\n".utf8)).lastEventID == "1")
    var parser = EventStreamParser(lastEventID: "old")
    #expect(try parser.consume(Array("data: a\n\n".utf8)) == [Self.event("a", id: "old")])
    _ = try parser.consume(Array("id\n\n".utf8))
    #expect(parser.lastEventID.isEmpty)
  }

  @Test func aCarriageReturnEndsItsLineAtOnce() throws {
    var parser = EventStreamParser()
    #expect(try parser.consume(Array("data: a\r\r".utf8)) == [Self.event("a")])
    #expect(try parser.consume(Array("\ndata: b\n\n".utf8)) == [Self.event("b")])
  }

  @Test func badUTF8BecomesReplacementCharacters() throws {
    let bytes = Array("data: a".utf8) + [0xFF, 0xE2, 0x82] + Array("b\n\n".utf8)
    #expect(try outputs(bytes).outputs == [Self.event("a\u{FFFD}\u{FFFD}b")])
    #expect(try outputs([0xEF, 0xBB] + Array("data: a\n\n".utf8)).outputs.isEmpty)
  }

  @Test func growsToItsBoundAndNoFurther() throws {
    var parser = EventStreamParser(bound: 100)
    #expect(try parser.consume(Array("data: \(String(repeating: "x", count: 94))\n\n".utf8)).count == 1)
    #expect(throws: EventStreamParser.Overflow(bound: 100)) { try parser.consume(Array(repeating: 0x78, count: 101)) }
    var lines = EventStreamParser(bound: 100)
    #expect(throws: EventStreamParser.Overflow(bound: 100)) {
      for _ in 0..<20 { _ = try lines.consume(Array("data: 12345\n".utf8)) }
    }
  }

  /// Wherever the bytes are cut, and however often, the same comes out.
  @Test(arguments: [21, 22, 23, 24] as [UInt64])
  func cutsMakeNoDifference(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] =
      [
        "data", "data:", "data: ", "event: x", "id: 7", "id", "retry: 5", ":", " ", "\r", "\n", "\r\n", "\n\n", "\r\r", "é", "😀",
        "\0", "\u{FEFF}", "x",
      ].map {
        Array($0.utf8)
      } + [[0xEF], [0xBB], [0xBF], [0xFF], [0xF0, 0x9F]]
    for round in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...24, using: &generator)).flatMap { _ in pieces.randomElement(using: &generator)! }
      let whole = try outputs(bytes)
      let single = try outputs(bytes, cuts: Array(bytes.indices))
      let cuts = bytes.indices.filter { _ in Bool.random(using: &generator) }
      let some = try outputs(bytes, cuts: cuts)
      #expect(whole.outputs == single.outputs && whole.lastEventID == single.lastEventID, "seed \(seed), round \(round)")
      #expect(whole.outputs == some.outputs && whole.lastEventID == some.lastEventID, "seed \(seed), round \(round)")
    }
  }

  /// Against a second reading of the standard that takes the whole stream at once and is written for nothing but likeness to its words.
  @Test(arguments: [31, 32, 33] as [UInt64])
  func agreesWithThePlainReading(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "data", "data:", "data: a", "event: x", "event", "id: 7", "id", "retry: 5", ": c", " ", "\r", "\n", "\r\n", "\n\n", "b",
      "\u{FEFF}",
    ]
    for round in 0..<2_000 {
      let text = (0..<Int.random(in: 0...24, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }.joined()
      let events = try outputs(text).filter { if case .event = $0 { true } else { false } }
      #expect(events == Self.plainReading(text), "seed \(seed), round \(round)")
    }
  }

  private static func plainReading(_ text: String) -> [EventStreamParser.Output] {
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "\r" || scalar == "\n" {
        lines.append(String(line))
        line = String.UnicodeScalarView()
        if scalar == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" { index += 1 }
      } else {
        line.append(scalar)
      }
      index += 1
    }
    var events: [EventStreamParser.Output] = []
    var (data, type, id) = ("", "", "")
    for line in lines {
      if line.isEmpty {
        if !data.isEmpty {
          events.append(event(String(data.unicodeScalars.dropLast()), type: type.isEmpty ? "message" : type, id: id))
        }
        (data, type) = ("", "")
      } else if !line.hasPrefix(":") {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var value = parts.count > 1 ? String(parts[1]) : ""
        if value.hasPrefix(" ") { value.removeFirst() }
        switch parts[0] {
        case "data": data += value + "\n"
        case "event": type = value
        case "id": id = value
        default: break
        }
      }
    }
    return events
  }
}
