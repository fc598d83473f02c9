import Chance
import Foundation
import TerminalHarness

/// A dispatcher who writes while the site changes many times a second: nothing typed is interrupted, and every edit that was accepted
/// ends confirmed, or shown as one that waits for a person.
package struct LiveRun {
  package struct Report: Sendable {
    package var edits = 0
    package var confirmed = 0
    /// Shown as conflicting or refused in the Sync view.
    package var shown = 0
    /// Neither.
    package var lost: [String] = []
    /// More than once in the site's journal.
    package var doubled: [String] = []
    /// Writes that the simulator made meanwhile.
    package var simulated = 0
  }

  private let household: Household
  private let site: RunningSite
  private var generator: SeededGenerator

  package init(seed: UInt64, rate: Int = 50) async throws {
    generator = SeededGenerator(seed: seed)
    household = try Household()
    site = try await household.startSite(["--seed", String(seed % 1_000_000), "--simulate", String(rate)])
  }

  /// Goes on for `seconds`, and at least until three edits are made.
  package mutating func run(seconds: Double) async throws -> Report {
    let console = try household.console()
    let jobs = try await console.waitForLive().backlog
    guard !jobs.isEmpty else { throw HouseholdFailure(description: "no jobs to edit") }
    let end = Date(timeIntervalSinceNow: seconds)
    var tokens: [String] = []
    while Date() < end || tokens.count < 3 {
      let job = jobs.randomElement(using: &generator) ?? jobs[0]
      let token = "jalon\(tokens.count)fin"
      if Bool.random(using: &generator) { try await note(token, job, console) } else { try await verb(token, job, console) }
      tokens.append(token)
    }
    return try await settle(tokens, console)
  }

  /// Letter by letter, as a hand does: each is on the screen before the next is struck.
  private func type(_ token: String, after before: String, _ console: TerminalSession) async throws {
    var typed = before
    for letter in token {
      typed.append(letter)
      console.send(.text(String(letter)))
      // A blank at the end of what is typed cannot be told from the rest of the field.
      if letter == " " { continue }
      let whole = typed
      try await console.waitFor("“\(whole)” as it was typed") { $0.contains(whole) }
    }
  }

  private func note(_ token: String, _ job: String, _ console: TerminalSession) async throws {
    try await console.goTo(job: job)
    console.send(.text("n"))
    try await console.waitFor("the notes of \(job)") { $0.contains("Notes · \(job)") }
    console.send(.text(" "))
    try await type(token, after: "", console)
    console.send(.function(2))
    try await console.waitFor("the notes closed") { !$0.contains("Notes · \(job)") }
  }

  private func verb(_ token: String, _ job: String, _ console: TerminalSession) async throws {
    console.send(.text(":"))
    try await console.waitFor("the verb line") { $0.contains("a 1043 marc 10h30") }
    try await type("n \(job) \(token)", after: ":", console)
    console.send(.enter)
    try await console.waitFor("the line of \(job) taken") { !$0.contains(":n \(job)") && $0.contains("notes modifiées") }
  }

  private func settle(_ tokens: [String], _ console: TerminalSession) async throws -> Report {
    try await console.waitFor("an empty queue") { $0.linkIs("en direct") && !$0.linkIs("↑") }
    console.send(.function(5))
    let sync = try await console.waitFor("the Sync view") { $0.contains("Synchronisation") }
    let waiting = sync.lines.joined(separator: "\n")
    let journal = try await site.journal()
    let own = journal.filter { !$0.isBySimulator }
    var report = Report(edits: tokens.count, simulated: journal.count - own.count)
    for token in tokens {
      let writes = own.count { entry in
        (entry.after["notes"]?.string ?? "").hasWord(token) && !(entry.before["notes"]?.string ?? "").hasWord(token)
      }
      if writes > 1 { report.doubled.append(token) }
      if writes > 0 {
        report.confirmed += 1
      } else if waiting.contains(token) {
        report.shown += 1
      } else {
        report.lost.append(token)
      }
    }
    return report
  }
}
