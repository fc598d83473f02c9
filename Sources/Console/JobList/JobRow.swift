import Canvas
import Domain
import Scheduling

/// What a job's row says, and in which roles.
struct JobRow {
  let isFinished: Bool
  /// Urgent, or its window is over and nobody has begun.
  let isUrgent: Bool
  /// The hour in a day; the priority in the backlog, where there is no hour.
  let time: String
  let timeRole: Role
  /// The gravest thing that the planner has against the job: ✕ its window is missed, ⧗ about to close, ! anything else.
  let flag: (symbol: Symbol, role: Role)?
  let mark: EditMarks.Mark?
  /// Somebody else changed it a moment ago.
  let isNews: Bool

  init(_ job: borrowing Job, state: borrowing State) {
    let isOverdue = job.isOverdue(at: state.now)
    isFinished = job.status.isFinished
    isUrgent = !isFinished && (job.priority == .p1 || isOverdue)
    if let start = job.scheduledStart, !job.isInBacklog {
      time = Words.clock(state.zone.local(start))
    } else {
      time = job.priority?.rawValue ?? ""
    }
    timeRole = isFinished ? .dim : isOverdue ? .jobLate : isUrgent ? .jobUrgent : .normal
    mark = state.marks[job.reference]
    isNews = !state.changedElsewhere.isEmpty && state.changedElsewhere.contains(job.reference)
    flag = isFinished ? nil : Self.flag(state.planning.checks.jobs[job.reference] ?? [], isOverdue: isOverdue)
  }

  var textRole: Role { isNews ? .strong : isFinished ? .dim : .normal }
  var windowRole: Role { isFinished ? .dim : flag?.symbol == .windowMissed ? .bad : .normal }

  static func flag(_ checks: [Check], isOverdue: Bool) -> (symbol: Symbol, role: Role)? {
    var gravest: Check?
    for check in checks where check.severity > gravest?.severity ?? .notice { gravest = check }
    switch gravest {
    case .windowBreached, .beforeWindow: return (.windowMissed, gravest!.severity.role)
    case .windowClosing: return (.forecast, .warning)
    case let check?: return (.late, check.severity.role)
    case nil: return isOverdue ? (.windowMissed, .bad) : nil
    }
  }
}

extension EditMarks.Mark {
  var symbol: Symbol {
    switch self {
    case .saving: .saving
    case .pending: .pending
    case .refused, .deleted: .refused
    case .conflict: .conflict
    }
  }

  var role: Role {
    switch self {
    case .saving: .editSaving
    case .pending: .editPending
    case .refused, .deleted: .editRefused
    case .conflict: .editConflict
    }
  }
}

extension JobStatus {
  var role: Role {
    switch self {
    case .open: .jobOpen
    case .planned: .jobPlanned
    case .published: .jobPublished
    case .enRoute: .jobEnRoute
    case .onSite: .jobOnSite
    case .paused: .jobPaused
    case .done: .jobDone
    case .toReschedule: .jobToReschedule
    case .customerAbsent: .jobAbsent
    case .cancelled: .jobCancelled
    }
  }
}
