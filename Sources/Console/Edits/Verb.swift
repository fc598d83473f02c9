import Domain
import Scheduling

/// What can be done to a job, whoever asks: a key, the verb line, a script or the shell.
package indirect enum Verb: Sendable, Equatable {
  /// Without a start: the one it has, else the first that suits the technician's day.
  case assign(DocumentName, StartTime?)
  case unassign
  case move(StartTime)
  case moveBy(Minutes)
  /// At the same time of that day, or at another.
  case report(LocalDate, at: StartTime? = nil)
  case status(JobStatus)
  case notes(String)
  /// To a technician's day, at `at` or the same time, or where there is none at the first that suits.
  case schedule(DocumentName, on: LocalDate, at: StartTime? = nil)
  case resize(Minutes)
  case resizeBy(Minutes)
  /// Two jobs exchange their places: technicians and starts.
  case swap
  /// Before or after another job, in the day of whoever has that one.
  case place(DayPlace)
  case crew([CrewChange])
  case priority(Priority?)
  case edit([JobSetting])
  /// A job that is not there yet.
  case create([JobSetting])
  /// A copy without a place in anybody's day.
  case duplicate([JobSetting] = [])
  /// The technician's jobs at other starts, each its own.
  case order(DocumentName, starts: [DocumentReference: Instant])
  /// Where a technician's days begin.
  case home(DocumentName, HomeBase)
  /// One after the other on the same jobs, as one step.
  case then(Verb, Verb)

  /// What comes of it is another job.
  package var makesJobs: Bool {
    switch self {
    case .create, .duplicate: true
    default: false
    }
  }

  func outcome(for job: Job, on board: Board, answers: EditAnswers, in context: EditContext) -> EditOutcome {
    if let start = answers.starts[job.reference] {
      var answers = answers
      answers.starts = [:]
      return starting(at: start).outcome(for: job, on: board, answers: answers, in: context)
    }
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
    case .schedule(let technician, let day, let time):
      let start =
        time
        ?? (job.scheduledStart == nil
          ? Placement.start(of: job, with: technician, on: day, of: board, context).map(StartTime.instant) : nil)
      return JobEdit.report(job, to: day, at: start, technician: technician, answers: answers, in: context)
    case .resize(let duration): return JobEdit.resize(job, to: duration, in: context)
    case .resizeBy(let change): return JobEdit.resize(job, by: change, in: context)
    case .swap: return .refused(.swapsTwo)
    case .place(let place):
      guard board.jobs[place.other] != nil else { return .refused(.otherIsGone) }
      guard let slot = DayOrder.slot(for: job, place, on: board, zone: context.zone) else { return .refused(.otherHasNoPlace) }
      return JobEdit.place(
        job, with: slot.technician, at: slot.start, sequence: slot.sequence, answers: answers, in: context)
    case .crew(let changes): return JobEdit.changeCrew(job, changes, in: context)
    case .priority(let priority): return JobEdit.setPriority(job, to: priority, in: context)
    case .edit(let settings): return JobEdit.set(job, settings, answers: answers, in: context)
    // Made by the plan, which knows the new job's reference.
    case .create, .duplicate, .home: return .unchanged
    case .order(_, let starts):
      guard let start = starts[job.reference] else { return .unchanged }
      return JobEdit.move(job, to: .instant(start), answers: answers, in: context)
    case .then(let first, let second):
      return first.outcome(for: job, on: board, answers: answers, in: context).followed(zone: context.zone, job) {
        second.outcome(for: $0, on: board, answers: answers, in: context)
      }
    }
  }

  /// Who is to have the jobs, where it says so.
  package var technician: DocumentName? {
    switch self {
    case .assign(let technician, _), .schedule(let technician, _, _), .home(let technician, _): technician
    case .then(let first, let second): second.technician ?? first.technician
    default: nil
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
    case .schedule(let technician, let day, let time):
      return "report \(names) " + (time.map { Self.text($0, zone) } ?? day.siteText) + " " + technician.text
    case .resize(let duration): return "resize \(names) \(duration.count)m"
    case .resizeBy(let change): return "resize \(names) \(change.count < 0 ? "" : "+")\(change.count)m"
    case .swap: return "swap \(names)"
    case .place(.before(let other)): return "reorder \(names) before \(other.key.text)"
    case .place(.after(let other)): return "reorder \(names) after \(other.key.text)"
    case .crew(let changes):
      let isMaterial = changes.allSatisfy { $0.role == .material }
      return (isMaterial ? "material" : "crew") + " \(names) "
        + changes.map { ($0.isAdded ? "+" : "-") + $0.resource.text }.joined(separator: " ")
    case .priority(let priority): return "priority \(names) " + (priority?.rawValue ?? "-")
    case .edit: return "edit \(names)"
    case .create: return "create \(names)"
    case .duplicate: return "duplicate \(names)"
    case .order(let technician, _): return "order \(names) \(technician.text)"
    case .home(let technician, let base): return "base \(technician.text) \(base.verbText)"
    case .then(let first, let second):
      let rest = second.line(for: [], zone: zone).split(separator: " ")
      return ([first.line(for: jobs, zone: zone)] + rest.map(String.init)).joined(separator: " ")
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

extension EditOutcome {
  /// With what `next` makes of the job that has become of this.
  fileprivate func followed(zone: SiteZone, _ job: Job, by next: (Job) -> EditOutcome) -> EditOutcome {
    var changes: [FieldChange]
    switch self {
    case .changes(let first): changes = first
    case .unchanged: changes = []
    case .asks, .refused: return self
    }
    switch next(job.applying(changes, zone: zone)) {
    case .changes(let more):
      for change in more {
        if let place = changes.firstIndex(where: { $0.field == change.field }) {
          changes[place] = FieldChange(change.field, before: changes[place].before, after: change.after)
        } else {
          changes.append(change)
        }
      }
    case .unchanged: break
    case .asks(let question): return .asks(question)
    case .refused(let refusal): return .refused(refusal)
    }
    return changes.isEmpty ? .unchanged : .changes(changes)
  }
}
