import Domain

/// When a technician can be expected at a job that has not begun.
package struct ArrivalForecast: Sendable, Equatable {
  package let job: DocumentReference
  package let arrival: Instant
  package let window: AssignmentPreview.WindowFit
  /// Behind the plan by so many minutes; 0 when on time.
  package let delay: Minutes
  /// Whose driving times it rests on.
  package let source: Leg.Source
}

extension DayPlan {
  /// The rest of a technician's day from `now` on: each job after the one before it and the drive between them, none before its
  /// planned start. Work in hand is taken to last as planned, and at least until now.
  package func forecasts(of technician: DocumentName) -> [ArrivalForecast] {
    guard let day = day(of: technician) else { return [] }
    var forecasts: [ArrivalForecast] = []
    var place = day.base
    var free = day.shift.lowerBound
    var source = Leg.Source.routed
    for stop in day.stops {
      let job = index.jobs[stop.place]
      defer { if let departure = stop.departure { place = departure } }
      guard job.actualStart == nil, !job.status.isFinished, let planned = job.scheduledStart else {
        free = max(free, stop.end)
        continue
      }
      let leg = stop.coordinate.map { travel.leg(from: place, to: $0) }
      if leg?.source == .estimate { source = .estimate }
      let drive = leg?.minutes ?? 0
      // Who is on the way left at some time past; who is not leaves now at the soonest.
      let isOnTheWay = job.status == .enRoute
      let soonest = isOnTheWay ? max(now, free + drive) : max(free, now) + drive
      let arrival = isOnTheWay ? soonest : max(planned, soonest)
      free = arrival + job.duration
      forecasts.append(
        ArrivalForecast(
          job: job.reference, arrival: arrival, window: Self.fit(job.window, start: arrival),
          delay: max(0, arrival.minutes(since: planned)), source: source))
    }
    return forecasts
  }
}
