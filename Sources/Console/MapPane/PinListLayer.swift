import Canvas
import Cartography
import Domain
import Widgets

/// What stands at one place of the map, to choose from.
struct PinListLayer: Layer {
  private var menu: Menu<MapMark.Kind>
  /// Where it was opened by a right click, the choice opens the menu of what is chosen.
  let opensMenu: Bool
  let point: Point?
  var subjects: [DocumentReference] {
    menu.items.compactMap { if case .job(let reference) = $0.id { reference } else { nil } }
  }

  var titles: [String] { menu.items.map(\.title) }

  init(_ state: State, _ pins: [MapMark], opensMenu: Bool, at point: Point?) {
    self.opensMenu = opensMenu
    let place = pins.first.flatMap { state.mapView.cell(of: $0.coordinate, in: state.mapArea.map) }
    self.point = point ?? place.map { Point(x: $0.x + 1, y: $0.y + 1) }
    menu = Menu(title: state.words.pinsHere(pins.count), items: pins.map { MenuItem($0.kind, Self.title($0, state)) })
    if let selected = state.selectedJob { menu.point(at: .job(selected.reference)) }
  }

  private static func title(_ pin: MapMark, _ state: State) -> String {
    let (words, symbols) = (state.words, state.preferences.symbols)
    switch pin.kind {
    case .job(let reference):
      guard let job = state.board?.jobs[reference] else { return reference.number }
      let label = pin.label.isEmpty ? symbols[.pin] : symbols.spelled(pin.label)
      let start = job.scheduledStart.map { words.clock(state.zone.local($0)) + " " } ?? ""
      let parts = [job.type.isEmpty ? job.subject : job.type, job.customerName].map { Sanitise.line($0) }.filter { !$0.isEmpty }
      return TextWidth.truncated(
        "\(label)  \(start)\(words.statusCode(job.status)) \(job.number) " + parts.joined(separator: " · "), to: 64,
        ellipsis: symbols[.ellipsis])
    case .home(let name): return symbols[.home] + "  " + words.home(of: state.name(of: name))
    case .position(let name):
      let seen = state.positions[name].map {
        words.fix(words.age(seconds: state.now.seconds - $0.at.seconds), isValid: $0.isValid)
      }
      return symbols[.watched] + "  " + state.name(of: name) + (seen.map { ", " + $0 } ?? "")
    case .headquarters: return symbols[.headquarters] + "  " + words.headquartersName(state)
    }
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let (opensMenu, point) = (opensMenu, point)
    return menu.take(input, &state) { kind, state in
      opensMenu ? state.openMenu(of: kind, at: point) : state.choose(kind)
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    MenuPlacement.draw(menu, under: state, at: point, into: &frame, in: area, hits: &hits)
  }
}

extension State {
  /// Selects what a pin stands for, in the list and so everywhere.
  mutating func choose(_ kind: MapMark.Kind) -> [Effect] {
    switch kind {
    case .job(let reference): return reveal(reference)
    case .home(let name), .position(let name):
      selectHeading(of: name)
      return []
    case .headquarters: return openMenu(of: kind, at: nil)
    }
  }

  /// Chooses it and opens the menu of what can be done about it.
  mutating func openMenu(of kind: MapMark.Kind, at point: Point?) -> [Effect] {
    switch kind {
    case .job(let reference):
      // Marks elsewhere are not what has been pointed at.
      list.marked.removeAll()
      return reveal(reference) + openMenu(at: point)
    case .home(let name), .position(let name):
      selectHeading(of: name)
      return openMenu(of: name, at: point)
    case .headquarters:
      return push(
        CommandMenuLayer(
          self, title: words.headquartersName(self), [[.confirmHeadquarters, .mapHeadquarters], [.aboutMap]], at: point))
    }
  }

  /// Brings a technician's heading under the cursor, whatever hides it.
  mutating func selectHeading(of technician: DocumentName) {
    let row = RowKey.group(.resource(technician))
    if !list.layout.rows.contains(row), !list.filter.isEmpty { _ = setFilter("") }
    if !list.layout.rows.contains(row), list.resource == .material || list.tag != nil { _ = show(.technician) }
    if !list.layout.rows.contains(row), list.team != nil { showTeam(false) }
    list.scroll.select(row, in: list.layout.rows, height: listHeight)
    sheet = SheetState()
  }
}

extension Words {
  func pinsHere(_ count: Int) -> String { say("\(number(count)) à cet endroit", "\(number(count)) at this place") }
  func home(of name: String) -> String { say("point de départ de \(name)", "home base of \(name)") }
  func headquartersName(_ state: State) -> String {
    let name = say("Siège", "Headquarters")
    return state.preferences.headquartersSource == .builtIn ? name + say(" (approximatif)", " (approximate)") : name
  }
}
