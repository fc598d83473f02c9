import Canvas
import Domain
import Widgets

/// Asks what an edit still needs, then tries it again with the answer.
struct QuestionLayer: Layer {
  let verb: Verb
  let references: [DocumentReference]
  var subjects: [DocumentReference] { references }
  var answers: EditAnswers
  let question: EditQuestion
  let job: Job
  var field = TextField(limit: 500)
  var complaint: String?

  init(
    verb: Verb, references: [DocumentReference], answers: EditAnswers, question: EditQuestion, job: Job, words: Words,
    zone: SiteZone
  ) {
    self.verb = verb
    self.references = references
    self.answers = answers
    self.question = question
    self.job = job
  }

  var closesOnOutsideClick: Bool { field.isEmpty }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key) where key.code == .escape || key == .control("c"): return .closes
    case .key(let key) where key.code == .enter: return confirm(&state)
    case .key(let key) where takesText:
      complaint = nil
      _ = field.handle(key)
      return .stays
    case .paste(let text) where takesText:
      field.insert(text)
      return .stays
    case .click(0): return confirm(&state)
    case .click: return .closes
    default: return .ignored
    }
  }

  private var takesText: Bool {
    switch question {
    case .underway, .ambiguousTime, .missingTime: false
    default: true
    }
  }

  private mutating func confirm(_ state: inout State) -> LayerAnswer {
    var next = verb
    switch question {
    case .underway: answers.confirmsUnderway = true
    case .ambiguousTime(_, let earlier, _): next = answered(.instant(earlier))
    case .missingTime(_, let after): next = answered(.instant(after))
    case .reason, .reasonOnLeave:
      guard !field.isEmpty else { return complain(state.words.aReasonIsNeeded) }
      answers.reason = field.text
    case .resolution:
      guard !field.isEmpty else { return complain(state.words.aResolutionIsNeeded) }
      answers.resolution = field.text
    case .actualStart:
      guard let time = TimeText.clock(field.text) else { return complain(state.words.notATime(field.text)) }
      answers.actualStart = state.zone.instant(LocalDateTime(state.day, secondOfDay: time.count * 60))
    case .start:
      guard let time = TimeText.clock(field.text) else { return complain(state.words.notATime(field.text)) }
      let start = StartTime.clock(LocalDateTime(verb.day ?? state.day, secondOfDay: time.count * 60))
      next = answered(start)
      // Of several, all that have no time of their own take this one.
      if references.count > 1 {
        for reference in references where state.board?.jobs[reference]?.scheduledStart == nil {
          answers.starts[reference] = start
        }
      }
      if case .status = verb, let job = state.board?.jobs[job.reference] {
        return .closes(state.attempt(.move(.clock(LocalDateTime(state.day, secondOfDay: time.count * 60))), on: [job.reference]))
      }
    case .technician: return .closes(state.push(AssignLayer(state)))
    }
    return .closes(state.attempt(next, on: references, answers: answers))
  }

  /// What is said of one job of several is not said of the others.
  private mutating func answered(_ start: StartTime) -> Verb {
    if references.count < 2 { return verb.starting(at: start) }
    answers.starts[job.reference] = start
    return verb
  }

  private mutating func complain(_ text: String) -> LayerAnswer {
    complaint = text
    return .stays
  }

  /// A reason is asked once for all of them; a question about a time is about the one job.
  private func title(_ words: Words) -> String {
    switch question {
    case .reason, .reasonOnLeave, .resolution, .underway, .technician:
      references.count > 1 ? words.jobs(references.count) + " · " + words.jobTitle(job) : words.jobTitle(job)
    default: words.jobTitle(job)
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let width = min(64, area.width - 4)
    let text = TextWidth.wrapped(words.question(question, job: job, zone: state.zone), to: width)
    let rows = text.count + (takesText ? 1 : 0) + (complaint == nil ? 0 : 1)
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: rows), title: title(words),
      hints: [Hint(words.enterKey, words.confirmation(of: question)), Hint(words.escapeKey, words.giveUp)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index)) }
    var y = layout.content.y
    for line in text {
      frame.put(line, x: layout.content.x, y: y, style: Style(.dialog, on: .dialog), in: layout.content)
      y += 1
    }
    if takesText {
      field.draw(
        into: &frame, in: Rect(x: layout.content.x, y: y, width: layout.content.width, height: 1).intersection(layout.content),
        focused: true)
      y += 1
    }
    if let complaint { frame.put(complaint, x: layout.content.x, y: y, style: Style(.warning, on: .dialog), in: layout.content) }
  }
}

extension Verb {
  /// The same with another start.
  func starting(at start: StartTime) -> Verb {
    switch self {
    case .assign(let technician, _): .assign(technician, start)
    case .move, .moveBy: .move(start)
    case .report(let day, _): .report(day, at: start)
    case .edit(let settings): .edit(settings.starting(at: start))
    case .create(let settings): .create(settings.starting(at: start))
    case .duplicate(let settings): .duplicate(settings.starting(at: start))
    case .schedule(let technician, let day, _): .schedule(technician, on: day, at: start)
    case .then(let first, let second): .then(first.starting(at: start), second)
    default: self
    }
  }

  /// The day that it is about, where it names one.
  var day: LocalDate? {
    switch self {
    case .report(let day, _), .schedule(_, let day, _): day
    case .then(let first, let second): first.day ?? second.day
    default: nil
    }
  }
}

extension [JobSetting] {
  /// The same with another start.
  func starting(at start: StartTime) -> [JobSetting] {
    map { if case .start = $0 { .start(start) } else { $0 } }
  }
}
