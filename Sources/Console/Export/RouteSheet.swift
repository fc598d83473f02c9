import Canvas
import Domain
import Scheduling

/// A technician's day as a technician reads it: where to be, when, for whom, with what. Its text is sanitised; every form in which it
/// goes out escapes it for itself.
package struct RouteSheet: Sendable, Equatable {
  package struct Stop: Sendable, Equatable {
    /// Of the job's name.
    package var number: String
    /// Planned start and end, `08:00`.
    package var start: String
    package var end: String
    package var length: String
    package var type: String
    package var status: String
    package var window: String
    package var customer: String
    /// As people write it, and as a telephone dials it.
    package var phone: String
    package var dialled: String
    package var address: String
    /// Who and what comes along.
    package var crew: String
    package var materials: String
    package var equipment: String
    package var notes: [String]
    /// From the stop before, or from home.
    package var travel: String
    /// No routing engine has answered that way.
    package var isTravelEstimated: Bool
  }

  package var technician: String
  package var day: String
  /// Shift, home base, load: one line each.
  package var facts: [String]
  package var stops: [Stop]
}

/// Makes route sheets of a day's board.
package struct RouteSheets {
  let board: Board
  let zone: SiteZone
  let words: Words
  let headquarters: Coordinate
  let travel: TravelMatrix
  private let index: BoardIndex

  package init(
    _ board: Board, zone: SiteZone, now: Instant, words: Words, headquarters: Coordinate, travel: TravelMatrix = .estimate
  ) {
    self.board = board
    self.zone = zone
    self.words = words
    self.headquarters = headquarters
    self.travel = travel
    index = BoardIndex(board, now: now)
  }

  /// Those who have work on the day, by name; or the one that is asked for, with work or without.
  package func sheets(of technician: DocumentName? = nil) -> [RouteSheet] {
    if let technician { return board.technicians[technician].map { [sheet(of: $0)] } ?? [] }
    return board.technicians.values.filter { $0.resourceType == .technician }
      .sorted { (CollationKey($0.fullName), $0.name) < (CollationKey($1.fullName), $1.name) }
      .map { sheet(of: $0) }.filter { !$0.stops.isEmpty }
  }

  /// Led and helped alike, in order; what will not be driven to is left out.
  private func jobs(of technician: Technician) -> [Job] {
    let places = index.places(of: technician.name) + index.crewPlaces(of: technician.name)
    return places.map { index.jobs[$0] }
      .filter { $0.isWork && $0.scheduledStart.map { zone.local($0).date == board.day } == true }
      .map { (key: BoardOrder.DayKey($0), job: $0) }.sorted { $0.key < $1.key }.map(\.job)
  }

  private func sheet(of technician: Technician) -> RouteSheet {
    let jobs = jobs(of: technician)
    var facts: [String] = []
    if let start = technician.shiftStart, let end = technician.shiftEnd { facts.append(words.shift(start, end)) }
    let home = Sanitise.line(technician.homeAddress)
    facts.append(technician.home == nil ? words.noHome : words.startsFrom(home.isEmpty ? words.homeOnMap : home))
    facts.append(words.jobs(jobs.count) + ", " + words.length(Minutes(jobs.reduce(0) { $0 + $1.duration.count })))
    var place: Coordinate? = technician.home ?? headquarters
    let stops = jobs.map { job in
      defer { place = job.coordinate.flatMap { _ in board.departure(from: job) } }
      return stop(job, of: technician.name, from: place)
    }
    return RouteSheet(
      technician: Sanitise.line(technician.fullName), day: words.longDay(board.day), facts: facts, stops: stops)
  }

  private func stop(_ job: Job, of technician: DocumentName, from place: Coordinate?) -> RouteSheet.Stop {
    var people: [String] = []
    if let leader = job.technician, leader != technician { people.append(words.ledBy(name(leader))) }
    people += job.crew.filter { $0.role == .assistant && $0.resource != technician }.map { name($0.resource) }
    let materials = job.crew.filter { $0.role == .material }.map { name($0.resource) }
    let notes = Sanitise.lines(job.notes).split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    let leg = place.flatMap { place in job.coordinate.map { travel.leg(from: place, to: $0) } }
    return RouteSheet.Stop(
      number: Sanitise.line(job.number), start: job.scheduledStart.map { words.clock(zone.local($0)) } ?? "",
      end: job.scheduledEnd.map { words.clock(zone.local($0)) } ?? "", length: words.length(job.duration),
      type: Sanitise.line(job.type.isEmpty ? job.subject : job.type), status: words.status(job.status),
      window: words.window(job.window, zone: zone, day: board.day, today: board.day, columns: 13),
      customer: Sanitise.line(job.customerName.isEmpty ? job.customer : job.customerName),
      phone: words.phone(Sanitise.line(job.customerPhone)), dialled: Self.dialled(job.customerPhone), address: address(job),
      crew: people.joined(separator: ", "), materials: materials.joined(separator: ", "),
      equipment: job.equipment.map { Sanitise.line(board.equipment[$0]?.serial ?? $0.text) } ?? "", notes: notes,
      travel: leg.map { words.distance(metres: $0.metres) + ", " + words.short($0.minutes) } ?? "",
      isTravelEstimated: leg?.source != .routed)
  }

  private func name(_ resource: DocumentName) -> String {
    Sanitise.line(board.technicians[resource].map { $0.fullName.isEmpty ? resource.text : $0.fullName } ?? resource.text)
  }

  private func address(_ job: Job) -> String {
    let address = Sanitise.line(job.address)
    let city = Sanitise.line(job.city)
    if address.isEmpty || city.isEmpty || SearchFolding.fold(address).contains(SearchFolding.fold(city)) {
      return address.isEmpty ? city : address
    }
    return address + ", " + city
  }

  /// Digits with a plus before them, or nothing: what a `tel:` link may hold.
  static func dialled(_ phone: String) -> String {
    let digits = phone.unicodeScalars.filter { ("0"..."9").contains($0) }.map { String($0) }.joined()
    guard (7...15).contains(digits.utf8.count) else { return "" }
    return (phone.hasPrefix("+") ? "+" : "") + digits
  }
}
