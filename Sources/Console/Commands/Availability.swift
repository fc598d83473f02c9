import Domain

/// Whether a command can be used now, and if not, why not.
func availability(of id: CommandID, in state: State) -> Availability {
  let words = state.words
  if state.isLocked, !id.worksLocked { return .because(words.boardIsLocked) }
  switch id {
  case .homeBase, .homeByAddress, .homeByMap, .homeByCoordinates, .confirmHome, .clearHome:
    return availabilityOfHomeBase(id, in: state)
  case .createJob, .editJob, .duplicate, .swap, .resize, .reorder, .crew, .material, .priority, .publishDay, .publishAll:
    return availabilityOfMaking(id, in: state)
  case .publish where state.targets.isEmpty && state.selectedHeading != nil:
    return state.preferences.role == .readOnly ? .because(state.readOnlyReason) : .enabled
  case .assign, .unassign, .move, .report, .status, .publish, .notes, .cancelJob:
    if state.preferences.role == .readOnly { return .because(state.readOnlyReason) }
    let jobs = state.targets
    guard let first = jobs.first else {
      return .because(state.list.marked.isEmpty ? words.selectAJob : words.allMarksHidden(state.list.marked.count))
    }
    if jobs.count > 1 { return id == .notes ? .because(words.oneJobAtATime) : .enabled }
    switch id {
    case .assign, .move, .report: return first.status.isFinished ? .because(words.finished(first.status)) : .enabled
    case .unassign: return first.technician == nil ? .because(words.hasNoTechnician) : .enabled
    case .publish: return first.status == .planned ? .enabled : .because(words.onlyPlannedIsPublished)
    case .cancelJob: return first.status.isFinished ? .because(words.finished(first.status)) : .enabled
    default: return .enabled
    }
  case .undo, .redo, .repeatVerb:
    if state.preferences.role == .readOnly { return .because(state.readOnlyReason) }
    // What is being saved can be taken back the moment it is.
    if id == .undo, state.undoSteps?.undo == 0, state.saving.isEmpty { return .because(words.nothingToUndo) }
    if id == .redo, state.undoSteps?.redo == 0 { return .because(words.nothingToRedo) }
    if id == .repeatVerb, state.unaccepted.isEmpty, state.lastVerb != nil, state.targets.isEmpty {
      return .because(state.list.marked.isEmpty ? words.selectAJob : words.allMarksHidden(state.list.marked.count))
    }
    return id == .repeatVerb && state.lastVerb == nil && state.unaccepted.isEmpty ? .because(words.nothingToRepeat) : .enabled
  case .settleEdit:
    if state.view == .sync {
      return state.syncRows.contains(where: \.state.isParked) ? .enabled : .because(words.nothingToSettle)
    }
    return state.selectedParkedIntent == nil ? .because(words.nothingToSettle) : .enabled
  case .acceptDeletions:
    if state.preferences.role == .readOnly { return .because(state.readOnlyReason) }
    return state.sync.heldDeletions == 0 ? .because(words.noDeletionsHeld) : .enabled
  case .copyAddress:
    return state.selectedJob.map { $0.address.isEmpty ? .because(words.noAddress) : .enabled } ?? .because(words.selectAJob)
  case .copyPhone:
    return state.selectedJob.map { $0.customerPhone.isEmpty ? .because(words.noPhone) : .enabled } ?? .because(words.selectAJob)
  case .dayOrder:
    if state.preferences.role == .readOnly { return .because(state.readOnlyReason) }
    return state.technicianToOrder == nil ? .because(words.selectATechnician) : .enabled
  // Marks are set where they are seen.
  case .markAll: return state.view == .checks ? .because(words.marksAreOfTheList) : .enabled
  case .mark, .markRange:
    if state.view == .checks { return .because(words.marksAreOfTheList) }
    return state.selectedJob == nil ? .because(words.selectAJob) : .enabled
  case .resizePanes: return state.movableRules.isEmpty ? .because(words.nothingToResize) : .enabled
  case .export: return state.board == nil ? .because(words.noBoardToExport) : .enabled
  case .team: return state.preferences.team.isEmpty ? .because(words.noTeamConfigured) : .enabled
  case .playMacro: return state.memory.macros.isEmpty ? .because(words.noSuchMacro("", [])) : .enabled
  case .today: return state.day == state.today ? .because(words.alreadyToday) : .enabled
  case .zoomIn, .zoomOut, .zoomDay, .zoomWeek, .zoomQuarter, .zoomNow:
    if state.view == .statistics, id != .zoomQuarter, id != .zoomNow { return .enabled }
    return state.view == .planning ? .enabled : .because(words.onlyInPlanning)
  case .swapWith:
    if state.preferences.role == .readOnly { return .because(words.readOnly) }
    if state.view != .planning { return .because(words.onlyInPlanning) }
    guard let job = state.selectedJob else { return .because(words.selectAJob) }
    return job.status.isFinished ? .because(words.finished(job.status)) : .enabled
  case .mapZoomIn, .mapZoomOut, .mapSelection, .mapTechnician, .mapAll, .mapHeadquarters, .mapRaster, .mapLayers, .follow,
    .confirmHeadquarters, .aboutMap:
    return MapCommands.availability(of: id, in: state)
  default: return .enabled
  }
}

extension Words {
  package var readOnly: String { say("lecture seule", "read-only") }
  package var selectAJob: String { say("choisissez d'abord un bon", "select a job first") }
  func allMarksHidden(_ count: Int) -> String {
    say(
      isOne(count)
        ? "le bon marqué est masqué : effacez le filtre ou dépliez, ou Échap pour démarquer"
        : "les \(number(count)) bons marqués sont masqués : effacez le filtre ou dépliez, ou Échap pour démarquer",
      isOne(count)
        ? "the marked job is hidden: clear the filter or unfold, or Esc to unmark"
        : "the \(number(count)) marked jobs are hidden: clear the filter or unfold, or Esc to unmark")
  }
  package var oneJobAtATime: String { say("un seul bon à la fois", "one job at a time") }
  package var hasNoTechnician: String { say("le bon n'a pas de technicien", "the job has no technician") }
  package var onlyPlannedIsPublished: String { say("seul un bon planifié se publie", "only a planned job can be published") }
  package var nothingToRepeat: String { say("aucune action à répéter", "no action to repeat") }
  package var nothingToSettle: String { say("rien à régler sur ce bon", "nothing to settle on this job") }
  package var noDeletionsHeld: String { say("aucune suppression retenue", "no deletion is held") }
  package var noAddress: String { say("le bon n'a pas d'adresse", "the job has no address") }
  package var noPhone: String { say("le bon n'a pas de téléphone", "the job has no phone number") }
  package var alreadyToday: String { say("c'est déjà aujourd'hui", "this is today already") }
  package func finished(_ status: JobStatus) -> String {
    say(
      "le bon est \(self.status(status).lowercased()) : rouvrez-le d'abord (s)",
      "the job is \(self.status(status).lowercased()): reopen it first (s)")
  }
}
