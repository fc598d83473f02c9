import Chance
import Foundation
import Household

/// Kills consoles with kill -9 at seeded moments, under one kind of fault after another, and compares what they had shown as accepted
/// with the embedded site's journal.
///
/// `[--kills 100] [--minutes N] [--seed S]`: until that many kills, or, with `--minutes`, until the time is over.
struct Kills {
  static let faults = [
    "latency=100ms,apply-then-504=10%,drop=5%", "latency=50ms,error=20%", "latency=100ms,lost-race-500,drop=10%",
    "latency=20ms,late-commit=1s:50%", "latency=200ms,apply-then-504=50%", "latency=100ms,cold=50%,error=5%",
  ]
  static let killsARound = 20

  private let words: [String]

  init(_ words: [String]) { self.words = words }

  /// The number of edits that were lost or doubled.
  func run() async throws -> Int {
    let seed = number("--seed") ?? UInt64.random(in: 0..<1_000_000)
    let kills = number("--kills") ?? 100
    let end = number("--minutes").map { Date(timeIntervalSinceNow: Double($0) * 60) }
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var done: UInt64 = 0
    var faulty = 0
    while end.map({ Date() < $0 }) ?? (done < kills) {
      let plan = Self.faults[Int(generator.next() % UInt64(Self.faults.count))]
      let roundSeed = generator.next() % 1_000_000
      var run = try await KillRun(seed: roundSeed, faults: plan)
      for _ in 0..<Self.killsARound { try await run.kill() }
      let report = try await run.settle()
      done += UInt64(Self.killsARound)
      print(
        "kills \(done): round seed \(roundSeed), faults \(plan): \(report.attempted) edits, \(report.accepted) accepted, "
          + "\(report.lost.count) lost, \(report.doubled.count) doubled")
      for token in report.lost { print("  lost: \(token)") }
      for token in report.doubled { print("  doubled: \(token)") }
      faulty += report.lost.count + report.doubled.count
    }
    return faulty
  }

  private func number(_ flag: String) -> UInt64? {
    guard let place = words.firstIndex(of: flag), words.indices.contains(place + 1) else { return nil }
    return UInt64(words[place + 1])
  }
}
