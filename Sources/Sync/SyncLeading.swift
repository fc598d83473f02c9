import Domain
import ERPNext
import Replica
import Synchronization

// Who of a user's processes talks to the site, and what the others know of it.
extension SyncDriver {
  /// How long a leader may take to show that it heard of an edit, in milliseconds.
  static let patience: Int64 = 15_000

  func seekLease(_ turn: inout Turn) {
    guard let lease else { return lead(&turn) }
    do {
      if try lease.tryAcquire() { return lead(&turn) }
      let mailbox = self.mailbox
      try lease.acquire { mailbox.post(.leaseTaken) }
    } catch {
      // A full disk does not empty itself, but somebody may empty it.
      turn.failure = error
      failuresSink.yield(error)
      tryAgainLater(&turn)
    }
    apply(.follow(LeaderNote.state(lease.holder(), isStale: false)), &turn)
    // The leader answers by a sign of life; without one, the person is told who it is.
    turn.announcedAt = wallClock()
    turn.checkLeader = MonotonicClock.milliseconds + Self.patience
    announcements.withLock { $0 }?.announce(.changed([]))
  }

  func lead(_ turn: inout Turn) {
    guard !turn.isSuspended else { return lease?.release() ?? () }
    turn.isLeader = true
    turn.announcedAt = nil
    turn.checkLeader = nil
    beat(turn)
    do {
      let pulled = try pulled()
      turn.engine.catchUp(watermarks: pulled.watermarks, oldest: pulled.oldest)
    } catch { return stumble(over: error, &turn) }
    refreshOutbox(&turn)
    apply(.lease, &turn)
  }

  /// Leaves a sign of life, and tells the followers where the state is another; when it is only fresher, not every time.
  func beat(_ turn: Turn) {
    guard turn.isLeader, let lease else { return }
    lease.beat(wallClock(), note: LeaderNote.text(turn.status))
  }

  func tellFollowers(_ before: SyncStatus, _ turn: Turn) {
    guard turn.isLeader, lease != nil else { return }
    let age = (turn.status.freshAt?.seconds ?? 0) - (before.freshAt?.seconds ?? 0)
    let holdsOthers = before.heldDeletions != turn.status.heldDeletions
    guard before.link != turn.status.link || holdsOthers || age >= 10 else { return }
    beat(turn)
    announcements.withLock { $0 }?.announce(.changed([]))
  }

  func heardOfLeader(_ turn: inout Turn) {
    guard lease != nil, !turn.isSuspended else { return }
    let holder = lease?.holder()
    if let announcedAt = turn.announcedAt, let holder, holder.seenAt < announcedAt { return }
    apply(.follow(LeaderNote.state(holder, isStale: false)), &turn)
  }

  func watchLeader(_ turn: inout Turn) {
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
}
