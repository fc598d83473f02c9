import Canvas
import Glibc
import Testing

@testable import TerminalIO

extension NcursesTests {
  @Suite struct TerminalTests {
    private func open(_ pty: PseudoTerminal, _ change: (inout Terminal.Options) -> Void = { _ in }) throws -> Terminal {
      var options = Terminal.Options(term: "xterm-256color", theme: ScreenTests.theme)
      options.descriptor = pty.program
      change(&options)
      return try Terminal(options)
    }

    /// Polls as the console's loop does until `done`, at most 30 seconds.
    private func run(_ terminal: Terminal, until done: ([Input]) -> Bool) -> [Input] {
      var inputs: [Input] = []
      var patience = 3000
      while !done(inputs), patience > 0 {
        var requests = [
          pollfd(fd: terminal.descriptor, events: terminal.pollEvents, revents: 0),
          pollfd(fd: terminal.signalDescriptor, events: Int16(POLLIN), revents: 0),
        ]
        let limit = terminal.pollTimeout
        poll(&requests, 2, limit < 0 ? 10 : min(10, limit))
        inputs += terminal.readInputs()
        patience -= 1
      }
      return inputs
    }

    @Test func keysComeInAndFramesGoOut() throws {
      let size = Size(width: 60, height: 10)
      let pty = try #require(PseudoTerminal(size: size))
      let terminal = try open(pty)
      defer { terminal.close() }
      #expect(terminal.size == size)
      #expect(terminal.pollTimeout == -1)
      let frame = ScreenTests.board(size, selected: 2)
      terminal.paint(frame)
      var model = TerminalModel(size: size)
      model.feed(pty.receive())
      for y in 0..<size.height { #expect(model.text(row: y) == frame.text(row: y)) }
      pty.type("aé\u{1B}[A\u{1B}[<2;4;5M\u{1B}[200~x\ny\u{1B}[201~")
      let inputs = run(terminal) { $0.count >= 5 }
      #expect(
        inputs == [
          .key(Key("a")), .key(Key("é")), .key(Key(.up)), .mouse(Mouse(.right, .press, at: Point(x: 3, y: 4))), .paste("x\ny"),
        ])
      #expect(terminal.pollTimeout == -1)
    }

    @Test func aLoneEscapeNeedsATimeout() throws {
      let pty = try #require(PseudoTerminal(size: Size(width: 40, height: 5)))
      let terminal = try open(pty)
      defer { terminal.close() }
      pty.type("\u{1B}")
      #expect(run(terminal) { !$0.isEmpty } == [.key(Key(.escape))])
      #expect(terminal.pollTimeout == -1)
    }

    @Test func settingsAreRestored() throws {
      let pty = try #require(PseudoTerminal(size: Size(width: 40, height: 5)))
      let before = pty.settings
      #expect(before.c_lflag & tcflag_t(ECHO) != 0)
      let terminal = try open(pty)
      #expect(pty.settings.c_lflag & tcflag_t(ECHO | ICANON | ISIG) == 0)
      #expect(pty.settings.c_iflag & tcflag_t(IXON | ICRNL) == 0)
      terminal.paint(Frame(size: terminal.size))
      pty.type("\u{1B}[?62c")
      terminal.close()
      #expect(
        pty.settings.c_lflag == before.c_lflag && pty.settings.c_iflag == before.c_iflag && pty.settings.c_oflag == before.c_oflag
      )
      pty.receive()
      func place(_ sequence: String) -> Int? {
        let wanted = Array(sequence.utf8)
        return pty.received.indices.first { pty.received[$0...].starts(with: wanted) }
      }
      for mode in ["1049", "2004", "1004", "1002", "1006"] {
        let on = try #require(place("\u{1B}[?\(mode)h"))
        let off = try #require(place("\u{1B}[?\(mode)l"))
        #expect(on < off)
      }
    }

    @Test func aResizeIsToldOnceAndRedrawn() throws {
      let pty = try #require(PseudoTerminal(size: Size(width: 40, height: 5)))
      let terminal = try open(pty)
      defer { terminal.close() }
      terminal.paint(ScreenTests.board(terminal.size, selected: 1))
      pty.receive()
      for width in 41...70 {
        pty.resize(to: Size(width: width, height: 12))
        kill(getpid(), SIGWINCH)
      }
      let inputs = run(terminal) { !$0.isEmpty }
      #expect(inputs == [.resize(Size(width: 70, height: 12))])
      #expect(terminal.readInputs().isEmpty)
      let frame = ScreenTests.board(terminal.size, selected: 1)
      terminal.paint(frame)
      var model = TerminalModel(size: terminal.size)
      model.feed(pty.receive())
      for y in 0..<frame.size.height { #expect(model.text(row: y) == frame.text(row: y)) }
    }

    @Test func aHangUpIsToldOnceAndPaintingGoesOnHarmlessly() throws {
      let pty = try #require(PseudoTerminal(size: Size(width: 40, height: 5)))
      let terminal = try open(pty)
      terminal.paint(ScreenTests.board(terminal.size, selected: 1))
      pty.hangUp()
      #expect(run(terminal) { !$0.isEmpty } == [.hangUp])
      #expect(terminal.readInputs().isEmpty)
      terminal.paint(ScreenTests.board(terminal.size, selected: 2))
      terminal.close()
    }

    @Test func askedToEndByASignal() throws {
      let pty = try #require(PseudoTerminal(size: Size(width: 40, height: 5)))
      let terminal = try open(pty)
      kill(getpid(), SIGTERM)
      #expect(run(terminal) { !$0.isEmpty } == [.hangUp])
      pty.receive()
      terminal.close()
      #expect(String(decoding: pty.receive(), as: UTF8.self).contains("\u{1B}[?1049l"))
    }

    @Test func askedToStopByASignal() throws {
      let pty = try #require(PseudoTerminal(size: Size(width: 40, height: 5)))
      let terminal = try open(pty)
      defer { terminal.close() }
      #expect(!terminal.suspendRequested)
      kill(getpid(), SIGTSTP)
      _ = run(terminal) { _ in terminal.suspendRequested }
      #expect(terminal.suspendRequested)
    }

    /// A terminal that takes nothing never holds the console up, and gets the newest frame once it does.
    @Test func aSlowTerminalGetsTheNewestFrame() throws {
      let size = Size(width: 200, height: 60)
      let pty = try #require(PseudoTerminal(size: size))
      let terminal = try open(pty) { $0.mouse = false }
      defer { terminal.close() }
      var frame = Frame(size: size)
      for round in 0..<40 {
        for y in 0..<size.height {
          frame.put(
            String(repeating: round % 2 == 0 ? "é\(round) " : "à \(round)", count: 40), x: 0, y: y, style: .normal,
            in: frame.bounds)
        }
        terminal.paint(frame)
      }
      #expect(terminal.pollEvents & Int16(POLLOUT) != 0)
      var model = TerminalModel(size: size)
      var sent: [UInt8] = []
      var patience = 100_000
      while patience > 0 {
        let new = pty.receive()
        sent += new
        _ = terminal.readInputs()
        if new.isEmpty, terminal.pollEvents & Int16(POLLOUT) == 0 {
          sent += pty.receive()
          break
        }
        patience -= 1
      }
      model.feed(sent)
      for y in 0..<size.height { #expect(model.text(row: y) == frame.text(row: y)) }
    }

    @Test func anotherProgramMayHaveTheTerminal() throws {
      let pty = try #require(PseudoTerminal(size: Size(width: 40, height: 5)))
      let before = signalAction(SIGTERM)
      let cooked = pty.settings
      let terminal = try open(pty)
      let frame = ScreenTests.board(terminal.size, selected: 1)
      terminal.paint(frame)
      pty.type("\u{1B}[?62c")
      terminal.leave()
      #expect(pty.settings.c_lflag == cooked.c_lflag)
      terminal.paint(frame)
      kill(getpid(), SIGINT)
      pty.receive()
      #expect(terminal.resume())
      #expect(pty.settings.c_lflag & tcflag_t(ICANON) == 0)
      terminal.paint(frame)
      var model = TerminalModel(size: terminal.size)
      model.feed(pty.receive())
      for y in 0..<frame.size.height { #expect(model.text(row: y) == frame.text(row: y)) }
      terminal.close()
      #expect(pty.settings.c_lflag == cooked.c_lflag)
      #expect(signalAction(SIGTERM) == before)
    }

    private func signalAction(_ number: Int32) -> UInt {
      var action = sigaction()
      sigaction(number, nil, &action)
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: UInt.self)
    }

    @Test func theMouseCanBeTurnedOff() throws {
      let pty = try #require(PseudoTerminal(size: Size(width: 40, height: 5)))
      let terminal = try open(pty)
      defer { terminal.close() }
      pty.receive()
      terminal.mouse = false
      #expect(String(decoding: pty.receive(), as: UTF8.self) == "\u{1B}[?1006l\u{1B}[?1002l")
      terminal.mouse = true
      #expect(String(decoding: pty.receive(), as: UTF8.self) == "\u{1B}[?1002h\u{1B}[?1006h")
    }

    @Test func largeFramesAreShownAtOnceWhereTheTerminalCan() throws {
      let size = Size(width: 120, height: 40)
      let pty = try #require(PseudoTerminal(size: size))
      let terminal = try open(pty)
      defer { terminal.close() }
      terminal.paint(Frame(size: size))
      pty.type("\u{1B}[?2026;2$y\u{1B}[?62c")
      #expect(terminal.readInputs().isEmpty)
      pty.receive()
      terminal.paint(ScreenTests.board(size, selected: 3))
      let sent = String(decoding: pty.receive(), as: UTF8.self)
      #expect(sent.hasPrefix("\u{1B}[?2026h") && sent.hasSuffix("\u{1B}[?2026l"))
      terminal.paint(ScreenTests.board(size, selected: 3))
      #expect(pty.receive().isEmpty)
    }

    @Test func anUnknownTypeGoesOnAsXterm() throws {
      let pty = try #require(PseudoTerminal(size: Size(width: 40, height: 5)))
      let terminal = try open(pty) { $0.term = "ghostty-of-tomorrow" }
      defer { terminal.close() }
      #expect(terminal.unknownType == "ghostty-of-tomorrow")
      #expect(terminal.depth == .palette256)
    }

    @Test func whatIsNoTerminalIsRefused() throws {
      var options = Terminal.Options(term: "xterm", theme: ScreenTests.theme)
      options.descriptor = Glibc.open("/dev/null", O_RDWR)
      defer { Glibc.close(options.descriptor) }
      #expect(throws: TerminalFailure.notATerminal) { try Terminal(options) }
      let pty = try #require(PseudoTerminal(size: Size(width: 40, height: 5)))
      options.descriptor = pty.program
      options.term = "dumb"
      #expect(throws: TerminalFailure.unaddressable(term: "dumb")) { try Terminal(options) }
    }
  }
}
