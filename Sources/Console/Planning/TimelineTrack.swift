import Canvas
import Domain
import Scheduling
import Widgets

/// A job as its bar shows it.
struct TimelineBlock: Sendable {
  let reference: DocumentReference
  let number: String
  let status: JobStatus
  /// From its actual start, or else its planned one, to its actual end, or else as long as planned.
  let span: Range<Instant>
  /// As planned, where it did not come that way.
  let planned: Range<Instant>?
  let hasBegun: Bool
  let hasEnded: Bool
  /// The resource comes along, or is taken along.
  let isHelp: Bool
  /// What stands before the number: `!` urgent, late or found wanting.
  let warning: Role?
  let mark: EditMarks.Mark?
  let isMarked: Bool
  /// It matches the filter, and can be selected.
  let isMatch: Bool
  /// Number and type as they fit into the whole bar.
  var label = ""
  var lane = 0

  /// The number with what is to be known beside it: `!1034~`.
  func short(_ symbols: Symbols) -> String {
    (warning == nil ? "" : symbols[.late]) + (isHelp ? "+" : "") + number + (mark.map { symbols[$0.symbol] } ?? "")
  }
}

/// The drive to a job.
struct TimelineTravel: Sendable {
  let span: Range<Instant>
  let lane: Int
  /// It does not fit between the two jobs.
  let isTooShort: Bool
}

/// A resource's day, laid out in lanes.
struct TimelineTrack: Sendable {
  var blocks: [TimelineBlock] = []
  /// Of the blocks.
  private(set) var references: Set<DocumentReference> = []
  var travels: [TimelineTravel] = []
  var lanes = 1
  var shifts: [Range<Instant>] = []
  var leaves: [Leave] = []
  var load: Minutes = 0
  var shiftLength: Minutes?
  /// What is wrong with the day, in so many marks.
  var alarm: Role?
  var isMaterial = false

  var isOver: Bool { shiftLength.map { load > $0 } ?? false }

  /// The leave that takes all of what is left of the shift.
  func absence(_ shift: Range<Instant>?) -> Leave? {
    guard let shift else { return leaves.first }
    return leaves.first { leave in
      let covered = min(leave.end, shift.upperBound).seconds - max(leave.start, shift.lowerBound).seconds
      return covered * 2 > shift.upperBound.seconds - shift.lowerBound.seconds
    }
  }
}

/// The tracks of the resources on screen, kept until the board, the clock or the width of an hour changes.
struct TimelineTracks: Sendable {
  struct Key: Equatable {
    let moment: ViewMemory.Moment
    let secondsPerCell: Int64
    /// On screen, as days since 1970.
    let days: Range<Int>
  }

  fileprivate var key: Key?
  fileprivate var tracks: [GroupKey: TimelineTrack] = [:]
  fileprivate var shifts = TimelineShifts()

  var count: Int { tracks.count }
  fileprivate subscript(key: GroupKey) -> TimelineTrack? { tracks[key] }

  func holds(_ key: GroupKey, _ job: DocumentReference) -> Bool {
    tracks[key]?.references.contains(job) ?? false
  }
}

extension State {
  fileprivate func tracksKey(_ geometry: TimelineGeometry) -> TimelineTracks.Key {
    let scale = timelineScale(geometry)
    return TimelineTracks.Key(
      moment: ViewMemory.Moment(self), secondsPerCell: scale.secondsPerCell, days: TimelineShifts.days(scale, zone))
  }

  /// Makes the tracks that the next frame shows.
  mutating func prepareTracks() {
    guard view == .planning, board != nil else {
      timeline.tracks = TimelineTracks()
      return
    }
    let geometry = timelineGeometry
    let key = tracksKey(geometry)
    if timeline.tracks.key != key || timeline.tracks.tracks.count > 400 {
      timeline.tracks = TimelineTracks()
      timeline.tracks.key = key
    }
    var y = 0
    let scale = timelineScale(geometry)
    for row in timeline.rows.keys.dropFirst(timeline.top) {
      if y >= geometry.rows.height { break }
      y += keptLanes(of: row, scale)
    }
  }

  /// Makes the track of a row, if it has to be made, and keeps it.
  mutating func keptLanes(of row: GroupKey, _ scale: TimelineScale) -> Int {
    if let track = timeline.tracks.tracks[row] { return track.lanes }
    var shifts = timeline.tracks.shifts
    let track = makeTrack(row, scale, &shifts)
    timeline.tracks.shifts = shifts
    timeline.tracks.tracks[row] = track
    return track.lanes
  }

  /// What a row shows; with what is held over it, if anything is.
  func track(_ row: GroupKey) -> TimelineTrack { TrackReader(self, timelineGeometry).track(row) }

  fileprivate func makeTrack(_ row: GroupKey, _ scale: TimelineScale, _ shifts: inout TimelineShifts) -> TimelineTrack {
    guard let board else { return TimelineTrack() }
    var track = TimelineTrack()
    var jobs = (list.layout.group(row)?.jobs ?? []).compactMap { board.jobs[$0] }
    let plan = drawnPlan?.plan
    if case .resource(let name) = row {
      let own = Set(jobs.map(\.reference))
      for reference in timeline.rows.crew[name] ?? [] where !own.contains(reference) {
        if let job = board.jobs[reference] { jobs.append(job) }
      }
      for place in (isPlanningWeek ? nil : plan)?.index.crewPlaces(of: name) ?? [] {
        guard let job = plan.flatMap({ board.jobs[$0.index.jobs[place].reference] }), !own.contains(job.reference) else {
          continue
        }
        if job.crew.contains(where: { $0.resource == name }) { jobs.append(job) }
      }
      let technician = board.technicians[name]
      track.isMaterial = technician?.resourceType == .material
      track.leaves = list.layout.leaves[name] ?? []
      if !track.isMaterial {
        track.shifts = shifts.of(technician, planningRules, zone, scale)
        if isPlanningWeek {
          // Of the whole week, against no single shift.
          track.load = jobs.reduce(0) { $1.isWork && $1.technician == name ? $0 + $1.duration : $0 }
        } else {
          track.shiftLength = plan?.day(of: name)?.shiftLength ?? technician?.shiftLength
          track.load = plan?.day(of: name)?.load ?? list.layout.group(row)?.load ?? 0
        }
        track.alarm =
          isPlanningWeek
          ? nil
          : (planning.checks.technicians[name] ?? []).filter { $0.severity > .notice }.max { $0.severity < $1.severity }
            .map(\.severity.role)
      }
    }
    for job in jobs where job.status != .cancelled {
      guard let span = job.occupied(at: now) else { continue }
      var block = block(job, span, row)
      block.label = label(of: block, job, cells: scale.cells(of: span.seconds).count - 2)
      track.blocks.append(block)
      if track.isMaterial, block.warning == .bad { track.alarm = .bad }
    }
    track.stack()
    if case .resource(let name) = row, !track.isMaterial, !isPlanningWeek, let plan { addTravel(of: name, plan, &track, board) }
    return track
  }

  private func block(_ job: Job, _ span: Range<Instant>, _ row: GroupKey) -> TimelineBlock {
    let isOverdue = job.isOverdue(at: now)
    let isUrgent = !job.status.isFinished && (job.priority == .p1 || isOverdue)
    let flag =
      job.status.isFinished ? nil : JobRow.flag(planning.checks.jobs[job.reference] ?? [], isOverdue: isOverdue)
    let planned = job.scheduledStart.map { $0..<($0 + max(job.duration, 1)) }
    var isHelp = false
    if case .resource(let name) = row { isHelp = job.technician != name }
    return TimelineBlock(
      reference: job.reference, number: Sanitise.line(job.number), status: job.status, span: span,
      planned: planned == span || job.actualStart == nil && job.actualEnd == nil ? nil : planned,
      hasBegun: job.actualStart != nil, hasEnded: job.actualEnd != nil, isHelp: isHelp,
      warning: flag?.role ?? (isUrgent ? .jobUrgent : nil), mark: marks[job.reference],
      isMarked: list.marked.contains(job.reference), isMatch: isShownByFilter(job.reference))
  }

  private func isShownByFilter(_ job: DocumentReference) -> Bool {
    if list.filter.isEmpty { return true }
    return list.layout.group(of: job).flatMap { list.layout.group($0)?.matching.contains(job) } ?? false
  }

  private func label(of block: TimelineBlock, _ job: Job, cells: Int) -> String {
    let short = block.short(preferences.symbols)
    let room = cells - TextWidth.columns(of: short) - 1
    guard room >= 3 else { return short }
    let type = Shortening.type(Sanitise.line(job.type.isEmpty ? job.subject : job.type), columns: room)
    let fits = TextWidth.columns(of: type) <= room
    let rest = fits ? type : room >= 5 ? TextWidth.truncated(type, to: room, ellipsis: preferences.symbols[.ellipsis]) : ""
    return rest.isEmpty ? short : short + " " + rest
  }

  /// From home to the first job, and from each to the next.
  private func addTravel(of name: DocumentName, _ plan: DayPlan, _ track: inout TimelineTrack, _ board: Board) {
    guard let day = plan.day(of: name) else { return }
    var from = day.base
    var free: Instant?
    for block in track.blocks {
      guard let job = board.jobs[block.reference], job.isWork else { continue }
      if let here = job.coordinate {
        let minutes = plan.travel.leg(from: from, to: here).minutes
        if minutes > 0 {
          let missing = free.map { minutes - block.span.lowerBound.minutes(since: $0) } ?? 0
          let start = max(block.span.lowerBound - minutes, free ?? block.span.lowerBound - minutes)
          if start < block.span.lowerBound {
            track.travels.append(
              TimelineTravel(
                span: start..<block.span.lowerBound, lane: block.lane,
                isTooShort: missing > plan.rules.travelTolerance && !block.hasBegun))
          }
        }
        from = board.departure(from: job) ?? here
      }
      free = max(free ?? block.span.upperBound, block.span.upperBound)
    }
  }
}

/// Gives the tracks of many rows, having looked once at what they depend on.
struct TrackReader {
  private let state: State
  private let scale: TimelineScale
  private let isKept: Bool
  private let proposal: TimelineProposal?

  init(_ state: State, _ geometry: TimelineGeometry) {
    self.state = state
    scale = state.timelineScale(geometry)
    isKept = state.timeline.tracks.key == state.tracksKey(geometry)
    proposal = state.timelineProposal
  }

  func track(_ row: GroupKey) -> TimelineTrack {
    let kept = (isKept ? state.timeline.tracks[row] : nil) ?? made(row)
    guard let proposal, proposal.row == row, let start = proposal.start else { return kept }
    return kept.holding(proposal, start..<(start + max(proposal.duration, 1)))
  }

  private func made(_ row: GroupKey) -> TimelineTrack {
    var shifts = TimelineShifts()
    return state.makeTrack(row, scale, &shifts)
  }
}

extension TimelineTrack {
  mutating func stack() {
    blocks.sort { ($0.span.lowerBound, $0.reference.key) < ($1.span.lowerBound, $1.reference.key) }
    let (stacked, count) = TimelineLanes.stack(blocks.map(\.span.seconds))
    for index in blocks.indices { blocks[index].lane = stacked[index] }
    references = Set(blocks.lazy.map(\.reference))
    lanes = count
  }

  /// With room for what is held over it; its own bar keeps its place, and the job's own moves aside.
  func holding(_ proposal: TimelineProposal, _ span: Range<Instant>) -> TimelineTrack {
    var spans = blocks.filter { $0.reference != proposal.job }.map(\.span.seconds)
    spans.append(span.seconds)
    spans.sort { $0.lowerBound < $1.lowerBound }
    var track = self
    track.lanes = max(lanes, TimelineLanes.stack(spans).count)
    return track
  }

  /// The first lane in which nothing but the job itself stands at that time.
  func freeLane(for span: Range<Instant>, besides job: DocumentReference) -> Int {
    (0..<lanes).first { lane in
      !blocks.contains { $0.lane == lane && $0.reference != job && $0.span.overlaps(span) }
    } ?? lanes - 1
  }
}

extension Range<Instant> {
  var seconds: Range<Int64> { lowerBound.seconds..<upperBound.seconds }
}
