/// A board's jobs by technician and the backlog, in the order in which they are shown; made once for a board, then only read.
package struct BoardIndex: Sendable {
  /// Every job of the board; the lists below hold places in it.
  package let jobs: [Job]
  private let placesByReference: [DocumentReference: Int]
  private let placesByTechnician: [DocumentName: [Int]]
  private let placesByCrewMember: [DocumentName: [Int]]
  /// Places of unfinished jobs without a technician or a start.
  package let backlogPlaces: [Int]
  package let leavesByTechnician: [DocumentName: [Leave]]

  /// `now` decides which windows of the backlog are over.
  package init(_ board: Board, now: Instant) {
    jobs = Array(board.jobs.values)
    var byReference: [DocumentReference: Int] = [:]
    byReference.reserveCapacity(jobs.count)
    var byTechnician: [DocumentName: [Int]] = [:]
    var byCrewMember: [DocumentName: [Int]] = [:]
    var backlog: [Int] = []
    for (place, job) in jobs.enumerated() {
      byReference[job.reference] = place
      if job.isInBacklog {
        backlog.append(place)
      } else if let technician = job.technician {
        byTechnician[technician, default: []].append(place)
        for member in job.crew { byCrewMember[member.resource, default: []].append(place) }
      }
    }
    let dayKeys = jobs.map { BoardOrder.DayKey($0) }
    for technician in byTechnician.keys { byTechnician[technician]?.sort { dayKeys[$0] < dayKeys[$1] } }
    for member in byCrewMember.keys { byCrewMember[member]?.sort { dayKeys[$0] < dayKeys[$1] } }
    let jobs = jobs
    let backlogKeys = backlog.map { (key: BoardOrder.BacklogKey(jobs[$0], now: now), place: $0) }
    backlog = backlogKeys.sorted { $0.key < $1.key }.map(\.place)
    placesByReference = byReference
    placesByTechnician = byTechnician
    placesByCrewMember = byCrewMember
    backlogPlaces = backlog
    leavesByTechnician = Dictionary(grouping: board.leaves, by: \.technician)
  }

  package func place(of reference: DocumentReference) -> Int? { placesByReference[reference] }
  package func job(_ reference: DocumentReference) -> Job? { placesByReference[reference].map { jobs[$0] } }

  /// Places of the jobs that the technician leads, in order of the day; finished and cancelled ones too.
  package func places(of technician: DocumentName) -> [Int] { placesByTechnician[technician] ?? [] }
  /// Places of the jobs that the technician or material helps with.
  package func crewPlaces(of member: DocumentName) -> [Int] { placesByCrewMember[member] ?? [] }

  package func jobs(of technician: DocumentName) -> [Job] { places(of: technician).map { jobs[$0] } }
  package var backlog: [Job] { backlogPlaces.map { jobs[$0] } }

  /// Minutes of work planned for the technician, as leader and in a crew; cancelled jobs and those to be planned anew left out.
  package func load(of technician: DocumentName) -> Minutes {
    var sum = 0
    for place in places(of: technician) where jobs[place].isWork { sum += jobs[place].duration.count }
    for place in crewPlaces(of: technician) where jobs[place].isWork { sum += jobs[place].duration.count }
    return Minutes(sum)
  }
}

/// The orders in which jobs stand. Keys are made once a job: comparing whole jobs would copy them.
package enum BoardOrder {
  /// Of one technician's day: start (none last), sequence, name.
  package struct DayKey: Comparable, Sendable {
    let start: Int64
    let sequence: Int
    let name: DocumentName

    package init(_ job: Job) {
      start = job.scheduledStart?.seconds ?? Int64.max
      sequence = job.sequence
      name = job.reference.key
    }

    package static func < (left: Self, right: Self) -> Bool {
      if left.start != right.start { return left.start < right.start }
      if left.sequence != right.sequence { return left.sequence < right.sequence }
      return left.name < right.name
    }
  }

  /// Of the backlog: priority (none last), those whose window is over first, then the window's end (none last), name.
  package struct BacklogKey: Comparable, Sendable {
    let priority: Int
    let isInTime: Int
    let windowEnd: Int64
    let name: DocumentName

    package init(_ job: Job, now: Instant) {
      priority = job.priority.flatMap { Priority.allCases.firstIndex(of: $0) } ?? Priority.allCases.count
      isInTime = job.isOverdue(at: now) ? 0 : 1
      windowEnd = job.window?.end.seconds ?? Int64.max
      name = job.reference.key
    }

    package static func < (left: Self, right: Self) -> Bool {
      if left.priority != right.priority { return left.priority < right.priority }
      if left.isInTime != right.isInTime { return left.isInTime < right.isInTime }
      if left.windowEnd != right.windowEnd { return left.windowEnd < right.windowEnd }
      return left.name < right.name
    }
  }
}

extension Job {
  /// It waits for a technician or a start.
  package var isInBacklog: Bool { !status.isFinished && (technician == nil || scheduledStart == nil) }
  /// It takes or took somebody's time: not cancelled, not a visit that failed.
  package var isWork: Bool { status != .cancelled && status != .customerAbsent && status != .toReschedule }
  /// Its window is over and nobody has begun.
  package func isOverdue(at now: Instant) -> Bool {
    guard let window, !status.isFinished, actualStart == nil else { return false }
    return window.end <= now
  }
}
