import Domain
import ERPNext
import Replica
import Synchronization

extension SyncDriver {
  /// What the driver's thread holds.
  struct Turn {
    var engine: SyncEngine
    var wake: Int64?
    var status = SyncStatus()
    var waiters: [Waiter] = []
    let startedAt: Int64
    var failure: ReplicaFailure?
    var isLeader = false
    var isSuspended = false
    /// As a follower: when edits were announced to the leader, and by when it should have stirred.
    var announcedAt: Instant?
    var checkLeader: Int64?
  }

  /// How long a leader may take to show that it heard of an edit, in milliseconds.
  private static let patience: Int64 = 15_000

  private typealias Pulled = (watermarks: [DocumentKind: String], oldest: [DocumentKind: String])

  private func pulled() throws(ReplicaFailure) -> Pulled {
    var pulled: Pulled = ([:], [:])
    for kind in kinds {
      pulled.watermarks[kind] = try replica.watermark(kind)
      pulled.oldest[kind] = try replica.oldestCreation(kind)
    }
    return pulled
  }

  private func newEngine(after lastRequest: Int = 0) throws(ReplicaFailure) -> SyncEngine {
    let pulled = try pulled()
    return SyncEngine(
      watermarks: pulled.watermarks, oldest: pulled.oldest, zone: zone, kinds: kinds, rhythm: rhythm,
      seed: seed ^ UInt64(bitPattern: MonotonicClock.milliseconds), after: lastRequest)
  }

  private var now: SyncTime { SyncTime(milliseconds: MonotonicClock.milliseconds, wall: wallClock()) }

  func run() {
    let startedAt = MonotonicClock.milliseconds
    let engine: SyncEngine
    do { engine = try newEngine() } catch {
      failuresSink.yield(error)
      return finish(nil)
    }
    var turn = Turn(engine: engine, startedAt: startedAt)
    refreshOutbox(&turn)
    seekLease(&turn)
    while true {
      let deadlines = [turn.wake, turn.checkLeader] + turn.waiters.map(\.deadline)
      guard let items = mailbox.take(until: deadlines.compactMap { $0 }.min()) else { break }
      let moment = MonotonicClock.milliseconds
      if let wake = turn.wake, wake <= moment {
        turn.wake = nil
        apply(.tick, &turn)
      }
      if let check = turn.checkLeader, check <= moment { watchLeader(&turn) }
      for item in items where !take(item, &turn) { return finish(turn) }
      answerWaiters(&turn)
    }
    finish(turn)
  }

  /// false: syncing is over.
  private func take(_ item: Item, _ turn: inout Turn) -> Bool {
    switch item {
    case .event(let event): apply(event, &turn)
    case .outboxTouched(let changed):
      refreshOutbox(&turn)
      announce(changed)
      if !turn.isLeader, lease != nil, turn.announcedAt == nil, turn.engine.hasWaitingEdits {
        turn.announcedAt = wallClock()
        turn.checkLeader = MonotonicClock.milliseconds + Self.patience
      }
    case .announced(let announcement):
      do { try replica.checkSchema() } catch {
        failuresSink.yield(error)
        return false
      }
      refreshOutbox(&turn)
      if announcement != .changed([]) { changesSink.yield(announcement) }
      if turn.isLeader { beat(turn) } else { heardOfLeader(&turn) }
    case .leaseTaken: lead(&turn)
    case .startAgain: if !turn.isSuspended { startAgain(&turn) }
    case .suspend(let done):
      turn.isSuspended = true
      cancelTasks()
      apply(.follow(LeaderState()), &turn)
      turn.isLeader = false
      lease?.release()
      done.post(true)
    case .resume:
      turn.isSuspended = false
      changesSink.yield(.everything)
      startAgain(&turn)
    case .wait(let waiter): turn.waiters.append(waiter)
    }
    return true
  }

  private func finish(_ turn: Turn?) {
    mailbox.close()
    cancelTasks()
    lease?.release()
    announcements.withLock { listening in
      listening?.end()
      listening = nil
    }
    for item in mailbox.take(until: nil) ?? [] {
      if case .wait(let waiter) = item { waiter.continuation.resume(returning: report(turn)) }
      if case .suspend(let done) = item { done.post(true) }
    }
    for waiter in turn?.waiters ?? [] { waiter.continuation.resume(returning: report(turn)) }
    statusSink.finish()
    changesSink.finish()
    failuresSink.finish()
  }

  // MARK: The lease

  private func seekLease(_ turn: inout Turn) {
    guard let lease else { return lead(&turn) }
    do {
      if try lease.tryAcquire() { return lead(&turn) }
      let mailbox = self.mailbox
      try lease.acquire { mailbox.post(.leaseTaken) }
    } catch { failuresSink.yield(error) }
    apply(.follow(LeaderNote.state(lease.holder(), isStale: false)), &turn)
    // The leader answers by a sign of life; without one, the person is told who it is.
    turn.announcedAt = wallClock()
    turn.checkLeader = MonotonicClock.milliseconds + Self.patience
    announcements.withLock { $0 }?.announce(.changed([]))
  }

  private func lead(_ turn: inout Turn) {
    guard !turn.isSuspended else { return lease?.release() ?? () }
    turn.isLeader = true
    turn.announcedAt = nil
    turn.checkLeader = nil
    beat(turn)
    if let pulled = try? pulled() { turn.engine.catchUp(watermarks: pulled.watermarks, oldest: pulled.oldest) }
    refreshOutbox(&turn)
    apply(.lease, &turn)
  }

  /// Leaves a sign of life, and tells the followers where the state is another; when it is only fresher, not every time.
  private func beat(_ turn: Turn) {
    guard turn.isLeader, let lease else { return }
    lease.beat(wallClock(), note: LeaderNote.text(turn.status))
  }

  private func tellFollowers(_ before: SyncStatus, _ turn: Turn) {
    guard turn.isLeader, lease != nil else { return }
    let age = (turn.status.freshAt?.seconds ?? 0) - (before.freshAt?.seconds ?? 0)
    guard before.link != turn.status.link || age >= 10 else { return }
    beat(turn)
    announcements.withLock { $0 }?.announce(.changed([]))
  }

  private func heardOfLeader(_ turn: inout Turn) {
    guard lease != nil, !turn.isSuspended else { return }
    let holder = lease?.holder()
    if let announcedAt = turn.announcedAt, let holder, holder.seenAt < announcedAt { return }
    apply(.follow(LeaderNote.state(holder, isStale: false)), &turn)
  }

  private func watchLeader(_ turn: inout Turn) {
    turn.checkLeader = nil
    guard !turn.isLeader, let lease, let announcedAt = turn.announcedAt else { return }
    turn.announcedAt = nil
    let holder = lease.holder()
    let isStale = holder.map { $0.seenAt < announcedAt } ?? false
    apply(.follow(LeaderNote.state(holder, isStale: isStale)), &turn)
    if isStale {
      turn.announcedAt = announcedAt
      turn.checkLeader = MonotonicClock.milliseconds + Self.patience
    }
  }

  // MARK: The engine's actions

  private func refreshOutbox(_ turn: inout Turn) {
    do { apply(.outbox(try replica.outbox()), &turn) } catch {
      turn.failure = error
      failuresSink.yield(error)
    }
  }

  /// Reading what is shown anew is less work than looking at each of so many.
  private static let most = 500

  private func tell(_ changed: Set<DocumentReference>) {
    if changed.isEmpty { return }
    changesSink.yield(changed.count > Self.most ? .everything : .changed(changed))
    announce(changed)
  }

  private func announce(_ changed: Set<DocumentReference>) {
    if !changed.isEmpty { announcements.withLock { $0 }?.announce(.changed(changed)) }
  }

  private func apply(_ event: SyncEvent, _ turn: inout Turn) {
    var isOutboxTouched = false
    var isWithdrawn = false
    do throws(ReplicaFailure) {
      for action in turn.engine.handle(event, now: now) {
        switch action {
        case .send(let id, let request):
          if isWithdrawn {
            isWithdrawn = false
            mailbox.post(.event(.withdrawn(id)))
          } else {
            send(id, request)
          }
        case .commit(.beginSending(let id)):
          isWithdrawn = try !replica.beginSending(id)
          isOutboxTouched = true
        case .commit(let commit):
          let changed = try replica.commit(commit)
          tell(changed)
          isOutboxTouched = true
        case .compare(let id, let kind, let slice, let versions):
          let comparison = try replica.compare(kind, in: slice, with: versions.map { RowVersion($0) })
          apply(.compared(id, comparison), &turn)
        case .wake(let moment): turn.wake = moment
        case .status(let status):
          let before = turn.status
          turn.status = status
          statusSink.yield(status)
          tellFollowers(before, turn)
        }
      }
    } catch {
      return stumble(over: error, &turn)
    }
    beat(turn)
    if isOutboxTouched { refreshOutbox(&turn) }
  }

  /// A transaction failed: what the engine believes of the replica no longer holds. It begins again from what is there, after a
  /// pause, since a full disk does not empty itself.
  private func stumble(over failure: ReplicaFailure, _ turn: inout Turn) {
    turn.failure = failure
    failuresSink.yield(failure)
    cancelTasks()
    if let engine = try? newEngine(after: turn.engine.lastRequest) { turn.engine = engine }
    turn.wake = nil
    let mailbox = self.mailbox
    let pause = rhythm.replicaPause
    Task {
      try? await Task.sleep(for: .milliseconds(pause))
      mailbox.post(.startAgain)
    }
  }

  private func startAgain(_ turn: inout Turn) {
    refreshOutbox(&turn)
    if turn.isLeader { apply(.lease, &turn) } else { seekLease(&turn) }
  }

  private func send(_ id: Int, _ request: SyncRequest) {
    let task = Task {
      let answer = await self.service.answer(request)
      self.tasks.withLock { _ = $0.removeValue(forKey: id) }
      self.mailbox.post(.event(.answered(id, answer)))
    }
    tasks.withLock { $0[id] = task }
  }

  // MARK: Those who wait

  private func answerWaiters(_ turn: inout Turn) {
    guard !turn.waiters.isEmpty else { return }
    let report = report(turn)
    let moment = MonotonicClock.milliseconds
    let isLeader = turn.isLeader
    let engine = turn.engine
    turn.waiters.removeAll { waiter in
      let isDone =
        if let intents = waiter.intents {
          !engine.isWaiting(for: intents)
        } else {
          isLeader ? engine.isSettled : !engine.hasWaitingEdits
        }
      guard isDone || moment >= waiter.deadline else { return false }
      waiter.continuation.resume(returning: report)
      return true
    }
  }

  private func report(_ turn: Turn?) -> SyncReport {
    SyncReport(
      status: turn?.status ?? SyncStatus(), totals: turn?.engine.totals ?? SyncTotals(),
      milliseconds: turn.map { MonotonicClock.milliseconds - $0.startedAt } ?? 0, failure: turn?.failure)
  }
}
