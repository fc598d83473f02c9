import Canvas
import Chance
import Testing

@Suite struct FrameTests {
  static func isWhole(_ frame: Frame) -> Bool {
    for y in 0..<frame.size.height {
      for x in 0..<frame.size.width {
        let cell = frame[x, y]
        switch cell.width {
        case 0: if x == 0 || frame[x - 1, y].width != 2 || cell.glyph != 0 { return false }
        case 2: if x + 1 >= frame.size.width || frame[x + 1, y].width != 0 { return false }
        case 1:
          guard let scalar = Unicode.Scalar(cell.glyph), TextWidth.columns(of: scalar) == 1 else { return false }
        default: return false
        }
      }
    }
    return true
  }

  @Test func drawingOverHalfOfAWideGlyphBlanksTheOther() {
    var frame = Frame(size: Size(width: 6, height: 1))
    frame.put("日本", x: 0, y: 0, style: .normal, in: frame.bounds)
    frame.put("x", x: 1, y: 0, style: .normal, in: frame.bounds)
    #expect(frame.text(row: 0) == " x本  ")
    frame.put("y", x: 2, y: 0, style: .normal, in: frame.bounds)
    #expect(frame.text(row: 0) == " xy   ")
  }

  @Test func aWideGlyphIsCutAtTheClip() {
    var frame = Frame(size: Size(width: 5, height: 1))
    #expect(frame.put("ab日", x: 0, y: 0, style: .normal, in: Rect(x: 0, y: 0, width: 3, height: 1)) == 4)
    #expect(frame.text(row: 0) == "ab   ")
    frame.erase()
    frame.put("日b", x: 0, y: 0, style: .normal, in: Rect(x: 1, y: 0, width: 3, height: 1))
    #expect(frame.text(row: 0) == "  b  ")
  }

  @Test func anythingMayBeDrawnAnywhere() {
    for seed in [UInt64(5), 42, 1043] {
      var random = SeededGenerator(seed: seed)
      var frame = Frame(size: Size(width: 20, height: 6))
      for _ in 0..<4000 {
        let x = Int.random(in: -25...25, using: &random)
        let y = Int.random(in: -2...7, using: &random)
        let rect = Rect(
          x: Int.random(in: -5...22, using: &random), y: Int.random(in: -2...7, using: &random),
          width: Int.random(in: 0...25, using: &random), height: Int.random(in: 0...8, using: &random))
        frame.symbols = Bool.random(using: &random) ? .ascii : .unicode
        switch Int.random(in: 0...4, using: &random) {
        case 0, 1: frame.put(random.text(upTo: 12), x: x, y: y, style: Style(.dim), in: rect)
        case 2:
          frame.put(random.text(upTo: 12), x: x, y: y, columns: Int.random(in: 0...9, using: &random), style: .normal, in: rect)
        case 3: frame.fill(rect, style: Style(.rule), glyph: ["░", "日", " ", "\u{301}"].randomElement(using: &random)!)
        default:
          let place = Point(x: Int.random(in: 0..<20, using: &random), y: Int.random(in: 0..<6, using: &random))
          frame[place.x, place.y] = [
            Cell(glyph: 0x65E5, style: .normal, width: 2), .continuation(.normal), Cell(glyph: 0x41, style: .normal),
          ].randomElement(using: &random)!
          frame.setPaper(.selectedRow, in: rect)
        }
        if !Self.isWhole(frame) {
          Issue.record("seed \(seed): a wide glyph is broken:\n\(frame.text())")
          return
        }
      }
    }
  }

  @Test func changesAreRunsThatCoverEveryDifference() {
    for seed in [UInt64(8), 21] {
      var random = SeededGenerator(seed: seed)
      var old = Frame(size: Size(width: 30, height: 4))
      for _ in 0..<1000 {
        var new = old
        for _ in 0..<Int.random(in: 0...4, using: &random) {
          new.put(
            random.text(upTo: 6), x: Int.random(in: 0..<30, using: &random), y: Int.random(in: 0..<4, using: &random),
            style: .normal,
            in: new.bounds)
        }
        var patched = old
        var cells = 0
        new.forEachChange(since: old) { y, columns in
          cells += columns.count
          for x in columns { patched[x, y] = new[x, y] }
        }
        #expect(patched.cells == new.cells, "seed \(seed)")
        if new.cells == old.cells { #expect(cells == 0) }
        old.copy(from: new)
        #expect(old == new)
      }
    }
  }

  @Test func onlyTouchedRowsDiffer() {
    for seed in [UInt64(5), 77] {
      var random = SeededGenerator(seed: seed)
      var frame = Frame(size: Size(width: 24, height: 6))
      var ground = Frame(size: frame.size)
      for _ in 0..<500 {
        ground.copy(from: frame)
        frame.forgetTouches()
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          let (x, y) = (Int.random(in: 0..<24, using: &random), Int.random(in: 0..<6, using: &random))
          let rect = Rect(x: x, y: y, width: Int.random(in: 1...12, using: &random), height: 2).intersection(frame.bounds)
          switch Int.random(in: 0...4, using: &random) {
          case 0: frame.put(random.text(upTo: 6), x: x, y: y, style: .normal, in: frame.bounds)
          case 1: frame.fill(rect, style: Style(.strong))
          case 2: frame.setPaper(.selectedRow, in: rect)
          case 3: frame[x, y] = Cell(glyph: 0x65E5, style: .normal, width: 2)
          default: frame.paste(frame.cells(of: rect), into: Rect(x: 0, y: 0, width: rect.width, height: rect.height))
          }
        }
        #expect(Self.isWhole(frame), "seed \(seed)")
        for y in 0..<6 where !frame.touched.contains(y) { #expect(frame.text(row: y) == ground.text(row: y), "seed \(seed)") }
        var restored = frame
        restored.restore(frame.touched, from: ground)
        #expect(restored.cells == ground.cells, "seed \(seed)")
      }
    }
  }

  @Test func whatIsPastedLooksAsItDid() {
    var frame = Frame(size: Size(width: 10, height: 2))
    frame.put("日本 ab", x: 0, y: 0, style: Style(.strong), in: frame.bounds)
    let row = Rect(x: 0, y: 0, width: 10, height: 1)
    let cells = frame.cells(of: row)
    frame.paste(cells, into: Rect(x: 0, y: 1, width: 10, height: 1))
    #expect(frame.text(row: 0) == frame.text(row: 1))
    frame.forgetTouches()
    frame.paste(cells, into: row)
    #expect(!frame.touched.contains(0), "a row that looks so already is not touched")
    // Half of 日 at the left edge becomes a blank.
    frame.paste(frame.cells(of: Rect(x: 1, y: 0, width: 5, height: 1)), into: Rect(x: 5, y: 1, width: 5, height: 1))
    #expect(frame.text(row: 1) == "日本  本 a")
    #expect(Self.isWhole(frame))
  }

  @Test func changesOfAnotherSizeAreEverything() {
    var rows: [Int] = []
    Frame(size: Size(width: 3, height: 2)).forEachChange(since: Frame(size: Size(width: 4, height: 2))) { y, columns in
      #expect(columns == 0..<3)
      rows.append(y)
    }
    #expect(rows == [0, 1])
  }

  @Test func oneCellChangedIsOneRunOfOne() {
    let old = Frame(size: Size(width: 100, height: 3))
    var new = old
    new.put("x", x: 50, y: 1, style: .normal, in: new.bounds)
    var runs: [Range<Int>] = []
    new.forEachChange(since: old) { _, columns in runs.append(columns) }
    #expect(runs == [50..<51])
  }

  @Test func putIntoColumnsTruncatesAndAligns() {
    var frame = Frame(size: Size(width: 12, height: 3))
    #expect(frame.put("Saint-Chrysostome", x: 1, y: 0, columns: 8, style: .normal, in: frame.bounds) == 9)
    frame.put("1 h 15", x: 0, y: 1, columns: 10, align: .right, style: .normal, in: frame.bounds)
    frame.symbols = .ascii
    frame.put("Saint-Chrysostome", x: 1, y: 2, columns: 8, style: .normal, in: frame.bounds)
    #expect(frame.text() == " Saint-C…\n    1 h 15\n Saint-C~\n")
  }

  @Test func rolesAreAGridWithALegend() {
    var frame = Frame(size: Size(width: 4, height: 2))
    frame.put("ab", x: 1, y: 0, style: Style(.title), in: frame.bounds)
    frame.setPaper(.selectedRow, in: Rect(x: 0, y: 1, width: 2, height: 1))
    #expect(frame.roles() == "ink\n.cc\n\npaper\n1|pp\nlegend\nc text.title\np focus.selection\n")
  }

  @Test func everyRoleHasItsOwnLetterAndNumber() {
    #expect(Role.allCases.count < 128)
    var frame = Frame(size: Size(width: Role.allCases.count, height: 1))
    for (x, role) in Role.allCases.enumerated() { frame[x, 0] = Cell(glyph: 0x61, style: Style(role)) }
    let letters = frame.roles().split(separator: "\n")[1]
    #expect(letters.count == Role.allCases.count)
    #expect(Set(letters).count == Role.allCases.count)
  }

  @Test func aCellIsEightBytes() { #expect(MemoryLayout<Cell>.size == 8 && MemoryLayout<Cell>.stride == 8) }

  @Test func aFrameMayBeEmpty() {
    var frame = Frame(size: Size(width: 0, height: -3))
    frame.put("x", x: 0, y: 0, style: .normal, in: Rect(x: 0, y: 0, width: 9, height: 9))
    frame.fill(Rect(x: 0, y: 0, width: 9, height: 9), style: .normal)
    #expect(frame.text() == "")
  }
}
