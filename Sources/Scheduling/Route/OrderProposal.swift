import Domain

/// The rest of a technician's day in another order.
package struct OrderProposal: Sendable, Equatable {
  /// Why a visit stays where it is.
  package enum Pin: Sendable, Hashable {
    /// Published with a window that leaves no choice.
    case exactWindow
    /// Others come along, or a material does.
    case crew
    /// It is led by somebody else.
    case helps
    case noCoordinates
  }

  package struct Visit: Sendable, Equatable {
    package let job: DocumentReference
    package let before: Instant
    package let after: Instant
    package let pin: Pin?
    package let windowBefore: AssignmentPreview.WindowFit
    package let windowAfter: AssignmentPreview.WindowFit
  }

  package struct Totals: Sendable, Equatable {
    package var metres = 0
    package var seconds = 0
    package var isEstimate = false
    /// Minutes that visits begin after their windows, summed up.
    package var late = Minutes(0)
    package var missedWindows = 0
    /// Minutes of driving, or of the visit before, that do not fit in, summed up.
    package var tooTight = Minutes(0)
    /// When the last visit is over.
    package var end: Instant

    package var minutes: Minutes { Minutes((seconds + 59) / 60) }
  }

  package let technician: DocumentName
  /// Visits that have not begun, in the new order.
  package let visits: [Visit]
  /// Of the way from where the technician is to the base, by all that is left.
  package let before: Totals
  package let after: Totals
  package let source: Leg.Source

  /// The new starts of the visits that move.
  package var starts: [DocumentReference: Instant] {
    Dictionary(uniqueKeysWithValues: visits.filter { $0.before != $0.after }.map { ($0.job, $0.after) })
  }
  /// Nothing better has been found.
  package var isAsItIs: Bool { visits.allSatisfy { $0.before == $0.after } }
}

/// Why there is nothing to put in order.
package enum NoOrder: Error, Sendable, Equatable {
  case unknownTechnician
  /// Fewer than two visits are left, or only one may move.
  case tooFew
  case absent(until: Instant)
  case dayIsOver
}
