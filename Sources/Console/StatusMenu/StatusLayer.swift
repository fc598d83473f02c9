import Canvas
import Domain
import Widgets

/// `s`: the steps that the lifecycle allows come first; the others are dim and say why.
struct StatusLayer: Layer {
  let references: [DocumentReference]
  var subjects: [DocumentReference] { references }
  var menu: Menu<JobStatus>

  init?(_ state: State) {
    let jobs = state.targets
    guard !jobs.isEmpty else { return nil }
    references = jobs.map(\.reference)
    menu = Menu(
      title: jobs.count == 1 ? state.words.jobTitle(jobs[0]) : state.words.jobs(jobs.count), items: Self.items(jobs, state))
  }

  mutating func boardChanged(_ state: State) {
    let jobs = references.compactMap { state.board?.jobs[$0] }
    if jobs.isEmpty { return }
    let items = Self.items(jobs, state)
    menu.refresh { id in items.first { $0.id == id } }
  }

  private static func items(_ jobs: [Job], _ state: State) -> [MenuItem<JobStatus>] {
    let words = state.words
    // A step is offered for several jobs when one of them can take it; the others are then named in the answer.
    let reachable = JobStatus.allCases.filter { status in
      jobs.contains { Lifecycle.requirements(from: $0.status, to: status) != nil }
    }
    let others = JobStatus.allCases.filter { !reachable.contains($0) }
    var items = reachable.map { status -> MenuItem<JobStatus> in
      let needsSupervisor = jobs.allSatisfy { Lifecycle.requirements(from: $0.status, to: status)?.contains(.supervisor) ?? true }
      let reason = needsSupervisor && state.preferences.role != .supervisor ? words.supervisorOnly : nil
      return MenuItem(
        status, words.statusCode(status) + "  " + words.status(status), key: words.statusKey(status), disabledReason: reason)
    }
    for (index, status) in others.enumerated() {
      let isCurrent = jobs.allSatisfy { $0.status == status }
      items.append(
        MenuItem(
          status, words.statusCode(status) + "  " + words.status(status),
          disabledReason: isCurrent ? words.isCurrentStatus : words.notReachable(from: jobs[0].status), beginsGroup: index == 0))
    }
    return items
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let references = references
    return menu.take(input, &state) { status, state in state.attempt(.status(status), on: references) }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    MenuPlacement.draw(menu, under: state, into: &frame, in: area, hits: &hits)
  }
}

/// Menus of the selection open beside the selected row.
enum MenuPlacement {
  static func draw<ID>(
    _ menu: Menu<ID>, under state: State, at point: Point? = nil, into frame: inout Frame, in area: Rect, hits: inout HitMap
  ) {
    let list = PaneLayout(state).list
    let row = list.y + min(max(0, state.list.scroll.index - state.list.scroll.top), max(0, list.height - 1))
    let anchor = point ?? Point(x: list.x + 12, y: row + 1)
    // What the menu covers is the screen but for toolbar and hint bar.
    let room = area.height > 12 ? Rect(x: area.x, y: area.y + 1, width: area.width, height: area.height - 2) : area
    let regions = menu.draw(into: &frame, in: room, at: anchor)
    if let first = regions.first?.rect, let last = regions.last?.rect {
      hits.add(Rect(x: first.x - 1, y: first.y - 1, width: first.width + 2, height: last.maxY - first.y + 2), .layerBox)
    }
    for region in regions { hits.add(region.rect, .layer(region.index)) }
  }
}

extension Words {
  var supervisorOnly: String { say("réservé à un superviseur", "for a supervisor only") }
  var isCurrentStatus: String { say("c'est le statut actuel", "this is the status now") }
  func notReachable(from status: JobStatus) -> String {
    say("on n'y passe pas depuis \(self.status(status))", "not reached from \(self.status(status))")
  }

  /// The letter that chooses a status in its menu; none twice, and never j or k, which move.
  func statusKey(_ status: JobStatus) -> String {
    switch status {
    case .open: "o"
    case .planned: "l"
    case .published: "p"
    case .enRoute: "r"
    case .onSite: "s"
    case .paused: "u"
    case .done: say("t", "d")
    case .toReschedule: "e"
    case .customerAbsent: "a"
    case .cancelled: say("n", "c")
    }
  }
}
