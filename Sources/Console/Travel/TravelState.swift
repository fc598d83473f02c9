import Canvas
import Domain
import Scheduling
import Widgets

/// What a routing engine has answered so far.
package struct TravelState: Sendable, Equatable {
  package internal(set) var matrix = TravelMatrix.estimate
  /// Counts the answers that have come with legs.
  package internal(set) var version = 0
  /// Why the engine does not answer; nil while it does, or has not been asked.
  package internal(set) var failure: RoutingFailure?

  package init() {}
}

/// What has been asked and said; nothing is drawn from it.
struct TravelUpkeep: Sendable {
  /// Legs that are asked for or have been answered with nothing; asked again on another day, or after a failure.
  var asked: Set<TravelMatrix.Pair> = []
  /// Where `asked` holds.
  var day: LocalDate?
  /// Whose way has been asked for, and of which plan.
  var drawn: DrawnWay?
  var generation = 0
  /// The jobs for which the open dialog has asked.
  var looked: [DocumentReference] = []
  var ordered: DocumentName?
  var saidStrays: Set<Coordinate> = []
  var saidFailure: RoutingFailure?

  struct DrawnWay: Equatable, Sendable {
    let technician: DocumentName
    let plan: Int
    let day: LocalDate
  }
}

extension State {
  /// Stands before what rests on an estimate.
  func estimateMark(_ isEstimate: Bool) -> String { isEstimate ? preferences.symbols[.estimate] : "" }

  // MARK: Asking

  /// Legs of the shown days that the plan had to estimate.
  mutating func askFor(missing legs: [TravelMatrix.Pair], ways: [TravelMatrix.Pair]) -> [Effect] {
    if travelUpkeep.day != day {
      travelUpkeep.day = day
      travelUpkeep.asked.removeAll()
    }
    let new = legs.filter { !travelUpkeep.asked.contains($0) && travel.matrix.routed[$0] == nil }
    travelUpkeep.asked.formUnion(new)
    let question = TravelQuestion(legs: new, paths: ways.filter { map.paths[$0.from, $0.to] == nil })
    return question.isEmpty || !preferences.asksRoutes ? [] : [.askTravel(question)]
  }

  /// What the selection and the open dialog need besides.
  mutating func requestTravel() -> [Effect] {
    guard preferences.asksRoutes, board != nil else { return [] }
    return requestWays() + requestDialogLegs()
  }

  /// Once the cursor rests on a technician, the ways of that day, for the map. Those of a small day come without.
  private mutating func requestWays() -> [Effect] {
    guard view == .main, layers.isEmpty, let technician = technicianOnMap, planning.plan != nil else { return [] }
    let wanted = TravelUpkeep.DrawnWay(technician: technician, plan: planning.listVersion, day: day)
    guard travelUpkeep.drawn != wanted else { return [] }
    travelUpkeep.drawn = wanted
    if missingWays.isEmpty { return [] }
    travelUpkeep.generation += 1
    return [.timer(TimerID(.ways, generation: travelUpkeep.generation), after: 1)]
  }

  mutating func askForWays(_ generation: Int) -> [Effect] {
    guard generation == travelUpkeep.generation else { return [] }
    let ways = missingWays
    return ways.isEmpty ? [] : [.askTravel(TravelQuestion(paths: ways))]
  }

  private var missingWays: [TravelMatrix.Pair] {
    guard let technician = technicianOnMap, let plan = planning.plan?.plan, plan.board.day == day else { return [] }
    return plan.legs(of: technician).filter { map.paths[$0.from, $0.to] == nil }
  }

  /// Whose day the selection is in.
  private var technicianOnMap: DocumentName? {
    switch list.scroll.selected {
    case .group(.resource(let name))?: name
    case .job(let reference)?: board?.jobs[reference]?.technician
    default: nil
    }
  }

  /// Once for each dialog: from the candidates to the jobs that it is about, or between the visits of a day.
  private mutating func requestDialogLegs() -> [Effect] {
    switch layers.last {
    case let layer as OrderLayer:
      guard travelUpkeep.ordered != layer.technician else { return [] }
      travelUpkeep.ordered = layer.technician
      return urgent(plan?.missingLegs(between: layer.technician) ?? [])
    case let layer as any TravellingLayer:
      let jobs = layer.travelsTo
      guard travelUpkeep.looked != jobs else { return [] }
      travelUpkeep.looked = jobs
      let found = jobs.prefix(RouteBounds.jobs).compactMap { board?.jobs[$0] }
      return urgent(plan?.missingLegs(to: found, most: RouteBounds.nearPlaces) ?? [])
    case nil:
      travelUpkeep.ordered = nil
      if !travelUpkeep.looked.isEmpty { travelUpkeep.looked = [] }
      return []
    default: return []
    }
  }

  private mutating func urgent(_ legs: [TravelMatrix.Pair]) -> [Effect] {
    let new = legs.filter { travel.matrix.routed[$0] == nil }
    if new.isEmpty { return [] }
    travelUpkeep.asked.formUnion(new)
    return [.askTravel(TravelQuestion(urgent: new))]
  }

  // MARK: Answers

  mutating func take(_ update: TravelUpdate) -> [Effect] {
    var effects: [Effect] = []
    let news = update.legs.filter { travel.matrix.routed[$0.key] != $0.value }
    if !news.isEmpty {
      travel.matrix.merge(news)
      travel.version += 1
      effects += requestChecks(after: 0)
    }
    if !update.paths.isEmpty {
      if map.paths.count > RouteBounds.paths { map.paths = RoutePaths() }
      map.paths.merge(update.paths)
    }
    if let failure = update.failure {
      // What was asked has not come: the next plan asks again, and nobody before it.
      travelUpkeep.asked.removeAll()
      if travel.failure != failure { travel.failure = failure }
      if travelUpkeep.saidFailure == nil {
        travelUpkeep.saidFailure = failure
        effects += warn(words.sentences(words.routingFailed(failure), words.estimatesStay))
      }
    } else if !update.legs.isEmpty || !update.paths.isEmpty, travel.failure != nil {
      travel.failure = nil
      travelUpkeep.saidFailure = nil
    }
    for (place, metres) in update.strays.sorted(by: { $0.value > $1.value })
    where travelUpkeep.saidStrays.insert(place).inserted {
      effects += warn(words.stray(name(of: place), metres: metres))
    }
    return effects
  }

  /// What people call a place: the job or the home base that is there.
  private func name(of place: Coordinate) -> String {
    if place == preferences.headquarters { return words.headquartersName }
    let jobs = board?.jobs.values.filter { $0.coordinate == place || board?.departure(from: $0) == place } ?? []
    if let first = jobs.min(by: { $0.reference.key < $1.reference.key }) { return Sanitise.line(first.number) }
    let people = board?.technicians.values.filter { $0.home == place } ?? []
    if let first = people.min(by: { $0.name < $1.name }) { return words.baseOf(name(of: first.name)) }
    return words.plainCoordinates(place)
  }
}

/// A dialog that compares ways to jobs.
protocol TravellingLayer: Layer {
  var travelsTo: [DocumentReference] { get }
}

extension AssignLayer: TravellingLayer { var travelsTo: [DocumentReference] { references } }
extension TimelineMoveLayer: TravellingLayer { var travelsTo: [DocumentReference] { [proposal.job] } }

/// How much is asked for at once.
enum RouteBounds {
  /// With the job itself, what one request to an engine takes.
  static let nearPlaces = 99
  /// Of a set that is assigned together.
  static let jobs = 8
  /// Of a day that is asked for whole.
  static let waysAtOnce = 200
  /// Ways that are kept for the map.
  static let paths = 5_000
}
