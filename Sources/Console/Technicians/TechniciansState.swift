import Canvas
import Domain
import Scheduling
import Widgets

package enum TechnicianSort: String, CaseIterable, Sendable {
  case name
  /// The fullest first.
  case load
  /// Those with the most still to do first.
  case left
  /// Those not heard of for the longest first.
  case position
}

/// The table of technicians, made anew when the board, the plan or the filter change.
package struct TechniciansState: Sendable {
  struct Row: Sendable {
    let name: DocumentName
    let load: Minutes
    let done: Int
    let left: Int
    let current: DocumentReference?
    let next: DocumentReference?
    /// Of the next job, where the plan tells.
    let arrival: ArrivalForecast?
    let leave: Leave?
  }

  private struct Made: Equatable {
    let version: Int
    let generation: Int
    let minute: Int64
    let filter: String
    let sort: TechnicianSort
    let hasPlan: Bool
  }

  package internal(set) var sort: TechnicianSort = .name
  package internal(set) var scroll = ListState<DocumentName>()
  private(set) var rows: [Row] = []
  private(set) var names: [DocumentName] = []
  private var made: Made?

  package init() {}

  mutating func update(_ state: borrowing State) {
    let plan = state.planning.plan?.plan
    let made = Made(
      version: state.list.layout.version, generation: state.planning.generation, minute: state.now.seconds / 60,
      filter: state.list.filter, sort: sort, hasPlan: plan != nil)
    guard made != self.made else { return }
    self.made = made
    let query = SearchQuery(state.list.filter)
    rows = state.list.layout.groups.compactMap { group in
      guard case .resource(let name) = group.key, let board = state.board else { return nil }
      let technician = board.technicians[name]
      if !query.isEmpty {
        let text = ([technician?.fullName ?? name.text] + (technician?.tags.map(\.text) ?? [])).joined(separator: " ")
        guard query.matches(SearchFolding.foldedBytes(text)) else { return nil }
      }
      return Self.row(name, technician, group, board, plan: plan, state)
    }
    arrange(state)
    names = rows.map(\.name)
  }

  private static func row(
    _ name: DocumentName, _ technician: Technician?, _ group: JobListLayout.Group, _ board: Board, plan: DayPlan?,
    _ state: borrowing State
  ) -> Row {
    var (done, left) = (0, 0)
    var current: (job: DocumentReference, start: Int64)?
    var next: (job: DocumentReference, start: Int64)?
    for reference in group.jobs {
      guard let job = board.jobs[reference] else { continue }
      if job.status == .done { done += 1 }
      guard job.isWork, !job.status.isFinished else { continue }
      left += 1
      let start = (job.actualStart ?? job.scheduledStart)?.seconds ?? .max
      if job.status.isUnderway {
        if current.map({ start > $0.start }) ?? true { current = (reference, start) }
      } else if next.map({ start < $0.start }) ?? true {
        next = (reference, start)
      }
    }
    let arrival = next.flatMap { next in plan?.forecasts(of: name).first { $0.job == next.job } }
    return Row(
      name: name, load: group.load, done: done, left: left, current: current?.job, next: next?.job, arrival: arrival,
      leave: state.leave(of: name, technician, on: state.day))
  }

  private mutating func arrange(_ state: borrowing State) {
    let keyed = rows.enumerated()
    switch sort {
    case .name: return
    case .load: rows = keyed.sorted { ($1.element.load, $0.offset) < ($0.element.load, $1.offset) }.map(\.element)
    case .left: rows = keyed.sorted { ($1.element.left, $0.offset) < ($0.element.left, $1.offset) }.map(\.element)
    case .position:
      let heard = rows.map { state.positions[$0.name]?.at.seconds ?? .min }
      rows = keyed.sorted { (heard[$0.offset], $0.offset) < (heard[$1.offset], $1.offset) }.map(\.element)
    }
  }
}
