import Domain
import Replica

// What the leader does with its replica while there is nothing else to do, and not before the first load is over.
extension SyncDriver {
  /// In the order in which they are done: what is let go need not be indexed.
  enum Chore: CaseIterable { case retention, search, log }

  static let searchBatch = 250
  static let retentionBatch = 500
  /// Bytes of SQLite's log that are not worth the work of folding them in.
  static let shortLog = 4_194_304

  func nextChore(_ turn: inout Turn) -> Chore? {
    guard turn.isLeader, !turn.isSuspended, !turn.isPausing, turn.engine.isSettled, !turn.status.link.isLoading else {
      return nil
    }
    let today = zone.local(wallClock()).date
    if turn.tidiedOn != today {
      turn.tidiedOn = today
      turn.chores.insert(.retention)
    }
    return Chore.allCases.first(where: turn.chores.contains)
  }

  func perform(_ chore: Chore, _ turn: inout Turn) {
    do {
      var isMoreLeft = false
      switch chore {
      case .retention: isMoreLeft = try letGo()
      case .search: isMoreLeft = try replica.fillSearch(limit: Self.searchBatch) > 0
      case .log: try replica.foldLog(longerThan: Self.shortLog)
      }
      if isMoreLeft { turn.chores.insert(.log) } else { turn.chores.remove(chore) }
    } catch {
      turn.chores.remove(chore)
      turn.failure = error
      failuresSink.yield(error)
    }
  }

  /// Takes some of what is older than the retention out of the replica; false when there is no more.
  private func letGo() throws(ReplicaFailure) -> Bool {
    guard let retentionDays else { return false }
    let today = zone.local(wallClock()).date
    let gone = try replica.letGo(before: today.adding(days: -retentionDays).siteText, limit: Self.retentionBatch)
    tell(gone)
    return !gone.isEmpty
  }

  /// What jobs among `changed` point at and was let go: it is wanted again.
  func recall(_ changed: Set<DocumentReference>) throws(ReplicaFailure) -> Set<DocumentReference> {
    retentionDays == nil ? [] : try replica.recall(for: changed)
  }
}
