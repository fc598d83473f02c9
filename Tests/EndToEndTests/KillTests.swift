import Foundation
import Household
import TerminalHarness
import Testing

/// kill -9 at random moments: every edit that a dispatcher saw accepted reaches the site exactly once.
@Suite(.serialized) struct KillTests {
  @Test func acceptedEditsReachTheSiteExactlyOnce() async throws {
    let seed: UInt64 = 20_260_506
    print("kill -9 run, seed \(seed)")
    var run = try await KillRun(seed: seed)
    for _ in 0..<20 { try await run.kill() }
    let report = try await run.settle()
    #expect(report.accepted > 0)
    #expect(report.lost == [], "seed \(seed)")
    #expect(report.doubled == [], "seed \(seed)")
  }
}
