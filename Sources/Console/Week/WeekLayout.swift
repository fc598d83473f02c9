import Domain

/// Which jobs stand in which cell of the week: made once for a board, then only for the rows whose jobs change.
package struct WeekLayout: Sendable {
  package struct Cell: Sendable, Equatable {
    /// In the order of the list.
    package internal(set) var jobs: [DocumentReference] = []
    /// Of these, those that match the filter.
    package internal(set) var shown: [DocumentReference] = []
    /// Minutes of work.
    package internal(set) var load: Minutes = 0
    /// Urgent, late, or left over from before.
    package internal(set) var isUrgent = false
  }

  struct Row: Sendable {
    let key: GroupKey
    /// Of the list's group that it was made from.
    let version: Int
    var cells: [Cell]
    /// The column of each job of the group, in its order; nil where it belongs to none of these days.
    let columns: [Int?]
  }

  package private(set) var span = DaySpan(LocalDate(epochDay: 0))
  /// Rows that are shown, from the top.
  package private(set) var keys: [GroupKey] = []
  private var rows: [GroupKey: Row] = [:]
  private var rebuilds = -1
  private var listVersion = -1
  private var filterVersion = -1
  private var today: LocalDate?

  package init() {}

  package func cell(_ key: GroupKey?, _ day: LocalDate) -> Cell? {
    guard let key, let row = rows[key], let column = span.index(of: day) else { return nil }
    return row.cells[column]
  }

  func row(_ key: GroupKey) -> Row? { rows[key] }

  /// Where a job stands.
  package func place(of job: DocumentReference, in group: GroupKey?) -> (row: GroupKey, day: LocalDate)? {
    guard let group, let row = rows[group], let column = row.cells.firstIndex(where: { $0.jobs.contains(job) }) else {
      return nil
    }
    return (group, span.first.adding(days: column))
  }

  mutating func update(
    _ list: JobListLayout, _ board: Board, span: DaySpan, zone: SiteZone, today: LocalDate, isFiltered: Bool
  ) {
    let isAnew = span != self.span || list.rebuilds != rebuilds || today != self.today
    let filterChanged = list.filterings != filterVersion
    if !isAnew, !filterChanged, list.version == listVersion { return }
    if isAnew { rows.removeAll(keepingCapacity: true) }
    (self.span, self.today, rebuilds, listVersion, filterVersion) = (span, today, list.rebuilds, list.version, list.filterings)
    // The first instant of each day, and of the day after the last.
    let bounds = (0...span.days).map { zone.instant(LocalDateTime(span.first.adding(days: $0), secondOfDay: 0)).seconds }
    let columns = Columns(bounds: bounds, fallback: span.index(of: today) ?? 0, boardSpan: board.span)
    keys.removeAll(keepingCapacity: true)
    for group in list.groups {
      if rows[group.key]?.version != group.version {
        rows[group.key] = Self.row(group, board, columns)
        Self.show(&rows[group.key]!, group, isFiltered)
      } else if filterChanged {
        Self.show(&rows[group.key]!, group, isFiltered)
      }
      if !isFiltered || !group.matching.isEmpty { keys.append(group.key) }
    }
  }

  private struct Columns {
    let bounds: [Int64]
    /// Where what waits without a date stands: today, or else the first day.
    let fallback: Int
    let boardSpan: DaySpan

    func column(of instant: Instant) -> Int? {
      guard instant.seconds >= bounds[0], instant.seconds < bounds[bounds.count - 1] else { return nil }
      return bounds.lastIndex { $0 <= instant.seconds }
    }
  }

  private static func row(_ group: JobListLayout.Group, _ board: Board, _ columns: Columns) -> Row {
    var cells = Array(repeating: Cell(), count: columns.bounds.count - 1)
    let places = group.jobs.map { reference -> Int? in
      guard let job = board.jobs[reference] else { return nil }
      let date = job.scheduledStart ?? (group.key == .backlog ? job.window?.start : nil)
      var column = date.flatMap(columns.column)
      let isLeftOver = column == nil && (date.map { $0.seconds < columns.bounds[0] } ?? true)
      if isLeftOver { column = group.key == .backlog ? columns.fallback : 0 }
      guard let column else { return nil }
      cells[column].jobs.append(reference)
      // What is left over from before takes no time of this day.
      if job.isWork, !isLeftOver || group.key == .backlog {
        cells[column].load = cells[column].load + job.duration
      }
      if !job.status.isFinished, isLeftOver && group.key != .backlog || job.priority == .p1 { cells[column].isUrgent = true }
      return column
    }
    return Row(key: group.key, version: group.version, cells: cells, columns: places)
  }

  /// What matches is a part of the group's jobs in the same order.
  private static func show(_ row: inout Row, _ group: JobListLayout.Group, _ isFiltered: Bool) {
    if !isFiltered {
      for column in row.cells.indices { row.cells[column].shown = row.cells[column].jobs }
      return
    }
    for column in row.cells.indices { row.cells[column].shown.removeAll(keepingCapacity: true) }
    var next = 0
    for (place, reference) in group.jobs.enumerated() where next < group.matching.count && group.matching[next] == reference {
      next += 1
      if let column = row.columns[place] { row.cells[column].shown.append(reference) }
    }
  }
}
