import Canvas
import Domain
import Widgets

/// Every step of this dispatcher, newest first, across restarts: what became of it, and whether it can be taken back. Enter undoes the
/// newest that is not undone.
struct HistoryLayer: Layer {
  /// nil until they have been read.
  private(set) var steps: [PastStep]?
  private var list = ListState<String>()
  private var height = 1

  mutating func take(_ steps: [PastStep], height: Int) {
    self.steps = steps
    self.height = height
    list.reconcile(steps.map(\.id), height: height)
  }

  mutating func boardChanged(_ state: State) { height = Self.height(state) }

  static func height(_ state: State) -> Int { max(1, min(20, state.size.height - 9)) }

  /// The one that `u` takes back.
  private var next: PastStep? { steps?.first { !$0.isUndone } }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let ids = steps?.map(\.id) ?? []
    switch input {
    case .key(let key):
      if key.code == .escape || key == .control("c") || key == "q" { return .closes }
      if key == "u" { return undo(&state) }
      if key == "U" || key == .control("r") { return redo(&state) }
      if key.code == .enter { return enter(&state) }
      _ = list.handle(key, ids, height: height)
    case .click(let row) where row >= 0: list.select(index: row, in: ids, height: height)
    case .click(-1): return enter(&state)
    case .click: return .closes
    case .wheel(let rows): list.scroll(by: rows, in: ids, height: height)
    case .paste: return .ignored
    }
    return .stays
  }

  private func enter(_ state: inout State) -> LayerAnswer {
    guard let selected = steps?.first(where: { $0.id == list.selected }) else { return .stays }
    if selected.id == next?.id { return undo(&state) }
    return .stays(state.warn(selected.isUndone ? state.words.undoneAlready : state.words.newerFirst))
  }

  private func undo(_ state: inout State) -> LayerAnswer {
    if case .because(let reason) = availability(of: .undo, in: state) { return .stays(state.warn(reason)) }
    guard let next else { return .stays(state.inform(state.words.nothingToUndo)) }
    if let reason = state.words.irreversible(next) { return .stays(state.warn(reason) + [.undo, .loadSteps]) }
    return .stays([.undo, .loadSteps])
  }

  private func redo(_ state: inout State) -> LayerAnswer {
    if case .because(let reason) = availability(of: .redo, in: state) { return .stays(state.warn(reason)) }
    return .stays([.redo, .loadSteps])
  }

  // MARK: Drawing

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let width = max(16, min(96, area.width - 4))
    let rows = steps ?? []
    let isTop = rows.first { $0.id == list.selected }.map { $0.id == next?.id } ?? false
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: max(1, min(rows.count, height)) + 2),
      title: words.myActions + (steps == nil ? "" : " · " + words.number(rows.count)),
      hints: [
        Hint(words.enterKey, words.undoHint, enabled: isTop), Hint(state.keyMap.label(of: .redo, words), words.redoHint),
        Hint(words.escapeKey, words.closeHint),
      ])
    hits.add(layout.outer, .layerBox)
    for (region, number) in zip(layout.hints, [-1, -3, -2]) where number != -3 { hits.add(region.rect, .layer(number)) }
    let (listed, below) = layout.content.splitBottom(min(2, layout.content.height - 1))
    guard let steps else {
      frame.put(words.reading, x: listed.x + 1, y: listed.y, style: Style(.dim, on: .dialog), in: listed)
      return
    }
    if steps.isEmpty {
      frame.put(
        words.noSteps, x: listed.x + 1, y: listed.y, columns: listed.width - 1, style: Style(.dim, on: .dialog), in: listed)
      return
    }
    let shown = ListView.draw(list, count: steps.count, into: &frame, in: listed, focused: true) { frame, index, line in
      draw(steps[index], state, into: &frame, in: line)
    }
    for index in list.visible(count: steps.count, height: shown.height) {
      hits.add(shown.row(index - list.top), .layer(index))
    }
    if let selected = steps.first(where: { $0.id == list.selected }), below.height > 1 {
      frame.put(
        words.detail(of: selected, isNext: selected.id == next?.id, state: state), x: below.x + 1, y: below.y + 1,
        columns: below.width - 1, style: Style(.dim, on: .dialog), in: below)
    }
  }

  private func draw(_ step: PastStep, _ state: State, into frame: inout Frame, in line: Rect) {
    let words = state.words
    let isDim = step.isUndone || step.standing == .givenUp
    let style = Style(isDim ? .dim : .dialog, on: frame[line.x, line.y].style.paper)
    func dimmed(_ role: Role) -> Style { Style(role, on: style.paper) }
    let standing = words.standing(of: step)
    let mark = state.preferences.symbols[standing.symbol]
    let right = mark + " " + standing.text
    let rightWidth = line.width >= 44 ? TextWidth.columns(of: right) : 1
    frame.put(words.moment(step.at, state: state), x: line.x, y: line.y, columns: 15, style: dimmed(.dim), in: line)
    let room = max(1, line.width - 16 - rightWidth - 2)
    frame.put(words.inWords(step, state: state), x: line.x + 16, y: line.y, columns: room, style: style, in: line)
    frame.put(
      line.width >= 44 ? right : mark, x: line.maxX - rightWidth - 1, y: line.y, style: dimmed(standing.role), in: line)
  }
}

extension State {
  mutating func take(steps: [PastStep]) {
    let height = HistoryLayer.height(self)
    for index in layers.indices {
      guard var layer = layers[index] as? HistoryLayer else { continue }
      layer.take(steps, height: height)
      layers[index] = layer
    }
  }
}

extension Words {
  var myActions: String { say("Historique de mes actions", "History of my actions") }
  var noSteps: String { say("rien encore : ce que vous faites apparaît ici", "nothing yet: what you do appears here") }
  var undoHint: String { say("défaire", "undo") }
  var redoHint: String { say("refaire", "redo") }
  var undoneAlready: String {
    say("cette action est déjà défaite (U la refait)", "this action is undone already (U does it again)")
  }
  var newerFirst: String {
    say(
      "seule la plus récente se défait : défaites d'abord celles du dessus",
      "only the newest can be undone: undo those above it first")
  }
  var stepPending: String { say("en attente", "pending") }
  var stepParked: String { say("à régler", "to settle") }
  var stepUndone: String { say("défait", "undone") }
  var stepGivenUp: String { say("abandonné", "given up") }

  func moment(_ instant: Instant?, state: State) -> String {
    guard let clock = instant.map({ state.zone.local($0) }) else { return "—" }
    return clock.date == state.today ? self.clock(clock) : tinyDay(clock.date) + " " + self.clock(clock)
  }

  func standing(of step: PastStep) -> (symbol: Symbol, text: String, role: Role) {
    switch step.standing {
    case .pending: (.pending, stepPending, .editPending)
    case .confirmed: (.check, say("confirmé", "confirmed"), .good)
    case .parked(let count):
      (.refused, stepParked + (step.parts.count > 1 ? " (\(count)/\(step.parts.count))" : ""), .editRefused)
    case .undone: (.arrowLeft, stepUndone, .dim)
    case .givenUp: (.windowMissed, stepGivenUp, .dim)
    case .documentsGone: (.windowMissed, say("irréversible", "irreversible"), .warning)
    }
  }

  /// Why a step cannot be taken back; nil where it can.
  func irreversible(_ step: PastStep) -> String? {
    switch step.standing {
    case .givenUp:
      say("rien à défaire là : cela n'est jamais parti vers le site", "nothing to undo there: it never went to the site")
    case .documentsGone:
      say(
        "irréversible : ce qui avait été modifié n'existe plus sur le site", "irreversible: what it changed is gone from the site"
      )
    case .pending, .confirmed, .parked, .undone: nil
    }
  }

  /// `assigner 1043 · Julie Gagnon, 10:45`.
  func inWords(_ step: PastStep, state: State) -> String {
    let verb = readable(step.verb, name: state.name)
    guard let first = step.parts.first else { return verb }
    let shown = first.changes.filter {
      ["technician", "scheduled_start", "status", "priority", "duration_minutes"].contains($0.field)
    }
    let values = shown.prefix(2).map { value($0.after, of: $0.field, state: state) }
    let areSame = step.parts.count == 1
    return verb + (values.isEmpty || !areSame ? "" : " · " + values.joined(separator: ", "))
  }

  /// What stands below the list for the selected step.
  func detail(of step: PastStep, isNext: Bool, state: State) -> String {
    if let reason = irreversible(step) { return reason }
    if step.isUndone { return undoneAlready }
    if !isNext { return newerFirst }
    return step.parts.first.map { Sanitise.line(state.title(of: $0.document)) + " : " + changeTexts($0.changes, state: state) }
      ?? ""
  }
}
