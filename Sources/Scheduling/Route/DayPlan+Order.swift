import Domain

extension DayPlan {
  /// The best order for what a technician still has to do: windows first, then hours, then driving. What has begun, what is published
  /// for an hour of its own, and what others come along for stays.
  package func order(of technician: DocumentName) -> Result<OrderProposal, NoOrder> {
    guard let day = day(of: technician), day.technician.resourceType == .technician else { return .failure(.unknownTechnician) }
    if bounds.upperBound <= now { return .failure(.dayIsOver) }
    let outline = OrderOutline(day, self)
    let movable = outline.stops.count { $0.pin == nil }
    guard outline.stops.count > 1, movable > 0 else { return .failure(.tooFew) }
    if let leave = day.leave(overlapping: max(now, day.shift.lowerBound)..<max(now + 1, day.shift.upperBound)),
      case .orphaned(let until, _) = away(day, leave)
    {
      return .failure(.absent(until: until))
    }
    return .success(outline.proposal())
  }
}

/// What is left of a day, as a problem and back.
private struct OrderOutline {
  struct Stop {
    let job: Job
    let start: Instant
    let end: Instant
    let coordinate: Coordinate?
    let departure: Coordinate?
    let pin: OrderProposal.Pin?
  }

  let plan: DayPlan
  let day: TechnicianDay
  /// Where the technician is, and from when on.
  private(set) var from: Coordinate
  private(set) var leaves: Instant
  /// In the order of now.
  private(set) var stops: [Stop] = []

  init(_ day: TechnicianDay, _ plan: DayPlan) {
    self.plan = plan
    self.day = day
    from = day.base
    leaves = day.shift.lowerBound
    var hasBegun = false
    for stop in day.stops {
      let job = plan.index.jobs[stop.place]
      if job.actualStart != nil || job.status.isUnderway || job.status.isFinished {
        from = stop.departure ?? from
        // Who is on the way arrives now at the soonest.
        let end = job.status == .enRoute ? max(stop.start, plan.now) + job.duration : stop.end
        leaves = hasBegun ? max(leaves, end) : end
        hasBegun = true
      } else if plan.bounds.contains(stop.start) {
        stops.append(
          Stop(
            job: job, start: stop.start, end: stop.end, coordinate: stop.coordinate, departure: stop.departure,
            pin: Self.pin(job, day)))
      }
    }
    if !hasBegun, let first = stops.first(where: { $0.coordinate != nil }), let there = first.coordinate {
      // Whoever sets out before the shift as things stand may do so.
      let drive = Int64(plan.travel.leg(from: from, to: there).seconds)
      leaves = min(leaves, Instant(seconds: first.start.seconds - drive))
    }
    leaves = max(leaves, plan.now)
  }

  private static func pin(_ job: Job, _ day: TechnicianDay) -> OrderProposal.Pin? {
    if job.technician != day.technician.name { return .helps }
    if job.status == .published, let window = job.window, window.end.minutes(since: window.start) <= exactWindow {
      return .exactWindow
    }
    if !job.crew.isEmpty { return .crew }
    return job.coordinate == nil ? .noCoordinates : nil
  }

  /// A window of half an hour is an appointment.
  private static let exactWindow: Minutes = 30

  // MARK: The problem

  /// Places, with equal ones counted once.
  private struct Places {
    var all: [Coordinate] = []

    mutating func index(of place: Coordinate) -> Int {
      if let known = all.firstIndex(of: place) { return known }
      all.append(place)
      return all.count - 1
    }
  }

  private func problem() -> RouteProblem {
    var places = Places()
    let start = places.index(of: from)
    let end = places.index(of: day.base)
    var made = stops.map { stop in
      RouteProblem.Stop(
        arrival: stop.coordinate.map { places.index(of: $0) }, departure: stop.departure.map { places.index(of: $0) },
        service: stop.end.seconds - stop.start.seconds,
        opens: stop.pin == nil ? window(of: stop.job)?.start.seconds ?? .min : stop.start.seconds,
        closes: stop.pin == nil ? window(of: stop.job)?.end.seconds ?? .max : stop.start.seconds, isPinned: stop.pin != nil)
    }
    // A leave is a visit that is nowhere.
    for leave in day.leaves where leave.end > leaves && leave.start < day.shift.upperBound {
      let begins = max(leave.start, leaves).seconds
      made.append(
        RouteProblem.Stop(
          arrival: nil, departure: nil, service: min(leave.end, plan.bounds.upperBound).seconds - begins, opens: begins,
          closes: begins, isPinned: true))
    }
    let durations = places.all.map { from in places.all.map { plan.travel.leg(from: from, to: $0).seconds } }
    return RouteProblem(
      stops: made, start: start, leaves: leaves.seconds, end: end, latest: day.shift.upperBound.seconds, countsReturn: false,
      durations: durations, step: Int64(plan.rules.startStep.count) * 60,
      offset: Int64(plan.zone.offset(at: plan.bounds.lowerBound)))
  }

  /// A window of another day holds nobody to an hour of this one.
  private func window(of job: Job) -> Job.Window? {
    job.window.flatMap { $0.start < plan.bounds.upperBound && plan.bounds.lowerBound < $0.end ? $0 : nil }
  }

  // MARK: The answer

  func proposal() -> OrderProposal {
    let problem = problem()
    let order = RouteSearch.order(problem)
    let found = problem.schedule(order)
    let kept = keepingTimes(order, problem)
    let isKept = kept.cost.lateness <= found.cost.lateness && kept.cost.overtime <= found.cost.overtime
    let starts = isKept ? kept.starts : found.starts
    var planned = zip(order, starts).compactMap { index, start in
      index < stops.count ? (stop: stops[index], start: Instant(seconds: start)) : nil
    }
    let before = totals(stops.map { ($0, $0.start) })
    var after = totals(planned.map { ($0.stop, $0.start) })
    if !isBetter(after, than: before) {
      planned = stops.map { ($0, $0.start) }
      after = before
    }
    let legs: Leg.Source = before.isEstimate || after.isEstimate ? .estimate : .routed
    return OrderProposal(
      technician: day.technician.name,
      visits: planned.map { stop, start in
        OrderProposal.Visit(
          job: stop.job.reference, before: stop.start, after: start, pin: stop.pin,
          windowBefore: DayPlan.fit(stop.job.window, start: stop.start), windowAfter: DayPlan.fit(stop.job.window, start: start))
      }, before: before, after: after, source: legs)
  }

  /// For as long as the order is the one of now, a visit keeps its time if that can be kept: nobody is called for nothing.
  private func keepingTimes(_ order: [Int], _ problem: RouteProblem) -> (cost: RouteCost, starts: [Int64]) {
    var position = problem.beginning
    var starts: [Int64] = []
    var isSame = true
    for (place, index) in order.enumerated() {
      isSame = isSame && (index >= stops.count || index == order[..<place].count { $0 < stops.count })
      let earliest = isSame && index < stops.count ? stops[index].start.seconds : Int64.min
      starts.append(problem.advance(&position, to: problem.stops[index], notBefore: earliest))
    }
    return (problem.cost(at: position), starts)
  }

  private func isBetter(_ after: OrderProposal.Totals, than before: OrderProposal.Totals) -> Bool {
    let (one, two) = (after.late.count + after.tooTight.count, before.late.count + before.tooTight.count)
    if one != two { return one < two }
    let over = { (totals: OrderProposal.Totals) in max(0, totals.end.seconds - day.shift.upperBound.seconds) }
    if over(after) != over(before) { return over(after) < over(before) }
    // A minute is worth nobody's telephone call.
    return after.seconds + 60 < before.seconds
  }

  private func totals(_ visits: [(stop: Stop, start: Instant)]) -> OrderProposal.Totals {
    var totals = OrderProposal.Totals(end: leaves)
    var place = from
    var free = leaves
    func drive(to next: Coordinate) -> Minutes {
      let leg = plan.travel.leg(from: place, to: next)
      totals.metres += leg.metres
      totals.seconds += leg.seconds
      if leg.source == .estimate, next != place { totals.isEstimate = true }
      place = next
      return leg.minutes
    }
    for (stop, start) in visits {
      let way = stop.coordinate.map(drive) ?? 0
      let short = (free + way).minutes(since: start).count
      if short > plan.rules.travelTolerance.count { totals.tooTight = totals.tooTight + Minutes(short) }
      if case .missed(let minutes) = DayPlan.fit(window(of: stop.job), start: start) {
        totals.late = totals.late + minutes
        totals.missedWindows += 1
      }
      if let departure = stop.departure { _ = drive(to: departure) }
      free = max(free, start + Minutes(Int(stop.end.seconds - stop.start.seconds) / 60))
      totals.end = max(totals.end, free)
    }
    _ = drive(to: day.base)
    return totals
  }
}
