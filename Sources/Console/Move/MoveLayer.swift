import Canvas
import Domain
import Scheduling
import Widgets

/// `m`: a time typed (`10h30`, `+30m`), or moved by quarters of an hour with the arrows; what follows from it stands beneath.
struct MoveLayer: Layer {
  let references: [DocumentReference]
  var subjects: [DocumentReference] { references }
  var field = TextField(limit: 20)
  /// What the field and the arrows come to so far; nil while the field says nothing that can be understood.
  var start: Instant?
  var complaint: String?
  private(set) var plan: DayPlan?
  private var override = OverrideReason()

  init?(_ state: State) {
    let jobs = state.targets
    guard let job = jobs.first else { return nil }
    references = jobs.map(\.reference)
    plan = state.plan
    start = job.scheduledStart ?? proposal(state)
  }

  /// For a job without a start: the morning, or what is left of today.
  private func proposal(_ state: State) -> Instant {
    let morning = state.zone.instant(LocalDateTime(state.day, secondOfDay: 8 * 3_600))
    return state.day == state.today ? max(morning, plan?.roundedUp(state.now) ?? state.now) : morning
  }

  var closesOnOutsideClick: Bool { field.isEmpty }

  mutating func boardChanged(_ state: State) {
    plan = state.plan
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    if override.isTyping { return override.handle(input) }
    switch input {
    case .key(let key):
      switch key.code {
      case .function(2) where mayOverride(state):
        override.begin()
        return .stays
      case .escape: return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      case .enter: return confirm(&state)
      case .up, .pageUp: return shift(by: key.code == .up ? -15 : -60, state)
      case .down, .pageDown: return shift(by: key.code == .down ? 15 : 60, state)
      case .left where field.isEmpty: return shift(by: -15, state)
      case .right where field.isEmpty: return shift(by: 15, state)
      default:
        if field.handle(key) == .changed { read(state) }
        return .stays
      }
    case .paste(let text):
      field.insert(text)
      read(state)
      return .stays
    case .wheel(let rows): return shift(by: rows < 0 ? -15 : 15, state)
    case .click(0): return confirm(&state)
    case .click(2):
      override.begin()
      return .stays
    case .click: return .closes
    }
  }

  /// The move breaks a rule, or a reason has been given for one that did.
  private func mayOverride(_ state: State) -> Bool {
    if !override.isEmpty { return true }
    return start.map { breaksRule($0, state) } ?? false
  }

  private func job(_ state: State) -> Job? { references.first.flatMap { state.board?.jobs[$0] } }

  private mutating func shift(by minutes: Int, _ state: State) -> LayerAnswer {
    guard let from = start ?? job(state)?.scheduledStart else { return .stays }
    complaint = nil
    field = TextField(limit: 20)
    start = from + Minutes(minutes)
    return .stays
  }

  /// Puts what is typed into `start`, if it can be understood.
  private mutating func read(_ state: State) {
    complaint = nil
    guard let job = job(state) else { return }
    let base = job.scheduledStart ?? proposal(state)
    if field.isEmpty {
      start = base
    } else if let change = TimeText.change(field.text) {
      start = base + change
    } else if let time = TimeText.clock(field.text) {
      start = state.zone.instant(LocalDateTime(state.zone.local(base).date, secondOfDay: time.count * 60))
    } else {
      start = nil
    }
  }

  private mutating func confirm(_ state: inout State) -> LayerAnswer {
    guard let job = job(state) else { return .closes(state.warn(state.words.jobIsGone)) }
    if let change = TimeText.change(field.text) { return .closes(attempt(.moveBy(change), &state)) }
    if let time = TimeText.clock(field.text) {
      // A reading of the clock goes on as one, so that an hour which does not exist, or comes twice, is asked about.
      let day = job.scheduledStart.map { state.zone.local($0).date } ?? state.day
      return .closes(attempt(.move(.clock(LocalDateTime(day, secondOfDay: time.count * 60))), &state))
    }
    guard field.isEmpty, let start else {
      complaint = state.words.notATime(field.text)
      return .stays
    }
    if let before = job.scheduledStart {
      return .closes(attempt(.moveBy(start.minutes(since: before)), &state))
    }
    return .closes(attempt(.move(.instant(start)), &state))
  }

  private func attempt(_ verb: Verb, _ state: inout State) -> [Effect] {
    state.attempt(verb, on: references, answers: EditAnswers(overrideReason: override.text))
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    guard let job = job(state) else { return }
    let words = state.words
    let consequences = start.map { self.consequences(of: $0, state) } ?? []
    let offersReason = mayOverride(state)
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: min(60, area.width - 4), height: 3 + Self.consequenceRows),
      title: words.moveTitle(job, count: references.count),
      hints: [Hint(words.enterKey, words.moveHint), Hint("↑ ↓", words.quarter)]
        + (offersReason ? [Hint("F2", words.overrideHint)] : []) + [Hint(words.escapeKey, words.giveUp)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints {
      hits.add(region.rect, .layer(region.index == 0 ? 0 : offersReason && region.index == 2 ? 2 : 9))
    }
    let content = layout.content
    let dialog = Style(.dialog, on: .dialog)
    // Of several jobs the line speaks for the first; what becomes of each stands beneath.
    let whose = references.count > 1 ? job.number + " : " : ""
    let before = whose + (job.scheduledStart.map { words.clock(state.zone.local($0)) } ?? words.noTimeYet)
    var x = frame.put(before + " → ", x: content.x, y: content.y, style: Style(.dim, on: .dialog), in: content)
    if let start {
      let clock = state.zone.local(start)
      let text = words.clock(clock) + (clock.date == state.day ? "" : " " + words.shortDay(clock.date))
      x = frame.put(text, x: x, y: content.y, style: Style(.strong, on: .dialog), in: content)
      frame.put("–" + words.clock(state.zone.local(start + job.duration)), x: x, y: content.y, style: dialog, in: content)
    } else {
      frame.put("?", x: x, y: content.y, style: dialog, in: content)
    }
    field.draw(into: &frame, in: content.row(1), focused: !override.isTyping, placeholder: words.timePlaceholder)
    override.draw(into: &frame, in: content.row(2), words: words)
    if let complaint {
      frame.put(
        complaint, x: content.x, y: content.y + 3, columns: content.width, style: Style(.warning, on: .dialog), in: content)
    } else {
      for (row, line) in consequences.enumerated() {
        frame.put(
          line.text, x: content.x, y: content.y + 3 + row, columns: content.width, style: Style(line.role, on: .dialog),
          in: content)
      }
    }
  }
}

extension State {
  var planningRules: PlanningRules { PlanningRules(headquarters: preferences.headquarters) }
}

extension Words {
  func moveTitle(_ job: Job, count: Int) -> String {
    say("Déplacer ", "Move ") + (count > 1 ? jobs(count) : jobTitle(job))
  }
  var moveHint: String { say("déplacer", "move") }
  var quarter: String { say("15 min", "15 min") }
  var noTimeYet: String { say("sans heure", "no time") }
  var timePlaceholder: String { say("10h30 ou +30m", "10:30 or +30m") }
  var toPublishAgain: String { say("redevient planifié : à republier (w)", "planned again: to be published (w)") }
  var noObjection: String { say("rien ne s'y oppose", "nothing against it") }
  var leftWithoutTime: String { say("sans heure, laissé tel quel", "no time, left as it is") }
  func otherJobs(_ count: Int) -> String {
    say("et \(count) autre\(isOne(count) ? "" : "s")", "and \(count) other\(isOne(count) ? "" : "s")")
  }
}
