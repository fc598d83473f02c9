import Domain
import Widgets

/// A row of the job list.
package enum RowKey: Hashable, Sendable {
  case group(GroupKey)
  case job(DocumentReference)
}

package enum GroupKey: Hashable, Sendable {
  case backlog
  case resource(DocumentName)
  /// Finished jobs that nobody had.
  case unassigned
}

package enum JobSort: String, CaseIterable, Sendable {
  /// By hour in a day, by urgency in the backlog; technicians by name.
  case time
  /// The fullest technicians first.
  case load
  case number
  case place
  case status
}

/// The list's own state: what is shown in which order, where it stands, what is marked.
package struct JobListState: Sendable {
  package internal(set) var layout = JobListLayout()
  package internal(set) var scroll = ListState<RowKey>()
  package internal(set) var filter = ""
  package internal(set) var sort: JobSort = .time
  package internal(set) var resource: Technician.ResourceType = .technician
  package internal(set) var folded: Set<GroupKey> = []
  package internal(set) var marked: Set<DocumentReference> = []
  /// The cursor waits on the first heading only until there is a job to stand on.
  var hasShownJobs = false
  var shortNames = ShortNames()
  var filterGeneration = 0
  /// Boards of so many jobs are filtered within the key.
  static let filteredAtOnce = 500
  /// Where `v` counts from.
  var markAnchor: DocumentReference?

  package init() {}

  var order: JobListLayout.Order { JobListLayout.Order(sort: sort, resource: resource, filter: filter, folded: folded) }
}
