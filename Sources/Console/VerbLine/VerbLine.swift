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
    /// A technician's base: in its dialog, with an address to be looked for where one has been typed.
    case homeBase(DocumentName, address: String?)
    /// The rest of a technician's day in a better order.
    case orderDay(DocumentName)
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

  /// Whom a name, or enough of one, means.
  package static func technician(named name: String, on board: Board) -> Result<DocumentName, VerbError> {
    switch TechnicianToken.find(name, board) {
    case .one(let technician): .success(technician)
    case .several(let candidates): .failure(.ambiguousTechnician(name, candidates: candidates))
    case .none: .failure(.noSuchTechnician(name))
    }
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

  /// What a line comes to: the edits, and what cannot be done of it.
  package struct Planned: Sendable, Equatable {
    package let group: EditGroup
    package let refused: [(job: DocumentReference, refusal: EditRefusal)]
    /// It is so already.
    package let unchanged: Int

    package static func == (left: Self, right: Self) -> Bool {
      left.group == right.group && left.unchanged == right.unchanged
        && left.refused.elementsEqual(right.refused) { $0.job == $1.job && $0.refusal == $1.refusal }
    }
  }

  /// For where nobody can be asked: questions come back as errors.
  package static func planned(
    _ verb: Verb, jobs references: [DocumentReference], answers: EditAnswers = EditAnswers(), in context: Context,
    edit: EditContext, group id: String
  ) -> Result<Planned, VerbError> {
    let jobs = references.compactMap { context.board.jobs[$0] }
    if jobs.isEmpty, verb.needsJobs { return .failure(.missing(.job)) }
    switch Plan.make(verb, for: jobs, on: context.board, answers: answers, in: edit, group: id) {
    case .asks(let question, let job): return .failure(.asks(question, job.reference))
    case .edits(let edits, let refused, let unchanged):
      if let first = refused.first, edits.isEmpty { return .failure(.refused(first.1, first.0.reference)) }
      if edits.isEmpty { return .failure(.nothingToDo) }
      let made = edits.filter { $0.action == .create }.map { Job(reference: $0.document, subject: "") }
      let line = verb.line(for: made.isEmpty ? jobs : made, zone: context.zone)
      return .success(
        Planned(
          group: EditGroup(id: id, verb: line, edits: edits), refused: refused.map { ($0.0.reference, $0.1) },
          unchanged: unchanged))
    }
  }
}

/// Why a line cannot be done.
package enum VerbError: Error, Sendable, Equatable {
  package enum Part: Sendable, Equatable {
    case job, technician, time, day, status, text, path, theme, length, otherJob, relation, field, priority, savedView, place
  }

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
  case notALength(String)
  case notAWindow(String)
  case notCoordinates(String)
  case wrongPosition(CoordinateReading.Problem)
  case noSuchPriority(String)
  case noSuchMaterial(String)
  case noSuchTag(String, candidates: [DocumentName])
  /// What stands in the place of a field's name and a colon.
  case noSuchField(String)
  /// A technician's day, or everybody's, without a planned job.
  case nothingToPublish
  case asks(EditQuestion, DocumentReference)
  case refused(EditRefusal, DocumentReference)
  case nothingToDo

  /// 2 usage, 4 refused, 6 ambiguous name; 0 where it is so already.
  package var exitCode: Int32 {
    switch self {
    case .ambiguousTechnician, .ambiguousStatus: 6
    case .refused: 4
    case .nothingToDo, .nothingToPublish: 0
    default: 2
    }
  }
}
