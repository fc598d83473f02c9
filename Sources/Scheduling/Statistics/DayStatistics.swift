import Domain

/// What a day has come to so far, for one technician or for all.
package struct DayFigures: Sendable, Equatable {
  package var jobs = 0
  package var done = 0
  package var cancelled = 0
  /// Visits that came to nothing: nobody there, or to be planned anew.
  package var failed = 0
  /// Unfinished jobs that began, or would by now begin, after their window; and finished ones that did.
  package var late = 0
  /// Of the jobs with a window whose beginning is known or can no longer be in time.
  package var windowsKept = 0
  package var windowsJudged = 0
  package var load = Minutes(0)
  /// Minutes of the shift, less those on leave.
  package var capacity = Minutes(0)
  /// Minutes from actual starts to actual ends.
  package var worked = Minutes(0)
  package var metres = 0
  package var driving = Minutes(0)
  /// Some of the driving is estimated, and not a routing engine's.
  package var isEstimate = false

  package init() {}

  /// Planned work against hours, in percent; nil without hours.
  package var utilisation: Int? { capacity.count > 0 ? (load.count * 100 + capacity.count / 2) / capacity.count : nil }
  /// In percent; nil where there was nothing to judge.
  package var keptShare: Int? { windowsJudged > 0 ? (windowsKept * 100 + windowsJudged / 2) / windowsJudged : nil }

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.jobs += right.jobs
    sum.done += right.done
    sum.cancelled += right.cancelled
    sum.failed += right.failed
    sum.late += right.late
    sum.windowsKept += right.windowsKept
    sum.windowsJudged += right.windowsJudged
    sum.load = sum.load + right.load
    sum.capacity = sum.capacity + right.capacity
    sum.worked = sum.worked + right.worked
    sum.metres += right.metres
    sum.driving = sum.driving + right.driving
    sum.isEstimate = sum.isEstimate || right.isEstimate
    return sum
  }
}

/// The figures of one day, or of several put together.
package struct DayStatistics: Sendable, Equatable {
  package private(set) var technicians: [DocumentName: DayFigures] = [:]
  /// Jobs of the days that nobody has: those that wait are on no day.
  package private(set) var unassigned = DayFigures()
  package private(set) var days = 0
  /// Whether any of the driving is estimated, and not a routing engine's.
  package var isEstimate: Bool { technicians.values.contains(where: \.isEstimate) }

  package init() {}

  package var total: DayFigures { technicians.values.reduce(unassigned, +) }

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.technicians.merge(right.technicians, uniquingKeysWith: +)
    sum.unassigned = sum.unassigned + right.unassigned
    sum.days += right.days
    return sum
  }
}

extension DayPlan {
  /// The figures of the board's day: of the jobs that are planned on it, and of nobody's of that day.
  package func statistics() -> DayStatistics {
    var statistics = DayStatistics()
    for day in days where day.technician.resourceType == .technician {
      statistics.add(figures(of: day), of: day.technician.name)
    }
    for job in index.jobs where isOfTheDay(job) && job.technician.map({ day(of: $0) == nil }) ?? true {
      statistics.addUnassigned(figures(of: job))
    }
    statistics.isWhole()
    return statistics
  }

  private func isOfTheDay(_ job: Job) -> Bool { job.scheduledStart.map(bounds.contains) ?? false }

  private func figures(of day: TechnicianDay) -> DayFigures {
    var figures = DayFigures()
    for place in index.places(of: day.technician.name) where isOfTheDay(index.jobs[place]) {
      figures = figures + self.figures(of: index.jobs[place])
    }
    for place in index.crewPlaces(of: day.technician.name) where isOfTheDay(index.jobs[place]) && index.jobs[place].isWork {
      figures.load = figures.load + index.jobs[place].duration
    }
    let away = day.leaves.reduce(0) { sum, leave in
      sum + max(0, min(leave.end, day.shift.upperBound).minutes(since: max(leave.start, day.shift.lowerBound)).count)
    }
    figures.capacity = Minutes(max(0, day.shiftLength.count - away))
    // Who is away drives nowhere.
    if figures.capacity.count > 0 { drive(day, &figures) }
    return figures
  }

  private func figures(of job: Job) -> DayFigures {
    var figures = DayFigures()
    figures.jobs = 1
    switch job.status {
    case .done: figures.done = 1
    case .cancelled: figures.cancelled = 1
    case .toReschedule, .customerAbsent: figures.failed = 1
    default: break
    }
    if job.isWork { figures.load = job.duration }
    if let start = job.actualStart, let end = job.actualEnd { figures.worked = Minutes(max(0, end.minutes(since: start).count)) }
    guard let window = job.window, job.isWork else { return figures }
    if let begun = job.actualStart {
      figures.windowsJudged = 1
      figures.windowsKept = begun <= window.end ? 1 : 0
      figures.late = begun > window.end ? 1 : 0
    } else if job.status != .done {
      let expected = max(job.scheduledStart ?? now, now)
      figures.late = expected > window.end ? 1 : 0
      figures.windowsJudged = now > window.end ? 1 : 0
    }
    return figures
  }

  /// From the base by every visit, second places too, and back.
  private func drive(_ day: TechnicianDay, _ figures: inout DayFigures) {
    var place = day.base
    var seconds = 0
    func go(to next: Coordinate) {
      let leg = travel.leg(from: place, to: next)
      figures.metres += leg.metres
      seconds += leg.seconds
      if leg.source == .estimate, next != place { figures.isEstimate = true }
      place = next
    }
    for stop in day.stops {
      guard let coordinate = stop.coordinate, bounds.contains(stop.start) else { continue }
      go(to: coordinate)
      if let departure = stop.departure { go(to: departure) }
    }
    if place != day.base { go(to: day.base) }
    figures.driving = Minutes((seconds + 59) / 60)
  }
}

extension DayStatistics {
  fileprivate mutating func add(_ figures: DayFigures, of technician: DocumentName) { technicians[technician] = figures }
  fileprivate mutating func addUnassigned(_ figures: DayFigures) { unassigned = unassigned + figures }
  fileprivate mutating func isWhole() { days = 1 }
}
