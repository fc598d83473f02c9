import Foundation
import Household

/// A replica's first reading of the site, by the headless verb: what it costs the client, and how long it takes beside the server's
/// own time.
struct FirstSync {
  let household: Household

  func run() async throws {
    let cpu = ProcessFigures.reapedChildrenCPU
    let start = monotonicNow()
    let run = try await household.run("sync", "--once", "--json", "--wait", "3600")
    let elapsed = Double(monotonicNow() - start) / 1e9
    let spent = Double(ProcessFigures.reapedChildrenCPU - cpu) / 1e9
    say("first sync: \(run.output.isEmpty ? run.errors : run.output)")
    guard run.status == 0 else { return }
    let jobs = try await household.run("doctor", "--json").output
    say("replica: \(jobs)")
    report("first sync", elapsed, "s")
    let json = try? JSONDecoder().decode(JSONValue.self, from: Data(run.output.utf8))
    if let rows = json?["received"].number, rows > 0 {
      report("first sync: rows a second", rows / elapsed, "1/s", places: 0)
      report("first sync: CPU a 10,000 rows", spent / rows * 10_000, "s", budget: 0.6)
    } else {
      report("first sync: CPU", spent, "s")
    }
  }
}
