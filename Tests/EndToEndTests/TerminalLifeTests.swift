import Chance
import Foundation
import Glibc
import Household
import TerminalHarness
import Testing

/// The terminal is the user's: it is taken over whole and given back as it was, whatever ends the console.
@Suite(.serialized) struct TerminalLifeTests {
  /// The modes that a shell starts programs with, and expects back.
  static let shellModes: Set<Int> = [7, 25]

  private func expectClean(_ session: TerminalSession, sourceLocation: SourceLocation = #_sourceLocation) {
    let screen = session.screen
    #expect(!screen.isAlternate, sourceLocation: sourceLocation)
    #expect(screen.modes == Self.shellModes, sourceLocation: sourceLocation)
    #expect(!screen.keypadIsApplication, sourceLocation: sourceLocation)
    #expect(session.isCooked == true, sourceLocation: sourceLocation)
    #expect(screen.unrecognised == [], sourceLocation: sourceLocation)
  }

  @Test func quittingGivesTheTerminalBack() async throws {
    let household = try Household()
    let console = try household.console()
    try await console.waitForBoard()
    #expect(console.screen.isAlternate)
    #expect(console.screen.modes.isSuperset(of: [1006, 2004]))
    console.send("q")
    #expect(try await console.exitStatus() == .exited(0))
    expectClean(console)
  }

  @Test func quittingWhileTheSiteIsBeingOpenedIsNoCrash() async throws {
    let household = try Household()
    try await household.startSite()
    let script = try household.folder("scripts") + "/quit"
    try "quit".write(toFile: script, atomically: true, encoding: .utf8)
    for _ in 0..<25 {
      let run = try await household.run("--script", script, "--screen", "80x24")
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGQUIT])
  func aSignalThatEndsItLeavesACleanTerminal(number: Int32) async throws {
    let household = try Household()
    let console = try household.console()
    try await console.waitForBoard()
    console.signal(number)
    try await console.exitStatus()
    expectClean(console)
  }

  @Test func aCrashLeavesACleanTerminal() async throws {
    let household = try Household()
    let console = try household.console()
    try await console.waitForBoard()
    console.signal(SIGSEGV)
    #expect(try await console.exitStatus() == .signalled(SIGSEGV))
    expectClean(console)
  }

  @Test func aHangUpEndsIt() async throws {
    let household = try Household()
    let console = try household.console()
    try await console.waitForBoard()
    console.hangUp()
    try await console.exitStatus()
  }

  @Test func suspendingAndResuming() async throws {
    let household = try Household()
    let shell = try TerminalSession(
      executable: "/bin/bash", arguments: ["--norc", "--noprofile", "-i"],
      environment: household.environment.merging(["PS1": "prompt> "]) { $1 },
      directory: household.root.path, size: ScreenSize(columns: 120, rows: 40))
    try await shell.waitFor("prompt>")
    shell.send("'\(Household.program)'\r")
    try await shell.waitForBoard()
    shell.send(.control("z"))
    let suspended = try await shell.waitFor("the shell again") { !$0.isAlternate && $0.contains("Stopped") }
    #expect(suspended.modes.isDisjoint(with: [1002, 1004, 1006]))
    // Another size while it sleeps: the screen is made anew for it.
    shell.resize(ScreenSize(columns: 100, rows: 30))
    shell.send("fg\r")
    try await shell.waitFor("the board in the new size") { $0.isAlternate && $0.contains("FILE D'ATTENTE") }
    #expect(shell.screen.modes.contains(1006))
    shell.send("q")
    try await shell.waitFor("the shell at the end") {
      !$0.isAlternate && $0.lines.last { !$0.isEmpty }?.contains("prompt>") == true
    }
    shell.send("exit\r")
    #expect(try await shell.exitStatus() == .exited(0))
  }

  @Test func everySizeIsSurvived() async throws {
    let household = try Household()
    let console = try household.console()
    try await console.waitForBoard()
    var generator = SeededGenerator(seed: 20_260_506)
    let fixed = [(10, 3), (1, 1), (300, 100), (20, 6), (80, 24), (200, 60), (2, 100), (300, 2)]
    let random = (0..<30).map { _ in (Int.random(in: 1...300, using: &generator), Int.random(in: 1...100, using: &generator)) }
    for (columns, rows) in fixed + random { console.resize(ScreenSize(columns: columns, rows: rows)) }
    console.resize(ScreenSize(columns: 120, rows: 40))
    let screen = try await console.waitForBoard()
    #expect(screen.rows.allSatisfy { $0.count == 120 })
    console.resize(ScreenSize(columns: 10, rows: 3))
    try await console.waitFor("a screen for a terminal that is too small") { screen in
      screen.size.columns == 10 && !screen.contains("FILE") && screen.lines.contains { !$0.isEmpty }
    }
    console.resize(ScreenSize(columns: 80, rows: 24))
    try await console.waitForBoard()
    console.send("q")
    #expect(try await console.exitStatus() == .exited(0))
  }
}
