import Canvas
import Domain
import Scheduling
import Widgets

/// `m` in the planning: the job moves in place, by quarters of an hour and from one technician to another, and what would follow
/// stands beneath. Nothing is written before Enter.
struct TimelineMoveLayer: Layer {
  private(set) var proposal: TimelineProposal
  /// The order of the board when it was begun.
  private var plan: DayPlan?
  /// Somebody was told that nobody is there, and goes on.
  private var insists = false

  init?(_ state: State) {
    guard let job = state.targets.first, state.targets.count == 1 else { return nil }
    proposal = TimelineProposal(job)
    plan = state.plan
  }

  var closesOnOutsideClick: Bool { false }

  mutating func boardChanged(_ state: State) { plan = state.plan }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    guard let job = state.board?.jobs[proposal.job] else { return .closes(state.warn(state.words.jobIsGone)) }
    switch input {
    case .key(let key): return handle(key, job, &state)
    case .wheel(let rows): return nudge(by: rows < 0 ? -15 : 15, &state)
    case .click(let hint): return click(hint, job, &state)
    case .paste: return .ignored
    }
  }

  private mutating func handle(_ key: Key, _ job: Job, _ state: inout State) -> LayerAnswer {
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): return giveUp(job, &state)
    case (.enter, _): return confirm(&state)
    case (.left, []), (.character("h"), []): return step(by: -1, &state)
    case (.right, []), (.character("l"), []): return step(by: 1, &state)
    case (.character("H"), []): return nudge(by: -60, &state)
    case (.character("L"), []): return nudge(by: 60, &state)
    case (.character("-"), []), (.left, .shift): return stretch(by: -15, &state)
    case (.character("+"), []), (.character("="), []), (.right, .shift): return stretch(by: 15, &state)
    case (.up, []), (.character("k"), []): return changeRow(by: -1, job, &state)
    case (.down, []), (.character("j"), []): return changeRow(by: 1, job, &state)
    case (.pageUp, []): return changeRow(by: -10, job, &state)
    case (.pageDown, []): return changeRow(by: 10, job, &state)
    case (.character("f"), []): return findSlot(job, &state)
    case (.function(4), []), (.character("m"), []):
      _ = giveUp(job, &state)
      guard let layer = MoveLayer(state) else { return .closes }
      return .closes(state.push(layer))
    default: return .ignored
    }
  }

  private mutating func click(_ hint: Int, _ job: Job, _ state: inout State) -> LayerAnswer {
    switch hint {
    case 0: return confirm(&state)
    case 5: return giveUp(job, &state)
    default: return .ignored
    }
  }

  /// Of the day that it is held over; nil while that is being worked out.
  private func shownPlan(_ state: State) -> DayPlan? { state.isPlanningWeek ? state.drawnPlan?.plan : plan }

  /// A quarter of an hour, or in a week a day.
  private mutating func step(by step: Int, _ state: inout State) -> LayerAnswer {
    guard state.isPlanningWeek else { return nudge(by: 15 * step, &state) }
    guard let start = proposal.start.flatMap({ state.onDay($0, step) }) else { return .stays }
    insists = false
    proposal.start = start
    state.lookAtTimelineDay(of: proposal.start)
    return .stays
  }

  /// The page stands where it stood.
  private func giveUp(_ job: Job, _ state: inout State) -> LayerAnswer {
    state.selectOnTimeline(job.reference, in: TimelineProposal(job).row)
    return .closes
  }

  private mutating func confirm(_ state: inout State) -> LayerAnswer {
    if !insists, let leave = state.consequences(of: proposal, state.isPlanningWeek ? state.plan : plan).leave,
      let technician = proposal.technician
    {
      insists = true
      return .stays(state.warn(state.words.nobodyThere(state.name(of: technician), leave, state)))
    }
    return .closes(state.carryOut(proposal))
  }

  private mutating func nudge(by minutes: Int, _ state: inout State) -> LayerAnswer {
    guard let start = proposal.start else { return .stays }
    insists = false
    proposal.start = start + Minutes(minutes)
    show(&state)
    state.lookAtTimelineDay(of: proposal.start)
    return .stays
  }

  private mutating func stretch(by minutes: Int, _ state: inout State) -> LayerAnswer {
    insists = false
    proposal.duration = max(15, proposal.duration + Minutes(minutes))
    show(&state)
    return .stays
  }

  /// To the next technician that way; past the first one lies the backlog.
  private mutating func changeRow(by step: Int, _ job: Job, _ state: inout State) -> LayerAnswer {
    insists = false
    let rows = state.timeline.rows.keys.filter { key in
      if case .resource(let name) = key { state.board?.technicians[name]?.resourceType != .material } else { false }
    }
    let here = rows.firstIndex(of: proposal.row) ?? -1
    let wanted = min(max(-1, here + step), rows.count - 1)
    guard wanted >= 0, case .resource(let name) = rows[wanted] else {
      proposal.technician = nil
      return .stays
    }
    proposal.technician = name
    if proposal.start == nil { proposal.start = firstStart(job, name, state) }
    show(&state)
    return .stays
  }

  /// The first start that suits the day, whoever's it is.
  private mutating func findSlot(_ job: Job, _ state: inout State) -> LayerAnswer {
    guard let technician = proposal.technician else { return .stays }
    insists = false
    proposal.start = firstStart(job, technician, state)
    show(&state)
    return .stays
  }

  private func firstStart(_ job: Job, _ technician: DocumentName, _ state: State) -> Instant {
    var changed = job
    changed.duration = proposal.duration
    let plan = state.isPlanningWeek ? state.plan : self.plan
    return plan?.preview(of: changed, for: technician)?.start ?? plan?.day(of: technician)?.shift.lowerBound ?? state.now
  }

  /// Brings the place on screen.
  private func show(_ state: inout State) {
    state.revealTimelineRow(proposal.row)
    if let start = proposal.start { state.revealTime(start..<(start + max(proposal.duration, 1))) }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let line = area.splitBottom(1).bottom
    let hints = [
      Hint(words.enterKey, words.placeHere), Hint("← →", state.isPlanningWeek ? words.dayHint : words.quarter),
      Hint("↑ ↓", words.technicianHint),
      Hint("+ −", words.lengthHint), Hint("f", words.firstFreeHint), Hint(words.escapeKey, words.giveUp),
    ]
    hits.add(line, .layerBox)
    for region in HintBar.draw(hints, into: &frame, in: line) { hits.add(region.rect, .layer(region.index)) }
    let page = PaneLayout(state).list
    TimelineLines(state).draw(
      proposal, state.consequences(of: proposal, shownPlan(state)), into: &frame, in: TimelineGeometry(page).lines)
  }
}
