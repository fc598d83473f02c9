import Canvas
import Domain
import Scheduling
import Widgets

/// What stands where on the planning: hours on top, the backlog, the resources, and beneath a rule what is selected.
struct TimelineGeometry: Equatable {
  let axis: Rect
  let backlog: Rect
  let rows: Rect
  let rule: Rect
  let lines: Rect
  let nameWidth: Int
  let loadWidth: Int
  /// Columns of time, from the left edge of the page.
  let trackX: Int
  let trackWidth: Int

  /// A low screen gives up the second line, then the now-line's own, then the rule; a narrow one shortens names, then drops the load.
  init(_ area: Rect) {
    let lineCount = area.height >= 16 ? 2 : area.height >= 8 ? 1 : 0
    let axisCount = area.height >= 10 ? 2 : area.height >= 4 ? 1 : 0
    var rest = area
    (axis, rest) = rest.splitTop(axisCount)
    (backlog, rest) = rest.splitTop(1)
    (rest, lines) = rest.splitBottom(lineCount)
    (rows, rule) = rest.splitBottom(lineCount > 0 ? 1 : 0)
    nameWidth = area.width >= 150 ? 24 : area.width >= 100 ? 20 : area.width >= 60 ? 14 : max(4, area.width / 3 - 2)
    loadWidth = area.width >= 60 ? 10 : 0
    trackX = area.x + 1 + nameWidth + 1
    trackWidth = max(1, area.maxX - loadWidth - trackX)
  }

  /// The part of a line that shows time.
  func track(_ line: Rect) -> Rect { Rect(x: trackX, y: line.y, width: trackWidth, height: line.height) }
}

/// A resource on screen, with its first line counted from the top of the rows.
struct VisibleTimelineRow {
  let key: GroupKey
  let y: Int
  let track: TimelineTrack
}

extension State {
  var timelineGeometry: TimelineGeometry { TimelineGeometry(PaneLayout(self).list) }

  func timelineScale(_ geometry: TimelineGeometry) -> TimelineScale {
    let columns = geometry.trackWidth
    let step = secondsPerCell(columns: columns)
    return TimelineScale(start: leftEdge(step: step, columns: columns).seconds, secondsPerCell: step, columns: columns)
  }

  /// First shift to last, or from seven to seven where nobody says.
  private var workingHours: Range<Instant> {
    if let work = timeline.rows.work { return work }
    let start = zone.instant(LocalDateTime(day, secondOfDay: 7 * 3_600))
    return start..<(start + Minutes(720))
  }

  func secondsPerCell(columns: Int) -> Int64 {
    switch timeline.zoom {
    case .cells(let seconds): return seconds
    case .week:
      let whole = Int64(7 * 86_400 + columns - 1) / Int64(max(1, columns))
      return (whole + 899) / 900 * 900
    case .day:
      let work = workingHours
      let wanted = min(14 * 3_600, max(10 * 3_600, work.upperBound.seconds - work.lowerBound.seconds))
      return TimelineZoom.steps.first { $0 * Int64(columns) >= wanted } ?? 3_600
    }
  }

  private func leftEdge(step: Int64, columns: Int) -> Instant {
    if timeline.zoom == .week {
      return zone.instant(LocalDateTime(day.adding(days: 1 - day.weekday), secondOfDay: 0))
    }
    return held(timeline.left ?? workingHours.lowerBound, visible: step * Int64(columns))
  }

  /// The nearest left edge that shows some of the day.
  func held(_ left: Instant, visible: Int64) -> Instant {
    let bounds = zone.bounds(of: day)
    let work = workingHours
    let first = min(bounds.lowerBound, work.lowerBound)
    let last = max(bounds.upperBound, work.upperBound).seconds - visible
    return min(max(left, first), max(first, zone.hour(of: Instant(seconds: last + 3_599))))
  }

  // MARK: Rows on screen

  func visibleTimelineRows(_ geometry: TimelineGeometry) -> [VisibleTimelineRow] {
    var shown: [VisibleTimelineRow] = []
    let reader = TrackReader(self, geometry)
    var y = 0
    for key in timeline.rows.keys.dropFirst(timeline.top) {
      if y >= geometry.rows.height { break }
      let track = reader.track(key)
      shown.append(VisibleTimelineRow(key: key, y: y, track: track))
      y += track.lanes
    }
    return shown
  }

  /// Brings a resource on screen, with one to spare on either side.
  mutating func revealTimelineRow(_ key: GroupKey) {
    guard let place = timeline.rows.places[key] else { return }
    prepareTracks()
    let geometry = timelineGeometry
    let scale = timelineScale(geometry)
    let height = geometry.rows.height
    let margin = height > 4 ? 1 : 0
    if place - margin < timeline.top { timeline.top = max(0, place - margin) }
    let keys = timeline.rows.keys
    let last = min(keys.count - 1, place + margin)
    // From the last that is to be seen upwards, as many as fit.
    var room = height - keptLanes(of: keys[last], scale)
    var first = last
    while first > timeline.top {
      let lanes = keptLanes(of: keys[first - 1], scale)
      if lanes > room { break }
      first -= 1
      room -= lanes
    }
    if first > timeline.top { timeline.top = min(first, place) }
    prepareTracks()
  }

  /// Brings a stretch of time on screen.
  mutating func revealTime(_ span: Range<Instant>) {
    guard timeline.zoom != .week else { return }
    let geometry = timelineGeometry
    let scale = timelineScale(geometry)
    let visible = scale.end - scale.start
    guard span.lowerBound.seconds < scale.start || span.upperBound.seconds > scale.end else { return }
    let before = zone.hour(of: span.lowerBound)
    let after = zone.hour(of: Instant(seconds: span.upperBound.seconds - visible + 3_599))
    timeline.left = held(span.lowerBound.seconds < scale.start ? before : min(before, after), visible: visible)
    prepareTracks()
  }

  mutating func scrollTimeline(byHours hours: Int) {
    guard timeline.zoom != .week else { return }
    let scale = timelineScale(timelineGeometry)
    let step = max(3_600, scale.secondsPerCell)
    timeline.left = held(Instant(seconds: scale.start + Int64(hours) * step), visible: scale.end - scale.start)
    prepareTracks()
  }

  mutating func scrollTimeline(byRows rows: Int) {
    let height = max(1, timelineGeometry.rows.height)
    timeline.top = min(max(0, timeline.top + rows), max(0, timeline.rows.keys.count - max(1, height / 2)))
    prepareTracks()
  }

  mutating func zoomTimeline(to zoom: TimelineZoom) {
    let geometry = timelineGeometry
    let before = timelineScale(geometry)
    let anchor = zoomAnchor(before)
    timeline.zoom = zoom
    timeline.left = nil
    let step = secondsPerCell(columns: geometry.trackWidth)
    if case .cells = zoom {
      // What is looked at stays where it is on screen.
      let column = Int64(min(max(0, before.cell(of: anchor)), geometry.trackWidth - 1))
      timeline.left = held(
        zone.hour(of: Instant(seconds: anchor - column * step)), visible: step * Int64(geometry.trackWidth))
    }
    prepareTracks()
    if let job = selectedJob, let span = job.occupied(at: now) { revealTime(span) }
  }

  mutating func zoomTimeline(in closer: Bool) {
    let current = secondsPerCell(columns: timelineGeometry.trackWidth)
    if closer {
      guard let next = TimelineZoom.steps.last(where: { $0 < current }) else { return }
      zoomTimeline(to: .cells(seconds: next))
    } else if timeline.zoom != .week {
      zoomTimeline(to: TimelineZoom.steps.first { $0 > current }.map { .cells(seconds: $0) } ?? .week)
    }
  }

  private func zoomAnchor(_ scale: TimelineScale) -> Int64 {
    if let start = selectedJob?.occupied(at: now)?.lowerBound.seconds { return start }
    if (scale.start..<scale.end).contains(now.seconds) { return now.seconds }
    return (scale.start + scale.end) / 2
  }

  mutating func showNowOnTimeline() -> [Effect] {
    if timeline.zoom == .week { return go(to: today) }
    let scale = timelineScale(timelineGeometry)
    timeline.left = held(
      zone.hour(of: Instant(seconds: now.seconds - (scale.end - scale.start) / 3)), visible: scale.end - scale.start)
    prepareTracks()
    return []
  }
}
