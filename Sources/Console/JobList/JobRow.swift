import Canvas
import Domain

/// What a job's row says, and in which roles.
struct JobRow {
  let job: Job
  let state: State

  init(_ job: Job, state: State) {
    self.job = job
    self.state = state
  }

  var isFinished: Bool { job.status.isFinished }
  var isOverdue: Bool { job.isOverdue(at: state.now) }
  /// Urgent, or its window is over and nobody has begun.
  var isUrgent: Bool { !isFinished && (job.priority == .p1 || isOverdue) }

  /// The hour in a day; the priority in the backlog, where there is no hour.
  var time: String {
    if let start = job.scheduledStart, !job.isInBacklog { return state.words.clock(state.zone.local(start)) }
    return job.priority?.rawValue ?? ""
  }

  var timeRole: Role {
    if isFinished { return .dim }
    if isUrgent { return isOverdue ? .jobLate : .jobUrgent }
    return .normal
  }

  var statusRole: Role { job.status.role }

  var type: String { job.type.isEmpty ? job.subject : job.type }

  /// The municipality, shortened before it is cut.
  func place(columns: Int) -> String {
    let city = job.city.isEmpty ? job.address : job.city
    guard TextWidth.columns(of: city) > columns else { return city }
    if city.hasPrefix("Saint-") { return "St-" + city.dropFirst(6) }
    if city.hasPrefix("Sainte-") { return "Ste-" + city.dropFirst(7) }
    return city
  }

  var windowRole: Role { flag == .windowMissed ? .bad : isFinished ? .dim : .normal }

  /// ✕ the planned visit misses the promised window; ⧗ it begins in the window's last quarter hour.
  var flag: Symbol? {
    guard let window = job.window, !isFinished, job.actualStart == nil else { return nil }
    if let start = job.scheduledStart, start >= window.end || start + Minutes(15) < window.start { return .windowMissed }
    return isOverdue ? .windowMissed : nil
  }

  var flagRole: Role { .bad }

  var mark: EditMarks.Mark? { state.marks[job.reference] }
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
