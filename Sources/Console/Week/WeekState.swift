import Canvas
import Domain
import Widgets

/// Where the week stands: the row of the grid, and the job of the cell, by identity. The column is the day that is looked at.
package struct WeekState: Sendable {
  package internal(set) var layout = WeekLayout()
  package internal(set) var rows = ListState<GroupKey>()
  package internal(set) var jobs = ListState<DocumentReference>()
  /// A job on which the button went down: it is taken along as soon as the mouse moves.
  var pressed: DocumentReference?

  package init() {}
}

/// What the keys of the week mean at the moment.
package struct WeekMode: Sendable, Equatable {
  /// Jobs taken up, to be put down in another cell.
  struct Grab: Sendable, Equatable {
    let jobs: [DocumentReference]
    /// Where the cursor goes back to when they are let go.
    let row: GroupKey?
    let day: LocalDate
  }

  /// The cursor is among the cell's jobs.
  package internal(set) var isInJobs = false
  var grab: Grab?

  package init() {}
}

extension State {
  /// Of the week's page in `area`: the grid below the heads of its columns, and the cell's jobs below a rule.
  struct WeekAreas {
    let head: Rect
    let grid: Rect
    let rule: Rect
    let jobs: Rect

    init(_ area: Rect) {
      let jobRows = area.height < 9 ? 0 : min(12, max(3, area.height / 3))
      var rest: Rect
      (head, rest) = area.splitTop(1)
      if jobRows == 0 {
        grid = rest
        (rule, jobs) = (.zero, .zero)
        return
      }
      (grid, rest) = rest.splitBottom(jobRows + 1)
      (rule, jobs) = rest.splitTop(1)
    }
  }

  var weekAreas: WeekAreas { WeekAreas(PaneLayout(self).list) }

  /// The cell under the cursor.
  var weekCell: WeekLayout.Cell? { week.layout.cell(week.rows.selected, day) }

  /// Makes the grid anew where the board, the filter or the order have changed, and finds the cursor again.
  mutating func refreshWeek() {
    guard view == .week else { return }
    if let board {
      week.layout.update(list.layout, board, span: span, zone: zone, today: today, isFiltered: !list.filter.isEmpty)
    } else {
      week.layout = WeekLayout()
    }
    settleWeek()
  }

  /// The selection follows the cursor of the week.
  mutating func settleWeek() {
    let areas = weekAreas
    week.rows.reconcile(week.layout.keys, height: areas.grid.height)
    let cell = weekCell
    if cell?.shown.isEmpty ?? true, weekMode.isInJobs { weekMode.isInJobs = false }
    week.jobs.reconcile(cell?.shown ?? [], height: max(1, areas.jobs.height))
    guard let cell, let row = week.rows.selected else { return }
    list.stand(on: cell.shown.isEmpty ? .group(row) : week.jobs.selected.map(RowKey.job))
  }
}
