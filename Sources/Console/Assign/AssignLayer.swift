import Canvas
import Domain
import Scheduling
import Widgets

/// `a`: letters find a technician, the consequence stands beside each, Enter assigns. F4 sets the time, F1 says why the order is so.
struct AssignLayer: Layer {
  let references: [DocumentReference]
  var subjects: [DocumentReference] { references }
  private(set) var picker = Picker<DocumentName>()
  private(set) var candidates: [DocumentName: SetPreview] = [:]
  private var ranked: [DocumentName] = []
  private var folded: [DocumentName: [UInt8]] = [:]
  private var height: Int
  /// The rows that the box has had since it opened, whatever is typed: a box that shrinks moves under the eye.
  private var openedRows = 1
  /// The time that F4 has set, for everybody.
  private var fixedStart: StartTime?
  private var timeField: TextField?
  private var complaint: String?
  private var override = OverrideReason()
  private var explains = false

  init(_ state: State) {
    references = state.targets.map(\.reference)
    height = Self.height(state)
    find(state)
    search(state, keepingSelection: false)
    openedRows = max(1, min(ranked.count, height))
  }

  private static func height(_ state: State) -> Int { max(1, min(12, state.size.height - 9)) }

  mutating func boardChanged(_ state: State) {
    height = Self.height(state)
    let order = ranked
    find(state)
    // What others do meanwhile changes what a row says, never where it stands.
    let known = Set(order)
    ranked = order.filter { candidates[$0] != nil } + ranked.filter { !known.contains($0) }
    search(state, keepingSelection: true)
    openedRows = max(1, min(ranked.count, height))
  }

  private mutating func find(_ state: State) {
    let jobs = references.compactMap { state.board?.jobs[$0] }
    guard let plan = state.plan, !jobs.isEmpty else { return }
    var fixed: Instant?
    if case .clock(let clock)? = fixedStart { fixed = state.zone.instant(clock) }
    let found = plan.candidates(for: jobs, at: fixed).filter { state.permits($0.technician) }
    ranked = found.map(\.technician)
    candidates = Dictionary(uniqueKeysWithValues: found.map { ($0.technician, $0) })
  }

  private mutating func search(_ state: State, keepingSelection: Bool) {
    let query = SearchQuery(picker.query.text)
    if !query.isEmpty {
      for name in ranked where folded[name] == nil { folded[name] = SearchFolding.foldedBytes(state.name(of: name)) }
    }
    let rows = query.isEmpty ? ranked : ranked.filter { folded[$0].map(query.matches) ?? false }
    picker.setRows(rows, height: height, keepingSelection: keepingSelection)
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    if timeField != nil { return handleTime(input, state) }
    if override.isTyping { return override.handle(input) }
    let result: Picker<DocumentName>.Result
    switch input {
    case .key(let key):
      switch key.code {
      case .function(1):
        explains.toggle()
        return .stays
      case .function(2) where mayOverride:
        override.begin()
        return .stays
      case .function(4):
        timeField = TextField(limit: 10)
        return .stays
      default: result = picker.handle(key, height: height)
      }
    case .paste(let text): result = picker.paste(text)
    case .wheel(let rows):
      picker.scroll(by: rows, height: height)
      return .stays
    case .click(let row): return click(row, &state)
    }
    switch result {
    case .queried: search(state, keepingSelection: false)
    case .cancelled:
      guard explains else { return .closes }
      explains = false
    case .chosen(let technician): return assign(technician, &state)
    case .ignored, .unchanged, .moved: break
    }
    return .stays
  }

  /// A first click selects, a second on the same row assigns.
  private mutating func click(_ row: Int, _ state: inout State) -> LayerAnswer {
    switch row {
    case -1: return picker.selected.map { assign($0, &state) } ?? .stays
    case -2: timeField = TextField(limit: 10)
    case -3: explains.toggle()
    case -4: return .closes
    case -5: override.begin()
    default:
      if case .chosen(let technician) = picker.click(row, height: height) { return assign(technician, &state) }
    }
    return .stays
  }

  private func assign(_ technician: DocumentName, _ state: inout State) -> LayerAnswer {
    // Several jobs are placed one after the other, each by itself.
    let proposed = candidates[technician]?.only?.start.map(StartTime.instant)
    let keeps = references.count == 1 && state.board?.jobs[references[0]]?.technician == technician
    let effects = state.attempt(
      .assign(technician, fixedStart ?? (keeps ? nil : proposed)), on: references,
      answers: EditAnswers(overrideReason: override.text))
    // Repeated on another job, it is given the time that suits that one.
    if fixedStart == nil, !effects.isEmpty { state.lastVerb = .assign(technician, nil) }
    return .closes(effects)
  }

  /// The selected choice breaks a rule, or a reason has been given for one that did.
  private var mayOverride: Bool {
    if !override.isEmpty { return true }
    return picker.selected.flatMap { candidates[$0] }?.parts.contains { $0.checks.contains(where: \.breaksRule) } ?? false
  }

  private mutating func handleTime(_ input: LayerInput, _ state: State) -> LayerAnswer {
    switch input {
    case .key(let key):
      if key.code == .escape || key == .control("c") {
        timeField = nil
        complaint = nil
      } else if key.code == .enter || key.code == .function(4) {
        let text = timeField?.text ?? ""
        if text.isEmpty {
          fixedStart = nil
        } else if let time = TimeText.clock(text) {
          fixedStart = .clock(LocalDateTime(state.day, secondOfDay: time.count * 60))
        } else {
          complaint = state.words.notATime(text)
          return .stays
        }
        timeField = nil
        complaint = nil
        find(state)
        search(state, keepingSelection: true)
      } else {
        complaint = nil
        _ = timeField?.handle(key)
      }
    case .paste(let text): timeField?.insert(text)
    case .wheel, .click: return .ignored
    }
    return .stays
  }

  // MARK: Drawing

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    guard let job = references.first.flatMap({ state.board?.jobs[$0] }) else { return }
    let width = min(area.width - 4, 100)
    let columns = CandidateColumns(width: width - 2)
    let notes = footnotes(state, columns, width: width)
    // Two lines are kept for them, so that the box stands still while the selection moves.
    let noteRows = min(max(notes.count, explains ? 4 : 2), max(0, area.height - 5 - openedRows))
    let hints = hints(words)
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: openedRows + 1 + noteRows),
      title: words.assignTitle(job, count: references.count, zone: state.zone, day: state.day, today: state.today),
      hints: hints.map(\.hint))
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(hints[region.index].number)) }
    let (upper, lower) = layout.content.splitBottom(noteRows)
    let rows = picker.draw(into: &frame, in: upper, placeholder: words.typeAName, empty: words.nobodyMatches) {
      frame, name, line in
      if let candidate = candidates[name] { CandidateRow(candidate, state: state).draw(into: &frame, in: line, columns) }
    }
    for index in picker.list.visible(count: picker.rows.count, height: rows.height) {
      hits.add(rows.row(index - picker.list.top), .layer(index))
    }
    for (row, note) in notes.enumerated() {
      frame.put(
        note.text, x: lower.x + 1, y: lower.y + row, columns: lower.width - 1, style: Style(note.role, on: .dialog), in: lower)
    }
    if override.isTyping {
      let line = upper.row(0)
      override.draw(into: &frame, in: Rect(x: line.x + 1, y: line.y, width: line.width - 1, height: 1), words: words)
    }
    if let timeField {
      let line = upper.row(0)
      frame.fill(line, style: Style(.dialog, on: .dialog))
      let x = frame.put(words.atTime, x: line.x + 1, y: line.y, style: Style(.key, on: .dialog), in: line)
      timeField.draw(
        into: &frame, in: Rect(x: x + 1, y: line.y, width: line.maxX - x - 1, height: 1), focused: true,
        placeholder: words.assignTimePlaceholder)
      if let complaint {
        let text = TextWidth.truncated(complaint, to: max(0, line.width - 24))
        frame.put(text, x: line.maxX - TextWidth.columns(of: text), y: line.y, style: Style(.warning, on: .dialog), in: line)
      }
    }
  }

  /// What the box's last line offers, with the numbers that clicks come as.
  private func hints(_ words: Words) -> [(hint: Hint, number: Int)] {
    var hints = [(Hint(words.enterKey, words.assignHint), -1), (Hint("F4", words.timeHint), -2)]
    if mayOverride { hints.append((Hint("F2", words.overrideHint), -5)) }
    return hints + [(Hint("F1", words.whyHint), -3), (Hint(words.escapeKey, words.giveUp), -4)]
  }

  /// Beneath the rows: what is wrong with the selected choice, and why it stands where it does.
  private func footnotes(_ state: State, _ columns: CandidateColumns, width: Int) -> [Span] {
    guard let selected = picker.selected, let candidate = candidates[selected] else { return [] }
    let words = state.words
    var notes: [Span] = []
    if references.count == 1, !candidate.isCurrent, state.board?.jobs[references[0]]?.status == .published {
      notes.append(Span(words.toPublishAgain, .warning))
    }
    if !override.isEmpty { notes.append(Span(words.reasonLabel + "  " + override.text, .dialog)) }
    let rest = CandidateRow(candidate, state: state).notes(columns)
    if let first = rest.first {
      let text = rest.map(\.text).joined(separator: " · ")
      notes += TextWidth.wrapped(text, to: max(1, width - 1)).map { Span($0, first.role) }
    }
    if explains {
      let next = picker.rows.firstIndex(of: selected).flatMap {
        picker.rows.indices.contains($0 + 1) ? candidates[picker.rows[$0 + 1]] : nil
      }
      notes.append(Span(words.why(candidate, before: next, state: state), .dim))
      if candidate.parts.contains(where: { $0.extraTravel?.source == .estimate }) { notes.append(Span(words.estimated, .dim)) }
    }
    return notes
  }
}
