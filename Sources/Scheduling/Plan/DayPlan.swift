import Domain

/// One technician's day as the planner sees it.
package struct TechnicianDay: Sendable {
  /// A stretch of the day that is taken by a job.
  struct Stop: Sendable {
    /// In `BoardIndex.jobs`.
    let place: Int
    let start: Instant
    let end: Instant
    /// Where it is.
    let coordinate: Coordinate?
    /// Where one is when it is done: the second place of a move.
    let departure: Coordinate?
  }

  package let technician: Technician
  package let shift: Range<Instant>
  /// Minutes of work in the shift.
  package let shiftLength: Minutes
  package private(set) var load: Minutes
  package let base: Coordinate
  package let leaves: [Leave]
  /// In order of start, led and helped alike.
  private(set) var stops: [Stop]

  /// The same day with the job at `place` standing at `start`, wherever it stood before, and `load` minutes of work in all.
  func placing(_ job: Job, at place: Int, from start: Instant, leavingFrom departure: Coordinate?, load: Minutes) -> TechnicianDay
  {
    var day = self
    day.load = load
    day.stops.removeAll { $0.place == place }
    day.stops.append(
      Stop(place: place, start: start, end: start + job.duration, coordinate: job.coordinate, departure: departure))
    day.stops.sort { $0.start < $1.start }
    return day
  }

  func without(_ place: Int, load: Minutes) -> TechnicianDay {
    var day = self
    day.load = load
    day.stops.removeAll { $0.place == place }
    return day
  }

  func leave(overlapping range: Range<Instant>) -> Leave? {
    leaves.first { $0.start < range.upperBound && range.lowerBound < $0.end }
  }
}

/// A board made ready for planning: everything by technician, once; every question after that reads only what it needs.
package struct DayPlan: Sendable {
  package let board: Board
  package let index: BoardIndex
  package let zone: SiteZone
  package let now: Instant
  package let travel: TravelMatrix
  package let rules: PlanningRules
  /// Active technicians and materials, in order of name bytes.
  package let days: [TechnicianDay]
  /// The first instant of the board's day and of the next.
  package let bounds: Range<Instant>
  /// When each material is at which job, in order.
  let materialUses: [DocumentName: [MaterialUse]]
  private let placesByName: [DocumentName: Int]

  package init(
    board: Board, zone: SiteZone, now: Instant, travel: TravelMatrix = .estimate, rules: PlanningRules = PlanningRules()
  ) {
    self.init(board: board, index: BoardIndex(board, now: now), zone: zone, now: now, travel: travel, rules: rules)
  }

  package init(
    board: Board, index: BoardIndex, zone: SiteZone, now: Instant, travel: TravelMatrix = .estimate,
    rules: PlanningRules = PlanningRules()
  ) {
    self.board = board
    self.index = index
    self.zone = zone
    self.now = now
    self.travel = travel
    self.rules = rules
    bounds = zone.bounds(of: board.day)
    let bounds = bounds
    var clocks = ShiftClocks(day: board.day, zone: zone)
    days = board.technicians.keys.sorted().compactMap { name in
      guard let technician = board.technicians[name], technician.isActive else { return nil }
      return Self.day(of: technician, on: board, bounds: bounds, index: index, clocks: &clocks, now: now, rules: rules)
    }
    materialUses = MaterialUse.all(on: board, index, now: now)
    placesByName = Dictionary(uniqueKeysWithValues: days.enumerated().map { ($1.technician.name, $0) })
  }

  package func day(of technician: DocumentName) -> TechnicianDay? { placesByName[technician].map { days[$0] } }

  private static func day(
    of technician: Technician, on board: Board, bounds: Range<Instant>, index: BoardIndex, clocks: inout ShiftClocks,
    now: Instant,
    rules: PlanningRules
  ) -> TechnicianDay {
    var stops: [TechnicianDay.Stop] = []
    for place in index.places(of: technician.name) + index.crewPlaces(of: technician.name) {
      let job = index.jobs[place]
      guard job.isWork, let span = job.occupied(at: now), bounds.overlaps(span) else { continue }
      stops.append(
        .init(
          place: place, start: span.lowerBound, end: span.upperBound, coordinate: job.coordinate,
          departure: board.departure(from: job)))
    }
    stops.sort { $0.start < $1.start }
    let shiftStart = technician.shiftStart ?? rules.defaultShiftStart
    let shiftEnd = technician.shiftEnd ?? rules.defaultShiftEnd
    let start = clocks.instant(shiftStart, isNextDay: false)
    // An end that is not after the start lies on the next day.
    let end = clocks.instant(shiftEnd, isNextDay: shiftEnd <= shiftStart)
    return TechnicianDay(
      technician: technician, shift: start..<max(start, end),
      shiftLength: technician.shiftLength ?? Minutes(rules.defaultShiftEnd.count - rules.defaultShiftStart.count),
      load: index.load(of: technician.name), base: technician.home ?? rules.headquarters,
      leaves: index.leavesByTechnician[technician.name] ?? [], stops: stops)
  }
}

/// Shifts begin and end at a handful of times: each is looked up in the zone once.
private struct ShiftClocks {
  let day: LocalDate
  let zone: SiteZone
  private var known: [Int: Instant] = [:]

  init(day: LocalDate, zone: SiteZone) {
    self.day = day
    self.zone = zone
  }

  mutating func instant(_ time: Minutes, isNextDay: Bool) -> Instant {
    let minutes = time.count + (isNextDay ? 1_440 : 0)
    if let instant = known[minutes] { return instant }
    let clock = LocalDateTime(day.adding(days: minutes / 1_440), secondOfDay: minutes % 1_440 * 60)
    let instant = zone.instant(clock)
    known[minutes] = instant
    return instant
  }
}

extension Board {
  /// Where one is when the job is done: at its second place where it has one, as a move does.
  package func departure(from job: Job) -> Coordinate? {
    job.secondLocation.flatMap { locations[$0]?.coordinate } ?? job.coordinate
  }
}

extension Job {
  /// The time it takes or took: from its actual start, or else its planned one, to its actual end, or else as long as planned;
  /// work that has overrun lasts at least until `now`.
  package func occupied(at now: Instant) -> Range<Instant>? {
    guard let start = actualStart ?? scheduledStart else { return nil }
    var end = actualEnd ?? start + duration
    if actualEnd == nil, status == .onSite || status == .paused { end = max(end, now) }
    return start..<max(start, end)
  }
}
