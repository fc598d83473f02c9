import Domain
import ERPNext
import Replica

/// The whole of synchronising as a machine without hands: events in, actions out. It keeps nothing that may not be lost: what
/// must survive is in the replica, and an engine made anew from there goes on where the last one ended.
package struct SyncEngine: Sendable {
  enum Link: Sendable, Equatable {
    case starting
    case up
    /// Nothing is sent before `retryAt`, then one probe.
    case down(since: Instant, failures: Int, retryAt: Int64)
    case signInNeeded(words: String)
  }

  package let rhythm: SyncRhythm
  package let zone: SiteZone
  package let kinds: [DocumentKind]
  package internal(set) var totals = SyncTotals()
  /// Why the line is down, as the last answer told it.
  package private(set) var lineFailure: SiteFailure?
  var link = Link.starting
  var isLive = false
  var isLeader = false
  var leader = LeaderState()
  var freshAt: Instant?
  /// How often in a row nobody answered.
  var unanswered = 0
  /// Since when the line is down, in monotonic milliseconds.
  private var downSince: Int64?
  var outbox: [OutboxEntry] = []
  /// A commit has gone out whose effect on the outbox has not come back: no pushes until then.
  var outboxIsStale = false
  var watermarks: [DocumentKind: String]
  var reads: ReadLane
  var writes = WriteLane()
  var random: SplitMix64
  /// Counts requests. An engine that follows another goes on counting from it, so that an answer to the one is never taken for
  /// one to the other.
  package private(set) var lastRequest: Int
  private var actions: [SyncAction] = []
  private var lastWake: Int64?
  private var lastStatus: SyncStatus?

  /// From what the replica holds: each kind's watermark, and the month of its oldest document as `YYYY-MM-DD…`.
  package init(
    watermarks: [DocumentKind: String], oldest: [DocumentKind: String] = [:], zone: SiteZone,
    kinds: [DocumentKind] = DocumentKind.allCases, rhythm: SyncRhythm = SyncRhythm(), seed: UInt64, after lastRequest: Int = 0
  ) {
    self.lastRequest = lastRequest
    self.watermarks = watermarks
    self.zone = zone
    self.kinds = kinds
    self.rhythm = rhythm
    reads = ReadLane(oldest: oldest)
    random = SplitMix64(seed: seed)
  }

  package mutating func handle(_ event: SyncEvent, now: SyncTime) -> [SyncAction] {
    actions = []
    switch event {
    case .lease:
      isLeader = true
      scheduleEverything(now)
    case .follow(let state):
      isLeader = false
      leader = state
      reads.abandon()
      writes.abandon()
    case .outbox(let entries):
      outbox = entries
      outboxIsStale = false
      writes.forgetSettled(entries)
    case .answered(let id, let answer): answered(id, answer, now)
    case .compared(let id, let comparison): compared(id, comparison, now)
    case .withdrawn(let id): withdrawn(id)
    case .mark(let reference): if isLeader { reads.mark(reference) }
    case .delta:
      if isLeader { reads.requestDelta(kinds) }
      tryAtOnce(now)
    case .reconcile:
      if isLeader { requestHot(now) }
      tryAtOnce(now)
    case .stream(let live):
      isLive = live
      if isLeader {
        reads.requestDelta(kinds)
        schedulePolling(now)
      }
      if live { tryAtOnce(now) }
    case .acceptDeletions(let count):
      acceptDeletions(count)
      tryAtOnce(now)
    case .credentials:
      if case .signInNeeded = link {
        link = .starting
        if isLeader { scheduleEverything(now) }
      }
    case .tick: break
    }
    pump(now)
    return actions
  }

  /// Nothing is under way, nothing waits that could be done now.
  package var isSettled: Bool {
    if outboxIsStale || reads.isBusy || writes.isBusy { return false }
    if case .signInNeeded = link { return true }
    if case .down = link { return true }
    return !reads.hasWork && nextPushes(at: .max).isEmpty
  }

  /// The site has answered, or not answered, in a way that may be another in a moment.
  package var isTryingAgain: Bool {
    guard isLeader, case .down = link else { return false }
    return unanswered < rhythm.vainAttempts
  }

  /// What another process has pulled meanwhile.
  package mutating func catchUp(watermarks: [DocumentKind: String], oldest: [DocumentKind: String]) {
    self.watermarks = watermarks
    reads.oldest = oldest
  }

  /// Whether any edit is neither confirmed nor parked.
  package var hasWaitingEdits: Bool { outbox.contains { $0.phase != .parked } }

  package func isWaiting(for intents: Set<String>) -> Bool {
    outbox.contains { $0.phase != .parked && intents.contains($0.intent.id) }
  }

  mutating func emit(_ action: SyncAction) { actions.append(action) }

  mutating func commit(_ commit: SyncCommit) {
    switch commit {
    case .store, .remove: break
    default: outboxIsStale = true
    }
    actions.append(.commit(commit))
  }

  mutating func send(_ request: SyncRequest) -> Int {
    lastRequest += 1
    totals.requests += 1
    actions.append(.send(lastRequest, request))
    return lastRequest
  }

  mutating func newID() -> Int {
    lastRequest += 1
    return lastRequest
  }

  private mutating func scheduleEverything(_ now: SyncTime) {
    requestFirstReads(now)
    schedulePolling(now)
  }

  private mutating func answered(_ id: Int, _ answer: SyncAnswer, _ now: SyncTime) {
    if reads.current?.id == id {
      noteLink(answer, isRead: true, now)
      readAnswered(answer, now)
    } else if let intent = writes.intent(of: id) {
      noteLink(answer, isRead: writes.isReading(intent), now)
      writeAnswered(intent, answer, now)
    }
  }

  /// What an answer says about the line, whatever it says about the request. A write whose outcome is unknown says nothing:
  /// reading it back will.
  private mutating func noteLink(_ answer: SyncAnswer, isRead: Bool, _ now: SyncTime) {
    guard case .failure(let failure) = answer else { return linkIsUp(now) }
    lineFailure = failure
    switch failure {
    case .unreachable, .untrusted: linkIsDown(now, wait: nil, isUnanswered: true)
    case .ambiguous, .malformed: if isRead { linkIsDown(now, wait: nil) }
    case .retry(let after, _): if isRead { linkIsDown(now, wait: after.map { Int64($0 * 1_000) }) }
    case .stale, .notFound, .alreadyCreated, .refused: linkIsUp(now)
    case .signInNeeded(let words): link = .signInNeeded(words: words)
    }
  }

  /// Somebody has reason to think that the site answers: the pause is over.
  private mutating func tryAtOnce(_ now: SyncTime) {
    if case .down(let since, let failures, let retryAt) = link, retryAt > now.milliseconds {
      link = .down(since: since, failures: failures, retryAt: now.milliseconds)
    }
  }

  mutating func linkIsUp(_ now: SyncTime) {
    unanswered = 0
    if case .down = link {
      // A site that stumbles over one request in three is not away each time: to read everything anew after each would never end.
      // What failed is asked for again in any case, and the hub's stream catches up by itself.
      if let downSince, now.milliseconds - downSince >= rhythm.absence {
        reads.requestDelta(kinds)
        requestHot(now)
      }
      writes.endPauses(now.milliseconds)
    }
    downSince = nil
    if case .signInNeeded = link { return }
    lineFailure = nil
    link = .up
  }

  mutating func linkIsDown(_ now: SyncTime, wait: Int64?, isUnanswered: Bool = false) {
    if case .signInNeeded = link { return }
    var since = now.wall
    var failures = 0
    if case .down(let first, let count, let retryAt) = link {
      // A second failure of requests that went out together is not a second attempt.
      if now.milliseconds < retryAt { return }
      since = first
      failures = count
    }
    let pause = wait ?? pause(after: failures)
    unanswered = isUnanswered ? unanswered + 1 : 0
    if downSince == nil { downSince = now.milliseconds }
    link = .down(since: since, failures: failures + 1, retryAt: now.milliseconds + pause)
  }

  /// Doubles from the first pause to the longest; jittered by half, so that consoles do not come back as one.
  mutating func pause(after failures: Int) -> Int64 {
    let longest = isLive ? rhythm.longestPauseWhileLive : rhythm.longestPause
    let full = min(longest, rhythm.firstPause << Int64(min(failures, 20)))
    return full / 2 + Int64(random.next() % UInt64(max(1, full / 2)))
  }

  private mutating func pump(_ now: SyncTime) {
    if isLeader {
      switch link {
      case .signInNeeded: break
      case .down(_, _, let retryAt):
        // One read as a probe; the rest follows its success.
        if now.milliseconds >= retryAt, !reads.isBusy, !writes.isBusy {
          if !reads.hasWork { reads.requestDelta(kinds) }
          startRead(now)
          // Nothing to ask: every kind is refused.
          if !reads.isBusy { link = .up }
        }
      case .starting, .up:
        readsDue(now)
        if !reads.isBusy { startRead(now) }
        startWrites(now)
      }
    }
    emitWake(now)
    emitStatus(now)
  }

  private mutating func emitWake(_ now: SyncTime) {
    var wake: Int64?
    if isLeader {
      switch link {
      case .signInNeeded: wake = nil
      case .down(_, _, let retryAt): wake = reads.isBusy || writes.isBusy ? nil : max(retryAt, now.milliseconds)
      case .starting, .up: wake = [reads.nextDue, writes.nextDue(after: now.milliseconds)].compactMap { $0 }.min()
      }
    }
    if wake != lastWake {
      lastWake = wake
      actions.append(.wake(wake))
    }
  }

  private mutating func emitStatus(_ now: SyncTime) {
    let parked = outbox.count { $0.phase == .parked }
    var status = SyncStatus(
      freshAt: freshAt, queued: outbox.count - parked, parked: parked, heldDeletions: reads.held.count)
    if !isLeader {
      // Following is nobody's concern while it goes well.
      status.link = leader.pid == 0 ? .starting : .follower(of: leader.pid, stale: leader.isStale)
      if !leader.isStale, let link = leader.link { status.link = link }
      status.freshAt = leader.freshAt
      status.heldDeletions = leader.heldDeletions
    } else {
      switch link {
      case .starting: status.link = .starting
      case .up:
        status.link =
          reads.isFirstPull ? .loading(received: totals.received, total: nil) : isLive ? .live : .polling
      case .down(let since, _, _): status.link = .offline(since: since)
      case .signInNeeded(let words): status.link = .signInNeeded(words: words)
      }
    }
    if status != lastStatus {
      lastStatus = status
      actions.append(.status(status))
    }
  }
}
