import Chance
import Testing
import Transport

@Suite struct JSONTests {
  private static let texts: [(String, JSONValue)] = [
    ("null", JSONValue.null), (" true ", true), ("false", false), ("0", 0), ("-0", 0), ("-12", -12),
    ("9223372036854775807", 9_223_372_036_854_775_807),
    ("-9223372036854775808", -9_223_372_036_854_775_808), ("9223372036854775808", 9_223_372_036_854_775_808.0), ("1.5", 1.5),
    ("-0.25e2", -25.0),
    ("1E+2", 100.0), ("45.160000", 45.16), ("0.1", 0.1),
    ("123456789012345678901234567890", 123_456_789_012_345_678_901_234_567_890.0),
    ("1e400", .null), ("NaN", .null), ("-Infinity", .null), ("\"\"", ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{c}\n\r\t"),
    (#""\u00e9\ud83d\ude00\u0000""#, "é😀\0"), (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"),
    (#""\ud83d\u0041""#, "\u{FFFD}A"),
    ("[]", []), ("[1, [2 ] ,\n3]", [1, [2], 3]), ("{}", [:]),
    (#"{"a" : {"b":[null]} , "c":"d"}"#, ["a": ["b": [nil]], "c": "d"]),
    ("\u{FEFF}1", 1),
  ]

  @Test(arguments: texts)
  func reads(text: String, value: JSONValue) throws { #expect(try JSONValue(parsing: text) == value) }

  @Test(arguments: [
    "", " ", "nul", "truex", "tru", "01", "-", "1.", ".5", "1e", "+1", "1 2", "[1,]", "[,1]", "[1", "{\"a\"}", "{\"a\":}",
    "{\"a\":1,}", "{a:1}", "{1:2}",
    "\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "'a'", "[1]]", "{", "[", "\u{1}", "-Inf", "Na", "<html>",
  ])
  func refuses(text: String) { #expect(throws: JSONError.self) { try JSONValue(parsing: text) } }

  @Test func tellsWhatAndWhere() {
    #expect(throws: JSONError(reason: .unexpectedEnd, offset: 3)) { try JSONValue(parsing: "[1,") }
    #expect(throws: JSONError(reason: .trailingBytes, offset: 2)) { try JSONValue(parsing: "1 x") }
    #expect(throws: JSONError(reason: .unexpectedByte, offset: 0)) { try JSONValue(parsing: "<html>") }
  }

  @Test func depthIsBounded() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try JSONValue(parsing: nested(128))
    #expect(throws: JSONError(reason: .tooDeep, offset: 128)) { try JSONValue(parsing: nested(129)) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: Array(repeating: UInt8(ascii: "["), count: 1_000_000)) }
    #expect(throws: JSONError(reason: .tooLong, offset: 4)) { try JSONValue(parsing: Array("[1,2]".utf8), maximumBytes: 4) }
  }

  @Test func badUTF8CostsACharacterNotAPage() throws {
    let value = try JSONValue(parsing: Array("{\"a\":\"x".utf8) + [0xFF, 0xC3] + Array("y\",\"b\":2}".utf8))
    #expect(value["a"]?.string?.hasPrefix("x\u{FFFD}") == true)
    #expect(value["b"]?.int == 2)
  }

  @Test func theLastOfTwoMembersCounts() throws {
    #expect(try JSONValue(parsing: #"{"a":1,"a":2}"#)["a"]?.int == 2)
  }

  @Test func namesCompareByTheirBytes() throws {
    let object = try #require(try JSONValue(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}").object)
    #expect(object["\u{E9}"]?.int == 1)
    #expect(object["e\u{301}"]?.int == 2)
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
  }

  @Test func largeObjectsAreLookedUpToo() throws {
    let members = (0..<500).map { (key: "k\($0)", value: JSONValue.int(Int64($0))) } + [(key: "k7", value: JSONValue.int(-7))]
    let object = JSONObject(members)
    #expect(object["k499"]?.int == 499)
    #expect(object["k7"]?.int == -7)
    #expect(object["nothing"] == nil)
  }

  /// Names recur from row to row, but not at the same place and not always.
  @Test func rowsOfDifferentShape() throws {
    let text = #"[{"ab":1,"cd":2},{"ab":3},{"abc":4,"cd":5},{"a\u0062":6,"cd":7},{"cd":8,"ab":9,"x":{"ab":{"cd":10}}}]"#
    let rows = try JSONValue(parsing: text)
    #expect((0..<5).map { rows[$0]?["ab"]?.int } == [1, 3, nil, 6, 9])
    #expect((0..<5).map { rows[$0]?["cd"]?.int } == [2, nil, 5, 7, 8])
    #expect(rows[4]?["x"]?["ab"]?["cd"]?.int == 10)
    #expect(rows[2]?["abc"]?.int == 4)
  }

  @Test func writes() {
    let value: JSONValue = ["a": [1, -2.5, 1e300, true, nil, "é\"\\\n\u{1}/\u{2028}"], "b": [:]]
    #expect(value.text == "{\"a\":[1,-2.5,1e+300,true,null,\"é\\\"\\\\\\n\\u0001/\u{2028}\"],\"b\":{}}")
    #expect(JSONValue.double(.nan).text == "null")
  }

  private static func random(_ depth: Int, _ generator: inout SeededGenerator) -> JSONValue {
    func string() -> String {
      let alphabet: [Unicode.Scalar] = [
        "a", "\"", "\\", "/", "\n", "\0", "é", "\u{301}", "😀", "\u{2028}", "\u{FFFD}", " ", "\u{7F}", "\u{10FFFF}",
      ]
      return String(
        String.UnicodeScalarView(
          (0..<Int.random(in: 0...12, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! }))
    }
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
    case 0: return .null
    case 1: return .bool(.random(using: &generator))
    case 2: return .int(Int64(truncatingIfNeeded: generator.next() >> UInt64.random(in: 0..<64, using: &generator)))
    case 3: return .double(Double(bitPattern: generator.next()).isFinite ? Double.random(in: -1e6...1e6, using: &generator) : 0.5)
    case 4:
      let value = Double(bitPattern: generator.next())
      return .double(value.isFinite ? value : 1)
    case 5: return .string(string())
    case 6: return .array((0..<Int.random(in: 0...5, using: &generator)).map { _ in random(depth - 1, &generator) })
    default:
      return .object(
        JSONObject(
          (0..<Int.random(in: 0...5, using: &generator)).map { (key: "\($0)" + string(), value: random(depth - 1, &generator)) }))
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func whatIsWrittenReadsBackTheSame(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<500 {
      let value = Self.random(5, &generator)
      #expect(try JSONValue(parsing: value.bytes) == value, "seed \(seed), round \(round)")
    }
  }

  /// Whatever the bytes, the answer is a value or an error, and a value reads back as itself.
  @Test(arguments: [11, 12, 13, 14] as [UInt64])
  func anyBytesAreReadOrRefused(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "d83d", "null", "true", "1", "-", ".", "e", "\"a\"", " ", "\u{FF}", "NaN",
      "Infinity",
    ]
    for round in 0..<3_000 {
      var bytes: [UInt8]
      if round.isMultiple(of: 2) {
        bytes = (0..<Int.random(in: 0...30, using: &generator)).flatMap { _ in
          Array(pieces.randomElement(using: &generator)!.utf8)
        }
      } else {
        // A good text with some bytes changed.
        bytes = Self.random(4, &generator).bytes
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
      }
      if let value = try? JSONValue(parsing: bytes) {
        #expect(try JSONValue(parsing: value.bytes) == value, "seed \(seed), round \(round)")
      }
    }
  }
}
