import Domain
import Widgets

/// Where somebody's day begins; headquarters stand in for none.
package struct HomeBase: Sendable, Equatable {
  package var coordinate: Coordinate?
  package var address: String

  package init(_ coordinate: Coordinate?, address: String = "") {
    self.coordinate = coordinate
    self.address = address
  }

  /// In a verb line: `45.133000,-74.000000`, or a hyphen for none.
  var verbText: String {
    guard let coordinate else { return "-" }
    return [coordinate.latitude, coordinate.longitude].map { Self.decimals($0) }.joined(separator: ",")
  }

  private static func decimals(_ degrees: Double) -> String {
    let millionths = Int((abs(degrees) * 1_000_000).rounded())
    let fraction = String(millionths % 1_000_000)
    return (degrees < 0 ? "-" : "") + "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - fraction.utf8.count)
      + fraction
  }
}

/// What the dialog sets: a technician's base, or where a job is.
package enum PlaceSubject: Sendable, Hashable {
  case technician(DocumentName)
  case job(DocumentReference)
}

extension State {
  /// Whose place `p` is about, the likeliest first: a job's own where it has none, else the base of who goes there.
  var placeSubjects: [PlaceSubject] {
    if let job = selectedTarget ?? (list.marked.isEmpty ? selectedJob : nil) {
      let own = PlaceSubject.job(job.reference)
      guard let name = job.technician, board?.technicians[name]?.resourceType == .technician else { return [own] }
      return job.coordinate == nil ? [own, .technician(name)] : [.technician(name), own]
    }
    guard case .group(.resource(let name))? = list.scroll.selected, board?.technicians[name]?.resourceType == .technician else {
      return []
    }
    return [.technician(name)]
  }

  /// The technician whose row, or whose job, is selected.
  var technicianWithBase: DocumentName? {
    placeSubjects.lazy.compactMap { if case .technician(let name) = $0 { name } else { nil } }.first
  }

  mutating func openHomeBase(by id: CommandID) -> [Effect] {
    preparePlan()
    switch id {
    case .homeBase:
      guard let first = placeSubjects.first else { return [] }
      return openHomeBase(of: first)
    case .clearHome:
      return technicianWithBase.map { push(HomeBaseLayer($0, clearingIn: self)) } ?? []
    default:
      guard let name = technicianWithBase else { return [] }
      var layer = HomeBaseLayer(.technician(name), in: self)
      switch id {
      case .homeByMap: layer.beginPicking(self)
      case .homeByCoordinates: layer.way = .coordinates
      case .confirmHome: layer.beginPicking(self, near: true)
      default: break
      }
      return push(layer)
    }
  }

  /// The dialog, with an address that has been typed elsewhere already being looked for.
  mutating func openHomeBase(of subject: PlaceSubject, address: String? = nil) -> [Effect] {
    if preferences.role == .readOnly { return warn(readOnlyReason) }
    preparePlan()
    var layer = HomeBaseLayer(subject, in: self)
    guard let address else { return push(layer) }
    layer.address.text = address
    let effects = layer.search(&self)
    return push(layer) + effects
  }
}

func availabilityOfHomeBase(_ id: CommandID, in state: State) -> Availability {
  let words = state.words
  if state.preferences.role == .readOnly { return .because(state.readOnlyReason) }
  if state.board == nil { return .because(words.noBoardYet) }
  if id == .homeBase { return state.placeSubjects.isEmpty ? .because(words.selectATechnicianOrJob) : .enabled }
  guard let name = state.technicianWithBase, let technician = state.board?.technicians[name] else {
    return .because(words.selectATechnician)
  }
  if !state.permits(name) { return .because(words.outsideTeam(state.name(of: name))) }
  let needsBase = id == .confirmHome || id == .clearHome
  return needsBase && technician.home == nil ? .because(words.hasNoHome(state.name(of: name))) : .enabled
}

extension VerbLineParser {
  /// `marc 45.133,-74.0`, `marc "114 rue Lambton, Ormstown"`, `marc -` for none; without a place the dialog asks.
  func homeBase(_ words: [String]) throws(VerbError) -> VerbLine.Parsed {
    guard !words.isEmpty else { return .command(.homeBase) }
    func begins(_ word: String) -> Bool {
      if ["-", "–", "effacer", "clear", "siège", "hq"].contains(word.lowercased()) { return true }
      guard let first = word.unicodeScalars.first else { return false }
      return "\"«“-−0123456789".unicodeScalars.contains(first)
    }
    // What a name is made of may have figures in it, but does not begin with them.
    var start = words.dropFirst().firstIndex(where: begins) ?? words.count
    let name = words[..<start].joined(separator: " ")
    var found = TechnicianToken.find(name, context.board, index: context.index)
    // `marc Ormstown`: as much of it as is a name.
    var count = start - 1
    while found == .none, count > 0 {
      let shorter = TechnicianToken.find(words[..<count].joined(separator: " "), context.board, index: context.index)
      if case .one = shorter { (found, start) = (shorter, count) }
      count -= 1
    }
    let technician: DocumentName
    switch found {
    case .one(let found): technician = found
    case .several(let candidates): throw .ambiguousTechnician(name, candidates: candidates)
    case .none: throw .noSuchTechnician(name)
    }
    let place = words[start...].joined(separator: " ")
    if place.isEmpty { return .homeBase(technician, address: nil) }
    if words.count - start == 1, begins(place),
      place.unicodeScalars.allSatisfy({ $0 == "-" || $0 == "–" || $0.properties.isAlphabetic })
    {
      return .edit(.home(technician, HomeBase(nil)), jobs: [], answers: EditAnswers())
    }
    switch CoordinateReading(place, near: .headquarters) {
    case .coordinate(let coordinate):
      // An address that lies elsewhere is none of this place's.
      let known = context.board.technicians[technician]
      let isNear = known?.home.map { $0.distance(to: coordinate) <= HomeBaseLayer.sameDoor } ?? false
      return .edit(
        .home(technician, HomeBase(coordinate, address: isNear ? known?.homeAddress ?? "" : "")), jobs: [], answers: EditAnswers()
      )
    case .problem(.notUnderstood): return .homeBase(technician, address: Self.unquoted(place))
    case .problem(let problem):
      // `114 rue Lambton` is an address though it begins as a position does.
      throw .wrongPosition(problem)
    }
  }

  private static func unquoted(_ text: String) -> String {
    let quotes = "\"«»“” \u{A0}".unicodeScalars
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, quotes.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, quotes.contains(last) { scalars.removeLast() }
    return String(scalars)
  }
}
