import Domain

/// What would follow if several jobs were given to one technician, each placed where the ones before it leave room. Of a single job
/// it says what its preview says.
package struct SetPreview: Sendable, Equatable {
  package let technician: DocumentName
  package let loadBefore: Minutes
  package let loadAfter: Minutes
  package let shiftLength: Minutes
  /// One a job, in the order of placing.
  package let parts: [AssignmentPreview]

  package var isOverHours: Bool { loadAfter > shiftLength }
  /// The technician has all of them already.
  package var isCurrent: Bool { parts.allSatisfy(\.isCurrent) }
  /// The preview of the only job; nil of several, as what holds for one is not to be read as holding for all.
  package var only: AssignmentPreview? { parts.count == 1 ? parts[0] : nil }
}

extension SetPreview {
  package func cost(_ factor: RankingFactor) -> Int {
    switch factor {
    case .lead, .hours: parts.reduce(0) { max($0, $1.cost(factor)) }
    case .availability, .missingTags, .window, .travel: parts.reduce(0) { $0 + $1.cost(factor) }
    case .load: loadAfter.count
    }
  }

  /// The factor that puts this candidate before the other (or after); nil where none does and the name decides.
  package func decidingFactor(against other: SetPreview) -> RankingFactor? {
    RankingFactor.allCases.first { cost($0) != other.cost($0) }
  }
}

extension DayPlan {
  /// Every active technician (no materials) for all of the jobs, the best first. `fixed` is a start that somebody has chosen for all.
  package func candidates(for jobs: [Job], at fixed: Instant? = nil) -> [SetPreview] {
    var ranked: [(costs: Costs, preview: SetPreview)] = []
    ranked.reserveCapacity(days.count)
    for day in days where day.technician.resourceType == .technician {
      let preview = preview(of: jobs, on: day, at: fixed)
      ranked.append((Costs(preview), preview))
    }
    ranked.sort { $0.costs < $1.costs }
    return ranked.map(\.preview)
  }

  /// The same for one technician; nil for one who is not on the board.
  package func preview(of jobs: [Job], for technician: DocumentName, at fixed: Instant? = nil) -> SetPreview? {
    day(of: technician).map { preview(of: jobs, on: $0, at: fixed) }
  }

  private func preview(of jobs: [Job], on day: TechnicianDay, at fixed: Instant?) -> SetPreview {
    var growing = day
    var held = Minutes(0)
    var parts: [AssignmentPreview] = []
    for job in jobs {
      // Who has a job keeps it where it is; and in a set every job that has a start keeps that.
      let own = jobs.count > 1 || job.technician == day.technician.name ? job.scheduledStart : nil
      let part = preview(of: job, on: growing, at: fixed ?? own)
      parts.append(part)
      held = held + growing.load - part.loadBefore
      if jobs.count > 1, let start = part.start, let place = index.place(of: job.reference) {
        growing = growing.placing(
          job, at: place, from: start, leavingFrom: board.departure(from: job), load: part.loadAfter)
      }
    }
    return SetPreview(
      technician: day.technician.name, loadBefore: day.load - held, loadAfter: parts.last?.loadAfter ?? day.load,
      shiftLength: day.shiftLength, parts: parts)
  }

  /// What follows from moving jobs at once, each seen with the others where they go; nil for one that nobody on the board has.
  package func previews(ofMoving moves: [(job: Job, start: Instant)]) -> [AssignmentPreview?] {
    var moved: [DocumentName: TechnicianDay] = [:]
    for (job, start) in moves {
      guard let name = job.technician, let day = moved[name] ?? day(of: name), let place = index.place(of: job.reference) else {
        continue
      }
      moved[name] = day.placing(job, at: place, from: start, leavingFrom: board.departure(from: job), load: day.load)
    }
    return moves.map { job, start in job.technician.flatMap { moved[$0] }.map { preview(of: job, on: $0, at: start) } }
  }
}

/// A candidate's costs side by side, so that sorting reads no preview twice.
private struct Costs: Comparable {
  let availability, lead, missingTags, window, hours, travel, load: Int
  let name: DocumentName

  init(_ preview: SetPreview) {
    availability = preview.cost(.availability)
    lead = preview.cost(.lead)
    missingTags = preview.cost(.missingTags)
    window = preview.cost(.window)
    hours = preview.cost(.hours)
    travel = preview.cost(.travel)
    load = preview.cost(.load)
    name = preview.technician
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.availability != right.availability { return left.availability < right.availability }
    if left.lead != right.lead { return left.lead < right.lead }
    if left.missingTags != right.missingTags { return left.missingTags < right.missingTags }
    if left.window != right.window { return left.window < right.window }
    if left.hours != right.hours { return left.hours < right.hours }
    if left.travel != right.travel { return left.travel < right.travel }
    if left.load != right.load { return left.load < right.load }
    return left.name < right.name
  }
}
