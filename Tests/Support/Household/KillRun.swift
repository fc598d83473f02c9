import Chance
import Foundation
import TerminalHarness

/// Kills a console again and again at seeded moments around the acceptance of its edits, and compares what it had shown as
/// accepted with the site's journal.
package struct KillRun {
  package struct Report: Sendable {
    /// Edits that the screen showed as pending before the kill.
    package let accepted: Int
    /// Edits typed in all.
    package let attempted: Int
    /// Accepted, and not in the site's journal.
    package let lost: [String]
    /// In the journal more than once.
    package let doubled: [String]
  }

  /// Where a kill falls.
  private enum Moment {
    /// This long after the key that saves.
    case afterKey(Duration)
    /// This long after the edit has been seen pending.
    case afterPending(Duration)
  }

  private let household: Household
  private let site: RunningSite
  private var generator: SeededGenerator
  private var jobs: [String]
  private var attempted: [String] = []
  private var accepted: [String] = []

  /// Starts the site, with answers slow enough for kills to fall between request and answer, and reads which jobs there are.
  package init(seed: UInt64, faults: String = "latency=100ms,apply-then-504=10%,drop=5%") async throws {
    generator = SeededGenerator(seed: seed)
    household = try Household()
    site = try await household.startSite(["--seed", String(seed % 1_000_000)])
    let console = try household.console()
    jobs = try await console.waitForLive().backlog
    guard !jobs.isEmpty else { throw HouseholdFailure(description: "no jobs to edit") }
    console.send("q")
    try await console.exitStatus()
    try await site.setFaults(faults)
  }

  /// One console: it types a note that nobody else has, saves it and is killed.
  package mutating func kill() async throws {
    let token = "jalon\(attempted.count)"
    let job = jobs.randomElement(using: &generator) ?? jobs[0]
    let delay = Duration.microseconds(Int.random(in: 0..<250_000, using: &generator))
    let moment = Int.random(in: 0..<4, using: &generator) == 0 ? Moment.afterKey(delay) : .afterPending(delay)
    let console = try household.console()
    // A mark that is seen must be of this edit, not of an earlier one still on its way.
    try await console.waitFor("job \(job) without open edits") { $0.marks(ofJob: job) == [] }
    try await console.writeNotes(ofJob: job, " \(token)")
    attempted.append(token)
    // On a busy machine the site may have confirmed the edit before it was ever drawn as pending.
    let pending = console.expect("job \(job) accepted") { screen in
      guard !screen.contains("Notes · "), let marks = screen.marks(ofJob: job) else { return false }
      return marks.contains(.pending) || marks.isEmpty && screen.contains(token)
    }
    console.send(.function(2))
    switch moment {
    case .afterKey(let delay): try await console.kill9(delay)
    case .afterPending(let delay): try await console.kill9(delay, after: pending)
    }
    try await console.exitStatus()
    // All that the console had written has been read by now.
    if (try? await pending.seen()) != nil { accepted.append(token) }
  }

  /// Ends the faults, lets a last console send what is left, and compares.
  package func settle() async throws -> Report {
    try await site.setFaults("")
    let console = try household.console()
    try await console.waitFor("an empty queue") { $0.linkIs("en direct") && !$0.linkIs("↑") && !$0.linkIs("⚠") }
    let entries = try await site.journal().filter { !$0.isBySimulator }
    func writes(_ token: String) -> Int {
      entries.count { entry in
        let after = entry.after["notes"]?.string ?? ""
        let before = entry.before["notes"]?.string ?? ""
        return after.hasWord(token) && !before.hasWord(token)
      }
    }
    return Report(
      accepted: accepted.count, attempted: attempted.count, lost: accepted.filter { writes($0) == 0 },
      doubled: attempted.filter { writes($0) > 1 })
  }
}
