import Domain

extension DayPlan {
  /// Every active technician (no materials) for the job, the best first; see `RankingFactor` for the order.
  package func candidates(for job: Job) -> [AssignmentPreview] {
    var ranked: [(costs: Costs, preview: AssignmentPreview)] = []
    ranked.reserveCapacity(days.count)
    for day in days where day.technician.resourceType == .technician {
      let preview = preview(of: job, on: day, at: nil)
      ranked.append((Costs(preview), preview))
    }
    ranked.sort { $0.costs < $1.costs }
    return ranked.map(\.preview)
  }

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
    return AssignmentPreview(
      technician: day.technician.name, loadBefore: before, loadAfter: before + job.duration, shiftLength: day.shiftLength,
      shift: day.shift, start: slot?.start, extraTravel: slot?.extra, missingTags: missing, window: window,
      checks: checks(of: job, on: day, slot: slot, missing: missing, load: before + job.duration, window: window),
      isCurrent: isCurrent)
  }

  private func checks(
    of job: Job, on day: TechnicianDay, slot: Slot?, missing: [DocumentName], load: Minutes, window: AssignmentPreview.WindowFit
  ) -> [Check] {
    var checks: [Check] = []
    if let slot {
      let end = slot.start + job.duration
      let range = slot.start..<max(end, slot.start + 1)
      if let leave = day.leave(overlapping: range) { checks.append(.onLeave(until: leave.end, reason: leave.reason)) }
      for stop in day.stops where index.jobs[stop.place].reference != job.reference {
        let shared = min(stop.end, range.upperBound).minutes(since: max(stop.start, range.lowerBound))
        if shared.count > 0 { checks.append(.overlap(other: index.jobs[stop.place].reference, shared)) }
      }
      switch window {
      case .missed(let minutes): checks.append(.windowBreached(by: minutes))
      case .early(let minutes): checks.append(.beforeWindow(by: minutes))
      case .none, .kept: break
      }
      let outside =
        max(0, day.shift.lowerBound.minutes(since: slot.start).count) + max(0, end.minutes(since: day.shift.upperBound).count)
      if outside > 0 { checks.append(.outsideShift(Minutes(outside))) }
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

  static func fit(_ window: Job.Window?, start: Instant) -> AssignmentPreview.WindowFit {
    guard let window else { return .none }
    if start > window.end { return .missed(by: Minutes(max(1, start.minutes(since: window.end).count))) }
    if start < window.start { return .early(by: Minutes(max(1, window.start.minutes(since: start).count))) }
    return .kept
  }
}

/// A candidate's costs side by side, so that sorting reads no preview twice.
private struct Costs: Comparable {
  let availability, missingTags, window, hours, travel, load: Int
  let name: DocumentName

  init(_ preview: AssignmentPreview) {
    availability = preview.cost(.availability)
    missingTags = preview.cost(.missingTags)
    window = preview.cost(.window)
    hours = preview.cost(.hours)
    travel = preview.cost(.travel)
    load = preview.cost(.load)
    name = preview.technician
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.availability != right.availability { return left.availability < right.availability }
    if left.missingTags != right.missingTags { return left.missingTags < right.missingTags }
    if left.window != right.window { return left.window < right.window }
    if left.hours != right.hours { return left.hours < right.hours }
    if left.travel != right.travel { return left.travel < right.travel }
    if left.load != right.load { return left.load < right.load }
    return left.name < right.name
  }
}
