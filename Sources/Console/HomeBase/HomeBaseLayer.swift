import Canvas
import Cartography
import Domain
import Scheduling
import Widgets

/// `p`: where a technician's day begins, or where a job is. Three ways in one dialog: an address that is looked for, a place picked on
/// the map, and typed coordinates. What comes of it stands beneath before Enter saves it.
struct HomeBaseLayer: Layer {
  enum Way: Sendable, CaseIterable { case address, coordinates, map }

  /// What the geocoder has been asked, and what became of it.
  enum Search: Sendable, Equatable {
    case idle
    case waiting(generation: Int)
    case found([Candidate], AddressAnswer)
    case failed(GeocodingFailure)
  }

  struct Candidate: Sendable, Equatable {
    let found: FoundAddress
    let comparison: AddressComparison
    /// Metres from where the base is now.
    let distance: Double?
  }

  /// What stands at the cross-hair.
  enum PlaceName: Sendable, Equatable {
    case unknown
    case waiting(generation: Int)
    case known(FoundAddress)
    case nothing
    case failed(GeocodingFailure)
  }

  /// What Enter would save.
  struct Proposal: Sendable, Equatable {
    var coordinate: Coordinate?
    var address: String
  }

  private(set) var subject: PlaceSubject
  /// The other places that the selection can mean.
  private(set) var others: [PlaceSubject]
  var way = Way.address
  var address = TextField(limit: 200)
  var coordinates = TextField(limit: 80)
  var search = Search.idle
  /// What the candidates were asked for with.
  var searched = ""
  var list = ListState<Int>()
  private(set) var picker: PlacePicker?
  /// The cross-hair has been taken: Enter saves.
  private(set) var isTaken = false
  var name = PlaceName.unknown
  /// A place that is asked for by name, to look for the point there.
  private(set) var goTo: TextField?
  private(set) var isClearing = false
  var complaint: String?
  /// Of the technician's day with the proposed base.
  private(set) var travel: HomeTravel?
  private var plan: DayPlan?
  private(set) var size: Size

  /// Metres within which a written address still holds.
  static let sameDoor = 150.0
  /// Metres from headquarters beyond which a place is doubtful.
  static let doubtful = 300_000.0
  /// Seconds after which nobody waits for the geocoder any more, whatever it does.
  static let patience = 20

  init(_ subject: PlaceSubject, in state: State) {
    self.subject = subject
    let subjects = state.placeSubjects
    others = subjects.contains(subject) ? subjects.filter { $0 != subject } : []
    plan = state.plan
    size = state.size
    updateTravel(state)
  }

  init(_ technician: DocumentName, clearingIn state: State) {
    self.init(.technician(technician), in: state)
    isClearing = true
    updateTravel(state)
  }

  var closesOnOutsideClick: Bool { address.isEmpty && coordinates.isEmpty && picker == nil }

  var subjects: [DocumentReference] {
    switch subject {
    case .technician(let name): [DocumentReference(.technician, name: name)]
    case .job(let reference): [reference]
    }
  }

  mutating func boardChanged(_ state: State) {
    plan = state.plan
    if size != state.size {
      size = state.size
      picker = picker?.resized(to: HomeBaseAreas(size).pickMap)
    }
    updateTravel(state)
  }

  // MARK: What it is about

  func present(_ state: State) -> (place: Coordinate?, address: String)? {
    switch subject {
    case .technician(let name): state.board?.technicians[name].map { ($0.home, $0.homeAddress) }
    case .job(let reference): state.board?.jobs[reference].map { ($0.coordinate, $0.address) }
    }
  }

  /// Where one looks from: the present place, else headquarters.
  func origin(_ state: State) -> Coordinate { present(state)?.place ?? state.preferences.headquarters }

  /// nil while nothing has been chosen.
  func proposal(_ state: State) -> Proposal? {
    if isClearing { return Proposal(coordinate: nil, address: "") }
    switch way {
    case .address: return candidate.map { Proposal(coordinate: $0.found.coordinate, address: text(of: $0, state)) }
    case .coordinates:
      guard case .coordinate(let place) = reading(state) else { return nil }
      return Proposal(coordinate: place, address: addressOf(place, state))
    case .map: return picker.map { Proposal(coordinate: $0.crosshair, address: addressOf($0.crosshair, state)) }
    }
  }

  func dayVisits(of name: DocumentName) -> [Coordinate] { plan?.visits(of: name) ?? [] }

  var candidate: Candidate? {
    guard case .found(let candidates, _) = search, address.text == searched, candidates.indices.contains(list.index) else {
      return nil
    }
    return candidates[list.index]
  }

  func reading(_ state: State) -> CoordinateReading {
    CoordinateReading(coordinates.text, near: state.preferences.headquarters)
  }

  /// A street without its doors is no reason to forget the number that was typed.
  private func text(of candidate: Candidate, _ state: State) -> String {
    candidate.comparison.isStreetOnly && !candidate.comparison.isOtherMunicipality
      ? Sanitise.line(searched) : state.words.addressLine(candidate.found)
  }

  /// What is known to stand there, else what was written of a place as good as this.
  private func addressOf(_ place: Coordinate, _ state: State) -> String {
    if case .known(let found) = name, found.coordinate.distance(to: place) <= 500 { return state.words.addressLine(found) }
    guard let present = present(state), let old = present.place, old.distance(to: place) <= Self.sameDoor else { return "" }
    return present.address
  }

  mutating func updateTravel(_ state: State) {
    guard case .technician(let name) = subject else {
      travel = nil
      return
    }
    let base = proposal(state).map(\.coordinate) ?? present(state)?.place
    travel = HomeTravel(
      of: name, to: base, plan: plan, board: state.board, headquarters: state.preferences.headquarters)
  }

  // MARK: Input

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let before = proposal(state)
    let answer = take(input, &state)
    if case .closes = answer { return answer }
    guard proposal(state) != before else { return answer }
    updateTravel(state)
    guard case .stays(let effects) = answer else { return answer }
    return .stays(effects + restAtPlace(&state, before: before))
  }

  private mutating func take(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key): return take(key, &state)
    case .paste(let text):
      if goTo != nil {
        goTo?.insert(text)
      } else if way == .coordinates {
        coordinates.insert(text)
      } else if way == .address {
        address.insert(text)
        typed()
      }
      complaint = nil
      return .stays
    case .wheel(let rows):
      if way == .map, !isTaken { picker?.zoom(in: rows < 0) } else { select(list.index + (rows < 0 ? -1 : 1)) }
      return .stays
    case .click(let number): return click(number, &state)
    }
  }

  private mutating func take(_ key: Key, _ state: inout State) -> LayerAnswer {
    if goTo != nil { return takeGoTo(key, state) }
    switch key.code {
    case .escape: return back()
    case .character("c") where key.modifiers.contains(.control): return back()
    case .function(2): return turn(&state)
    case .function(3):
      way = .coordinates
      return stop()
    case .function(4):
      if way == .map, isTaken { isTaken = false } else { beginPicking(state) }
      return stop()
    case .function(5) where search == .failed(.notConfigured): return consent(&state)
    case .function(6):
      isClearing.toggle()
      return stop()
    case .tab:
      let ways = Way.allCases
      let step = key.modifiers.contains(.shift) ? ways.count - 1 : 1
      let next = ways[((ways.firstIndex(of: way) ?? 0) + step) % ways.count]
      if next == .map { beginPicking(state) } else { way = next }
      return stop()
    case .enter: return confirm(&state)
    default: break
    }
    switch way {
    case .address:
      switch key.code {
      case .up: select(list.index - 1)
      case .down: select(list.index + 1)
      default: if address.handle(key) == .changed { typed() }
      }
    case .coordinates:
      if coordinates.handle(key) == .changed {
        (complaint, isClearing, name) = (nil, false, .unknown)
      }
    case .map: if !isTaken { pick(key) }
    }
    return .stays
  }

  private mutating func stop() -> LayerAnswer {
    complaint = nil
    return .stays
  }

  private mutating func typed() {
    complaint = nil
    isClearing = false
    if case .waiting = search { search = .idle }
  }

  private mutating func select(_ index: Int) {
    guard case .found(let candidates, _) = search, !candidates.isEmpty else { return }
    list.select(
      index: max(0, min(index, candidates.count - 1)), in: candidates.indices, height: HomeBaseAreas(size).candidateRows)
    isClearing = false
  }

  /// Esc takes one step back: what is being asked, the cross-hair that was taken, the map, the dialog.
  private mutating func back() -> LayerAnswer {
    if case .waiting = search, way == .address {
      search = .idle
      return .stays
    }
    if way == .map, isTaken {
      isTaken = false
      return .stays
    }
    if isClearing, !address.isEmpty || picker != nil {
      isClearing = false
      return .stays
    }
    return .closes
  }

  private mutating func turn(_ state: inout State) -> LayerAnswer {
    guard let next = others.first else { return .stays }
    var layer = HomeBaseLayer(next, in: state)
    layer.others = Array(others.dropFirst()) + [subject]
    layer.address = address
    layer.coordinates = coordinates
    self = layer
    return .stays
  }

  mutating func beginPicking(_ state: State, near: Bool = false) {
    let start =
      way == .map ? nil : proposal(state)?.coordinate.flatMap { isClearing ? nil : $0 } ?? (picker == nil ? origin(state) : nil)
    way = .map
    isClearing = false
    isTaken = false
    if let start { picker = PlacePicker(around: start, in: HomeBaseAreas(size).pickMap, near: near) }
    updateTravel(state)
  }

  private mutating func pick(_ key: Key) {
    isClearing = false
    let isOther = key.modifiers.contains(.shift)
    switch key.code {
    case .left, .character("h"): picker?.step(columns: -1, rows: 0, isOther: isOther)
    case .right, .character("l"): picker?.step(columns: 1, rows: 0, isOther: isOther)
    case .up, .character("k"): picker?.step(columns: 0, rows: -1, isOther: isOther)
    case .down, .character("j"): picker?.step(columns: 0, rows: 1, isOther: isOther)
    case .pageUp: picker?.step(columns: 0, rows: -1, isOther: true)
    case .pageDown: picker?.step(columns: 0, rows: 1, isOther: true)
    case .home: picker?.step(columns: -1, rows: 0, isOther: true)
    case .end: picker?.step(columns: 1, rows: 0, isOther: true)
    case .character("+"), .character("="): picker?.zoom(in: true)
    case .character("-"): picker?.zoom(in: false)
    case .character("g"): goTo = TextField(limit: 60)
    case .character(let figure):
      guard let number = Int(String(Character(figure))), number > 0 else { return }
      picker?.choose(part: number)
    default: break
    }
  }

  private mutating func takeGoTo(_ key: Key, _ state: State) -> LayerAnswer {
    if key.code == .escape || key == .control("c") {
      goTo = nil
      return stop()
    }
    guard key.code == .enter else {
      complaint = nil
      _ = goTo?.handle(key)
      return .stays
    }
    let text = goTo?.text ?? ""
    if text.isEmpty {
      goTo = nil
      return stop()
    }
    guard let place = PlaceIndex.place(named: text) else {
      complaint = state.words.noSuchPlace(text)
      return .stays
    }
    goTo = nil
    picker?.go(to: place.coordinate)
    return stop()
  }

  private mutating func click(_ number: Int, _ state: inout State) -> LayerAnswer {
    if goTo != nil, number == HomeBaseClick.confirm || number == HomeBaseClick.close {
      return takeGoTo(Key(number == HomeBaseClick.confirm ? .enter : .escape), state)
    }
    switch number {
    case HomeBaseClick.firstCell...:
      let cell = number - HomeBaseClick.firstCell
      let width = max(1, HomeBaseAreas(size).pickMap.width)
      picker?.point(at: Point(x: cell % width, y: cell / width))
      isClearing = false
    case 0...:
      if list.index == number, candidate != nil { return confirm(&state) }
      select(number)
    case HomeBaseClick.confirm: return confirm(&state)
    case HomeBaseClick.map: return take(Key(.function(4)), &state)
    case HomeBaseClick.coordinates: return take(Key(.function(3)), &state)
    case HomeBaseClick.address: way = .address
    case HomeBaseClick.clear: return take(Key(.function(6)), &state)
    case HomeBaseClick.turn: return take(Key(.function(2)), &state)
    case HomeBaseClick.consent: return take(Key(.function(5)), &state)
    case HomeBaseClick.none: break
    default: return back()
    }
    return .stays
  }

  // MARK: Enter

  private mutating func confirm(_ state: inout State) -> LayerAnswer {
    if isClearing { return save(&state) }
    switch way {
    case .address:
      if case .waiting = search { return .stays }
      if address.text.allSatisfy({ $0 == " " }) {
        complaint = state.words.typeAnAddress
        return .stays
      }
      return candidate == nil ? .stays(search(&state)) : save(&state)
    case .coordinates:
      guard case .problem(let problem) = reading(state) else { return save(&state) }
      complaint = state.words.positionProblem(problem)
      return .stays
    case .map:
      guard let picker else { return .stays }
      if isTaken { return save(&state) }
      if picker.isFine { isTaken = true } else { self.picker?.zoom(in: true) }
      return .stays
    }
  }

  private mutating func save(_ state: inout State) -> LayerAnswer {
    guard let proposal = proposal(state) else { return .stays }
    switch subject {
    case .technician(let name):
      return .closes(state.attempt(.home(name, HomeBase(proposal.coordinate, address: proposal.address)), on: []))
    case .job(let reference):
      var settings: [JobSetting] = [.coordinate(proposal.coordinate)]
      // What the customer's file says of the address is better than what a map says.
      if state.board?.jobs[reference]?.address.isEmpty == true, !proposal.address.isEmpty {
        settings.append(.address(proposal.address))
      }
      return .closes(state.attempt(.edit(settings), on: [reference]))
    }
  }
}
