import Canvas
import Domain
import Scheduling
import Widgets

/// A job that the mouse holds.
struct TimelineDrag: Sendable {
  enum Part: Sendable { case body, end }

  let job: DocumentReference
  let part: Part
  /// The row in which it was taken hold of: it may be that of somebody who comes along.
  let row: GroupKey
  let origin: Point
  /// From the job's start to where it is held, in seconds; nil for a job without a start.
  let grip: Int64?
  let plan: DayPlan?
  /// nil until the mouse has moved.
  var proposal: TimelineProposal?
}

/// What the mouse points at.
struct TimelinePlace {
  let row: GroupKey
  let moment: Instant
  var block: DocumentReference?
  var isEnd = false
}

extension State {
  /// The row and the time at a point; nil beside the rows.
  func timelinePlace(at point: Point) -> TimelinePlace? {
    let geometry = timelineGeometry
    let scale = timelineScale(geometry)
    let moment = Instant(seconds: scale.moment(at: point.x - geometry.trackX))
    if geometry.backlog.contains(point) {
      var place = TimelinePlace(row: .backlog, moment: moment)
      let column = point.x - geometry.trackX
      let index = timeline.backlogFirst + column / Self.backlogColumns
      let jobs = backlogJobs
      if column >= 0, column < geometry.trackWidth, jobs.indices.contains(index) { place.block = jobs[index] }
      return place
    }
    guard geometry.rows.contains(point) else { return nil }
    let line = point.y - geometry.rows.y
    guard let shown = visibleTimelineRows(geometry).last(where: { $0.y <= line }), line < shown.y + shown.track.lanes else {
      return nil
    }
    let (track, y) = (shown.track, shown.y)
    var place = TimelinePlace(row: shown.key, moment: moment)
    let column = point.x - geometry.trackX
    for block in track.blocks where block.lane == line - y {
      let cells = scale.cells(of: block.span.seconds)
      guard cells.contains(column) else { continue }
      place.block = block.reference
      place.isEnd = cells.count > 2 && column == cells.upperBound - 1 && !block.hasEnded
    }
    return place
  }

  /// A button goes down: it chooses, and takes hold. nil where the planning has nothing to do with it.
  mutating func pressOnTimeline(_ mouse: Mouse) -> [Effect]? {
    timeline.drag = nil
    let area = PaneLayout(self).list
    guard area.contains(mouse.position) else { return nil }
    let geometry = timelineGeometry
    switch mouse.button {
    case .wheelUp, .wheelDown:
      let step = mouse.button == .wheelUp ? -1 : 1
      if geometry.axis.contains(mouse.position) || !mouse.modifiers.isEmpty {
        scrollTimeline(byHours: step)
      } else if geometry.backlog.contains(mouse.position) {
        timeline.backlogFirst = min(max(0, timeline.backlogFirst + step * 3), max(0, backlogJobs.count - 1))
      } else {
        scrollTimeline(byRows: step * 3)
      }
      return []
    case .left, .middle, .right: break
    }
    guard let place = timelinePlace(at: mouse.position) else { return [] }
    let (top, left) = (timeline.top, timeline.left)
    timeline.moment = place.row == .backlog ? timeline.moment : place.moment
    selectOnTimeline(place.block, in: place.row)
    // What has been clicked on stays under the pointer.
    timeline.top = top
    timeline.left = left
    prepareTracks()
    if mouse.button == .right {
      return place.block == nil && technicianWithBase == nil ? [] : openMenu(at: mouse.position)
    }
    if mouse.button == .left, let reference = place.block, let job = board?.jobs[reference] {
      timeline.drag = TimelineDrag(
        job: reference, part: place.isEnd ? .end : .body, row: place.row, origin: mouse.position,
        grip: place.row == .backlog ? nil : job.occupied(at: now).map { place.moment.seconds - $0.lowerBound.seconds },
        plan: nil)
    }
    return []
  }

  /// The mouse moves with its button held, or lets go.
  mutating func dragOnTimeline(_ mouse: Mouse) -> [Effect] {
    guard var drag = timeline.drag, let job = board?.jobs[drag.job] else {
      timeline.drag = nil
      return []
    }
    if mouse.phase == .release {
      timeline.drag = nil
      guard let proposal = drag.proposal, !proposal.isPlace(of: job) else { return [] }
      return drop(proposal, plan: drag.plan)
    }
    if drag.proposal == nil {
      guard mouse.position != drag.origin else { return [] }
      if case .because(let reason) = Console.availability(of: .move, in: self) {
        timeline.drag = nil
        return warn(reason)
      }
      preparePlan()
      drag = TimelineDrag(job: drag.job, part: drag.part, row: drag.row, origin: drag.origin, grip: drag.grip, plan: plan)
      drag.proposal = TimelineProposal(job)
    }
    scrollUnder(mouse.position)
    drag.proposal = proposal(of: drag, job, at: mouse.position)
    timeline.drag = drag
    lookAtTimelineDay(of: drag.proposal?.start)
    return []
  }

  private func proposal(of drag: TimelineDrag, _ job: Job, at point: Point) -> TimelineProposal {
    var proposal = drag.proposal ?? TimelineProposal(job)
    let geometry = timelineGeometry
    let scale = timelineScale(geometry)
    let column = min(max(0, point.x - geometry.trackX), geometry.trackWidth - 1)
    if drag.part == .end {
      guard let start = proposal.start else { return proposal }
      let end = snapped(Instant(seconds: scale.moment(at: column + 1)))
      proposal.duration = max(15, end.minutes(since: start))
      return proposal
    }
    switch timelinePlace(at: point)?.row {
    case drag.row?: proposal.technician = TimelineProposal(job).technician
    case .backlog?: proposal.technician = nil
    // A material leads no job: whoever it was held over before keeps it.
    case .resource(let name)? where board?.technicians[name]?.resourceType != .material: proposal.technician = name
    case .resource?, .unassigned?, nil: break
    }
    if isPlanningWeek, let own = TimelineProposal(job).start {
      // A cell is hours wide: to the same clock of the day that it is held over.
      let held = zone.local(Instant(seconds: scale.moment(at: column))).date
      let grabbed = zone.local(own).date
      proposal.start = onDay(own, held.epochDay - grabbed.epochDay) ?? proposal.start
    } else if isPlanningWeek {
      let day = zone.local(Instant(seconds: scale.moment(at: column))).date
      let shift = proposal.technician.flatMap { board?.technicians[$0]?.shiftStart } ?? planningRules.defaultShiftStart
      proposal.start = zone.instant(LocalDateTime(day, secondOfDay: shift.count * 60))
    } else if point.x == drag.origin.x, let own = TimelineProposal(job).start {
      proposal.start = own
    } else {
      let held = Instant(seconds: scale.moment(at: column) - (drag.grip ?? 0))
      proposal.start = snapped(held)
    }
    return proposal
  }

  /// To the nearest quarter of an hour on the clock.
  private func snapped(_ instant: Instant) -> Instant {
    let clock = instant.seconds + Int64(zone.offset(at: instant))
    let rest = (clock % 900 + 900) % 900
    return Instant(seconds: instant.seconds - rest + (rest >= 450 ? 900 : 0))
  }

  /// Held over the edge of the rows, they move on beneath it.
  private mutating func scrollUnder(_ point: Point) {
    let geometry = timelineGeometry
    if point.y >= geometry.rows.maxY { scrollTimeline(byRows: 1) }
    if point.y == geometry.rows.y, timeline.top > 0 { scrollTimeline(byRows: -1) }
  }

  /// Nobody is sent where nobody is by a slip of the mouse.
  private mutating func drop(_ proposal: TimelineProposal, plan: DayPlan?) -> [Effect] {
    if let leave = consequences(of: proposal, isPlanningWeek ? self.plan : plan).leave, let technician = proposal.technician {
      return warn(words.droppedOnLeave(board?.jobs[proposal.job]?.number ?? "", name(of: technician), leave, self))
    }
    return carryOut(proposal)
  }
}
