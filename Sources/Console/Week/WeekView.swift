import Canvas
import Configuration
import Domain
import Widgets

/// The grid of the week, only the rows on screen: the load of each cell in hours with its bar and the number of jobs; what is wrong
/// stands before it as a sign.
struct WeekView {
  let state: State
  let words: Words
  private let symbols: Symbols

  init(_ state: State) {
    self.state = state
    words = state.words
    symbols = state.preferences.symbols
  }

  /// Where the columns stand.
  struct Columns: Equatable {
    let name: Int
    let cell: Int
    let count: Int
    let x: Int

    init(width: Int, days: Int) {
      let least = width >= 150 ? 22 : width >= 70 ? 14 : 9
      cell = max(1, (width - least - 2) / max(1, days))
      count = days
      x = width - cell * days
      name = x - 2
    }

    func rect(_ column: Int, _ line: Rect) -> Rect {
      Rect(x: line.x + x + column * cell, y: line.y, width: cell - 1, height: 1).intersection(line)
    }
  }

  func draw(into frame: inout Frame, in area: Rect, hits: inout HitMap) {
    let areas = State.WeekAreas(area)
    let layout = state.week.layout
    // One column is kept for the scrollbar, so that nothing shifts when it comes.
    let columns = Columns(width: area.width - 1, days: state.span.days)
    drawHead(columns, into: &frame, in: areas.head)
    guard state.board != nil, !layout.keys.isEmpty else {
      for (row, line) in TextWidth.wrapped(words.emptyList(state), to: max(1, area.width - 4)).enumerated() {
        frame.put(line, x: area.x + 2, y: areas.grid.y + row, style: Style(.dim), in: areas.grid)
      }
      return
    }
    let focused = state.layers.isEmpty && !state.weekMode.isInJobs
    let rows = ListView.drawRows(state.week.rows, count: layout.keys.count, into: &frame, in: areas.grid) {
      frame, index, line in
      draw(layout.keys[index], columns, into: &frame, in: Rect(x: area.x, y: line.y, width: area.width - 1, height: 1))
    }
    drawCursor(columns, focused: focused, into: &frame, in: areas.grid)
    for index in state.week.rows.visible(count: layout.keys.count, height: areas.grid.height) {
      let line = rows.row(index - state.week.rows.top)
      for column in 0..<columns.count {
        let rect = columns.rect(column, line)
        hits.add(rect, .pageRow(WeekPlace.cell(row: index, column: column).number))
        if column == 0 {
          let name = Rect(x: line.x, y: line.y, width: rect.x - line.x, height: 1)
          hits.add(name, .pageRow(WeekPlace.cell(row: index, column: WeekPlace.nameColumn).number))
        }
      }
    }
    drawJobs(into: &frame, areas, hits: &hits)
  }

  private func drawHead(_ columns: Columns, into frame: inout Frame, in line: Rect) {
    for column in 0..<columns.count {
      let date = state.span.first.adding(days: column)
      let rect = columns.rect(column, line)
      let isToday = date == state.today
      var text = TextWidth.columns(of: words.shortDay(date)) + 2 <= rect.width ? words.shortDay(date) : words.weekday(date)
      if isToday { text = symbols[.expanded] + text }
      let style = Style(isToday ? .focusTitle : date == state.day ? .strong : date.weekday > 5 ? .dim : .normal)
      frame.put(text, x: rect.x, y: rect.y, columns: rect.width, align: .right, style: style, in: line)
    }
  }

  // MARK: Rows

  private func draw(_ key: GroupKey, _ columns: Columns, into frame: inout Frame, in line: Rect) {
    guard let board = state.board, let row = state.week.layout.row(key) else { return }
    var technician: Technician?
    if case .resource(let name) = key { technician = board.technicians[name] }
    let name: String =
      switch key {
      case .resource(let name): state.name(of: name) + state.markText(of: name)
      default: words.heading(key, board)
      }
    frame.put(
      name, x: line.x + 1, y: line.y, columns: columns.name, style: Style(technician == nil ? .strong : .normal), in: line)
    for column in 0..<min(columns.count, row.cells.count) {
      let date = state.span.first.adding(days: column)
      draw(row.cells[column], of: key, technician, on: date, into: &frame, in: columns.rect(column, line))
    }
  }

  private func draw(
    _ cell: WeekLayout.Cell, of key: GroupKey, _ technician: Technician?, on date: LocalDate, into frame: inout Frame,
    in rect: Rect
  ) {
    guard !rect.isEmpty else { return }
    // The days beside the one that has been read.
    guard state.board?.span.contains(date) == true else {
      frame.put(symbols[.ellipsis], x: rect.maxX - 1, y: rect.y, style: Style(.dim), in: rect)
      return
    }
    var leave: Leave?
    if case .resource(let name) = key { leave = state.leave(of: name, technician, on: date) }
    let isFiltered = !state.list.filter.isEmpty
    let count = isFiltered ? cell.shown.count : cell.jobs.count
    if let leave {
      let isOrphaned = !cell.jobs.isEmpty
      if isOrphaned { frame.put(.late, x: rect.x, y: rect.y, style: Style(.bad), in: rect) }
      let tail = isOrphaned ? " \(count)" : ""
      let reason = Sanitise.line(leave.reason)
      let forms = (reason.isEmpty ? [] : [reason]) + [words.away, words.awayShort]
      let text = forms.first { TextWidth.columns(of: $0 + tail) < rect.width } ?? words.awayShort
      frame.put(
        text + tail, x: rect.x + 1, y: rect.y, columns: rect.width - 1, align: .right, style: Style(isOrphaned ? .bad : .dim),
        in: rect)
      return
    }
    if cell.jobs.isEmpty {
      frame.put(symbols[.separator], x: rect.maxX - 1, y: rect.y, style: Style(.dim), in: rect)
      return
    }
    let capacity = technician?.shiftLength
    let isOver = capacity.map { cell.load > $0 } ?? false
    let role: Role = isFiltered && cell.shown.isEmpty ? .dim : isOver ? .loadOver : .normal
    if isOver || cell.isUrgent { frame.put(.late, x: rect.x, y: rect.y, style: Style(isOver ? .loadOver : .jobUrgent), in: rect) }
    // From the right: the number of jobs, the hours, the bar.
    var right = rect.maxX
    if rect.width >= 8 {
      frame.put(words.number(count), x: right - 2, y: rect.y, columns: 2, align: .right, style: Style(.dim), in: rect)
      right -= rect.width >= 9 ? 3 : 2
    }
    let hours = words.hours(cell.load)
    frame.put(hours, x: right - 5, y: rect.y, columns: 5, align: .right, style: Style(role), in: rect)
    right -= 6
    let barWidth = min(12, right - rect.x - 1)
    if barWidth >= 3, let capacity, state.preferences.mode != .plain {
      LoadBar.draw(
        Double(cell.load.count), of: Double(max(1, capacity.count)), into: &frame, x: rect.x + 1, y: rect.y,
        columns: barWidth, in: rect)
    }
  }

  private func drawCursor(_ columns: Columns, focused: Bool, into frame: inout Frame, in grid: Rect) {
    let rows = state.week.rows
    guard rows.visible(count: state.week.layout.keys.count, height: grid.height).contains(rows.index),
      let column = state.span.index(of: state.day)
    else { return }
    let line = grid.row(rows.index - rows.top)
    let rect = columns.rect(column, line)
    let paper: Role = state.weekMode.grab != nil ? .marked : focused ? .selectedRow : .selectedRowUnfocused
    frame.setPaper(paper, in: rect)
    frame.put(
      .cursorBar, x: rect.x - 1, y: rect.y, style: Style(focused ? .cursorBar : .dim, on: paper), in: grid)
    frame.put(.cursorBar, x: line.x, y: line.y, style: Style(focused ? .cursorBar : .dim), in: grid)
    if state.preferences.mode == .plain, focused { frame.cursor = Point(x: rect.x, y: rect.y) }
  }

  // MARK: The cell's jobs

  private func drawJobs(into frame: inout Frame, _ areas: State.WeekAreas, hits: inout HitMap) {
    guard !areas.rule.isEmpty, let board = state.board else { return }
    if state.preferences.mode != .plain {
      for x in areas.rule.x..<areas.rule.maxX {
        frame.put(.horizontal, x: x, y: areas.rule.y, style: Style(.rule), in: areas.rule)
      }
    }
    let title: (String, Role) =
      state.weekMode.grab.map { words.carrying($0, state: state) }
      ?? (words.cellTitle(state), state.weekMode.isInJobs ? .focusTitle : .title)
    let text = " " + title.0 + " "
    frame.put(
      text, x: areas.rule.x + 1, y: areas.rule.y, columns: min(TextWidth.columns(of: text), areas.rule.width - 2),
      style: Style(title.1), in: areas.rule)
    let jobs = state.weekCell?.shown ?? []
    guard !jobs.isEmpty else {
      frame.put(words.nothingInCell, x: areas.jobs.x + 2, y: areas.jobs.y, style: Style(.dim), in: areas.jobs)
      return
    }
    let list = JobListView(state)
    let columns = JobColumns(width: areas.jobs.width - 2)
    let focused = state.layers.isEmpty && state.weekMode.isInJobs
    let rows = ListView.draw(
      state.week.jobs, count: jobs.count, into: &frame, in: areas.jobs, focused: focused,
      isMarked: { state.list.marked.contains(jobs[$0]) }
    ) { frame, index, line in
      guard let job = board.jobs[jobs[index]] else { return }
      list.draw(job, columns, into: &frame, in: line)
      list.drawMargin(of: .job(jobs[index]), into: &frame, at: Point(x: line.x - 1, y: line.y))
    }
    if focused { PlainMode.standCursor(on: state.week.jobs, in: rows, of: &frame, state) }
    for index in state.week.jobs.visible(count: jobs.count, height: areas.jobs.height) {
      hits.add(rows.row(index - state.week.jobs.top), .pageRow(WeekPlace.job(index).number))
    }
  }
}
