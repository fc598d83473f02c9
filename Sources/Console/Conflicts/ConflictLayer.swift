import Canvas
import Domain
import Widgets

/// Mine, theirs and what was there before, field by field; each field keeps the side that is chosen.
struct ConflictLayer: Layer {
  let intent: Intent
  let conflicts: [FieldConflict]
  var choices: [String: ConflictChoice]
  var index = 0

  init(_ intent: Intent, _ conflicts: [FieldConflict]) {
    self.intent = intent
    self.conflicts = conflicts
    choices = Dictionary(conflicts.map { ($0.field, .mine) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      case .up, .character("k"): index = max(0, index - 1)
      case .down, .character("j"), .tab: index = min(conflicts.count - 1, index + 1)
      case .left, .character("h"): choose(.mine)
      case .right, .character("l"): choose(.theirs)
      case .enter: return .closes(keep(&state))
      case .escape: return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      default: return .ignored
      }
    case .click(let number):
      if number == -1 { return .closes(keep(&state)) }
      if number == -2 { return .closes }
      guard conflicts.indices.contains(number / 2) else { return .ignored }
      index = number / 2
      choose(number % 2 == 0 ? .mine : .theirs)
    case .wheel, .paste: return .ignored
    }
    return .stays
  }

  private mutating func choose(_ choice: ConflictChoice) {
    guard conflicts.indices.contains(index) else { return }
    choices[conflicts[index].field] = choice
  }

  private func keep(_ state: inout State) -> [Effect] {
    [.resolveConflict(intent: intent.id, choices: choices)] + state.inform(state.words.conflictSettled)
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let job = state.board?.jobs[intent.edit.document]
    let width = min(area.width - 4, 84)
    let label = min(14, width / 5)
    let column = max(6, (width - label - 3) / 3)
    let full = conflicts.indices.contains(index) ? fullText(conflicts[index], state, width: width) : []
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: 2 + conflicts.count + full.count),
      title: words.conflictTitle(job?.number ?? intent.edit.document.key.text),
      hints: [
        Hint("←", words.mine), Hint("→", words.theirs), Hint(words.enterKey, words.keepChoice),
        Hint(words.escapeKey, words.later),
      ])
    hits.add(layout.outer, .layerBox)
    if layout.hints.count > 2 { hits.add(layout.hints[2].rect, .layer(-1)) }
    if layout.hints.count > 3 { hits.add(layout.hints[3].rect, .layer(-2)) }
    let content = layout.content
    let dim = Style(.dim, on: .dialog)
    let xs = [content.x + 1 + label, content.x + 1 + label + column + 1, content.x + 1 + label + 2 * (column + 1)]
    let theirs =
      intent.theirs.map { words.theirsOf(words.firstName($0.user), at: LocalDateTime(siteText: $0.modified)) } ?? words.theirs
    for (x, title) in zip(xs, [words.mine, theirs, words.before]) {
      frame.put(title, x: x, y: content.y, columns: column, style: dim, in: content)
    }
    for (row, conflict) in conflicts.enumerated() {
      let line = content.row(row + 1)
      let selected = row == index
      let paper: Role = selected ? .selectedRow : .dialog
      frame.fill(line, style: Style(.dialog, on: paper))
      if selected { frame.put(.cursorBar, x: line.x, y: line.y, style: Style(.cursorBar, on: paper), in: line) }
      frame.put(
        words.field(conflict.field), x: line.x + 1, y: line.y, columns: label - 1, style: Style(.dim, on: paper), in: line)
      let values = [conflict.mine, conflict.theirs, conflict.base].map { words.value($0, of: conflict.field, state: state) }
      for (side, x) in xs.enumerated() {
        let chosen = side == 0 && choices[conflict.field] == .mine || side == 1 && choices[conflict.field] == .theirs
        let mark = chosen ? state.preferences.symbols[.check] + " " : "  "
        frame.put(
          mark + values[side].split(separator: "\n").joined(separator: " "), x: x, y: line.y, columns: column,
          style: Style(side == 2 ? .dim : chosen ? .strong : .dialog, on: paper), in: line)
        if side < 2 { hits.add(Rect(x: x, y: line.y, width: column, height: 1), .layer(row * 2 + side)) }
      }
    }
    for (row, line) in full.enumerated() {
      frame.put(line, x: content.x + 1, y: content.y + 2 + conflicts.count + row, style: dim, in: content)
    }
  }

  /// Long texts, whole, for the field under the cursor.
  private func fullText(_ conflict: FieldConflict, _ state: State, width: Int) -> [String] {
    let words = state.words
    let (mine, theirs) = (
      words.value(conflict.mine, of: conflict.field, state: state), words.value(conflict.theirs, of: conflict.field, state: state)
    )
    guard max(TextWidth.columns(of: mine), TextWidth.columns(of: theirs)) > width / 3 - 8 else { return [] }
    return Array(
      (TextWidth.wrapped(words.mine + " : " + mine, to: width - 2).prefix(4)
        + TextWidth.wrapped(words.theirs + " : " + theirs, to: width - 2).prefix(4)))
  }
}

extension Words {
  func conflictTitle(_ number: String) -> String {
    say("\(number) a changé pendant votre modification", "\(number) changed while you edited it")
  }
  var mine: String { say("le vôtre", "yours") }
  var theirs: String { say("le sien", "theirs") }
  var before: String { say("avant", "before") }
  var keepChoice: String { say("garder ce choix", "keep this choice") }
  var later: String { say("plus tard", "later") }
  var conflictSettled: String {
    say("conflit réglé : votre choix part vers le site", "conflict settled: your choice is on its way")
  }
  func theirsOf(_ person: String, at time: LocalDateTime?) -> String {
    say("celui de \(person)", "\(person)'s") + (time.map { " " + clock($0) } ?? "")
  }
}
