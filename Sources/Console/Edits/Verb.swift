import Domain

/// What can be done to a job, whoever asks: a key, the verb line, a script or the shell.
package enum Verb: Sendable, Equatable {
  /// Without a start: the one it has, else the first that suits the technician's day.
  case assign(DocumentName, StartTime?)
  case unassign
  case move(StartTime)
  case moveBy(Minutes)
  /// At the same time of that day, or at another.
  case report(LocalDate, at: StartTime? = nil)
  case status(JobStatus)
  case notes(String)
  /// The technician's jobs at other starts, each its own.
  case order(DocumentName, starts: [DocumentReference: Instant])

  func outcome(for job: Job, on board: Board, answers: EditAnswers, in context: EditContext) -> EditOutcome {
    switch self {
    case .assign(let technician, let start):
      let start =
        start
        ?? (job.scheduledStart == nil
          ? Placement.start(of: job, with: technician, on: board, context).map(StartTime.instant) : nil)
      return JobEdit.assign(job, to: technician, start: start, answers: answers, in: context)
    case .unassign: return JobEdit.unassign(job, answers: answers, in: context)
    case .move(let start): return JobEdit.move(job, to: start, answers: answers, in: context)
    case .moveBy(let minutes): return JobEdit.move(job, by: minutes, answers: answers, in: context)
    case .report(let day, let time): return JobEdit.report(job, to: day, at: time, answers: answers, in: context)
    case .status(let status): return JobEdit.setStatus(job, to: status, answers: answers, in: context)
    case .notes(let text): return JobEdit.setNotes(job, to: text, in: context)
    case .order(_, let starts):
      guard let start = starts[job.reference] else { return .unchanged }
      return JobEdit.move(job, to: .instant(start), answers: answers, in: context)
    }
  }

  /// The canonical line, for history and audit: `assign BT-01043 TECH-001 2026-05-06T10:30`.
  func line(for jobs: [Job], zone: SiteZone) -> String {
    let names = jobs.map(\.reference.key.text).joined(separator: ",")
    switch self {
    case .assign(let technician, let start):
      return "assign \(names) \(technician.text)" + (start.map { " " + Self.text($0, zone) } ?? "")
    case .unassign: return "unassign \(names)"
    case .move(let start): return "move \(names) " + Self.text(start, zone)
    case .moveBy(let minutes): return "move \(names) \(minutes.count < 0 ? "" : "+")\(minutes.count)m"
    case .report(let day, let time): return "report \(names) " + (time.map { Self.text($0, zone) } ?? day.siteText)
    case .status(let status): return "status \(names) \(status.rawValue)"
    case .notes: return "notes \(names)"
    case .order(let technician, _): return "order \(names) \(technician.text)"
    }
  }

  private static func text(_ start: StartTime, _ zone: SiteZone) -> String {
    let clock: LocalDateTime =
      switch start {
      case .instant(let instant): zone.local(instant)
      case .clock(let clock): clock
      }
    return clock.date.siteText + "T" + Words.twoDigits(clock.hour) + ":" + Words.twoDigits(clock.minute)
  }
}

/// What a verb would write, or what stands in its way.
enum Plan {
  case edits([Edit], refused: [(Job, EditRefusal)], unchanged: Int)
  case asks(EditQuestion, Job)

  /// Several jobs one after the other, each seeing what the ones before it have become.
  static func make(
    _ verb: Verb, for jobs: [Job], on board: Board, answers: EditAnswers, in context: EditContext
  ) -> Plan {
    var edits: [Edit] = []
    var refused: [(Job, EditRefusal)] = []
    var unchanged = 0
    var board = board
    for job in jobs {
      switch verb.outcome(for: job, on: board, answers: answers, in: context) {
      case .changes(let changes) where context.zoneMismatch != nil && changes.writesTime(of: .job):
        refused += context.zoneMismatch.map { [(job, .zoneDiffers($0))] } ?? []
      case .changes(let changes):
        edits.append(Edit(document: job.reference, changes: changes, baseModified: job.modified.isEmpty ? nil : job.modified))
        if jobs.count > 1 { board.jobs[job.reference] = job.applying(changes, zone: context.zone) }
      case .unchanged: unchanged += 1
      case .asks(let question): return .asks(question, job)
      case .refused(let refusal): refused.append((job, refusal))
      }
    }
    return .edits(edits, refused: refused, unchanged: unchanged)
  }
}
