import Canvas
import Chance
import Testing

@testable import TerminalIO

/// One after another: ncurses has one screen a process.
@Suite(.serialized) struct NcursesTests {}

extension NcursesTests {
  @Suite struct ScreenTests {
    static let theme = Theme(
      name: "test",
      appearances: [
        .strong: Appearance(attributes: .bold), .jobLate: Appearance(foreground: .ansi(1)),
        .selectedRow: Appearance(background: .rgb(red: 40, green: 60, blue: 90)), .rule: Appearance(attributes: .dim),
      ])

    static func board(_ size: Size, selected: Int) -> Frame {
      var frame = Frame(size: size)
      for y in 0..<size.height {
        let line = Rect(x: 0, y: y, width: size.width, height: 1)
        let text =
          "  \(10 + y % 8):\(y % 4 * 15 + 10) PUB \(1000 + y * 7 % 97)  Épissure, entretien réseau   Saint-Chrysostome   12–16 ⧗ \(y % 5) h 00"
        frame.put(text, x: 0, y: y, style: Style(y % 9 == 0 ? .jobLate : .normal), in: line)
        if size.width > 100 {
          for x in 90..<(size.width - 1) where (x + y) % 7 < 3 { frame.put("⣿", x: x, y: y, style: Style(.mapWater), in: line) }
        }
        if y == selected {
          frame.setPaper(.selectedRow, in: line)
          frame.put(.cursorBar, x: 0, y: y, style: Style(.cursorBar, on: .selectedRow), in: line)
        }
      }
      return frame
    }

    private func open(_ size: Size, term: String = "xterm-256color", monochrome: Bool = false) throws -> Screen {
      _ = Self.locale
      return try #require(Screen(term: term, size: size, theme: Self.theme, monochrome: monochrome))
    }

    private static let locale: Bool = Screen.takeLocale()

    @Test func aFrameIsShownAsDrawn() throws {
      let size = Size(width: 100, height: 12)
      let screen = try open(size)
      var model = TerminalModel(size: size)
      var bytes: [UInt8] = []
      var frame = Self.board(size, selected: 3)
      frame.put("👥 日本 📍", x: 60, y: 1, style: .normal, in: frame.bounds)
      frame.cursor = Point(x: 7, y: 4)
      screen.render(frame, into: &bytes)
      model.feed(bytes)
      for y in 0..<size.height { #expect(model.text(row: y) == frame.text(row: y)) }
      #expect(model.unknown == [])
      #expect(model.cursor == Point(x: 7, y: 4) && model.isCursorShown)
    }

    @Test(arguments: [UInt64(6), 2026])
    func whatTheTerminalShowsIsAlwaysTheFrame(seed: UInt64) throws {
      var random = SeededGenerator(seed: seed)
      let size = Size(width: 40, height: 8)
      let screen = try open(size)
      var model = TerminalModel(size: size)
      var frame = Frame(size: size)
      for round in 0..<400 {
        for _ in 0..<Int.random(in: 0...6, using: &random) {
          let x = Int.random(in: -3..<40, using: &random)
          let y = Int.random(in: 0..<8, using: &random)
          let style = Style([.normal, .strong, .jobLate].randomElement(using: &random)!)
          frame.put(Sanitise.line(random.text(upTo: 15)), x: x, y: y, style: style, in: frame.bounds)
          if Int.random(in: 0...9, using: &random) == 0 {
            frame.fill(Rect(x: x, y: y, width: 20, height: 3), style: .normal)
          }
        }
        if round % 50 == 49 { screen.invalidate() }
        var bytes: [UInt8] = []
        screen.render(frame, into: &bytes)
        model.feed(bytes)
        for y in 0..<size.height where model.text(row: y) != frame.text(row: y) {
          Issue.record("seed \(seed), round \(round), row \(y): \(model.text(row: y)) instead of \(frame.text(row: y))")
          return
        }
        let bold = model.bold
        for index in frame.cells.indices where frame.cells[index].width > 0 && frame.cells[index].glyph != 0x20 {
          #expect(bold[index] == (frame.cells[index].style.ink == .strong))
        }
      }
      #expect(model.unknown == [])
      #expect(!model.isCursorShown)
    }

    @Test func whatWasTouchedInAFrameThatWasNeverSentIsSentWithTheNext() throws {
      let size = Size(width: 20, height: 3)
      let screen = try open(size)
      var model = TerminalModel(size: size)
      var frame = Frame(size: size)
      func send() {
        var bytes: [UInt8] = []
        screen.render(frame, into: &bytes)
        model.feed(bytes)
        frame.forgetTouches()
      }
      send()
      frame.put("first", x: 0, y: 0, style: .normal, in: frame.bounds)
      screen.overlook(frame)
      frame.forgetTouches()
      frame.put("second", x: 0, y: 2, style: .normal, in: frame.bounds)
      send()
      #expect(model.text(row: 0).hasPrefix("first") && model.text(row: 2).hasPrefix("second"))
    }

    /// ncurses moves whole lines of the terminal where that is cheaper, which every row must take part in.
    @Test func linesThatMoveAreShownBelowTheTwentyFourthRow() throws {
      let size = Size(width: 100, height: 60)
      let screen = try open(size)
      var model = TerminalModel(size: size)
      let lines = (0..<60).map { "ligne \($0) : une phrase que nulle autre ne répète, \($0 * 7919)" }
      for (top, count) in [(40, 0), (40, 1), (41, 3), (2, 5), (55, 1)] {
        var frame = Frame(size: size)
        var shown = lines
        shown.insert(contentsOf: (0..<count).map { "nouvelle \($0)" }, at: top)
        for y in 0..<size.height { frame.put(shown[y], x: 0, y: y, style: .normal, in: frame.bounds) }
        var bytes: [UInt8] = []
        screen.render(frame, into: &bytes)
        model.feed(bytes)
        for y in 0..<size.height { #expect(model.text(row: y) == frame.text(row: y)) }
        if count == 1 { #expect(bytes.count < 800, "\(bytes.count) bytes: no line was moved") }
      }
      #expect(model.unknown == [])
    }

    @Test func anUnchangedFrameSendsNothing() throws {
      let size = Size(width: 120, height: 30)
      let screen = try open(size)
      var bytes: [UInt8] = []
      screen.render(Self.board(size, selected: 3), into: &bytes)
      bytes.removeAll()
      screen.render(Self.board(size, selected: 3), into: &bytes)
      #expect(bytes.isEmpty)
    }

    @Test func movingASelectionIsCheap() throws {
      let size = Size(width: 160, height: 50)
      let screen = try open(size)
      var bytes: [UInt8] = []
      screen.render(Self.board(size, selected: 3), into: &bytes)
      var sent: [Int] = []
      for row in 4..<40 {
        bytes.removeAll()
        screen.render(Self.board(size, selected: row), into: &bytes)
        sent.append(bytes.count)
      }
      sent.sort()
      #expect(sent[sent.count / 2] <= 600, "p50 \(sent[sent.count / 2])")
      #expect(sent[sent.count - 1] <= 1500, "most \(sent[sent.count - 1])")
    }

    @Test func aFullRepaintIsBounded() throws {
      let size = Size(width: 160, height: 50)
      let screen = try open(size)
      var bytes: [UInt8] = []
      screen.render(Self.board(size, selected: 3), into: &bytes)
      #expect(bytes.count <= 25_000, "\(bytes.count)")
    }

    @Test func aThemeChangesWhatIsShown() throws {
      let size = Size(width: 20, height: 2)
      let screen = try open(size)
      var frame = Frame(size: size)
      frame.put("late", x: 0, y: 0, style: Style(.jobLate), in: frame.bounds)
      var bytes: [UInt8] = []
      screen.render(frame, into: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self).contains("\u{1B}[31m"))
      bytes.removeAll()
      screen.theme = Theme(
        name: "other", appearances: [.jobLate: Appearance(foreground: .rgb(red: 255, green: 0, blue: 0), attributes: .bold)])
      screen.render(frame, into: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self).contains("38;5;196"))
    }

    @Test func withoutColoursNoColourIsSent() throws {
      let size = Size(width: 20, height: 2)
      let screen = try open(size, monochrome: true)
      #expect(screen.depth == .mono)
      var frame = Frame(size: size)
      frame.put("late", x: 0, y: 0, style: Style(.jobLate, on: .selectedRow), in: frame.bounds)
      var bytes: [UInt8] = []
      screen.render(frame, into: &bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains("[3") || !text.contains("[31m"))
      #expect(!text.contains("38;5") && !text.contains("48;5"))
      #expect(text.contains("7m"))
    }

    /// Where terminfo has a direct-colour type (ncurses-term), colours go through as they are.
    @Test func directColourIsNotBroughtDown() {
      _ = Self.locale
      let size = Size(width: 20, height: 2)
      guard let screen = Screen(term: "xterm-direct", size: size, theme: Self.theme) else { return }
      #expect(screen.depth == .truecolor)
      var frame = Frame(size: size)
      frame.put("x", x: 0, y: 0, style: Style(.jobLate, on: .selectedRow), in: frame.bounds)
      var bytes: [UInt8] = []
      screen.render(frame, into: &bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("[48:2::40:60:90m") && text.contains("[31m"), "\(text.debugDescription)")
    }

    @Test func resizingRedrawsAll() throws {
      let screen = try open(Size(width: 40, height: 10))
      var bytes: [UInt8] = []
      screen.render(Self.board(Size(width: 40, height: 10), selected: 1), into: &bytes)
      for size in [
        Size(width: 1, height: 1), Size(width: 300, height: 100), Size(width: 10, height: 3), Size(width: 700, height: 2),
        Size(width: 79, height: 23),
      ] {
        screen.resize(to: size)
        var model = TerminalModel(size: size)
        bytes.removeAll()
        let frame = Self.board(size, selected: 1)
        screen.render(frame, into: &bytes)
        model.feed(bytes)
        for y in 0..<size.height { #expect(model.text(row: y) == frame.text(row: y)) }
      }
      // A frame that was drawn for a size that has gone is cut, not an error.
      bytes.removeAll()
      screen.render(Self.board(Size(width: 100, height: 30), selected: 1), into: &bytes)
      screen.render(Self.board(Size(width: 5, height: 2), selected: 1), into: &bytes)
    }

    @Test func leavingAndComingBackShowsAll() throws {
      let size = Size(width: 30, height: 4)
      let screen = try open(size)
      let frame = Self.board(size, selected: 1)
      var bytes: [UInt8] = []
      screen.render(frame, into: &bytes)
      bytes.removeAll()
      screen.leave(into: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self).contains("\u{1B}[?1049l"))
      bytes.removeAll()
      screen.render(frame, into: &bytes)
      var model = TerminalModel(size: size)
      model.feed(bytes)
      #expect(String(decoding: bytes, as: UTF8.self).contains("\u{1B}[?1049h"))
      for y in 0..<size.height { #expect(model.text(row: y) == frame.text(row: y)) }
    }

    @Test func unknownTerminalsAreNotOpened() {
      _ = Self.locale
      #expect(Screen(term: "no-such-terminal", size: Size(width: 80, height: 24), theme: Self.theme) == nil)
      #expect(Screen(term: "dumb", size: Size(width: 80, height: 24), theme: Self.theme)?.isAddressable != true)
    }

    @Test(arguments: ["xterm", "linux", "vt100", "screen-256color", "tmux-256color"])
    func otherTerminalsWork(_ term: String) throws {
      guard let screen = Screen(term: term, size: Size(width: 80, height: 24), theme: Self.theme) else { return }
      _ = Self.locale
      var bytes: [UInt8] = []
      screen.render(Self.board(Size(width: 80, height: 24), selected: 2), into: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self).contains("pissure"))
    }
  }
}
