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
    let jobs = jobs
    for technician in byTechnician.keys {
      byTechnician[technician]?.sort { BoardOrder.inDay(jobs[$0], jobs[$1]) }
    }
    for member in byCrewMember.keys { byCrewMember[member]?.sort { BoardOrder.inDay(jobs[$0], jobs[$1]) } }
    backlog.sort { BoardOrder.inBacklog(jobs[$0], jobs[$1], now: now) }
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

/// The orders in which jobs stand.
package enum BoardOrder {
  /// Of one technician's day: start (none last), sequence, name.
  package static func inDay(_ left: Job, _ right: Job) -> Bool {
    switch (left.scheduledStart, right.scheduledStart) {
    case (let a?, let b?) where a != b: return a < b
    case (.some, nil): return true
    case (nil, .some): return false
    default: break
    }
    if left.sequence != right.sequence { return left.sequence < right.sequence }
    return left.reference.key < right.reference.key
  }

  /// Of the backlog: priority (none last), those whose window is over first, then the window's end (none last), name.
  package static func inBacklog(_ left: Job, _ right: Job, now: Instant) -> Bool {
    if left.priority != right.priority {
      guard let a = left.priority else { return false }
      guard let b = right.priority else { return true }
      return a < b
    }
    let isLeftOverdue = left.isOverdue(at: now)
    if isLeftOverdue != right.isOverdue(at: now) { return isLeftOverdue }
    switch (left.window?.end, right.window?.end) {
    case (let a?, let b?) where a != b: return a < b
    case (.some, nil): return true
    case (nil, .some): return false
    default: return left.reference.key < right.reference.key
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
