import Canvas
import Domain
import Widgets

/// Every command by name, with its key and, where it cannot be used, why.
struct PaletteLayer: Layer {
  /// A command, or what a person has kept.
  enum Entry: Hashable, Sendable {
    case command(CommandID)
    case macro(String)
    case view(String)
  }

  var palette: Palette<Entry>
  private var height: Int

  init(_ state: State) {
    let words = state.words
    let commands = Registry.commands.filter { $0.id != .palette }.map { command in
      PaletteEntry(
        Entry.command(command.id), command.title(state.preferences.language), group: words.group(command.group),
        key: state.keyMap.label(of: command.id, words), disabledReason: command.availability(in: state).reason)
    }
    let play = state.keyMap.label(of: .playMacro, words)
    let macros = state.memory.macros.map {
      PaletteEntry(
        Entry.macro($0.letter), $0.lines.joined(separator: " · "), group: words.macrosHeading, key: play + " " + $0.letter)
    }
    let views = state.memory.views.map { PaletteEntry(Entry.view($0.name), $0.name, group: words.keptViews) }
    palette = Palette(commands + macros + views, fold: { SearchFolding.fold($0) })
    height = Self.height(state)
  }

  private static func height(_ state: State) -> Int { max(1, min(14, state.size.height - 8)) }

  mutating func boardChanged(_ state: State) { height = Self.height(state) }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let result: Palette<Entry>.Result
    switch input {
    case .key(let key): result = palette.handle(key, height: height) { SearchFolding.fold($0) }
    case .paste(let text): result = palette.paste(text, height: height) { SearchFolding.fold($0) }
    case .click(let row): result = palette.choose(row: row, height: height)
    case .wheel(let rows): result = palette.handle(Key(rows < 0 ? .up : .down), height: height) { SearchFolding.fold($0) }
    }
    switch result {
    case .cancelled: return .closes
    case .chosen(.command(let id)): return .closes(state.perform(id))
    case .chosen(.macro(let letter)): return .closes(state.playMacro(letter))
    case .chosen(.view(let name)): return .closes(state.showView(named: name))
    case .refused(let reason): return .stays(state.warn(reason))
    case .ignored, .unchanged, .moved: return .stays
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let layout = DialogFrame.draw(
      into: &frame, in: area,
      content: Size(width: min(64, area.width - 4), height: 1 + max(1, min(height, palette.picker.rows.count))),
      title: words.paletteTitle)
    hits.add(layout.outer, .layerBox)
    let rows = palette.draw(into: &frame, in: layout.content, placeholder: words.palettePlaceholder, empty: words.nothingFound)
    for index in palette.picker.list.visible(count: palette.picker.rows.count, height: rows.height) {
      hits.add(rows.row(index - palette.picker.list.top), .layer(index))
    }
  }
}

extension Words {
  var keptViews: String { say("vues gardées", "kept views") }
  var paletteTitle: String { say("Commandes", "Commands") }
  var palettePlaceholder: String { say("tapez quelques lettres", "type some letters") }
  var nothingFound: String { say("rien de ce nom", "nothing of that name") }

  package func group(_ group: CommandGroup) -> String {
    switch group {
    case .jobs: say("bons", "jobs")
    case .list: say("liste", "list")
    case .views: say("vues et jours", "views and days")
    case .map: say("carte", "map")
    case .console: say("console", "console")
    }
  }
}
