import Foundation
import TerminalHarness

/// Measures the console as a dispatcher feels it, and prints figures beside their budgets. Nothing is asserted.
///
/// Run with `swift run -c release Benchmarks`; `--quick` uses a smaller replica.
@main struct Benchmarks {
  static let size = ScreenSize(columns: 160, rows: 50)

  static func main() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gfd-bench-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    if let tig = TigComparison() {
      let repository = folder.appendingPathComponent("repository")
      try FileManager.default.createDirectory(at: repository, withIntermediateDirectories: true)
      try TigComparison.makeRepository(commits: 100_000, in: repository)
      let responses = try tig.responses(presses: 300, repository: repository, size: size)
      report("tig: key to last byte, p50", responses.lastByte.percentile(50), "ms")
      report("tig: key to last byte, p99", responses.lastByte.percentile(99), "ms")
      report("tig: bytes a move, p50", responses.bytes.percentile(50), "B", places: 0)
    } else {
      print("tig is not installed: no comparison")
    }
  }
}
