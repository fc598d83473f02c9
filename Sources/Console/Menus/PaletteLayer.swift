import Canvas
import Domain
import Widgets

/// Every command by name, with its key and, where it cannot be used, why.
struct PaletteLayer: Layer {
  var palette: Palette<CommandID>
  private var height: Int

  init(_ state: State) {
    let words = state.words
    palette = Palette(
      Registry.commands.filter { $0.id != .palette }.map { command in
        PaletteEntry(
          command.id, command.title(state.preferences.language), group: words.group(command.group),
          key: state.keyMap.label(of: command.id, words), disabledReason: command.availability(in: state).reason)
      }, fold: { SearchFolding.fold($0) })
    height = Self.height(state)
  }

  private static func height(_ state: State) -> Int { max(1, min(14, state.size.height - 8)) }

  mutating func boardChanged(_ state: State) { height = Self.height(state) }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let result: Palette<CommandID>.Result
    switch input {
    case .key(let key): result = palette.handle(key, height: height) { SearchFolding.fold($0) }
    case .paste(let text): result = palette.paste(text, height: height) { SearchFolding.fold($0) }
    case .click(let row): result = palette.choose(row: row, height: height)
    case .wheel(let rows): result = palette.handle(Key(rows < 0 ? .up : .down), height: height) { SearchFolding.fold($0) }
    }
    switch result {
    case .cancelled: return .closes
    case .chosen(let id): return .closes(state.perform(id))
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
  var paletteTitle: String { say("Commandes", "Commands") }
  var palettePlaceholder: String { say("tapez quelques lettres", "type some letters") }
  var nothingFound: String { say("rien de ce nom", "nothing of that name") }

  package func group(_ group: CommandGroup) -> String {
    switch group {
    case .jobs: say("bons", "jobs")
    case .list: say("liste", "list")
    case .views: say("vues et jours", "views and days")
    case .console: say("console", "console")
    }
  }
}
