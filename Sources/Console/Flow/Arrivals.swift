import Configuration
import Domain
import Widgets

/// What comes in from the replica, the engine and the clock, but for the board itself.
extension State {
  mutating func take(_ status: SyncStatus) -> [Effect] {
    let before = sync
    sync = status
    return refreshLock() + say(status, after: before)
  }

  private mutating func say(_ status: SyncStatus, after before: SyncStatus) -> [Effect] {
    switch (before.link, status.link) {
    case (.offline, .live), (.offline, .polling): return inform(words.backOnline(queued: status.queued))
    case (.live, .offline), (.polling, .offline): return warn(words.wentOffline)
    case (_, .signInNeeded(let reason)) where before.link != status.link: return warn(words.signInNeeded(reason))
    default: break
    }
    if status.parked > before.parked, before.link != .starting { return warn(words.parkedArrived(status.parked - before.parked)) }
    if status.heldDeletions > before.heldDeletions { return warn(words.deletionsHeldArrived(status.heldDeletions)) }
    return []
  }

  mutating func takeBack(_ group: EditGroup, because failure: AcceptFailure) -> [Effect] {
    takeBack(group.id)
    toasts.withdraw(group.id)
    bulk.forget(group.id)
    unaccepted.append(group)
    return continueQuitting(afterFailure: true) + alarm(words.takenBack(group, failure))
  }

  mutating func take(_ outcome: UndoResult) -> [Effect] {
    switch outcome {
    case .asks(let question): return ask(question)
    case .undone(let verb, let documents, let withdrawn):
      show(documents)
      for group in withdrawn {
        toasts.withdraw(group)
        bulk.forget(group)
      }
      syncLog.withdraw(withdrawn)
      return answer(words.undone(words.readable(verb, name: name)))
    case .redone(let verb, let documents):
      show(documents)
      return answer(words.redone(words.readable(verb, name: name)))
    case .nothingToUndo: return inform(words.nothingToUndo)
    case .nothingToRedo: return inform(words.nothingToRedo)
    case .undoneInPart(let verb, let documents, let kept):
      show(documents)
      return answer(words.undoneInPart(verb, kept: kept.map { words.field($0.field) }), .warning)
    case .redoneInPart(let verb, let documents, let kept):
      show(documents)
      return answer(words.redoneInPart(verb, kept: kept.map { words.field($0.field) }), .warning)
    case .failed(let failure): return alarm(words.failure(failure))
    }
  }

  mutating func take(clock now: Instant) -> [Effect] {
    let minuteBefore = self.now.seconds / 60
    self.now = now
    if lastAnswerAt != nil, lock == nil { _ = refreshLock() }
    // The site's clock has turned out to be in another day than this machine's.
    if !hasBeenTouched, !isLocked, followsToday, day != today { return go(to: today) }
    guard now.seconds / 60 != minuteBefore, board != nil else { return [] }
    // Windows that have just closed move up in the backlog.
    updateList(list.layout.group(.backlog)?.jobs ?? [])
    return requestChecks(after: 0)
  }

  mutating func take(_ zone: SiteZone) -> [Effect] {
    let wasToday = day == today
    self.zone = zone
    return wasToday ? go(to: today) : []
  }

  mutating func take(_ mismatch: ZoneMismatch?) -> [Effect] {
    let isNew = mismatch != zoneMismatch
    zoneMismatch = mismatch
    guard isNew, let mismatch else { return [] }
    return alarm(words.zoneDiffers(mismatch))
  }

  /// A board that is shown stays: what it says was true, and the sentence stands beside it.
  mutating func boardFailed(_ sentence: String) -> [Effect] {
    if board == nil { boardFailure = sentence }
    return alarm(sentence)
  }

  mutating func take(_ position: Position) {
    if let known = positions[position.technician], known.at > position.at { return }
    positions[position.technician] = position
    map.positionsVersion += 1
  }

  mutating func take(_ diagnostics: [Diagnostic]) -> [Effect] {
    diagnostics.flatMap { diagnostic in
      let text = words.diagnostic(diagnostic)
      return diagnostic.severity == .error ? alarm(text) : warn(text)
    }
  }

  /// Brings the first of the documents under the cursor.
  private mutating func show(_ documents: [DocumentReference]) {
    guard let first = documents.first(where: { board?.jobs[$0] != nil }) else { return }
    list.scroll.select(.job(first), in: list.layout.rows, height: listHeight)
  }
}
