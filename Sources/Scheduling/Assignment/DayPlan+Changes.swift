import Domain

/// What becomes of one technician's day when jobs in it change.
package struct DayChange: Sendable, Equatable {
  package let technician: DocumentName
  package let loadBefore: Minutes
  package let loadAfter: Minutes
  package let shiftLength: Minutes
  /// Driving from home to every stop and back.
  package let travelBefore: Minutes
  package let travelAfter: Minutes
  /// Some of that driving is estimated.
  package let isEstimate: Bool

  package var extraTravel: Minutes { travelAfter - travelBefore }
  package var isOverHours: Bool { loadAfter > shiftLength }
}

/// What would follow if jobs became others at once: longer, elsewhere in the day, somebody else's.
package struct ChangePreview: Sendable, Equatable {
  /// One a change; nil for a job that nobody on the board would have.
  package let parts: [AssignmentPreview?]
  /// Of everybody whose day changes, in order of name.
  package let days: [DayChange]
}

extension DayPlan {
  /// Each job is seen with the others as they are to be. `after` keeps the reference of `before`.
  package func preview(ofChanging changes: [(before: Job, after: Job)]) -> ChangePreview {
    var days: [DocumentName: TechnicianDay] = [:]
    func day(_ name: DocumentName) -> TechnicianDay? { days[name] ?? self.day(of: name) }
    for (before, _) in changes {
      guard let place = index.place(of: before.reference) else { continue }
      for name in Self.people(of: before) {
        guard let day = day(name) else { continue }
        let counts = before.isWork && !before.isInBacklog
        days[name] = day.without(place, load: counts ? day.load - before.duration : day.load)
      }
    }
    for (_, after) in changes {
      guard let place = index.place(of: after.reference), after.isWork, let start = after.scheduledStart,
        bounds.overlaps(start..<max(start + after.duration, start + 1))
      else { continue }
      for name in Self.people(of: after) {
        guard let day = day(name) else { continue }
        days[name] = day.placing(
          after, at: place, from: after.actualStart ?? start, leavingFrom: board.departure(from: after),
          load: day.load + after.duration)
      }
    }
    let parts = changes.map { before, after -> AssignmentPreview? in
      guard let name = after.technician, let start = after.scheduledStart, bounds.contains(start), let day = day(name) else {
        return nil
      }
      var judged = after
      // A start that is only proposed is not held for one that stands.
      if before.scheduledStart != after.scheduledStart || before.technician != after.technician { judged.status = .open }
      return preview(of: judged, on: day, at: start)
    }
    let told = days.keys.sorted().compactMap { name -> DayChange? in
      guard let before = self.day(of: name), let after = days[name], before.technician.resourceType == .technician else {
        return nil
      }
      return DayChange(
        technician: name, loadBefore: before.load, loadAfter: after.load, shiftLength: before.shiftLength,
        travelBefore: driving(before).minutes, travelAfter: driving(after).minutes,
        isEstimate: driving(before).isEstimate || driving(after).isEstimate)
    }
    return ChangePreview(parts: parts, days: told)
  }

  private static func people(of job: Job) -> [DocumentName] {
    job.isInBacklog ? [] : (job.technician.map { [$0] } ?? []) + job.crew.map(\.resource)
  }

  private func driving(_ day: TechnicianDay) -> (minutes: Minutes, isEstimate: Bool) {
    var seconds = 0
    var isEstimate = false
    var from = day.base
    func go(to place: Coordinate) {
      let leg = travel.leg(from: from, to: place)
      seconds += leg.seconds
      if leg.source == .estimate, place != from { isEstimate = true }
      from = place
    }
    for stop in day.stops {
      guard let coordinate = stop.coordinate else { continue }
      go(to: coordinate)
    }
    go(to: day.base)
    return (Minutes((seconds + 30) / 60), isEstimate)
  }

  /// What takes somebody's or something's time while `range` lasts, but for `job`; the first of several.
  package func occupation(of name: DocumentName, during range: Range<Instant>, besides job: DocumentReference) -> Job? {
    day(of: name)?.stops.lazy.filter { $0.start < range.upperBound && range.lowerBound < $0.end }.map { index.jobs[$0.place] }
      .first { $0.reference != job && !$0.status.isFinished }
  }

  package func leave(of name: DocumentName, during range: Range<Instant>) -> Leave? { day(of: name)?.leave(overlapping: range) }

  /// Minutes of work in somebody's day, as leader and in crews.
  package func load(of name: DocumentName) -> (load: Minutes, shift: Minutes)? {
    day(of: name).map { ($0.load, $0.shiftLength) }
  }
}
