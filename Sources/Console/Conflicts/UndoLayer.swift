import Canvas
import Domain
import Widgets

/// Others have changed what the step wrote: field by field, what is there now stays or is taken back all the same. Nothing is done
/// before Enter, and Escape leaves the step as it is.
struct UndoLayer: Layer {
  let question: UndoQuestion
  private var overwritten: Set<ChangedField> = []
  private var cursor = ComparisonCursor()
  private var size: Size

  init(_ question: UndoQuestion, _ state: State) {
    self.question = question
    size = state.size
  }

  mutating func boardChanged(_ state: State) { size = state.size }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let (before, shown) = (self, state)
    switch cursor.handle(input, rows: question.fields.count, third: "t", lastTop: { before.lastTop(shown) }) {
    case .moved: break
    case .decides(let side): decide(cursor.index, overwrite: side == 1)
    case .third: decideAll()
    case .confirms: return .closes([.answerUndo(question, overwriting: overwritten)])
    case .closes: return .closes
    case .ignored: return .ignored
    }
    return .stays
  }

  private mutating func decide(_ index: Int, overwrite: Bool) {
    guard question.fields.indices.contains(index) else { return }
    if overwrite { overwritten.insert(question.fields[index]) } else { overwritten.remove(question.fields[index]) }
  }

  /// All of them, or none where all are already.
  private mutating func decideAll() {
    let all = Set(question.fields)
    overwritten = overwritten == all ? [] : all
  }

  private func lastTop(_ state: State) -> Int {
    table(state).lastTop(ComparisonTable.width(in: size), in: size, others: notes(state).count)
  }

  private func table(_ state: State) -> ComparisonTable {
    let words = state.words
    let titles =
      question.isUndo
      ? [words.youWrote, words.thereNow, words.afterUndo] : [words.undoLeft, words.thereNow, words.afterRedo]
    let column = ComparisonTable.columnWidth(ComparisonTable.width(in: size))
    let isOneJob = Set(question.fields.map(\.document)).count == 1
    let rows = question.fields.map { field in
      let sides = zip(titles, [field.wrote, field.present, field.restored]).map { (title: $0, value: $1) }
      return ComparisonTable.Row(
        label: (isOneJob ? "" : Sanitise.line(state.title(of: field.document)) + " ") + words.field(field.field),
        values: sides.map { words.value($0.value, of: field.field, state: state) },
        chosen: overwritten.contains(field) ? [2] : [1],
        full: words.full(sides, of: field.field, column: column, state: state))
    }
    return ComparisonTable(titles: titles, rows: rows, index: cursor.index, top: cursor.top)
  }

  private func notes(_ state: State) -> [String] {
    TextWidth.wrapped(
      question.isUndo ? state.words.restIsUndone : state.words.restIsRedone, to: ComparisonTable.width(in: size) - 1)
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let size = Size(width: area.width, height: area.height)
    let width = ComparisonTable.width(in: size)
    let table = table(state)
    let notes = notes(state)
    let layout = DialogFrame.draw(
      into: &frame, in: area,
      content: Size(width: width, height: table.height(width, in: size, others: notes.count) + notes.count),
      title: words.undoQuestionTitle(question, verb: words.readable(question.verb, name: state.name)),
      hints: [
        Hint("←", words.keepPresent), Hint("→", words.overwriteIt), Hint("t", words.overwriteAll),
        Hint(words.enterKey, words.doSo), Hint(words.escapeKey, words.doNothing),
      ])
    hits.add(layout.outer, .layerBox)
    let numbers = [nil, nil, ComparisonCursor.third, ComparisonCursor.confirm, ComparisonCursor.close]
    for region in layout.hints { if let number = numbers[region.index] { hits.add(region.rect, .layer(number)) } }
    let (upper, lower) = layout.content.splitBottom(notes.count)
    table.draw(into: &frame, in: upper, choices: [1, 2], hits: &hits)
    for (row, note) in notes.enumerated() {
      frame.put(note, x: lower.x + 1, y: lower.y + row, style: Style(.dim, on: .dialog), in: lower)
    }
  }
}

extension State {
  /// Beneath whatever has been opened since the key was pressed: nothing that is being typed is to answer it.
  mutating func ask(_ question: UndoQuestion) -> [Effect] {
    layers.removeAll { $0 is UndoLayer || $0 is HistoryLayer }
    layers.insert(UndoLayer(question, self), at: 0)
    return []
  }
}

extension Words {
  func undoQuestionTitle(_ question: UndoQuestion, verb: String) -> String {
    question.isUndo
      ? say("Défaire « \(verb) » : changé depuis", "Undo “\(verb)”: changed since")
      : say("Refaire « \(verb) » : changé depuis", "Redo “\(verb)”: changed since")
  }
  var youWrote: String { say("vous aviez mis", "you had put") }
  var undoLeft: String { say("il y avait", "there was") }
  var thereNow: String { say("il y a maintenant", "there is now") }
  var afterUndo: String { say("en défaisant", "by undoing") }
  var afterRedo: String { say("en refaisant", "by redoing") }
  var keepPresent: String { say("garder", "keep it") }
  var overwriteIt: String { say("remettre", "put back") }
  var overwriteAll: String { say("tout remettre", "put all back") }
  var doSo: String { say("faire", "do so") }
  var doNothing: String { say("ne rien faire", "do nothing") }
  var restIsUndone: String {
    say("Ce que personne n'a changé est défait de toute façon.", "What nobody has changed is undone in any case.")
  }
  var restIsRedone: String {
    say("Ce que personne n'a changé est refait de toute façon.", "What nobody has changed is redone in any case.")
  }
}
