import Canvas
import Domain
import Scheduling

/// A day that is not on the board is to be planned, so that what would follow there can be told.
package struct DayAhead: Sendable, Equatable {
  package let day: LocalDate
  package let zone: SiteZone
  package let now: Instant
  package let rules: PlanningRules

  package func planned(_ board: Board) -> PlannedDay {
    PlannedDay(plan: DayPlan(board: board, zone: zone, now: now, rules: rules))
  }
}

package struct PlannedDay: Sendable, Equatable {
  package let plan: DayPlan
  var day: LocalDate { plan.board.day }

  package static func == (left: Self, right: Self) -> Bool { left.plan.board == right.plan.board }
}

extension State {
  /// Asks for the plan of a day for the dialog that is open.
  func lookAhead(to day: LocalDate?) -> [Effect] {
    day.map { [.planDay(DayAhead(day: $0, zone: zone, now: now, rules: planningRules))] } ?? []
  }

  mutating func take(_ planned: PlannedDay) {
    for index in layers.indices {
      guard var layer = layers[index] as? ReportLayer else { continue }
      layer.take(planned)
      layers[index] = layer
    }
  }
}

extension ReportLayer {
  /// How the jobs would stand on the day that they go to: its loads, leaves and what else there is against it.
  func consequencesThere(_ changes: [(before: Job, after: Job)], _ state: State, width: Int) -> [[Span]] {
    guard let target, let day, target.board.day == day else { return [] }
    let words = state.words
    if changes.count == 1, let technician = changes[0].after.technician, let start = changes[0].after.scheduledStart {
      let told = state.consequences(placing: changes[0].after, of: changes[0].before, with: technician, at: start, target)
      // The window goes along.
      return SpanLines.wrapped([Span(words.shortDay(day), .dim)] + [told.load].compactMap { $0 } + told.spans, to: width)
    }
    var added: [DocumentName: Minutes] = [:]
    for change in changes where target.index.place(of: change.after.reference) == nil {
      if let technician = change.after.technician { added[technician] = (added[technician] ?? 0) + change.after.duration }
    }
    var lines: [[Span]] = []
    for (technician, minutes) in added.sorted(by: { $0.key < $1.key }) {
      guard let there = target.day(of: technician) else { continue }
      let after = there.load + minutes
      let text =
        state.name(of: technician) + "  " + words.shortDay(day) + "  " + words.length(there.load) + " → " + words.length(after)
        + " / " + words.shortLength(there.shiftLength)
      var line = [Span(text, after > there.shiftLength ? .loadOver : .dim)]
      if let leave = there.leaves.first { line.append(Span(words.absent(Sanitise.line(leave.reason)), .warning)) }
      lines.append(line)
    }
    return lines
  }
}
