import Canvas
import Domain
import Scheduling
import Widgets

/// `r`: another day, typed (`ven`, `8 mai`, `+2`) or moved with the arrows.
struct ReportLayer: Layer {
  let references: [DocumentReference]
  var subjects: [DocumentReference] { references }
  var field = TextField(limit: 20)
  var day: LocalDate?
  /// Typed after the day: `ven 8h30`.
  private var time: Minutes?
  private var plan: DayPlan?
  /// Of the day that the jobs would go to, once it is there.
  private(set) var target: DayPlan?
  private static let consequenceRows = 5

  init?(_ state: State) {
    let jobs = state.targets
    guard !jobs.isEmpty else { return nil }
    references = jobs.map(\.reference)
    day = state.day.adding(days: 1)
    plan = state.plan
  }

  mutating func boardChanged(_ state: State) { plan = state.plan }

  mutating func take(_ planned: PlannedDay) { if planned.plan.board.day == day { target = planned.plan } }

  /// The plan of the day, where it is not the one that is there.
  private func ahead(_ state: State) -> LayerAnswer {
    .stays(day == target?.board.day ? [] : state.lookAhead(to: day))
  }

  var closesOnOutsideClick: Bool { field.isEmpty }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      case .escape: return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      case .enter: return confirm(&state)
      case .up: return shift(by: -1, state)
      case .down: return shift(by: 1, state)
      case .pageUp: return shift(by: -7, state)
      case .pageDown: return shift(by: 7, state)
      case .left where field.isEmpty: return shift(by: -1, state)
      case .right where field.isEmpty: return shift(by: 1, state)
      default:
        if field.handle(key) == .changed {
          read(state)
          return ahead(state)
        }
      }
    case .paste(let text):
      field.insert(text)
      read(state)
      return ahead(state)
    case .wheel(let rows): return shift(by: rows < 0 ? -1 : 1, state)
    case .click(0): return confirm(&state)
    case .click: return .closes
    }
    return .stays
  }

  private mutating func read(_ state: State) {
    let typed = DayText.dayAndTime(field.text, today: state.today)
    day = field.isEmpty ? state.day.adding(days: 1) : typed?.day
    time = field.isEmpty ? nil : typed?.time
  }

  private mutating func shift(by days: Int, _ state: State) -> LayerAnswer {
    day = (day ?? state.day).adding(days: days)
    field = TextField(limit: 20)
    time = nil
    return ahead(state)
  }

  private func confirm(_ state: inout State) -> LayerAnswer {
    guard let day else { return .stays(state.warn(state.words.notADay(field.text))) }
    return .closes(state.attempt(.report(day, at: time.map { .clock(LocalDateTime(day, $0)) }), on: references))
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    guard let job = references.first.flatMap({ state.board?.jobs[$0] }) else { return }
    let words = state.words
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: min(56, area.width - 4), height: 3 + Self.consequenceRows),
      title: words.reportTitle(job, count: references.count),
      hints: [Hint(words.enterKey, words.reportHint), Hint("↑ ↓", words.oneDay), Hint(words.escapeKey, words.giveUp)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index == 0 ? 0 : 9)) }
    let content = layout.content
    frame.put(day.map(words.longDay) ?? "?", x: content.x, y: content.y, style: Style(.strong, on: .dialog), in: content)
    field.draw(into: &frame, in: content.row(1), focused: true, placeholder: words.dayPlaceholder)
    let jobs = references.compactMap { state.board?.jobs[$0] }
    frame.put(
      time.map(words.reportAt) ?? words.reportKeeps(jobs, zone: state.zone), x: content.x, y: content.y + 2,
      columns: content.width,
      style: Style(.dim, on: .dialog), in: content)
    let (_, rest) = content.splitTop(3)
    SpanLines.draw(consequences(jobs, state, width: rest.width), into: &frame, in: rest)
  }

  /// What the day that is left gains, what has to be published again, and where the window goes.
  private func consequences(_ jobs: [Job], _ state: State, width: Int) -> [[Span]] {
    let words = state.words
    guard let day else { return [] }
    var pieces: [Span] = []
    let published = jobs.count { $0.status == .published }
    if published > 0 {
      pieces.append(Span(jobs.count == 1 ? words.toPublishAgain : words.jobsToPublishAgain(published), .warning))
    }
    let windows = jobs.compactMap(\.window)
    if jobs.count == 1, let window = windows.first {
      let start = state.zone.local(window.start)
      let end = words.clock(state.zone.local(window.end))
      pieces.append(Span(words.windowGoesTo(words.shortDay(day) + " " + words.clock(start) + "–" + end), .dim))
    } else if !windows.isEmpty {
      pieces.append(Span(words.windowsGoAlong, .dim))
    }
    if day < state.today { pieces.append(Span(words.dayIsOver, .warning)) }
    var lines = SpanLines.wrapped(pieces, to: width)
    let changes = jobs.compactMap { job -> (before: Job, after: Job)? in
      guard let start = job.scheduledStart, job.technician != nil else { return nil }
      var after = job
      if let window = job.window {
        let shift = day.epochDay - state.zone.local(window.start).date.epochDay
        func moved(_ instant: Instant) -> Instant {
          let clock = state.zone.local(instant)
          return state.zone.instant(LocalDateTime(clock.date.adding(days: shift), secondOfDay: clock.secondOfDay))
        }
        after.window = Job.Window(start: moved(window.start), end: moved(window.end))
      }
      after.scheduledStart = state.zone.instant(
        LocalDateTime(day, secondOfDay: time.map { $0.count * 60 } ?? state.zone.local(start).secondOfDay))
      return (job, after)
    }
    lines += consequencesThere(changes, state, width: width)
    guard let days = plan?.preview(ofChanging: changes).days else { return lines }
    for change in days where change.loadBefore != change.loadAfter {
      let text = state.name(of: change.technician) + "  " + words.shortDay(state.day) + "  " + words.load(change, withArrow: true)
      lines.append([Span(text, .dim)])
    }
    guard lines.count > Self.consequenceRows else { return lines }
    return lines.prefix(Self.consequenceRows - 1) + [[Span(words.moreLines(lines.count - Self.consequenceRows + 1), .dim)]]
  }
}

extension Words {
  func jobsToPublishAgain(_ count: Int) -> String {
    say("\(number(count)) à republier (w)", "\(number(count)) to be published again (w)")
  }
  func windowGoesTo(_ window: String) -> String { say("plage → \(window)", "window → \(window)") }
  var windowsGoAlong: String { say("les plages suivent", "the windows go along") }
  var dayIsOver: String { say("ce jour est passé", "that day is over") }
  func reportTitle(_ job: Job, count: Int) -> String {
    say("Reporter ", "Reschedule ") + (count > 1 ? jobs(count) : jobTitle(job))
  }
  /// The hour of the day goes along.
  func reportKeeps(_ jobs: [Job], zone: SiteZone) -> String {
    let timeless = jobs.count { $0.scheduledStart == nil }
    if jobs.count > 1 {
      let rest = timeless == 0 ? "" : " ; " + say("\(timeless) sans heure", "\(timeless) without a time")
      return say("chacun garde son heure", "each keeps its time") + rest
    }
    guard let job = jobs.first, let start = job.scheduledStart else { return noTimeYet }
    return say("\(job.number) garde son heure, ", "\(job.number) keeps its time, ") + clock(zone.local(start))
  }
  /// Both typed.
  func reportAt(_ time: Minutes) -> String {
    let clock = clock(LocalDateTime(LocalDate(epochDay: 0), time))
    return say("à \(clock)", "at \(clock)")
  }
  var reportHint: String { say("reporter", "reschedule") }
  var oneDay: String { say("un jour", "one day") }
  var dayPlaceholder: String { say("ven, 8 mai, +2, ven 8h30", "fri, may 8, +2, fri 8:30") }
  func notADay(_ text: String) -> String {
    say("« \(text) » n'est pas un jour ; par exemple ven ou 8 mai", "“\(text)” is not a day; for example fri or may 8")
  }
}
