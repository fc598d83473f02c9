import Domain
import SyncModel
import Testing

@testable import Replica

@Suite struct UndoTests {
  private let replica: Replica

  init() throws {
    replica = try Fixture.inMemory()
    _ = try replica.store([
      Fixture.job("BT-1", ["priority": .text("P3"), "notes": .text("start")]), Fixture.job("BT-2", ["priority": .text("P3")]),
    ])
  }

  private func accept(_ id: String, _ edits: Edit..., console: String = "C") throws {
    _ = try replica.accept(EditGroup(id: id, verb: "verb \(id)", edits: edits), at: Fixture.now, console: console)
  }

  private func undo(_ group: String, _ choice: UndoChoice = .ask, console: String = "C") throws -> UndoOutcome {
    try replica.undo(console: console, group: group, cancelReason: "Annulé", changed: choice, at: Fixture.now)
  }

  private func redo(_ group: String, _ choice: UndoChoice = .ask) throws -> UndoOutcome {
    try replica.redo(console: "C", group: group, changed: choice, at: Fixture.now)
  }

  private func changes(_ outcome: UndoOutcome) -> [FieldChange] {
    guard case .done(_, _, let queued, _) = outcome else { return [] }
    return queued.flatMap(\.edit.changes)
  }

  private func job(_ modified: String, _ fields: [String: FieldValue]) -> Document {
    Fixture.job("BT-1", modified: modified, ["priority": .text("P3"), "notes": .text("start")].merging(fields) { _, new in new })
  }

  @Test func withoutStepsThereIsNothing() throws {
    #expect(try undo("U") == .nothing)
    #expect(try redo("R") == .nothing)
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]), console: "other")
    #expect(try undo("U") == .nothing)
  }

  @Test func stepsAreCounted() throws {
    func counts() throws -> [Int] {
      let counts = try replica.stepCounts(console: "C")
      return [counts.undo, counts.redo]
    }
    #expect(try counts() == [0, 0])
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]))
    try accept("G2", Fixture.edit("BT-2", [("priority", .text("P3"), .text("P1"))]), console: "other")
    #expect(try counts() == [1, 0])
    _ = try undo("U1")
    #expect(try counts() == [0, 1])
    _ = try redo("R1")
    #expect(try counts() == [1, 0])
  }

  @Test func anEditNotYetSentIsRemovedAndComesBack() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]))
    #expect(try undo("U") == .done(verb: "verb G1", removed: ["G1"], queued: [], kept: []))
    #expect(try replica.outbox().isEmpty)
    #expect(changes(try redo("R")) == [FieldChange("priority", before: .text("P3"), after: .text("P1"))])
    // And once more.
    #expect(try undo("U2") == .done(verb: "verb G1", removed: ["R"], queued: [], kept: []))
    #expect(changes(try redo("R2")).count == 1)
    #expect(try redo("R3") == .nothing)
  }

  @Test func stepsGoBackOneByOne() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]))
    try accept("G2", Fixture.edit("BT-1", [("priority", .text("P1"), .text("P2"))]))
    #expect(try undo("U1") == .done(verb: "verb G2", removed: ["G2"], queued: [], kept: []))
    #expect(try undo("U2") == .done(verb: "verb G1", removed: ["G1"], queued: [], kept: []))
    #expect(changes(try redo("R1")).map(\.after) == [.text("P1")])
    #expect(changes(try redo("R2")).map(\.after) == [.text("P2")])
  }

  @Test func removingAnEditUnderAnotherOneLeavesNoConflictBehind() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]), console: "C")
    try accept("G2", Fixture.edit("BT-1", [("priority", .text("P1"), .text("P2"))]), console: "other")
    _ = try undo("U1")
    #expect(
      try replica.outbox().map(\.intent.edit.changes) == [[FieldChange("priority", before: .text("P3"), after: .text("P2"))]])
  }

  @Test func inFlightTheInverseQueuesBehind() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]))
    _ = try replica.beginSending("G1")
    #expect(changes(try undo("U")) == [FieldChange("priority", before: .text("P1"), after: .text("P3"))])
    #expect(try replica.outbox().map(\.intent.id) == ["G1", "U"])
  }

  @Test func confirmedFieldsThatStillHoldAreReverted() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1")), ("technician", .null, .text("T1"))]))
    try replica.confirmed("G1", job("2026-05-06 09:00:00", ["priority": .text("P1"), "technician": .text("T1")]))
    // Another field changes: that is not in the way.
    _ = try replica.store([
      job("2026-05-06 10:00:00", ["priority": .text("P1"), "technician": .text("T1"), "job_type": .text("Repair")])
    ])
    let outcome = try undo("U")
    #expect(
      Set(changes(outcome)) == [
        FieldChange("priority", before: .text("P1"), after: .text("P3")),
        FieldChange("technician", before: .text("T1"), after: .null),
      ])
    #expect(try replica.outbox()[0].intent.edit.baseModified == "2026-05-06 10:00:00")
    // Confirmed in turn, it can be done again.
    try replica.confirmed("U", job("2026-05-06 11:00:00", [:]))
    #expect(Set(changes(try redo("R")).map(\.after)) == [.text("P1"), .text("T1")])
  }

  @Test func fieldsThatOthersChangedAreAskedFor() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1")), ("technician", .null, .text("T1"))]))
    try replica.confirmed("G1", job("2026-05-06 09:00:00", ["priority": .text("P1"), "technician": .text("T1")]))
    _ = try replica.store([job("2026-05-06 10:00:00", ["priority": .text("P2"), "technician": .text("T1")])])
    let changed = ChangedField(
      document: Fixture.reference("BT-1"), field: "priority", wrote: .text("P1"), present: .text("P2"), restored: .text("P3"))
    #expect(try undo("U") == .asks(verb: "verb G1", [changed]))
    #expect(try replica.outbox().isEmpty)
    #expect(changes(try undo("U", .leave)) == [FieldChange("technician", before: .text("T1"), after: .null)])
  }

  @Test func askedForTheyAreRevertedToo() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]))
    try replica.confirmed("G1", job("2026-05-06 09:00:00", ["priority": .text("P1")]))
    _ = try replica.store([job("2026-05-06 10:00:00", ["priority": .text("P2")])])
    #expect(changes(try undo("U", .overwrite)) == [FieldChange("priority", before: .text("P2"), after: .text("P3"))])
  }

  @Test func eachFieldIsDecidedAsItWasShown() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1")), ("technician", .null, .text("T1"))]))
    try replica.confirmed("G1", job("2026-05-06 09:00:00", ["priority": .text("P1"), "technician": .text("T1")]))
    _ = try replica.store([job("2026-05-06 10:00:00", ["priority": .text("P2"), "technician": .text("T2")])])
    guard case .asks(_, let shown) = try undo("U") else {
      Issue.record("did not ask")
      return
    }
    let priority = try #require(shown.first { $0.field == "priority" })
    let technician = try #require(shown.first { $0.field == "technician" })
    // Somebody is quicker than the answer: what was not seen is not overwritten.
    _ = try replica.store([job("2026-05-06 10:05:00", ["priority": .text("P4"), "technician": .text("T2")])])
    guard case .asks(_, let again) = try undo("U", .decided(overwrite: [priority], leave: [technician])) else {
      Issue.record("did not ask again")
      return
    }
    #expect(try replica.outbox().isEmpty)
    let newer = try #require(again.first { $0.field == "priority" })
    #expect(newer.present == .text("P4"))
    #expect(
      changes(try undo("U", .decided(overwrite: [newer], leave: [technician])))
        == [FieldChange("priority", before: .text("P4"), after: .text("P3"))])
  }

  @Test func ofMergedTextOnlyTheOwnLinesGo() throws {
    try accept("G1", Fixture.edit("BT-1", [("notes", .text("start"), .text("start\nmine"))]))
    _ = try replica.rebase(
      "G1", changes: [FieldChange("notes", before: .text("start\ntheirs"), after: .text("start\ntheirs\nmine"))],
      onto: job("2026-05-06 08:00:00", ["notes": .text("start\ntheirs")]))
    try replica.confirmed("G1", job("2026-05-06 09:00:00", ["notes": .text("start\ntheirs\nmine")]))
    _ = try replica.store([job("2026-05-06 10:00:00", ["notes": .text("start\ntheirs\nmine\nlater")])])
    #expect(changes(try undo("U")).map(\.after) == [.text("start\ntheirs\nlater")])
  }

  @Test func aConfirmedCreateBecomesACancelWithAReason() throws {
    _ = try replica.accept(
      Fixture.creation("G1", local: "L1", [("subject", .text("New")), ("status", .text("Open"))]), at: Fixture.now, console: "C")
    try replica.confirmed("G1", Fixture.job("BT-9", modified: "2026-05-06 09:00:00", creation: "2026-05-06 09:00:00"))
    let outcome = try undo("U")
    #expect(
      changes(outcome) == [
        FieldChange("status", before: .text("Open"), after: .text("Cancelled")),
        FieldChange("status_reason", before: .null, after: .text("Annulé")),
      ])
    #expect(try replica.outbox()[0].document == Fixture.reference("BT-9"))
  }

  @Test func aCreateNotYetSentGoesWithWhatFollowedIt() throws {
    _ = try replica.accept(
      Fixture.creation("G1", local: "L1", [("subject", .text("New")), ("status", .text("Open"))]), at: Fixture.now, console: "C")
    let later = Edit(
      document: DocumentReference(.job, localID: "L1"), changes: [FieldChange("notes", before: .null, after: .text("x"))],
      baseModified: nil)
    _ = try replica.accept(EditGroup(id: "G2", verb: "notes", edits: [later]), at: Fixture.now, console: "other")
    #expect(try undo("U") == .done(verb: "create", removed: ["G1", "G2"], queued: [], kept: []))
    #expect(changes(try redo("R")).count == 2)
    #expect(try replica.outbox()[0].intent.edit.action == .create)
  }

  @Test func aRefusedEditIsJustDropped() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]))
    _ = try replica.beginSending("G1")
    _ = try replica.park("G1", refused: "No.", isUncertain: false)
    #expect(try undo("U") == .done(verb: "verb G1", removed: ["G1"], queued: [], kept: []))
  }

  @Test func aGroupInWhichOneWasRefusedTakesBackTheOther() throws {
    try accept(
      "G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]),
      Fixture.edit("BT-2", [("priority", .text("P3"), .text("P1"))]))
    try replica.confirmed("G1", job("2026-05-06 09:00:00", ["priority": .text("P1")]))
    _ = try replica.park("G1.1", refused: "No.", isUncertain: false)
    guard case .done(_, let removed, let queued, _) = try undo("U") else {
      Issue.record("not done")
      return
    }
    #expect(removed == ["G1.1"])
    #expect(queued.map(\.edit.document) == [Fixture.reference("BT-1")])
  }

  @Test func aStepCanBeTakenBackByItsName() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]))
    try accept("G2", Fixture.edit("BT-2", [("priority", .text("P3"), .text("P1"))]))
    let outcome = try replica.undo(console: "C", step: "G1", group: "U", cancelReason: "", at: Fixture.now)
    #expect(outcome == .done(verb: "verb G1", removed: ["G1"], queued: [], kept: []))
    #expect(try replica.outbox().map(\.intent.id) == ["G2"])
  }

  @Test func whatIsGoneIsNamed() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]))
    try replica.confirmed("G1", job("2026-05-06 09:00:00", ["priority": .text("P1")]))
    _ = try replica.remove(.job, ["BT-1"])
    #expect(try undo("U") == .done(verb: "verb G1", removed: [], queued: [], kept: [Fixture.reference("BT-1")]))
  }

  @Test func aNewStepEndsWhatCouldBeDoneAgain() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]))
    _ = try undo("U")
    try accept("G2", Fixture.edit("BT-2", [("priority", .text("P3"), .text("P1"))]))
    #expect(try redo("R") == .nothing)
  }

  @Test func redoAsksWhereAFieldHasChanged() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]))
    _ = try undo("U")
    _ = try replica.store([job("2026-05-06 09:00:00", ["priority": .text("P2")])])
    guard case .asks(_, let changed) = try redo("R") else {
      Issue.record("did not ask")
      return
    }
    #expect(changed.map(\.present) == [.text("P2")])
    #expect(changes(try redo("R", .decided(overwrite: Set(changed), leave: []))).map(\.after) == [.text("P1")])
  }

  @Test func theStepsOfTheDeadAreAdopted() throws {
    try accept("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))]), console: "dead")
    try accept("G2", Fixture.edit("BT-2", [("priority", .text("P3"), .text("P1"))]), console: "alive")
    try replica.adoptSteps(console: "C", living: ["alive", "C"])
    #expect(try undo("U1") == .done(verb: "verb G1", removed: ["G1"], queued: [], kept: []))
    #expect(try undo("U2") == .nothing)
  }

  @Test func theJournalKeepsItsLength() throws {
    for number in 0..<Replica.journalLength + 5 {
      try accept("G\(number)", Fixture.edit("BT-1", [("sequence", .int(Int64(number)), .int(Int64(number + 1)))]))
    }
    var taken = 0
    while case .done = try undo("U\(taken)") { taken += 1 }
    #expect(taken == Replica.journalLength)
  }
}
