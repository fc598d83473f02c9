import Domain

/// Where a job goes that is to stand before or after another of a technician's day. The order of a day follows the starts; where two
/// start at once, `sequence` decides, with gaps, so that one job is written and no other.
package struct DayOrder: Sendable, Equatable {
  package let technician: DocumentName
  package let start: Instant
  package let sequence: Int

  /// Between the sequences of two jobs that nothing stands between.
  package static let gap = 1_024

  /// nil where the other job has no place in a day itself. Time to drive is left where there is room for it.
  package static func slot(
    for job: Job, _ place: DayPlace, on board: Board, zone: SiteZone, travel: TravelMatrix = .estimate,
    rules: PlanningRules = PlanningRules()
  ) -> DayOrder? {
    guard let other = board.jobs[place.other], let technician = other.technician, let otherStart = other.scheduledStart,
      other.reference != job.reference
    else { return nil }
    let date = zone.local(otherStart).date
    var day: [(key: BoardOrder.DayKey, job: Job)] = []
    for known in board.jobs.values where known.technician == technician && known.reference != job.reference {
      guard known.isWork, let start = known.scheduledStart, zone.local(start).date == date else { continue }
      day.append((BoardOrder.DayKey(known), known))
    }
    day.sort { $0.key < $1.key }
    guard let index = day.firstIndex(where: { $0.job.reference == other.reference }) else { return nil }
    let previous: Job?
    let next: Job?
    switch place {
    case .after:
      previous = other
      next = day.indices.contains(index + 1) ? day[index + 1].job : nil
    case .before:
      previous = index > 0 ? day[index - 1].job : nil
      next = other
    }
    let step = Int64(max(1, rules.startStep.count)) * 60
    func way(_ from: Job, _ to: Job) -> Minutes {
      guard let from = from.coordinate, let to = to.coordinate else { return 0 }
      return travel.leg(from: from, to: to).minutes
    }
    func rounded(_ instant: Instant, up: Bool) -> Instant {
      let clock = instant.seconds + Int64(zone.offset(at: instant))
      let rest = (clock % step + step) % step
      return rest == 0 ? instant : Instant(seconds: instant.seconds - rest + (up ? step : 0))
    }
    let earliest = previous.map { rounded($0.scheduledStart! + $0.duration + way($0, job), up: true) }
    let latest = next.map {
      max(rounded($0.scheduledStart! - job.duration - way(job, $0), up: false), zone.bounds(of: date).lowerBound)
    }
    var start: Instant
    switch (place, earliest, latest) {
    case (.after, let earliest?, _): start = earliest
    case (.before, let earliest?, let latest?): start = max(earliest, latest)
    case (.before, nil, let latest?): start = latest
    default: return nil
    }
    var sequence = job.sequence
    if let next, start >= next.scheduledStart! {
      start = next.scheduledStart!
      let sharesStart = previous.map { $0.scheduledStart == start } ?? false
      sequence = sharesStart ? (previous!.sequence + next.sequence) / 2 : next.sequence - gap
    } else if let previous, previous.scheduledStart == start {
      sequence = previous.sequence + gap
    }
    return DayOrder(technician: technician, start: start, sequence: sequence)
  }
}
