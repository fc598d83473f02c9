/// A start as a dispatcher gives it: an instant, or a reading of the site's clock, which may not exist or exist twice.
package enum StartTime: Sendable, Hashable {
  case instant(Instant)
  case clock(LocalDateTime)
}

/// Who edits, when, and on which clock. Nothing else of the outside enters an edit.
package struct EditContext: Sendable {
  package var zone: SiteZone
  package var now: Instant
  package var isSupervisor: Bool
  /// Set while somebody takes back their own finishing or cancelling: when they had done it.
  package var undoesOwnStepAt: Instant?
  package var leaves: [Leave]
  /// No time may be written while there is one.
  package var zoneMismatch: ZoneMismatch?
  /// Where days begin of those who have no home base.
  package var headquarters: Coordinate
  package var travel: TravelMatrix

  package init(
    zone: SiteZone, now: Instant, isSupervisor: Bool = false, undoesOwnStepAt: Instant? = nil, leaves: [Leave] = [],
    zoneMismatch: ZoneMismatch? = nil, headquarters: Coordinate = .headquarters, travel: TravelMatrix = .estimate
  ) {
    self.zone = zone
    self.now = now
    self.isSupervisor = isSupervisor
    self.undoesOwnStepAt = undoesOwnStepAt
    self.leaves = leaves
    self.zoneMismatch = zoneMismatch
    self.headquarters = headquarters
    self.travel = travel
  }

  var mayReopen: Bool {
    if isSupervisor { return true }
    guard let undoesOwnStepAt else { return false }
    return now >= undoesOwnStepAt && now <= undoesOwnStepAt + Lifecycle.undoWindow
  }
}

/// What the dispatcher has said so far in a dialog; asking again with more of it gets further.
package struct EditAnswers: Sendable, Equatable {
  /// The technician has set out or arrived, and the plan is to change all the same.
  package var confirmsUnderway: Bool
  package var reason: String
  package var resolution: String
  package var actualStart: Instant?
  package var actualEnd: Instant?
  /// A published job that is moved or reassigned stays published, a planned one becomes so.
  package var publishesAtOnce: Bool
  /// What was answered for single jobs of several.
  package var starts: [DocumentReference: StartTime] = [:]
  /// Why a rule is overridden, in the dispatcher's words.
  package var overrideReason: String
  /// The line that each job's notes are given along with a change of its plan.
  package var noteLines: [DocumentReference: String]

  package init(
    confirmsUnderway: Bool = false, reason: String = "", resolution: String = "", actualStart: Instant? = nil,
    actualEnd: Instant? = nil, publishesAtOnce: Bool = false, overrideReason: String = "",
    noteLines: [DocumentReference: String] = [:]
  ) {
    self.confirmsUnderway = confirmsUnderway
    self.reason = reason
    self.resolution = resolution
    self.actualStart = actualStart
    self.actualEnd = actualEnd
    self.publishesAtOnce = publishesAtOnce
    self.overrideReason = overrideReason
    self.noteLines = noteLines
  }
}

/// Something that only the dispatcher can decide; the same edit is asked for again with the answer.
package enum EditQuestion: Sendable, Hashable {
  /// `EditAnswers.confirmsUnderway`.
  case underway(JobStatus)
  /// That time comes twice on that day. The site stores clock readings, so it can only mean `earlier`; `after` is the first time
  /// past the repeated hour. Answer with `StartTime.instant`.
  case ambiguousTime(LocalDateTime, earlier: Instant, after: Instant)
  /// The clock skips that time. `after` is the first instant past the gap.
  case missingTime(LocalDateTime, after: Instant)
  /// `EditAnswers.reason`, for this status.
  case reason(JobStatus)
  /// The technician is on leave until then, and is to be sent out: `EditAnswers.reason`.
  case reasonOnLeave(until: Instant, leave: String)
  /// `EditAnswers.resolution`.
  case resolution
  /// `EditAnswers.actualStart`.
  case actualStart
  /// A start, for an edit that needs one.
  case start
  /// A technician, for an edit that needs one.
  case technician
}

package enum EditRefusal: Error, Sendable, Hashable {
  case lifecycle(Lifecycle.Refusal)
  /// Nothing of a finished job's plan can be changed; it must be reopened first.
  case finished(JobStatus)
  case noTechnician
  case noStart
  /// The work would end before it began.
  case endsBeforeStart
  /// More characters than the field holds (code points).
  case tooLong(field: String, limit: Int)
  /// A time would be written on the wrong clock.
  case zoneDiffers(ZoneMismatch)
  /// Work of no minutes, or of more than a week.
  case impossibleLength(Minutes)
  /// Two jobs that stand at the same place already, or one with itself.
  case nothingToSwap
  /// Only two jobs can be exchanged.
  case swapsTwo
  /// The job that another is to stand beside has no technician or no start itself.
  case otherHasNoPlace
  /// The job that another is to stand beside is not on the board.
  case otherIsGone
  /// Whoever leads the job does not come along with themselves.
  case leadsAlready(DocumentName)
  case notInCrew(DocumentName)
  /// A job without a word for what it is about.
  case noSubject
  /// The window would close before it opens.
  case windowEndsBeforeStart
}

package enum EditOutcome: Sendable, Equatable {
  /// Never empty, one entry a field, before ≠ after.
  case changes([FieldChange])
  /// Everything is so already.
  case unchanged
  case asks(EditQuestion)
  case refused(EditRefusal)
}

extension EditOutcome {
  package var changes: [FieldChange]? { if case .changes(let changes) = self { changes } else { nil } }
}
