import Foundation
import Glibc
import Testing

@testable import TerminalHarness

@Suite struct SessionTests {
  private func shell(_ script: String, size: ScreenSize = .standard) throws -> TerminalSession {
    try TerminalSession(executable: "/bin/sh", arguments: ["-c", script], size: size)
  }

  @Test func outputIsSeenAndTheStatusKept() async throws {
    let session = try shell("printf 'hello\\n'; exit 7")
    try await session.waitFor("hello")
    #expect(try await session.exitStatus() == .exited(7))
  }

  @Test func keysReachTheProgram() async throws {
    let session = try shell("read line; echo \"got <$line>\"")
    session.send(.text("déjà"), .enter)
    try await session.waitFor("got <déjà>")
  }

  @Test func aProgramThatCannotStartSaysWhy() throws {
    #expect(throws: SpawnFailure.self) { try TerminalSession(executable: "/nowhere/to/be/found") }
  }

  @Test func theProgramHasNothingOfTheTestRun() async throws {
    let session = try shell(
      "ls /proc/self/fd | tr '\\n' ' '; echo end; env | sort | cut -d= -f1 | tr '\\n' ' '; grep SigBlk /proc/self/status")
    let screen = try await session.waitFor("SigBlk")
    // 3 is the listing's own.
    #expect(screen.line(0) == "0 1 2 3 end")
    #expect(screen.line(1).contains("LANG") && !screen.line(1).contains("HOME"))
    #expect(screen.text.contains("0000000000000000"))
  }

  @Test func theSizeIsTheOneAskedFor() async throws {
    let session = try shell(
      "stty size; trap 'stty size' WINCH; while :; do read x || :; done", size: ScreenSize(columns: 100, rows: 30))
    try await session.waitFor("30 100")
    session.resize(ScreenSize(columns: 120, rows: 40))
    try await session.waitFor("40 120")
  }

  @Test func aHangUpEndsTheProgram() async throws {
    let session = try shell("echo ready; exec cat")
    try await session.waitFor("ready")
    session.hangUp()
    #expect(try await session.exitStatus() == .signalled(SIGHUP))
    await #expect(throws: TerminalWaitFailure.self) { try await session.waitFor("never") }
  }

  @Test func aKillIsSeenAsOne() async throws {
    let session = try shell("echo ready; exec cat")
    try await session.kill9(.milliseconds(1), after: session.expect("the sign") { $0.contains("ready") })
    #expect(try await session.exitStatus() == .signalled(SIGKILL))
  }

  @Test func theCeilingFailsWithTheScreen() async throws {
    let session = try shell("echo something else; exec cat")
    try await session.waitFor("something")
    let failure = await #expect(throws: TerminalWaitFailure.self) { try await session.waitFor("never", ceiling: 0.05) }
    #expect(failure?.description.contains("something else") == true)
  }

  @Test func anUpdateHeldBackIsNotSeen() async throws {
    let session = try shell("printf 'old\\033[?2026h\\rnew'; read x; printf '\\033[?2026l'; exec cat")
    await #expect(throws: TerminalWaitFailure.self) { try await session.waitFor("new", ceiling: 0.2) }
    session.send("\r")
    try await session.waitFor("new")
  }

  @Test func whatIsShownForAMomentIsSeen() async throws {
    let session = try shell("read x; printf '\\033[?2026hbrief\\033[?2026l\\033[?2026h\\r\\033[Klast\\033[?2026l'; exec cat")
    let brief = session.expect("the brief word") { $0.contains("brief") }
    let last = session.expect("the last word") { $0.contains("last") }
    session.send("\r")
    #expect(try await brief.seen().contains("brief"))
    #expect(try await last.seen().contains("brief") == false)
  }

  @Test func theTerminalsModesAreSeen() async throws {
    let session = try shell("stty raw -echo; echo raw; read x; stty sane; echo cooked; exec cat")
    try await session.waitFor("raw")
    #expect(session.isCooked == false)
    session.send("\n")
    try await session.waitFor("cooked")
    #expect(session.isCooked == true)
  }

  @Test func aSessionLetGoLeavesNoProcess() async throws {
    var session: TerminalSession? = try shell("trap '' HUP; echo ready; while :; do read x || :; done")
    try await session?.waitFor("ready")
    let pid = try #require(session?.pid)
    let core = try #require(session?.coreForTests)
    session = nil
    #expect(core.waitForExit(seconds: TerminalSession.ceiling) == .signalled(SIGKILL))
    #expect(kill(pid, 0) == -1 || errno == ESRCH)
  }
}
