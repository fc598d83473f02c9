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
    /// How often in a row the replica could not be read or written. The engine is then one that does nothing, until a pause is
    /// over.
    var stumbles = 0
    var isPausing = false
    var isLeader = false
    var isSuspended = false
    /// As a follower: when edits were announced to the leader, and by when it should have stirred.
    var announcedAt: Instant?
    var checkLeader: Int64?
    /// What may be left to do in idle moments.
    var chores = Set(Chore.allCases)
    /// The site's day when the replica was last looked through for what need not be kept.
    var tidiedOn: LocalDate?
  }

  typealias Pulled = (watermarks: [DocumentKind: String], oldest: [DocumentKind: String])

  func pulled() throws(ReplicaFailure) -> Pulled {
    var pulled: Pulled = ([:], [:])
    for kind in kinds {
      pulled.watermarks[kind] = try replica.watermark(kind)
      pulled.oldest[kind] = try replica.oldestCreation(kind)
    }
    return pulled
  }

  func engine(from pulled: Pulled, after lastRequest: Int = 0) -> SyncEngine {
    SyncEngine(
      watermarks: pulled.watermarks, oldest: pulled.oldest, zone: zone, kinds: kinds, rhythm: rhythm,
      seed: seed ^ UInt64(bitPattern: MonotonicClock.milliseconds), after: lastRequest)
  }

  var now: SyncTime { SyncTime(milliseconds: MonotonicClock.milliseconds, wall: wallClock()) }

  func run() {
    var turn = Turn(engine: engine(from: ([:], [:])), startedAt: MonotonicClock.milliseconds)
    begin(&turn)
    while true {
      let deadlines = [turn.wake, turn.checkLeader] + turn.waiters.map(\.deadline)
      let chore = nextChore(&turn)
      guard let items = mailbox.take(until: chore != nil ? 0 : deadlines.compactMap { $0 }.min()) else { break }
      if let chore, items.isEmpty { perform(chore, &turn) }
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
  func take(_ item: Item, _ turn: inout Turn) -> Bool {
    switch item {
    case .event(let event): apply(event, &turn)
    case .outboxTouched(let changed):
      refreshOutbox(&turn)
      announce(changed)
      if !turn.isLeader, lease != nil, turn.announcedAt == nil, turn.engine.hasWaitingEdits {
        turn.announcedAt = wallClock()
        turn.checkLeader = MonotonicClock.milliseconds + Self.patience
      }
    case .announced(.deletionsAccepted(let count)): if turn.isLeader { apply(.acceptDeletions(count), &turn) }
    case .announced(let announcement):
      do { try replica.checkSchema() } catch {
        if case .newerSchema = error {
          failuresSink.yield(error)
          return false
        }
        stumble(over: error, &turn)
        return true
      }
      refreshOutbox(&turn)
      if announcement != .changed([]) { changesSink.yield(announcement) }
      if turn.isLeader { beat(turn) } else { heardOfLeader(&turn) }
    case .leaseTaken: lead(&turn)
    case .startAgain:
      turn.isPausing = false
      if !turn.isSuspended { startAgain(&turn) }
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
    case .acceptDeletions(let count):
      if turn.isLeader {
        apply(.acceptDeletions(count), &turn)
      } else {
        announcements.withLock { $0 }?.announce(.deletionsAccepted(count))
      }
    case .wait(let waiter): turn.waiters.append(waiter)
    }
    return true
  }

  func finish(_ turn: Turn?) {
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
    ended.withLock { $0?.close() }
  }

  // MARK: The engine's actions

  func refreshOutbox(_ turn: inout Turn) {
    do { apply(.outbox(try replica.outbox()), &turn) } catch {
      turn.failure = error
      failuresSink.yield(error)
    }
  }

  /// Reading what is shown anew is less work than looking at each of so many.
  static let most = 500

  func tell(_ changed: Set<DocumentReference>) {
    if changed.isEmpty { return }
    changesSink.yield(changed.count > Self.most ? .everything : .changed(changed))
    announce(changed)
  }

  func announce(_ changed: Set<DocumentReference>) {
    if !changed.isEmpty { announcements.withLock { $0 }?.announce(.changed(changed)) }
  }

  func apply(_ event: SyncEvent, _ turn: inout Turn) {
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
          if !changed.isEmpty { turn.chores.formUnion([.search, .log]) }
          tell(changed)
          for reference in try recall(changed) { mailbox.post(.event(.mark(reference))) }
          isOutboxTouched = true
          turn.stumbles = 0
          turn.failure = nil
        case .compare(let id, let kind, let slice, let versions):
          let comparison = try replica.compare(kind, in: slice, with: versions)
          apply(.compared(id, comparison), &turn)
        case .wake(let moment): turn.wake = moment
        case .status(let status):
          let before = turn.status
          turn.status = status
          statusSink.yield(status)
          tellFollowers(before, turn)
          if before.link.isLoading, !status.link.isLoading, let pulled = try? pulled() {
            // Now it is known how far back the site's documents go.
            turn.engine.catchUp(watermarks: pulled.watermarks, oldest: pulled.oldest)
          }
        }
      }
    } catch {
      return stumble(over: error, &turn)
    }
    beat(turn)
    if isOutboxTouched { refreshOutbox(&turn) }
  }

  /// The replica could not be read or written: what the engine believes of it no longer holds. One that does nothing stands in
  /// for it until a pause is over, since a full disk does not empty itself.
  func stumble(over failure: ReplicaFailure, _ turn: inout Turn) {
    turn.failure = failure
    failuresSink.yield(failure)
    cancelTasks()
    turn.engine = engine(from: ([:], [:]), after: turn.engine.lastRequest)
    turn.wake = nil
    tryAgainLater(&turn)
  }

  func tryAgainLater(_ turn: inout Turn) {
    guard !turn.isPausing else { return }
    turn.isPausing = true
    let pause = max(rhythm.replicaPause, min(rhythm.longestPause, rhythm.replicaPause << Int64(min(turn.stumbles, 10))))
    turn.stumbles += 1
    let mailbox = self.mailbox
    Task {
      try? await Task.sleep(for: .milliseconds(pause))
      mailbox.post(.startAgain)
    }
  }

  func startAgain(_ turn: inout Turn) {
    if turn.stumbles > 0 { return begin(&turn) }
    refreshOutbox(&turn)
    if turn.isLeader { apply(.lease, &turn) } else { seekLease(&turn) }
  }

  /// With an engine made from what the replica holds.
  func begin(_ turn: inout Turn) {
    do { turn.engine = engine(from: try pulled(), after: turn.engine.lastRequest) } catch {
      return stumble(over: error, &turn)
    }
    turn.failure = nil
    refreshOutbox(&turn)
    if turn.isLeader { apply(.lease, &turn) } else { seekLease(&turn) }
  }

  func send(_ id: Int, _ request: SyncRequest) {
    let task = Task {
      let answer = await self.service.answer(request)
      self.tasks.withLock { _ = $0.removeValue(forKey: id) }
      self.mailbox.post(.event(.answered(id, answer)))
    }
    tasks.withLock { $0[id] = task }
  }
}

extension SyncStatus.Link {
  var isLoading: Bool { if case .loading = self { true } else { false } }
}
