import Domain
import SyncModel
import Testing

@testable import Replica

/// What a dispatcher did, as people read it.
@Suite struct PastStepsTests {
  private let replica: Replica

  init() throws {
    replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1", ["priority": .text("P3")]), Fixture.job("BT-2", ["priority": .text("P3")])])
  }

  private func accept(_ id: String, _ edits: Edit..., console: String = "C", after seconds: Int64 = 0) throws {
    _ = try replica.accept(
      EditGroup(id: id, verb: "verb \(id)", edits: edits), at: Instant(seconds: Fixture.now.seconds + seconds), console: console)
  }

  private func priority(_ name: String, _ from: String, _ to: String) -> Edit {
    Fixture.edit(name, [("priority", .text(from), .text(to))])
  }

  private func undo(_ group: String) throws {
    _ = try replica.undo(console: "C", group: group, cancelReason: "Annulé", changed: .ask, at: Fixture.now)
  }

  @Test func stepsAreNewestFirstWithTheirTimesAndABulkIsOne() throws {
    try accept("G1", priority("BT-1", "P3", "P1"))
    try accept("G2", priority("BT-1", "P1", "P2"), priority("BT-2", "P3", "P4"), after: 60)
    try accept("X", priority("BT-2", "P4", "P1"), console: "other")
    let steps = try replica.steps(console: "C")
    #expect(steps.map(\.id) == ["G2", "G1"])
    #expect(steps.map(\.at?.seconds) == [Fixture.now.seconds + 60, Fixture.now.seconds])
    #expect(steps[0].parts.map(\.document) == [Fixture.reference("BT-1"), Fixture.reference("BT-2")])
    #expect(steps.map(\.standing) == [.pending, .pending])
  }

  @Test func whatBecameOfAStepIsTold() throws {
    try accept("G1", priority("BT-1", "P3", "P1"))
    try replica.confirmed("G1", Fixture.job("BT-1", modified: "2026-05-06 08:00:00", ["priority": .text("P1")]))
    #expect(try replica.steps(console: "C").map(\.standing) == [.confirmed])
    try accept("G2", priority("BT-2", "P3", "P1"))
    _ = try replica.beginSending("G2")
    _ = try replica.park("G2", refused: "no", isUncertain: false)
    #expect(try replica.steps(console: "C").map(\.standing) == [.parked(1), .confirmed])
    _ = try replica.drop("G2")
    #expect(try replica.steps(console: "C").map(\.standing) == [.givenUp, .confirmed])
    try undo("U1")
    try undo("U2")
    #expect(try replica.steps(console: "C").map(\.standing) == [.undone, .undone])
  }

  @Test func aStepOnWhatIsGoneCannotBeTakenBack() throws {
    try accept("G1", priority("BT-1", "P3", "P1"))
    try replica.confirmed("G1", Fixture.job("BT-1", modified: "2026-05-06 08:00:00", ["priority": .text("P1")]))
    _ = try replica.remove(.job, [DocumentName("BT-1")])
    #expect(try replica.steps(console: "C").map(\.standing) == [.documentsGone])
  }

  @Test func ownEditsOfAJobAreToldWhicheverConsoleItWas() throws {
    try accept("G1", priority("BT-1", "P3", "P1"))
    try replica.confirmed("G1", Fixture.job("BT-1", modified: "2026-05-06 08:00:00", ["priority": .text("P1")]))
    try accept("G2", priority("BT-1", "P1", "P2"), console: "other", after: 60)
    try accept("G3", priority("BT-2", "P3", "P4"))
    let entries = try replica.ownHistory(of: Fixture.reference("BT-1"), zone: Fixture.zone)
    #expect(entries.map(\.standing) == [.pending, .recorded])
    #expect(entries.map { $0.changes[0].after } == [.text("P2"), .text("P1")])
    #expect(entries[0].at == Fixture.zone.local(Instant(seconds: Fixture.now.seconds + 60)))
  }

  @Test func stepsOfDeadConsolesAreHereToo() throws {
    try accept("G1", priority("BT-1", "P3", "P1"), console: "dead")
    try replica.adoptSteps(console: "C", living: ["C"])
    #expect(try replica.steps(console: "C").map(\.id) == ["G1"])
  }
}
