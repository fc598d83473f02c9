/// Fills the days around today with ordinary jobs: by skill, near the technician's base, one after the other with time to travel.
struct WeekPlanner {
  private var random: SampleRandom
  private let technicians: [SampleTechnician]
  private let townsNear: [[Municipality]]
  /// How many of each type are still to be placed.
  private var left: [Int]
  private var nextNumber: Int

  init(technicians: [SampleTechnician], weeks: Int, firstNumber: Int, random: SampleRandom) {
    self.technicians = technicians
    self.random = random
    left = JobTypes.all.map { $0.perWeek * weeks }
    nextNumber = firstNumber
    townsNear = technicians.map { technician in
      Municipalities.all.sorted { technician.base.kilometres(to: $0.spot) < technician.base.kilometres(to: $1.spot) }
    }
  }

  mutating func take(_ jobs: [PlannedJob]) {
    for job in jobs { left[job.type] -= 1 }
  }

  /// `statuses` in the order of the day; jobs that no technician has room for are not made.
  mutating func day(
    _ day: Int, statuses: [String], numbers: ClosedRange<Int>? = nil, busy: [PlannedJob] = [], absent: Set<String> = []
  ) -> [PlannedJob] {
    var free = technicians.map { $0.shiftStart + 15 }
    var places = technicians.map(\.base)
    var jobs: [PlannedJob] = []
    if let numbers { nextNumber = numbers.lowerBound }
    let taken = Set(busy.compactMap(\.technician))
    var order = technicians.indices.filter { !absent.contains(technicians[$0].name) && !taken.contains(technicians[$0].name) }
    order = order.filter { technicians[$0].tags != ["aide-technicien"] }
    for status in statuses {
      var made = false
      for index in order.sorted(by: { (free[$0], $0) < (free[$1], $1) }) where !made {
        guard let job = place(status, day, index, free: &free[index], from: &places[index]) else { continue }
        jobs.append(job)
        made = true
      }
    }
    return jobs
  }

  /// Jobs without a technician, from the types that are left over.
  mutating func backlog(_ numbers: ClosedRange<Int>, except taken: Set<Int>) -> [PlannedJob] {
    numbers.filter { !taken.contains($0) }.compactMap { number in
      guard let type = anyType(where: { _ in true }) else { return nil }
      let kind = JobTypes.all[type]
      let day = random.between(1, 3)
      var job = PlannedJob(
        number: number, type: type, status: JobStatuses.open, town: random.pick(Municipalities.all).name,
        window: window(kind.window, day: day, around: random.between(9, 15) * 60))
      if kind.priority == "P1" { job.priority = "P2" }
      return job
    }
  }

  private mutating func place(
    _ status: String, _ day: Int, _ index: Int, free: inout Int, from place: inout SampleSpot
  ) -> PlannedJob? {
    let technician = technicians[index]
    let town = townsNear[index][min(random.below(3), random.below(5))]
    let arrival = (free + place.minutes(to: town.spot) + 14) / 15 * 15
    guard
      let type = anyType(where: { $0.suits(technician.tags) && arrival + $0.minutes <= technician.shiftEnd })
    else { return nil }
    let kind = JobTypes.all[type]
    var job = PlannedJob(
      number: nextNumber, type: type, status: status, town: town.name, day: day, start: arrival, technician: technician.name,
      window: window(kind.window, day: day, around: arrival))
    if status == JobStatuses.cancelled { job.reason = "Annulé par le client" }
    if status == JobStatuses.absent { job.reason = "Personne à la porte" }
    if status == JobStatuses.toReschedule { job.reason = "Pluie verglaçante, travail en hauteur impossible" }
    nextNumber += 1
    free = arrival + kind.minutes
    place = town.spot
    return job
  }

  /// One of the types left over, drawn by how many of it there are.
  private mutating func anyType(where fits: (JobType) -> Bool) -> Int? {
    let candidates = left.indices.filter { left[$0] > 0 && fits(JobTypes.all[$0]) }
    let total = candidates.reduce(0) { $0 + left[$1] }
    guard total > 0 else { return nil }
    var draw = random.below(total)
    for type in candidates {
      draw -= left[type]
      if draw < 0 {
        left[type] -= 1
        return type
      }
    }
    return nil
  }

  private func window(_ habit: WindowHabit, day: Int, around minute: Int) -> (day: Int, from: Int, to: Int)? {
    switch habit {
    case .halfDay: minute < 720 ? (day, 480, 720) : (day, 720, 1020)
    case .exact: (day, minute, minute + 30)
    case .minutes(let length): (day, minute / 60 * 60, minute / 60 * 60 + length)
    case .allDay: (day, 480, 1020)
    case .none, .now: nil
    }
  }
}
