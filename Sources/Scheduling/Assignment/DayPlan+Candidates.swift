import Domain

extension DayPlan {
  /// Every active technician (no materials) for the job, the best first; see `RankingFactor` for the order.
  package func candidates(for job: Job) -> [AssignmentPreview] { candidates(for: [job]).flatMap(\.parts) }

  /// The consequence for one technician, at `start` or at the first start that suits; nil for one who is not on the board.
  package func preview(of job: Job, for technician: DocumentName, at start: Instant? = nil) -> AssignmentPreview? {
    day(of: technician).map { preview(of: job, on: $0, at: start) }
  }

  func preview(of job: Job, on day: TechnicianDay, at fixed: Instant?) -> AssignmentPreview {
    let isCurrent = job.technician == day.technician.name
    let slot = fixed.map { self.slot(for: job, on: day, at: $0) } ?? firstSlot(for: job, on: day)
    let counted = isCurrent && job.isWork && index.place(of: job.reference) != nil
    let before = counted && !job.isInBacklog ? day.load - job.duration : day.load
    let missing = job.tags.filter { !day.technician.tags.contains($0) }
    let window = slot.map { Self.fit(job.window, start: $0.start) } ?? .none
    let isHelper = rules.isHelper(day.technician, for: job)
    return AssignmentPreview(
      job: job.reference, technician: day.technician.name, loadBefore: before, loadAfter: before + job.duration,
      shiftLength: day.shiftLength,
      shift: day.shift, start: slot?.start, extraTravel: slot?.extra, missingTags: missing, window: window,
      checks: checks(
        of: job, on: day, slot: slot, missing: missing, load: before + job.duration, window: window, isHelper: isHelper),
      isCurrent: isCurrent, isHelper: isHelper)
  }

  private func checks(
    of job: Job, on day: TechnicianDay, slot: Slot?, missing: [DocumentName], load: Minutes,
    window: AssignmentPreview.WindowFit, isHelper: Bool
  ) -> [Check] {
    var checks: [Check] = isHelper ? [.helperOnly] : []
    if let slot {
      let end = slot.start + job.duration
      let range = slot.start..<max(end, slot.start + 1)
      if let leave = day.leave(overlapping: range) { checks.append(.onLeave(until: leave.end, reason: leave.reason)) }
      for stop in day.stops where index.jobs[stop.place].reference != job.reference {
        let shared = min(stop.end, range.upperBound).minutes(since: max(stop.start, range.lowerBound))
        if shared.count > 0 { checks.append(.overlap(other: index.jobs[stop.place].reference, shared)) }
      }
      checks += missingDrives(of: job, on: day, during: range)
      checks += bookedElsewhere(job, during: range)
      for member in job.crew {
        guard let leave = self.day(of: member.resource)?.leave(overlapping: range) else { continue }
        checks.append(.crewOnLeave(member: member.resource, until: leave.end, reason: leave.reason))
      }
      switch window {
      case .missed(let minutes): checks.append(.windowBreached(by: minutes))
      case .early(let minutes): checks.append(.beforeWindow(by: minutes))
      case .none, .kept: break
      }
      let outside =
        max(0, day.shift.lowerBound.minutes(since: slot.start).count) + max(0, end.minutes(since: day.shift.upperBound).count)
      if outside > 0 { checks.append(.outsideShift(Minutes(outside))) }
      if slot.start < now, !isStanding(job, with: day, at: slot.start) {
        checks.append(.inThePast(by: Minutes(max(1, now.minutes(since: slot.start).count))))
      }
    } else if let leave = day.leave(overlapping: max(now, day.shift.lowerBound)..<max(now + 1, day.shift.upperBound)) {
      checks.append(.onLeave(until: leave.end, reason: leave.reason))
    }
    if !missing.isEmpty { checks.append(.missingTags(missing)) }
    if load > day.shiftLength { checks.append(.overHours(load: load, shift: day.shiftLength)) }
    if job.coordinate == nil { checks.append(.noCoordinates) }
    if day.technician.home == nil { checks.append(.noHomeBase) }
    if checks.count > 1 { checks.sort { $0.severity > $1.severity } }
    return checks
  }

  /// Driving from the stop before and on to the next one, where it does not fit in between.
  private func missingDrives(of job: Job, on day: TechnicianDay, during span: Range<Instant>) -> [Check] {
    var before: TechnicianDay.Stop?
    var after: TechnicianDay.Stop?
    for stop in day.stops where index.jobs[stop.place].reference != job.reference {
      if stop.end <= span.lowerBound {
        if before == nil || stop.end >= before!.end { before = stop }
      } else if stop.start >= span.upperBound, after == nil {
        after = stop
      }
    }
    var checks: [Check] = []
    if let before, let from = before.departure, let to = job.coordinate {
      let missing = travel.leg(from: from, to: to).minutes - span.lowerBound.minutes(since: before.end)
      if missing > rules.travelTolerance {
        checks.append(.noTravelTime(from: index.jobs[before.place].reference, missing: missing))
      }
    }
    if let after, let from = board.departure(from: job), let to = after.coordinate {
      let missing = travel.leg(from: from, to: to).minutes - after.start.minutes(since: span.upperBound)
      if missing > rules.travelTolerance {
        checks.append(.noTimeToDriveOn(to: index.jobs[after.place].reference, missing: missing))
      }
    }
    return checks
  }

  /// The start is the one that the job has: nothing is proposed by it.
  private func isStanding(_ job: Job, with day: TechnicianDay, at start: Instant) -> Bool {
    if job.actualStart != nil { return true }
    guard job.technician == day.technician.name, job.scheduledStart == start else { return false }
    return job.status == .planned || job.status == .published || job.status.isUnderway
  }

  package static func fit(_ window: Job.Window?, start: Instant) -> AssignmentPreview.WindowFit {
    guard let window else { return .none }
    if start > window.end { return .missed(by: Minutes(max(1, start.minutes(since: window.end).count))) }
    if start < window.start { return .early(by: Minutes(max(1, window.start.minutes(since: start).count))) }
    return .kept
  }
}
