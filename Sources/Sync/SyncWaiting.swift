import Domain
import Replica
import Synchronization

// Those who wait for edits, or for all work, to be done.
extension SyncDriver {
  func answerWaiters(_ turn: inout Turn) {
    guard !turn.waiters.isEmpty else { return }
    let report = report(turn)
    let moment = MonotonicClock.milliseconds
    let isLeader = turn.isLeader
    let engine = turn.engine
    let holdsDeletions = turn.status.heldDeletions > 0
    // Nothing that waits for a damaged replica ever ends.
    let isHopeless = if case .corrupt? = turn.failure { true } else { false }
    turn.waiters.removeAll { waiter in
      let isDone =
        switch waiter.goal {
        case .edits(let intents): !engine.isWaiting(for: intents)
        case .everything: isLeader ? engine.isSettled && !engine.isTryingAgain : !engine.hasWaitingEdits
        case .deletions: isLeader ? engine.isSettled && !engine.isTryingAgain : !holdsDeletions
        }
      guard isDone || isHopeless || moment >= waiter.deadline else { return false }
      waiter.continuation.resume(returning: report)
      return true
    }
  }

  func report(_ turn: Turn?) -> SyncReport {
    SyncReport(
      status: turn?.status ?? SyncStatus(), totals: turn?.engine.totals ?? SyncTotals(),
      milliseconds: turn.map { MonotonicClock.milliseconds - $0.startedAt } ?? 0, failure: turn?.failure,
      siteFailure: turn?.engine.lineFailure)
  }
}
