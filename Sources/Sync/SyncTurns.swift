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

  func newEngine(after lastRequest: Int = 0) throws(ReplicaFailure) -> SyncEngine {
    let pulled = try pulled()
    return SyncEngine(
      watermarks: pulled.watermarks, oldest: pulled.oldest, zone: zone, kinds: kinds, rhythm: rhythm,
      seed: seed ^ UInt64(bitPattern: MonotonicClock.milliseconds), after: lastRequest)
  }

  var now: SyncTime { SyncTime(milliseconds: MonotonicClock.milliseconds, wall: wallClock()) }

  func run() {
    let startedAt = MonotonicClock.milliseconds
    let engine: SyncEngine
    do { engine = try newEngine() } catch {
      failuresSink.yield(error)
      fatal.withLock { $0 = error }
      return finish(nil)
    }
    var turn = Turn(engine: engine, startedAt: startedAt)
    refreshOutbox(&turn)
    seekLease(&turn)
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
    case .announced(let announcement):
      do { try replica.checkSchema() } catch {
        turn.failure = error
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

  /// A transaction failed: what the engine believes of the replica no longer holds. It begins again from what is there, after a
  /// pause, since a full disk does not empty itself.
  func stumble(over failure: ReplicaFailure, _ turn: inout Turn) {
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

  func startAgain(_ turn: inout Turn) {
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
