import Domain

/// What would follow if a job were given to a technician: what stands beside the name before the choice is made.
package struct AssignmentPreview: Sendable, Equatable {
  package struct ExtraTravel: Sendable, Equatable {
    /// May be negative where the new stop lies on a routed way that was longer.
    package let metres: Int
    package let minutes: Minutes
    package let source: Leg.Source

    package init(metres: Int, minutes: Minutes, source: Leg.Source) {
      self.metres = metres
      self.minutes = minutes
      self.source = source
    }
  }

  package enum WindowFit: Sendable, Equatable {
    /// The job has no window.
    case none
    case kept
    /// So long after the window closes.
    case missed(by: Minutes)
    /// So long before it opens.
    case early(by: Minutes)
  }

  package let job: DocumentReference
  package let technician: DocumentName
  package let loadBefore: Minutes
  package let loadAfter: Minutes
  package let shiftLength: Minutes
  package let shift: Range<Instant>
  /// The proposed start; nil where the day has no room left.
  package let start: Instant?
  /// nil where the job has no coordinate.
  package let extraTravel: ExtraTravel?
  package let missingTags: [DocumentName]
  package let window: WindowFit
  /// The gravest first.
  package let checks: [Check]
  /// The technician has the job already.
  package let isCurrent: Bool
  /// Comes along with others and is no one to lead this job.
  package let isHelper: Bool

  package var isOverHours: Bool { loadAfter > shiftLength }
}

/// What decides between two candidates, in this order; the smaller goes first.
package enum RankingFactor: Int, CaseIterable, Sendable {
  /// On leave at that time, or no room in the day.
  case availability
  /// A helper leads no job, however near and free: every technician who is there goes first.
  case lead
  case missingTags
  /// Minutes outside the window.
  case window
  /// Minutes beyond the shift's hours or its end.
  case hours
  /// Extra minutes of driving.
  case travel
  /// Minutes of work in the day.
  case load
}

extension AssignmentPreview {
  package func cost(_ factor: RankingFactor) -> Int {
    switch factor {
    case .lead: return isHelper ? 1 : 0
    case .availability: return start == nil || checks.contains { if case .onLeave = $0 { true } else { false } } ? 1 : 0
    case .missingTags: return missingTags.count
    case .window:
      switch window {
      case .none, .kept: return 0
      case .missed(let minutes), .early(let minutes): return minutes.count
      }
    case .hours:
      var over = max(0, loadAfter.count - shiftLength.count)
      for case .outsideShift(let minutes) in checks { over = max(over, minutes.count) }
      return over
    case .travel: return extraTravel?.minutes.count ?? 0
    case .load: return loadAfter.count
    }
  }

  /// The factor that puts this candidate before the other (or after); nil where none does and the name decides.
  package func decidingFactor(against other: AssignmentPreview) -> RankingFactor? {
    RankingFactor.allCases.first { cost($0) != other.cost($0) }
  }
}
