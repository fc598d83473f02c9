import Canvas
import Domain
import Widgets

/// `r`: another day, typed (`ven`, `8 mai`, `+2`) or moved with the arrows.
struct ReportLayer: Layer {
  let references: [DocumentReference]
  var subjects: [DocumentReference] { references }
  var field = TextField(limit: 20)
  var day: LocalDate?

  init?(_ state: State) {
    let jobs = state.targets
    guard !jobs.isEmpty else { return nil }
    references = jobs.map(\.reference)
    day = state.day.adding(days: 1)
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
      default: if field.handle(key) == .changed { read(state) }
      }
    case .paste(let text):
      field.insert(text)
      read(state)
    case .wheel(let rows): return shift(by: rows < 0 ? -1 : 1, state)
    case .click(0): return confirm(&state)
    case .click: return .closes
    }
    return .stays
  }

  private mutating func read(_ state: State) {
    day = field.isEmpty ? state.day.adding(days: 1) : DayText.day(field.text, today: state.today)
  }

  private mutating func shift(by days: Int, _ state: State) -> LayerAnswer {
    day = (day ?? state.day).adding(days: days)
    field = TextField(limit: 20)
    return .stays
  }

  private func confirm(_ state: inout State) -> LayerAnswer {
    guard let day else { return .stays(state.warn(state.words.notADay(field.text))) }
    return .closes(state.attempt(.report(day), on: references))
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    guard let job = references.first.flatMap({ state.board?.jobs[$0] }) else { return }
    let words = state.words
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: min(56, area.width - 4), height: 3),
      title: words.reportTitle(job, count: references.count),
      hints: [Hint(words.enterKey, words.reportHint), Hint("↑ ↓", words.oneDay), Hint(words.escapeKey, words.giveUp)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index == 0 ? 0 : 9)) }
    let content = layout.content
    frame.put(day.map(words.longDay) ?? "?", x: content.x, y: content.y, style: Style(.strong, on: .dialog), in: content)
    field.draw(into: &frame, in: content.row(1), focused: true, placeholder: words.dayPlaceholder)
    let jobs = references.compactMap { state.board?.jobs[$0] }
    frame.put(
      words.reportKeeps(jobs, zone: state.zone), x: content.x, y: content.y + 2, columns: content.width,
      style: Style(.dim, on: .dialog), in: content)
  }
}

extension Words {
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
  var reportHint: String { say("reporter", "reschedule") }
  var oneDay: String { say("un jour", "one day") }
  var dayPlaceholder: String { say("ven, 8 mai, +2 ou 2026-05-08", "fri, may 8, +2 or 2026-05-08") }
  func notADay(_ text: String) -> String {
    say("« \(text) » n'est pas un jour ; par exemple ven ou 8 mai", "“\(text)” is not a day; for example fri or may 8")
  }
}
