import Canvas
import Configuration
import Domain
import Widgets

/// What the selection can do now, in six to nine keys.
struct HintBarView {
  let state: State

  init(_ state: State) { self.state = state }

  /// A narrow screen leaves out what the help is never far from.
  var commands: [CommandID] {
    if let page = state.view.page { return page.hints(state) }
    if state.pane == .map { return MapCommands.hints(state) }
    if case .group? = state.list.scroll.selected {
      return [.publish, .homeBase, .sort, .filter, .goTo, .undo, .palette, .verbLine, .nextPane, .help]
    }
    if state.list.marked.count == 2 { return [.assign, .move, .swap, .report, .status, .publish, .mark, .undo, .help] }
    if state.list.marked.count > 1 { return [.assign, .move, .report, .status, .publish, .mark, .undo, .help] }
    if state.size.width < 100 { return [.assign, .move, .status, .undo, .filter, .verbLine, .nextPane, .help] }
    return [.assign, .move, .report, .status, .notes, .undo, .filter, .verbLine, .nextPane, .help]
  }

  func draw(into frame: inout Frame, in line: Rect, hits: inout HitMap) {
    if let own = state.view.page?.ownHints(state) {
      HintBar.draw(own, into: &frame, in: line)
      return
    }
    let shown = commands.filter { !key(of: $0).isEmpty }
    let hints = shown.map { id in
      let command = Registry.command(id)
      return Hint(key(of: id), title(command), enabled: command.availability(in: state).isEnabled)
    }
    for region in HintBar.draw(hints, into: &frame, in: line) { hits.add(region.rect, .command(shown[region.index])) }
  }

  private func key(of id: CommandID) -> String {
    id == .settleEdit ? state.words.enterKey : state.keyMap.label(of: id, state.words)
  }

  private func title(_ command: Command) -> String {
    if command.id == .nextPane, !PaneLayout(state).isSideBySide {
      switch state.pane(after: state.pane, by: 1) {
      case .list: return state.words.listTitle.lowercased()
      case .map: return state.words.mapTitle.lowercased()
      case .sheet: return state.words.sheetTitle.lowercased()
      }
    }
    if state.view == .statistics {
      if command.id == .zoomIn { return state.words.dayHint }
      if command.id == .zoomOut { return state.words.weekHint }
    }
    if state.span.days > 1 {
      switch command.id {
      case .dayBefore: return state.words.weekBefore
      case .dayAfter: return state.words.weekAfter
      default: break
      }
    }
    return command.hint(state.preferences.language)
  }
}
