import Canvas
import Configuration
import Domain
import Widgets

/// The rows of the list that are on screen. Time, code, number, type, place, window and length stand in the same columns everywhere;
/// a narrow pane drops columns in a fixed order and never wraps.
struct JobListView {
  let state: State
  let words: Words
  let board: Board?

  init(_ state: State) {
    self.state = state
    words = state.words
    board = state.board
  }

  /// Everything but the selection.
  func drawRows(into frame: inout Frame, in area: Rect, rows drawn: inout DrawnPieces<Int>, hits: inout HitMap) {
    guard let board, Self.showsRows(state) else {
      for (row, line) in TextWidth.wrapped(words.emptyList(state), to: max(1, area.width - 4)).enumerated() {
        frame.put(line, x: area.x + 2, y: area.y + 1 + row, style: Style(.dim), in: area)
      }
      return
    }
    let layout = state.list.layout
    let columns = JobColumns(width: area.width - 2, digits: state.list.shortNames.numberColumns)
    let moment = ViewMemory.Moment(state)
    let rows = ListView.drawRows(
      state.list.scroll, count: layout.rows.count, into: &frame, in: Self.shown(state, in: area),
      isMarked: { index in
        if state.list.marked.isEmpty { return false }
        if case .job(let reference) = layout.rows[index] { return state.list.marked.contains(reference) }
        return false
      }
    ) { frame, index, line in
      drawn.draw(index, at: moment, into: &frame, in: line, hits: &hits) { frame, _ in
        switch layout.rows[index] {
        case .group(let key): draw(heading: key, board, width: area.width - 2, into: &frame, in: line)
        case .job(let reference): if let job = board.jobs[reference] { draw(job, columns, into: &frame, in: line) }
        }
      }
      drawMargin(of: layout.rows[index], into: &frame, at: Point(x: line.x - 1, y: line.y))
    }
    for index in state.list.scroll.visible(count: layout.rows.count, height: area.height) {
      hits.add(rows.row(index - state.list.scroll.top), .row(layout.rows[index]))
    }
  }

  /// Beside a row stands that it is marked, or that somebody else has just changed it.
  func drawMargin(of row: RowKey, into frame: inout Frame, at place: Point) {
    guard case .job(let reference) = row else { return }
    let cell = Rect(x: place.x, y: place.y, width: 1, height: 1)
    if state.list.marked.contains(reference) {
      frame.put(.marked, x: place.x, y: place.y, style: Style(.marked), in: cell)
    } else if state.changedElsewhere.contains(reference) {
      frame.put(.changed, x: place.x, y: place.y, style: Style(.jobChanged), in: cell)
    } else if state.viewers[reference] != nil {
      frame.put(.watched, x: place.x, y: place.y, style: Style(.dim), in: cell)
    }
  }

  static func drawSelection(_ state: State, into frame: inout Frame, in area: Rect) {
    guard showsRows(state) else { return }
    let count = state.list.layout.rows.count
    let rows = ListView.rows(count: count, in: shown(state, in: area))
    ListView.drawSelection(
      state.list.scroll, count: count, into: &frame, in: rows, focused: state.pane == .list && state.layers.isEmpty)
    if state.pane == .list { PlainMode.standCursor(on: state.list.scroll, in: rows, of: &frame, state) }
  }

  private static func showsRows(_ state: State) -> Bool {
    state.board != nil && !state.list.layout.rows.isEmpty && !isReading(state)
  }

  /// Beside the map, the scrollbar is the line between the two.
  private static func shown(_ state: State, in area: Rect) -> Rect {
    let scrolls = state.list.layout.rows.count > area.height && PaneLayout(state).isSideBySide
    return Rect(x: area.x, y: area.y, width: area.width + (scrolls ? 1 : 0), height: area.height)
  }

  /// The first reading has not come to the jobs yet.
  private static func isReading(_ state: State) -> Bool {
    guard case .loading = state.sync.link else { return false }
    return state.board?.jobs.isEmpty ?? true
  }

  // MARK: Jobs

  func draw(_ job: Job, _ columns: JobColumns, into frame: inout Frame, in line: Rect) {
    let row = JobRow(job, state: state)
    let y = line.y
    func put(_ place: JobColumns.Place?, _ text: String, _ role: Role, align: TextWidth.Alignment = .left) {
      guard let place, !text.isEmpty else { return }
      frame.put(text, x: line.x + place.x, y: y, columns: place.width, align: align, style: Style(role), in: line)
    }
    if row.isUrgent { frame.put(.late, x: line.x, y: y, style: Style(.jobUrgent), in: line) }
    put(columns.time, row.time, row.timeRole)
    put(columns.code, words.statusCode(job.status), job.status.role)
    put(columns.number, job.number, row.textRole, align: .right)
    if let type = columns.type {
      let name = job.type.isEmpty ? job.subject : job.type
      put(type, state.list.shortNames.type(name, columns: type.width), row.textRole)
    }
    if let place = columns.place {
      let name = job.city.isEmpty ? job.address : job.city
      put(place, state.list.shortNames.place(name, columns: place.width), row.textRole)
    }
    if let window = columns.window {
      put(
        window, words.window(job.window, zone: state.zone, day: state.day, today: state.today, columns: window.width),
        row.windowRole)
    }
    if let flag = columns.flag {
      if let shown = row.flag { frame.put(shown.symbol, x: line.x + flag.x, y: y, style: Style(shown.role), in: line) }
      if let mark = row.mark { frame.put(mark.symbol, x: line.x + flag.x + 1, y: y, style: Style(mark.role), in: line) }
    }
    put(columns.length, job.duration.count > 0 ? words.length(job.duration) : "", .dim, align: .right)
  }

  // MARK: Headings

  /// Materials have longer names than people.
  private var longestName: Int {
    guard state.list.resource == .material, let board else { return 0 }
    return state.list.layout.groups.map { TextWidth.columns(of: words.heading($0.key, board)) }.max() ?? 0
  }

  private func draw(heading key: GroupKey, _ board: Board, width: Int, into frame: inout Frame, in line: Rect) {
    guard let group = state.list.layout.group(key) else { return }
    // They end where the lengths of the jobs do.
    let line = Rect(x: line.x, y: line.y, width: min(line.width, width), height: 1)
    let folded = state.list.folded.contains(key) && state.list.filter.isEmpty
    frame.put(folded ? .collapsed : .expanded, x: line.x, y: line.y, style: Style(.dim), in: line)
    let title = words.heading(key, board)
    switch key {
    case .backlog, .unassigned:
      let length = words.length(group.load)
      let count = words.jobs(group.count)
      let right = line.width >= 40 ? "\(count)   \(length)" : count
      frame.put(
        title, x: line.x + 2, y: line.y, columns: max(0, line.width - 4 - TextWidth.columns(of: right)), style: Style(.strong),
        in: line)
      frame.put(right, x: line.maxX - TextWidth.columns(of: right), y: line.y, style: Style(.dim), in: line)
    case .resource(let name): draw(resource: name, title, group, board, into: &frame, in: line)
    }
  }

  private func draw(
    resource name: DocumentName, _ title: String, _ group: JobListLayout.Group, _ board: Board, into frame: inout Frame,
    in line: Rect
  ) {
    let heading = ResourceHeading(name, group, state: state)
    let note = heading.note
    let load = heading.load
    let noteWidth = TextWidth.columns(of: note.text)
    // The bar, or the load alone, stands in the same column under every name.
    let showsBar = line.width >= 52 && state.preferences.mode != .plain
    let loadWidth = max(14, TextWidth.columns(of: load))
    let nameWidth =
      showsBar
      ? min(max(18 + max(0, min(8, line.width - 64)), longestName), max(18, line.width - 46))
      : max(4, line.width - 4 - loadWidth - (line.width >= 50 ? 17 : 0))
    frame.put(
      title, x: line.x + 2, y: line.y, columns: min(nameWidth, line.width - 2), style: Style(heading.isAbsent ? .dim : .strong),
      in: line)
    if let mark = state.mark(of: name) {
      let column = min(TextWidth.columns(of: title) + 1, nameWidth)
      frame.put(mark.symbol, x: line.x + 2 + column, y: line.y, style: Style(mark.role), in: line)
    }
    var x = line.x + 2 + nameWidth + 1
    if showsBar, !heading.isAbsent {
      if let shift = heading.shift {
        LoadBar.draw(Double(group.load.count), of: Double(shift.count), into: &frame, x: x, y: line.y, columns: 8, in: line)
      }
      x += 10
    }
    x = frame.put(load, x: x, y: line.y, style: Style(heading.isOver ? .loadOver : .normal), in: line)
    let noteX = line.maxX - noteWidth
    if noteX > x + 1 { frame.put(note.text, x: noteX, y: line.y, style: Style(note.role), in: line) }
  }
}
