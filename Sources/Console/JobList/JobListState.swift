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
  /// Counts the changes of everything here but selection and scroll, as `State.revision` does.
  private(set) var revision = 0
  package internal(set) var layout = JobListLayout() { didSet { revision += 1 } }
  package internal(set) var scroll = ListState<RowKey>()
  package internal(set) var filter = "" { didSet { revision += 1 } }
  package internal(set) var sort: JobSort = .time { didSet { revision += 1 } }
  package internal(set) var resource: Technician.ResourceType = .technician { didSet { revision += 1 } }
  /// Only technicians with this tag are shown.
  package internal(set) var tag: DocumentName? { didSet { revision += 1 } }
  package internal(set) var folded: Set<GroupKey> = [] { didSet { revision += 1 } }
  package internal(set) var marked: Set<DocumentReference> = [] { didSet { revision += 1 } }
  /// The cursor waits on the first heading only until there is a job to stand on.
  var hasShownJobs = false
  /// The technicians that the list is confined to; nil shows all.
  package internal(set) var team: Set<DocumentName>? { didSet { revision += 1 } }
  var shortNames = ShortNames() { didSet { revision += 1 } }
  var filterGeneration = 0
  /// Boards of so many jobs are filtered within the key.
  static let filteredAtOnce = 500
  /// Where `v` counts from.
  var markAnchor: DocumentReference?

  package init() {}

  var order: JobListLayout.Order {
    JobListLayout.Order(sort: sort, resource: resource, filter: filter, folded: folded, tag: tag, team: team)
  }

  /// Puts the selection on a row by its identity alone; the list finds its place when it is shown.
  mutating func stand(on row: RowKey?) {
    if let row, row != scroll.selected { scroll.select(row, in: CollectionOfOne(row), height: 1) }
  }
}
