import Canvas
import Configuration
import Domain
import Widgets

enum SyncPage: Page {
  static func draw(_ state: State, into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    SyncView(state).draw(into: &frame, titles: titles, in: area, hits: &hits)
  }
  static func move(_ key: Key, _ state: inout State) -> Bool { state.moveInSyncView(key) }
  static func open(_ state: inout State) -> [Effect] { state.openSyncRow() }
  static func select(_ row: Int, _ state: inout State) -> [Effect] {
    state.selectSyncRow(row)
    return []
  }
  static func scroll(by rows: Int, _ state: inout State) { state.scrollSyncView(by: rows) }
  static func hints(_ state: State) -> [CommandID] {
    let held: [CommandID] = state.sync.heldDeletions > 0 ? [.acceptDeletions] : []
    return [.settleEdit] + held + [.syncNow, .undo, .mainView, .palette, .help]
  }
  static func refresh(_ state: inout State) { state.refreshSyncView() }
}

/// Every open edit with where it stands, in words.
struct SyncView {
  let state: State

  init(_ state: State) { self.state = state }

  func draw(into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    let words = state.words
    PageTitle.draw(words.syncTitle(state), state, into: &frame, in: titles)
    let (top, body) = area.splitTop(state.syncHead(of: area.height))
    frame.put(words.syncSentence(state), x: top.x + 2, y: top.y, columns: max(0, top.width - 4), style: Style(.dim), in: top)
    if state.sync.heldDeletions > 0 {
      let sentence = TextWidth.wrapped(words.deletionsHeld(state), to: max(1, top.width - 4))
      for (row, line) in sentence.prefix(State.heldRows).enumerated() {
        frame.put(line, x: top.x + 2, y: top.y + 1 + row, style: Style(.warning), in: top)
      }
    }
    let intents = state.syncRows
    var area = body
    if intents.isEmpty {
      let sentence =
        state.lock.map { words.locked($0.reason, zone: state.zone) }
        ?? (state.saving.isEmpty ? words.nothingWaits : words.standing(.saving, link: state.sync.link))
      let lines = TextWidth.wrapped(sentence, to: max(1, area.width - 4))
      for (row, line) in lines.enumerated() {
        frame.put(line, x: area.x + 2, y: area.y + row, style: Style(.dim), in: area)
      }
      if state.syncLog.entries.isEmpty || state.isLocked { return }
      area = area.splitTop(State.syncSentenceRows).rest
    }
    let entries = state.syncLog.entries
    let all = state.syncIDs
    let rows = ListView.draw(state.syncList.scroll, count: all.count, into: &frame, in: area, focused: state.layers.isEmpty) {
      frame, index, line in
      if index < intents.count {
        draw(intents[index], into: &frame, in: line)
      } else if index == intents.count {
        frame.put(words.logTitle, x: line.x + 1, y: line.y, columns: line.width - 2, style: Style(.strong), in: line)
      } else {
        draw(entries[entries.count - (index - intents.count)], into: &frame, in: line)
      }
    }
    PlainMode.standCursor(on: state.syncList.scroll, in: rows, of: &frame, state)
    for index in state.syncList.scroll.visible(count: all.count, height: area.height) {
      hits.add(rows.row(index - state.syncList.scroll.top), .pageRow(index))
    }
  }

  private func draw(_ intent: Intent, into frame: inout Frame, in line: Rect) {
    let words = state.words
    let mark = EditMarks.Mark(intent.state)
    frame.put(mark.symbol, x: line.x + 1, y: line.y, style: Style(mark.role), in: line)
    let time = words.clock(state.zone.local(intent.acceptedAt))
    frame.put(time, x: line.x + 3, y: line.y, style: Style(.dim), in: line)
    let document = intent.edit.document
    frame.put(state.shortTitle(of: document), x: line.x + 9, y: line.y, columns: 6, style: .normal, in: line)
    let what = state.longTitle(of: document) + words.changes(intent.edit.changes, state: state)
    let parked = intent.state.isParked ? words.parked(intent, state: state) : words.standing(mark, link: state.sync.link)
    let room = max(0, line.width - 17)
    let whatWidth = min(max(16, room / 2), TextWidth.columns(of: what))
    frame.put(what, x: line.x + 16, y: line.y, columns: min(whatWidth, room), style: .normal, in: line)
    let x = line.x + 16 + whatWidth + 2
    if x < line.maxX { frame.put(parked, x: x, y: line.y, columns: line.maxX - x, style: Style(mark.role), in: line) }
  }
}

extension SyncView {
  fileprivate func draw(_ entry: SyncLog.Entry, into frame: inout Frame, in line: Rect) {
    let words = state.words
    frame.put(entry.outcome.symbol, x: line.x + 1, y: line.y, style: Style(entry.outcome.role), in: line)
    frame.put(words.clock(state.zone.local(entry.at)), x: line.x + 3, y: line.y, style: Style(.dim), in: line)
    let edit = entry.intent.edit
    frame.put(state.shortTitle(of: edit.document), x: line.x + 9, y: line.y, columns: 6, style: Style(.dim), in: line)
    let outcome = words.outcome(entry.outcome)
    let room = max(0, line.width - 17)
    let outcomeWidth = min(TextWidth.columns(of: outcome), room)
    let whatWidth = max(0, room - outcomeWidth - 2)
    frame.put(
      state.longTitle(of: edit.document) + words.changes(edit.changes, state: state), x: line.x + 16, y: line.y,
      columns: whatWidth, style: Style(.dim), in: line)
    frame.put(
      outcome, x: line.x + 16 + room - outcomeWidth, y: line.y, columns: outcomeWidth, style: Style(entry.outcome.role), in: line)
  }
}

extension State {
  /// Rows that the sentence takes where nothing waits.
  static let syncSentenceRows = 3

  /// The rows of the page: the open edits, and below them what became of others, the youngest first.
  var syncIDs: [String] {
    let open = syncRows.map(\.id)
    if syncLog.entries.isEmpty || isLocked { return open }
    return open + ["log"] + syncLog.entries.reversed().map { "log/\($0.number)" }
  }

  /// Parked edits first, then those under way, each oldest first.
  package var syncRows: [Intent] {
    guard let board else { return [] }
    return board.intents.filter(\.state.isParked) + board.intents.filter { !$0.state.isParked }
  }

  static let heldRows = 2

  /// Rows above the edits, of `height`: the sentences, and a blank one.
  func syncHead(of height: Int) -> Int {
    guard height > 6 else { return 0 }
    return sync.heldDeletions > 0 ? 2 + Self.heldRows : 2
  }

  private var syncHeight: Int {
    let height = PaneLayout(self).list.height
    let rest = height - syncHead(of: height)
    return max(1, syncRows.isEmpty ? rest - Self.syncSentenceRows : rest)
  }

  /// Keeps the cursor on its edit while edits come and go.
  fileprivate mutating func refreshSyncView() { syncList.scroll.reconcile(syncIDs, height: syncHeight) }

  fileprivate mutating func moveInSyncView(_ key: Key) -> Bool {
    let ids = syncIDs
    syncList.scroll.reconcile(ids, height: syncHeight)
    if key.code == .enter { return false }
    return syncList.scroll.handle(key, ids, height: syncHeight) != .ignored
  }

  fileprivate mutating func selectSyncRow(_ index: Int) {
    syncList.scroll.select(index: index, in: syncIDs, height: syncHeight)
  }

  fileprivate mutating func scrollSyncView(by rows: Int) {
    syncList.scroll.scroll(by: rows, in: syncIDs, height: syncHeight)
  }

  mutating func openSyncRow() -> [Effect] {
    guard let id = syncList.scroll.selected, let intent = syncRows.first(where: { $0.id == id }) else { return [] }
    return settle(intent)
  }
}

extension Words {
  func syncTitle(_ state: State) -> String {
    let rows = state.syncRows
    let parked = rows.count { $0.state.isParked }
    var text = say("Synchronisation", "Synchronisation") + " · " + edits(rows.count)
    if parked > 0 { text += " · " + say("\(parked) à régler", "\(parked) to settle") }
    return text
  }

  /// How the console stands to the site, in a sentence.
  func syncSentence(_ state: State) -> String {
    let fresh = state.sync.freshAt.map { clock(state.zone.local($0)) }
    let confirmed = fresh.map { say(" Confirmé à \($0).", " Confirmed at \($0).") } ?? ""
    let link: String =
      switch state.sync.link {
      case .starting: say("Connexion au site en cours.", "Connecting to the site.")
      case .loading(let received, let total):
        say("Première lecture : \(number(received))", "First reading: \(number(received))")
          + (total.map { " / " + number($0) } ?? "") + "."
      case .live: say("En direct : le site annonce chaque changement.", "Live: the site announces every change.")
      case .polling: say("Par relevés : le site répond, mais n'annonce rien.", "Polling: the site answers but announces nothing.")
      case .offline(let since):
        say(
          "Hors ligne depuis \(clock(state.zone.local(since))) : rien ne se perd.",
          "Offline since \(clock(state.zone.local(since))): nothing is lost.")
      case .signInNeeded(let reason): signInNeeded(Sanitise.line(reason)) + "."
      case .follower(let process, let stale):
        stale
          ? say(
            "La console \(process) synchronise, mais ne donne plus signe.", "Console \(process) does the syncing, but is silent.")
          : say("La console \(process) synchronise pour celle-ci.", "Console \(process) does the syncing for this one.")
      }
    return link + confirmed
  }

  var nothingWaits: String {
    say(
      "Rien n'attend : tout ce qui a été fait ici est confirmé par le site.",
      "Nothing waits: the site has confirmed all that was done here.")
  }

  /// `technicien Julie Gagnon, début 10:45`.
  package func changes(_ changes: [FieldChange], state: State) -> String {
    changes.map { field($0.field) + " " + value($0.after, of: $0.field, state: state) }.joined(separator: ", ")
  }

  /// A field's value as people read it.
  func value(_ value: FieldValue, of field: String, state: State) -> String {
    switch value {
    case .null: return say("(vide)", "(empty)")
    case .int(let number): return String(number)
    case .float(let number): return String(number)
    case .rows(let rows):
      return rows.compactMap { $0["tag"]?.text ?? $0["resource"]?.text }.map { Sanitise.line($0) }.joined(separator: ", ")
    case .text(let text):
      switch field {
      case "technician": return Sanitise.line(state.name(of: DocumentName(text)))
      case "status": return JobStatus(rawValue: text).map(status) ?? Sanitise.line(text)
      case "scheduled_start", "window_start", "window_end", "actual_start", "actual_end":
        guard let clock = LocalDateTime(siteText: text) else { return Sanitise.line(text) }
        return (clock.date == state.day ? "" : shortDay(clock.date) + " ") + self.clock(clock)
      default: return Sanitise.line(text)
      }
    }
  }
}
