import Canvas
import Domain
import Scheduling
import Widgets

/// Arrows and the choice of a job in the planning.
extension State {
  /// The row of the cursor.
  var timelineRow: GroupKey {
    switch list.scroll.selected {
    case .group(let key)?:
      if let row = timeline.row, timeline.rows.places[row] != nil, list.layout.group(row) == nil { return row }
      return key == .backlog || timeline.rows.places[key] != nil ? key : .backlog
    case .job(let reference)?:
      let own = list.layout.group(of: reference)
      if let row = timeline.row, row != own, timeline.tracks.holds(row, reference) { return row }
      return own ?? .backlog
    case nil: return .backlog
    }
  }

  mutating func moveOnTimeline(_ key: Key) -> Bool {
    timeline.drag = nil
    let page = max(1, timelineGeometry.rows.height - 1)
    switch (key.code, key.modifiers) {
    case (.left, []), (.character("h"), []): stepInRow(-1)
    case (.right, []), (.character("l"), []): stepInRow(1)
    case (.left, .shift): scrollTimeline(byHours: -1)
    case (.right, .shift): scrollTimeline(byHours: 1)
    case (.up, []), (.character("k"), []): goToRow(rowPlace - 1)
    case (.down, []), (.character("j"), []): goToRow(rowPlace + 1)
    case (.pageUp, []): goToRow(rowPlace - page)
    case (.pageDown, []): goToRow(rowPlace + page)
    case (.home, []): goToRow(-1)
    case (.end, []): goToRow(timeline.rows.keys.count - 1)
    default: return false
    }
    return true
  }

  /// Of the cursor's row, from 0; -1 is the backlog.
  private var rowPlace: Int { timeline.rows.places[timelineRow] ?? -1 }

  private mutating func stepInRow(_ step: Int) {
    let row = timelineRow
    if row == .backlog {
      let jobs = backlogJobs
      guard !jobs.isEmpty else { return }
      let here = backlogPlace(in: jobs)
      selectOnTimeline(jobs[min(max(0, here.map { $0 + step } ?? 0), jobs.count - 1)], in: .backlog)
      return
    }
    let blocks = track(row).blocks.filter(\.isMatch)
    guard !blocks.isEmpty else { return scrollTimeline(byHours: step) }
    let here = blocks.firstIndex { .job($0.reference) == list.scroll.selected }
    let wanted = here.map { $0 + step } ?? (step < 0 ? blocks.count - 1 : 0)
    guard blocks.indices.contains(wanted) else { return }
    timeline.moment = blocks[wanted].span.middle
    selectOnTimeline(blocks[wanted].reference, in: row)
  }

  private mutating func goToRow(_ wanted: Int) {
    let place = min(max(-1, wanted), timeline.rows.keys.count - 1)
    if place < 0 {
      let jobs = backlogJobs
      let last = timeline.backlogJob.flatMap { job in list.layout.group(of: job) == .backlog ? job : nil }
      return selectOnTimeline(last ?? jobs.first, in: .backlog)
    }
    if timelineRow == .backlog, case .job(let reference)? = list.scroll.selected { timeline.backlogJob = reference }
    let key = timeline.rows.keys[place]
    let moment = timeline.moment ?? (day == today ? now : timeline.rows.work?.lowerBound ?? now)
    let nearest = track(key).blocks.filter(\.isMatch).min { $0.span.distance(to: moment) < $1.span.distance(to: moment) }
    selectOnTimeline(nearest?.reference, in: key)
  }

  /// Puts the cursor on a job, or on a row that has none, and brings it on screen.
  mutating func selectOnTimeline(_ job: DocumentReference?, in row: GroupKey) {
    timeline.row = row
    if row != .backlog { lookAtTimelineDay(of: job.flatMap { board?.jobs[$0]?.scheduledStart }) }
    if let job {
      if !list.scroll.select(.job(job), in: list.layout.rows, height: listHeight),
        let group = list.layout.group(of: job), list.folded.remove(group) != nil
      {
        refineList()
        list.scroll.select(.job(job), in: list.layout.rows, height: listHeight)
      }
    } else {
      list.scroll.select(.group(row), in: list.layout.rows, height: listHeight)
    }
    sheet = SheetState()
    revealTimelineRow(row)
    if row == .backlog {
      revealInBacklog()
    } else if let span = job.flatMap({ board?.jobs[$0]?.occupied(at: now) }) {
      revealTime(span)
    }
  }

  /// Brings a job on screen that was chosen elsewhere.
  mutating func showSelectionOnTimeline() {
    let row = timelineRow
    revealTimelineRow(row)
    if row == .backlog { revealInBacklog() } else if let span = selectedJob?.occupied(at: now) { revealTime(span) }
  }

  // MARK: The backlog

  var backlogJobs: [DocumentReference] { list.layout.group(.backlog)?.matching ?? [] }

  /// Looked for where the list has it first.
  func backlogPlace(in jobs: [DocumentReference]) -> Int? {
    guard case .job(let reference)? = list.scroll.selected, list.layout.group(of: reference) == .backlog else { return nil }
    let guess = list.scroll.index - 1
    return jobs.indices.contains(guess) && jobs[guess] == reference ? guess : jobs.firstIndex(of: reference)
  }

  /// Columns of one job in the backlog's row.
  static let backlogColumns = 7

  private mutating func revealInBacklog() {
    let shown = max(1, timelineGeometry.trackWidth / Self.backlogColumns)
    guard let place = backlogPlace(in: backlogJobs) else { return }
    if place < timeline.backlogFirst { timeline.backlogFirst = place }
    if place >= timeline.backlogFirst + shown { timeline.backlogFirst = place - shown + 1 }
  }
}

extension Range<Instant> {
  var middle: Instant { Instant(seconds: (lowerBound.seconds + upperBound.seconds) / 2) }

  /// Seconds from the stretch to a moment; 0 within.
  func distance(to moment: Instant) -> Int64 {
    Swift.max(0, lowerBound.seconds - moment.seconds, moment.seconds - upperBound.seconds)
  }
}
