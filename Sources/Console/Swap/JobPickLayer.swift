import Canvas
import Domain
import Scheduling
import Widgets

/// Chooses another job by its number or a few letters: the one to exchange places with, or the one to stand before or after.
struct JobPickLayer: Layer {
  enum Purpose: Sendable, Equatable { case swapping, placing }

  let reference: DocumentReference
  let purpose: Purpose
  private var picker = Picker<DocumentReference>()
  /// Placing: before rather than after; Tab changes it.
  private var isBefore = false
  private var plan: DayPlan?
  private var height: Int
  private var openedRows = 1
  private var complaint: String?
  private static let noteRows = 6
  /// On larger boards only numbers and the own day are searched: a key must not wait for a reading of everything.
  private static let searchedWhole = 2_000
  private static let mostRows = 200

  init?(_ state: State, for purpose: Purpose) {
    guard let job = state.selectedTarget else { return nil }
    reference = job.reference
    self.purpose = purpose
    height = Self.height(state)
    plan = state.plan
    search(state, keepingSelection: false)
    openedRows = max(3, min(picker.rows.count, height))
  }

  private static func height(_ state: State) -> Int { max(1, min(10, state.size.height - 15)) }

  mutating func boardChanged(_ state: State) {
    height = Self.height(state)
    plan = state.plan
    search(state, keepingSelection: true)
  }

  private func job(_ state: State) -> Job? { state.board?.jobs[state.names[reference] ?? reference] }

  // MARK: Finding

  private mutating func search(_ state: State, keepingSelection: Bool) {
    picker.setRows(found(state), height: height, keepingSelection: keepingSelection)
  }

  private func found(_ state: State) -> [DocumentReference] {
    guard let board = state.board, let job = job(state) else { return [] }
    let text = picker.query.text
    let isNumber = !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
    // The technician's own day comes first, in its order.
    let own = job.technician.flatMap { state.list.layout.group(.resource($0))?.jobs } ?? []
    var rows: [DocumentReference] = []
    if text.isEmpty, !own.isEmpty, own.count > 1 {
      rows = own
    } else if isNumber {
      let digits = Array(text.utf8)
      rows = Array(board.jobs.keys.lazy.filter { $0.hasNumber(beginning: digits) }.prefix(Self.mostRows))
      rows.sort { $0.key < $1.key }
    } else if board.jobs.count <= Self.searchedWhole || text.isEmpty {
      let query = SearchQuery(text)
      rows = state.list.layout.groups.flatMap(\.jobs)
      if !query.isEmpty { rows = rows.filter { board.jobs[$0].map { query.matches(Self.bytes(of: $0, state)) } ?? false } }
    } else {
      let query = SearchQuery(text)
      rows = own.filter { board.jobs[$0].map { query.matches(Self.bytes(of: $0, state)) } ?? false }
    }
    return Array(rows.lazy.filter { $0 != job.reference && board.jobs[$0].map { suits($0) } ?? false }.prefix(Self.mostRows))
  }

  private func suits(_ other: Job) -> Bool {
    if other.status.isFinished { return false }
    return purpose == .swapping || other.technician != nil && other.scheduledStart != nil
  }

  private static func bytes(of job: Job, _ state: State) -> [UInt8] {
    SearchFolding.foldedBytes(
      [job.number, job.type, job.city, job.customerName, job.technician.map(state.name) ?? ""].joined(separator: " "))
  }

  // MARK: Input

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    complaint = nil
    let result: Picker<DocumentReference>.Result
    switch input {
    case .key(let key) where key.code == .tab && purpose == .placing:
      isBefore.toggle()
      return .stays
    case .key(let key): result = picker.handle(key, height: height)
    case .paste(let text): result = picker.paste(text)
    case .wheel(let rows):
      picker.scroll(by: rows, height: height)
      return .stays
    case .click(-1): return picker.selected.map { choose($0, &state) } ?? .stays
    case .click(-2) where purpose == .placing:
      isBefore.toggle()
      return .stays
    case .click(let row) where row < 0: return .closes
    case .click(let row): result = picker.click(row, height: height)
    }
    switch result {
    case .queried: search(state, keepingSelection: false)
    case .cancelled: return .closes
    case .chosen(let other): return choose(other, &state)
    case .unchanged where picker.rows.isEmpty && !picker.query.isEmpty: complaint = state.words.noSuchJob(picker.query.text)
    case .ignored, .unchanged, .moved: break
    }
    return .stays
  }

  private func choose(_ other: DocumentReference, _ state: inout State) -> LayerAnswer {
    guard job(state) != nil else { return .closes(state.warn(state.words.jobIsGone)) }
    switch purpose {
    case .swapping: return .closes(state.attempt(.swap, on: [reference, other]))
    case .placing: return .closes(state.attempt(.place(isBefore ? .before(other) : .after(other)), on: [reference]))
    }
  }

  // MARK: Drawing

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let width = min(area.width - 4, 84)
    var hints = [Hint(words.enterKey, purpose == .swapping ? words.swapHint : words.placeHint)]
    if purpose == .placing { hints.append(Hint("Tab", isBefore ? words.afterHint : words.beforeHint)) }
    hints.append(Hint(words.escapeKey, words.giveUp))
    let rows = min(openedRows, max(1, area.height - 6 - Self.noteRows))
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: rows + 1 + Self.noteRows),
      title: job(state).map { title($0, words) } ?? words.jobIsGone, hints: hints)
    hits.add(layout.outer, .layerBox)
    for region in layout.hints {
      let isLast = region.index == hints.count - 1
      hits.add(region.rect, .layer(isLast ? -9 : -1 - region.index))
    }
    let (upper, lower) = layout.content.splitBottom(Self.noteRows)
    let list = picker.draw(into: &frame, in: upper, placeholder: words.jobPlaceholder, empty: words.noJobMatches) {
      frame, reference, line in
      if let job = state.board?.jobs[reference] { JobLine.draw(job, state, into: &frame, in: line) }
    }
    for index in picker.list.visible(count: picker.rows.count, height: list.height) {
      hits.add(list.row(index - picker.list.top), .layer(index))
    }
    let notes = Rect(x: lower.x + 1, y: lower.y, width: lower.width - 2, height: lower.height)
    if let complaint {
      SpanLines.draw(SpanLines.wrapped([Span(complaint, .warning)], to: notes.width), into: &frame, in: notes)
    } else {
      SpanLines.draw(consequences(state, notes), into: &frame, in: notes)
    }
  }

  private func title(_ job: Job, _ words: Words) -> String {
    switch purpose {
    case .swapping: words.swapTitle(job)
    case .placing: words.placeTitle(job, isBefore: isBefore)
    }
  }

  private func consequences(_ state: State, _ notes: Rect) -> [[Span]] {
    guard let board = state.board, let job = job(state), let other = picker.selected.flatMap({ board.jobs[$0] }),
      let consequences = Consequences(state, plan: plan)
    else { return [] }
    switch purpose {
    case .swapping:
      return consequences.lines(SwapPreview.changes(job, other), width: notes.width, rows: notes.height)
    case .placing:
      let place: DayPlace = isBefore ? .before(other.reference) : .after(other.reference)
      guard let slot = DayOrder.slot(for: job, place, on: board, zone: state.zone) else { return [] }
      var after = job
      after.technician = slot.technician
      after.scheduledStart = slot.start
      let clock = state.words.clock(state.zone.local(slot.start))
      let told = consequences.lines([(job, after)], width: notes.width, rows: notes.height - 1)
      return [[Span(clock + "–" + state.words.clock(state.zone.local(slot.start + job.duration)), .strong)]] + told
    }
  }
}

extension DocumentReference {
  /// Whether the digits at the end of its name, without zeros before them, begin so; read as bytes, for a whole board at a key.
  fileprivate func hasNumber(beginning digits: [UInt8]) -> Bool {
    let name = key.text.utf8
    let start = name.lastIndex { !(48...57).contains($0) }.map(name.index(after:)) ?? name.startIndex
    return !isLocal && name[start...].drop { $0 == 48 }.starts(with: digits)
  }
}

/// What two jobs would be with each other's places.
enum SwapPreview {
  static func changes(_ first: Job, _ second: Job) -> [(before: Job, after: Job)] {
    func at(_ job: Job, _ other: Job) -> Job {
      var job = job
      job.technician = other.technician
      job.scheduledStart = other.scheduledStart
      return job
    }
    return [(first, at(first, second)), (second, at(second, first))]
  }
}

/// A job in a line of a picker: number, hour, what, where, who.
enum JobLine {
  static func draw(_ job: Job, _ state: State, into frame: inout Frame, in line: Rect) {
    let words = state.words
    let dim = Style(.dim, on: .dialog)
    let normal = Style(.dialog, on: .dialog)
    frame.put(job.number, x: line.x, y: line.y, columns: 5, style: Style(.strong, on: .dialog), in: line)
    let clock = job.scheduledStart.map { words.clock(state.zone.local($0)) } ?? ""
    frame.put(clock, x: line.x + 6, y: line.y, columns: 5, style: normal, in: line)
    frame.put(
      words.statusCode(job.status), x: line.x + 12, y: line.y, columns: 3, style: Style(job.status.role, on: .dialog), in: line)
    let rest = max(0, line.width - 16)
    let who = rest >= 40 ? min(18, rest / 3) : 0
    let place = rest >= 24 ? (rest - who) / 2 : 0
    let what = rest - who - place
    frame.put(
      Sanitise.line(job.type.isEmpty ? job.subject : job.type), x: line.x + 16, y: line.y, columns: max(0, what - 1),
      style: normal, in: line)
    if place > 0 {
      frame.put(Sanitise.line(job.city), x: line.x + 16 + what, y: line.y, columns: place - 1, style: dim, in: line)
    }
    if who > 0 {
      let name = job.technician.map(state.name) ?? words.backlogPlace
      frame.put(name, x: line.x + 16 + what + place, y: line.y, columns: who, style: dim, in: line)
    }
  }
}

/// `x` with two marked jobs: what the exchange comes to, before Enter.
struct SwapLayer: Layer {
  let references: [DocumentReference]
  private var plan: DayPlan?
  private static let rows = 6

  init(_ first: DocumentReference, _ second: DocumentReference, _ state: State) {
    references = [first, second]
    plan = state.plan
  }

  mutating func boardChanged(_ state: State) { plan = state.plan }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key) where key.code == .escape || key == .control("c"): return .closes
    case .key(let key) where key.code == .enter: return confirm(&state)
    case .click(0): return confirm(&state)
    case .click: return .closes
    default: return .ignored
    }
  }

  private func jobs(_ state: State) -> [Job] { references.compactMap { state.board?.jobs[state.names[$0] ?? $0] } }

  private func confirm(_ state: inout State) -> LayerAnswer {
    guard jobs(state).count == 2 else { return .closes(state.warn(state.words.jobIsGone)) }
    return .closes(state.attempt(.swap, on: references))
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: min(76, area.width - 4), height: 3 + Self.rows),
      title: words.swapTitle(references.map(\.number)),
      hints: [Hint(words.enterKey, words.swapHint), Hint(words.escapeKey, words.giveUp)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index)) }
    let content = layout.content
    let jobs = jobs(state)
    guard jobs.count == 2 else {
      return SpanLines.draw(SpanLines.wrapped([Span(words.jobIsGone, .warning)], to: content.width), into: &frame, in: content)
    }
    for (row, job) in jobs.enumerated() { JobLine.draw(job, state, into: &frame, in: content.row(row)) }
    let (_, rest) = content.splitTop(3)
    guard let consequences = Consequences(state, plan: plan) else { return }
    SpanLines.draw(
      consequences.lines(SwapPreview.changes(jobs[0], jobs[1]), width: rest.width, rows: rest.height), into: &frame, in: rest)
  }
}

extension State {
  /// Two that are marked; else the other one is asked for.
  mutating func swap() -> [Effect] {
    let jobs = targets
    if jobs.count == 2 { return push(SwapLayer(jobs[0].reference, jobs[1].reference, self)) }
    return JobPickLayer(self, for: .swapping).map { push($0) } ?? []
  }
}

extension Words {
  func swapTitle(_ job: Job) -> String { say("Échanger \(jobTitle(job)) avec…", "Swap \(jobTitle(job)) with…") }
  func swapTitle(_ numbers: [String]) -> String {
    say("Échanger ", "Swap ") + numbers.joined(separator: say(" et ", " and "))
  }
  func placeTitle(_ job: Job, isBefore: Bool) -> String {
    isBefore
      ? say("Placer \(jobTitle(job)) avant…", "Place \(jobTitle(job)) before…")
      : say("Placer \(jobTitle(job)) après…", "Place \(jobTitle(job)) after…")
  }
  var swapHint: String { say("échanger", "swap") }
  var placeHint: String { say("placer", "place") }
  var beforeHint: String { say("plutôt avant", "rather before") }
  var afterHint: String { say("plutôt après", "rather after") }
  var jobPlaceholder: String { say("numéro, lieu, nom…", "number, place, name…") }
  var noJobMatches: String { say("aucun bon ne correspond", "no job matches") }
}
