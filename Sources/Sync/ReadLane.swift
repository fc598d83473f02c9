import Domain
import ERPNext
import Replica

/// What the engine reads, one request at a time: marked documents first, then pulls, then comparisons.
struct ReadLane: Sendable {
  struct Slice: Sendable, Hashable {
    let kind: DocumentKind
    let rows: RowSlice
  }

  struct Page: Sendable {
    let kind: DocumentKind
    var cursor: PullCursor
    let limit: Int
    var greatest: String?
    /// The site's clock when the pull began, where it took more than one page: what commits late during a long pull lies behind
    /// its end by more than the overlap.
    var began: String?
  }

  /// Fetching what a comparison found, some at a time, so that the first rows show early and events get between.
  struct Chase: Sendable {
    let slice: Slice
    var asked: [DocumentName] = []
    var rest: [DocumentName]
    var missing: [DocumentName] = []
    /// Rows that the replica has in the slice.
    let count: Int
    let isEmptySite: Bool
    /// Writes confirmed after this are newer than the comparison.
    let began: Int
  }

  enum Step: Sendable {
    case page(Page)
    /// Marked documents, fetched by name.
    case marked(DocumentKind, [DocumentName])
    /// A marked document that was not in the answer: is it gone, or hidden?
    case checkMarked(DocumentReference, others: [DocumentName])
    case versions(Slice)
    /// The replica is comparing.
    case comparing(Slice, siteCount: Int)
    case chase(Chase)
    /// Too many are missing: a few are asked for one by one before any is deleted.
    case sample(Slice, missing: [DocumentName], left: [DocumentName])
  }

  struct Current: Sendable {
    let id: Int
    let step: Step
    /// Writes confirmed after this are newer than what this reads.
    let began: Int
    let startedAt: Int64
  }

  var current: Current?
  var marked: [DocumentKind: Set<DocumentName>] = [:]
  var pulls: [DocumentKind] = []
  /// The next page of a pull under way.
  var nextPage: Page?
  /// The rest of a comparison's findings.
  var nextChase: Chase?
  var slices: [Slice] = []
  var history: [Slice] = []
  let oldest: [DocumentKind: String]
  var nextPoll: Int64?
  var nextHot: Int64?
  var nextHistory: Int64?
  /// Kinds that the site refuses, until when.
  var refusedUntil: [DocumentKind: Int64] = [:]
  var isFirstPull = false
  /// Counts confirmed writes; `lastWrite` says which was the last of a document.
  var writeCount = 0
  var lastWrite: [DocumentReference: Int] = [:]

  init(oldest: [DocumentKind: String]) { self.oldest = oldest }

  var isBusy: Bool { current != nil }
  var hasWork: Bool { !marked.isEmpty || nextPage != nil || nextChase != nil || !pulls.isEmpty || !slices.isEmpty }
  var nextDue: Int64? { isBusy ? nil : [nextPoll, nextHot, nextHistory].compactMap { $0 }.min() }

  mutating func mark(_ reference: DocumentReference) {
    if !reference.isLocal { marked[reference.kind, default: []].insert(reference.key) }
  }

  mutating func requestDelta(_ kinds: [DocumentKind]) {
    for kind in kinds where !pulls.contains(kind) { pulls.append(kind) }
  }

  mutating func request(_ slice: Slice) { if !slices.contains(slice) { slices.append(slice) } }

  mutating func abandon() {
    current = nil
    marked = [:]
    pulls = []
    nextPage = nil
    nextChase = nil
    slices = []
    nextPoll = nil
    nextHot = nil
    nextHistory = nil
  }

  mutating func noteWrite(_ reference: DocumentReference) {
    writeCount += 1
    lastWrite[reference] = writeCount
  }

  /// Whether what a read that began at `began` says of the document may be older than what a write left.
  func isOutdated(_ kind: DocumentKind, _ name: DocumentName, since began: Int) -> Bool {
    lastWrite[DocumentReference(kind, name: name)].map { $0 > began } ?? false
  }
}

extension SyncEngine {
  mutating func requestFirstReads(_ now: SyncTime) {
    // A first board is there as soon as the people and the days around today are; the rest of the year follows.
    let isFirst = watermarks[.job] == nil && kinds.contains(.job)
    reads.isFirstPull = isFirst
    reads.requestDelta(kinds.filter { isSmall($0) || !isFirst })
    if isFirst {
      let today = zone.local(now.wall).date
      reads.request(
        .init(
          kind: .job, rows: .range(field: "scheduled_start", from: today.siteText, to: today.adding(days: 1).siteText)))
    }
    requestHot(now)
    reads.requestDelta(kinds)
  }

  private func isSmall(_ kind: DocumentKind) -> Bool { kind == .tag || kind == .technician || kind == .leave }

  mutating func schedulePolling(_ now: SyncTime) {
    reads.nextPoll = isLive ? nil : now.milliseconds + rhythm.poll
    reads.nextHot = now.milliseconds + (isLive ? rhythm.hotWhileLive : rhythm.hotWhilePolling)
    if reads.nextHistory == nil { reads.nextHistory = now.milliseconds + rhythm.hotWhileLive }
  }

  /// What people look at: unfinished jobs, a week back and two ahead, technicians, leaves, tags.
  mutating func requestHot(_ now: SyncTime) {
    let today = zone.local(now.wall).date
    if kinds.contains(.job) {
      let unfinished = JobStatus.allCases.filter { !$0.isFinished }.map(\.rawValue)
      reads.request(.init(kind: .job, rows: .among(field: "status", values: unfinished)))
      let from = today.adding(days: -7).siteText + " 00:00:00"
      let to = today.adding(days: 15).siteText + " 00:00:00"
      reads.request(.init(kind: .job, rows: .range(field: "scheduled_start", from: from, to: to)))
    }
    for kind in kinds where isSmall(kind) { reads.request(.init(kind: kind, rows: .all)) }
  }

  mutating func readsDue(_ now: SyncTime) {
    if let due = reads.nextPoll, now.milliseconds >= due {
      reads.requestDelta(kinds)
      reads.nextPoll = now.milliseconds + rhythm.poll
    }
    if let due = reads.nextHot, now.milliseconds >= due {
      requestHot(now)
      reads.nextHot = now.milliseconds + (isLive ? rhythm.hotWhileLive : rhythm.hotWhilePolling)
    }
    if let due = reads.nextHistory, now.milliseconds >= due, !reads.isBusy, !reads.hasWork {
      if reads.history.isEmpty { reads.history = historySlices(now) }
      if let slice = reads.history.popLast() { reads.request(slice) }
      reads.nextHistory = now.milliseconds + rhythm.history / Int64(max(1, historySlices(now).count))
    }
  }

  /// Every kind by the month of creation, the newest last; what is older than anything known is a slice of its own.
  private func historySlices(_ now: SyncTime) -> [ReadLane.Slice] {
    let today = zone.local(now.wall).date
    var slices: [ReadLane.Slice] = []
    for kind in kinds where !isSmall(kind) {
      let first = reads.oldest[kind].flatMap(LocalDateTime.init(siteText:))?.date ?? today
      var month = LocalDate(year: first.year, month: first.month, day: 1) ?? today
      slices.append(.init(kind: kind, rows: .range(field: "creation", from: "1900-01-01", to: month.siteText)))
      while month <= today {
        let next = LocalDate(year: month.month == 12 ? month.year + 1 : month.year, month: month.month % 12 + 1, day: 1)!
        let isLast = next > today
        slices.append(
          .init(kind: kind, rows: .range(field: "creation", from: month.siteText, to: isLast ? "9999-01-01" : next.siteText)))
        month = next
      }
    }
    return slices
  }

  mutating func startRead(_ now: SyncTime) {
    if let kind = reads.marked.keys.min(by: { $0.rawValue < $1.rawValue }), let names = reads.marked.removeValue(forKey: kind) {
      let sorted = names.sorted()
      return begin(.marked(kind, sorted), .documents(kind, sorted), now)
    }
    if let page = reads.nextPage {
      reads.nextPage = nil
      return begin(.page(page), .changes(page.kind, after: page.cursor, limit: page.limit), now)
    }
    if var chase = reads.nextChase {
      reads.nextChase = nil
      chase.asked = Array(chase.rest.prefix(rhythm.chase))
      chase.rest.removeFirst(chase.asked.count)
      return begin(.chase(chase), .documents(chase.slice.kind, chase.asked), now)
    }
    // Slices requested before a big first pull come first: see `requestFirstReads`.
    while let kind = reads.pulls.first, !reads.isFirstPull || isSmall(kind) || reads.slices.isEmpty {
      reads.pulls.removeFirst()
      if isRefused(kind, now) { continue }
      let limit = watermarks[kind] == nil ? rhythm.firstPage : rhythm.page
      let cursor = PullCursor(modified: start(of: kind, now), name: nil)
      let page = ReadLane.Page(
        kind: kind, cursor: cursor, limit: limit, greatest: watermarks[kind], began: zone.local(now.wall).siteText)
      return begin(.page(page), .changes(kind, after: cursor, limit: limit), now)
    }
    while !reads.slices.isEmpty {
      let slice = reads.slices.removeFirst()
      if isRefused(slice.kind, now) { continue }
      return begin(.versions(slice), .versions(slice.kind, DocumentSlice(slice.rows)), now)
    }
  }

  private func isRefused(_ kind: DocumentKind, _ now: SyncTime) -> Bool {
    reads.refusedUntil[kind].map { now.milliseconds < $0 } ?? false
  }

  private mutating func begin(_ step: ReadLane.Step, _ request: SyncRequest, _ now: SyncTime) {
    let began = reads.writeCount
    reads.current = .init(id: send(request), step: step, began: began, startedAt: now.milliseconds)
  }

  /// The watermark less the overlap, which is wider where the site's clock changes or has been set back.
  private func start(of kind: DocumentKind, _ now: SyncTime) -> String {
    guard let watermark = watermarks[kind] else { return "1900-01-01 00:00:00" }
    guard let reading = LocalDateTime(siteText: watermark) else { return watermark }
    let present = zone.local(now.wall)
    var overlap = rhythm.overlap
    let instant = zone.instant(reading)
    if zone.offset(at: Instant(seconds: instant.seconds - 7_200)) != zone.offset(at: Instant(seconds: instant.seconds + 7_200)) {
      overlap = rhythm.clockChangeOverlap
    }
    var from = reading.clockSeconds
    if from > present.clockSeconds + 60 {
      from = present.clockSeconds
      overlap = rhythm.clockChangeOverlap
    }
    return LocalDateTime(clockSeconds: from - overlap).siteText
  }

  mutating func readAnswered(_ answer: SyncAnswer, _ now: SyncTime) {
    guard let current = reads.current else { return }
    reads.current = nil
    if case .failure(let failure) = answer { return readFailed(current, failure, now) }
    switch (current.step, answer) {
    case (.page(let page), .documents(let documents)): pageCame(page, documents, current, now)
    case (.marked(let kind, let names), .documents(let documents)):
      store(documents, current)
      freshAt = now.wall
      checkNext(of: kind, absent(names, documents), now)
    case (.checkMarked(_, let others), .document(let document)):
      if let document { store([document], current) }
      checkNext(of: current.step.kind, others, now)
    case (.versions(let slice), .versions(let versions)):
      let id = newID()
      reads.current = .init(
        id: id, step: .comparing(slice, siteCount: versions.count), began: current.began, startedAt: now.milliseconds)
      emit(.compare(id, slice.kind, slice.rows, versions))
    case (.chase(var chase), .documents(let documents)):
      store(documents, current)
      chase.missing += absent(chase.asked, documents)
      if !chase.rest.isEmpty {
        reads.nextChase = chase
        return
      }
      let missing = chase.missing.filter { !reads.isOutdated(chase.slice.kind, $0, since: chase.began) }
      deletionsFound(chase.slice, missing, count: chase.count, isEmptySite: chase.isEmptySite, now)
    case (.sample, .document(let document)):
      // There after all: the list was wrong, and nothing of it is believed.
      if let document { store([document], current) }
      totals.heldDeletions += 1
    default: break
    }
  }

  private func absent(_ names: [DocumentName], _ documents: [Document]) -> [DocumentName] {
    let present = Set(documents.map(\.name))
    return names.filter { !present.contains($0) }
  }

  private mutating func store(_ documents: [Document], _ current: ReadLane.Current, watermark: PullWatermark? = nil) {
    totals.received += documents.count
    let newer = documents.filter { !reads.isOutdated($0.kind, $0.name, since: current.began) }
    if !newer.isEmpty || watermark != nil {
      commit(.store(newer, watermark: watermark))
      // Rows can settle creates and park edits.
      if !outbox.isEmpty, !newer.isEmpty { outboxIsStale = true }
    }
  }

  private mutating func pageCame(
    _ page: ReadLane.Page, _ documents: [Document], _ current: ReadLane.Current, _ now: SyncTime
  ) {
    let kind = page.kind
    var greatest = ([page.greatest].compactMap { $0 } + documents.map(\.modified)).max()
    if documents.count >= page.limit, let last = documents.last {
      store(documents, current)
      var next = page
      next.cursor = PullCursor(modified: last.modified, name: last.name)
      next.greatest = greatest
      reads.nextPage = next
      return
    }
    if page.cursor.name != nil, let began = page.began, let last = greatest, began < last, began > watermarks[kind] ?? "" {
      greatest = began
    }
    if let greatest, greatest != watermarks[kind] {
      store(documents, current, watermark: PullWatermark(kind: kind, modified: greatest))
      watermarks[kind] = greatest
    } else {
      store(documents, current)
    }
    if reads.pulls.isEmpty {
      freshAt = now.wall
      reads.isFirstPull = false
    }
  }

  mutating func compared(_ id: Int, _ comparison: RowComparison, _ now: SyncTime) {
    guard let current = reads.current, current.id == id, case .comparing(let slice, let siteCount) = current.step else { return }
    reads.current = nil
    let names = (comparison.changed + comparison.unmatched).filter { !reads.isOutdated(slice.kind, $0, since: current.began) }
    guard !names.isEmpty else { return }
    reads.nextChase = .init(
      slice: slice, rest: names, count: comparison.count, isEmptySite: siteCount == 0 && comparison.count > 0,
      began: current.began)
  }

  private mutating func deletionsFound(
    _ slice: ReadLane.Slice, _ missing: [DocumentName], count: Int, isEmptySite: Bool, _ now: SyncTime
  ) {
    guard !missing.isEmpty else { return }
    let tooMany = missing.count > rhythm.freeDeletions && Double(missing.count) > rhythm.deletionShare * Double(count)
    guard tooMany || isEmptySite else { return remove(slice.kind, missing) }
    let stride = max(1, missing.count / 5)
    let samples = Array(Swift.stride(from: 0, to: missing.count, by: stride).map { missing[$0] }.prefix(5))
    askSample(slice, missing, samples[...], now)
  }

  private mutating func askSample(
    _ slice: ReadLane.Slice, _ missing: [DocumentName], _ samples: ArraySlice<DocumentName>, _ now: SyncTime
  ) {
    guard let first = samples.first else { return remove(slice.kind, missing) }
    begin(.sample(slice, missing: missing, left: Array(samples.dropFirst())), .document(slice.kind, first), now)
  }

  private mutating func remove(_ kind: DocumentKind, _ names: [DocumentName]) {
    totals.removed += names.count
    commit(.remove(kind, names))
    if !outbox.isEmpty { outboxIsStale = true }
  }

  private mutating func checkNext(of kind: DocumentKind?, _ names: [DocumentName], _ now: SyncTime) {
    guard let kind, let first = names.first else { return }
    let reference = DocumentReference(kind, name: first)
    begin(.checkMarked(reference, others: Array(names.dropFirst())), .document(kind, first), now)
  }

  private mutating func readFailed(_ current: ReadLane.Current, _ failure: SiteFailure, _ now: SyncTime) {
    switch (current.step, failure) {
    case (.checkMarked(let reference, let others), .notFound):
      if !reads.isOutdated(reference.kind, reference.key, since: current.began) { remove(reference.kind, [reference.key]) }
      checkNext(of: reference.kind, others, now)
    case (.checkMarked(let reference, let others), .refused):
      // Hidden, not gone.
      checkNext(of: reference.kind, others, now)
    case (.sample(let slice, let missing, let left), .notFound): askSample(slice, missing, left[...], now)
    case (.sample, .refused): totals.heldDeletions += 1
    case (let step, .refused(_, _, let words)), (let step, .signInNeeded(let words)):
      if let kind = step.kind, case .refused = failure {
        totals.unavailable[kind] = words
        reads.refusedUntil[kind] = now.milliseconds + 600_000
      }
      if reads.pulls.isEmpty { reads.isFirstPull = false }
    default: again(current.step)
    }
  }

  /// What a failed line interrupted is asked for again when it is back.
  private mutating func again(_ step: ReadLane.Step) {
    switch step {
    case .page(let page): reads.nextPage = page
    case .marked(let kind, let names): for name in names { reads.mark(DocumentReference(kind, name: name)) }
    case .checkMarked(let reference, let others):
      for name in [reference.key] + others { reads.mark(DocumentReference(reference.kind, name: name)) }
    case .versions(let slice), .comparing(let slice, _), .sample(let slice, _, _): reads.request(slice)
    case .chase(let chase): reads.request(chase.slice)
    }
  }
}

extension ReadLane.Step {
  var kind: DocumentKind? {
    switch self {
    case .page(let page): page.kind
    case .marked(let kind, _): kind
    case .checkMarked(let reference, _): reference.kind
    case .versions(let slice), .comparing(let slice, _), .sample(let slice, _, _): slice.kind
    case .chase(let chase): chase.slice.kind
    }
  }
}

extension DocumentSlice {
  init(_ rows: RowSlice) {
    switch rows {
    case .all: self = .all
    case .range(let field, let from, let to): self = .range(field: field, from: from, to: to)
    case .among(let field, let values): self = .among(field: field, values: values)
    }
  }
}
