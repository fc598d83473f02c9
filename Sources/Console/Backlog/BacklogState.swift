import Domain
import Widgets

package enum BacklogSort: String, CaseIterable, Sendable {
  /// As the list has it: priority, windows that are over, windows that close first.
  case urgency
  /// The oldest first.
  case age
  case window, place, type, number
  /// The longest first.
  case length
}

/// The backlog as a table, made anew when its jobs, the filter or the order change.
package struct BacklogState: Sendable {
  private struct Made: Equatable {
    let version: Int
    let filterings: Int
    let sort: BacklogSort
    let minute: Int64
  }

  package internal(set) var sort: BacklogSort = .urgency
  package internal(set) var scroll = ListState<DocumentReference>()
  /// In order, those that match the filter.
  package private(set) var rows: [DocumentReference] = []
  private var made: Made?

  package init() {}

  mutating func update(_ layout: JobListLayout, _ board: Board?, now: Instant) {
    let made = Made(
      version: layout.group(.backlog)?.version ?? -1, filterings: layout.filterings, sort: sort, minute: now.seconds / 60)
    guard made != self.made else { return }
    self.made = made
    let jobs = (layout.group(.backlog)?.matching ?? []).compactMap { board?.jobs[$0] }
    func by<Key>(_ key: (Job) -> Key, _ precedes: (Key, Key) -> Bool) -> [DocumentReference] {
      jobs.map { (key: key($0), urgency: BoardOrder.BacklogKey($0, now: now), job: $0.reference) }.sorted {
        if precedes($0.key, $1.key) { return true }
        return precedes($1.key, $0.key) ? false : $0.urgency < $1.urgency
      }.map(\.job)
    }
    switch sort {
    case .urgency: rows = by({ _ in 0 }, <)
    // The site's clock readings sort as their text does; a job without one is new.
    case .age: rows = by({ $0.creation.isEmpty ? "~" : $0.creation }, <)
    case .window: rows = by({ $0.window?.end.seconds ?? .max }, <)
    case .place: rows = by({ CollationKey($0.city) }, <)
    case .type: rows = by({ CollationKey($0.type) }, <)
    case .number: rows = by({ ($0.number.utf8.count, $0.number) }, <)
    case .length: rows = by({ $0.duration.count }, >)
    }
  }
}
