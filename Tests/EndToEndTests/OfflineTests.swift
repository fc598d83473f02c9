import Foundation
import Household
import TerminalHarness
import Testing

/// Losing the site never closes the console and loses nothing.
@Suite(.serialized) struct OfflineTests {
  @Test func anEditMadeOfflineGoesOutWhenTheSiteIsBack() async throws {
    let household = try Household()
    var site = try await household.startSite()
    let console = try household.console()
    let job = try #require(try await console.waitForLive().backlog.first)
    try await household.stopSite(site)
    try await console.waitForOffline()
    let pending = try await console.assign(job: job, typing: "Samuel")
    #expect(pending.linkIs("hors ligne"))
    try await console.waitFor("the queue in the toolbar") { $0.linkIs("↑1") }
    #expect(console.screen.marks(ofJob: job) == [.pending])
    site = try await household.startSite()
    try await console.waitForConfirmed(job: job)
    try await console.waitForLive()
    #expect(!console.screen.linkIs("↑1"))
    let writes = try await site.journal().filter { $0.name.hasSuffix(job) && !$0.isBySimulator }
    #expect(writes.count == 1)
  }

  @Test func anEditMadeOfflineSurvivesTheConsole() async throws {
    let household = try Household()
    var site = try await household.startSite()
    var console = try household.console()
    let job = try #require(try await console.waitForLive().backlog.first)
    try await household.stopSite(site)
    try await console.waitForOffline()
    try await console.assign(job: job, typing: "Samuel")
    console.send("q")
    #expect(try await console.exitStatus() == .exited(0))
    site = try await household.startSite()
    console = try household.console()
    try await console.waitFor("the job under its technician") {
      $0.heading(ofJob: job)?.contains("SAMUEL ROY") == true && $0.marks(ofJob: job) == []
    }
    #expect(try await site.journal().filter { $0.name.hasSuffix(job) && !$0.isBySimulator }.count == 1)
  }

  @Test func aSiteThatDiedUnderItsConsoleIsStartedAgain() async throws {
    let household = try Household()
    let console = try household.console()
    let job = try #require(try await console.waitForLive().backlog.first)
    let site = try await household.site()
    kill(site.pid, SIGKILL)
    try await console.assign(job: job, typing: "Samuel")
    try await waitUntil("another site") { RunningSite(household).map { $0.pid != site.pid } == true }
    try await console.waitForConfirmed(job: job)
    try await console.waitForLive()
    #expect(try await household.site().journal().filter { $0.name.hasSuffix(job) && !$0.isBySimulator }.count == 1)
  }

  @Test(arguments: [false, true])
  func aSiteThatCouldNotStartIsStartedOnceItCan(isKnown: Bool) async throws {
    let household = try Household()
    if isKnown {
      #expect(try await household.run("jobs").status == 0)
      #expect(try await household.run("embedded-site", "stop").status == 0)
    }
    let folder = try household.folder("run/gigafibre-dispatch")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    let console = try household.console()
    try await console.waitFor("what stands in the way") { $0.contains("chmod 700") }
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
    try await console.waitForLive()
  }

  @Test func aServerThatAppliesAndFailsToSaySoGetsTheEditOnce() async throws {
    let household = try Household()
    let site = try await household.startSite()
    let console = try household.console()
    let jobs = Array(try await console.waitForLive().backlog.prefix(3))
    #expect(jobs.count == 3)
    try await site.setFaults("apply-then-504=100%")
    for job in jobs { try await console.assign(job: job, typing: "Samuel") }
    try await waitUntilAsync("the writes at the site") {
      try await jobs.allSatisfyAsync { job in try await site.journal().contains { $0.name.hasSuffix(job) } }
    }
    try await site.setFaults("")
    for job in jobs {
      try await console.goTo(job: job)
      try await console.waitForConfirmed(job: job)
    }
    let journal = try await site.journal().filter { !$0.isBySimulator }
    for job in jobs { #expect(journal.filter { $0.name.hasSuffix(job) }.count == 1, "\(job)") }
  }
}
