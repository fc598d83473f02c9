import Foundation
import Household
import TerminalHarness
import Testing

/// One edit's way from a key press through replica, HTTP and site back to the screen, and to other screens.
@Suite(.serialized) struct AssignmentTests {
  @Test func aJobAssignedByKeyboardIsConfirmed() async throws {
    let household = try Household()
    // Slow enough for every state on the way to be drawn.
    try await household.startSite(["--faults", "latency=300ms"])
    let console = try household.console()
    let job = try #require(try await console.waitForLive().backlog.first)
    let pending = console.expectPending(job: job)
    try await console.assign(job: job, typing: "Samuel")
    try await pending.seen()
    let confirmed = try await console.waitForConfirmed(job: job)
    #expect(confirmed.heading(ofJob: job)?.contains("SAMUEL ROY") == true)
    let writes = try await household.site().journal().filter { $0.name.hasSuffix(job) && !$0.isBySimulator }
    #expect(writes.count == 1)
    #expect(writes.first?.after["technician"]?.string != nil)
    #expect(writes.first?.requestID != nil)
  }

  @Test func aSecondConsoleOnTheSameSiteFollows() async throws {
    let household = try Household()
    let first = try household.console()
    let job = try #require(try await first.waitForLive().backlog.first)
    let second = try household.console(size: ScreenSize(columns: 90, rows: 110))
    try await second.waitForLive()
    try await first.assign(job: job, typing: "Samuel")
    try await second.waitFor("the job under its technician on the second console") {
      $0.heading(ofJob: job)?.contains("SAMUEL ROY") == true && $0.marks(ofJob: job) == []
    }
    // And the other way round: whoever holds the lease.
    let back = try #require(first.screen.backlog.first { $0 != job })
    try await second.assign(job: back, typing: "Samuel")
    try await first.waitFor("the other job on the first console") {
      $0.heading(ofJob: back)?.contains("SAMUEL ROY") == true && $0.marks(ofJob: back) == []
    }
  }

  @Test func aSecondReplicaOnTheSameSiteFollows() async throws {
    let household = try Household()
    let first = try household.console()
    let job = try #require(try await first.waitForLive().backlog.first)
    let second = try household.console(["XDG_DATA_HOME": household.folder("other-data")])
    try await second.waitForLive()
    try await first.assign(job: job, typing: "Samuel")
    try await second.waitFor("the job under its technician on the other replica") {
      $0.heading(ofJob: job)?.contains("SAMUEL ROY") == true && $0.marks(ofJob: job) == []
    }
  }

  @Test func anotherDispatchersEditAppears() async throws {
    let household = try Household()
    let console = try household.console()
    let job = try #require(try await console.waitForLive().backlog.first)
    try await console.goTo(job: job)
    try await household.site().update("Dispatch Job", "BT-0\(job)", ["notes": "Clé chez le voisin d'en face."])
    try await console.waitFor("Clé chez le voisin d'en face.")
  }

  @Test func undoTakesTheAssignmentBack() async throws {
    let household = try Household()
    let console = try household.console()
    let job = try #require(try await console.waitForLive().backlog.first)
    try await console.assign(job: job, typing: "Samuel")
    try await console.waitForConfirmed(job: job)
    console.send("u")
    try await console.waitFor("the job back in the backlog, confirmed") { $0.backlog.contains(job) && $0.marks(ofJob: job) == [] }
    try await waitUntilAsync("the site to have it back") {
      try await household.site().document("Dispatch Job", "BT-0\(job)")["technician"].string ?? "" == ""
    }
    console.send("U")
    try await console.waitFor("the job assigned again") {
      $0.heading(ofJob: job)?.contains("SAMUEL ROY") == true && $0.marks(ofJob: job) == []
    }
  }
}
