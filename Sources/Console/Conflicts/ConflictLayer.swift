import Canvas
import Domain
import Widgets

/// Mine, theirs and what was there before, field by field; each field keeps the side that is chosen, and a text may keep both.
struct ConflictLayer: Layer {
  let intent: Intent
  let conflicts: [FieldConflict]
  var subjects: [DocumentReference] { [intent.edit.document] }
  private var decisions: [String: FieldDecision]
  private var cursor = ComparisonCursor()
  private var size: Size
  /// Others of its step stand, and can be taken back.
  private let hasRest: Bool

  init(_ intent: Intent, _ conflicts: [FieldConflict], _ state: State) {
    self.intent = intent
    self.conflicts = conflicts
    decisions = Dictionary(conflicts.map { ($0.field, .mine) }, uniquingKeysWith: { first, _ in first })
    size = state.size
    hasRest = state.bulk[intent.group]?.isPartial == true
  }

  mutating func boardChanged(_ state: State) { size = state.size }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    if hasRest, case .key("u") = input { return .closes([.undoStep(group: intent.group)]) }
    let (before, shown) = (self, state)
    switch cursor.handle(input, rows: conflicts.count, third: "2", lastTop: { before.lastTop(shown) }) {
    case .moved: break
    case .decides(let side): decide(side == 0 ? .mine : .theirs)
    case .third: if conflicts.indices.contains(cursor.index), let both = conflicts[cursor.index].both { decide(.both(both)) }
    case .confirms: return .closes(keep(&state))
    case .closes: return .closes
    case .ignored: return .ignored
    }
    return .stays
  }

  private static let placeFields: Set = ["home_address", "home_latitude", "home_longitude", "latitude", "longitude"]

  private func lastTop(_ state: State) -> Int { table(state).lastTop(ComparisonTable.width(in: size), in: size) }

  private mutating func decide(_ decision: FieldDecision) {
    guard conflicts.indices.contains(cursor.index) else { return }
    let field = conflicts[cursor.index].field
    decisions[field] = decision
    // A place is one: nobody wants the latitude of the one and the longitude of the other.
    guard Self.placeFields.contains(field) else { return }
    for conflict in conflicts where Self.placeFields.contains(conflict.field) { decisions[conflict.field] = decision }
  }

  private func keep(_ state: inout State) -> [Effect] {
    let fields = intent.edit.changes.map(\.field)
    let given = fields.filter { decisions[$0] == .theirs }
    // What nobody stood against goes on its way whatever is chosen.
    if given.count == fields.count { state.toasts.withdraw(intent.group) }
    let text =
      given.isEmpty
      ? state.words.conflictSettled
      : given.count == fields.count
        ? state.words.conflictGivenUp : state.words.conflictGivenUpInPart(given.map { state.words.field($0) })
    return [.resolveConflict(intent: intent.id, choices: decisions)] + state.inform(text)
  }

  private func theirTitle(_ words: Words) -> String {
    guard let theirs = intent.theirs else { return words.theirs }
    let time = LocalDateTime(siteText: theirs.modified).map { " " + words.clock($0) } ?? ""
    // The time says which of their changes it was: a long name is cut before it.
    let room = ComparisonTable.columnWidth(ComparisonTable.width(in: size)) - 2 - time.count
    return TextWidth.truncated(words.firstName(theirs.user), to: max(1, room)) + time
  }

  private func table(_ state: State) -> ComparisonTable {
    let words = state.words
    let titles = [words.mine, theirTitle(words), words.before]
    let column = ComparisonTable.columnWidth(ComparisonTable.width(in: size))
    let rows = conflicts.map { conflict in
      let decision = decisions[conflict.field] ?? .mine
      var sides = [
        (title: titles[0], value: conflict.mine), (title: titles[1], value: conflict.theirs),
        (title: titles[2], value: conflict.base),
      ]
      let values = sides.map { words.value($0.value, of: conflict.field, state: state) }
      if case .both(let both) = decision { sides.insert((words.both, both), at: 0) }
      return ComparisonTable.Row(
        label: words.field(conflict.field), values: values,
        chosen: decision == .mine ? [0] : decision == .theirs ? [1] : [0, 1],
        full: words.full(sides, of: conflict.field, column: column, state: state))
    }
    return ComparisonTable(titles: titles, rows: rows, index: cursor.index, top: cursor.top)
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let size = Size(width: area.width, height: area.height)
    let width = ComparisonTable.width(in: size)
    let table = table(state)
    var hints: [(hint: Hint, number: Int?)] = [(Hint("←", words.mine), nil), (Hint("→", words.theirs), nil)]
    if conflicts.contains(where: { $0.both != nil }) {
      let canKeepBoth = conflicts.indices.contains(cursor.index) && conflicts[cursor.index].both != nil
      hints.append((Hint("2", words.both, enabled: canKeepBoth), ComparisonCursor.third))
    }
    if hasRest { hints.append((Hint("u", words.undoRestHint), nil)) }
    hints += [
      (Hint(words.enterKey, words.keepChoice), ComparisonCursor.confirm),
      (Hint(words.escapeKey, words.later), ComparisonCursor.close),
    ]
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: table.height(width, in: size)),
      title: words.conflictTitle(Sanitise.line(state.title(of: intent.edit.document))), hints: hints.map(\.hint))
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { if let number = hints[region.index].number { hits.add(region.rect, .layer(number)) } }
    table.draw(into: &frame, in: layout.content, hits: &hits)
  }
}

extension FieldConflict {
  /// Their text with the lines of mine that it lacks after it; nil where it is no text, or where there is nothing to add.
  var both: FieldValue? {
    guard DocumentKind.job.field(field)?.type == .text, let mine = mine.text, let theirs = theirs.text, !theirs.isEmpty else {
      return nil
    }
    func lines(_ text: String) -> [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    let known = Set((lines(theirs) + lines(base.text ?? "")).map { Array($0.utf8) })
    let added = lines(mine).filter { !known.contains(Array($0.utf8)) }
    return added.isEmpty ? nil : .text(theirs + "\n" + added.joined(separator: "\n"))
  }
}

extension Words {
  func conflictTitle(_ number: String) -> String {
    say("\(number) a changé pendant votre modification", "\(number) changed while you edited it")
  }
  var mine: String { say("le vôtre", "yours") }
  var theirs: String { say("le sien", "theirs") }
  var both: String { say("les deux", "both") }
  var before: String { say("avant", "before") }
  var keepChoice: String { say("garder ce choix", "keep this choice") }
  var later: String { say("plus tard", "later") }
  var conflictSettled: String {
    say("conflit réglé : votre choix part vers le site", "conflict settled: your choice is on its way")
  }
  var conflictGivenUp: String {
    say(
      "conflit réglé : le sien reste, votre modification est abandonnée", "conflict settled: theirs stays, your edit is given up")
  }
  func conflictGivenUpInPart(_ fields: [String]) -> String {
    say(
      "conflit réglé : le sien reste pour \(fields.joined(separator: ", ")), le reste part vers le site",
      "conflict settled: theirs stays for \(fields.joined(separator: ", ")), the rest is on its way")
  }
}
