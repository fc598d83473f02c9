import Canvas
import Configuration
import Domain
import Widgets

/// A resource's lines: shift, leave, jobs with the drives between them, and the load.
struct TimelineRowView {
  let state: State
  let geometry: TimelineGeometry
  let scale: TimelineScale
  private let words: Words
  private let symbols: Symbols
  private let moment: ViewMemory.Moment
  private let proposal: TimelineProposal?
  private let cursorRow: GroupKey
  private let selected: DocumentReference?
  private let isFocused: Bool
  private let windowColumns: [Int]
  /// The days that the board has: of others nobody knows who is free.
  private let dayBounds: Range<Instant>
  private let midnights: [Instant]

  init(_ state: State, _ geometry: TimelineGeometry, _ scale: TimelineScale) {
    self.state = state
    self.geometry = geometry
    self.scale = scale
    words = state.words
    symbols = state.preferences.symbols
    moment = ViewMemory.Moment(state)
    proposal = state.timelineProposal
    cursorRow = state.timelineRow
    if case .job(let reference)? = state.list.scroll.selected { selected = reference } else { selected = nil }
    isFocused = state.layers.isEmpty || state.layers.last is TimelineMoveLayer
    dayBounds = state.timelineBounds
    windowColumns =
      Self.window(of: state).map { [scale.cells(of: $0.seconds).lowerBound, scale.cells(of: $0.seconds).upperBound - 1] } ?? []
    var date = state.zone.local(Instant(seconds: scale.start)).date.adding(days: 1)
    var midnights: [Instant] = []
    while midnights.count < 14 {
      let midnight = state.zone.bounds(of: date).lowerBound
      if midnight.seconds >= scale.end { break }
      midnights.append(midnight)
      date = date.adding(days: 1)
    }
    self.midnights = midnights
  }

  /// The window that brackets stand for.
  static func window(of state: State) -> Range<Instant>? {
    let job = state.timelineProposal.flatMap { state.board?.jobs[$0.job] } ?? state.selectedJob
    guard let window = job?.window, window.start < window.end else { return nil }
    return window.start..<window.end
  }

  static func drawName(
    _ name: String, isHere: Bool, role: Role, _ geometry: TimelineGeometry, _ state: State, into frame: inout Frame, in line: Rect
  ) {
    if isHere {
      let focused = state.layers.isEmpty || state.layers.last is TimelineMoveLayer
      frame.put(.cursorBar, x: line.x, y: line.y, style: Style(focused ? .cursorBar : .dim), in: line)
    }
    frame.put(name, x: line.x + 1, y: line.y, columns: geometry.nameWidth, style: Style(isHere ? .strong : role), in: line)
    frame.put(.edge, x: geometry.trackX - 1, y: line.y, style: Style(.rule), in: line)
  }

  /// What a line's looks depend on beside the board.
  struct Shown: Hashable {
    let key: GroupKey
    var lane = 0
    let scale: TimelineScale
    let isHere: Bool
    let isFocused: Bool
    let selected: DocumentReference?
    let swap: DocumentReference?
  }

  /// Draws into the first lines of `area`, or puts back what that came to the last time.
  func draw(_ row: VisibleTimelineRow, into frame: inout Frame, in area: Rect, drawn: inout DrawnPieces<Shown>) {
    let lines = area.splitTop(row.track.lanes).top
    let isHere = proposal.map { $0.row == row.key } ?? (cursorRow == row.key)
    let isTouched =
      proposal.map { held in held.row == row.key || row.track.references.contains(held.job) } ?? false
    func own(_ job: DocumentReference?) -> DocumentReference? {
      job.flatMap { row.track.references.contains($0) ? $0 : nil }
    }
    var shown = Shown(
      key: row.key, scale: scale, isHere: isHere, isFocused: isFocused, selected: own(selected), swap: own(state.timeline.swap))
    for lane in 0..<lines.height {
      let line = lines.row(lane)
      if isTouched {
        draw(row.key, row.track, lane: lane, isHere: isHere, into: &frame, in: line)
        continue
      }
      shown.lane = lane
      var hits = HitMap()
      drawn.draw(shown, at: moment, into: &frame, in: line, hits: &hits) { frame, _ in
        draw(row.key, row.track, lane: lane, isHere: isHere, into: &frame, in: line)
      }
    }
    drawWindow(into: &frame, in: geometry.track(lines))
  }

  /// Where the selected job's customer waits, in every row, so that one sees where it would fit: only where nothing else stands.
  private func drawWindow(into frame: inout Frame, in area: Rect) {
    for column in windowColumns where (0..<scale.columns).contains(column) {
      for y in area.y..<area.maxY {
        let cell = frame[area.x + column, y]
        guard cell.style == .normal && cell.glyph == 0x20 || cell.style == Style(.rule) || cell.style == Style(.jobAbsent) else {
          continue
        }
        frame.put(.edge, x: area.x + column, y: y, style: Style(.key), in: area)
      }
    }
  }

  private func draw(
    _ key: GroupKey, _ track: TimelineTrack, lane: Int, isHere: Bool, into frame: inout Frame, in line: Rect
  ) {
    guard let board = state.board else { return }
    let shift = track.shifts.first { $0.overlaps(dayBounds) }
    let absence = track.isMaterial || state.isPlanningWeek ? nil : track.absence(shift)
    var name = lane == 0 ? Self.name(of: key, board, words) : ""
    if lane == 0, case .resource(let technician) = key { name += state.markText(of: technician) }
    Self.drawName(name, isHere: isHere, role: absence == nil ? .normal : .dim, geometry, state, into: &frame, in: line)
    let time = geometry.track(line)
    drawGround(track, into: &frame, in: time)
    if let absence, lane == 0 { drawAbsence(absence, track, into: &frame, in: time) }
    for travel in track.travels where travel.lane == lane { draw(travel, into: &frame, in: time) }
    for block in track.blocks where block.lane == lane {
      draw(block, in: key, isHere: isHere, into: &frame, in: time)
      drawBeside(block, track, into: &frame, in: time)
    }
    if let proposal, proposal.row == key, let start = proposal.start {
      let span = start..<(start + max(proposal.duration, 1))
      if track.freeLane(for: span, besides: proposal.job) == lane { drawHeld(proposal, span, into: &frame, in: time) }
    }
    if geometry.loadWidth > 0, lane == 0 { drawLoad(track, absence, into: &frame, in: line) }
  }

  static func name(of key: GroupKey, _ board: Board, _ words: Words) -> String {
    switch key {
    case .backlog, .unassigned: words.heading(key, board)
    case .resource(let name):
      Sanitise.line(board.technicians[name].map { $0.fullName.isEmpty ? name.text : $0.fullName } ?? name.text)
    }
  }

  // MARK: What lies beneath the jobs

  private func fill(
    _ span: Range<Int64>, _ symbol: Symbol?, _ style: Style, into frame: inout Frame, in line: Rect
  ) {
    guard let cells = scale.visibleCells(of: span) else { return }
    let rect = Rect(x: line.x + cells.lowerBound, y: line.y, width: cells.count, height: 1)
    let glyph = symbol.flatMap { $0.unicode.unicodeScalars.first } ?? " "
    frame.fill(rect, style: style, glyph: glyph)
  }

  private func drawGround(_ track: TimelineTrack, into frame: inout Frame, in line: Rect) {
    if !track.isMaterial {
      fill(scale.start..<scale.end, .barEmpty, Style(.rule), into: &frame, in: line)
      for shift in track.shifts where shift.overlaps(dayBounds) { fill(shift.seconds, nil, .normal, into: &frame, in: line) }
      for leave in track.leaves where leave.start < leave.end {
        for shift in track.shifts {
          let start = max(leave.start, shift.lowerBound)
          let end = min(leave.end, shift.upperBound)
          if start < end { fill(start.seconds..<end.seconds, .offShift, Style(.jobAbsent), into: &frame, in: line) }
        }
      }
    }
    for midnight in midnights { mark(scale.column(of: midnight.seconds), .vertical, Style(.rule), into: &frame, in: line) }
    mark(scale.cell(of: state.now.seconds), .nowLine, Style(.strong), into: &frame, in: line)
  }

  private func mark(_ column: Int, _ symbol: Symbol, _ style: Style, into frame: inout Frame, in line: Rect) {
    guard (0..<scale.columns).contains(column) else { return }
    frame.put(symbol, x: line.x + column, y: line.y, style: style, in: line)
  }

  private func drawAbsence(_ leave: Leave, _ track: TimelineTrack, into frame: inout Frame, in line: Rect) {
    guard let shift = track.shifts.first(where: { $0.overlaps(dayBounds) }) else { return }
    let start = max(leave.start, shift.lowerBound)
    let end = min(leave.end, shift.upperBound)
    guard start < end, let cells = scale.visibleCells(of: start.seconds..<end.seconds) else { return }
    let text = " " + words.absent(Sanitise.line(leave.reason)) + " "
    let width = TextWidth.columns(of: text)
    // In the widest stretch without a job.
    var free = [cells]
    for block in track.blocks where block.lane == 0 {
      let taken = scale.cells(of: block.span.seconds)
      free = free.flatMap { stretch in
        [
          stretch.clamped(to: stretch.lowerBound..<max(stretch.lowerBound, taken.lowerBound)),
          stretch.clamped(to: min(stretch.upperBound, taken.upperBound)..<stretch.upperBound),
        ]
      }
    }
    guard let widest = free.max(by: { $0.count < $1.count }), widest.count >= width + 2 else { return }
    frame.put(
      text, x: line.x + widest.lowerBound + (widest.count - width) / 2, y: line.y, style: Style(.title), in: line)
  }

  // MARK: Jobs

  private func draw(_ travel: TimelineTravel, into frame: inout Frame, in line: Rect) {
    let first = scale.cell(of: travel.span.lowerBound.seconds)
    let last = scale.column(of: travel.span.upperBound.seconds)
    let symbol = travel.isTooShort ? Symbol.late : .arrowRight
    let style = Style(travel.isTooShort ? .warning : .dim)
    for column in max(0, first)..<max(max(0, first), min(last, scale.columns)) {
      frame.put(symbol, x: line.x + column, y: line.y, style: style, in: line)
    }
  }

  private func draw(_ block: TimelineBlock, in key: GroupKey, isHere: Bool, into frame: inout Frame, in line: Rect) {
    let cells = scale.cells(of: block.span.seconds)
    if let planned = block.planned {
      fill(planned.seconds, .horizontal, Style(.dim), into: &frame, in: line)
    }
    let isSelected = selected == block.reference
    let isHeld = proposal?.job == block.reference
    let paper: Role =
      isHeld ? .normal : isSelected ? (isHere ? .selectedRow : .selectedRowUnfocused) : block.isMarked ? .marked : .normal
    let role: Role = isHeld || !block.isMatch ? .dim : block.status.role
    let (opening, closing) = ends(of: block)
    let short = block.short(symbols)
    TimelineBar(
      opening: opening, closing: closing, labels: isHeld ? [] : [block.label, short, block.number],
      style: Style(role, on: paper)
    ).draw(cells, into: &frame, in: line)
    let inside = min(cells.upperBound, scale.columns) - max(cells.lowerBound, 0) - 2
    if let warning = block.warning, !isHeld, block.isMatch {
      let column = max(0, cells.lowerBound) + 1
      // A bar that has no room for its number still says that something is wrong.
      if inside >= 1, inside >= TextWidth.columns(of: short) || inside < TextWidth.columns(of: block.number) {
        frame.put(.late, x: line.x + column, y: line.y, style: Style(warning, on: paper), in: line)
      }
    }
    if state.timeline.swap == block.reference, let visible = scale.visibleCells(of: block.span.seconds) {
      frame.setInk(.editPending, in: Rect(x: line.x + visible.lowerBound, y: line.y, width: visible.count, height: 1))
    }
  }

  /// The number of a bar that has no room for it stands behind it, where nothing else does.
  private func drawBeside(_ block: TimelineBlock, _ track: TimelineTrack, into frame: inout Frame, in line: Rect) {
    let cells = scale.cells(of: block.span.seconds)
    let width = TextWidth.columns(of: block.number)
    guard cells.lowerBound >= 0, cells.count - 2 < width, proposal?.job != block.reference else { return }
    var end = scale.columns
    for other in track.blocks where other.lane == block.lane && other.span.lowerBound > block.span.lowerBound {
      end = min(end, scale.cells(of: other.span.seconds).lowerBound)
    }
    for travel in track.travels where travel.lane == block.lane && travel.span.lowerBound >= block.span.upperBound {
      end = min(end, scale.cell(of: travel.span.lowerBound.seconds))
    }
    guard cells.upperBound + width <= end else { return }
    let isSelected = selected == block.reference
    let style = Style(block.isMatch ? block.status.role : .dim, on: isSelected ? .selectedRow : .normal)
    frame.put(block.number, x: line.x + cells.upperBound, y: line.y, style: style, in: line)
  }

  /// Brackets are of the plan, a line is of what has happened.
  private func ends(of block: TimelineBlock) -> (String, String) {
    let fact = symbols[.vertical]
    switch block.status {
    case .open, .planned: return ("(", ")")
    case .published: return ("[", "]")
    case .enRoute: return (symbols == .ascii ? ">" : "»", "]")
    case .onSite: return (fact, block.hasEnded ? fact : "]")
    case .paused: return ("=", block.hasEnded ? fact : "]")
    case .done: return (fact, fact)
    case .toReschedule, .customerAbsent, .cancelled: return ("{", "}")
    }
  }

  /// The job where it is held, with its times.
  private func drawHeld(_ proposal: TimelineProposal, _ span: Range<Instant>, into frame: inout Frame, in line: Rect) {
    let number = proposal.job.number
    let times = words.planned(span, state.zone)
    let start = words.clock(state.zone.local(span.lowerBound))
    TimelineBar(
      opening: "(", closing: ")", labels: [number + " " + times, number + " " + start, number],
      style: Style(.strong, on: .selectedRow)
    ).draw(scale.cells(of: span.seconds), into: &frame, in: line)
  }

  // MARK: The load

  private func drawLoad(_ track: TimelineTrack, _ absence: Leave?, into frame: inout Frame, in line: Rect) {
    let x = geometry.trackX + geometry.trackWidth
    let open = track.blocks.count { !$0.status.isFinished }
    var text: String
    var role: Role = .normal
    var sign = track.alarm
    if track.isMaterial {
      text = words.jobs(track.blocks.count)
      role = .dim
    } else if absence != nil {
      text = open > 0 ? words.jobs(open) : words.onLeaveShort
      role = open > 0 ? .bad : .dim
      sign = open > 0 ? .bad : nil
    } else {
      text = words.length(track.load)
      role = track.isOver ? .loadOver : track.load == 0 ? .dim : .normal
      if track.isOver { sign = .loadOver }
    }
    let width = geometry.loadWidth - 1
    frame.put(text, x: x, y: line.y, columns: width, align: .right, style: Style(role), in: line)
    let column = x + width - TextWidth.columns(of: text) - 2
    if let sign, column > x - 2 { frame.put(.late, x: max(x, column), y: line.y, style: Style(sign), in: line) }
  }
}
