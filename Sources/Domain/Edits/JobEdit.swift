/// Turns what a dispatcher wants into the fields to write. Pure: the same job, context and answers give the same changes.
///
/// Every function may answer with a question; it is then called again with the answer in `EditAnswers` or a `StartTime.instant`.
package enum JobEdit {
  /// Gives the job to `technician`, at `start` or, without one, at the start it has.
  package static func assign(
    _ job: Job, to technician: DocumentName, start: StartTime? = nil, answers: EditAnswers = EditAnswers(),
    in context: EditContext
  ) -> EditOutcome {
    edit { () throws(Stop) in
      let start = try resolve(start, context.zone) ?? job.scheduledStart
      guard let start else { throw .asks(.start) }
      return try plan(job, technician: technician, start: start, answers: answers, context)
    }
  }

  /// Takes the job off its technician and puts it back into the backlog, without a start.
  package static func unassign(_ job: Job, answers: EditAnswers = EditAnswers(), in context: EditContext) -> EditOutcome {
    edit { () throws(Stop) in
      guard job.technician != nil else { throw .refused(.noTechnician) }
      try checkPlanIsOpen(job, answers)
      var draft = Draft(job, context.zone)
      draft.returnToBacklog()
      draft.job.status = .open
      return draft
    }
  }

  /// Moves the job to another start.
  package static func move(
    _ job: Job, to start: StartTime, answers: EditAnswers = EditAnswers(), in context: EditContext
  ) -> EditOutcome {
    edit { () throws(Stop) in
      guard let start = try resolve(start, context.zone) else { throw .asks(.start) }
      return try plan(job, technician: job.technician, start: start, answers: answers, context)
    }
  }

  /// Moves the job by elapsed minutes, forward or back.
  package static func move(
    _ job: Job, by delta: Minutes, answers: EditAnswers = EditAnswers(), in context: EditContext
  ) -> EditOutcome {
    guard let start = job.scheduledStart else { return .refused(.noStart) }
    return move(job, to: .instant(start + delta), answers: answers, in: context)
  }

  /// Moves the job to another day at the same time on the clock, or at `time`, and its window with it by as many days; to `technician`
  /// where one is given.
  package static func report(
    _ job: Job, to day: LocalDate, at time: StartTime? = nil, technician: DocumentName? = nil,
    answers: EditAnswers = EditAnswers(), in context: EditContext
  ) -> EditOutcome {
    edit { () throws(Stop) in
      let zone = context.zone
      let wanted = time ?? job.scheduledStart.map { .clock(LocalDateTime(day, secondOfDay: zone.local($0).secondOfDay)) }
      guard let start = try resolve(wanted, zone) else { throw .asks(.start) }
      var draft = try plan(job, technician: technician ?? job.technician, start: start, answers: answers, context)
      if let window = job.window {
        let shift = day.epochDay - zone.local(window.start).date.epochDay
        draft.job.window = Job.Window(
          start: moved(window.start, days: shift, zone), end: moved(window.end, days: shift, zone))
      }
      return draft
    }
  }

  /// Takes the job one step through its lifecycle, with what the step brings along.
  package static func setStatus(
    _ job: Job, to status: JobStatus, answers: EditAnswers = EditAnswers(), in context: EditContext
  ) -> EditOutcome {
    edit { () throws(Stop) in try step(job, to: status, answers: answers, context) }
  }

  package static func cancel(
    _ job: Job, reason: String, confirmsUnderway: Bool = false, in context: EditContext
  ) -> EditOutcome {
    setStatus(job, to: .cancelled, answers: EditAnswers(confirmsUnderway: confirmsUnderway, reason: reason), in: context)
  }

  package static func setNotes(_ job: Job, to notes: String, in context: EditContext) -> EditOutcome {
    edit { () throws(Stop) in
      var draft = Draft(job, context.zone)
      draft.job.notes = try canonical(notes, for: "notes")
      return draft
    }
  }

  package static func setPriority(_ job: Job, to priority: Priority?, in context: EditContext) -> EditOutcome {
    edit { () throws(Stop) in
      var draft = Draft(job, context.zone)
      draft.job.priority = priority
      return draft
    }
  }
}
