import Foundation
import Replica
import SyncModel
import Testing

/// Longer runs: `swift run -c release Torture`.
@Suite struct ScheduleTests {
  static func replica() throws -> Replica {
    try Replica.inMemory(identity: ReplicaIdentity(site: "https://erp.example", user: "marie@example"))
  }

  @Test(arguments: 0..<6 as Range<UInt64>) func everyScheduleEndsWithNothingLostAndNothingTwice(_ batch: UInt64) throws {
    let replica = try Self.replica()
    var total = ScheduleOutcome()
    for seed in 1 + batch * 15...15 + batch * 15 {
      let outcome = try ScheduleRunner.run(ScheduleParameters(seed: seed), replica: replica)
      #expect(outcome.problems.isEmpty, "\(outcome.problems.joined(separator: "\n"))")
      total.accepted += outcome.accepted
      total.applied += outcome.applied
      total.crashes += outcome.crashes
    }
    // A schedule in which nothing happens proves nothing.
    #expect(total.accepted > 100)
    #expect(total.applied > total.accepted / 2)
    #expect(total.crashes > 5)
  }

  /// Others at every run, for `SCHEDULE_SECONDS`; what fails says with which seed.
  @Test func randomSchedulesEndSoToo() throws {
    let asked = ProcessInfo.processInfo.environment["SCHEDULE_SECONDS"].flatMap { Double($0) }
    let first = UInt64.random(in: 1_000...UInt64(UInt32.max))
    print("random schedules, from seed \(first)")
    let replica = try Self.replica()
    let end = ContinuousClock.now + .seconds(asked ?? 6)
    var seed = first
    while ContinuousClock.now < end {
      let outcome = try ScheduleRunner.run(ScheduleParameters(seed: seed), replica: replica)
      #expect(outcome.problems.isEmpty, "seed \(seed): \(outcome.problems.joined(separator: "\n"))")
      if !outcome.problems.isEmpty { return }
      seed += 1
    }
    print("\(seed - first) random schedules, up to seed \(seed)")
  }

  /// What the checks are worth: each of these mistakes must be seen by them.
  @Test(arguments: Mutation.allCases) func mistakesAreSeen(_ mutation: Mutation) throws {
    let replica = try Self.replica()
    for seed in 1...150 as ClosedRange<UInt64> {
      let outcome = try ScheduleRunner.run(ScheduleParameters(seed: seed, mutation: mutation), replica: replica)
      if !outcome.problems.isEmpty { return }
    }
    Issue.record("\(mutation) went unseen in 150 schedules")
  }
}
