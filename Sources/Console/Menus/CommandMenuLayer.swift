import Canvas
import Domain
import Widgets

/// A menu of commands: the selection's own (F9, right click), and what the toolbar has no room for (⋯).
struct CommandMenuLayer: Layer {
  var menu: Menu<CommandID>
  let point: Point?

  init(_ state: State, title: String, _ groups: [[CommandID]], at point: Point?) {
    let words = state.words
    var items: [MenuItem<CommandID>] = []
    for group in groups {
      for (index, id) in group.enumerated() {
        let command = Registry.command(id)
        items.append(
          MenuItem(
            id, command.title(state.preferences.language), key: state.keyMap.label(of: id, words),
            disabledReason: command.availability(in: state).reason, beginsGroup: index == 0))
      }
    }
    menu = Menu(title: title, items: items)
    self.point = point
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let result: Menu<CommandID>.Result
    switch input {
    case .key(let key): result = menu.handle(key)
    case .click(let row): result = menu.choose(row)
    case .wheel(let rows): result = menu.handle(Key(rows < 0 ? .up : .down))
    case .paste: return .ignored
    }
    switch result {
    case .cancelled: return .closes
    case .chosen(let id): return .closes(state.perform(id))
    case .refused(let reason): return .stays(state.warn(reason))
    case .ignored, .unchanged, .moved: return .stays
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    MenuPlacement.draw(menu, under: state, at: point, into: &frame, in: area, hits: &hits)
  }
}

extension State {
  mutating func openMenu(at point: Point? = nil) -> [Effect] {
    let jobs = targets
    let title = jobs.count == 1 ? words.jobTitle(jobs[0]) : jobs.isEmpty ? words.menuTitle : words.jobs(jobs.count)
    var groups: [[CommandID]] = [
      [.assign, .move, .report, .status, .publish, .notes, .unassign, .cancelJob], [.mark, .copyAddress, .copyPhone],
      [.undo, .redo, .repeatVerb],
    ]
    if selectedParkedIntent != nil { groups.insert([.settleEdit], at: 0) }
    return push(CommandMenuLayer(self, title: title, groups, at: point))
  }

  mutating func openMore() -> [Effect] {
    push(
      CommandMenuLayer(
        self, title: words.moreTitle(self),
        [
          [.view, .chip, .sync, .syncNow, .today], [.sort, .goTo, .markAll], [.history, .export, .team],
          [.palette, .messages, .help],
          [.theme, .language, .mouse], [.quit],
        ],
        at: Point(x: size.width, y: 1)))
  }
}

extension Words {
  var menuTitle: String { say("Menu", "Menu") }
  /// What the toolbar may have had no room for.
  func moreTitle(_ state: State) -> String {
    let waiting = state.sync.queued + state.saving.count
    return link(state, withAge: true).0 + (waiting > 0 ? " · " + say("\(waiting) en attente", "\(waiting) waiting") : "")
      + (state.sync.parked > 0 ? " · " + say("\(state.sync.parked) à régler", "\(state.sync.parked) to settle") : "")
  }
}
