import Canvas
import Chance
import Testing
import Widgets

@Suite struct TextFieldTests {
  private func typed(_ text: String, into field: TextField = TextField()) -> TextField {
    var field = field
    for scalar in text.unicodeScalars { _ = field.handle(Key(scalar)) }
    return field
  }

  @Test func everyPrintableKeyIsText() {
    #expect(typed("q:?/jk 1é日").text == "q:?/jk 1é日")
  }

  @Test func editing() {
    var field = typed("rue Lambton Est")
    #expect(field.handle(.control("w")) == .changed)
    #expect(field.text == "rue Lambton ")
    _ = field.handle(Key(.home))
    #expect(field.handle(Key(.delete)) == .changed)
    #expect(field.text == "ue Lambton ")
    _ = field.handle(Key(.right, .control))
    #expect(field.cursor == 2)
    #expect(field.handle(.control("u")) == .changed)
    #expect(field.text == " Lambton " && field.cursor == 0)
    #expect(field.handle(Key(.backspace)) == .unchanged)
    #expect(field.handle(Key(.left)) == .unchanged)
    _ = field.handle(Key(.end))
    #expect(field.handle(Key(.backspace)) == .changed)
    #expect(field.handle(Key(.left, .control)) == .moved)
    #expect(field.cursor == 1)
    #expect(field.handle(.control("k")) == .changed)
    #expect(field.text == " ")
  }

  @Test func whatIsNotTextIsTheCallers() {
    var field = TextField("x")
    for key in [
      Key(.enter), Key(.escape), Key(.tab), Key(.function(4)), Key(.up), Key(.character("x"), .alt), .control("c"), .control("t"),
    ] {
      #expect(field.handle(key) == .ignored)
    }
    #expect(field.text == "x")
  }

  @Test func aPasteIsOneCleanLineWithinTheLimit() {
    var field = TextField(limit: 10)
    #expect(field.insert("a\nb\u{1B}[2J") == .changed)
    #expect(field.text == "a b\u{FFFD}[2J")
    #expect(field.insert("0123456789") == .changed)
    #expect(field.text.unicodeScalars.count == 10)
    #expect(field.insert("x") == .unchanged)
    #expect(field.handle(Key("x")) == .unchanged)
  }

  @Test(arguments: [UInt64(12), 500])
  func theCursorAlwaysShows(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var field = TextField(limit: 60)
    let line = Rect(x: 3, y: 1, width: 12, height: 1)
    for _ in 0..<3000 {
      switch Int.random(in: 0...4, using: &random) {
      case 0: _ = field.insert(random.text(upTo: 6))
      case 1: _ = field.handle(Key([.left, .right, .home, .end].randomElement(using: &random)!))
      case 2: _ = field.handle(Key([.backspace, .delete].randomElement(using: &random)!))
      case 3: field.placeCursor(atColumn: Int.random(in: -2...14, using: &random), width: line.width)
      default: _ = field.handle([.control("w"), Key(.left, .control), Key(.right, .control)].randomElement(using: &random)!)
      }
      var frame = Frame(size: Size(width: 20, height: 3))
      field.draw(into: &frame, in: line, focused: true)
      let cursor = frame.cursor
      #expect(cursor != nil && line.contains(cursor!), "seed \(seed): \(field.text.debugDescription)")
      #expect(frame.text(row: 0) == String(repeating: " ", count: 20), "seed \(seed)")
      // The cell under the cursor is the scalar at the cursor.
      if let cursor, field.cursor < field.text.unicodeScalars.count {
        let scalar = Array(field.text.unicodeScalars)[field.cursor]
        if TextWidth.columns(of: scalar) == 1 { #expect(frame[cursor.x, cursor.y].glyph == scalar.value, "seed \(seed)") }
      }
    }
  }

  @Test func longTextScrollsSoThatTheCursorShows() {
    let field = TextField("114, rue Lambton, Ormstown")
    var frame = Frame(size: Size(width: 14, height: 1))
    field.draw(into: &frame, in: Rect(x: 1, y: 0, width: 10, height: 1), focused: true)
    #expect(frame.text() == "  Ormstown\n")
    #expect(frame.cursor == Point(x: 10, y: 0))
  }

  @Test func thePlaceholderShowsWhileEmpty() {
    var frame = Frame(size: Size(width: 14, height: 1))
    TextField().draw(into: &frame, in: frame.bounds, focused: false, placeholder: "adresse")
    #expect(frame.text() == "adresse\n" && frame[0, 0].style.ink == .placeholder && frame.cursor == nil)
  }
}

@Suite struct TextAreaTests {
  let size = Size(width: 12, height: 4)

  private func shown(_ area: TextArea) -> (text: String, cursor: Point?) {
    var frame = Frame(size: size)
    area.draw(into: &frame, in: frame.bounds, focused: true)
    return (frame.text(), frame.cursor)
  }

  @Test func wrapsAtSpaces() {
    let (text, cursor) = shown(TextArea("Coupleur 14-B hors\nligne"))
    #expect(text == "Coupleur\n14-B hors\nligne\n\n")
    #expect(cursor == Point(x: 5, y: 2))
  }

  @Test func linesAreTypedAndJoined() {
    var area = TextArea()
    for key in [Key("a"), Key("b"), Key(.enter), Key("c")] { #expect(area.handle(key, in: size) == .changed) }
    #expect(area.text == "ab\nc")
    _ = area.handle(Key(.home), in: size)
    #expect(area.cursor == 3)
    #expect(area.handle(Key(.backspace), in: size) == .changed)
    #expect(area.text == "abc" && area.cursor == 2)
  }

  @Test func upAndDownKeepTheColumn() {
    var area = TextArea("abcdefgh\nij\nklmnopqr")
    _ = area.handle(Key(.left), in: size)
    #expect(shown(area).cursor == Point(x: 7, y: 2))
    _ = area.handle(Key(.up), in: size)
    #expect(shown(area).cursor == Point(x: 2, y: 1))
    _ = area.handle(Key(.up), in: size)
    #expect(shown(area).cursor == Point(x: 7, y: 0))
    #expect(area.handle(Key(.up), in: size) == .moved)
    #expect(area.cursor == 0)
    #expect(area.handle(Key(.up), in: size) == .unchanged)
  }

  @Test func aPasteKeepsItsLines() {
    var area = TextArea()
    #expect(area.insert("a\r\nb\u{7}") == .changed)
    #expect(area.text == "a\nb\u{FFFD}")
  }

  @Test func keysOfTheCallerPass() {
    var area = TextArea("x")
    for key in [Key(.escape), Key(.tab), Key(.function(2))] { #expect(area.handle(key, in: size) == .ignored) }
  }

  @Test(arguments: [UInt64(31), 808])
  func theCursorAlwaysShowsOnItsScalar(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var area = TextArea(limit: 200)
    for round in 0..<4000 {
      let codes: [Key.Code] = [.left, .right, .up, .down, .home, .end, .pageUp, .pageDown, .backspace, .delete, .enter]
      switch Int.random(in: 0...5, using: &random) {
      case 0: _ = area.insert(random.text(upTo: 8) + (Bool.random(using: &random) ? " " : ""))
      case 1:
        area.placeCursor(
          at: Point(x: Int.random(in: -1...14, using: &random), y: Int.random(in: -1...5, using: &random)), in: size)
      default: _ = area.handle(Key(codes.randomElement(using: &random)!), in: size)
      }
      _ = area.handle(Key(.function(1)), in: size)
      var frame = Frame(size: size)
      area.draw(into: &frame, in: frame.bounds, focused: true)
      guard let cursor = frame.cursor else {
        Issue.record("seed \(seed), round \(round): no cursor for \(area.text.debugDescription) at \(area.cursor)")
        return
      }
      let scalars = Array(area.text.unicodeScalars)
      if area.cursor < scalars.count, scalars[area.cursor] != "\n", TextWidth.columns(of: scalars[area.cursor]) == 1,
        cursor.x < 11
      {
        #expect(
          frame[cursor.x, cursor.y].glyph == scalars[area.cursor].value,
          "seed \(seed), round \(round): \(area.text.debugDescription)")
      }
    }
  }
}
