import Foundation
import Household
import TerminalHarness

/// Measures the console as a dispatcher feels it, and prints figures beside their budgets. Nothing is asserted.
///
/// `swift run -c release Benchmarks [--quick]`: with `--quick` on the week of ten regions in place of a year of the largest;
/// with `--tiles FILE` on the decoding of that file's tiles alone.
/// `… Benchmarks map`: the map alone, in this process.
@main struct Benchmarks {
  static let size = ScreenSize(columns: 160, rows: 50)

  static func main() async throws {
    if let tiles = TileFigures(CommandLine.arguments) { return try tiles.run() }
    TravelFigures.run()
    if CommandLine.arguments.dropFirst().first == "map" { return MapFigures().run() }
    let isQuick = CommandLine.arguments.contains("--quick")
    // All of the year stays in the replica.
    let household = try Household(["GIGAFIBRE_DISPATCH_RETENTION_DAYS": "3650"])
    let site = try await household.startSite(["--scale", isQuick ? "10" : "year"])
    try await FirstSync(household: household).run()
    let console = ConsoleFigures(household: household, site: site, size: size)
    let moves = try await console.run()
    if let tig = TigComparison() {
      let repository = household.root.appendingPathComponent("repository")
      try FileManager.default.createDirectory(at: repository, withIntermediateDirectories: true)
      try TigComparison.makeRepository(commits: 100_000, in: repository)
      let theirs = try tig.responses(presses: 300, repository: repository, size: size).lastByte
      report("tig: key to last byte, p50", theirs.percentile(50), "ms")
      report("tig: key to last byte, p99", theirs.percentile(99), "ms")
      report("console over tig, p50", moves.percentile(50) / theirs.percentile(50), "times", budget: 1.5)
      report("console over tig, p99", moves.percentile(99) / theirs.percentile(99), "times", budget: 1.5)
    } else {
      say("tig is not installed: no comparison")
    }
  }
}
