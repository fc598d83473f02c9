import Household
import TerminalHarness
import Testing

/// What the site lets its user do narrows what the console offers.
@Suite(.serialized) struct RoleTests {
  @Test func aReaderSeesWhyNothingCanBeChanged() async throws {
    let household = try Household()
    try await household.startSite(["--user-access", "read"])
    let console = try household.console()
    let job = try #require(try await console.waitForLive().backlog.first)
    try await console.waitFor("what the site says") { $0.contains("le site ne vous laisse rien modifier") }
    try await console.goTo(job: job)
    console.send(.text("a"))
    try await console.waitFor("the reason") { !$0.contains("Assigner \(job)") && $0.contains("lecture seule") }
  }

  @Test func aSupervisorFindsTheTeam() async throws {
    let household = try Household()
    try await household.startSite(["--user-access", "manage"])
    try household.configure("team: épissure\n")
    let console = try household.console()
    let screen = try await console.waitFor("the team") { $0.contains("Mon équipe") && $0.contains("MARC TREMBLAY") }
    #expect(!screen.contains("KARINE CÔTÉ"))
  }
}
