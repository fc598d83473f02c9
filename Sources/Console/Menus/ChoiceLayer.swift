import Canvas
import Domain
import Widgets

/// A menu of a few values of one setting: view, sort, resource type, theme.
struct ChoiceLayer: Layer {
  enum Choice: Hashable, Sendable {
    case view(State.View)
    case sort(JobSort)
    case resource(Technician.ResourceType)
    case theme(String)
    case technicianSort(TechnicianSort)
    case backlogSort(BacklogSort)
    /// Only technicians with this tag.
    case tag(DocumentName)
    case savedView(String)
  }

  var menu: Menu<Choice>
  let point: Point?

  init(title: String, items: [MenuItem<Choice>], at point: Point? = nil) {
    menu = Menu(title: title, items: items)
    self.point = point
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    menu.take(input, &state) { choice, state in state.apply(choice) }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    MenuPlacement.draw(menu, under: state, at: point, into: &frame, in: area, hits: &hits)
  }
}

extension State {
  mutating func apply(_ choice: ChoiceLayer.Choice) -> [Effect] {
    switch choice {
    case .view(let view): return show(view)
    case .sort(let sort): return setSort(sort)
    case .resource(let resource): return show(resource)
    case .theme(let name): return use(theme: name)
    case .technicianSort(let sort): return setSort(sort)
    case .backlogSort(let sort): return setSort(sort)
    case .tag(let tag): return show(tag: tag)
    case .savedView(let name): return showView(named: name)
    }
  }

  mutating func use(theme: String) -> [Effect] {
    guard preferences.themes.contains(theme) else { return warn(words.noSuchTheme(theme, preferences.themes)) }
    preferences.theme = theme
    return [.setTheme(theme)]
  }

  mutating func chooseSort() -> [Effect] {
    let items = JobSort.allCases.map { MenuItem(ChoiceLayer.Choice.sort($0), words.sort($0), key: words.sortKey($0)) }
    return push(ChoiceLayer(title: words.sortTitle, items: items))
  }

  mutating func chooseTheme() -> [Effect] {
    let items = preferences.themes.map { MenuItem(ChoiceLayer.Choice.theme($0), $0) }
    return push(ChoiceLayer(title: words.themeTitle, items: items))
  }
}

extension Words {
  var viewTitle: String { say("Vue", "View") }
  var sortTitle: String { say("Trier par", "Sort by") }
  var themeTitle: String { say("Thème", "Theme") }
  func sortKey(_ sort: JobSort) -> String {
    switch sort {
    case .time: say("h", "t")
    case .load: say("c", "l")
    case .number: "n"
    case .place: say("i", "p")
    case .status: "s"
    }
  }
  func noSuchTheme(_ name: String, _ themes: [String]) -> String {
    say("aucun thème « \(name) » ; il y a : ", "no theme “\(name)”; there are: ") + themes.joined(separator: ", ")
  }
}
