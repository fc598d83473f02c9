import Glibc
import Household
import Replica
import SyncModel

/// The long runs: `Torture schedules [COUNT] [FIRST-SEED] [STEPS]`. Ends with 1 where a promise was broken, and says by which seed;
/// `Torture trace SEED [STEPS]` tells that schedule step by step. `Torture --minutes N [--seed S]`, or `--kills 100`, kills consoles; `Torture live
/// [SECONDS] [SEED]` writes while the site changes.
@main enum Torture {
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    func number(_ index: Int, _ otherwise: UInt64) -> UInt64 {
      words.count > index ? UInt64(words[index]) ?? otherwise : otherwise
    }
    switch words.first ?? "schedules" {
    case "schedules":
      let broken = try schedules(count: number(1, 5_000), first: number(2, 1), steps: Int(number(3, 250)))
      exit(broken == 0 ? 0 : 1)
    case "live":
      exit(try await live(seconds: Double(number(1, 60)), seed: number(2, UInt64.random(in: 0..<1_000_000))) == 0 ? 0 : 1)
    case let word where word.hasPrefix("--"): exit(try await Kills(words).run() == 0 ? 0 : 1)
    case "trace": try trace(seed: number(1, 1), steps: Int(number(2, 250)))
    default:
      say(
        "usage: Torture schedules [COUNT] [FIRST-SEED] [STEPS] | trace SEED [STEPS] | live [SECONDS] [SEED] | --kills COUNT | --minutes N, with --seed S"
      )
      exit(2)
    }
  }

  /// A dispatcher writes while the simulator changes the site 50 times a second.
  static func live(seconds: Double, seed: UInt64) async throws -> Int {
    say("seed \(seed)")
    var run = try await LiveRun(seed: seed)
    let report = try await run.run(seconds: seconds)
    say(
      "\(report.edits) edits among \(report.simulated) of the simulator: \(report.confirmed) confirmed, \(report.shown) shown as "
        + "waiting for a person, \(report.lost.count) lost, \(report.doubled.count) doubled")
    for token in report.lost + report.doubled { say("  \(token)") }
    return report.lost.count + report.doubled.count
  }

  static func trace(seed: UInt64, steps: Int) throws {
    let replica = try Replica.inMemory(identity: ReplicaIdentity(site: "https://erp.example", user: "torture"))
    var parameters = ScheduleParameters(seed: seed, steps: steps)
    parameters.isTraced = true
    let outcome = try ScheduleRunner.run(parameters, replica: replica)
    for line in outcome.trace + outcome.problems.map({ "BROKEN \($0)" }) { say(line) }
  }

  /// Random schedules of a site, its people, a bad line and crashes: see `ScheduleRunner`.
  static func schedules(count: UInt64, first: UInt64, steps: Int) throws -> Int {
    let replica = try Replica.inMemory(identity: ReplicaIdentity(site: "https://erp.example", user: "torture"))
    var broken = 0
    var total = ScheduleOutcome()
    say("schedules from seed \(first), \(steps) steps each")
    for seed in first..<first + count {
      let outcome = try ScheduleRunner.run(ScheduleParameters(seed: seed, steps: steps), replica: replica)
      total.accepted += outcome.accepted
      total.applied += outcome.applied
      total.parked += outcome.parked
      total.crashes += outcome.crashes
      total.requests += outcome.requests
      for problem in outcome.problems { say("BROKEN \(problem)") }
      if !outcome.problems.isEmpty { broken += 1 }
      if (seed - first) % 500 == 499 { say("\(seed - first + 1) schedules, \(broken) broken") }
    }
    say(
      """
      \(count) schedules: \(total.accepted) edits accepted, \(total.applied) applied, \(total.parked) left to a person, \
      \(total.crashes) crashes, \(total.requests) requests, \(broken) broken
      """)
    return broken
  }

  private static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }
}
