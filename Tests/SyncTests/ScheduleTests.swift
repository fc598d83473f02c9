import Replica
import SyncModel
import Testing

@Suite struct ScheduleTests {
  static func replica() throws -> Replica {
    try Replica.inMemory(identity: ReplicaIdentity(site: "https://erp.example", user: "marie@example"))
  }

  @Test func everyScheduleEndsWithNothingLostAndNothingTwice() throws {
    let replica = try Self.replica()
    var accepted = 0
    var applied = 0
    var crashes = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      let outcome = try ScheduleRunner.run(ScheduleParameters(seed: seed), replica: replica)
      #expect(outcome.problems.isEmpty, "\(outcome.problems.joined(separator: "\n"))")
      accepted += outcome.accepted
      applied += outcome.applied
      crashes += outcome.crashes
    }
    print("accepted \(accepted), applied \(applied), crashes \(crashes)")
  }

  /// What the checks are worth: each of these mistakes must be seen by them.
  @Test(arguments: Mutation.allCases) func mistakesAreSeen(_ mutation: Mutation) throws {
    let replica = try Self.replica()
    for seed in 1...200 as ClosedRange<UInt64> {
      let outcome = try ScheduleRunner.run(ScheduleParameters(seed: seed, mutation: mutation), replica: replica)
      if !outcome.problems.isEmpty {
        print(mutation, seed, outcome.problems.first ?? "")
        return
      }
    }
    Issue.record("\(mutation) went unseen in 200 schedules")
  }
}
