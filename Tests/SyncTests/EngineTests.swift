import Domain
import ERPNext
import Replica
import Testing

@testable import Sync

/// An engine with a clock, and what it last asked for.
struct Bench {
  var engine: SyncEngine
  var time = SyncTime(milliseconds: 0, wall: Instant(seconds: 1_778_078_400))
  var sent: [(id: Int, request: SyncRequest)] = []
  var commits: [SyncCommit] = []
  var status = SyncStatus()
  var wake: Int64?
  var comparisons: [Int] = []

  init(
    watermarks: [DocumentKind: String] = [:], zone: SiteZone = .utc, kinds: [DocumentKind] = [.job],
    rhythm: SyncRhythm = SyncRhythm()
  ) {
    engine = SyncEngine(watermarks: watermarks, zone: zone, kinds: kinds, rhythm: rhythm, seed: 3)
  }

  mutating func feed(_ event: SyncEvent) {
    for action in engine.handle(event, now: time) {
      switch action {
      case .send(let id, let request): sent.append((id, request))
      case .commit(let commit): commits.append(commit)
      case .compare(let id, _, _, _): comparisons.append(id)
      case .wake(let moment): wake = moment
      case .status(let status): self.status = status
      }
    }
  }

  mutating func pass(_ milliseconds: Int64) { time.milliseconds += milliseconds }

  /// Answers the oldest request that `matching` holds for.
  mutating func answer(_ answer: SyncAnswer, _ matching: (SyncRequest) -> Bool = { _ in true }) {
    guard let index = sent.firstIndex(where: { matching($0.request) }) else { return }
    feed(.answered(sent.remove(at: index).id, answer))
  }

  /// Answers everything with nothing, until the engine rests.
  mutating func settleReads() { while answerOneRead() {} }

  /// Answers the oldest read with nothing; false where there is none.
  @discardableResult mutating func answerOneRead() -> Bool {
    guard let index = sent.firstIndex(where: { !$0.request.isWrite }) else { return false }
    let (id, request) = sent.remove(at: index)
    switch request {
    case .changes, .documents: feed(.answered(id, .documents([])))
    case .versions: feed(.answered(id, .versions([])))
    default: feed(.answered(id, .failure(.notFound)))
    }
    while let comparison = comparisons.popLast() {
      feed(.compared(comparison, RowComparison(changed: [], unmatched: [], count: 0)))
    }
    return true
  }

  var writes: [SyncRequest] { sent.map(\.request).filter(\.isWrite) }
}

extension SyncRequest {
  var isWrite: Bool {
    switch self {
    case .update, .create: true
    default: false
    }
  }
}

func entry(
  _ id: String, _ name: String, _ fields: [String], order: Int64 = 0, phase: OutboxEntry.Phase = .waiting,
  state: EditState = .pending, base: String = "m0", local: Bool = false, action: Edit.Action = .update, isUncertain: Bool = false
) -> OutboxEntry {
  let reference = local ? DocumentReference(.job, localID: name) : DocumentReference(.job, name: DocumentName(name))
  let edit = Edit(
    document: reference, action: action, changes: fields.map { FieldChange($0, before: .null, after: .text("new \($0)")) },
    baseModified: action == .create ? nil : base)
  let intent = Intent(
    id: id, group: id, order: order, verb: "", edit: edit, state: state, acceptedAt: Instant(seconds: 0))
  return OutboxEntry(intent: intent, creation: "c0", phase: phase, isUncertain: isUncertain)
}

func job(_ name: String, modified: String, _ fields: [String: FieldValue] = [:]) -> Document {
  Document(kind: .job, name: DocumentName(name), creation: "c0", modified: modified, modifiedBy: "other", fields: fields)
}

@Suite struct PullTests {
  @Test func aPullGoesBackBehindItsWatermarkAndOnByKeyset() {
    var rhythm = SyncRhythm()
    rhythm.page = 2
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00.5"], rhythm: rhythm)
    bench.feed(.lease)
    #expect(bench.sent[0].request == .changes(.job, after: PullCursor(modified: "2026-05-06 13:58:00", name: nil), limit: 2))
    bench.answer(.documents([job("a", modified: "2026-05-06 14:01:00"), job("b", modified: "2026-05-06 14:01:00")]))
    #expect(bench.sent[0].request == .changes(.job, after: PullCursor(modified: "2026-05-06 14:01:00", name: "b"), limit: 2))
    // The watermark moves with the last page.
    guard case .store(_, nil) = bench.commits.last else {
      Issue.record("\(bench.commits)")
      return
    }
    bench.answer(.documents([job("c", modified: "2026-05-06 14:02:00.25")]))
    guard case .store(_, let watermark?) = bench.commits.last else {
      Issue.record("\(bench.commits)")
      return
    }
    #expect(watermark == PullWatermark(kind: .job, modified: "2026-05-06 14:02:00.25"))
  }

  @Test func aroundAChangeOfTheClockItGoesBackAnHourMore() {
    // The clock steps back at 2026-11-01 06:00 UTC.
    let zone = SiteZone(
      identifier: "Test",
      spans: [.init(start: Instant(seconds: 0), offset: -14_400), .init(start: Instant(seconds: 1_793_512_800), offset: -18_000)])
    var bench = Bench(watermarks: [.job: "2026-11-01 01:30:00"], zone: zone)
    bench.time.wall = Instant(seconds: 1_793_514_000)
    bench.feed(.lease)
    guard case .changes(_, let cursor, _) = bench.sent[0].request else {
      Issue.record("\(bench.sent)")
      return
    }
    #expect(cursor.modified < "2026-11-01 00:30:00")
  }

  @Test func aWatermarkAheadOfTheClockIsNotTrusted() {
    var bench = Bench(watermarks: [.job: "2026-05-06 20:00:00"])
    bench.feed(.lease)
    guard case .changes(_, let cursor, _) = bench.sent[0].request else {
      Issue.record("\(bench.sent)")
      return
    }
    #expect(cursor.modified < "2026-05-06 14:40:00")
  }

  @Test func theFirstMarkIsFetchedAtOnceAndTheRestTogether() {
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00"])
    bench.feed(.lease)
    bench.settleReads()
    for name in ["a", "b", "c"] { bench.feed(.mark(DocumentReference(.job, name: DocumentName(name)))) }
    bench.feed(.mark(DocumentReference(.job, name: "b")))
    #expect(bench.sent.map(\.request) == [.documents(.job, ["a"])])
    bench.answer(.documents([job("a", modified: "m")]))
    #expect(bench.sent.map(\.request) == [.documents(.job, ["b", "c"])])
    bench.answer(.documents([job("b", modified: "m")]))
    // One that did not come is asked for by itself: gone, or only hidden?
    #expect(bench.sent.map(\.request) == [.document(.job, "c")])
    bench.answer(.failure(.notFound))
    #expect(bench.commits.last == .remove(.job, ["c"]))
  }

  @Test func aHiddenDocumentIsNotTakenForDeleted() {
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00"])
    bench.feed(.lease)
    bench.settleReads()
    let before = bench.commits.count
    bench.feed(.mark(DocumentReference(.job, name: "a")))
    bench.answer(.documents([]))
    bench.answer(.failure(.refused(status: 403, exceptionType: "PermissionError", words: "No")))
    #expect(bench.commits.count == before)
  }

  private func benchWithMissing(_ names: [DocumentName], of count: Int, siteCount: Int) -> Bench {
    var bench = Bench(watermarks: [.technician: "2026-05-06 14:00:00"], kinds: [.technician])
    bench.feed(.lease)
    bench.answer(.documents([]))
    bench.answer(.versions((0..<siteCount).map { DocumentVersion(name: DocumentName("t\($0)"), creation: "c", modified: "m") }))
    bench.feed(.compared(bench.comparisons.removeLast(), RowComparison(changed: [], unmatched: names, count: count)))
    bench.answer(.documents([]))
    return bench
  }

  @Test func aFewMissingAreDeleted() {
    let bench = benchWithMissing(["x", "y"], of: 50, siteCount: 48)
    #expect(bench.commits.last == .remove(.technician, ["x", "y"]))
  }

  private static let many = (10..<40).map { DocumentName("x\($0)") }

  private func removals(_ bench: Bench) -> [SyncCommit] { bench.commits.filter { if case .remove = $0 { true } else { false } } }

  @Test func manyMissingAreHeldUntilAPersonSaysThatTheyAreGone() {
    var bench = benchWithMissing(Self.many, of: 50, siteCount: 20)
    // Nothing more is asked: a wrong site says 404 one by one as readily as in a list.
    #expect(bench.sent.isEmpty)
    #expect(removals(bench).isEmpty)
    #expect(bench.status.heldDeletions == 30)
    bench.feed(.acceptDeletions(29))
    #expect(bench.sent.isEmpty)
    bench.feed(.acceptDeletions(30))
    #expect(bench.sent.map(\.request) == [.documents(.technician, Self.many)])
    // One has come back since it was shown.
    let back = Document(kind: .technician, name: "x12", creation: "c", modified: "m", modifiedBy: "other", fields: [:])
    bench.answer(.documents([back]))
    #expect(removals(bench) == [.remove(.technician, Self.many.filter { $0 != "x12" })])
    #expect(bench.status.heldDeletions == 0)
  }

  @Test(arguments: [["x"], many]) func anEmptyAnswerDeletesNothingUnasked(_ names: [DocumentName]) {
    let bench = benchWithMissing(names, of: names.count, siteCount: 0)
    #expect(bench.sent.isEmpty)
    #expect(removals(bench).isEmpty)
    #expect(bench.status.heldDeletions == names.count)
  }

  @Test func whatIsHeldStaysSoWhereItIsFewAmongMany() {
    var bench = benchWithMissing(Self.many, of: 50, siteCount: 20)
    bench.feed(.reconcile)
    bench.answer(.versions((0..<400).map { DocumentVersion(name: DocumentName("t\($0)"), creation: "c", modified: "m") }))
    let missing = Self.many + [DocumentName("y")]
    bench.feed(.compared(bench.comparisons.removeLast(), RowComparison(changed: [], unmatched: missing, count: 431)))
    bench.answer(.documents([]))
    #expect(removals(bench) == [.remove(.technician, ["y"])])
    #expect(bench.status.heldDeletions == 30)
  }

  @Test func whatTheSiteShowsAgainIsNoLongerHeld() {
    var bench = benchWithMissing(Self.many, of: 50, siteCount: 20)
    bench.feed(.reconcile)
    bench.answer(.versions((Self.many + [DocumentName("t1")]).map { DocumentVersion(name: $0, creation: "c", modified: "m") }))
    #expect(bench.status.heldDeletions == 0)
    bench.feed(.acceptDeletions(30))
    #expect(removals(bench).isEmpty)
  }

  @Test func acceptedDeletionsOutlastABrokenLine() {
    var bench = benchWithMissing(Self.many, of: 50, siteCount: 20)
    bench.feed(.acceptDeletions(30))
    bench.answer(.failure(.unreachable("reset")))
    #expect(removals(bench).isEmpty)
    bench.time.milliseconds = bench.wake ?? 0
    bench.feed(.tick)
    bench.answer(.documents([]))
    #expect(removals(bench) == [.remove(.technician, Self.many)])
  }

  @Test func aPageThatDoesNotComeIsHalvedAndGrowsBack() {
    var rhythm = SyncRhythm()
    rhythm.smallestPage = 3
    rhythm.page = 10
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00"], rhythm: rhythm)
    bench.feed(.lease)
    var limits: [Int] = []
    func page(_ bench: Bench) -> Int { if case .changes(_, _, let limit)? = bench.sent.first?.request { limit } else { 0 } }
    for _ in 0..<3 {
      limits.append(page(bench))
      bench.answer(.failure(.unreachable("time-out")))
      bench.time.milliseconds = bench.wake ?? 0
      bench.feed(.tick)
    }
    #expect(limits == [10, 5, 3])
    limits = []
    for round in 0..<7 {
      limits.append(page(bench))
      let rows = (0..<page(bench)).map { job("r\(round)-\($0)", modified: "2026-05-06 14:01:0\(round)") }
      bench.answer(.documents(rows)) { if case .changes = $0 { true } else { false } }
    }
    #expect(limits == [3, 4, 5, 6, 7, 8, 10])
  }

  @Test func nobodyIsToldThatTheSiteIsAwayBeforeItHasBeenTriedAgain() {
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00"])
    bench.feed(.lease)
    bench.answer(.failure(.retry(after: nil, "503")))
    #expect(bench.engine.isSettled && bench.engine.isTryingAgain)
    for attempt in 1...3 {
      bench.time.milliseconds = bench.wake ?? 0
      bench.feed(.tick)
      bench.answer(.failure(.unreachable("no route")))
      #expect(bench.engine.isTryingAgain == (attempt < 3))
    }
    // The site is there, only not at work: it is waited for.
    bench.time.milliseconds = bench.wake ?? 0
    bench.feed(.tick)
    bench.answer(.failure(.retry(after: nil, "503")))
    #expect(bench.engine.isTryingAgain)
  }

  @Test func aSiteThatStumblesIsNotReadAnewEachTime() {
    var bench = Bench(watermarks: [.technician: "2026-05-06 14:00:00"], kinds: [.technician])
    bench.feed(.lease)
    var requests = 0
    // Each request fails twice and is then answered.
    while !bench.sent.isEmpty, requests < 100 {
      for _ in 0..<2 {
        bench.answer(.failure(.retry(after: nil, "500")))
        bench.pass((bench.wake ?? bench.time.milliseconds) - bench.time.milliseconds)
        bench.feed(.tick)
      }
      bench.answerOneRead()
      requests += 1
    }
    #expect(requests == 2)
  }

  @Test(arguments: [.unreachable("no route"), .retry(after: nil, "503")] as [SiteFailure])
  func afterAnAbsenceWhatChangedIsRead(_ failure: SiteFailure) {
    var bench = Bench(watermarks: [.technician: "2026-05-06 14:00:00"], kinds: [.technician])
    bench.feed(.lease)
    bench.settleReads()
    bench.feed(.mark(DocumentReference(.technician, name: "a")))
    let began = bench.time.milliseconds
    repeat {
      bench.answer(.failure(failure))
      bench.pass((bench.wake ?? 0) - bench.time.milliseconds)
      bench.feed(.tick)
    } while bench.time.milliseconds < began + bench.engine.rhythm.absence
    bench.answer(.documents([]))
    bench.answer(.failure(.notFound))
    #expect(bench.sent.contains { if case .changes = $0.request { true } else { false } })
  }

  @Test func withALiveStreamNothingIsPolled() {
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00"])
    bench.feed(.lease)
    bench.feed(.stream(live: true))
    bench.settleReads()
    #expect(bench.status.link == .live)
    #expect(bench.wake == SyncRhythm().hotWhileLive)
    bench.feed(.stream(live: false))
    bench.settleReads()
    #expect(bench.status.link == .polling)
    #expect(bench.wake == SyncRhythm().poll)
  }

  @Test func whatPeopleLookAtIsReadAgainThoughNoVersionMoved() {
    var bench = Bench(watermarks: [.technician: "2026-05-06 14:00:00"], kinds: [.technician])
    bench.feed(.lease)
    bench.feed(.stream(live: true))
    bench.settleReads()
    let rhythm = SyncRhythm()
    var rereadAt: [Int64] = []
    while bench.time.milliseconds < 3_600_000 {
      bench.time.milliseconds = bench.wake ?? .max
      bench.feed(.tick)
      while bench.sent.contains(where: { !$0.request.isWrite }) {
        bench.answer(.documents([])) { if case .changes = $0 { true } else { false } }
        bench.answer(.versions([DocumentVersion(name: "t1", creation: "c", modified: "m")])) {
          if case .versions = $0 { true } else { false }
        }
        while let comparison = bench.comparisons.popLast() {
          bench.feed(.compared(comparison, RowComparison(changed: [], unmatched: [], same: ["t1"], count: 1)))
        }
        let asked = bench.sent.map(\.request)
        if asked.contains(.documents(.technician, ["t1"])) { rereadAt.append(bench.time.milliseconds) }
        bench.answer(.documents([Document(kind: .technician, name: "t1", creation: "c", modified: "m", fields: [:])])) {
          if case .documents = $0 { true } else { false }
        }
      }
    }
    // Otherwise it is compared by its versions, every five minutes.
    #expect(rereadAt == (0..<4).map { rhythm.hotWhileLive + $0 * rhythm.reread })
  }

  @Test func pausesGrowToTheirLimitAndEndWithTheFirstAnswer() {
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00"])
    bench.feed(.lease)
    var pauses: [Int64] = []
    for _ in 0..<12 {
      bench.answer(.failure(.unreachable("no route")))
      guard case .offline = bench.status.link, let wake = bench.wake else {
        Issue.record("\(bench.status)")
        return
      }
      pauses.append(wake - bench.time.milliseconds)
      #expect(bench.sent.isEmpty)
      bench.time.milliseconds = wake
      bench.feed(.tick)
      #expect(bench.sent.count == 1)
    }
    #expect(pauses[0] <= SyncRhythm().firstPause)
    #expect(pauses.allSatisfy { $0 <= SyncRhythm().longestPause })
    #expect(pauses.suffix(3).allSatisfy { $0 >= SyncRhythm().longestPause / 2 })
    bench.settleReads()
    #expect(bench.status.link == .polling)
  }

  @Test func whileTheStreamStandsPausesStayShort() {
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00"])
    bench.feed(.lease)
    bench.feed(.stream(live: true))
    for _ in 0..<10 {
      bench.answer(.failure(.unreachable("no route")))
      guard let wake = bench.wake else {
        Issue.record("no wake-up: \(bench.status)")
        return
      }
      #expect(wake - bench.time.milliseconds <= SyncRhythm().longestPauseWhileLive)
      bench.time.milliseconds = wake
      bench.feed(.tick)
    }
  }

  @Test func aStreamThatComesBackEndsThePause() {
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00"])
    bench.feed(.lease)
    for _ in 0..<8 {
      bench.answer(.failure(.unreachable("no route")))
      bench.time.milliseconds = bench.wake ?? 0
      bench.feed(.tick)
    }
    bench.answer(.failure(.unreachable("no route")))
    #expect(bench.sent.isEmpty)
    bench.feed(.stream(live: true))
    #expect(bench.sent.count == 1)
    bench.settleReads()
    #expect(bench.status.link == .live)
  }

  @Test func aKindThatIsRefusedDoesNotStopTheOthers() {
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00", .leave: "2026-05-06 14:00:00"], kinds: [.leave, .job])
    bench.feed(.lease)
    bench.answer(.failure(.refused(status: 403, exceptionType: "PermissionError", words: "Pas permis")))
    #expect(bench.engine.totals.unavailable == [.leave: "Pas permis"])
    guard case .changes(.job, _, _) = bench.sent[0].request else {
      Issue.record("\(bench.sent)")
      return
    }
    bench.settleReads()
    #expect(bench.status.link == .polling)
  }

  @Test(arguments: [SiteFailure.notFound, .malformed("<html>")])
  func aKindThatIsNotThereIsNotAskedForEndlessly(_ failure: SiteFailure) {
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00", .leave: "2026-05-06 14:00:00"], kinds: [.leave, .job])
    bench.feed(.lease)
    var asked = 0
    while let index = bench.sent.firstIndex(where: { if case .changes(.leave, _, _) = $0.request { true } else { false } }) {
      asked += 1
      bench.feed(.answered(bench.sent.remove(at: index).id, .failure(failure)))
      guard asked < 10 else { break }
      bench.time.milliseconds = max(bench.time.milliseconds, bench.wake ?? 0)
      bench.feed(.tick)
    }
    #expect(asked <= 3)
    bench.settleReads()
    #expect(bench.status.link == .polling)
    #expect(bench.engine.totals.unavailable.keys.contains(.leave))
    bench.pass(SyncRhythm().refusalPause)
    bench.feed(.delta)
    bench.settleReads()
    #expect(bench.engine.totals.unavailable.isEmpty)
  }

  @Test func withoutCredentialsEverythingStops() {
    var bench = Bench(watermarks: [.job: "2026-05-06 14:00:00"])
    bench.feed(.outbox([entry("1", "a", ["notes"])]))
    bench.feed(.lease)
    bench.answer(.failure(.signInNeeded("401"))) { !$0.isWrite }
    bench.answer(.failure(.signInNeeded("401"))) { $0.isWrite }
    bench.feed(.outbox([entry("1", "a", ["notes"])]))
    bench.pass(1_000_000)
    bench.feed(.tick)
    bench.feed(.delta)
    #expect(bench.sent.isEmpty)
    #expect(bench.status.link == .signInNeeded(words: "401"))
    #expect(bench.wake == nil)
    bench.feed(.credentials)
    #expect(!bench.sent.isEmpty)
  }
}
