import Domain

/// The legs that a day's checks, figures and pictures rest on, each once.
package struct LegList: Sendable {
  package private(set) var pairs: [TravelMatrix.Pair] = []
  private var members: Set<TravelMatrix.Pair> = []
  private let known: TravelMatrix

  /// Without those that `known` has.
  init(without known: TravelMatrix) { self.known = known }

  mutating func add(_ from: Coordinate, _ to: Coordinate) {
    let pair = TravelMatrix.Pair(from: from, to: to)
    if from == to || known.routed[pair] != nil { return }
    if members.insert(pair).inserted { pairs.append(pair) }
  }

  /// From the base by every visit, second places too, and back.
  mutating func addRound(from base: Coordinate, by stops: some Sequence<(arrival: Coordinate?, departure: Coordinate?)>) {
    var place = base
    for stop in stops {
      if let arrival = stop.arrival {
        add(place, arrival)
        place = arrival
      }
      if let departure = stop.departure {
        add(place, departure)
        place = departure
      }
    }
    add(place, base)
  }
}

extension DayPlan {
  /// Of the day's rounds, those legs that are estimates: they are what a routing engine is to be asked for.
  package func missingLegs() -> [TravelMatrix.Pair] {
    var list = LegList(without: travel)
    for day in days where day.technician.resourceType == .technician { add(day, to: &list) }
    return list.pairs
  }

  /// All legs of the day, whether an engine has answered them or not; none where they are more than `most`.
  package func legs(most: Int) -> [TravelMatrix.Pair] {
    var list = LegList(without: .estimate)
    for day in days where day.technician.resourceType == .technician {
      add(day, to: &list)
      if list.pairs.count > most { return [] }
    }
    return list.pairs
  }

  /// All legs of one technician's day, whether an engine has answered them or not.
  package func legs(of technician: DocumentName) -> [TravelMatrix.Pair] {
    var list = LegList(without: .estimate)
    if let day = day(of: technician), day.technician.resourceType == .technician { add(day, to: &list) }
    return list.pairs
  }

  private func add(_ day: TechnicianDay, to list: inout LegList) {
    if day.stops.isEmpty { return }
    list.addRound(from: day.base, by: day.stops.lazy.map { ($0.coordinate, $0.departure) })
  }

  /// What is still unknown of every order of a technician's day: from each place to each.
  package func missingLegs(between technician: DocumentName) -> [TravelMatrix.Pair] {
    guard let day = day(of: technician) else { return [] }
    var places: [Coordinate] = [day.base]
    for place in day.stops.flatMap({ [$0.coordinate, $0.departure] }) {
      if let place, places.count < 40, !places.contains(place) { places.append(place) }
    }
    var list = LegList(without: travel)
    for from in places { for to in places { list.add(from, to) } }
    return list.pairs
  }

  /// What is still unknown of the ways to some jobs and on from them, from the `most` places nearest to each at which a technician
  /// may come by.
  package func missingLegs(to jobs: [Job], most: Int) -> [TravelMatrix.Pair] {
    var places: Set<Coordinate> = []
    for day in days where day.technician.resourceType == .technician {
      places.insert(day.base)
      for stop in day.stops {
        if let arrival = stop.coordinate { places.insert(arrival) }
        if let departure = stop.departure { places.insert(departure) }
      }
    }
    var list = LegList(without: travel)
    for job in jobs {
      guard let arrival = job.coordinate, let departure = board.departure(from: job) else { continue }
      let near = places.map { (metres: arrival.distance(to: $0), place: $0) }.sorted { left, right in
        left.metres != right.metres
          ? left.metres < right.metres
          : (left.place.latitude, left.place.longitude) < (right.place.latitude, right.place.longitude)
      }.prefix(most)
      // All there, then all back: each is one long row to an engine.
      for (_, place) in near { list.add(place, arrival) }
      for (_, place) in near { list.add(departure, place) }
      list.add(arrival, departure)
    }
    return list.pairs
  }
}

extension Board {
  /// The legs of the other days of a board, as its rounds stand; `plan` has its own.
  package func missingLegs(beside plan: DayPlan) -> [TravelMatrix.Pair] {
    if days == 1 { return [] }
    struct Round: Hashable {
      let technician: DocumentName
      let day: LocalDate
    }
    var rounds: [Round: [(start: Instant, job: Job)]] = [:]
    for job in jobs.values where job.isWork && !job.isInBacklog {
      guard let start = job.scheduledStart, let leader = job.technician else { continue }
      let day = plan.zone.local(start).date
      if day == plan.board.day { continue }
      for person in [leader] + job.crew.map(\.resource) {
        guard let technician = technicians[person], technician.isActive, technician.resourceType == .technician else { continue }
        rounds[Round(technician: person, day: day), default: []].append((start, job))
      }
    }
    var list = LegList(without: plan.travel)
    for (round, visits) in rounds.sorted(by: { ($0.key.day, $0.key.technician) < ($1.key.day, $1.key.technician) }) {
      let ordered = visits.sorted { ($0.start, $0.job.reference.key) < ($1.start, $1.job.reference.key) }
      list.addRound(
        from: technicians[round.technician]?.home ?? plan.rules.headquarters,
        by: ordered.map { ($0.job.coordinate, departure(from: $0.job)) })
    }
    return list.pairs
  }
}
