import Canvas
import Domain
import Widgets

/// `:`: a line to be done; arrows bring earlier ones back.
struct VerbLineLayer: Layer {
  var field = TextField(limit: 400)
  var complaint: String?
  /// How far back in the history; 0 is the line being typed.
  private var back = 0
  private var draft = ""

  var closesOnOutsideClick: Bool { field.isEmpty }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      case .escape: return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      case .enter: return run(&state)
      case .up: recall(1, state.verbHistory)
      case .down: recall(-1, state.verbHistory)
      default:
        complaint = nil
        _ = field.handle(key)
      }
    case .paste(let text):
      complaint = nil
      field.insert(text)
    case .click, .wheel: return .ignored
    }
    return .stays
  }

  private mutating func recall(_ step: Int, _ history: [String]) {
    if back == 0 { draft = field.text }
    back = min(max(0, back + step), history.count)
    field.text = back == 0 ? draft : history[history.count - back]
  }

  private mutating func run(_ state: inout State) -> LayerAnswer {
    if field.text.allSatisfy({ $0 == " " }) { return .closes }
    switch state.parse(field.text) {
    case .success(let parsed):
      state.remember(field.text)
      return .closes(state.run(parsed))
    case .failure(let error):
      complaint = state.words.verbError(error, state: state)
      return .stays
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let line = BottomLine.draw(
      label: ":", field: field, aside: complaint ?? (field.isEmpty ? state.words.verbExamples : ""),
      isComplaint: complaint != nil, into: &frame,
      in: area)
    hits.add(line, .layerBox)
  }
}

extension State {
  func parse(_ line: String) -> Result<VerbLine.Parsed, VerbError> {
    guard let board else { return .failure(.missing(.job)) }
    return VerbLine.parse(line, in: .init(board: board, zone: zone, now: now, selection: targets.map(\.reference)))
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
    }
  }

  mutating func remember(_ line: String) {
    verbHistory.removeAll { $0 == line }
    verbHistory.append(line)
    if verbHistory.count > 100 { verbHistory.removeFirst() }
  }
}

extension Words {
  var verbExamples: String { say("a 1043 marc 10h30 · m 1043 +30m · s 1043 rte", "a 1043 marc 10:30 · m 1043 +30m · s 1043 enr") }

  package func verbError(_ error: VerbError, state: State) -> String {
    verbError(error, board: state.board, zone: state.zone)
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
    case .otherJob: say("avec quel autre bon ? Donnez son numéro", "with which other job? Give its number")
    case .relation: say("avant ou après quel bon ?", "before or after which job?")
    case .field: noSuchField("")
    case .priority: say("quelle priorité ? P1 à P4, ou - pour aucune", "which priority? P1 to P4, or - for none")
    }
  }
}
