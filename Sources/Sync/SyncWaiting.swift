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

  func report(_ turn: Turn?) -> SyncReport {
    SyncReport(
      status: turn?.status ?? SyncStatus(), totals: turn?.engine.totals ?? SyncTotals(),
      milliseconds: turn.map { MonotonicClock.milliseconds - $0.startedAt } ?? 0, failure: turn?.failure ?? fatal.withLock { $0 },
      siteFailure: turn?.engine.lineFailure)
  }
}
