import Foundation
import Household
import TerminalHarness
import Testing

/// Undoing an assignment that somebody at another console has changed since.
@Suite(.serialized) struct UndoTests {
  /// Mine gave the job to Samuel, theirs has it with Julie now, and my screen shows so.
  private func changedSince(_ household: Household) async throws -> (mine: TerminalSession, job: String) {
    let mine = try household.console()
    let job = try #require(try await mine.waitForLive().backlog.first)
    let theirs = try household.console(["XDG_DATA_HOME": household.folder("other-data")])
    try await theirs.waitForLive()
    try await mine.assign(job: job, typing: "Samuel")
    try await mine.waitForConfirmed(job: job)
    // A job that moves away under the cursor leaves it behind: it has to have arrived before it is gone to.
    try await theirs.waitFor("my choice on their screen") { $0.heading(ofJob: job)?.contains("SAMUEL ROY") == true }
    try await theirs.assign(job: job, typing: "Julie")
    try await theirs.waitForConfirmed(job: job)
    try await mine.waitFor("their choice on my screen") {
      $0.heading(ofJob: job)?.contains("JULIE GAGNON") == true && $0.marks(ofJob: job) == []
    }
    return (mine, job)
  }

  private func ask(_ mine: TerminalSession) async throws {
    mine.send("u")
    let dialog = try await mine.waitFor("the question") { $0.contains("changé depuis") && $0.contains("il y a maintenant") }
    let row = dialog.lines.first { $0.contains("technicien") && $0.contains("Julie Gagnon") }
    #expect(row?.contains("Samuel Roy") == true)
  }

  @Test func nothingIsTakenBackBeforeItIsSaidSo() async throws {
    let household = try Household()
    let (mine, job) = try await changedSince(household)
    try await ask(mine)
    mine.send(.escape)
    try await mine.waitFor("the board as it was") {
      !$0.contains("il y a maintenant") && $0.heading(ofJob: job)?.contains("JULIE GAGNON") == true
    }
    #expect(try await household.site().journal().filter { $0.name.hasSuffix(job) && !$0.isBySimulator }.count == 2)
    // The step is still there to be taken back.
    try await ask(mine)
    mine.send(.text("t"), .enter)
    try await mine.waitFor("the job back in the backlog, confirmed") { $0.backlog.contains(job) && $0.marks(ofJob: job) == [] }
    try await waitUntilAsync("the site to have it back") {
      try await household.site().document("Dispatch Job", "BT-0\(job)")["technician"].string ?? "" == ""
    }
  }

  @Test func whatOthersChangedCanStay() async throws {
    let household = try Household()
    let (mine, job) = try await changedSince(household)
    try await ask(mine)
    mine.send(.enter)
    try await mine.waitFor("what was done, and what was not") { $0.contains("défait en partie") }
    try await mine.waitForConfirmed(job: job)
    #expect(try await household.site().document("Dispatch Job", "BT-0\(job)")["technician"].string == "TECH-002")
  }
}
