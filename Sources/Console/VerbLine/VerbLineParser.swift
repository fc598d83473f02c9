import Configuration
import Domain

struct VerbLineParser {
  let context: VerbLine.Context

  init(_ context: VerbLine.Context) { self.context = context }

  enum Head: String, CaseIterable {
    case assign, unassign, move, report, status, publish, cancel, notes, undo, redo, sync, goTo, day, theme, screen
    case resize, swap, reorder, crew, material, priority, create, duplicate, edit
    case whoCan, search, filter, view, saveView, forgetView, playMacro
    case homeBase
  }

  /// The letters of the key map that are verbs, where the case of the letter counts.
  static let letters: [String: Head] = ["D": .cancel, "U": .redo]

  /// Each verb's words, folded; a word of three letters or more may be cut short where it is still the only one.
  static let heads: [(Head, [String])] = VerbTable.entries.map { ($0.head, $0.folded) }

  func parse(_ line: String) throws(VerbError) -> VerbLine.Parsed {
    var words = line.split { $0 == " " || $0 == "\u{A0}" || $0 == "\t" }.map(String.init)
    guard let first = words.first else { throw .empty }
    if words.count == 1, JobToken.looksLikeJob(first) { return goTo(first) }
    if first.hasPrefix("?"), first.utf8.count > 1 || words.count > 1 {
      return .whoCan(try job(first.utf8.count > 1 ? String(first.dropFirst()) : words[1]))
    }
    words.removeFirst()
    guard let head = Self.letters[first] ?? Self.head(first) else {
      if words.isEmpty, let id = Self.command(first) { return .command(id) }
      throw .unknownVerb(first)
    }
    switch head {
    case .undo: return .undo
    case .redo: return .redo
    case .sync: return .sync
    case .goTo:
      guard let word = words.first else { throw .missing(.job) }
      return goTo(word)
    case .whoCan:
      guard let reference = try words.first.map({ word throws(VerbError) in try job(word) }) ?? context.selection.first else {
        throw .missing(.job)
      }
      return .whoCan(reference)
    case .search: return .search(words.joined(separator: " "))
    case .filter: return .filter(words.joined(separator: " "))
    case .view: return words.isEmpty ? .command(.view) : .savedView(words.joined(separator: " "))
    case .saveView: return words.isEmpty ? .command(.saveView) : .saveView(words.joined(separator: " "))
    case .forgetView:
      guard !words.isEmpty else { throw .missing(.savedView) }
      return .forgetView(words.joined(separator: " "))
    case .playMacro: return words.first.map { .playMacro($0) } ?? .command(.playMacro)
    case .day: return .goToDay(try day(words.joined(separator: " ")))
    case .theme:
      guard let name = words.first else { throw .missing(.theme) }
      return .theme(name)
    case .screen:
      guard !words.isEmpty else { throw .missing(.path) }
      return .saveScreen(path: words.joined(separator: " "))
    case .create:
      if words.isEmpty { return .command(.createJob) }
      return .edit(.create(try newJob(words)), jobs: [], answers: EditAnswers())
    case .homeBase: return try homeBase(words)
    case .reorder where words.first.map { !JobToken.looksLikeJob($0) } ?? false:
      let name = words.joined(separator: " ")
      switch TechnicianToken.find(name, context.board, index: context.index) {
      case .one(let technician): return .orderDay(technician)
      case .several(let candidates): throw .ambiguousTechnician(name, candidates: candidates)
      case .none: break
      }
    case .publish:
      if let jobs = try jobsToPublish(words) { return .edit(.status(.published), jobs: jobs, answers: EditAnswers()) }
    default: break
    }
    let jobs = try takeJobs(&words)
    // Without what it is to become, a verb of the screen asks in its dialog.
    if words.isEmpty, jobs == context.selection, let command = head.dialog { return .command(command) }
    switch head {
    case .assign: return try assign(jobs, words)
    case .unassign: return .edit(.unassign, jobs: jobs, answers: EditAnswers())
    case .move: return .edit(try move(jobs, words), jobs: jobs, answers: EditAnswers())
    case .report:
      guard let last = words.last else { throw .missing(.day) }
      if words.count == 1, let moment = TimeText.moment(last) {
        return .edit(.report(moment.date, at: .clock(moment)), jobs: jobs, answers: EditAnswers())
      }
      if let placed = place(words) { return .edit(placed, jobs: jobs, answers: EditAnswers()) }
      let text = words.joined(separator: " ")
      guard let (day, time) = DayText.dayAndTime(text, today: context.zone.local(context.now).date) else {
        throw .notADay(text)
      }
      return .edit(.report(day, at: time.map { .clock(LocalDateTime(day, $0)) }), jobs: jobs, answers: EditAnswers())
    case .publish: return .edit(.status(.published), jobs: jobs, answers: EditAnswers())
    case .cancel: return .edit(.status(.cancelled), jobs: jobs, answers: answers(for: .cancelled, words))
    case .status:
      guard let word = words.first else { throw .missing(.status) }
      let (status, used) = try status(words, word)
      return .edit(.status(status), jobs: jobs, answers: answers(for: status, Array(words.dropFirst(used))))
    case .notes:
      guard !words.isEmpty else { throw .missing(.text) }
      return .edit(.notes(try notes(jobs, line, words)), jobs: jobs, answers: EditAnswers())
    case .resize: return .edit(try resize(words), jobs: jobs, answers: EditAnswers())
    case .swap: return .edit(.swap, jobs: try pair(jobs, words), answers: EditAnswers())
    case .reorder: return .edit(.place(try place(words)), jobs: jobs, answers: EditAnswers())
    case .crew: return .edit(.crew(try crew(words, .assistant)), jobs: jobs, answers: EditAnswers())
    case .material: return .edit(.crew(try crew(words, .material)), jobs: jobs, answers: EditAnswers())
    case .priority:
      guard let word = words.first else { throw .missing(.priority) }
      return .edit(.priority(try JobFieldText.priority(word)), jobs: jobs, answers: EditAnswers())
    case .duplicate: return .edit(.duplicate(try fields(words, of: jobs.first)), jobs: jobs, answers: EditAnswers())
    case .edit:
      guard !words.isEmpty else { throw .missing(.field) }
      return .edit(.edit(try fields(words, of: jobs.first)), jobs: jobs, answers: EditAnswers())
    default: throw .unknownVerb(first)
    }
  }

  /// `.` and « répéter », which stand for the last verb, and every command by its name.
  private static func command(_ word: String) -> CommandID? {
    if word == "." || SearchFolding.fold(word) == "repeter" { return .repeatVerb }
    return CommandID(rawValue: word.lowercased())
  }

  static func head(_ word: String) -> Head? {
    let folded = SearchFolding.fold(word)
    if folded.isEmpty { return nil }
    if let exact = heads.first(where: { $0.1.contains(folded) }) { return exact.0 }
    guard folded.utf8.count >= 3 else { return nil }
    let begun = heads.filter { $0.1.contains { $0.hasPrefix(folded) } }
    return begun.count == 1 ? begun[0].0 : nil
  }

  // MARK: Parts

  /// On the board, else wherever it may be.
  private func goTo(_ word: String) -> VerbLine.Parsed {
    JobToken.find(word, context.board, index: context.index).map { .goTo($0) } ?? .locate(word)
  }

  func job(_ word: String) throws(VerbError) -> DocumentReference {
    guard let reference = JobToken.find(word, context.board, index: context.index) else { throw .noSuchJob(word) }
    return reference
  }

  /// `1043`, `1043,1051`, or the selection where the line begins with no job.
  private func takeJobs(_ words: inout [String]) throws(VerbError) -> [DocumentReference] {
    guard let first = words.first else {
      if context.selection.isEmpty { throw .missing(.job) }
      return context.selection
    }
    let parts = first.split(separator: ",").map(String.init)
    let named =
      !parts.isEmpty
      && parts.allSatisfy {
        JobToken.looksLikeJob($0) || $0.first == "+" && JobToken.find($0, context.board) != nil
          || context.board.jobs[DocumentReference(.job, name: DocumentName($0))] != nil
      }
    // With something selected, a bare `1030` after a verb is a job only if there is such a job: it may be a time.
    let couldBeTime =
      !context.selection.isEmpty && parts.count == 1 && TimeText.clock(first) != nil
      && JobToken.find(first, context.board, index: context.index) == nil
    guard named, !couldBeTime else {
      if context.selection.isEmpty { throw .missing(.job) }
      return context.selection
    }
    words.removeFirst()
    var jobs: [DocumentReference] = []
    for part in parts { jobs.append(try job(part)) }
    return jobs
  }

  private func assign(_ jobs: [DocumentReference], _ words: [String]) throws(VerbError) -> VerbLine.Parsed {
    var words = words
    var start: StartTime?
    if words.count > 1, let last = words.last,
      let clock = TimeText.moment(last) ?? TimeText.clock(last).map({ clock($0, of: jobs.first) })
    {
      start = .clock(clock)
      words.removeLast()
    }
    guard !words.isEmpty else { throw .missing(.technician) }
    let name = words.joined(separator: " ")
    let found = TechnicianToken.find(name, context.board, index: context.index)
    // « marc 25h »: nobody is called so, but for the last word somebody is.
    if found == .none, words.count > 1, let last = words.last, last.first?.isNumber == true,
      TechnicianToken.find(words.dropLast().joined(separator: " "), context.board, index: context.index) != .none
    {
      throw .notATime(last)
    }
    switch found {
    case .one(let technician): return .edit(.assign(technician, start), jobs: jobs, answers: EditAnswers())
    case .several(let candidates): throw .ambiguousTechnician(name, candidates: candidates)
    case .none: throw .noSuchTechnician(name)
    }
  }

  /// `ven marc`, `ven marc 8h30`: a day, then a technician, then perhaps a time; nil where it is not both.
  private func place(_ words: [String]) -> Verb? {
    if words.count > 2, let time = TimeText.clock(words[words.count - 1]),
      case .schedule(let who, let day, nil)? = place(Array(words.dropLast()))
    {
      return .schedule(who, on: day, at: .clock(LocalDateTime(day, time)))
    }
    if words.count > 1, let moment = TimeText.moment(words[0]),
      case .one(let technician) = TechnicianToken.find(words.dropFirst().joined(separator: " "), context.board)
    {
      return .schedule(technician, on: moment.date, at: .clock(moment))
    }
    for count in stride(from: words.count - 1, to: 0, by: -1) {
      guard let day = try? day(words.prefix(count).joined(separator: " ")),
        case .one(let technician) = TechnicianToken.find(words.dropFirst(count).joined(separator: " "), context.board)
      else { continue }
      return .schedule(technician, on: day)
    }
    return nil
  }

  private func move(_ jobs: [DocumentReference], _ words: [String]) throws(VerbError) -> Verb {
    guard !words.isEmpty else { throw .missing(.time) }
    let text = words.joined(separator: " ")
    if let change = TimeText.change(text) { return .moveBy(change) }
    if let moment = TimeText.moment(text) { return .move(.clock(moment)) }
    guard let time = TimeText.clock(text) else { throw .notATime(text) }
    return .move(.clock(clock(time, of: jobs.first)))
  }

  /// On the job's own day, else on the board's.
  private func clock(_ time: Minutes, of job: DocumentReference?) -> LocalDateTime {
    let start = job.flatMap { context.board.jobs[$0]?.scheduledStart }
    let day = start.map { context.zone.local($0).date } ?? context.board.day
    return LocalDateTime(day, secondOfDay: time.count * 60)
  }

  private func day(_ text: String) throws(VerbError) -> LocalDate {
    guard let day = DayText.day(text, today: context.zone.local(context.now).date) else {
      throw text.isEmpty ? .missing(.day) : .notADay(text)
    }
    return day
  }

  /// A code, or the beginning of a status in either language; two words where the status has two.
  private func status(_ words: [String], _ word: String) throws(VerbError) -> (JobStatus, used: Int) {
    for count in [min(3, words.count), min(2, words.count), 1] {
      let text = SearchFolding.fold(words.prefix(count).joined(separator: " "))
      if let exact = JobStatus.allCases.first(where: { Self.names(of: $0).contains(text) }) { return (exact, count) }
    }
    let text = SearchFolding.fold(word)
    let begun = JobStatus.allCases.filter { Self.names(of: $0).contains { $0.hasPrefix(text) } }
    if begun.count == 1 { return (begun[0], 1) }
    throw begun.isEmpty || text.isEmpty ? .noSuchStatus(word) : .ambiguousStatus(word, candidates: begun)
  }

  static func names(of status: JobStatus) -> [String] {
    let french = Words(.french)
    let english = Words(.english)
    return [
      french.statusCode(status), english.statusCode(status), french.status(status), english.status(status), status.rawValue,
    ].map {
      SearchFolding.fold($0)
    }
  }

  private func answers(for status: JobStatus, _ words: [String]) -> EditAnswers {
    let text = words.joined(separator: " ")
    return status == .done ? EditAnswers(resolution: text) : EditAnswers(reason: text)
  }

  /// What is typed is added below what is there.
  private func notes(_ jobs: [DocumentReference], _ line: String, _ words: [String]) throws(VerbError) -> String {
    let addition = words.joined(separator: " ")
    guard let job = jobs.first.flatMap({ context.board.jobs[$0] }) else { throw .missing(.job) }
    return job.notes.isEmpty ? addition : job.notes + "\n" + addition
  }
}
