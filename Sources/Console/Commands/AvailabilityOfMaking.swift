import Domain

/// Whether jobs can be made, edited, exchanged and published now, and if not, why not.
func availabilityOfMaking(_ id: CommandID, in state: State) -> Availability {
  let words = state.words
  if state.preferences.role == .readOnly { return .because(state.readOnlyReason) }
  if state.board == nil { return .because(words.noBoardYet) }
  let jobs = state.targets
  switch id {
  case .createJob, .publishAll: return .enabled
  case .publishDay: return state.selectedTechnician == nil ? .because(words.selectATechnician) : .enabled
  default: break
  }
  guard let first = jobs.first else { return .because(words.selectAJob) }
  switch id {
  case .editJob, .reorder, .crew, .material:
    if jobs.count > 1 { return .because(words.oneJobAtATime) }
    return id != .editJob && first.status.isFinished ? .because(words.finished(first.status)) : .enabled
  case .duplicate: return jobs.count > 1 ? .because(words.oneJobAtATime) : .enabled
  case .swap:
    if jobs.count > 2 { return .because(words.swapsTwo) }
    return jobs.first { $0.status.isFinished }.map { .because(words.finished($0.status)) } ?? .enabled
  case .resize: return jobs.count == 1 && first.status.isFinished ? .because(words.finished(first.status)) : .enabled
  default: return .enabled
  }
}

extension State {
  /// The one job that an action is about.
  var selectedTarget: Job? {
    let jobs = targets
    return jobs.count == 1 ? jobs[0] : nil
  }
}

extension Words {
  var noBoardYet: String { say("le tableau n'est pas encore là", "the board is not here yet") }
}
