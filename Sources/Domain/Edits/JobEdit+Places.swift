/// Edits of where a job stands among others.
extension JobEdit {
  /// Gives the job the technician and the start that `other` has; both are asked for in turn. Windows stay with their customers.
  package static func takePlace(
    _ job: Job, of other: Job, answers: EditAnswers = EditAnswers(), in context: EditContext
  ) -> EditOutcome {
    edit { () throws(Stop) in
      if job.reference == other.reference { throw .refused(.nothingToSwap) }
      if job.technician == other.technician, job.scheduledStart == other.scheduledStart { throw .refused(.nothingToSwap) }
      if other.status.isFinished { throw .refused(.finished(other.status)) }
      if let start = other.scheduledStart {
        return try plan(job, technician: other.technician, start: start, answers: answers, context)
      }
      try checkPlanIsOpen(job, answers)
      var draft = Draft(job, context.zone)
      draft.returnToBacklog()
      draft.job.technician = other.technician
      draft.job.status = .open
      return draft
    }
  }

  /// Puts the job into a technician's day at a start, and among those that start then by `sequence`.
  package static func place(
    _ job: Job, with technician: DocumentName, at start: Instant, sequence: Int, answers: EditAnswers = EditAnswers(),
    in context: EditContext
  ) -> EditOutcome {
    edit { () throws(Stop) in
      // The instant is one that the planner found: an hour that comes twice is the earlier one there.
      guard let start = try resolve(.instant(start), context.zone) else { throw .asks(.start) }
      var draft = try plan(job, technician: technician, start: start, answers: answers, context)
      draft.job.sequence = sequence
      return draft
    }
  }
}

/// Where a job is to stand in the day of the one beside it.
package enum DayPlace: Sendable, Hashable {
  case before(DocumentReference)
  case after(DocumentReference)

  package var other: DocumentReference {
    switch self {
    case .before(let reference), .after(let reference): reference
    }
  }
}
