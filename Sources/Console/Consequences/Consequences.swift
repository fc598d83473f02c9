import Canvas
import Domain
import Scheduling

/// What would follow from a choice, told before Enter: `+18 min route · plage respectée · épissure manquante · 7 h 40 / 8 h`.
struct Consequences {
  let plan: DayPlan
  let state: State

  init?(_ state: State, plan: DayPlan?) {
    guard let plan else { return nil }
    self.plan = plan
    self.state = state
  }

  private var words: Words { state.words }

  /// Of a single job all in one flow; of several a line each, then one for everybody whose day changes.
  func lines(_ changes: [(before: Job, after: Job)], width: Int, rows: Int) -> [[Span]] {
    let preview = plan.preview(ofChanging: changes)
    guard changes.count > 1 else {
      guard let change = changes.first else { return [] }
      return SpanLines.wrapped(pieces(change, preview.parts[0], preview.days), to: width)
    }
    var told: [(lines: [[Span]], isWrong: Bool)] = []
    for (change, part) in zip(changes, preview.parts) {
      let found = judgement(change, part)
      let head = Span(change.after.number + " → " + place(of: change.after), .normal)
      told.append((SpanLines.wrapped([head] + found, to: width), found.contains { $0.role == .bad || $0.role == .warning }))
    }
    for day in preview.days where day.loadBefore != day.loadAfter || day.extraTravel != 0 {
      let head = Span(state.name(of: day.technician), .dim)
      told.append((SpanLines.wrapped([head] + self.day(day, withArrow: true), to: width), day.isOverHours))
    }
    let all = told.flatMap(\.lines)
    if all.count <= rows { return all }
    // What there is to see comes before what is in order.
    let ordered = (told.filter(\.isWrong) + told.filter { !$0.isWrong }).flatMap(\.lines)
    return ordered.prefix(max(0, rows - 1)) + [[Span(words.moreLines(all.count - rows + 1), .dim)]]
  }

  private func pieces(_ change: (before: Job, after: Job), _ part: AssignmentPreview?, _ days: [DayChange]) -> [Span] {
    let own = days.first { $0.technician == change.after.technician }
    let others = days.filter { $0.technician != change.after.technician && $0.loadBefore != $0.loadAfter }
    let day = own.map { self.day($0, withArrow: false) } ?? []
    var spans =
      day.filter { $0.text.contains(words.drive) } + judgement(change, part) + day.filter { !$0.text.contains(words.drive) }
    for other in others {
      spans.append(
        Span(
          state.name(of: other.technician) + " " + words.load(other, withArrow: true), other.isOverHours ? .loadOver : .dim))
    }
    return spans.isEmpty ? [Span(words.noObjection, .good)] : spans
  }

  private func judgement(_ change: (before: Job, after: Job), _ part: AssignmentPreview?) -> [Span] {
    var spans: [Span] = []
    let isReplanned =
      change.before.technician != change.after.technician || change.before.scheduledStart != change.after.scheduledStart
    if change.before.status == .published, isReplanned { spans.append(Span(words.toPublishAgain, .warning)) }
    guard let part else {
      if let start = change.after.scheduledStart, let fit = words.window(DayPlan.fit(change.after.window, start: start)) {
        spans.append(fit)
      }
      return spans
    }
    if let fit = words.window(part.window) { spans.append(fit) }
    for check in part.checks {
      switch check {
      case .windowBreached, .beforeWindow, .overHours: break
      default: spans.append(Span(words.check(check, state: state), check.severity.role))
      }
    }
    return spans
  }

  private func day(_ day: DayChange, withArrow: Bool) -> [Span] {
    var spans: [Span] = []
    if day.extraTravel != 0 {
      spans.append(Span(state.estimateMark(day.isEstimate) + words.change(day.extraTravel) + " " + words.drive, .normal))
    }
    spans.append(Span(words.load(day, withArrow: withArrow), day.isOverHours ? .loadOver : .normal))
    return spans
  }

  private func place(of job: Job) -> String {
    let who = job.technician.map(state.name) ?? words.backlogPlace
    guard let start = job.scheduledStart else { return who }
    let clock = state.zone.local(start)
    return (clock.date == state.day ? "" : words.shortDay(clock.date) + " ") + words.clock(clock) + " " + who
  }
}

extension Words {
  var drive: String { say("route", "driving") }
  var backlogPlace: String { say("file d'attente", "backlog") }
  func load(_ day: DayChange, withArrow: Bool) -> String {
    let before = withArrow && day.loadBefore != day.loadAfter ? length(day.loadBefore) + " → " : ""
    return before + length(day.loadAfter) + " / " + shortLength(day.shiftLength)
  }
  func moreLines(_ count: Int) -> String { say("et \(count) de plus", "and \(count) more") }
}
