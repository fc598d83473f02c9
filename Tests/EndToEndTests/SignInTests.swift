import Foundation
import Household
import TerminalHarness
import Testing

/// A configured site and hub whose keys are exchanged under a running console.
@Suite(.serialized) struct SignInTests {
  private func household(hub: Bool = false, command: String? = nil) async throws -> (Household, RunningSite) {
    let household = try Household()
    let site = try await household.startSite(["--port", "0"])
    var lines = ["site:", "  url: \(site.address)"]
    if hub { lines += ["hub:", "  url: \(site.address)"] }
    if let command { lines += ["credential_command: [/bin/cat, \(household.configurationFolder.path)/\(command)]"] }
    try household.configure(lines.joined(separator: "\n"))
    return (household, site)
  }

  private func keys(_ site: RunningSite, secret: String? = nil, hubToken: String? = nil) -> String {
    "api_key: \(site.apiKey)\napi_secret: \(secret ?? site.apiSecret)\nhub_token: \(hubToken ?? site.hubToken)\n"
  }

  @Test func aNewKeyInTheFileIsFoundUnasked() async throws {
    let (household, site) = try await household()
    try household.configure(keys(site, secret: "of-last-year"), file: "credentials")
    let console = try household.console()
    try await console.waitFor("what to do") { $0.contains("demande de se reconnecter") && $0.contains("credentials") }
    try household.configure(keys(site), file: "credentials")
    try await console.waitFor("the board") { !$0.backlog.isEmpty && $0.linkIs("relevés") }
  }

  @Test func aNewKeyOfACommandIsReadOnF5() async throws {
    let (household, site) = try await household(command: "secrets")
    try household.configure(keys(site, secret: "of-last-year"), file: "secrets")
    let console = try household.console()
    try await console.waitFor("what to do") { $0.contains("demande de se reconnecter") && $0.contains("F5") }
    try household.configure(keys(site), file: "secrets")
    console.send(.function(5))
    try await console.waitFor("the link") { $0.linkIs("relevés") }
  }

  @Test func aHubTokenThatIsRefusedIsSaidAndItsSuccessorUsed() async throws {
    let (household, site) = try await household(hub: true)
    try household.configure(keys(site, hubToken: "of-last-year"), file: "credentials")
    let console = try household.console()
    try await console.waitFor("the sentence about the hub") { $0.contains("Le hub refuse le jeton") }
    try await console.waitFor("polling") { !$0.backlog.isEmpty && $0.linkIs("relevés") }
    try household.configure(keys(site), file: "credentials")
    try await console.waitForLive()
  }

  @Test func withoutAConfiguredZoneTheSitesOwnIsLearned() async throws {
    let (household, site) = try await household()
    try household.configure(keys(site), file: "credentials")
    #expect(try await household.run("jobs").status == 0)
    let kept = try #require(household.files { $0.lastPathComponent == "site-zone" }.first)
    #expect(try String(contentsOf: kept, encoding: .utf8) == "America/Toronto\n")
    // The site has moved since.
    try "Europe/Paris\n".write(to: kept, atomically: true, encoding: .utf8)
    let console = try household.console()
    try await waitUntil("the zone") { try String(contentsOf: kept, encoding: .utf8) == "America/Toronto\n" }
    try await console.waitFor("the board") { !$0.backlog.isEmpty && $0.linkIs("relevés") }
    #expect(!console.screen.contains("Europe/Paris"))
    let job = try #require(console.screen.backlog.first)
    try await console.assign(job: job, typing: "Samuel")
    try await console.waitForConfirmed(job: job)
  }
}
