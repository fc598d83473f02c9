import Canvas
import Configuration
import Domain
import Scheduling
import Widgets

/// The planning as it is drawn: hours, backlog, resources, and what is selected.
struct TimelineView {
  let state: State
  let words: Words
  let symbols: Symbols

  init(_ state: State) {
    self.state = state
    words = state.words
    symbols = state.preferences.symbols
  }

  func draw(into frame: inout Frame, titles: Rect, in area: Rect, drawn: inout ViewMemory.Pieces) {
    PageTitle.draw(words.timelineTitle(state), state, into: &frame, in: titles)
    guard state.board != nil, !state.list.layout.groups.isEmpty else {
      return drawSentence(words.emptyList(state), into: &frame, in: area)
    }
    if case .loading = state.sync.link, state.board?.jobs.isEmpty == true {
      return drawSentence(words.emptyList(state), into: &frame, in: area)
    }
    if state.preferences.mode == .plain { return PlainTimeline(state).draw(into: &frame, in: area) }
    let geometry = TimelineGeometry(area)
    let scale = state.timelineScale(geometry)
    drawZoom(scale, into: &frame, in: titles)
    drawAxis(geometry, scale, into: &frame)
    drawBacklog(geometry, into: &frame)
    let rows = state.visibleTimelineRows(geometry)
    let rowView = TimelineRowView(state, geometry, scale)
    for row in rows { rowView.draw(row, into: &frame, in: geometry.rows.splitTop(row.y).rest, drawn: &drawn.timelineRows) }
    if state.timeline.rows.keys.isEmpty, !geometry.rows.isEmpty {
      frame.put(words.noResources, x: geometry.rows.x + 2, y: geometry.rows.y, style: Style(.dim), in: geometry.rows)
    }
    drawMore(geometry, shown: rows.count, into: &frame)
    for x in geometry.rule.x..<geometry.rule.maxX {
      frame.put(.horizontal, x: x, y: geometry.rule.y, style: Style(.rule), in: geometry.rule)
    }
    let lines = TimelineLines(state)
    if let drag = state.timeline.drag, let proposal = drag.proposal {
      lines.draw(
        proposal, state.consequences(of: proposal, state.isPlanningWeek ? state.drawnPlan?.plan : drag.plan), into: &frame,
        in: geometry.lines)
    } else {
      lines.drawSelection(into: &frame, in: geometry.lines)
    }
  }

  private func drawSentence(_ sentence: String, into frame: inout Frame, in area: Rect) {
    for (row, line) in TextWidth.wrapped(sentence, to: max(1, area.width - 4)).enumerated() {
      frame.put(line, x: area.x + 2, y: area.y + 1 + row, style: Style(.dim), in: area)
    }
  }

  private func drawZoom(_ scale: TimelineScale, into frame: inout Frame, in titles: Rect) {
    let text = " " + words.perCell(scale.secondsPerCell) + " "
    let x = titles.maxX - TextWidth.columns(of: text) - 1
    guard x > titles.x + 34 else { return }
    frame.put(text, x: x, y: titles.y, style: Style(.dim), in: titles)
  }

  // MARK: The hours

  private func drawAxis(_ geometry: TimelineGeometry, _ scale: TimelineScale, into frame: inout Frame) {
    guard !geometry.axis.isEmpty else { return }
    let line = geometry.track(geometry.axis.row(0))
    TimelineAxis.draw(ticks(scale), scale, into: &frame, in: line)
    if geometry.loadWidth > 0 {
      frame.put(
        words.say("heures", "hours"), x: line.maxX, y: line.y, columns: geometry.loadWidth - 1, align: .right, style: Style(.dim),
        in: geometry.axis)
    }
    guard geometry.axis.height > 1 else { return }
    let second = geometry.track(geometry.axis.row(1))
    drawWindow(scale, into: &frame, in: second)
    let now = scale.cell(of: state.now.seconds)
    if (0..<scale.columns).contains(now) {
      let text = symbols[.nowLine] + words.clock(state.zone.local(state.now))
      let width = TextWidth.columns(of: text)
      // At the right edge the time stands before its line.
      if now + width <= scale.columns {
        frame.put(text, x: second.x + now, y: second.y, style: Style(.strong), in: second)
      } else {
        frame.put(.nowLine, x: second.x + now, y: second.y, style: Style(.strong), in: second)
      }
    }
    if state.timeline.zoom == .week, state.board?.span != state.span {
      let forms = words.otherDays.filter { TextWidth.columns(of: $0) <= geometry.nameWidth }
      frame.put(
        forms.first ?? "", x: geometry.axis.x + 1, y: second.y, columns: geometry.nameWidth, style: Style(.dim), in: geometry.axis
      )
    }
  }

  /// Every so many hours of the site's clock, so that labels have room; each day at week's width.
  private func ticks(_ scale: TimelineScale) -> [TimelineAxis.Tick] {
    let cells = Double(3_600) / Double(scale.secondsPerCell)
    let every = [1, 2, 3, 6, 12, 24].first { Double($0) * cells >= 4 } ?? 24
    var ticks: [TimelineAxis.Tick] = []
    var moment = state.zone.hour(of: Instant(seconds: scale.start))
    if moment.seconds < scale.start { moment = moment + 60 }
    var steps = 0
    while moment.seconds < scale.end, steps < 1_000 {
      steps += 1
      let clock = state.zone.local(moment)
      // Some zones change by half an hour.
      if clock.secondOfDay % 3_600 != 0 {
        moment = state.zone.hour(of: moment) + 60
        continue
      }
      if clock.hour == 0, every >= 6 || clock.date != state.day {
        ticks.append(.init(moment: moment.seconds, label: words.tinyDay(clock.date), isDay: clock.date == state.day))
      } else if clock.hour % every == 0 {
        ticks.append(.init(moment: moment.seconds, label: Words.twoDigits(clock.hour)))
      }
      moment = moment + 60
    }
    return ticks
  }

  /// The customer's window of the selected job, as a bracket above all rows.
  private func drawWindow(_ scale: TimelineScale, into frame: inout Frame, in line: Rect) {
    guard let window = TimelineRowView.window(of: state), let cells = scale.visibleCells(of: window.seconds) else { return }
    let whole = scale.cells(of: window.seconds)
    for column in cells { frame.put(.horizontal, x: line.x + column, y: line.y, style: Style(.dim), in: line) }
    if whole.lowerBound >= 0 { frame.put(.teeRight, x: line.x + whole.lowerBound, y: line.y, style: .normal, in: line) }
    if whole.upperBound <= scale.columns {
      frame.put(.teeLeft, x: line.x + max(cells.lowerBound, whole.upperBound - 1), y: line.y, style: .normal, in: line)
    }
    let label = " " + words.windowShort + " "
    let width = TextWidth.columns(of: label)
    guard cells.count >= width + 4 else { return }
    // The clock's own sign stands over the window's.
    frame.put(label, x: line.x + cells.upperBound - width - 2, y: line.y, style: Style(.dim), in: line)
  }

  // MARK: The backlog

  private func drawBacklog(_ geometry: TimelineGeometry, into frame: inout Frame) {
    let line = geometry.backlog
    guard !line.isEmpty, let board = state.board else { return }
    let jobs = state.backlogJobs
    let isHere = state.timelineRow == .backlog
    TimelineRowView.drawName(
      words.backlogName(jobs.count, columns: geometry.nameWidth), isHere: isHere && state.timelineProposal == nil,
      role: .strong, geometry, state, into: &frame, in: line)
    let track = geometry.track(line)
    let area = Rect(x: track.x, y: track.y, width: track.width + geometry.loadWidth, height: 1)
    if jobs.isEmpty {
      frame.put(words.backlogIsEmpty, x: area.x, y: area.y, style: Style(.dim), in: area)
      return
    }
    let width = State.backlogColumns
    let first = min(max(0, state.timeline.backlogFirst), jobs.count - 1)
    let count = max(1, geometry.trackWidth / width)
    for (place, reference) in jobs.dropFirst(first).prefix(count).enumerated() {
      guard let job = board.jobs[reference] else { continue }
      let row = JobRow(job, state: state)
      let cell = Rect(x: area.x + place * width, y: area.y, width: width - 1, height: 1).intersection(track)
      let mark = row.mark.map { symbols[$0.symbol] } ?? ""
      let text = (row.isUrgent ? symbols[.late] : "") + Sanitise.line(job.number) + mark
      let isSelected = isHere && .job(reference) == state.list.scroll.selected
      let isHeld = state.timelineProposal?.job == reference
      let paper: Role = isSelected ? .selectedRow : state.list.marked.contains(reference) ? .marked : .normal
      frame.put(
        TextWidth.truncated(text, to: cell.width, ellipsis: symbols[.ellipsis]), x: cell.x, y: cell.y,
        style: Style(isHeld ? .dim : row.isUrgent ? .jobUrgent : .jobOpen, on: paper), in: cell)
      if state.timeline.swap == reference { frame.setInk(.editPending, in: cell) }
    }
    let rest = jobs.count - first - count
    if rest > 0, geometry.loadWidth > 0 {
      frame.put(
        "+" + words.number(rest) + " " + symbols[.next], x: track.maxX, y: line.y, columns: geometry.loadWidth - 1, align: .right,
        style: Style(.dim), in: line)
    }
  }

  /// That there are resources above or beneath.
  private func drawMore(_ geometry: TimelineGeometry, shown: Int, into frame: inout Frame) {
    let rows = geometry.rows
    guard rows.height > 2, geometry.loadWidth > 0 else { return }
    Scrollbar.draw(
      into: &frame, in: Rect(x: rows.maxX - 1, y: rows.y, width: 1, height: rows.height), total: state.timeline.rows.keys.count,
      visible: min(shown, max(1, state.timeline.rows.keys.count - (state.timeline.top > 0 ? 1 : 0))), top: state.timeline.top)
  }
}
