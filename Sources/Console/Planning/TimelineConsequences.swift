import Canvas
import Domain
import Scheduling

/// What follows from a place, or what is to be known of the one that a job has: the line beneath the planning.
struct TimelineConsequences {
  var spans: [Span]
  /// It stands at the right, whatever the rest comes to.
  var load: Span?
  /// Nobody is there at that time.
  var leave: Leave?
}

extension State {
  /// What follows if the job went where it is held.
  func consequences(of proposal: TimelineProposal, _ plan: DayPlan?) -> TimelineConsequences {
    guard let job = board?.jobs[proposal.job] else { return TimelineConsequences(spans: [], load: nil) }
    guard let technician = proposal.technician, let start = proposal.start else {
      return TimelineConsequences(
        spans: [job.isInBacklog ? Span(words.staysInBacklog, .dim) : Span(words.goesBackToBacklog, .warning)], load: nil)
    }
    var changed = job
    changed.duration = proposal.duration
    var consequences = consequences(placing: changed, of: job, with: technician, at: start, plan)
    if job.status == .published, !proposal.isPlace(of: job) { consequences.spans.append(Span(words.toPublishAgain, .warning)) }
    return consequences
  }

  /// What follows if `job` became `changed`, with this technician at this time.
  func consequences(
    placing changed: Job, of job: Job, with technician: DocumentName, at start: Instant, _ plan: DayPlan?
  ) -> TimelineConsequences {
    guard let plan, let preview = plan.preview(of: changed, for: technician, at: start) else {
      return TimelineConsequences(spans: [Span(words.noPlanYet, .dim)], load: nil)
    }
    var spans: [Span] = []
    if let minutes = extraTravel(preview, job, plan) {
      spans.append(Span(estimateMark(preview.extraTravel?.source == .estimate) + words.driving(minutes), .dialog))
    }
    let isOver = preview.checks.contains { if case .inThePast = $0 { true } else { false } }
    if !(preview.window == .kept && isOver), let fit = words.window(preview.window) { spans.append(fit) }
    for check in preview.checks {
      switch check {
      // The window is told above, the load at the right.
      case .windowBreached, .beforeWindow, .overHours: break
      default: spans.append(Span(words.check(check, state: self), check.severity.role))
      }
    }
    if !spans.contains(where: { $0.role != .dialog }) { spans.append(Span(words.noObjection, .good)) }
    let after =
      preview.isCurrent && plan.index.place(of: job.reference) != nil
      ? plan.day(of: technician).map { $0.load - job.duration + changed.duration } : preview.loadAfter
    let range = start..<(start + max(changed.duration, 1))
    return TimelineConsequences(
      spans: spans, load: loadSpan(technician, after ?? preview.loadAfter, preview.shiftLength),
      leave: plan.day(of: technician)?.leaves.first { $0.start < range.upperBound && range.lowerBound < $0.end })
  }

  /// How much longer the day's drive becomes; nil where that does not change, or cannot be told.
  private func extraTravel(_ preview: AssignmentPreview, _ job: Job, _ plan: DayPlan) -> Minutes? {
    guard let extra = preview.extraTravel?.minutes else { return nil }
    guard preview.isCurrent, plan.index.place(of: job.reference) != nil, let start = job.scheduledStart else { return extra }
    let before = plan.preview(of: job, for: preview.technician, at: start)?.extraTravel?.minutes ?? extra
    return extra == before ? nil : extra - before
  }

  private func loadSpan(_ technician: DocumentName, _ load: Minutes, _ shift: Minutes) -> Span {
    let text = name(of: technician) + " " + words.length(load) + " / " + words.shortLength(shift)
    return Span(text, load > shift ? .loadOver : .normal)
  }

  /// What the planner has against the selection, and its technician's load.
  func consequencesOfSelection() -> TimelineConsequences {
    guard let job = selectedJob else {
      guard case .resource(let name) = timelineRow else { return TimelineConsequences(spans: [], load: nil) }
      return consequences(ofRow: name)
    }
    var checks = planning.checks.jobs[job.reference] ?? []
    checks.sort { $0.severity > $1.severity }
    var spans = checks.map { Span(words.check($0, state: self), $0.severity.role) }
    if let sentence = words.actualTimes(job, self) { spans.append(Span(sentence, .dim)) }
    if spans.isEmpty {
      let text = job.status.isFinished ? words.status(job.status) : job.isInBacklog ? words.waitsInBacklog : words.noObjection
      spans = [Span(text, .dim)]
    }
    let load = job.technician.flatMap { name in
      drawnPlan?.plan.day(of: name).map { loadSpan(name, $0.load, $0.shiftLength) }
    }
    return TimelineConsequences(spans: spans, load: load)
  }

  private func consequences(ofRow name: DocumentName) -> TimelineConsequences {
    let checks = planning.checks.technicians[name] ?? []
    var spans = checks.map { Span(words.check($0, state: self), $0.severity.role) }
    for leave in list.layout.leaves[name] ?? [] { spans.append(Span(words.absent(Sanitise.line(leave.reason)), .warning)) }
    if spans.isEmpty { spans = [Span(words.free, .dim)] }
    return TimelineConsequences(
      spans: spans, load: drawnPlan?.plan.day(of: name).map { loadSpan(name, $0.load, $0.shiftLength) })
  }
}
