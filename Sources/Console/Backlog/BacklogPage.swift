import Canvas
import Domain
import Widgets

/// All that waits for a technician or a time. Its selection and marks are the list's, so that every verb acts on them.
enum BacklogPage: Page {
  static func draw(_ state: State, into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    PageTitle.draw(state.words.backlogTitle(state), state, into: &frame, in: titles)
    BacklogView(state).draw(into: &frame, in: area, hits: &hits)
  }

  static func move(_ key: Key, _ state: inout State) -> Bool {
    if key.code == .enter { return false }
    guard state.backlog.scroll.handle(key, state.backlog.rows, height: height(state)) != .ignored else { return false }
    settle(&state)
    return true
  }

  /// A parked edit asks to be settled; else the job is shown with its sheet in the main view.
  static func open(_ state: inout State) -> [Effect] {
    if state.selectedParkedIntent != nil { return state.perform(.settleEdit) }
    guard let job = state.backlog.scroll.selected else { return [] }
    let effects = state.show(.main)
    let shown = effects + state.reveal(job)
    state.focus(.sheet)
    return shown
  }

  static func select(_ row: Int, _ state: inout State) -> [Effect] {
    state.backlog.scroll.select(index: row, in: state.backlog.rows, height: height(state))
    settle(&state)
    return []
  }

  static func scroll(by rows: Int, _ state: inout State) {
    state.backlog.scroll.scroll(by: rows, in: state.backlog.rows, height: height(state))
  }

  static func hints(_ state: State) -> [CommandID] {
    if state.list.marked.count > 1 { return [.assign, .report, .status, .mark, .markAll, .undo, .mainView, .help] }
    return [.assign, .report, .status, .notes, .mark, .sort, .filter, .undo, .mainView, .help]
  }

  static func refresh(_ state: inout State) {
    guard state.view == .backlog else { return }
    state.backlog.update(state.list.layout, state.board, now: state.now)
    state.backlog.scroll.reconcile(state.backlog.rows, height: height(state))
    settle(&state)
  }

  static func enter(_ state: inout State) {
    let selected = state.selectedJob?.reference
    state.backlog.update(state.list.layout, state.board, now: state.now)
    if let selected { state.backlog.scroll.select(selected, in: state.backlog.rows, height: height(state)) }
    refresh(&state)
  }

  static func perform(_ id: CommandID, _ state: inout State) -> [Effect]? {
    switch id {
    case .sort: return state.chooseBacklogSort()
    case .mark:
      guard let job = state.selectedJob?.reference else { return nil }
      if state.list.marked.remove(job) == nil { state.list.marked.insert(job) }
      state.list.markAnchor = job
      state.backlog.scroll.select(index: state.backlog.scroll.index + 1, in: state.backlog.rows, height: height(state))
      settle(&state)
      return []
    case .markRange:
      let rows = state.backlog.rows
      guard let job = state.selectedJob?.reference, let anchor = state.list.markAnchor, let from = rows.firstIndex(of: anchor),
        let to = rows.firstIndex(of: job)
      else { return perform(.mark, &state) }
      state.list.marked.formUnion(rows[min(from, to)...max(from, to)])
      return state.inform(state.words.marked(state.list.marked.count))
    case .markAll:
      state.list.marked.formUnion(state.backlog.rows)
      return state.inform(state.words.marked(state.list.marked.count))
    default: return nil
    }
  }

  static func reveal(_ job: DocumentReference, _ state: inout State) -> Bool {
    guard state.backlog.rows.contains(job) else { return false }
    state.backlog.scroll.select(job, in: state.backlog.rows, height: height(state))
    settle(&state)
    return true
  }

  private static func height(_ state: State) -> Int { max(1, PaneLayout(state).list.height - 1) }

  private static func settle(_ state: inout State) {
    guard state.board != nil else { return }
    state.list.stand(on: state.backlog.rows.isEmpty ? .group(.backlog) : state.backlog.scroll.selected.map(RowKey.job))
  }
}

extension State {
  mutating func chooseBacklogSort() -> [Effect] {
    let items = BacklogSort.allCases.map {
      MenuItem(ChoiceLayer.Choice.backlogSort($0), words.sort($0), key: words.sortKey($0))
    }
    return push(ChoiceLayer(title: words.sortTitle, items: items))
  }

  mutating func setSort(_ sort: BacklogSort) -> [Effect] {
    backlog.sort = sort
    BacklogPage.refresh(&self)
    return inform(words.sorted(by: words.sort(sort)))
  }
}

/// The rows on screen.
struct BacklogView {
  let state: State
  let words: Words

  init(_ state: State) {
    self.state = state
    words = state.words
  }

  private enum Part: Int, CaseIterable { case priority, age, number, type, customer, place, window, tags, flag, length }

  private var columns: [Column] {
    Part.allCases.map { part in
      switch part {
      case .priority: Column("", width: 3)
      case .age: Column(words.say("âge", "age"), width: 5, align: .right, dropRank: 4)
      case .number: Column(words.say("bon", "job"), width: 5, align: .right)
      case .type: Column("type", width: 16, stretch: 3)
      case .customer: Column(words.say("client", "customer"), width: 14, stretch: 3, dropRank: 2)
      case .place: Column(words.say("lieu", "place"), width: 14, stretch: 2, dropRank: 5)
      case .window: Column(words.say("plage", "window"), width: 15, dropRank: 3)
      case .tags: Column(words.say("étiquettes", "tags"), width: 12, stretch: 2, dropRank: 1)
      case .flag: Column("", width: 2)
      case .length: Column(words.say("durée", "length"), width: 7, align: .right)
      }
    }
  }

  func draw(into frame: inout Frame, in area: Rect, hits: inout HitMap) {
    let table = state.backlog
    let (head, body) = area.splitTop(1)
    guard let board = state.board, !table.rows.isEmpty else {
      let sentence = state.board == nil || !state.list.filter.isEmpty ? words.emptyList(state) : words.emptyBacklog
      for (row, line) in TextWidth.wrapped(sentence, to: max(1, area.width - 4)).enumerated() {
        frame.put(line, x: area.x + 2, y: area.y + row, style: Style(.dim), in: area)
      }
      return
    }
    let layout = ColumnLayout(columns, width: area.width - 3, gap: 1)
    layout.drawHeader(into: &frame, in: Rect(x: head.x + 1, y: head.y, width: head.width - 2, height: 1))
    let list = JobListView(state)
    let rows = ListView.draw(
      table.scroll, count: table.rows.count, into: &frame, in: body, focused: state.layers.isEmpty,
      isMarked: { state.list.marked.contains(table.rows[$0]) }
    ) { frame, index, line in
      guard let job = board.jobs[table.rows[index]] else { return }
      draw(job, layout, into: &frame, in: line)
      list.drawMargin(of: .job(job.reference), into: &frame, at: Point(x: line.x - 1, y: line.y))
    }
    PlainMode.standCursor(on: table.scroll, in: rows, of: &frame, state)
    for index in table.scroll.visible(count: table.rows.count, height: body.height) {
      hits.add(rows.row(index - table.scroll.top), .pageRow(index))
    }
  }

  private func draw(_ job: Job, _ layout: ColumnLayout, into frame: inout Frame, in line: Rect) {
    let row = JobRow(job, state: state)
    let symbols = state.preferences.symbols
    layout.drawRow(into: &frame, in: line) { column in
      let width = layout.place(of: column)?.width ?? 0
      switch Part(rawValue: column)! {
      case .priority:
        let sign = row.isUrgent ? symbols[.late] : " "
        return (sign + (job.priority?.rawValue ?? ""), Style(row.isUrgent ? .jobUrgent : .normal))
      case .age: return (words.age(of: job, state: state), Style(.dim))
      case .number: return (Sanitise.line(job.number), .normal)
      case .type: return (Shortening.type(Sanitise.line(job.type.isEmpty ? job.subject : job.type), columns: width), .normal)
      case .customer: return (Sanitise.line(job.customerName), .normal)
      case .place: return (Shortening.place(Sanitise.line(job.city.isEmpty ? job.address : job.city), columns: width), .normal)
      case .window:
        let text = words.window(job.window, zone: state.zone, day: state.day, today: state.today, columns: width)
        return (text, Style(row.windowRole))
      case .tags: return (job.tags.map { Sanitise.line($0.text) }.joined(separator: ", "), Style(.dim))
      case .flag: return nil
      case .length: return (job.duration.count > 0 ? words.length(job.duration) : "", Style(.dim))
      }
    }
    guard let flag = layout.place(of: Part.flag.rawValue) else { return }
    if let shown = row.flag { frame.put(shown.symbol, x: line.x + flag.x, y: line.y, style: Style(shown.role), in: line) }
    if let mark = row.mark { frame.put(mark.symbol, x: line.x + flag.x + 1, y: line.y, style: Style(mark.role), in: line) }
  }
}

extension Words {
  func backlogTitle(_ state: State) -> String {
    var text = say("File d'attente", "Backlog")
    let all = state.list.layout.group(.backlog)
    if state.list.filter.isEmpty {
      text += " · " + jobs(all?.count ?? 0) + " · " + length(all?.load ?? 0)
    } else {
      text += " · \(number(state.backlog.rows.count)) / \(number(all?.count ?? 0)) · /\(Sanitise.line(state.list.filter))"
    }
    if state.backlog.sort != .urgency { text += " · " + say("par ", "by ") + sort(state.backlog.sort) }
    if !state.list.marked.isEmpty { text += " · " + marked(state.list.marked.count) }
    return text
  }

  var emptyBacklog: String {
    say(
      "La file d'attente est vide : tout a un technicien et une heure.",
      "The backlog is empty: everything has a technician and a time.")
  }

  /// How long ago the job was made: `3 j`, `2 h`; nothing where the site has not told.
  func age(of job: Job, state: State) -> String {
    guard let made = LocalDateTime(siteText: job.creation).map(state.zone.instant) else { return "" }
    let seconds = max(0, state.now.seconds - made.seconds)
    switch seconds {
    case ..<3_600: return "\(seconds / 60)\u{A0}min"
    case ..<86_400: return "\(seconds / 3_600)\u{A0}h"
    default: return "\(seconds / 86_400)\u{A0}" + say("j", "d")
    }
  }

  func sort(_ sort: BacklogSort) -> String {
    switch sort {
    case .urgency: say("urgence", "urgency")
    case .age: say("âge", "age")
    case .window: say("plage", "window")
    case .place: say("lieu", "place")
    case .type: "type"
    case .number: say("numéro", "number")
    case .length: say("durée", "length")
    }
  }
  func sortKey(_ sort: BacklogSort) -> String {
    switch sort {
    case .urgency: "u"
    case .age: "a"
    case .window: say("p", "w")
    case .place: say("l", "p")
    case .type: "t"
    case .number: "n"
    case .length: say("d", "l")
    }
  }
}
