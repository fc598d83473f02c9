import Canvas
import Configuration
import Domain
import Widgets

/// `:`: a line to be done. What it could go on with stands above it, and what it would come to; Tab takes from the list, arrows bring
/// earlier lines back.
struct VerbLineLayer: Layer {
  var field = TextField(limit: 400)
  var complaint: String?
  /// How far back in the history; 0 is the line being typed.
  private var back = 0
  private var draft = ""
  private var completion = VerbCompletion.none
  private var preview: [Span] = []
  /// The row that has been chosen; the line shows it.
  private var chosen: Int?
  private var top = 0
  /// The line as it was typed, before a row was taken from the list.
  private var typed = ""

  init(_ state: State, text: String = "") {
    field.text = text
    refresh(state)
  }

  var closesOnOutsideClick: Bool { field.isEmpty }

  mutating func boardChanged(_ state: State) { if chosen == nil { refresh(state) } }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      case .escape:
        guard chosen != nil else { return .closes }
        field.text = typed
        refresh(state)
      case .character("c") where key.modifiers.contains(.control): return .closes
      case .enter: return run(&state)
      case .tab: choose(key.modifiers.contains(.shift) ? -1 : 1, state)
      case .up: if chosen != nil { choose(-1, state) } else { recall(1, state) }
      case .down: if chosen != nil { choose(1, state) } else { recall(-1, state) }
      default:
        complaint = nil
        if field.handle(key) == .changed { refresh(state) }
      }
    case .paste(let text):
      complaint = nil
      field.insert(text)
      refresh(state)
    case .click(let row):
      guard completion.items.indices.contains(row) else { return .ignored }
      take(row, state)
    case .wheel(let rows):
      guard !completion.items.isEmpty else { return .ignored }
      choose(rows < 0 ? -1 : 1, state)
    }
    return .stays
  }

  // MARK: The list

  private mutating func refresh(_ state: State) {
    completion = VerbCompleter(state)?.complete(field.text) ?? .none
    preview = VerbPreview.spans(of: field.text, state)
    chosen = nil
    top = 0
    typed = field.text
  }

  /// Tab on the only row takes it and goes on to what follows; on several it goes through them.
  private mutating func choose(_ step: Int, _ state: State) {
    let count = completion.items.count
    guard count > 0 else { return }
    complaint = nil
    if chosen == nil, count == 1 { return take(0, state) }
    take(row: chosen.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1), state)
  }

  private mutating func take(row: Int, _ state: State) {
    if chosen == nil { typed = field.text }
    chosen = row
    field.text = completion.line(with: completion.items[row])
    preview = VerbPreview.spans(of: field.text, state)
    let height = SuggestionBox.height(
      completion.items.count, above: state.size.height - 1 - previewLines(width: state.size.width - 3).count, in: Rect(state.size)
    )
    top = SuggestionBox.top(showing: row, before: top, height: height, count: completion.items.count)
  }

  private mutating func take(_ row: Int, _ state: State) {
    complaint = nil
    field.text = completion.line(with: completion.items[row])
    refresh(state)
  }

  private mutating func recall(_ step: Int, _ state: State) {
    let history = state.memory.history
    if back == 0 { draft = field.text }
    back = min(max(0, back + step), history.count)
    field.text = back == 0 ? draft : history[history.count - back]
    complaint = nil
    refresh(state)
  }

  // MARK: Doing it

  private mutating func run(_ state: inout State) -> LayerAnswer {
    if field.text.allSatisfy({ $0 == " " }) { return .closes }
    switch state.parse(field.text) {
    case .success(let parsed):
      let kept = state.remember(field.text, parsed)
      return .closes(kept + state.run(parsed))
    case .failure(let error):
      complaint = state.words.verbError(error, state: state)
      offer(error, state)
      return .stays
    }
  }

  /// A name that several have is not refused: those who have it are there to choose from.
  private mutating func offer(_ error: VerbError, _ state: State) {
    guard error.exitCode == 6 else { return }
    let line = field.text
    if let (before, tail) = VerbCompletion.parted(line, after: error) {
      completion = VerbCompleter(state)?.complete(before) ?? .none
      completion.tail = tail
    }
    guard !completion.items.isEmpty else { return }
    typed = line
    take(row: 0, state)
  }

  // MARK: Drawing

  /// In one line, or in two where one has no room.
  private func previewLines(width: Int) -> [[Span]] {
    var lines: [[Span]] = []
    var used = 0
    for span in preview {
      let columns = TextWidth.columns(of: span.text) + 3
      if lines.isEmpty || lines.count < 2 && used + columns > width {
        lines.append([])
        used = 0
      }
      lines[lines.count - 1].append(span)
      used += columns
    }
    return lines
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let aside = complaint ?? (field.isEmpty ? words.verbExamples : completion.items.isEmpty ? "" : words.completionHint)
    let line = BottomLine.draw(
      label: ":", field: field, aside: aside, isComplaint: complaint != nil, into: &frame, in: area)
    var box = line
    var above = line.y
    let told = previewLines(width: area.width - 3)
    if area.height > 4 + told.count {
      above -= told.count
      for (index, spans) in told.enumerated() {
        let row = Rect(x: area.x, y: above + index, width: area.width, height: 1)
        frame.fill(row, style: Style(.dialog, on: .dialog))
        var x = row.x + 2
        for (place, span) in spans.enumerated() where x < row.maxX - 1 {
          if place > 0 { x = frame.put(" · ", x: x, y: row.y, style: Style(.dim, on: .dialog), in: row) }
          let columns = min(TextWidth.columns(of: span.text), row.maxX - 1 - x)
          guard columns > 0 else { break }
          let ink: Role = span.role == .normal ? .dialog : span.role
          x = frame.put(span.text, x: x, y: row.y, columns: columns, style: Style(ink, on: .dialog), in: row)
        }
        box = box.union(row)
      }
    }
    let rows = completion.items.map { SuggestionRow(label: $0.label, aside: $0.aside, isDoubtful: $0.isDoubtful) }
    let column = 1 + min(TextWidth.columns(of: completion.head), area.width / 2)
    let list = SuggestionBox.draw(
      rows, selected: chosen, top: top, x: column, above: above, isPlain: state.preferences.mode == .plain, into: &frame, in: area
    )
    hits.add(box.union(list), .layerBox)
    SuggestionBox.register(rows.count, top: top, in: list, hits: &hits)
  }
}

extension State {
  func parse(_ line: String) -> Result<VerbLine.Parsed, VerbError> {
    if isLocked { return .failure(.missing(.job)) }
    // While a day is being read, what needs none of its jobs can be done.
    let board = board ?? Board(day: day)
    return VerbLine.parse(
      line, in: .init(board: board, zone: zone, now: now, selection: targets.map(\.reference), index: verbIndex))
  }

  /// A line from a script: as if typed.
  mutating func run(_ line: String) -> [Effect] {
    switch parse(line) {
    case .success(let parsed): return run(parsed)
    case .failure(let error): return warn(words.verbError(error, state: self))
    }
  }

  mutating func run(_ parsed: VerbLine.Parsed) -> [Effect] {
    switch parsed {
    case .edit(let verb, let jobs, let answers): return attempt(verb, on: jobs, answers: answers)
    case .undo: return perform(.undo)
    case .redo: return perform(.redo)
    case .sync: return perform(.syncNow)
    case .goTo(let reference): return reveal(reference)
    case .goToDay(let day): return go(to: day)
    case .theme(let name): return use(theme: name)
    case .saveScreen(let path): return [.saveScreen(path: path)]
    case .command(let id): return perform(id)
    case .locate(let text): return locate(text)
    case .whoCan(let reference): return whoCan(reference)
    case .search(let text): return text.isEmpty ? perform(.search) : search(text)
    case .filter(let text): return text.isEmpty ? perform(.filter) : showFiltered(text)
    case .savedView(let name): return showView(named: name)
    case .saveView(let name): return saveView(named: name)
    case .forgetView(let name): return forgetView(named: name)
    case .playMacro(let letter): return playMacro(letter)
    case .homeBase(let technician, let address): return openHomeBase(of: .technician(technician), address: address)
    case .orderDay(let technician):
      if preferences.role == .readOnly { return warn(readOnlyReason) }
      return proposeOrder(of: technician)
    }
  }

  /// For the arrows, and for the next console; there without what a line says in words of one's own, which may be a customer's secret.
  mutating func remember(_ line: String, _ parsed: VerbLine.Parsed) -> [Effect] {
    let isPlain: Bool =
      switch parsed {
      case .edit(.notes, _, _), .edit(.home, _, _), .homeBase(_, _?), .search: false
      case .edit(_, _, let answers): answers.reason.isEmpty && answers.resolution.isEmpty
      default: true
      }
    if isPlain { return keep(.line(line)) }
    memory.apply(.line(line))
    return []
  }

  /// The candidates for a job, as `a` shows them.
  mutating func whoCan(_ reference: DocumentReference) -> [Effect] {
    let effects = reveal(reference)
    list.marked.removeAll()
    return effects + perform(.assign)
  }

  private mutating func showFiltered(_ text: String) -> [Effect] {
    return show(.main) + setFilter(text)
  }
}

extension Words {
  var completionHint: String { say("Tab compléter · Entrée faire", "Tab complete · Enter do") }
  var verbExamples: String { say("a 1043 marc 10h30 · m 1043 +30m · s 1043 rte", "a 1043 marc 10:30 · m 1043 +30m · s 1043 enr") }

  package func verbError(_ error: VerbError, state: State) -> String {
    if error == .missing(.job), !state.list.marked.isEmpty { return allMarksHidden(state.list.marked.count) }
    return verbError(error, board: state.board, zone: state.zone)
  }

  /// Also for the shell, where there is no console.
  package func verbError(_ error: VerbError, board: Board?, zone: SiteZone) -> String {
    func name(_ technician: DocumentName) -> String { Sanitise.line(board?.technicians[technician]?.fullName ?? technician.text) }
    switch error {
    case .empty: return verbExamples
    case .unknownVerb(let word):
      let nearest = VerbLine.nearestVerb(to: word).map { say(" ; peut-être « \($0) » ?", "; perhaps “\($0)”?") }
      return say("verbe inconnu : \(word)", "unknown verb: \(word)")
        + (nearest ?? say(" ; ? donne l’aide", "; ? shows the help"))
    case .missing(let part): return missing(part)
    case .noSuchJob(let text): return noSuchJob(text)
    case .noSuchTechnician(let text): return say("aucun technicien « \(text) »", "no technician “\(text)”")
    case .ambiguousTechnician(let text, let candidates):
      return say("« \(text) » : lequel ? ", "“\(text)”: which one? ") + candidates.map(name).joined(separator: ", ")
    case .notATime(let text): return notATime(text)
    case .notADay(let text): return notADay(text)
    case .noSuchStatus(let text):
      return say("aucun statut « \(text) » ; ", "no status “\(text)”; ")
        + JobStatus.allCases.map(statusCode).joined(separator: " ")
    case .ambiguousStatus(let text, let candidates):
      return say("« \(text) » : lequel ? ", "“\(text)”: which one? ") + candidates.map(status).joined(separator: ", ")
    case .notALength(let text): return notALength(text)
    case .notAWindow(let text): return notAWindow(text)
    case .notCoordinates(let text): return notCoordinates(text)
    case .wrongPosition(let problem): return positionProblem(problem)
    case .noSuchPriority(let text):
      return say("« \(text) » n'est pas une priorité ; P1 à P4, ou -", "“\(text)” is no priority; P1 to P4, or -")
    case .noSuchMaterial(let text): return say("aucun matériel « \(text) »", "no material “\(text)”")
    case .noSuchTag(let text, let candidates): return noSuchTag(text, candidates)
    case .noSuchField(let text): return noSuchField(text)
    case .nothingToPublish: return nothingToPublish
    case .asks(let question, let reference):
      guard let job = board?.jobs[reference] else { return jobIsGone }
      return self.question(question, job: job, zone: zone)
    case .refused(let refusal, let reference):
      guard let job = board?.jobs[reference] else { return jobIsGone }
      return self.refusal(refusal, of: job)
    case .nothingToDo: return unchanged(1)
    }
  }

  private func missing(_ part: VerbError.Part) -> String {
    switch part {
    case .job: say("quel bon ? Donnez son numéro", "which job? Give its number")
    case .technician: say("à qui ? Donnez un nom", "to whom? Give a name")
    case .time: notATime("")
    case .day: say("quel jour ? Par exemple ven ou 8 mai", "which day? For example fri or may 8")
    case .status: say("quel statut ? ", "which status? ") + JobStatus.allCases.map(statusCode).joined(separator: " ")
    case .text: say("quel texte ?", "which text?")
    case .path: say("dans quel fichier ?", "to which file?")
    case .theme: say("quel thème ?", "which theme?")
    case .length: notALength("")
    case .place: missingPlace
    case .otherJob: say("avec quel autre bon ? Donnez son numéro", "with which other job? Give its number")
    case .relation: say("avant ou après quel bon ?", "before or after which job?")
    case .field: noSuchField("")
    case .priority: say("quelle priorité ? P1 à P4, ou - pour aucune", "which priority? P1 to P4, or - for none")
    case .savedView: say("quelle vue ?", "which view?")
    }
  }
}
