import Canvas
import Domain

/// The one place where the state changes. Pure: what it needs from outside comes in with the message, and what it wants from there
/// goes out as effects.
package func reduce(_ state: inout State, _ message: Message) -> [Effect] {
  let before = ViewMemory.Moment(state)
  let mapBefore = State.MapMoment(state)
  var effects = handle(message, &state)
  effects += state.requestHistory() + state.followLookedDay()
  effects += state.requestTravel()
  // These follow from what is counted there.
  if ViewMemory.Moment(state) != before {
    state.refreshMap()
    state.refreshShortNames()
    state.view.page?.refresh(&state)
    switch message {
    case .input, .verb: effects += state.noteSession()
    default: break
    }
  }
  var isOfHand = false
  if case .input = message { isOfHand = true }
  return effects + state.settleMap(since: mapBefore, isOfHand: isOfHand) + state.wantTiles()
}

private func handle(_ message: Message, _ state: inout State) -> [Effect] {
  switch message {
  case .input(let input): return state.take(input)
  case .board(let board): return state.take(board) + state.revealAwaited()
  case .boardFailed(let sentence): return state.boardFailed(sentence)
  case .boardPatch(let patch): return state.take(patch)
  case .syncStatus(let status): return state.take(status)
  case .accepted(let group, let intents):
    state.settle(group, intents: intents)
    return state.continueQuitting(afterFailure: false)
  case .acceptFailed(let group, let failure): return state.takeBack(group, because: failure)
  case .planned(let result): return state.take(result)
  case .undoOutcome(let outcome): return state.take(outcome)
  case .undoSteps(let undo, let redo): state.undoSteps = UndoSteps(undo: undo, redo: redo)
  case .clock(let now): return state.take(clock: now)
  case .zone(let zone): return state.take(zone)
  case .lastAnswer(let instant):
    state.lastAnswerAt = instant
    return state.refreshLock()
  case .zoneMismatch(let mismatch): return state.take(mismatch)
  case .position(let position): state.take(position)
  case .diagnostics(let diagnoses): return state.take(diagnoses)
  case .notice(let notice):
    switch notice.severity {
    case .information: return state.inform(notice.text)
    case .warning: return state.warn(notice.text)
    case .failure: return state.alarm(notice.text)
    }
  case .timer(let id):
    switch id.purpose {
    case .toasts: state.toasts.expire(id.generation)
    case .checks: return state.orderPlan(id.generation)
    case .filter: state.applyFilter(id.generation)
    case .changes: state.forgetChanges(id.generation)
    case .session: return state.keepSession(id.generation)
    case .order: state.workOutOrder(id.generation)
    case .ways: return state.askForWays(id.generation)
    case .placeName: return state.nameRestingPlace(id.generation)
    case .geocoder: state.giveUpOnGeocoder(id.generation)
    }
  case .screenSaved(let path, let succeeded):
    return succeeded ? state.inform(state.words.screenSaved(path)) : state.warn(state.words.screenNotSaved(path))
  case .fileWritten(let file, let outcome): return state.take(outcome, of: file)
  case .history(let reference, let generation, let answer): state.take(answer, of: reference, generation)
  case .steps(let steps): state.take(steps: steps)
  case .siteRole(let role): return state.take(siteRole: role)
  case .presence(let viewers): state.take(viewers)
  case .verb(let line): return state.run(line)
  case .found(let answer, let generation): state.take(answer, generation: generation)
  case .located(let jobs, let text, let generation): return state.take(located: jobs, text, generation: generation)
  case .memory(let kept): state.take(kept)
  case .addresses(let answer, let generation): return state.take(addresses: answer, generation: generation)
  case .placeNamed(let answer, let generation): return state.take(placeName: answer, generation: generation)
  case .tiles(let entries): state.take(tiles: entries)
  case .travel(let update): return state.take(update)
  case .tileSource(let news): return state.take(news)
  case .plannedDay(let planned): state.take(planned)
  }
  return []
}
