import Canvas
import Configuration
import Domain
import Scheduling
import Widgets

/// F7: all that is found wanting in the day, the worst first, each with the keys that would mend it.
enum ChecksPage: Page {
  static func draw(_ state: State, into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    ChecksView(state).draw(into: &frame, titles: titles, in: area, hits: &hits)
  }
  static func move(_ key: Key, _ state: inout State) -> Bool { state.moveInChecks(key) }
  static func open(_ state: inout State) -> [Effect] { state.openCheck() }
  /// A first click selects, a second on the same row goes there.
  static func select(_ row: Int, _ state: inout State) -> [Effect] {
    if state.checksPage.scroll.index == row, state.checksPage.scroll.selected != nil { return state.openCheck() }
    state.selectCheck(row)
    return []
  }
  static func scroll(by rows: Int, _ state: inout State) { state.scrollChecks(by: rows) }
  static func hints(_ state: State) -> [CommandID] {
    let fixes = state.checksPage.selected.map { CheckFix.all(for: $0.first.check).map(\.command) } ?? []
    let others: [CommandID] = [.assign, .move, .report, .status].filter { !fixes.contains($0) }
    return fixes + (fixes.count < 4 && !state.checkedJobs.isEmpty ? others : []) + [.undo, .mainView, .palette, .help]
  }
  static func refresh(_ state: inout State) { state.refreshChecks() }

  /// To the first row that is about the job.
  static func reveal(_ job: DocumentReference, _ state: inout State) -> Bool {
    let rows = state.checksPage.rows
    guard let row = rows.firstIndex(where: { $0.jobs == [job] }) ?? rows.firstIndex(where: { $0.jobs.contains(job) }) else {
      return false
    }
    state.selectCheck(row)
    return true
  }
}

/// Which part of the page stands where.
struct ChecksLayout {
  let headline: Rect
  let rows: Rect
  /// The line above what is told of the selected row; empty where there is no room for that.
  let rule: Rect
  let detail: Rect

  init(_ state: State) { self.init(in: PaneLayout(state).list, isPlain: state.preferences.mode == .plain) }

  init(in area: Rect, isPlain: Bool) {
    var rest = area
    (headline, rest) = rest.splitTop(area.height > 6 ? 2 : 0)
    let told = area.height < 16 ? 0 : area.height < 28 ? 4 : 7
    guard told > 0 else {
      rows = rest
      (rule, detail) = (.zero, .zero)
      return
    }
    let (upper, lower) = rest.splitBottom(told + 1)
    rows = upper
    (rule, detail) = lower.splitTop(1)
  }
}

struct ChecksView {
  let state: State
  let words: Words

  init(_ state: State) {
    self.state = state
    words = state.words
  }

  func draw(into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    PageTitle.draw(words.checksTitle(state), state, into: &frame, in: titles)
    let layout = ChecksLayout(in: area, isPlain: state.preferences.mode == .plain)
    guard let list = state.checkList, !list.groups.isEmpty else {
      let sentence = state.isChecked ? words.nothingFoundWanting(state) : words.checksAreComing
      for (row, line) in TextWidth.wrapped(sentence, to: max(1, area.width - 4)).enumerated() {
        let role: Role = state.isChecked ? .good : .dim
        frame.put(line, x: area.x + 2, y: area.y + min(1, area.height - 1) + row, style: Style(role), in: area)
      }
      return
    }
    drawHeadline(list, into: &frame, in: layout.headline)
    let rows = state.checksPage.rows
    let columns = CheckColumns(width: layout.rows.width - 1)
    let drawn = ListView.draw(
      state.checksPage.scroll, count: rows.count, into: &frame, in: layout.rows, focused: state.layers.isEmpty
    ) { frame, index, line in draw(rows[index], into: &frame, in: line, columns) }
    PlainMode.standCursor(on: state.checksPage.scroll, in: drawn, of: &frame, state)
    for index in state.checksPage.scroll.visible(count: rows.count, height: layout.rows.height) {
      hits.add(drawn.row(index - state.checksPage.scroll.top), .pageRow(index))
    }
    drawDetail(layout, into: &frame)
  }

  private func drawHeadline(_ list: CheckList, into frame: inout Frame, in area: Rect) {
    var x = area.x + 2
    for severity in [Check.Severity.error, .warning, .notice] {
      guard let count = list.counts[severity], count > 0 else { continue }
      x = frame.put(Self.symbol(severity), x: x, y: area.y, style: Style(severity.role), in: area)
      x = frame.put(" " + words.count(of: severity, count), x: x, y: area.y, style: Style(severity.role), in: area) + 3
    }
    let hint = words.checksHint
    let width = TextWidth.columns(of: hint)
    if area.maxX - width - 2 > x { frame.put(hint, x: area.maxX - width - 2, y: area.y, style: Style(.dim), in: area) }
  }

  static func symbol(_ severity: Check.Severity) -> Symbol {
    switch severity {
    case .error: .windowMissed
    case .warning: .late
    case .notice: .bullet
    }
  }

  private func draw(_ row: ChecksPageState.Row, into frame: inout Frame, in line: Rect, _ columns: CheckColumns) {
    let entry = row.first
    let role = entry.check.severity.role
    func put(_ text: String, _ x: Int?, _ width: Int, _ style: Style, _ align: TextWidth.Alignment = .left) {
      guard let x, width > 0, x < line.width else { return }
      frame.put(text, x: line.x + x, y: line.y, columns: min(width, line.width - x), align: align, style: style, in: line)
    }
    var indent = 0
    var sentence = words.check(entry.check, state: state)
    var number = entry.job.map { Sanitise.line($0.number) } ?? ""
    switch row {
    case .group(let group):
      sentence = words.sentence(of: group, state: state)
      let isOpen = state.checksPage.unfolded.contains(group.id)
      number = state.preferences.symbols[isOpen ? .expanded : .collapsed] + " " + words.number(group.entries.count)
    case .entry(_, let isPart): indent = isPart ? 2 : 0
    }
    if indent == 0 {
      frame.put(Self.symbol(entry.check.severity), x: line.x, y: line.y, style: Style(role), in: line)
      put(words.severity(entry.check.severity), columns.severity, CheckColumns.severityWidth, Style(role))
    }
    put(number, columns.number, CheckColumns.numberWidth, Style(.strong), .right)
    put(who(entry, isShort: columns.isNarrow), columns.who, columns.whoWidth, indent == 0 ? .normal : Style(.dim))
    put(entry.start.map { words.clock(state.zone.local($0)) } ?? "", columns.start, 5, Style(.dim))
    let keys = self.keys(for: entry, columns: columns.keysWidth)
    let room = keys.isEmpty ? line.width - columns.sentence - 1 : columns.sentenceWidth
    put(sentence, columns.sentence, room, entry.check.severity == .notice ? .normal : Style(role))
    var x = line.x + columns.keys
    for (index, key) in keys.enumerated() where index == 0 || x < line.maxX {
      x = frame.put(key.key, x: x, y: line.y, style: Style(key.enabled ? .key : .disabled), in: line)
      if !key.title.isEmpty { x = frame.put(" " + key.title, x: x, y: line.y, style: Style(.dim), in: line) }
      x += columns.tellsKeys ? 2 : 1
    }
  }

  /// « S. Pelletier » where there is little room.
  private func who(_ entry: CheckEntry, isShort: Bool) -> String {
    guard let technician = entry.technician else { return isShort ? words.backlogShortest : words.backlogShort }
    let name = Sanitise.line(state.name(of: technician))
    guard isShort, let space = name.firstIndex(of: " "), let first = name.first else { return name }
    return "\(first). " + name[name.index(after: space)...]
  }

  /// The keys that would mend it, as many as have room: with a word each, or alone.
  private func keys(for entry: CheckEntry, columns: Int) -> [Hint] {
    let tells = CheckColumns.tells(columns)
    var keys: [Hint] = []
    var left = columns
    for fix in CheckFix.all(for: entry.check) {
      let key = state.keyMap.label(of: fix.command, words)
      if key.isEmpty { continue }
      let word = fix.command == .assign && entry.technician == nil ? Registry.command(.assign).hint : fix.word
      let title = tells ? word(words.language) : ""
      let width = TextWidth.columns(of: key) + (tells ? TextWidth.columns(of: title) + 3 : 1)
      if width > left + (tells ? 2 : 1) { break }
      left -= width
      keys.append(Hint(key, title))
    }
    return keys
  }

  /// What is known of the job, or of the technician, that the row is about.
  private func drawDetail(_ layout: ChecksLayout, into frame: inout Frame) {
    guard !layout.detail.isEmpty, let row = state.checksPage.selected else { return }
    if state.preferences.mode != .plain {
      for x in layout.rule.x..<layout.rule.maxX {
        frame.put(.horizontal, x: x, y: layout.rule.y, style: Style(.rule), in: layout.rule)
      }
    }
    let inner = Rect(
      x: layout.detail.x + 1, y: layout.detail.y, width: layout.detail.width - 2, height: layout.detail.height)
    let lines = (row.jobs.isEmpty ? GroupSheet(state)?.lines : JobSheet(state)?.lines(width: inner.width)) ?? []
    for (row, line) in lines.prefix(inner.height).enumerated() {
      var x = inner.x
      for span in line { x = frame.put(span.text, x: x, y: inner.y + row, style: Style(span.role), in: inner) }
    }
  }
}

/// Where the parts of a row stand, from the column after the cursor bar.
struct CheckColumns {
  static let severityWidth = 7
  static let numberWidth = 6

  let severity: Int?
  let number: Int
  let who: Int
  let whoWidth: Int
  let start: Int?
  let sentence: Int
  let sentenceWidth: Int
  let keys: Int
  let keysWidth: Int
  let isNarrow: Bool
  var tellsKeys: Bool { Self.tells(keysWidth) }

  /// A narrow page drops the words of the keys, the severity's word, then the hour, and shortens the name.
  init(width: Int) {
    var x = 2
    isNarrow = width < 110
    severity = width >= 64 ? x : nil
    if severity != nil { x += Self.severityWidth + 1 }
    number = x
    x += Self.numberWidth + 2
    who = x
    whoWidth = width >= 110 ? 18 : width >= 64 ? 13 : 10
    x += whoWidth + 1
    start = width >= 50 ? x : nil
    if start != nil { x += 6 }
    sentence = x
    keysWidth = width >= 150 ? 56 : width >= 110 ? 26 : 7
    keys = max(sentence, width - keysWidth - 1)
    sentenceWidth = max(0, keys - sentence - 1)
  }

  static func tells(_ columns: Int) -> Bool { columns >= 20 }
}

extension Words {
  func checksTitle(_ state: State) -> String {
    let title = say("Vérifications", "Checks")
    guard let list = state.checkList else { return title }
    return title + " · " + number(list.count)
  }
  var checksHint: String { say("Entrée voir  → déplier", "Enter show  → unfold") }
  var checksAreComing: String { say("La journée est en cours de vérification…", "The day is being checked…") }
  func nothingFoundWanting(_ state: State) -> String {
    say(
      "✓ Rien à signaler : la journée du \(shortDay(state.day)) tient telle qu'elle est.",
      "✓ Nothing to see to: \(shortDay(state.day)) holds as it is.")
  }
  var backlogShortest: String { say("en attente", "backlog") }
  var backlogShort: String { say("file d'attente", "backlog") }
}
