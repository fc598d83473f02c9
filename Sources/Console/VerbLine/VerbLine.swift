import Configuration
import Domain

/// One line that says what to do, the same on screen, in scripts and from the shell: `a 1043 marc 10h30`, `m 1043 +30m`,
/// `s 1043 rte`, `n 1043 code 4512`, `u`. French and English, accents optional.
package enum VerbLine {
  package enum Parsed: Sendable, Equatable {
    case edit(Verb, jobs: [DocumentReference], answers: EditAnswers)
    case undo
    case redo
    case sync
    case goTo(DocumentReference)
    case goToDay(LocalDate)
    case theme(String)
    case saveScreen(path: String)
    case command(CommandID)
    /// A job that is not on this board.
    case locate(String)
    /// The candidates for a job.
    case whoCan(DocumentReference)
    case search(String)
    case filter(String)
    case savedView(String)
    case saveView(String)
    case forgetView(String)
    case playMacro(String)
  }

  /// What the line is read against.
  package struct Context: Sendable {
    package var board: Board
    package var zone: SiteZone
    package var now: Instant
    /// What the line is about when it names no job.
    package var selection: [DocumentReference]
    /// Of this board, where one has been made.
    package var index: VerbIndex?

    package init(
      board: Board, zone: SiteZone, now: Instant, selection: [DocumentReference] = [], index: VerbIndex? = nil
    ) {
      self.board = board
      self.zone = zone
      self.now = now
      self.selection = selection
      self.index = index
    }
  }

  package static func parse(_ line: some StringProtocol, in context: Context) -> Result<Parsed, VerbError> {
    do throws(VerbError) { return .success(try VerbLineParser(context).parse(String(line))) } catch { return .failure(error) }
  }

  /// The verb that a word which is none was most likely meant to be.
  package static func nearestVerb(to word: String) -> String? {
    Suggestion.nearest(to: SearchFolding.fold(word), among: VerbLineParser.heads.flatMap(\.1).filter { $0.utf8.count > 1 })
  }

  /// Whether a line may begin with this word.
  package static func isVerb(_ word: String) -> Bool {
    let folded = SearchFolding.fold(word)
    return VerbLineParser.letters[word] != nil || VerbLineParser.heads.contains { $0.1.contains(folded) }
  }

  /// Of several jobs, those that the verb does not apply to though others take it.
  package static func refusals(
    _ verb: Verb, jobs: [DocumentReference], answers: EditAnswers, in context: Context, edit: EditContext, words: Words
  ) -> [String] {
    let jobs = jobs.compactMap { context.board.jobs[$0] }
    guard jobs.count > 1,
      case .edits(_, let refused, _) = Plan.make(verb, for: jobs, on: context.board, answers: answers, in: edit)
    else { return [] }
    return refused.map { "\($0.0.number) : " + words.refusal($0.1, of: $0.0) }
  }

  /// The edits that a parsed line comes to, for where nobody can be asked; questions come back as errors.
  package static func edits(
    _ verb: Verb, jobs: [DocumentReference], answers: EditAnswers = EditAnswers(), in context: Context, edit: EditContext,
    group id: String
  ) -> Result<EditGroup, VerbError> {
    let jobs = jobs.compactMap { context.board.jobs[$0] }
    guard !jobs.isEmpty else { return .failure(.missing(.job)) }
    switch Plan.make(verb, for: jobs, on: context.board, answers: answers, in: edit) {
    case .asks(let question, let job): return .failure(.asks(question, job.reference))
    case .edits(let edits, let refused, _):
      if let first = refused.first, edits.isEmpty { return .failure(.refused(first.1, first.0.reference)) }
      if edits.isEmpty { return .failure(.nothingToDo) }
      return .success(EditGroup(id: id, verb: verb.line(for: jobs, zone: context.zone), edits: edits))
    }
  }
}

/// Why a line cannot be done.
package enum VerbError: Error, Sendable, Equatable {
  package enum Part: Sendable, Equatable { case job, technician, time, day, status, text, path, theme, savedView }

  case empty
  case unknownVerb(String)
  case missing(Part)
  case noSuchJob(String)
  case noSuchTechnician(String)
  case ambiguousTechnician(String, candidates: [DocumentName])
  case notATime(String)
  case notADay(String)
  case noSuchStatus(String)
  case ambiguousStatus(String, candidates: [JobStatus])
  case asks(EditQuestion, DocumentReference)
  case refused(EditRefusal, DocumentReference)
  case nothingToDo

  /// 2 usage, 4 refused, 6 ambiguous name; 0 where it is so already.
  package var exitCode: Int32 {
    switch self {
    case .ambiguousTechnician, .ambiguousStatus: 6
    case .refused: 4
    case .nothingToDo: 0
    default: 2
    }
  }
}
