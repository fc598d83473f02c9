import Canvas
import Domain
import Scheduling

/// What a line would come to, told while it is typed: `1043 → Marc Tremblay 10:30 · +18 min route · ✓ plage respectée`.
enum VerbPreview {
  /// More jobs than these are not planned at every letter.
  private static let mostJobs = 30

  static func spans(of line: String, _ state: State) -> [Span] {
    if line.allSatisfy({ $0 == " " }) { return [] }
    switch state.parse(line) {
    case .failure(let error): return told(error, state)
    case .success(let parsed): return told(parsed, state)
    }
  }

  /// What is still to be typed is a hint; what is wrong is told when Enter is pressed.
  private static func told(_ error: VerbError, _ state: State) -> [Span] {
    switch error {
    case .missing, .ambiguousTechnician, .ambiguousStatus: [Span(state.words.verbError(error, state: state), .dim)]
    case .refused, .asks, .nothingToDo: [Span(state.words.verbError(error, state: state), .warning)]
    default: []
    }
  }

  private static func told(_ parsed: VerbLine.Parsed, _ state: State) -> [Span] {
    switch parsed {
    case .edit(let verb, let references, let answers):
      let jobs = references.compactMap { state.board?.jobs[$0] }
      return edit(verb, jobs, answers, state)
    case .goTo(let reference), .whoCan(let reference):
      return state.board?.jobs[reference].map { [Span(state.words.jobTitle($0), .dim)] } ?? []
    case .goToDay(let day): return [Span("→ " + state.words.longDay(day), .dim)]
    case .locate(let text): return [Span(state.words.looksElsewhere(text), .dim)]
    case .savedView(let name):
      let folded = SearchFolding.fold(name)
      let views = state.memory.views.filter { SearchFolding.fold($0.name).hasPrefix(folded) }
      return views.count == 1 ? [Span(state.words.summary(of: views[0]), .dim)] : []
    case .playMacro(let letter):
      let macro = state.memory.macros.first { $0.letter == letter }
      return macro.map { [Span($0.lines.joined(separator: " · "), .dim)] } ?? []
    case .command(let id):
      let command = Registry.command(id)
      let reason = command.availability(in: state).reason
      return [
        Span(command.title(state.preferences.language) + (reason.map { " : " + $0 } ?? ""), reason == nil ? .dim : .warning)
      ]
    case .homeBase(let technician, _): return [Span(state.words.homeBaseTitle(state.name(of: technician)), .dim)]
    case .orderDay(let technician): return [Span(state.words.orderTitle(Sanitise.line(state.name(of: technician))), .dim)]
    case .undo, .redo, .sync, .theme, .saveScreen, .search, .filter, .saveView, .forgetView: return []
    }
  }

  private static func edit(_ verb: Verb, _ jobs: [Job], _ answers: EditAnswers, _ state: State) -> [Span] {
    if case .home(let technician, let base) = verb {
      return HomeTravel(of: technician, to: base.coordinate, state).map {
        [Span(state.words.homeTravel($0, zone: state.zone), .normal)]
      } ?? []
    }
    guard let board = state.board, let first = jobs.first else { return [] }
    let words = state.words
    if state.preferences.role == .readOnly { return [Span(words.readOnly, .warning)] }
    if jobs.count > mostJobs { return [Span(words.jobs(jobs.count), .dim)] }
    var verb = verb
    let plan = state.madePlan
    if case .assign(let technician, nil) = verb {
      guard let plan else { return [Span("\(first.number) → \(state.name(of: technician))", .dim)] }
      // Without an hour each is placed where the ones before leave room.
      if jobs.count > 1 {
        return plan.preview(of: jobs, for: technician).map { set(words.jobs(jobs.count), $0, state) } ?? []
      }
      if first.scheduledStart == nil, let start = plan.preview(of: first, for: technician)?.start {
        verb = .assign(technician, .instant(start))
      }
    }
    switch Plan.make(verb, for: jobs, on: board, answers: answers, in: state.editContext, group: "preview") {
    case .asks(let question, let job):
      return [Span(words.willAsk(words.question(question, job: job, zone: state.zone)), .warning)]
    case .edits(let edits, let refused, let unchanged):
      guard !edits.isEmpty else {
        return [Span(refused.first.map { words.refusal($0.1, of: $0.0) } ?? words.unchanged(unchanged), .warning)]
      }
      var spans = [Span(words.done(verb, jobs: jobs, state: state, edits: edits), .normal)]
      if let first = refused.first {
        spans.append(Span(words.refusedCount(refused.count, words.refusal(first.1, of: first.0)), .warning))
      }
      return spans + consequences(of: verb, edits, plan, state)
    }
  }

  private static func consequences(of verb: Verb, _ edits: [Edit], _ plan: DayPlan?, _ state: State) -> [Span] {
    guard let plan, let board = state.board else { return [] }
    switch verb {
    case .assign(let technician, _):
      guard edits.count == 1, let job = board.jobs[edits[0].document] else { return [] }
      let start = job.applying(edits[0].changes, zone: state.zone).scheduledStart
      return plan.preview(of: job, for: technician, at: start).map { single($0, state) } ?? []
    case .move, .moveBy:
      let moves = edits.compactMap { edit -> (job: Job, start: Instant)? in
        guard let job = board.jobs[edit.document] else { return nil }
        return job.applying(edit.changes, zone: state.zone).scheduledStart.map { (job, $0) }
      }
      let previews = plan.previews(ofMoving: moves).compactMap { $0 }
      if previews.count == 1 { return single(previews[0], state, withLoad: false) }
      let wrong = previews.count { !$0.checks.isEmpty }
      return previews.isEmpty ? [] : [Span(state.words.someWarn(wrong, of: previews.count), wrong == 0 ? .good : .warning)]
    default: return []
    }
  }

  /// Way, window, what speaks against, load.
  private static func single(_ preview: AssignmentPreview, _ state: State, withLoad: Bool = true) -> [Span] {
    let words = state.words
    var spans: [Span] = []
    if let travel = preview.extraTravel, !preview.isCurrent {
      spans.append(
        Span(
          state.estimateMark(travel.source == .estimate) + words.onTheRoad(Minutes(max(0, travel.minutes.count))), .normal))
    }
    if let window = words.window(preview.window) { spans.append(window) }
    for check in preview.checks {
      switch check {
      case .windowBreached, .beforeWindow: continue
      default: spans.append(Span(words.check(check, state: state), check.severity.role))
      }
    }
    let tellsLoad = withLoad && !preview.checks.contains { if case .overHours = $0 { true } else { false } }
    if tellsLoad { spans.append(Span(words.length(preview.loadAfter) + " / " + words.shortLength(preview.shiftLength), .dim)) }
    return spans
  }

  private static func set(_ what: String, _ preview: SetPreview, _ state: State) -> [Span] {
    let words = state.words
    var spans = [Span("\(what) → \(state.name(of: preview.technician))", .normal)]
    if let verdict = words.verdict(of: preview, columns: 30) { spans.append(Span(verdict.text, verdict.role)) }
    spans.append(
      Span(
        words.length(preview.loadAfter) + " / " + words.shortLength(preview.shiftLength), preview.isOverHours ? .warning : .dim))
    return spans
  }
}

extension Words {
  func onTheRoad(_ minutes: Minutes) -> String { change(minutes) + say(" route", " driving") }
  func willAsk(_ question: String) -> String { say("demandera : ", "will ask: ") + question }
  func someWarn(_ count: Int, of all: Int) -> String {
    count == 0
      ? say("rien à redire", "no objection")
      : say("\(count)/\(all) avec une remarque", "\(count)/\(all) with a remark")
  }
  func looksElsewhere(_ text: String) -> String {
    say("\(text) n'est pas sur ce jour : Entrée le cherche", "\(text) is not on this day: Enter looks for it")
  }
}
