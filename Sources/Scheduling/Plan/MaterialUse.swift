import Domain

/// A stretch of time in which a job has a material, in its crew or as what it is given to.
struct MaterialUse: Sendable {
  let span: Range<Instant>
  let job: DocumentReference

  static func all(on board: Board, _ index: BoardIndex, now: Instant) -> [DocumentName: [MaterialUse]] {
    func isMaterial(_ name: DocumentName) -> Bool { board.technicians[name]?.resourceType == .material }
    var uses: [DocumentName: [MaterialUse]] = [:]
    for job in index.jobs where job.isWork && !job.status.isFinished {
      if job.crew.isEmpty, job.technician.map(isMaterial) != true { continue }
      guard let span = job.occupied(at: now) else { continue }
      let use = MaterialUse(span: span, job: job.reference)
      for member in job.crew where member.role == .material || isMaterial(member.resource) {
        uses[member.resource, default: []].append(use)
      }
      if let name = job.technician, isMaterial(name) { uses[name, default: []].append(use) }
    }
    return uses.mapValues { $0.sorted { ($0.span.lowerBound, $0.job.key) < ($1.span.lowerBound, $1.job.key) } }
  }
}

extension DayPlan {
  /// What of the job's materials is at another job while it lasts.
  func bookedElsewhere(_ job: Job, during span: Range<Instant>) -> [Check] {
    job.crew.flatMap { member in
      (materialUses[member.resource] ?? []).filter { $0.job != job.reference && $0.span.overlaps(span) }
        .map { Check.materialBookedTwice(material: member.resource, other: $0.job) }
    }
  }
}
