import Domain
import SyncModel
import Testing

@testable import Replica

@Suite struct OutboxTests {
  @Test func laterEditsTakeTheNewVersion() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1")])
    for (group, before, after) in [("G1", FieldValue.null, "P1"), ("G2", .text("P1"), "P2")] {
      _ = try replica.accept(
        Fixture.group(group, Fixture.edit("BT-1", [("priority", before, .text(after))])), at: Fixture.now)
    }
    try replica.confirmed("G1", Fixture.job("BT-1", modified: "2026-05-06 09:00:00", ["priority": .text("P1")]))
    #expect(try replica.outbox().map(\.intent.edit.baseModified) == ["2026-05-06 09:00:00"])
  }

  @Test func laterEditsDoNotSkipWhatAnEarlierOneWasMergedWith() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1")])
    for (group, field) in [("G1", "priority"), ("G2", "technician")] {
      _ = try replica.accept(Fixture.group(group, Fixture.edit("BT-1", [(field, .null, .text("x"))])), at: Fixture.now)
    }
    _ = try replica.rebase(
      "G1", changes: [FieldChange("priority", before: .null, after: .text("x"))],
      onto: Fixture.job("BT-1", modified: "2026-05-06 08:00:00", ["technician": .text("theirs")]))
    try replica.confirmed("G1", Fixture.job("BT-1", modified: "2026-05-06 09:00:00", ["technician": .text("theirs")]))
    // It still has to meet what came between.
    #expect(try replica.outbox().map(\.intent.edit.baseModified) == ["2026-05-05 10:00:00"])
  }

  @Test func aDocumentMadeHereTakesItsEditsAndLinksAlongToItsName() throws {
    let replica = try Fixture.inMemory()
    let local = DocumentReference(.job, localID: "L1")
    _ = try replica.accept(Fixture.creation("G1", local: "L1", [("subject", .text("New"))]), at: Fixture.now, console: "C")
    let later = Edit(document: local, changes: [FieldChange("notes", before: .null, after: .text("x"))], baseModified: nil)
    _ = try replica.accept(EditGroup(id: "G2", verb: "notes", edits: [later]), at: Fixture.now)
    let linked = Edit(
      document: DocumentReference(.leave, localID: "L2"), action: .create,
      changes: [
        FieldChange("technician", before: .null, after: .text("L1")),
        FieldChange("reason", before: .null, after: .text("not L1 itself")),
      ], baseModified: nil)
    _ = try replica.accept(EditGroup(id: "G3", verb: "leave", edits: [linked]), at: Fixture.now)
    // The event brings the row before the answer to the create comes.
    _ = try replica.store([
      Fixture.job(
        "BT-9", modified: "2026-05-06 12:00:00", creation: "2026-05-06 11:00:00",
        ["subject": .text("New"), "client_request_id": .text("G1")])
    ])
    let outbox = try replica.outbox()
    #expect(outbox.map(\.intent.id) == ["G2", "G3"])
    #expect(outbox[0].document == Fixture.reference("BT-9"))
    #expect(outbox[0].creation == "2026-05-06 11:00:00")
    // Somebody may have written after the create: the edit is based on the version that the create made.
    #expect(outbox[0].intent.edit.baseModified == "2026-05-06 11:00:00")
    #expect(outbox[1].intent.edit.changes.map(\.after) == [.text("BT-9"), .text("not L1 itself")])
    // The answer that comes after all changes nothing.
    _ = try replica.markApplied("G1", name: "BT-9", creation: nil, modified: "2026-05-06 11:00:00")
    #expect(try replica.outbox() == outbox)
  }

  @Test func whoStillHoldsALocalIdReachesTheDocument() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.accept(Fixture.creation("G1", local: "L1", [("subject", .text("New"))]), at: Fixture.now)
    #expect(try replica.document(madeAs: "L1") == nil)
    try replica.confirmed("G1", Fixture.job("BT-9", modified: "2026-05-06 11:00:00", creation: "2026-05-06 11:00:00"))
    #expect(try replica.document(madeAs: "L1") == Fixture.reference("BT-9"))
    // A dialog that was open meanwhile is confirmed.
    let edit = Edit(
      document: DocumentReference(.job, localID: "L1"),
      changes: [
        FieldChange("notes", before: .null, after: .text("x")), FieldChange("equipment", before: .null, after: .text("L1")),
      ],
      baseModified: nil)
    let intents = try replica.accept(EditGroup(id: "G2", verb: "notes", edits: [edit]), at: Fixture.now)
    #expect(intents.map(\.edit.document) == [Fixture.reference("BT-9")])
    #expect(intents[0].edit.baseModified == "2026-05-06 11:00:00")
    #expect(intents[0].edit.changes.map(\.after) == [.text("x"), .text("BT-9")])
    #expect(try replica.outbox()[0].creation == "2026-05-06 11:00:00")
  }

  @Test func aWithdrawnEditIsNotSent() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1")])
    _ = try replica.accept(
      Fixture.group("G1", Fixture.edit("BT-1", [("priority", .null, .text("P1"))])), at: Fixture.now, console: "C")
    _ = try replica.undo(console: "C", group: "U1", cancelReason: "", at: Fixture.now)
    #expect(try !replica.beginSending("G1"))
  }

  @Test func aConflictEndsFieldByField() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1")])
    let changes: [(String, FieldValue, FieldValue)] = [
      ("priority", .null, .text("P1")), ("technician", .null, .text("T1")), ("duration_minutes", .int(0), .int(60)),
    ]
    _ = try replica.accept(Fixture.group("G1", Fixture.edit("BT-1", changes)), at: Fixture.now)
    _ = try replica.accept(
      Fixture.group("G2", Fixture.edit("BT-1", [("technician", .text("T1"), .text("T2"))])), at: Fixture.now)
    let theirs = Fixture.job(
      "BT-1", modified: "2026-05-06 09:00:00", ["priority": .text("P3"), "technician": .text("T9"), "duration_minutes": .int(0)])
    let conflicts = [
      FieldConflict(field: "priority", mine: .text("P1"), theirs: .text("P3"), base: .null),
      FieldConflict(field: "technician", mine: .text("T1"), theirs: .text("T9"), base: .null),
    ]
    _ = try replica.park(
      "G1", conflicts: conflicts, rest: [FieldChange("duration_minutes", before: .int(0), after: .int(60))], with: theirs)
    #expect(try replica.outbox()[0].intent.theirs == Author(user: "other", modified: "2026-05-06 09:00:00"))
    _ = try replica.resolve("G1", choices: ["priority": .mine, "technician": .theirs])
    let outbox = try replica.outbox()
    #expect(outbox[0].intent.state == .pending)
    #expect(outbox[0].intent.edit.baseModified == "2026-05-06 09:00:00")
    #expect(
      Set(outbox[0].intent.edit.changes) == [
        FieldChange("priority", before: .text("P3"), after: .text("P1")),
        FieldChange("duration_minutes", before: .int(0), after: .int(60)),
      ])
    // What came after the given-up change starts from what stands there instead.
    #expect(outbox[1].intent.edit.changes == [FieldChange("technician", before: .text("T9"), after: .text("T2"))])
  }

  @Test func aConflictCanEndInWhatIsMadeOfBoth() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1", ["notes": .text("a")])])
    _ = try replica.accept(
      Fixture.group("G1", Fixture.edit("BT-1", [("notes", .text("a"), .text("mine"))])), at: Fixture.now)
    let theirs = Fixture.job("BT-1", modified: "2026-05-06 09:00:00", ["notes": .text("theirs")])
    let conflict = FieldConflict(field: "notes", mine: .text("mine"), theirs: .text("theirs"), base: .text("a"))
    _ = try replica.park("G1", conflicts: [conflict], rest: [], with: theirs)
    _ = try replica.resolve("G1", choices: ["notes": .value(.text("theirs\nmine"))])
    #expect(
      try replica.outbox().map(\.intent.edit.changes)
        == [[FieldChange("notes", before: .text("theirs"), after: .text("theirs\nmine"))]])
  }

  @Test func anEditAcceptedWhileAnEarlierOneWasParkedFollowsItAfterAll() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1", ["priority": .text("P3")])])
    _ = try replica.accept(
      Fixture.group("G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1"))])), at: Fixture.now)
    _ = try replica.park("G1", refused: "No.", isUncertain: false)
    // The board shows the site's value again, and that is what the next edit sees.
    _ = try replica.accept(
      Fixture.group("G2", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P2"))])), at: Fixture.now)
    _ = try replica.retry("G1")
    #expect(
      try replica.outbox().map(\.intent.edit.changes) == [
        [FieldChange("priority", before: .text("P3"), after: .text("P1"))],
        [FieldChange("priority", before: .text("P1"), after: .text("P2"))],
      ])
  }

  @Test func anEditThatSawARefusedOneFollowsWhatIsSentInstead() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1", ["priority": .text("P3")])])
    for (group, before, after) in [("G1", "P3", "P1"), ("G2", "P1", "P4")] {
      _ = try replica.accept(
        Fixture.group(group, Fixture.edit("BT-1", [("priority", .text(before), .text(after))])), at: Fixture.now)
    }
    _ = try replica.park("G1", refused: "No.", isUncertain: false)
    _ = try replica.resend("G1", changes: [FieldChange("priority", before: .text("P3"), after: .text("P2"))])
    #expect(try replica.outbox()[1].intent.edit.changes == [FieldChange("priority", before: .text("P2"), after: .text("P4"))])
  }

  @Test func linesAddedToATextThatWasMergedAreAddedToTheMergedOne() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1", ["notes": .text("a")])])
    for (group, before, after) in [
      ("G1", "a", "a\nmine"), ("G2", "a\nmine", "a\nmine\nmore"), ("G3", "a\nmine\nmore", "a\nmine\nmore\nend"),
    ] {
      _ = try replica.accept(
        Fixture.group(group, Fixture.edit("BT-1", [("notes", .text(before), .text(after))])), at: Fixture.now)
    }
    _ = try replica.rebase(
      "G1", changes: [FieldChange("notes", before: .text("a\ntheirs"), after: .text("a\ntheirs\nmine"))],
      onto: Fixture.job("BT-1", modified: "2026-05-06 09:00:00", ["notes": .text("a\ntheirs")]))
    #expect(
      try replica.outbox().map { $0.intent.edit.changes[0].after.text } == [
        "a\ntheirs\nmine", "a\ntheirs\nmine\nmore", "a\ntheirs\nmine\nmore\nend",
      ])
    #expect(try replica.outbox()[2].intent.edit.changes[0].before == .text("a\ntheirs\nmine\nmore"))
  }

  @Test func droppingACreateDropsWhatPointsAtIt() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.accept(Fixture.creation("G1", local: "L1", [("subject", .text("New"))]), at: Fixture.now)
    let later = Edit(
      document: DocumentReference(.job, localID: "L1"), changes: [FieldChange("notes", before: .null, after: .text("x"))],
      baseModified: nil)
    _ = try replica.accept(EditGroup(id: "G2", verb: "notes", edits: [later]), at: Fixture.now)
    #expect(try replica.drop("G1") == [])
    _ = try replica.park("G1", refused: "No.", isUncertain: false)
    #expect(try replica.drop("G1") == ["G1", "G2"])
    #expect(try replica.outbox().isEmpty)
  }

  @Test func aRefusedEditIsSentAgainAsItIsOrChanged() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1")])
    _ = try replica.accept(Fixture.group("G1", Fixture.edit("BT-1", [("notes", .null, .text("a"))])), at: Fixture.now)
    _ = try replica.park("G1", refused: "Trop long", isUncertain: false)
    #expect(try replica.outbox()[0].intent.state == .refused(words: "Trop long"))
    _ = try replica.retry("G1")
    #expect(try replica.outbox()[0].intent.state == .pending)
    _ = try replica.park("G1", refused: "Trop long", isUncertain: false)
    _ = try replica.resend("G1", changes: [FieldChange("notes", before: .null, after: .text("b"))])
    #expect(try replica.outbox()[0].intent.edit.changes.map(\.after) == [.text("b")])
    #expect(try replica.outbox()[0].phase == .waiting)
  }

  @Test(arguments: [
    FieldValue.null, .text(""), .text("a\"b\\c\n\u{0}\u{1b}é😀"), .int(.max), .int(.min), .float(0.1), .float(-1e300), .float(5),
    .rows([]), .rows([["tag": .text("x"), "n": .null], [:]]),
  ]) func valuesComeBackAsTheyWentIn(_ value: FieldValue) {
    #expect(FieldText.value(FieldText.encode(value)) == value)
    let changes = [FieldChange("a\"", before: value, after: value), FieldChange("b", before: .null, after: value)]
    #expect(FieldText.changes(FieldText.encode(changes)) == changes)
  }
}
