import Domain

extension DayPlan {
  /// A place in a technician's day.
  struct Slot {
    let start: Instant
    let extra: AssignmentPreview.ExtraTravel?
  }

  /// The first start that keeps the window and the shift; else the first that keeps the window; else the first there is.
  /// nil where none is left before the day's end.
  func firstSlot(for job: Job, on day: TechnicianDay) -> Slot? {
    var inWindow: Slot?
    var any: Slot?
    var previous: TechnicianDay.Stop?
    var from = day.base
    var position = 0
    while true {
      while position < day.stops.count, isSame(day.stops[position], job) { position += 1 }
      let next = position < day.stops.count ? day.stops[position] : nil
      if let start = start(of: job, on: day, after: previous, from: from, before: next) {
        let slot = Slot(start: start, extra: extra(job, from: from, to: next.map { $0.coordinate ?? from } ?? day.base))
        let keepsWindow = job.window.map { start >= $0.start && start <= $0.end } ?? true
        let keepsShift = start >= day.shift.lowerBound && start + job.duration <= day.shift.upperBound
        if keepsWindow, keepsShift { return slot }
        if keepsWindow, inWindow == nil { inWindow = slot }
        if any == nil || !keepsWindow && better(start, than: any?.start, for: job) { any = slot }
      }
      guard let next else { break }
      if previous == nil || next.end >= previous!.end { previous = next }
      if let departure = next.departure { from = departure }
      position += 1
    }
    return inWindow ?? any
  }

  /// The slot at a start that somebody has chosen, whatever is there already.
  func slot(for job: Job, on day: TechnicianDay, at start: Instant) -> Slot {
    var from = day.base
    var to = day.base
    for stop in day.stops where !isSame(stop, job) {
      if stop.start <= start {
        from = stop.departure ?? from
      } else if let coordinate = stop.coordinate {
        to = coordinate
        break
      }
    }
    return Slot(start: start, extra: extra(job, from: from, to: to))
  }

  private func isSame(_ stop: TechnicianDay.Stop, _ job: Job) -> Bool { index.jobs[stop.place].reference == job.reference }

  /// Nearer to the window.
  private func better(_ start: Instant, than other: Instant?, for job: Job) -> Bool {
    guard let other, let window = job.window else { return false }
    func distance(_ start: Instant) -> Int64 {
      max(0, start.seconds - window.end.seconds, window.start.seconds - start.seconds)
    }
    return distance(start) < distance(other)
  }

  /// The first start between two stops that leaves time to drive there and on; nil where there is none.
  private func start(
    of job: Job, on day: TechnicianDay, after previous: TechnicianDay.Stop?, from: Coordinate, before next: TechnicianDay.Stop?
  ) -> Instant? {
    let way = job.coordinate.map { travel.leg(from: from, to: $0).minutes } ?? 0
    var earliest = (previous.map { max($0.end, day.shift.lowerBound) } ?? day.shift.lowerBound) + way
    earliest = max(earliest, now)
    if let window = job.window, bounds.contains(window.start) { earliest = max(earliest, window.start) }
    var start = roundedUp(earliest)
    while let leave = day.leave(overlapping: start..<(start + max(job.duration, 1))) { start = roundedUp(leave.end) }
    guard start < bounds.upperBound else { return nil }
    if let next {
      let onward =
        board.departure(from: job).flatMap { here in next.coordinate.map { travel.leg(from: here, to: $0).minutes } } ?? 0
      guard start + job.duration + onward <= next.start else { return nil }
    }
    return start
  }

  private func extra(_ job: Job, from: Coordinate, to: Coordinate) -> AssignmentPreview.ExtraTravel? {
    guard let here = job.coordinate, let last = board.departure(from: job) else { return nil }
    let there = travel.leg(from: from, to: here)
    let onward = travel.leg(from: last, to: to)
    let direct = travel.leg(from: from, to: to)
    let isEstimate = there.source == .estimate || onward.source == .estimate || direct.source == .estimate
    let seconds = there.seconds + onward.seconds - direct.seconds
    return .init(
      metres: there.metres + onward.metres - direct.metres, minutes: Minutes((seconds + 59) / 60),
      source: isEstimate ? .estimate : .routed)
  }

  /// To the next multiple of the step on the site's clock.
  package func roundedUp(_ instant: Instant) -> Instant {
    let step = Int64(max(1, rules.startStep.count)) * 60
    let clock = instant.seconds + Int64(zone.offset(at: instant))
    let rest = (clock % step + step) % step
    return rest == 0 ? instant : Instant(seconds: instant.seconds + step - rest)
  }
}
