import Household
import Testing

/// The simulator changes the site 50 times a second under a dispatcher's hands.
@Suite(.serialized) struct LiveEditingTests {
  @Test func typingIsNeverInterruptedAndEveryEditEndsSomewhere() async throws {
    let seed: UInt64 = 20_260_507
    var run = try await LiveRun(seed: seed)
    let report = try await run.run(seconds: 8)
    print("live run, seed \(seed): \(report.edits) edits among \(report.simulated) of the simulator, \(report.shown) conflicting")
    #expect(report.lost == [], "seed \(seed)")
    #expect(report.doubled == [], "seed \(seed)")
    #expect(report.confirmed + report.shown == report.edits)
    #expect(report.simulated > 20)
  }
}
