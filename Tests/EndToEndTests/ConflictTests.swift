import Foundation
import Glibc
import Household
import TerminalHarness
import Testing

/// Two dispatchers give one job to different technicians while neither can see the other.
@Suite(.serialized) struct ConflictTests {
  struct Quarrel {
    let household: Household
    let site: RunningSite
    let mine: TerminalSession
    let theirs: TerminalSession
    let job: String
  }

  /// My assignment is accepted while the site is away; theirs is confirmed while I am stopped; then I go on.
  private func quarrel() async throws -> Quarrel {
    let household = try Household()
    let site = try await household.startSite()
    let mine = try household.console()
    let theirs = try household.console(["XDG_DATA_HOME": household.folder("other-data")])
    let job = try #require(try await mine.waitForLive().backlog.first)
    try await theirs.waitForLive()
    try await household.stopSite(site)
    try await mine.waitForOffline()
    try await theirs.waitForOffline()
    try await mine.assign(job: job, typing: "Samuel")
    mine.signal(SIGSTOP)
    let back = try await household.startSite()
    try await theirs.waitForLive()
    try await theirs.assign(job: job, typing: "Julie")
    try await theirs.waitForConfirmed(job: job)
    mine.signal(SIGCONT)
    try await mine.waitFor("the conflict in the margin") { $0.marks(ofJob: job)?.contains(.conflict) == true }
    return Quarrel(household: household, site: back, mine: mine, theirs: theirs, job: job)
  }

  private func openDialog(_ quarrel: Quarrel) async throws -> Screen {
    try await quarrel.mine.goTo(job: quarrel.job)
    quarrel.mine.send(.enter)
    return try await quarrel.mine.waitFor("the dialog") { $0.contains("\(quarrel.job) a changé pendant votre modification") }
  }

  /// Chooses a side for every field of the dialog, and keeps the choice.
  private func keep(_ side: TerminalKey, in dialog: Screen, _ session: TerminalSession) {
    let fields = ["technicien", "début", "statut", "raison", "ordre"].filter { dialog.find($0) != nil }
    for _ in fields { session.send(side, .down) }
    session.send(.enter)
  }

  @Test func keepingMine() async throws {
    let quarrel = try await quarrel()
    let dialog = try await openDialog(quarrel)
    #expect(dialog.line(containing: "Samuel Roy")?.contains("Julie Gagnon") == true)
    keep(.left, in: dialog, quarrel.mine)
    try await quarrel.mine.waitFor("my choice, confirmed") {
      $0.heading(ofJob: quarrel.job)?.contains("SAMUEL ROY") == true && $0.marks(ofJob: quarrel.job) == []
    }
    try await quarrel.theirs.waitFor("my choice on the other screen") {
      $0.heading(ofJob: quarrel.job)?.contains("SAMUEL ROY") == true
    }
    #expect(try await quarrel.site.journal().filter { $0.name.hasSuffix(quarrel.job) && !$0.isBySimulator }.count == 2)
  }

  @Test func keepingTheirs() async throws {
    let quarrel = try await quarrel()
    let dialog = try await openDialog(quarrel)
    keep(.right, in: dialog, quarrel.mine)
    try await quarrel.mine.waitFor("their choice, and nothing of mine left") {
      $0.heading(ofJob: quarrel.job)?.contains("JULIE GAGNON") == true && $0.marks(ofJob: quarrel.job) == []
    }
    #expect(try await quarrel.site.journal().filter { $0.name.hasSuffix(quarrel.job) && !$0.isBySimulator }.count == 1)
  }

  @Test func leavingItForLaterKeepsIt() async throws {
    let quarrel = try await quarrel()
    _ = try await openDialog(quarrel)
    quarrel.mine.send(.escape)
    try await quarrel.mine.waitFor("the board, the conflict still there") {
      !$0.contains("a changé pendant") && $0.marks(ofJob: quarrel.job)?.contains(.conflict) == true
    }
    quarrel.mine.send("q")
    #expect(try await quarrel.mine.exitStatus() == .exited(0))
    let again = try quarrel.household.console()
    try await again.waitFor("the conflict after a restart") { $0.marks(ofJob: quarrel.job)?.contains(.conflict) == true }
  }
}
