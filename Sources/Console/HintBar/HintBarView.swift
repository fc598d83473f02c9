import Canvas
import Configuration
import Widgets

/// What the selection can do now, in six to nine keys.
struct HintBarView {
  let state: State

  init(_ state: State) { self.state = state }

  var commands: [CommandID] {
    if state.view == .sync { return [.settleEdit, .syncNow, .undo, .mainView, .palette, .help] }
    switch (state.pane, state.list.scroll.selected) {
    case (_, .group?): return [.mark, .sort, .filter, .goTo, .undo, .verbLine, .help]
    default: return [.assign, .move, .status, .notes, .undo, .filter, .verbLine, .help, .nextPane]
    }
  }

  func draw(into frame: inout Frame, in line: Rect, hits: inout HitMap) {
    let shown = commands
    let hints = shown.map { id in
      let command = Registry.command(id)
      return Hint(state.keyMap.label(of: id, state.words), title(command), enabled: command.availability(in: state).isEnabled)
    }.enumerated().filter { !$0.element.key.isEmpty }
    let regions = HintBar.draw(hints.map(\.element), into: &frame, in: line)
    for region in regions { hits.add(region.rect, .command(shown[hints[region.index].offset])) }
  }

  private func title(_ command: Command) -> String {
    if command.id == .nextPane {
      let panes = PaneLayout(state)
      if panes.map.isEmpty, state.preferences.mode != .plain { return state.words.mapTitle.lowercased() }
      if panes.list.isEmpty { return state.words.sheetTitle.lowercased() }
    }
    return command.hint(state.preferences.language)
  }
}
