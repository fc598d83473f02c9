import Canvas
import Testing

@testable import Configuration

@Suite struct KeyTests {
  @Test(arguments: [
    ("a", Key("a")), ("A", Key("A")), ("Shift-a", Key("A")), ("?", Key("?")), ("é", Key("é")), ("-", Key("-")),
    ("F4", Key(.function(4))),
    ("f12", Key(.function(12))), ("Ctrl-R", .control("r")), ("ctrl-r", .control("r")), ("C-r", .control("r")),
    ("Ctrl-Shift-R", .control("r")), ("Shift-Tab", Key(.tab, .shift)), ("Space", Key(" ")), ("Alt-Enter", Key(.enter, .alt)),
    ("Ctrl--", .control("-")), ("Esc", Key(.escape)), ("PgDn", Key(.pageDown)), ("pageup", Key(.pageUp)),
    ("Shift-Left", Key(.left, .shift)), ("Alt-Shift-F5", Key(.function(5), [.alt, .shift])), ("Minus", Key("-")),
    ("Plus", Key("+")),
    ("s", Key("s")), ("Alt-m", Key(.character("m"), .alt)),
  ])
  func notationIsRead(_ text: String, _ key: Key) { #expect(KeyNotation.parse(text) == key) }

  @Test(arguments: [
    "", " ", "F0", "F13", "F01", "Ctrl-", "Ctrl-Ctrl-a", "Hyper-a", "ab", "Shift-1", "Shift-Space", "Ctrl-é", "\u{1B}",
    "\u{7F}", "\u{9B}", "Shift-A",
  ])
  func whatIsNoKey(_ text: String) { #expect(KeyNotation.parse(text) == nil) }

  @Test func everyKeyIsNamedAndReadBack() {
    var codes: [Key.Code] = [
      .enter, .tab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
    ]
    codes += (1...12).map { .function($0) }
    for code in codes {
      for bits in UInt8(0)..<8 {
        let key = Key(code, Key.Modifiers(rawValue: bits))
        #expect(KeyNotation.parse(KeyNotation.text(key)) == key, "\(KeyNotation.text(key))")
      }
    }
    for value in (0x20...0x7E) + [0xE9, 0xC9] {
      let key = Key(Unicode.Scalar(UInt32(value))!)
      #expect(KeyNotation.parse(KeyNotation.text(key)) == key, "\(KeyNotation.text(key))")
      let alt = Key(key.code, .alt)
      #expect(KeyNotation.parse(KeyNotation.text(alt)) == alt, "\(KeyNotation.text(alt))")
    }
    for letter in "abcdefghijklmnopqrstuvwxyz0189".unicodeScalars {
      #expect(KeyNotation.parse(KeyNotation.text(.control(letter))) == .control(letter))
    }
  }

  private let bindings = [
    KeyBinding(command: "assign", keys: [Key("a")], contexts: ["list", "map"]),
    KeyBinding(command: "move", keys: [Key("m")], contexts: ["list"]),
    KeyBinding(command: "layers", keys: [Key("L")], contexts: ["map"]),
    KeyBinding(command: "undo", keys: [Key("u")], contexts: ["list", "map"]),
  ]

  private func overrides(_ entries: [(String, [Key])]) -> KeymapOverrides {
    KeymapOverrides(
      entries: entries.enumerated().map {
        .init(command: $1.0, keys: $1.1, file: "config.yaml", line: $0 + 1, column: 3)
      })
  }

  private func keys(_ bindings: [KeyBinding]) -> [String: [String]] {
    Dictionary(uniqueKeysWithValues: bindings.map { ($0.command, $0.keys.map(KeyNotation.text)) })
  }

  @Test func overridesReplaceKeys() {
    let (result, diagnostics) = overrides([("move", [Key("d"), Key(.function(7))]), ("undo", [])]).applied(to: bindings)
    #expect(diagnostics == [])
    #expect(keys(result) == ["assign": ["a"], "move": ["d", "F7"], "layers": ["L"], "undo": []])
  }

  @Test func aKeyIsTakenFromWhoHasNotBeenChanged() {
    let (result, diagnostics) = overrides([("move", [Key("a")])]).applied(to: bindings)
    #expect(keys(result) == ["assign": [], "move": ["a"], "layers": ["L"], "undo": ["u"]])
    #expect(described(diagnostics) == ["1:3 keymap.conflict a move, assign"])
  }

  @Test func twoOverridesOfOneKeyKeepTheFirst() {
    let (result, diagnostics) = overrides([("assign", [Key("x")]), ("undo", [Key("x")])]).applied(to: bindings)
    #expect(keys(result)["assign"] == ["x"])
    #expect(keys(result)["undo"] == [])
    #expect(described(diagnostics) == ["1:3 keymap.conflict x assign, undo"])
  }

  @Test func contextsThatDoNotMeetMayShare() {
    let (result, diagnostics) = overrides([("move", [Key("L")])]).applied(to: bindings)
    #expect(diagnostics == [])
    #expect(keys(result)["move"] == ["L"] && keys(result)["layers"] == ["L"])
  }

  @Test func unknownCommandsAreReported() {
    let (result, diagnostics) = overrides([("asign", [Key("z")])]).applied(to: bindings)
    #expect(result == bindings)
    #expect(described(diagnostics) == ["1:3 keymap.unknown-command asign assign"])
  }

  @Test func swappingTwoKeysIsNoConflict() {
    let (result, diagnostics) = overrides([("assign", [Key("m")]), ("move", [Key("a")])]).applied(to: bindings)
    #expect(diagnostics == [])
    #expect(keys(result)["assign"] == ["m"] && keys(result)["move"] == ["a"])
  }
}
