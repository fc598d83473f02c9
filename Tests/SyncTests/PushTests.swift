import Domain
import ERPNext
import Replica
import Testing

@testable import Sync

@Suite struct PushTests {
  private func bench(_ outbox: [OutboxEntry]) -> Bench {
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00"])
    bench.feed(.lease)
    bench.settleReads()
    bench.feed(.outbox(outbox))
    return bench
  }

  private func ids(_ bench: Bench) -> [String] {
    bench.writes.map {
      switch $0 {
      case .update(_, _, _, _, let id), .create(_, _, let id): id
      default: ""
      }
    }
  }

  @Test func editsOfOneDocumentGoOneAfterTheOther() {
    let bench = bench([entry("1", "a", ["notes"]), entry("2", "a", ["priority"]), entry("3", "b", ["notes"])])
    #expect(ids(bench) == ["1", "3"])
  }

  @Test func createsGoOneAtATime() {
    let bench = bench([
      entry("1", "L1", ["subject"], local: true, action: .create), entry("2", "L2", ["subject"], local: true, action: .create),
      entry("3", "b", ["notes"]),
    ])
    #expect(ids(bench) == ["1", "3"])
  }

  @Test func whatPointsAtADocumentNotYetMadeWaits() {
    var link = entry("2", "b", ["technician"])
    let change = FieldChange("equipment", before: .null, after: .text("L1"))
    link.intent.edit = Edit(document: link.document, changes: [change], baseModified: "m0")
    let bench = bench([
      entry("1", "L1", ["subject"], local: true, action: .create), link, entry("3", "L1", ["notes"], local: true),
      entry("4", "b", ["notes"]),
    ])
    #expect(ids(bench) == ["1"])
  }

  @Test func aParkedEditKeepsItsFieldsAndNoOthers() {
    let bench = bench([
      entry("1", "a", ["notes", "priority"], phase: .parked, state: .refused(words: "no")),
      entry("2", "a", ["priority", "status"]),
      entry("3", "a", ["status"]), entry("4", "a", ["technician"]),
    ])
    #expect(ids(bench) == ["4"])
  }

  @Test func behindADeletedDocumentEverythingWaits() {
    #expect(
      ids(bench([entry("1", "a", ["notes"], phase: .parked, state: .documentDeleted), entry("2", "a", ["status"])])).isEmpty)
  }

  @Test func aLockThatFailedIsMergedByField() {
    var bench = bench([entry("1", "a", ["priority"])])
    bench.answer(.failure(.stale))
    #expect(bench.sent.map(\.request) == [.document(.job, "a")])
    let theirs = job("a", modified: "m1", ["technician": .text("T1")])
    bench.answer(.document(theirs))
    #expect(bench.commits.last == .rebase("1", [FieldChange("priority", before: .null, after: .text("new priority"))], theirs))
  }

  @Test func theSameValueFromAnotherIsNoConflict() {
    var bench = bench([entry("1", "a", ["priority"])])
    bench.answer(.failure(.stale))
    let theirs = job("a", modified: "m1", ["priority": .text("new priority")])
    bench.answer(.document(theirs))
    #expect(bench.commits.last == .confirm("1", theirs))
  }

  @Test func differentValuesAreShownToThePerson() {
    var bench = bench([entry("1", "a", ["priority", "job_type"])])
    bench.answer(.failure(.stale))
    let theirs = job("a", modified: "m1", ["priority": .text("P9")])
    bench.answer(.document(theirs))
    #expect(
      bench.commits.last
        == .parkConflict(
          "1", [FieldConflict(field: "priority", mine: .text("new priority"), theirs: .text("P9"), base: .null)],
          rest: [FieldChange("job_type", before: .null, after: .text("new job_type"))], theirs))
  }

  @Test func anUnknownOutcomeIsReadBackBeforeAnythingElse() {
    var bench = bench([entry("1", "a", ["priority"])])
    bench.answer(.failure(.ambiguous("504")))
    bench.feed(.outbox([entry("1", "a", ["priority"], phase: .sending, isUncertain: true)]))
    #expect(bench.sent.isEmpty)
    bench.time.milliseconds = bench.wake ?? 0
    bench.feed(.tick)
    #expect(bench.sent.map(\.request).contains(.document(.job, "a")))
    // Not applied: again, on the same base, so that a late original makes it fail.
    bench.answer(.document(job("a", modified: "m0"))) { if case .document = $0 { true } else { false } }
    #expect(bench.commits.last == .returnToWaiting("1", isUncertain: true))
    bench.feed(.outbox([entry("1", "a", ["priority"], isUncertain: true)]))
    bench.time.milliseconds += 60_000
    bench.feed(.tick)
    #expect(
      bench.writes == [.update(.job, "a", fields: ["priority": .text("new priority")], modified: "m0", requestID: "1")])
  }

  @Test func afterAnUnknownOutcomeAnOverwrittenFieldIsNotWrittenAgain() {
    // It may have been applied and taken back by somebody: sending it again would be a second time.
    var bench = bench([entry("1", "a", ["priority"], phase: .sending, isUncertain: true)])
    let theirs = job("a", modified: "m2")
    bench.answer(.document(theirs))
    #expect(
      bench.commits.last
        == .parkConflict(
          "1", [FieldConflict(field: "priority", mine: .text("new priority"), theirs: .null, base: .null)], rest: [], theirs))
  }

  @Test func aSerializationFailureGoesAgainOnTheSameBase() {
    var bench = bench([entry("1", "a", ["priority"])])
    bench.answer(.failure(.retry(after: 2, "SerializationFailure")))
    #expect(bench.commits.last == .returnToWaiting("1", isUncertain: false))
    bench.feed(.outbox([entry("1", "a", ["priority"])]))
    #expect(bench.writes.isEmpty)
    bench.pass(1_999)
    bench.feed(.tick)
    #expect(bench.writes.isEmpty)
    bench.pass(1)
    bench.feed(.tick)
    #expect(bench.writes.count == 1)
  }

  @Test func aWriteThatNeverArrivesIsGivenToAPersonInTheEnd() {
    var bench = bench([entry("1", "a", ["priority"], phase: .sending, isUncertain: true)])
    for _ in 0..<50 {
      if case .parkRefused("1", _, true) = bench.commits.last { return }
      bench.answer(.document(job("a", modified: "m0"))) { if case .document = $0 { true } else { false } }
      bench.feed(.outbox([entry("1", "a", ["priority"], phase: .sending, isUncertain: true)]))
      bench.time.milliseconds += 61_000
      bench.feed(.tick)
    }
    Issue.record("never given up")
  }

  @Test func aRefusalIsParkedInTheSitesWords() {
    var bench = bench([entry("1", "a", ["priority"])])
    bench.answer(.failure(.refused(status: 417, exceptionType: "ValidationError", words: "Non.")))
    #expect(bench.commits.last == .parkRefused("1", words: "Non.", isUncertain: false))
  }

  @Test func aDocumentOfTheSameNameIsNotTheSame() {
    var bench = bench([entry("1", "a", ["priority"])])
    bench.answer(.failure(.stale))
    bench.answer(.document(Document(kind: .job, name: "a", creation: "other", modified: "m1", fields: [:])))
    #expect(bench.commits.last == .parkDeleted("1"))
  }

  @Test func aLeaveWhoseCreationIsUncertainIsNotMadeTwice() {
    let reference = DocumentReference(.leave, localID: "L1")
    let edit = Edit(
      document: reference, action: .create, changes: [FieldChange("reason", before: .null, after: .text("x"))], baseModified: nil)
    let intent = Intent(id: "1", group: "1", order: 0, verb: "", edit: edit, state: .pending, acceptedAt: Instant(seconds: 0))
    var bench = bench([OutboxEntry(intent: intent, creation: nil, phase: .sending, isUncertain: true)])
    #expect(bench.sent.map(\.request) == [.created(.leave, requestID: "1")])
    bench.answer(.document(nil))
    guard case .parkRefused("1", _, _) = bench.commits.last else {
      Issue.record("\(bench.commits)")
      return
    }
  }

  @Test func pulledRowsOlderThanAConfirmedWriteAreLeftOut() {
    var bench = bench([])
    bench.feed(.delta)
    bench.feed(.outbox([entry("1", "a", ["priority"])]))
    bench.answer(.receipt(WriteReceipt(name: "a", creation: "c0", modified: "m1"))) { $0.isWrite }
    // This page was read before the write was.
    bench.answer(.documents([job("a", modified: "m0"), job("b", modified: "m1")])) {
      if case .changes = $0 { true } else { false }
    }
    guard case .store(let documents, _) = bench.commits.last else {
      Issue.record("\(bench.commits)")
      return
    }
    #expect(documents.map(\.name) == ["b"])
  }
}

@Suite struct MergeTests {
  @Test(arguments: [
    ("", "mine", "theirs", "theirs\nmine"), ("a", "a\nmine", "a\ntheirs", "a\ntheirs\nmine"),
    ("a\r\nb", "a\nb\nmine", "a\nb\ntheirs\n", "a\nb\ntheirs\nmine"),
  ]) func linesAddedByBothStandTogether(_ base: String, _ mine: String, _ theirs: String, _ merged: String) {
    #expect(ThreeWayMerge.appended(base: base, mine: mine, theirs: theirs) == merged)
  }

  @Test(arguments: [
    ("a", "b\nmine", "a\ntheirs"), ("a", "a\nmine", "b"), ("a", "a", "a\ntheirs"), ("a\nb", "a\nmine", "a\nb\ntheirs"),
    ("\u{e9}", "e\u{301}\nmine", "\u{e9}\ntheirs"),
  ]) func whatEitherChangedIsNotMerged(_ base: String, _ mine: String, _ theirs: String) {
    #expect(ThreeWayMerge.appended(base: base, mine: mine, theirs: theirs) == nil)
  }

  @Test func onlyNotesAreMergedByLines() {
    let document = job("a", modified: "m", ["subject": .text("a\ntheirs"), "notes": .text("a\ntheirs")])
    let changes = ["subject", "notes"].map { FieldChange($0, before: .text("a"), after: .text("a\nmine")) }
    guard case .conflict(let conflicts, let rest) = ThreeWayMerge.merge(changes, onto: document) else {
      Issue.record("no conflict")
      return
    }
    #expect(conflicts.map(\.field) == ["subject"])
    #expect(rest == [FieldChange("notes", before: .text("a\ntheirs"), after: .text("a\ntheirs\nmine"))])
  }
}
