import Canvas
import Configuration
import Domain
import Widgets

/// The pane of the selection: a job, a technician, or the backlog.
enum SheetView {
  /// What a sheet is drawn for.
  struct Shown: Hashable {
    let row: RowKey?
    let top: Int
  }

  static func draw(
    _ state: State, into frame: inout Frame, in area: Rect, sheets: inout DrawnPieces<Shown>, hits: inout HitMap
  ) {
    let shown = Shown(row: state.list.scroll.selected, top: state.sheet.top)
    sheets.draw(shown, at: ViewMemory.Moment(state), into: &frame, in: area, hits: &hits) { frame, _ in
      draw(state, into: &frame, in: area)
    }
    if state.preferences.mode == .plain, state.layers.isEmpty, state.pane == .sheet {
      frame.cursor = Point(x: area.x + 1, y: area.y)
    }
  }

  private static func draw(_ state: State, into frame: inout Frame, in area: Rect) {
    let inner = Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: area.height)
    // What is out of sight is made only where it can be scrolled to.
    let enough = state.pane == .sheet ? Int.max : state.sheet.top + area.height + 1
    let sheet = JobSheet(state)
    let lines = sheet?.lines(width: inner.width, enough: enough) ?? GroupSheet(state)?.lines ?? []
    let total = sheet?.lineCount(made: lines, width: inner.width, enough: enough) ?? lines.count
    let top = max(0, min(state.sheet.top, lines.count - area.height))
    for (row, line) in lines.dropFirst(top).prefix(area.height).enumerated() {
      var x = inner.x
      for span in line { x = frame.put(span.text, x: x, y: area.y + row, style: Style(span.role), in: inner) }
    }
    drawNote(state, after: lines.first ?? [], into: &frame, in: inner)
    Scrollbar.draw(
      into: &frame, in: Rect(x: area.maxX - 1, y: area.y, width: 1, height: area.height), total: total,
      visible: area.height, top: top)
  }

  /// Who looks at the job or has just changed it, at the end of the first line where that has room.
  private static func drawNote(_ state: State, after title: SheetLine, into frame: inout Frame, in inner: Rect) {
    guard state.sheet.top == 0, case .job(let reference)? = state.list.scroll.selected else { return }
    let isNews = state.changedElsewhere.contains(reference)
    guard let note = isNews ? state.changeNote(reference) : state.viewerNote(reference) else { return }
    let columns = TextWidth.columns(of: note)
    guard JobSheet.hasRoom(for: note, after: title, width: inner.width) else { return }
    frame.put(note, x: inner.maxX - columns, y: inner.y, style: Style(isNews ? .jobChanged : .dim), in: inner)
  }
}

/// What is worth knowing of a heading: of a technician their shift, home and skills; of the backlog how much is urgent.
struct GroupSheet {
  let lines: [SheetLine]

  init?(_ state: State) {
    guard case .group(let key)? = state.list.scroll.selected, let board = state.board, let group = state.list.layout.group(key)
    else { return nil }
    let words = state.words
    switch key {
    case .backlog, .unassigned:
      let jobs = group.jobs.compactMap { board.jobs[$0] }
      let urgent = jobs.count { $0.priority == .p1 }
      let late = jobs.count { $0.isOverdue(at: state.now) }
      lines = [
        [Span(words.heading(key, board), .strong), Span("   " + words.jobs(jobs.count) + "   " + words.length(group.load))],
        [Span("      "), Span(words.urgentAndLate(urgent: urgent, late: late), urgent + late > 0 ? .warning : .dim)],
      ]
    case .resource(let name):
      guard let technician = board.technicians[name] else {
        lines = [[Span(name.text, .strong), Span("   " + words.unknownTechnician, .warning)]]
        return
      }
      var title: SheetLine = [Span(technician.fullName, .strong)]
      if let start = technician.shiftStart, let end = technician.shiftEnd {
        title.append(Span("   " + words.shift(start, end)))
      }
      if !technician.phone.isEmpty { title.append(Span("   " + words.phone(Sanitise.line(technician.phone)), .dim)) }
      var second: SheetLine = [Span("      ")]
      let home = Sanitise.line(technician.homeAddress)
      if technician.home == nil {
        second.append(Span(words.noHome, .warning))
      } else {
        second.append(Span(state.preferences.symbols[.home] + " " + (home.isEmpty ? words.homeOnMap : home)))
      }
      var third: SheetLine = [Span("      ")]
      third.append(Span(technician.tags.map { Sanitise.line($0.text) }.joined(separator: ", "), .dim))
      lines = [title, second] + (technician.tags.isEmpty ? [] : [third]) + (Self.fix(of: name, state).map { [$0] } ?? [])
    }
  }
}

extension GroupSheet {
  /// When the device was last seen, and what is wrong with that.
  private static func fix(of technician: DocumentName, _ state: State) -> SheetLine? {
    guard let position = state.positions[technician] else { return nil }
    let words = state.words
    let age = words.age(seconds: state.now.seconds - position.at.seconds)
    let isSound = position.isValid && !position.isStale(at: state.now)
    return [Span("      "), Span(words.lastFix(age, isValid: position.isValid), isSound ? .dim : .warning)]
  }
}

extension Words {
  func lastFix(_ age: String, isValid: Bool) -> String {
    say("dernière position il y a \(age)", "last seen \(age) ago")
      + (isValid ? "" : say(", douteuse selon l'appareil", ", in doubt says the device"))
  }
  func urgentAndLate(urgent: Int, late: Int) -> String {
    say(
      "\(urgent) prioritaire\(isOne(urgent) ? "" : "s") (P1), \(late) plage\(isOne(late) ? "" : "s") dépassée\(isOne(late) ? "" : "s")",
      "\(urgent) urgent (P1), \(late) window\(isOne(late) ? "" : "s") missed")
  }
  var unknownTechnician: String { say("inconnu du site, ou retiré", "unknown to the site, or removed") }
  var noHome: String { say("sans point de départ : le siège en tient lieu", "no home base: headquarters stand in") }
  var homeOnMap: String { say("point de départ sur la carte", "home base on the map") }
  func shift(_ start: Minutes, _ end: Minutes) -> String {
    func text(_ time: Minutes) -> String { Self.twoDigits(time.count / 60) + ":" + Self.twoDigits(time.count % 60) }
    return say("quart ", "shift ") + text(start) + "–" + text(end)
  }
}
