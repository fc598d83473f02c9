import Canvas
import Domain
import Widgets

/// After a prefix: a small box says what may follow, and the next key is that.
struct PrefixLayer: Layer {
  let prefix: Key

  init(_ prefix: Key) { self.prefix = prefix }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let continuations = state.keyMap.continuations(of: prefix, in: state.contexts)
    switch input {
    case .key(let key):
      guard let found = continuations.first(where: { $0.key == key }) else { return .closes }
      return .closes(state.perform(found.command))
    case .click(let row) where rows(continuations).indices.contains(row):
      return .closes(state.perform(rows(continuations)[row].command))
    case .click, .wheel, .paste: return .closes
    }
  }

  /// One row a command, with all of its keys.
  private func rows(_ continuations: [KeyMap.Continuation]) -> [(keys: [Key], command: CommandID)] {
    var rows: [(keys: [Key], command: CommandID)] = []
    for continuation in continuations {
      if let index = rows.firstIndex(where: { $0.command == continuation.command }) {
        rows[index].keys.append(continuation.key)
      } else {
        rows.append(([continuation.key], continuation.command))
      }
    }
    return rows
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let rows = rows(state.keyMap.continuations(of: prefix, in: state.contexts))
    let lines = rows.map { row in
      (row.keys.map(words.key).joined(separator: " "), Registry.command(row.command).title(state.preferences.language))
    }
    let keyWidth = lines.map { TextWidth.columns(of: $0.0) }.max() ?? 0
    let titleWidth = lines.map { TextWidth.columns(of: $0.1) }.max() ?? 0
    let size = Size(width: min(area.width, keyWidth + titleWidth + 6), height: min(max(0, area.height - 1), rows.count + 2))
    let box = Rect(x: area.maxX - size.width, y: area.maxY - 1 - size.height, width: size.width, height: size.height)
    let layout = DialogFrame.draw(into: &frame, box: box, title: words.key(prefix) + " " + state.preferences.symbols[.ellipsis])
    hits.add(layout.outer, .layerBox)
    for (row, line) in lines.prefix(layout.content.height).enumerated() {
      let place = layout.content.row(row)
      frame.put(line.0, x: place.x, y: place.y, columns: keyWidth, style: Style(.key, on: .dialog), in: place)
      frame.put(
        line.1, x: place.x + keyWidth + 2, y: place.y, columns: max(0, place.width - keyWidth - 2),
        style: Style(.dialog, on: .dialog), in: place)
      hits.add(place, .layer(row))
    }
  }
}
