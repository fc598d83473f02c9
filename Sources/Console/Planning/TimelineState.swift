import Canvas
import Domain
import Scheduling
import Widgets

/// How much time stands in a cell of the planning.
package enum TimelineZoom: Hashable, Sendable {
  /// The working day, as wide as it fits.
  case day
  case cells(seconds: Int64)
  /// Monday to Sunday.
  case week

  /// From the finest to the coarsest.
  static let steps: [Int64] = [300, 600, 900, 1_800, 3_600]
  static let quarter: Int64 = 900
}

/// Where the planning stands. The selected job is the list's own.
package struct TimelineState: Sendable {
  var zoom: TimelineZoom = .day
  /// The left edge that somebody has scrolled to; nil: where the day's work begins.
  var left: Instant?
  /// The first resource beneath the backlog.
  var top = 0
  /// The row that the cursor stands in: a job may stand in several.
  var row: GroupKey?
  /// The time that the cursor keeps while it goes from row to row.
  var moment: Instant?
  /// Where the cursor last stood in the backlog.
  var backlogJob: DocumentReference?
  /// The first of the backlog's jobs that are shown.
  var backlogFirst = 0
  var rows = TimelineRows()
  var tracks = TimelineTracks()
  /// The first of two jobs that are to change places.
  var swap: DocumentReference?
  var drag: TimelineDrag?

  package init() {}
}

/// A place that a job is held over, before anything is written.
struct TimelineProposal: Sendable, Equatable {
  let job: DocumentReference
  /// nil: the backlog.
  var technician: DocumentName?
  var start: Instant?
  var duration: Minutes

  init(_ job: Job) {
    self.job = job.reference
    technician = job.isInBacklog ? nil : job.technician
    start = job.isInBacklog && job.technician == nil ? nil : job.scheduledStart
    duration = job.duration
  }

  var row: GroupKey { technician.map(GroupKey.resource) ?? .backlog }

  /// It is where the job is already.
  func isPlace(of job: Job) -> Bool {
    let own = TimelineProposal(job)
    return own.technician == technician && duration == own.duration && (technician == nil || own.start == start)
  }
}

/// Which resources have a row, in which order; made anew when the list's groups or the plan are others.
struct TimelineRows: Sendable {
  struct Key: Equatable {
    var version = -1
    var filter = ""
    var resource = Technician.ResourceType.technician
    var plan: Int?
    var day: LocalDate?
    var days = 1
    var hasBoard = false
  }

  var key = Key()
  /// Beneath the backlog.
  private(set) var keys: [GroupKey] = []
  private(set) var places: [GroupKey: Int] = [:]
  /// To whose jobs a resource comes along, where a week is shown.
  var crew: [DocumentName: [DocumentReference]] = [:]
  /// When the first shift of the day begins and the last one ends, in whole hours.
  var work: Range<Instant>?

  mutating func set(_ keys: [GroupKey]) {
    self.keys = keys
    places = Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
  }
}

extension State {
  /// The plan as it was last made for this day: a second old at most, which is near enough to draw by.
  var drawnPlan: (version: Int, plan: DayPlan)? {
    guard let cached = planning.plan, cached.plan.board.day == day else { return nil }
    return (cached.key.version, cached.plan)
  }

  /// What is held over the planning, by key or by mouse.
  var timelineProposal: TimelineProposal? { (layers.last as? TimelineMoveLayer)?.proposal ?? timeline.drag?.proposal }

  /// Keeps rows, tracks and cursor true to the board.
  mutating func refreshTimeline() {
    let key = TimelineRows.Key(
      version: list.layout.version, filter: list.filter, resource: list.resource,
      plan: isPlanningWeek ? nil : drawnPlan?.version, day: span.first, days: span.days, hasBoard: board != nil)
    if key != timeline.rows.key {
      if key.day != timeline.rows.key.day { timeline.left = nil }
      timeline.rows.key = key
      timeline.rows.crew = isPlanningWeek ? crewPlaces() : [:]
      timeline.rows.set(timelineKeys())
      timeline.rows.work = workingDay()
    }
    if let drag = timeline.drag, board?.jobs[drag.job] == nil { timeline.drag = nil }
    if let swap = timeline.swap, board?.jobs[swap] == nil { timeline.swap = nil }
    timeline.top = min(timeline.top, max(0, timeline.rows.keys.count - 1))
    prepareTracks()
  }

  /// The list's resources, and with the technicians the materials that the day uses.
  private func timelineKeys() -> [GroupKey] {
    let isFiltered = !list.filter.isEmpty
    var keys: [GroupKey] = []
    for group in list.layout.groups where group.key != .backlog && (!isFiltered || !group.matching.isEmpty) {
      keys.append(group.key)
    }
    if isPlanningWeek {
      guard list.resource == .technician, !isFiltered, let board else { return keys }
      let known = Set(keys)
      let materials = board.technicians.values.filter { $0.resourceType == .material && timeline.rows.crew[$0.name] != nil }
      return keys + materials.map(\.name).sorted().map(GroupKey.resource).filter { !known.contains($0) }
    }
    if list.resource == .technician, !isFiltered, let plan = drawnPlan?.plan {
      let known = Set(keys)
      for day in plan.days where day.technician.resourceType == .material {
        let name = day.technician.name
        if !known.contains(.resource(name)), !plan.index.crewPlaces(of: name).isEmpty || !plan.index.places(of: name).isEmpty {
          keys.append(.resource(name))
        }
      }
    }
    return keys
  }

  private func workingDay() -> Range<Instant>? {
    guard let plan = drawnPlan?.plan else { return nil }
    var first: Instant?
    var last: Instant?
    for day in plan.days where day.technician.resourceType == .technician {
      first = min(first ?? day.shift.lowerBound, day.shift.lowerBound)
      last = max(last ?? day.shift.upperBound, day.shift.upperBound)
    }
    guard let first, let last, first < last else { return nil }
    return zone.hour(of: first)..<last
  }
}

extension SiteZone {
  /// The beginning of the hour on the clock.
  func hour(of instant: Instant) -> Instant { Instant(seconds: instant.seconds - Int64(local(instant).secondOfDay % 3_600)) }
}
