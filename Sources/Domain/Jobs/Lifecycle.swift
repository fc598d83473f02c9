/// Which status may follow which, and what each step asks for (the doctypes' lifecycle).
package enum Lifecycle {
  /// What must be so, or be given, before a step is taken.
  package enum Requirement: String, CaseIterable, Sendable {
    /// The job has a technician.
    case technician
    /// The job has a scheduled start.
    case start
    case actualStart
    case actualEnd
    case resolution
    /// Words for `status_reason`.
    case reason
    /// The person is a supervisor, or takes back their own step within `undoWindow`.
    case supervisor
  }

  package enum Refusal: Error, Sendable, Hashable {
    /// It has that status already.
    case already(JobStatus)
    /// The table has no such step; `reachable` are the ones it has.
    case noSuchStep(from: JobStatus, to: JobStatus, reachable: [JobStatus])
    /// The step exists; these, in the order of `Requirement.allCases`, are not met.
    case unmet([Requirement])
  }

  /// How long one may reopen what one has finished or cancelled oneself.
  package static let undoWindow: Minutes = 10

  /// What a step asks for; nil where the table has no such step. A status never follows itself.
  package static func requirements(from: JobStatus, to: JobStatus) -> Set<Requirement>? {
    if from == to { return nil }
    switch (from, to) {
    case (.done, .open), (.cancelled, .open): return [.supervisor, .reason]
    case (.done, _), (.cancelled, _): return nil
    case (_, .toReschedule), (_, .customerAbsent), (_, .cancelled): return [.reason]
    case (.open, .planned), (.published, .planned), (.toReschedule, .planned), (.customerAbsent, .planned):
      return [.technician, .start]
    case (.planned, .open), (.toReschedule, .open), (.customerAbsent, .open): return []
    case (.planned, .published), (.enRoute, .published): return [.technician, .start]
    case (.published, .enRoute): return [.technician]
    case (.enRoute, .onSite), (.onSite, .paused), (.paused, .onSite): return [.technician]
    case (.onSite, .done), (.paused, .done): return [.actualStart, .actualEnd, .resolution]
    default: return nil
    }
  }

  /// The statuses that may follow, in the order of `JobStatus.allCases`.
  package static func successors(of status: JobStatus) -> [JobStatus] {
    JobStatus.allCases.filter { requirements(from: status, to: $0) != nil }
  }

  /// Whether a step may be taken by one who meets `met`.
  package static func check(from: JobStatus, to: JobStatus, met: Set<Requirement>) throws(Refusal) {
    if from == to { throw .already(to) }
    guard let required = requirements(from: from, to: to) else {
      throw .noSuchStep(from: from, to: to, reachable: successors(of: from))
    }
    let unmet = Requirement.allCases.filter { required.contains($0) && !met.contains($0) }
    if !unmet.isEmpty { throw .unmet(unmet) }
  }
}
