/// The default statuses of a Dispatch Job, by the words that ERPNext stores.
package enum JobStatus: String, CaseIterable, Sendable, Codable {
  case open = "Open"
  case planned = "Planned"
  case published = "Published"
  case enRoute = "En Route"
  case onSite = "On Site"
  case paused = "Paused"
  case done = "Done"
  case toReschedule = "To Reschedule"
  case customerAbsent = "Customer Absent"
  case cancelled = "Cancelled"

  /// Nothing more is expected of a technician.
  package var isFinished: Bool { self == .done || self == .cancelled }
  /// The technician has set out or arrived: changing the plan now asks first.
  package var isUnderway: Bool { self == .enRoute || self == .onSite || self == .paused }
}

package enum Priority: String, CaseIterable, Comparable, Sendable, Codable {
  case p1 = "P1"
  case p2 = "P2"
  case p3 = "P3"
  case p4 = "P4"

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
