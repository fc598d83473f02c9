/// The rules behind every edit of a job.
extension JobEdit {
  /// Why no changes come out.
  enum Stop: Error {
    case asks(EditQuestion)
    case refused(EditRefusal)
  }

  /// The job as it is and as it is to be; the difference is the edit.
  struct Draft {
    let original: Job
    let zone: SiteZone
    var job: Job

    init(_ job: Job, _ zone: SiteZone) {
      original = job
      self.zone = zone
      self.job = job
    }

    mutating func returnToBacklog() {
      job.technician = nil
      job.scheduledStart = nil
      job.actualStart = nil
    }

    /// In the order in which a create lists them.
    private static let editable = [
      "subject", "job_type", "priority", "customer", "customer_name", "customer_phone", "sms_opt_out", "service_location",
      "address", "latitude", "longitude", "second_location", "technician", "scheduled_start", "duration_minutes", "window_start",
      "window_end", "status", "status_reason", "actual_start", "actual_end", "resolution", "sequence", "notes", "subscription",
      "equipment", "tags", "crew",
    ]

    /// Every field that holds something, for a job that is nowhere yet.
    var contents: [FieldChange] {
      Self.editable.compactMap { field in
        let value = job.value(of: field, in: zone)
        switch value {
        case .null, .int(0), .rows([]): return nil
        default: return FieldChange(field, before: .null, after: value)
        }
      }
    }

    var changes: [FieldChange] {
      Self.editable.compactMap { field in
        let before = original.value(of: field, in: zone)
        let after = job.value(of: field, in: zone)
        return before == after ? nil : FieldChange(field, before: before, after: after)
      }
    }
  }

  static func edit(_ make: () throws(Stop) -> Draft) -> EditOutcome {
    do throws(Stop) {
      let changes = try make().changes
      return changes.isEmpty ? .unchanged : .changes(changes)
    } catch {
      switch error {
      case .asks(let question): return .asks(question)
      case .refused(let refusal): return .refused(refusal)
      }
    }
  }

  static func checkPlanIsOpen(_ job: Job, _ answers: EditAnswers) throws(Stop) {
    if job.status.isFinished { throw .refused(.finished(job.status)) }
    if job.status.isUnderway, !answers.confirmsUnderway { throw .asks(.underway(job.status)) }
  }

  static func plan(
    _ job: Job, technician: DocumentName?, start: Instant, answers: EditAnswers, _ context: EditContext
  ) throws(Stop) -> Draft {
    var draft = Draft(job, context.zone)
    let changesHands = technician != job.technician
    let moves = start != job.scheduledStart
    let publishes = answers.publishesAtOnce && technician != nil
    // A job that waits for a new date is planned anew even where technician and start stay as they were.
    let isPlanned = job.status == .planned || job.status == .published || job.status.isUnderway
    if !changesHands, !moves, isPlanned, !(publishes && job.status == .planned) { return draft }
    try checkPlanIsOpen(job, answers)
    draft.job.technician = technician
    draft.job.scheduledStart = start
    if let line = answers.noteLines[job.reference] {
      draft.job.notes = try canonical(job.notes.isEmpty ? line : job.notes + "\n" + line, for: "notes")
    }
    switch job.status {
    case .open, .toReschedule, .customerAbsent: draft.job.status = technician == nil ? .open : publishes ? .published : .planned
    case .planned: draft.job.status = technician == nil ? .open : publishes ? .published : .planned
    case .published: if !publishes { draft.job.status = technician == nil ? .open : .planned }
    case .enRoute, .onSite, .paused:
      // The one who set out is no longer the one who comes: the visit begins anew.
      if changesHands {
        draft.job.status = publishes ? .published : .planned
        draft.job.actualStart = nil
      }
    case .done, .cancelled: break
    }
    return draft
  }

  static func step(
    _ job: Job, to status: JobStatus, answers: EditAnswers, _ context: EditContext
  ) throws(Stop) -> Draft {
    var draft = Draft(job, context.zone)
    let reason = try canonical(answers.reason, for: "status_reason")
    let resolution = try canonical(answers.resolution, for: "resolution")
    if !resolution.isEmpty { draft.job.resolution = resolution }
    switch status {
    case .enRoute:
      if let technician = job.technician,
        let leave = context.leaves.first(where: {
          $0.technician == technician && $0.start <= context.now && context.now < $0.end
        }), Lifecycle.requirements(from: job.status, to: status) != nil
      {
        if reason.isEmpty { throw .asks(.reasonOnLeave(until: leave.end, leave: leave.reason)) }
        draft.job.statusReason = reason
      }
    case .onSite:
      if job.status == .enRoute || job.actualStart == nil { draft.job.actualStart = answers.actualStart ?? context.now }
    case .done:
      draft.job.actualStart = job.actualStart ?? answers.actualStart
      draft.job.actualEnd = answers.actualEnd ?? context.now
    case .published where job.status == .enRoute: draft.job.actualStart = nil
    case .open:
      draft.returnToBacklog()
      draft.job.actualEnd = nil
    default: break
    }
    do throws(Lifecycle.Refusal) {
      try Lifecycle.check(from: job.status, to: status, met: met(draft.job, reason: reason, context))
    } catch {
      throw question(for: error, status: status)
    }
    if job.status.isUnderway, [.toReschedule, .customerAbsent, .cancelled].contains(status), status != .customerAbsent,
      !answers.confirmsUnderway
    {
      throw .asks(.underway(job.status))
    }
    if status == .done, let start = draft.job.actualStart, let end = draft.job.actualEnd, end < start {
      throw .refused(.endsBeforeStart)
    }
    if Lifecycle.requirements(from: job.status, to: status)?.contains(.reason) == true { draft.job.statusReason = reason }
    draft.job.status = status
    return draft
  }

  static func met(_ job: Job, reason: String, _ context: EditContext) -> Set<Lifecycle.Requirement> {
    var met: Set<Lifecycle.Requirement> = []
    if job.technician != nil { met.insert(.technician) }
    if job.scheduledStart != nil { met.insert(.start) }
    if job.actualStart != nil { met.insert(.actualStart) }
    if job.actualEnd != nil { met.insert(.actualEnd) }
    if !job.resolution.isEmpty { met.insert(.resolution) }
    if !reason.isEmpty { met.insert(.reason) }
    if context.mayReopen { met.insert(.supervisor) }
    return met
  }

  /// A guard that words can satisfy is asked about; one that they cannot is refused.
  static func question(for refusal: Lifecycle.Refusal, status: JobStatus) -> Stop {
    guard case .unmet(let requirements) = refusal, !requirements.contains(.supervisor), let first = requirements.first else {
      return .refused(.lifecycle(refusal))
    }
    switch first {
    case .technician: return .asks(.technician)
    case .start: return .asks(.start)
    case .actualStart: return .asks(.actualStart)
    case .resolution: return .asks(.resolution)
    case .reason: return .asks(.reason(status))
    case .actualEnd, .supervisor: return .refused(.lifecycle(refusal))
    }
  }

  static func resolve(_ start: StartTime?, _ zone: SiteZone) throws(Stop) -> Instant? {
    switch start {
    case nil: return nil
    case .instant(let instant):
      let clock = zone.local(instant)
      // The site would read the stored time back as the earlier of the two.
      if case .ambiguous(let earlier, let later) = zone.read(clock), instant == later {
        throw .asks(.ambiguousTime(clock, earlier: earlier, after: zone.endOfRepeatedHour(after: later)))
      }
      return instant
    case .clock(let clock):
      switch zone.read(clock) {
      case .one(let instant): return instant
      case .ambiguous(let earlier, let later):
        throw .asks(.ambiguousTime(clock, earlier: earlier, after: zone.endOfRepeatedHour(after: later)))
      case .missing(let after): throw .asks(.missingTime(clock, after: after))
      }
    }
  }

  static func moved(_ instant: Instant, days: Int, _ zone: SiteZone) -> Instant {
    var clock = zone.local(instant)
    clock.date = clock.date.adding(days: days)
    return zone.instant(clock)
  }

  /// A text column of MariaDB holds 65,535 bytes, which is so many code points even of four bytes each.
  private static let textLimit = 16_000

  static func canonical(_ text: String, for field: String) throws(Stop) -> String {
    let text = canonical(text)
    if text.unicodeScalars.count > textLimit { throw .refused(.tooLong(field: field, limit: textLimit)) }
    return text
  }

  /// Line ends as LF and no blanks around, as the site gives texts back.
  static func canonical(_ text: String) -> String {
    var scalars: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if scalar == "\n", scalars.last == "\r" { scalars.removeLast() }
      scalars.append(scalar)
    }
    let lines = scalars.map { $0 == "\r" ? "\n" : $0 }
    guard let first = lines.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = lines.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: lines[first...last])
    return String(view)
  }
}
