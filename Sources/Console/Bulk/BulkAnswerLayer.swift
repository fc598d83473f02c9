import Canvas
import Domain
import Widgets

/// What became of each job of a step about several: the refused first. Enter goes to the job.
struct BulkAnswerLayer: Layer {
  let group: String
  private var list = ListState<DocumentReference>()
  private var height = 1

  init(_ group: String) { self.group = group }

  private func items(_ state: State) -> [BulkAnswers.Item] {
    let items = state.bulk[group]?.items ?? []
    return items.filter(\.standing.isBad) + items.filter { !$0.standing.isBad && $0.standing.isOpen }
      + items.filter { !$0.standing.isBad && !$0.standing.isOpen }
  }

  private static func height(_ state: State, count: Int) -> Int { max(1, min(count, 16, state.size.height - 9)) }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let rows = items(state).map(\.document)
    height = Self.height(state, count: rows.count)
    list.reconcile(rows, height: height)
    switch input {
    case .key(let key):
      if key.code == .escape || key == .control("c") || key == "q" { return .closes }
      if key.code == .enter { return go(&state) }
      if key == "u", state.bulk[group]?.isPartial == true { return .closes([.undoStep(group: group)]) }
      _ = list.handle(key, rows, height: height)
    case .wheel(let lines): list.scroll(by: lines, in: rows, height: height)
    case .click(-1): return go(&state)
    case .click(let row) where row >= 0:
      if rows.indices.contains(row), list.selected == rows[row] { return go(&state) }
      list.select(index: row, in: rows, height: height)
    case .click: return .closes
    case .paste: return .ignored
    }
    return .stays
  }

  private func go(_ state: inout State) -> LayerAnswer {
    guard let selected = list.selected.map({ state.names[$0] ?? $0 }) else { return .closes }
    guard state.board?.jobs[selected] != nil else { return .stays(state.warn(state.words.jobIsGone)) }
    return .closes(state.reveal(selected))
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let items = items(state)
    var list = list
    let rows = Self.height(state, count: items.count)
    list.reconcile(items.map(\.document), height: rows)
    let width = min(76, area.width - 4)
    let undoRest = state.bulk[group]?.isPartial == true ? [Hint("u", words.undoRestHint)] : []
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: rows + 3),
      title: state.bulk[group].map { words.readable($0.verb) } ?? words.messagesTitle,
      hints: [Hint(words.enterKey, words.goThereHint)] + undoRest + [Hint(words.escapeKey, words.closeHint)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints where region.index == 0 || region.index == undoRest.count + 1 {
      hits.add(region.rect, .layer(region.index == 0 ? -1 : -2))
    }
    let (top, rest) = layout.content.splitTop(3)
    let summary = TextWidth.wrapped(words.summary(items.map(\.standing)), to: max(1, top.width))
    for (row, line) in summary.prefix(2).enumerated() {
      frame.put(line, x: top.x, y: top.y + row, columns: top.width, style: Style(.strong, on: .dialog), in: top)
    }
    let drawn = ListView.draw(list, count: items.count, into: &frame, in: rest, focused: true) { frame, index, line in
      let item = items[index]
      let standing = item.standing
      let symbols = state.preferences.symbols
      frame.put(
        symbols[standing.symbol], x: line.x, y: line.y, columns: 2, style: Style(standing.role, on: .dialog), in: line)
      frame.put(item.document.number, x: line.x + 2, y: line.y, columns: 6, style: Style(.strong, on: .dialog), in: line)
      let job = state.board?.jobs[item.document]
      frame.put(
        Sanitise.line(job.map { $0.type.isEmpty ? $0.subject : $0.type } ?? ""), x: line.x + 9, y: line.y,
        columns: max(0, min(26, line.width - 26)), style: Style(.dim, on: .dialog), in: line)
      let x = line.x + 9 + max(0, min(26, line.width - 26)) + 1
      frame.put(
        Sanitise.line(words.reason(of: standing)), x: x, y: line.y, columns: max(0, line.maxX - x),
        style: Style(standing.role, on: .dialog), in: line)
    }
    for index in list.visible(count: items.count, height: drawn.height) {
      hits.add(drawn.row(index - list.top), .layer(index))
    }
  }
}

extension BulkAnswers.Standing {
  var symbol: Symbol {
    switch self {
    case .saving: .saving
    case .pending: .pending
    case .confirmed: .check
    case .conflict: .conflict
    case .deleted, .refused: .refused
    case .dropped: .windowMissed
    case .notDone: .attention
    }
  }

  var role: Role {
    switch self {
    case .saving, .pending: .editPending
    case .confirmed: .good
    case .conflict: .editConflict
    case .deleted, .refused: .editRefused
    case .dropped: .dim
    case .notDone: .warning
    }
  }
}

extension State {
  /// A message as it reads now: the receipt of a step about several jobs goes on counting.
  func said(by toast: ToastState.Toast) -> String {
    guard let step = toast.group.flatMap({ bulk[$0] }) else { return toast.text }
    if step.isSwap, !step.isPartial { return toast.text }
    return toast.text + " · " + words.summary(of: step)
  }
}

extension Words {
  var goThereHint: String { say("y aller", "go there") }
}
