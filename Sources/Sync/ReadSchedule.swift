import Domain
import ERPNext
import Replica

// What is read when: first loads, polls, the hot set, the history in slices.
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

  func isSmall(_ kind: DocumentKind) -> Bool { kind == .tag || kind == .technician || kind == .leave }

  mutating func schedulePolling(_ now: SyncTime) {
    reads.nextPoll = isLive ? nil : now.milliseconds + rhythm.poll
    reads.nextHot = now.milliseconds + (isLive ? rhythm.hotWhileLive : rhythm.hotWhilePolling)
    // Not at once: first what is known to have changed.
    if reads.nextReread == nil { reads.nextReread = now.milliseconds + rhythm.hotWhileLive }
    if reads.nextHistory == nil { reads.nextHistory = now.milliseconds + rhythm.hotWhileLive }
  }

  /// What people look at: unfinished jobs, a week back and two ahead, technicians, leaves, tags. `isWhole`: not only where versions
  /// differ.
  mutating func requestHot(_ now: SyncTime, isWhole: Bool = false) {
    let today = zone.local(now.wall).date
    if kinds.contains(.job) {
      let unfinished = JobStatus.allCases.filter { !$0.isFinished }.map(\.rawValue)
      reads.request(.init(kind: .job, rows: .among(field: "status", values: unfinished), isWhole: isWhole))
      let from = today.adding(days: -7).siteText + " 00:00:00"
      let to = today.adding(days: 15).siteText + " 00:00:00"
      reads.request(.init(kind: .job, rows: .range(field: "scheduled_start", from: from, to: to), isWhole: isWhole))
    }
    for kind in kinds where isSmall(kind) { reads.request(.init(kind: kind, rows: .all, isWhole: isWhole)) }
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
    if let due = reads.nextReread, now.milliseconds >= due {
      requestHot(now, isWhole: true)
      reads.nextReread = now.milliseconds + rhythm.reread
    }
    if let due = reads.nextHistory, now.milliseconds >= due, !reads.isBusy, !reads.hasWork {
      if reads.history.isEmpty { reads.history = historySlices(now) }
      if let slice = reads.history.popLast() { reads.request(slice) }
      reads.nextHistory = now.milliseconds + rhythm.history / Int64(max(1, historySlices(now).count))
    }
  }

  /// Every kind by the month of creation, the newest last; what is older than anything known is a slice of its own.
  func historySlices(_ now: SyncTime) -> [ReadLane.Slice] {
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
    if startAccepted(now) { return }
    // Slices requested before a big first pull come first: see `requestFirstReads`.
    while let kind = reads.pulls.first, !reads.isFirstPull || isSmall(kind) || reads.slices.isEmpty {
      reads.pulls.removeFirst()
      if isRefused(kind, now) { continue }
      let limit = min(watermarks[kind] == nil ? rhythm.firstPage : rhythm.page, reads.pageLimit ?? .max)
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

  func isRefused(_ kind: DocumentKind, _ now: SyncTime) -> Bool {
    reads.refusedUntil[kind].map { now.milliseconds < $0 } ?? false
  }

  mutating func begin(_ step: ReadLane.Step, _ request: SyncRequest, _ now: SyncTime) {
    let began = reads.writeCount
    reads.current = .init(id: send(request), step: step, began: began, startedAt: now.milliseconds)
  }

  /// The watermark less the overlap, which is wider where the site's clock changes or has been set back.
  func start(of kind: DocumentKind, _ now: SyncTime) -> String {
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
}
