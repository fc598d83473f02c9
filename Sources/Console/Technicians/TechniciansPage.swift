import Canvas
import Configuration
import Domain
import Scheduling
import Widgets

/// Who is where with how much to do.
enum TechniciansPage: Page {
  static func draw(_ state: State, into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    PageTitle.draw(state.words.techniciansTitle(state), state, into: &frame, in: titles)
    TechniciansView(state).draw(into: &frame, in: area, hits: &hits)
  }

  static func move(_ key: Key, _ state: inout State) -> Bool {
    if key.code == .enter { return false }
    let outcome = state.technicians.scroll.handle(key, state.technicians.names, height: height(state))
    guard outcome != .ignored else { return false }
    settle(&state)
    return true
  }

  /// The technician's jobs in the main view.
  static func open(_ state: inout State) -> [Effect] {
    guard let name = state.technicians.scroll.selected else { return [] }
    let key = GroupKey.resource(name)
    let effects = state.show(.main)
    if state.list.folded.remove(key) != nil { state.refineList() }
    var filtering: [Effect] = []
    if !state.list.layout.rows.contains(.group(key)) { filtering = state.setFilter("") }
    state.list.scroll.select(.group(key), in: state.list.layout.rows, height: state.listHeight)
    state.list.stand(on: .group(key))
    return effects + filtering
  }

  static func select(_ row: Int, _ state: inout State) -> [Effect] {
    let names = state.technicians.names
    if names.indices.contains(row), state.technicians.scroll.selected == names[row] { return open(&state) }
    state.technicians.scroll.select(index: row, in: names, height: height(state))
    settle(&state)
    return []
  }

  static func pointAt(_ row: Int, _ state: inout State) -> Bool {
    state.technicians.scroll.select(index: row, in: state.technicians.names, height: height(state))
    settle(&state)
    return true
  }

  static func scroll(by rows: Int, _ state: inout State) {
    state.technicians.scroll.scroll(by: rows, in: state.technicians.names, height: height(state))
  }

  static func hints(_ state: State) -> [CommandID] { [.homeBase, .sort, .filter, .chip, .mainView, .weekView, .palette, .help] }

  static func refresh(_ state: inout State) {
    guard state.view == .technicians else { return }
    var table = state.technicians
    table.update(state)
    table.scroll.reconcile(table.names, height: height(state))
    state.technicians = table
    settle(&state)
  }

  static func enter(_ state: inout State) {
    refresh(&state)
    guard case .group(.resource(let name))? = state.list.scroll.selected else { return }
    state.technicians.scroll.select(name, in: state.technicians.names, height: height(state))
  }

  static func perform(_ id: CommandID, _ state: inout State) -> [Effect]? {
    id == .sort ? state.chooseTechnicianSort() : nil
  }

  private static func height(_ state: State) -> Int { max(1, PaneLayout(state).list.height - 1) }

  private static func settle(_ state: inout State) {
    state.list.stand(on: state.technicians.scroll.selected.map { .group(.resource($0)) })
  }
}

extension State {
  mutating func chooseTechnicianSort() -> [Effect] {
    let items = TechnicianSort.allCases.map {
      MenuItem(ChoiceLayer.Choice.technicianSort($0), words.sort($0), key: words.sortKey($0))
    }
    return push(ChoiceLayer(title: words.sortTitle, items: items))
  }

  mutating func setSort(_ sort: TechnicianSort) -> [Effect] {
    technicians.sort = sort
    TechniciansPage.refresh(&self)
    return inform(words.sorted(by: words.sort(sort)))
  }
}

/// The rows on screen.
struct TechniciansView {
  let state: State
  let words: Words

  init(_ state: State) {
    self.state = state
    words = state.words
  }

  private enum Part: Int, CaseIterable { case name, shift, load, jobs, current, next, position, tags, base }

  /// With room for the bars where the screen is wide.
  private func columns(width: Int) -> [Column] {
    Part.allCases.map { part in
      switch part {
      case .name: Column(words.say("technicien", "technician"), width: 16, stretch: 2)
      case .shift: Column(words.say("quart", "shift"), width: 11, dropRank: 3)
      case .load: Column(words.say("charge", "load"), width: width >= 110 ? 21 : 15, stretch: 1, align: .right)
      case .jobs: Column(words.say("faits", "done"), width: 5, align: .right)
      case .current: Column(words.say("en cours", "now"), width: 14, stretch: 2)
      case .next: Column(words.say("prochain", "next"), width: 12, stretch: 1)
      case .position: Column("GPS", width: 9, align: .right, dropRank: 4)
      case .tags: Column(words.say("étiquettes", "tags"), width: 12, stretch: 2, dropRank: 2)
      case .base: Column(words.say("départ", "base"), width: 7, stretch: 1, dropRank: 1)
      }
    }
  }

  func draw(into frame: inout Frame, in area: Rect, hits: inout HitMap) {
    let table = state.technicians
    let (head, body) = area.splitTop(1)
    guard let board = state.board, !table.rows.isEmpty else {
      let sentence =
        state.board == nil || state.list.filter.isEmpty ? words.emptyTechnicians(state) : words.noSuchTechnicianHere(state)
      for (row, line) in TextWidth.wrapped(sentence, to: max(1, area.width - 4)).enumerated() {
        frame.put(line, x: area.x + 2, y: area.y + row, style: Style(.dim), in: area)
      }
      return
    }
    let layout = ColumnLayout(columns(width: area.width), width: area.width - 3, gap: 1)
    layout.drawHeader(into: &frame, in: Rect(x: head.x + 1, y: head.y, width: head.width - 2, height: 1))
    let rows = ListView.draw(table.scroll, count: table.rows.count, into: &frame, in: body, focused: state.layers.isEmpty) {
      frame, index, line in draw(table.rows[index], board, layout, into: &frame, in: line)
    }
    PlainMode.standCursor(on: table.scroll, in: rows, of: &frame, state)
    for index in table.scroll.visible(count: table.rows.count, height: body.height) {
      hits.add(rows.row(index - table.scroll.top), .pageRow(index))
    }
  }

  private func draw(
    _ row: TechniciansState.Row, _ board: Board, _ layout: ColumnLayout, into frame: inout Frame, in line: Rect
  ) {
    let technician = board.technicians[row.name]
    layout.drawRow(into: &frame, in: line) { column in
      switch Part(rawValue: column)! {
      case .name: (state.name(of: row.name) + state.markText(of: row.name), Style(row.leave == nil ? .strong : .dim))
      case .shift: (words.shift(technician), Style(.dim))
      case .load: row.leave.map { (words.absent(Sanitise.line($0.reason)), Style(.warning)) }
      case .jobs: ("\(row.done)/\(row.done + row.left)", Style(row.left == 0 ? .dim : .normal))
      case .current: current(row, board, width: layout.place(of: column)?.width ?? 0)
      case .next: next(row, board, width: layout.place(of: column)?.width ?? 0)
      case .position: position(row.name)
      case .tags: (technician?.tags.map { Sanitise.line($0.text) }.joined(separator: ", ") ?? "", Style(.dim))
      case .base: base(technician, width: layout.place(of: column)?.width ?? 0)
      }
    }
    guard row.leave == nil, let place = layout.place(of: Part.load.rawValue) else { return }
    drawLoad(row, technician, into: &frame, in: Rect(x: line.x + place.x, y: line.y, width: place.width, height: 1))
  }

  private func drawLoad(_ row: TechniciansState.Row, _ technician: Technician?, into frame: inout Frame, in rect: Rect) {
    let shift = technician?.shiftLength
    let isOver = shift.map { row.load > $0 } ?? false
    let text =
      (isOver ? state.preferences.symbols[.late] + " " : "") + words.length(row.load)
      + (shift.map { " / " + words.shortLength($0) } ?? "")
    let width = TextWidth.columns(of: text)
    let barWidth = min(10, rect.width - max(width, 16) - 1)
    if barWidth >= 3, state.preferences.mode != .plain, let shift {
      LoadBar.draw(
        Double(row.load.count), of: Double(max(1, shift.count)), into: &frame, x: rect.x, y: rect.y, columns: barWidth, in: rect)
    }
    frame.put(
      text, x: max(rect.x, rect.maxX - width), y: rect.y, columns: min(width, rect.width),
      style: Style(isOver ? .loadOver : .normal), in: rect)
  }

  private func current(_ row: TechniciansState.Row, _ board: Board, width: Int) -> (String, Style)? {
    guard let job = row.current.flatMap({ board.jobs[$0] }) else { return nil }
    let head = words.statusCode(job.status) + " " + Sanitise.line(job.number)
    let room = width - TextWidth.columns(of: head) - 1
    let type = Shortening.type(Sanitise.line(job.type.isEmpty ? job.subject : job.type), columns: room)
    // A few letters of a word say nothing.
    return (room < 5 ? head : head + " " + type, Style(job.status.role))
  }

  private func next(_ row: TechniciansState.Row, _ board: Board, width: Int) -> (String, Style)? {
    guard let job = row.next.flatMap({ board.jobs[$0] }) else { return nil }
    let number = Sanitise.line(job.number)
    guard let arrival = row.arrival else {
      return (number + (job.scheduledStart.map { " " + words.clock(state.zone.local($0)) } ?? ""), .normal)
    }
    let symbols = state.preferences.symbols
    let clock = words.clock(state.zone.local(arrival.arrival))
    if case .missed = arrival.window { return ("\(number) \(symbols[.windowMissed]) \(clock)", Style(.bad)) }
    let text = "\(number) \(symbols[.forecast]) \(clock)"
    guard arrival.delay.count >= 5 else { return (text, .normal) }
    let late = text + " " + words.change(arrival.delay)
    return (TextWidth.columns(of: late) <= width ? late : text, Style(.warning))
  }

  private func position(_ name: DocumentName) -> (String, Style)? {
    guard let position = state.positions[name] else { return (state.preferences.symbols[.dash], Style(.dim)) }
    let age = words.age(seconds: state.now.seconds - position.at.seconds)
    let sign = state.preferences.symbols[.late] + " "
    if !position.isValid { return (sign + words.say("douteux", "doubtful"), Style(.warning)) }
    return position.isStale(at: state.now) ? (sign + age, Style(.warning)) : (age, Style(.dim))
  }

  private func base(_ technician: Technician?, width: Int) -> (String, Style)? {
    guard let technician, technician.resourceType == .technician else { return nil }
    if technician.home == nil { return (state.preferences.symbols[.late] + " " + words.say("siège", "HQ"), Style(.warning)) }
    let address = Sanitise.line(technician.homeAddress)
    return (state.preferences.symbols[.home] + (width > 12 && !address.isEmpty ? " " + address : ""), Style(.dim))
  }
}

extension Words {
  func techniciansTitle(_ state: State) -> String {
    var text = (state.list.resource == .material ? say("Matériel", "Materials") : say("Techniciens", "Technicians"))
    text += " · " + number(state.technicians.rows.count)
    if let tag = state.list.tag { text += " · " + Sanitise.line(tag.text) }
    if !state.list.filter.isEmpty { text += " · /" + Sanitise.line(state.list.filter) }
    if state.technicians.sort != .name { text += " · " + say("par ", "by ") + sort(state.technicians.sort) }
    return text
  }

  /// `07:30–16:00`.
  func shift(_ technician: Technician?) -> String {
    guard let start = technician?.shiftStart, let end = technician?.shiftEnd else { return "" }
    func text(_ time: Minutes) -> String { Self.twoDigits(time.count / 60 % 24) + ":" + Self.twoDigits(time.count % 60) }
    return text(start) + "–" + text(end)
  }

  func emptyTechnicians(_ state: State) -> String {
    state.board == nil ? emptyList(state) : say("Aucun technicien de ce groupe.", "No technician of this group.")
  }
  func noSuchTechnicianHere(_ state: State) -> String {
    let text = Sanitise.line(state.list.filter)
    return say(
      "Aucun technicien ne correspond à « \(text) » ; Échap efface le filtre.",
      "No technician matches “\(text)”; Esc clears the filter.")
  }

  func sort(_ sort: TechnicianSort) -> String {
    switch sort {
    case .name: say("nom", "name")
    case .load: say("charge", "load")
    case .left: say("bons qui restent", "jobs left")
    case .position: say("silence du GPS", "silence of the GPS")
    }
  }
  func sortKey(_ sort: TechnicianSort) -> String {
    switch sort {
    case .name: "n"
    case .load: say("c", "l")
    case .left: say("r", "r")
    case .position: "g"
    }
  }
}
