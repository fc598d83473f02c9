import Canvas
import Domain
import Scheduling
import Widgets

/// How long a job takes: typed (`2h`, `+30m`), or moved by quarters of an hour with the arrows.
struct ResizeLayer: Layer {
  let references: [DocumentReference]
  var field = TextField(limit: 20)
  /// What the arrows add to each job's own.
  private var change: Minutes = 0
  private var complaint: String?
  private var plan: DayPlan?
  static let consequenceRows = 4

  init?(_ state: State) {
    let jobs = state.targets
    guard !jobs.isEmpty else { return nil }
    references = jobs.map(\.reference)
    plan = state.plan
  }

  var closesOnOutsideClick: Bool { field.isEmpty }

  mutating func boardChanged(_ state: State) { plan = state.plan }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      case .escape: return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      case .enter: return confirm(&state)
      case .up, .pageUp: return shift(by: key.code == .up ? 15 : 60)
      case .down, .pageDown: return shift(by: key.code == .down ? -15 : -60)
      case .right where field.isEmpty: return shift(by: 15)
      case .left where field.isEmpty: return shift(by: -15)
      default:
        if field.handle(key) == .changed { (complaint, change) = (nil, 0) }
      }
    case .paste(let text):
      field.insert(text)
      (complaint, change) = (nil, 0)
    case .wheel(let rows): return shift(by: rows < 0 ? 15 : -15)
    case .click(0): return confirm(&state)
    case .click: return .closes
    }
    return .stays
  }

  private mutating func shift(by minutes: Int) -> LayerAnswer {
    field = TextField(limit: 20)
    complaint = nil
    change = change + Minutes(minutes)
    return .stays
  }

  /// nil while the field says nothing that can be understood.
  private var verb: Verb? {
    if field.isEmpty { return .resizeBy(change) }
    if let change = TimeText.change(field.text) { return .resizeBy(change) }
    return TimeText.length(field.text).map(Verb.resize)
  }

  private func duration(of job: Job) -> Minutes? {
    switch verb {
    case .resize(let minutes)?: minutes
    case .resizeBy(let change)?: job.duration + change
    default: nil
    }
  }

  private mutating func confirm(_ state: inout State) -> LayerAnswer {
    let jobs = references.compactMap { state.board?.jobs[state.names[$0] ?? $0] }
    guard !jobs.isEmpty else { return .closes(state.warn(state.words.jobIsGone)) }
    guard let verb else {
      complaint = state.words.notALength(field.text)
      return .stays
    }
    if jobs.count == 1, let duration = duration(of: jobs[0]), duration <= 0 || duration > JobEdit.longestWork {
      complaint = state.words.impossibleLength(duration)
      return .stays
    }
    return .closes(state.attempt(verb, on: references))
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let jobs = references.compactMap { state.board?.jobs[state.names[$0] ?? $0] }
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: min(64, area.width - 4), height: 3 + Self.consequenceRows),
      title: words.resizeTitle(jobs, count: references.count),
      hints: [Hint(words.enterKey, words.resizeHint), Hint("↑ ↓", words.quarter), Hint(words.escapeKey, words.giveUp)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index == 0 ? 0 : 9)) }
    let content = layout.content
    guard let job = jobs.first else {
      frame.put(
        words.jobIsGone, x: content.x, y: content.y, columns: content.width, style: Style(.warning, on: .dialog), in: content)
      return
    }
    let after = duration(of: job)
    let whose = jobs.count > 1 ? job.number + words.colon : ""
    var x = frame.put(
      whose + words.length(job.duration) + " → ", x: content.x, y: content.y, style: Style(.dim, on: .dialog), in: content)
    x = frame.put(after.map(words.length) ?? "?", x: x, y: content.y, style: Style(.strong, on: .dialog), in: content)
    if let after, let start = job.scheduledStart {
      let span = words.clock(state.zone.local(start)) + "–" + words.clock(state.zone.local(start + after))
      frame.put("   " + span, x: x, y: content.y, style: Style(.dialog, on: .dialog), in: content)
    }
    field.draw(into: &frame, in: content.row(1), focused: true, placeholder: words.lengthPlaceholder)
    let (_, rest) = content.splitTop(3)
    if let complaint {
      SpanLines.draw(SpanLines.wrapped([Span(complaint, .warning)], to: rest.width), into: &frame, in: rest)
    } else if let consequences = Consequences(state, plan: plan) {
      let changes = jobs.compactMap { job -> (before: Job, after: Job)? in
        guard let minutes = duration(of: job), minutes > 0 else { return nil }
        var after = job
        after.duration = minutes
        return (job, after)
      }
      SpanLines.draw(consequences.lines(changes, width: rest.width, rows: rest.height), into: &frame, in: rest)
    }
  }
}

extension Words {
  func resizeTitle(_ jobs: [Job], count: Int) -> String {
    say("Durée · ", "Duration · ") + (jobs.count == 1 ? jobTitle(jobs[0]) : self.jobs(count))
  }
  var resizeHint: String { say("changer", "change") }
  var lengthPlaceholder: String { say("2h, 1h30, 45 ou +30m", "2h, 1h30, 45 or +30m") }
}
