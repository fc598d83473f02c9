import Canvas
import Domain
import Widgets

/// `a`: letters find a technician, the consequence stands beside each, Enter assigns.
struct AssignLayer: Layer {
  let references: [DocumentReference]
  var picker = Picker<DocumentName>()
  var candidates: [DocumentName: Candidate] = [:]
  var ranked: [DocumentName] = []
  private var height = 10

  init(_ state: State) {
    references = state.targets.map(\.reference)
    height = max(1, min(12, state.size.height - 9))
    find(state)
    search(keepingSelection: false)
  }

  mutating func boardChanged(_ state: State) {
    height = max(1, min(12, state.size.height - 9))
    find(state)
    search(keepingSelection: true)
  }

  private mutating func find(_ state: State) {
    guard let board = state.board, let job = references.first.flatMap({ board.jobs[$0] }) else { return }
    let made = Candidate.all(for: job, state: state, board: board)
    ranked = made.map(\.technician.name)
    candidates = Dictionary(uniqueKeysWithValues: made.map { ($0.technician.name, $0) })
  }

  private mutating func search(keepingSelection: Bool) {
    let query = SearchQuery(picker.query.text)
    let rows = query.isEmpty ? ranked : ranked.filter { candidates[$0].map { query.matches($0.folded) } ?? false }
    picker.setRows(rows, height: height, keepingSelection: keepingSelection)
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let result: Picker<DocumentName>.Result
    switch input {
    case .key(let key): result = picker.handle(key, height: height)
    case .paste(let text): result = picker.paste(text)
    case .wheel(let rows):
      picker.scroll(by: rows, height: height)
      return .stays
    case .click(let row):
      picker.select(index: row, height: height)
      return .stays
    }
    switch result {
    case .queried: search(keepingSelection: false)
    case .cancelled: return .closes
    case .chosen(let technician): return .closes(state.attempt(.assign(technician, nil), on: references))
    case .ignored, .unchanged, .moved: break
    }
    return .stays
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    guard let job = references.first.flatMap({ state.board?.jobs[$0] }) else { return }
    let width = min(area.width - 4, 82)
    let title = words.assignTitle(job, count: references.count)
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: min(picker.rows.count, height) + 1), title: title,
      hints: [Hint(words.enterKey, words.assignHint), Hint(words.escapeKey, words.giveUp)])
    hits.add(layout.outer, .layerBox)
    let rows = picker.draw(into: &frame, in: layout.content, placeholder: words.typeAName, empty: words.nobodyMatches) {
      frame, name, line in
      guard let candidate = candidates[name] else { return }
      draw(candidate, words, state, into: &frame, in: line)
    }
    for index in picker.list.visible(count: picker.rows.count, height: rows.height) {
      hits.add(rows.row(index - picker.list.top), .layer(index))
    }
  }

  private func draw(_ candidate: Candidate, _ words: Words, _ state: State, into frame: inout Frame, in line: Rect) {
    let name = candidate.technician.fullName
    frame.put(Sanitise.line(name), x: line.x, y: line.y, columns: 18, style: Style(.dialog, on: .dialog), in: line)
    let load =
      words.length(candidate.before) + " → " + words.length(candidate.after)
      + (candidate.shift.map { " / " + words.shortLength($0) } ?? "")
    frame.put(load, x: line.x + 19, y: line.y, style: Style(candidate.isOver ? .loadOver : .dialog, on: .dialog), in: line)
    frame.put(
      candidate.start.map { words.clock(state.zone.local($0)) } ?? "", x: line.x + 45, y: line.y,
      style: Style(.dialog, on: .dialog), in: line)
  }
}

/// What giving the job to a technician would mean.
struct Candidate {
  let technician: Technician
  let folded: [UInt8]
  let before: Minutes
  let after: Minutes
  let start: Instant?

  var shift: Minutes? { technician.shiftLength }
  var isOver: Bool { shift.map { after > $0 } ?? false }

  static func all(for job: Job, state: State, board: Board) -> [Candidate] {
    board.technicians.values
      .filter { $0.isActive && $0.resourceType == .technician }
      .map { technician in
        let load = state.list.layout.group(.resource(technician.name))?.load ?? 0
        return Candidate(
          technician: technician, folded: SearchFolding.foldedBytes(technician.fullName), before: load,
          after: job.technician == technician.name ? load : load + job.duration,
          start: Placement.start(of: job, with: technician.name, on: board, day: state.day, state.editContext))
      }
      .sorted { $0.after == $1.after ? $0.technician.name < $1.technician.name : $0.after < $1.after }
  }
}

extension Words {
  func assignTitle(_ job: Job, count: Int) -> String {
    count > 1
      ? say("Assigner \(jobs(count))", "Assign \(jobs(count))")
      : say("Assigner ", "Assign ") + jobTitle(job) + (job.city.isEmpty ? "" : " · " + job.city)
  }
  var assignHint: String { say("assigner", "assign") }
  var typeAName: String { say("nom du technicien", "technician's name") }
  var nobodyMatches: String { say("personne de ce nom", "nobody of that name") }
}
