import Canvas
import Domain
import Widgets

/// `c`, `y` and `e`: a job's fields, each typed as in a verb line. What is typed stays whatever happens on the board beneath, and only
/// what was typed is written.
struct JobFormLayer: Layer {
  enum Purpose: Sendable, Equatable {
    case creating
    /// A copy of this job, as it was when the form was opened.
    case copying(Job)
    /// This job, as it was when the form was opened.
    case editing(Job)
  }

  private(set) var purpose: Purpose
  private(set) var form: Form<JobFormField>
  /// What stood in the fields before anybody typed.
  private var initial: Form<JobFormField>
  private var notes: TextArea
  private var initialNotes: String
  private var isInNotes = false
  private var notesProblem: String?
  /// Known to be asked: F2 again goes on.
  private var answers = EditAnswers()
  private var settledStart: StartTime?
  private var notice: String?
  private var theirs: String?
  private var asksToDiscard = false
  private var types: [String] = []
  private var size: Size
  static let noteRows = 3

  init(creatingIn state: State) {
    self.init(.creating, JobFormFields.form(JobFormFields.ofNew, of: nil, state), notes: "", state)
  }

  init(copying job: Job, in state: State) {
    var model = job
    model.technician = nil
    model.scheduledStart = nil
    if let window = model.window, window.end <= state.now { model.window = nil }
    self.init(.copying(job), JobFormFields.form(JobFormFields.ofNew, of: model, state), notes: job.notes, state)
  }

  init(editing job: Job, in state: State) {
    let hidden: Set<JobFieldWord> = job.status == .done || !job.resolution.isEmpty ? [] : [.resolution]
    let fields = JobFormFields.ofKnown.filter { !hidden.contains($0) && ($0 != .reason || !job.statusReason.isEmpty) }
    self.init(.editing(job), JobFormFields.form(fields, of: job, state), notes: job.notes, state)
  }

  private init(_ purpose: Purpose, _ form: Form<JobFormField>, notes: String, _ state: State) {
    self.purpose = purpose
    self.form = form
    initial = form
    self.notes = TextArea(notes)
    initialNotes = notes
    size = Self.size(state)
  }

  private static func size(_ state: State) -> Size {
    Size(width: max(16, min(76, state.size.width - 6)), height: max(4, min(26, state.size.height - 6)))
  }

  private var notesSize: Size { Size(width: max(1, size.width - labelWidth), height: Self.noteRows) }
  private var labelWidth: Int {
    min((form.fields.map { TextWidth.columns(of: $0.label) }.max() ?? 0) + 2, size.width / 2)
  }

  /// The job as it was when the form was opened.
  var original: Job? {
    switch purpose {
    case .creating: nil
    case .copying(let job), .editing(let job): job
    }
  }

  // MARK: What was typed

  private func isTyped(_ field: FormField<JobFormField>) -> Bool { field.control.value != initial[field.id]?.control.value }
  private var areNotesTyped: Bool { notes.text != Sanitise.lines(initialNotes) }
  var isChanged: Bool { areNotesTyped || form.fields.contains(where: isTyped) }
  var closesOnOutsideClick: Bool { !isChanged }

  /// Somebody else has changed the job: fields that nobody typed in show what is there now, the others keep what was typed.
  mutating func boardChanged(_ state: State) {
    size = Self.size(state)
    guard case .editing(let job) = purpose else { return }
    guard let now = state.board?.jobs[state.names[job.reference] ?? job.reference] else {
      if state.board != nil { theirs = state.words.jobIsGone + state.words.textIsKept }
      return
    }
    guard now != job else {
      theirs = nil
      return
    }
    var touched: [String] = []
    var base = job
    for field in form.fields {
      guard case .field(let word) = field.id else { continue }
      let before = JobFormFields.text(word, of: job, state)
      let after = JobFormFields.text(word, of: now, state)
      guard before != after else { continue }
      touched.append(state.words.label(word).lowercased())
      if isTyped(field) { continue }
      var fresh = field
      fresh.control = JobFormFields.form([word], of: now, state).fields[0].control
      form[field.id] = fresh
      initial[field.id] = fresh
      base.take(word, from: now)
    }
    if now.notes != job.notes {
      touched.append(state.words.notesLabel.lowercased())
      if !areNotesTyped {
        notes = TextArea(now.notes)
        initialNotes = now.notes
        base.notes = now.notes
      }
    }
    purpose = .editing(base)
    if !touched.isEmpty {
      theirs =
        state.words.changed(by: state.person(now.modifiedBy), at: now.modified, today: state.today) + state.words.colon
        + touched.joined(separator: ", ")
    }
  }

  // MARK: Input

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key): return handle(key, &state)
    case .paste(let text):
      if isInNotes { notes.insert(text) } else { _ = form.paste(text) }
      changed(state)
    case .wheel(let rows):
      if isInNotes {
        notes.scroll(by: rows, in: notesSize)
      } else {
        _ = form.handle(Key(rows < 0 ? .up : .down))
      }
    case .click(-1): return save(&state)
    case .click(-2): return isChanged ? .stays : .closes
    case .click(let row):
      isInNotes = row >= form.fields.count
      if !isInNotes, form.fields.indices.contains(row) { form.focus(on: form.fields[row].id) }
    }
    return .stays
  }

  private mutating func handle(_ key: Key, _ state: inout State) -> LayerAnswer {
    if key.code == .function(2) { return save(&state) }
    if key.code == .escape || key == .control("c") {
      if !isChanged || asksToDiscard { return .closes }
      asksToDiscard = true
      return .stays
    }
    asksToDiscard = false
    if key.code == .tab {
      tab(backwards: key.modifiers.contains(.shift))
      return .stays
    }
    if isInNotes {
      if notes.handle(key, in: notesSize) == .changed { changed(state) }
      return .stays
    }
    if key.code == .enter { return save(&state) }
    let outcome = form.handle(key)
    if outcome == .changed { changed(state) }
    return .stays
  }

  /// What had been asked is asked anew when something else is typed.
  private mutating func changed(_ state: State) {
    answers = EditAnswers()
    settledStart = nil
    notice = nil
    notesProblem = nil
    if types.isEmpty, form.focused == .field(.type), !isInNotes, let board = state.board { types = JobFieldText.types(on: board) }
  }

  /// The notes come last.
  private mutating func tab(backwards: Bool) {
    let ids = form.fields.map(\.id)
    guard let first = ids.first, let last = ids.last else { return }
    if isInNotes {
      isInNotes = false
      form.focus(on: backwards ? last : first)
    } else if form.focused == (backwards ? first : last) {
      isInNotes = true
    } else {
      _ = form.handle(backwards ? Key(.tab, .shift) : Key(.tab))
    }
  }

  // MARK: Saving

  /// What was typed, or nil after complaining in the fields.
  private mutating func settings(_ state: State) -> [JobSetting]? {
    guard let board = state.board else { return nil }
    let reader = JobFieldText(board: board, zone: state.zone, now: state.now, job: original)
    var settings: [JobSetting] = []
    var wrong: JobFormField?
    for field in form.fields where isTyped(field) {
      var field = field
      field.problem = nil
      do throws(VerbError) { settings.append(try setting(field, reader, board)) } catch {
        field.problem = state.words.verbError(error, board: board, zone: state.zone)
        wrong = wrong ?? field.id
      }
      form[field.id] = field
    }
    if areNotesTyped { settings.append(.notes(notes.text)) }
    guard let wrong else { return settings }
    isInNotes = false
    form.focus(on: wrong)
    return nil
  }

  private func setting(_ field: FormField<JobFormField>, _ reader: JobFieldText, _ board: Board) throws(VerbError) -> JobSetting {
    let text = form.text(field.id)
    switch field.id {
    case .refusesTexts: return .refusesTexts(form.isOn(field.id))
    case .field(.priority):
      let index = form.choice(field.id) ?? 0
      return .priority(index == 0 ? nil : Priority.allCases[index - 1])
    case .field(.type):
      return .type(JobFieldText.knownType(text, types.isEmpty ? JobFieldText.types(on: board) : types) ?? text)
    case .field(.start):
      let setting = try reader.setting(.start, text)
      if let settledStart, case .start = setting { return .start(settledStart) }
      return setting
    case .field(.customer), .field(.phone), .field(.address), .field(.subject), .field(.reason), .field(.resolution),
      .field(.equipment):
      // A hyphen is a text like any other in a form, where a field can be emptied.
      return text == "-" ? try reader.setting(field.id.word, " -").trimmedText : try reader.setting(field.id.word, text)
    case .field(let word): return try reader.setting(word, text)
    }
  }

  private mutating func save(_ state: inout State) -> LayerAnswer {
    if !isChanged, case .editing = purpose { return .closes }
    guard let settings = settings(state) else { return .stays }
    var verb: Verb
    var jobs: [Job] = []
    switch purpose {
    case .creating: verb = .create(settings)
    case .copying(let job): (verb, jobs) = (.duplicate(settings), [job])
    case .editing(let job):
      guard let now = state.board?.jobs[state.names[job.reference] ?? job.reference] else {
        return .stays(state.warn(state.words.jobIsGone + state.words.textIsKept))
      }
      var seen = job
      seen.reference = now.reference
      (verb, jobs) = (.edit(settings), [seen])
    }
    let step = state.ids.next()
    guard let board = state.board else { return .stays }
    switch Plan.make(verb, for: jobs, on: board, answers: answers, in: state.editContext, group: step) {
    case .edits(let edits, let refused, let unchanged):
      if edits.isEmpty, let first = refused.first {
        return complain(first.1, of: first.0, state)
      }
      if edits.isEmpty, unchanged > 0 { return .closes }
      return .closes(state.carryOut(verb, jobs: jobs, edits: edits, refused: refused, unchanged: unchanged, step: step))
    case .asks(let question, let job):
      ask(question, job, settings, state)
      return .stays
    }
  }

  private mutating func complain(_ refusal: EditRefusal, of job: Job, _ state: State) -> LayerAnswer {
    let text = state.words.refusal(refusal, of: job)
    guard let word = refusal.field else {
      notice = text
      return .stays
    }
    if word == .notes {
      (isInNotes, notesProblem) = (true, text)
    } else if var field = form[.field(word)] {
      field.problem = text
      form[.field(word)] = field
      isInNotes = false
      form.focus(on: .field(word))
    } else {
      notice = text
    }
    return .stays
  }

  /// Asked beneath the form, so that nothing typed goes away with the question.
  private mutating func ask(_ question: EditQuestion, _ job: Job, _ settings: [JobSetting], _ state: State) {
    switch question {
    case .underway: answers.confirmsUnderway = true
    case .ambiguousTime(_, let earlier, _): settledStart = .instant(earlier)
    case .missingTime(_, let after): settledStart = .instant(after)
    default: break
    }
    notice = state.words.question(question, job: job, zone: state.zone) + state.words.againGoesOn
  }

  // MARK: Drawing

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let footer = footer(state)
    let wanted = form.height + Self.noteRows + 1 + (notesProblem == nil ? 0 : 1)
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: size.width, height: min(size.height, wanted + 1)), title: title(words),
      hints: [
        Hint(isInNotes ? "F2" : words.enterKey, saveHint(words)), Hint("Tab", words.nextFieldHint),
        Hint(words.escapeKey, words.giveUp),
      ])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints where region.index != 1 { hits.add(region.rect, .layer(region.index == 0 ? -1 : -2)) }
    let (upper, last) = layout.content.splitBottom(layout.content.height > 1 ? 1 : 0)
    // On the smallest screens only the part that is typed in has room.
    let notesHeight =
      upper.height < 4
      ? (isInNotes ? upper.height : 0) : min(Self.noteRows, max(1, upper.height / 4)) + (notesProblem == nil ? 0 : 1)
    let (fields, notesArea) = upper.splitBottom(notesHeight)
    let cursor = frame.cursor
    // While the notes are typed in, no field has the focus.
    let focus = form.focused
    for region in form.draw(into: &frame, in: fields) {
      let index = form.fields.firstIndex { $0.id == region.id } ?? 0
      hits.add(region.rect, .layer(index))
      if isInNotes, region.id == focus, let field = form[region.id] {
        unfocus(field, into: &frame, in: region.rect)
        frame.cursor = cursor
      }
    }
    let (labels, text) = notesArea.splitLeft(labelWidth)
    frame.put(
      words.label(.notes), x: labels.x, y: labels.y, columns: labels.width - 1,
      style: Style(isInNotes ? .strong : .dim, on: .dialog), in: labels)
    let (body, problem) = text.splitBottom(notesProblem == nil ? 0 : 1)
    notes.draw(into: &frame, in: body, focused: isInNotes, placeholder: words.notesPlaceholder)
    hits.add(notesArea, .layer(form.fields.count))
    if let notesProblem {
      frame.put(notesProblem, x: problem.x, y: problem.y, columns: problem.width, style: Style(.bad, on: .dialog), in: problem)
    }
    if let footer {
      frame.put(
        footer.text, x: last.x, y: last.y, columns: last.width, style: Style(footer.role, on: .dialog), in: last)
    }
  }

  private func unfocus(_ field: FormField<JobFormField>, into frame: inout Frame, in line: Rect) {
    frame.fill(line, style: Style(.dialog, on: .dialog))
    frame.put(
      field.label, x: line.x, y: line.y, columns: labelWidth - 1, style: Style(.dim, on: .dialog), in: line)
    let rest = line.splitLeft(labelWidth).rest
    if case .text(let text) = field.control {
      text.draw(into: &frame, in: rest, focused: false, placeholder: field.placeholder)
    } else {
      frame.put(form.text(field.id), x: rest.x, y: rest.y, columns: rest.width, style: Style(.dialog, on: .dialog), in: rest)
    }
  }

  private func title(_ words: Words) -> String {
    switch purpose {
    case .creating: words.newJobTitle
    case .copying(let job): words.copyTitle(job)
    case .editing(let job): words.editTitle(job)
    }
  }

  private func saveHint(_ words: Words) -> String {
    if case .editing = purpose { words.saveHint } else { words.createHint }
  }

  /// What has to be known before Enter, else how the typed value is read.
  private func footer(_ state: State) -> Span? {
    let words = state.words
    if asksToDiscard { return Span(words.discardNotes, .warning) }
    if let notice { return Span(notice, .warning) }
    if let reading = reading(state) { return reading }
    return theirs.map { Span($0, .warning) }
  }

  /// As it is read, and what follows.
  private func placed(_ text: String, _ state: State) -> Span {
    consequences(state).map { Span(text + " · " + $0.text, $0.role) } ?? Span(text, .dim)
  }

  private func reading(_ state: State) -> Span? {
    guard !isInNotes, let id = form.focused, let field = form[id], isTyped(field), let board = state.board else { return nil }
    let words = state.words
    let text = form.text(id)
    let reader = JobFieldText(board: board, zone: state.zone, now: state.now, job: original)
    guard !text.isEmpty, case .field(let word) = id, word != .priority else { return nil }
    if word == .type {
      return JobFieldText.knownType(text, types).flatMap { $0 == text ? nil : Span("→ " + Sanitise.line($0), .dim) }
    }
    guard let setting = try? reader.setting(word, text) else { return nil }
    switch setting {
    case .window(let window?):
      let start = state.zone.local(window.start)
      return Span(
        "→ \(words.shortDay(start.date)) \(words.clock(start))–\(words.clock(state.zone.local(window.end)))",
        window.end > window.start ? .dim : .warning)
    case .start(.clock(let clock)?):
      return placed("→ \(words.shortDay(clock.date)) \(words.clock(clock))", state)
    case .duration(let minutes): return placed("→ " + words.length(minutes), state)
    case .tags(let tags): return Span("→ " + tags.map { Sanitise.line($0.text) }.joined(separator: ", "), .dim)
    case .technician(let name?): return placed("→ " + state.name(of: name), state)
    case .address where original?.coordinate != nil: return Span(words.coordinatesStay, .warning)
    default: return nil
    }
  }
}
