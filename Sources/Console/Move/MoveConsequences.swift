import Canvas
import Domain
import Scheduling
import Widgets

/// What follows from a move, in a line for each thing of one job, or a line for each of several.
extension MoveLayer {
  static let consequenceRows = 4

  /// Where each job goes, as Enter would send it; nil for one that has no start to move from.
  private func destinations(_ start: Instant, _ jobs: [Job]) -> [(job: Job, start: Instant?)] {
    guard jobs.count > 1 else { return jobs.map { ($0, start) } }
    if let change = TimeText.change(field.text) { return jobs.map { ($0, $0.scheduledStart.map { $0 + change }) } }
    guard TimeText.clock(field.text) == nil, let before = jobs.first?.scheduledStart else { return jobs.map { ($0, start) } }
    let change = start.minutes(since: before)
    return jobs.map { ($0, $0.scheduledStart.map { $0 + change }) }
  }

  func consequences(of start: Instant, _ state: State) -> [Span] {
    let words = state.words
    let jobs = references.compactMap { state.board?.jobs[$0] }
    let destinations = destinations(start, jobs)
    let moves = destinations.compactMap { job, start in start.map { (job: job, start: $0) } }
    let previews: [AssignmentPreview?] = plan?.previews(ofMoving: moves) ?? moves.map { _ in nil }
    var found: [[Span]] = []
    for (move, preview) in zip(moves, previews) {
      if let preview {
        let told = told(preview, of: move.job, state)
        found.append(told.isEmpty ? [Span(words.noObjection, .good)] : told)
      } else {
        found.append(unassigned(move.job, move.start, state))
      }
    }
    if jobs.count < 2 {
      return Array((found.first ?? []).prefix(Self.consequenceRows - 1)) + [day(of: moves, state)].compactMap { $0 }
    }
    var lines: [Span] = []
    for (move, spans) in zip(moves, found) {
      let text = "\(move.job.number) → \(words.clock(state.zone.local(move.start)))  "
      // Short of room, what the move comes to goes before what has to be done after it.
      let again = spans.filter { $0.text == words.toPublishAgain }
      let ordered = spans.filter { $0.text != words.toPublishAgain } + again
      lines.append(Span(text + ordered.map(\.text).joined(separator: " · "), Self.worst(spans)))
    }
    for (job, start) in destinations where start == nil { lines.append(Span(job.number + "  " + words.leftWithoutTime, .dim)) }
    guard lines.count > Self.consequenceRows else { return lines }
    // What there is to see comes before what is in order.
    let wrong = lines.filter { $0.role == .bad || $0.role == .warning }
    let shown = (wrong + lines.filter { $0.role != .bad && $0.role != .warning }).prefix(Self.consequenceRows - 1)
    return shown + [Span(words.otherJobs(lines.count - shown.count), .dim)]
  }

  /// What the whole day comes to: `+18 min route · 7 h 40 / 8 h`.
  private func day(of moves: [(job: Job, start: Instant)], _ state: State) -> Span? {
    let changes = moves.map { job, start in
      var after = job
      after.scheduledStart = start
      return (before: job, after: after)
    }
    guard let day = plan?.preview(ofChanging: changes).days.first(where: { $0.technician == moves.first?.job.technician }) else {
      return nil
    }
    let words = state.words
    let drive =
      day.extraTravel == 0
      ? "" : state.estimateMark(day.isEstimate) + words.change(day.extraTravel) + " " + words.drive + " · "
    return Span(drive + words.load(day, withArrow: false), day.isOverHours ? .loadOver : .dim)
  }

  /// Whether any of the jobs breaks a rule where it would go.
  func breaksRule(_ start: Instant, _ state: State) -> Bool {
    let jobs = references.compactMap { state.board?.jobs[$0] }
    let moves = destinations(start, jobs).compactMap { job, start in start.map { (job: job, start: $0) } }
    return plan?.previews(ofMoving: moves).contains { $0?.checks.contains(where: \.breaksRule) ?? false } ?? false
  }

  private func told(_ preview: AssignmentPreview, of job: Job, _ state: State) -> [Span] {
    let words = state.words
    var spans: [Span] = []
    if job.status == .published { spans.append(Span(words.toPublishAgain, .warning)) }
    // A time that is over keeps no window, whatever the clock says.
    let isOver = preview.window == .kept && preview.checks.contains(where: Self.isPast)
    if !isOver, let fit = words.window(preview.window) { spans.append(fit) }
    for check in preview.checks {
      switch check {
      case .windowBreached, .beforeWindow: break
      default: spans.append(Span(words.check(check, state: state), check.severity.role))
      }
    }
    return spans
  }

  private static func worst(_ spans: [Span]) -> Role {
    let roles = spans.map(\.role)
    return roles.contains(.bad) ? .bad : roles.contains(.warning) ? .warning : .good
  }

  private static func isPast(_ check: Check) -> Bool { if case .inThePast = check { true } else { false } }

  /// Of a job that nobody has yet, only its window and the clock can be judged.
  private func unassigned(_ job: Job, _ start: Instant, _ state: State) -> [Span] {
    let words = state.words
    guard start >= state.now else {
      let check = Check.inThePast(by: Minutes(max(1, state.now.minutes(since: start).count)))
      return [Span(words.check(check, state: state), check.severity.role)]
    }
    return words.window(DayPlan.fit(job.window, start: start)).map { [$0] } ?? []
  }
}
