import Canvas
import Domain
import Scheduling
import Widgets

/// Who and what comes along to a job: letters find them, and beside each stands what they do at that time. Enter adds or takes one away,
/// Tab ticks several first.
struct CrewLayer: Layer {
  let reference: DocumentReference
  let type: Technician.ResourceType
  private var picker = Picker<DocumentName>()
  private var rows: [DocumentName: CrewRow] = [:]
  private var ranked: [DocumentName] = []
  private var folded: [DocumentName: [UInt8]] = [:]
  private var ticked: Set<DocumentName> = []
  private var plan: DayPlan?
  private var height: Int
  private var openedRows = 1
  private static let noteRows = 2

  init?(_ state: State, of type: Technician.ResourceType) {
    guard let job = state.selectedTarget else { return nil }
    reference = job.reference
    self.type = type
    height = Self.height(state)
    find(state)
    search(state, keepingSelection: false)
    openedRows = max(1, min(ranked.count, height))
  }

  private static func height(_ state: State) -> Int { max(1, min(12, state.size.height - 11)) }

  mutating func boardChanged(_ state: State) {
    height = Self.height(state)
    let order = ranked
    find(state)
    // What others do meanwhile changes what a row says, never where it stands.
    let known = Set(order)
    ranked = order.filter { rows[$0] != nil } + ranked.filter { !known.contains($0) }
    search(state, keepingSelection: true)
  }

  private func job(_ state: State) -> Job? { state.board?.jobs[state.names[reference] ?? reference] }

  private mutating func find(_ state: State) {
    plan = state.plan
    guard let board = state.board, let job = job(state), let plan else { return }
    rows = [:]
    for technician in board.technicians.values where technician.isActive && technician.resourceType == type {
      if technician.name == job.technician { continue }
      rows[technician.name] = CrewRow(technician, job: job, plan: plan)
    }
    let keyed = rows.values.map { (rank: $0.rank, key: CollationKey($0.fullName), name: $0.name) }
    ranked = keyed.sorted { ($0.rank, $0.key, $0.name) < ($1.rank, $1.key, $1.name) }.map(\.name)
  }

  private mutating func search(_ state: State, keepingSelection: Bool) {
    let query = SearchQuery(picker.query.text)
    if !query.isEmpty {
      for name in ranked where folded[name] == nil { folded[name] = SearchFolding.foldedBytes(state.name(of: name)) }
    }
    picker.setRows(
      query.isEmpty ? ranked : ranked.filter { folded[$0].map(query.matches) ?? false }, height: height,
      keepingSelection: keepingSelection)
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let result: Picker<DocumentName>.Result
    switch input {
    case .key(let key) where key.code == .tab:
      tick()
      return .stays
    case .key(let key): result = picker.handle(key, height: height)
    case .paste(let text): result = picker.paste(text)
    case .wheel(let rows):
      picker.scroll(by: rows, height: height)
      return .stays
    case .click(-1): return picker.selected.map { choose($0, &state) } ?? .stays
    case .click(-2):
      tick()
      return .stays
    case .click(let row) where row < 0: return .closes
    case .click(let row): result = picker.click(row, height: height)
    }
    switch result {
    case .queried: search(state, keepingSelection: false)
    case .cancelled: return .closes
    case .chosen(let name): return choose(name, &state)
    case .ignored, .unchanged, .moved: break
    }
    return .stays
  }

  private mutating func tick() {
    guard let selected = picker.selected else { return }
    if ticked.remove(selected) == nil { ticked.insert(selected) }
    _ = picker.handle(Key(.down), height: height)
  }

  /// What Enter does: the ticked ones, else the selected one; who comes along already is taken away.
  private func changes(_ name: DocumentName) -> [CrewChange] {
    let chosen = ticked.isEmpty ? [name] : ranked.filter(ticked.contains)
    return chosen.compactMap { name in
      rows[name].map { CrewChange(name, as: type == .material ? .material : .assistant, isAdded: !$0.isInCrew) }
    }
  }

  private func choose(_ name: DocumentName, _ state: inout State) -> LayerAnswer {
    guard job(state) != nil else { return .closes(state.warn(state.words.jobIsGone)) }
    return .closes(state.attempt(.crew(changes(name)), on: [reference]))
  }

  // MARK: Drawing

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let width = min(area.width - 4, 76)
    let job = job(state)
    let selected = picker.selected.flatMap { rows[$0] }
    let takes = ticked.isEmpty && selected?.isInCrew == true
    let hints = [
      Hint(words.enterKey, takes ? words.takeAwayHint : words.addHint), Hint("Tab", words.tickHint),
      Hint(words.escapeKey, words.giveUp),
    ]
    let rowCount = min(openedRows, max(1, area.height - 6 - Self.noteRows))
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: rowCount + 1 + Self.noteRows),
      title: job.map { words.crewTitle($0, type, state) } ?? words.jobIsGone, hints: hints)
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index == 2 ? -9 : -1 - region.index)) }
    let (upper, lower) = layout.content.splitBottom(Self.noteRows)
    let list = picker.draw(
      into: &frame, in: upper, placeholder: type == .material ? words.typeAMaterial : words.typeAName,
      empty: type == .material ? words.noMaterialMatches : words.nobodyMatches
    ) { frame, name, line in
      rows[name]?.draw(into: &frame, in: line, isTicked: ticked.contains(name), state)
    }
    for index in picker.list.visible(count: picker.rows.count, height: list.height) {
      hits.add(list.row(index - picker.list.top), .layer(index))
    }
    guard let job, let name = picker.selected, let consequences = Consequences(state, plan: plan) else { return }
    let notes = Rect(x: lower.x + 1, y: lower.y, width: lower.width - 2, height: lower.height)
    guard
      let after = JobEdit.changeCrew(job, changes(name), in: state.editContext).changes.map({ job.applying($0, zone: state.zone) }
      )
    else { return }
    SpanLines.draw(consequences.lines([(job, after)], width: notes.width, rows: notes.height), into: &frame, in: notes)
  }
}

/// Somebody, or something, and what they do while the job lasts.
struct CrewRow {
  let name: DocumentName
  let fullName: String
  let isInCrew: Bool
  let isHelper: Bool
  /// What they are on then.
  let occupation: Job?
  let leave: Leave?
  let load: (load: Minutes, shift: Minutes)?

  init(_ technician: Technician, job: Job, plan: DayPlan) {
    name = technician.name
    fullName = technician.fullName
    isInCrew = job.crew.contains { $0.resource == technician.name }
    isHelper = !technician.tags.isEmpty && technician.tags.allSatisfy(PlanningRules().helperTags.contains)
    load = technician.resourceType == .material ? nil : plan.load(of: technician.name)
    guard let span = job.occupied(at: plan.now) else {
      (occupation, leave) = (nil, nil)
      return
    }
    occupation = plan.occupation(of: technician.name, during: span, besides: job.reference)
    leave = plan.leave(of: technician.name, during: span)
  }

  /// Who comes along already, then helpers who are free, others who are free, those who are taken, those who are away.
  var rank: Int {
    if isInCrew { return 0 }
    if leave != nil { return 4 }
    if occupation != nil { return 3 }
    return isHelper ? 1 : 2
  }

  func draw(into frame: inout Frame, in line: Rect, isTicked: Bool, _ state: State) {
    let words = state.words
    let normal = Style(.dialog, on: .dialog)
    let dim = Style(.dim, on: .dialog)
    frame.put(isTicked ? "[x]" : "[ ]", x: line.x, y: line.y, style: Style(isTicked ? .key : .dim, on: .dialog), in: line)
    let nameWidth = line.width >= 50 ? 22 : 14
    frame.put(Sanitise.line(fullName), x: line.x + 4, y: line.y, columns: nameWidth, style: rank >= 3 ? dim : normal, in: line)
    var x = line.x + 5 + nameWidth
    if line.width >= 60, let load {
      frame.put(
        words.length(load.load) + " / " + words.shortLength(load.shift), x: x, y: line.y, columns: 15,
        style: Style(load.load > load.shift ? .loadOver : .dim, on: .dialog), in: line)
      x += 16
    }
    let (text, role) = standing(state)
    frame.put(text, x: x, y: line.y, columns: max(0, line.maxX - x), style: Style(role, on: .dialog), in: line)
  }

  private func standing(_ state: State) -> (String, Role) {
    let words = state.words
    let busy: (String, Role)? =
      if let leave {
        ("✕ " + words.away(until: state.zone.local(leave.end), on: state.day, Sanitise.line(leave.reason)), .bad)
      } else if let occupation {
        ("! " + words.takenBy(occupation, zone: state.zone, isMaterial: load == nil), .warning)
      } else {
        nil
      }
    if isInCrew { return ("✓ " + words.comesAlong + (busy.map { " · " + $0.0 } ?? ""), busy?.1 ?? .good) }
    return busy ?? ("✓ " + words.freeThen + (isHelper ? " · " + words.helperShort : ""), .good)
  }
}

extension Words {
  func crewTitle(_ job: Job, _ type: Technician.ResourceType, _ state: State) -> String {
    let time = job.scheduledStart.map { start in
      "  " + clock(state.zone.local(start)) + "–" + clock(state.zone.local(start + job.duration))
    }
    return (type == .material ? say("Matériel · ", "Materials · ") : say("Équipe · ", "Crew · ")) + jobTitle(job) + (time ?? "")
  }
  var addHint: String { say("ajouter", "add") }
  var takeAwayHint: String { say("retirer", "take away") }
  var tickHint: String { say("cocher", "tick") }
  var typeAMaterial: String { say("nacelle, remorque…", "bucket truck, trailer…") }
  var noMaterialMatches: String { say("aucun matériel ne correspond", "no material matches") }
  var comesAlong: String { say("vient déjà", "comes along") }
  var freeThen: String { say("libre", "free") }
  func away(until end: LocalDateTime, on day: LocalDate, _ reason: String) -> String {
    let until = end.date == day ? say(" jusqu'à \(clock(end))", " until \(clock(end))") : ""
    return say("absent", "away") + until + (reason.isEmpty ? "" : " (\(reason))")
  }
  func takenBy(_ job: Job, zone: SiteZone, isMaterial: Bool) -> String {
    let span = job.scheduledStart.map { " " + clock(zone.local($0)) + "–" + clock(zone.local($0 + job.duration)) } ?? ""
    return (isMaterial ? say("réservé : ", "booked: ") : say("sur ", "on ")) + job.number + span
  }
}
