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

  /// What the checks are worth: each of these mistakes must be seen by them.
  @Test(arguments: Mutation.allCases) func mistakesAreSeen(_ mutation: Mutation) throws {
    let replica = try Self.replica()
    for seed in 1...150 as ClosedRange<UInt64> {
      let outcome = try ScheduleRunner.run(ScheduleParameters(seed: seed, mutation: mutation), replica: replica)
      if !outcome.problems.isEmpty {

        return
      }
    }
    Issue.record("\(mutation) went unseen in 150 schedules")
  }
}
