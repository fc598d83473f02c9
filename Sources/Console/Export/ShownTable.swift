import Canvas
import Configuration
import Domain
import Scheduling

/// The list that the view shows, as a table: the same rows in the same order.
extension State {
  package var shownTable: CommaSeparated? {
    guard let board else { return nil }
    let table = JobTable(board, zone: zone, words: words)
    switch view {
    case .main, .planning, .sync: return table.table(of: listedJobs)
    case .backlog: return table.table(of: backlog.rows.compactMap { board.jobs[$0] })
    case .technicians: return table.table(of: technicians.names.compactMap { board.technicians[$0] }, now: now)
    case .search: return table.table(of: search.hits.map(\.job))
    case .week: return weekTable(board)
    case .checks: return checksTable
    case .statistics: return statisticsTable
    }
  }

  /// Minutes of work, a row a resource.
  private func weekTable(_ board: Board) -> CommaSeparated {
    let days = (0..<span.days).map { span.first.adding(days: $0) }
    let rows = week.layout.keys.map { key -> [String] in
      let name: String =
        switch key {
        case .resource(let name): self.name(of: name)
        default: words.heading(key, board)
        }
      return [Sanitise.line(name)] + days.map { String(week.layout.cell(key, $0)?.load.count ?? 0) }
    }
    return CommaSeparated(heading: [words.resourceColumn] + days.map { words.minutesOf($0) }, rows: rows)
  }

  /// Every job of a row that stands for several has its own.
  private var checksTable: CommaSeparated {
    let entries = (checkList?.groups ?? []).flatMap(\.entries)
    return CommaSeparated(
      heading: words.checkColumns,
      rows: entries.map { entry in
        let start = entry.start.map { zone.local($0) }
        return [
          words.severity(entry.check.severity), entry.job.map { Sanitise.line($0.number) } ?? "",
          entry.technician.map { name(of: $0) } ?? "", start.map { $0.date.siteText + " " + Words.clock($0) } ?? "",
          words.check(entry.check, state: self),
        ]
      })
  }

  private var statisticsTable: CommaSeparated? {
    guard let statistics else { return nil }
    func row(_ name: String, _ figures: DayFigures) -> [String] {
      func text(_ number: Int?) -> String { number.map(String.init) ?? "" }
      return [
        name, text(figures.utilisation), text(figures.load.count), text(figures.capacity.count), text(figures.jobs),
        text(figures.done), text(figures.cancelled), text(figures.failed), text(figures.late), text(figures.windowsKept),
        text(figures.windowsJudged), text(figures.metres),
      ]
    }
    let rows = statistics.names.map { row(Sanitise.line(name(of: $0)), statistics.figures.technicians[$0] ?? DayFigures()) }
    return CommaSeparated(heading: words.figureColumns, rows: rows + [row(words.inAll, statistics.figures.total)])
  }

  /// The list of a view where nobody looks at a screen; the board is of the view's days.
  package mutating func table(of view: View, isWeek: Bool = false, on board: Board) -> CommaSeparated? {
    self.board = nil
    planning.isDue = false
    self.view = view
    wholeWeeks = isWeek ? [view] : []
    var effects = reduce(&self, .board(board))
    // The plan is made at once.
    while let effect = effects.popLast() {
      switch effect {
      case .timer(let id, _) where id.purpose == .checks: effects += reduce(&self, .timer(id))
      case .plan(let order): effects += reduce(&self, .planned(order.carriedOut()))
      default: break
      }
    }
    view.page?.enter(&self)
    return shownTable
  }

  /// Which form stands first in the export's dialog: what is looked at goes out.
  var likeliestExport: ExportForm { view == .main || view == .planning || view == .sync ? .routeText : .shownTable }
}

extension Words {
  var resourceColumn: String { say("ressource", "resource") }
  func minutesOf(_ day: LocalDate) -> String { day.siteText + say("_min", "_min") }

  var checkColumns: [String] {
    language == .french
      ? ["gravité", "bon", "technicien", "début", "constat"] : ["severity", "job", "technician", "start", "finding"]
  }

  var figureColumns: [String] {
    language == .french
      ? [
        "technicien", "occupation_pct", "charge_min", "capacité_min", "bons", "faits", "annulés", "sans_suite", "en_retard",
        "plages_respectées", "plages_jugées", "mètres",
      ]
      : [
        "technician", "utilisation_pct", "load_min", "capacity_min", "jobs", "done", "cancelled", "failed", "late",
        "windows_kept", "windows_judged", "metres",
      ]
  }

  /// How many rows go out.
  func shownList(_ state: State) -> String {
    let count =
      switch state.view {
      case .main, .planning, .sync: state.list.layout.matchCount
      case .backlog: state.backlog.rows.count
      case .technicians: state.technicians.names.count
      case .search: state.search.hits.count
      case .week: state.week.layout.keys.count
      case .checks: state.checkList?.count ?? 0
      case .statistics: state.statistics.map { $0.names.count + 1 } ?? 0
      }
    let rows = say("\(number(count)) ligne", "\(number(count)) row") + (isOne(count) ? "" : "s")
    return viewName(state.view) + " · " + rows
  }
}
