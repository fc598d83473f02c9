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
    menu.take(input, &state) { id, state in state.perform(id) }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    MenuPlacement.draw(menu, under: state, at: point, into: &frame, in: area, hits: &hits)
  }
}

extension State {
  mutating func openMenu(at point: Point? = nil) -> [Effect] {
    let jobs = targets
    if jobs.isEmpty, let technician = technicianWithBase { return openMenu(of: technician, at: point) }
    let title = jobs.count == 1 ? words.jobTitle(jobs[0]) : jobs.isEmpty ? words.menuTitle : words.jobs(jobs.count)
    var groups: [[CommandID]] = [
      [.assign, .move, .report, .status, .publish, .notes, .editJob, .unassign, .cancelJob],
      [.resize, .swap, .reorder, .crew, .material, .priority, .duplicate], [.homeBase, .mark, .copyAddress, .copyPhone],
      [.undo, .redo, .repeatVerb],
    ]
    if selectedParkedIntent != nil { groups.insert([.settleEdit], at: 0) }
    return push(CommandMenuLayer(self, title: title, groups, at: point))
  }

  /// What the toolbar has no room for comes first, with its text; then what it never shows.
  mutating func openMore() -> [Effect] {
    let bar = ToolbarView(self)
    let rest = bar.rest(level: bar.level(width: size.width))
    let left = Set(rest.map(\.command))
    var layer = CommandMenuLayer(
      self, title: words.moreTitle,
      [
        [.view, .chip, .sync].filter { !left.contains($0) } + [.syncNow] + (left.contains(.today) ? [] : [.today]),
        [.sort, .goTo, .markAll], [.confirmHeadquarters, .aboutMap], [.history, .export, .team], [.palette, .messages, .help],
        [.resizePanes, .theme, .language, .mouse], [.quit],
      ],
      at: Point(x: size.width, y: 1))
    layer.menu = Menu(
      title: layer.menu.title,
      items: rest.flatMap { item in
        // On a screen too narrow for it, over several rows.
        TextWidth.wrapped(item.text, to: max(1, size.width - 4)).map { line in
          MenuItem(item.command, line, key: size.width < 40 ? "" : keyMap.label(of: item.command, words))
        }
      } + layer.menu.items)
    return push(layer)
  }
}

extension Words {
  var menuTitle: String { say("Menu", "Menu") }
  var moreTitle: String { say("Suite", "More") }
}
