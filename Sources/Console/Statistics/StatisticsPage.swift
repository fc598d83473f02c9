import Canvas
import Configuration
import Domain
import Scheduling
import Widgets

/// Where the page of the day's figures stands.
package struct StatisticsPageState: Sendable {
  var scroll = ListState<DocumentName>()

  package init() {}
}

/// The figures of several days together.
package struct WeekFigures: Sendable {
  package private(set) var sum = DayStatistics()

  package init() {}
  init(_ plan: DayPlan) { add(plan) }

  /// A day on which nobody has anything to do is nobody's working day.
  package mutating func add(_ plan: DayPlan) {
    let figures = plan.statistics()
    if figures.total.jobs > 0 { sum = sum + figures }
  }
}

/// The figures of a day, or of a week, with the technicians in the order of their names.
struct StatisticsTable: Sendable {
  let span: DaySpan
  let figures: DayStatistics
  let names: [DocumentName]

  init(_ plan: DayPlan) { self.init(plan.statistics(), of: DaySpan(plan.board.day), plan.board) }

  init(_ figures: DayStatistics, of span: DaySpan, _ board: Board) {
    self.span = span
    self.figures = figures
    var keyed: [(key: CollationKey, name: DocumentName)] = []
    for name in figures.technicians.keys {
      keyed.append((CollationKey(board.technicians[name]?.fullName ?? name.text), name))
    }
    keyed.sort { left, right in left.key == right.key ? left.name < right.name : left.key < right.key }
    names = keyed.map(\.name)
  }
}

extension State {
  /// nil while there is no board, or the plan is of other days.
  var statistics: StatisticsTable? {
    guard board != nil, let table = planning.statistics, table.span == span else { return nil }
    return table
  }
}

/// The figures of the day, a row a technician.
enum StatisticsPage: Page {
  static func draw(_ state: State, into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    StatisticsView(state).draw(into: &frame, titles: titles, in: area, hits: &hits)
  }
  static func move(_ key: Key, _ state: inout State) -> Bool {
    if key.code == .enter { return false }
    return state.statisticsPage.scroll.handle(key, (state.statistics?.names ?? []), height: height(state)) != .ignored
  }
  /// To the technician's heading on the main view.
  static func open(_ state: inout State) -> [Effect] {
    guard let name = state.statisticsPage.scroll.selected else { return [] }
    let effects = state.show(.main)
    state.list.scroll.select(.group(.resource(name)), in: state.list.layout.rows, height: state.listHeight)
    return effects
  }
  static func select(_ row: Int, _ state: inout State) -> [Effect] {
    state.statisticsPage.scroll.select(index: row, in: (state.statistics?.names ?? []), height: height(state))
    return []
  }
  static func scroll(by rows: Int, _ state: inout State) {
    state.statisticsPage.scroll.scroll(by: rows, in: (state.statistics?.names ?? []), height: height(state))
  }
  static func hints(_ state: State) -> [CommandID] {
    [state.span.days > 1 ? .zoomIn : .zoomOut, .dayBefore, .dayAfter, .checks, .mainView, .palette, .help]
  }
  static func perform(_ id: CommandID, _ state: inout State) -> [Effect]? {
    switch id {
    case .zoomIn, .zoomDay: state.showWeek(false) + state.noteSession()
    case .zoomOut, .zoomWeek: state.showWeek(true) + state.noteSession()
    default: nil
    }
  }
  static func refresh(_ state: inout State) {
    state.statisticsPage.scroll.reconcile((state.statistics?.names ?? []), height: height(state))
  }

  static let headRows = 3

  private static func height(_ state: State) -> Int { max(1, PaneLayout(state).list.height - headRows - 1) }
}

struct StatisticsView {
  let state: State
  let words: Words

  init(_ state: State) {
    self.state = state
    words = state.words
  }

  private enum Field: Int, CaseIterable { case name, utilisation, load, jobs, done, cancelled, failed, late, windows, driving }

  func draw(into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    PageTitle.draw(words.statisticsTitle(state), state, into: &frame, in: titles)
    guard let table = state.statistics else {
      frame.put(words.figuresAreComing, x: area.x + 2, y: area.y, style: Style(.dim), in: area)
      return
    }
    let (figures, names) = (table.figures, table.names)
    let notes = figures.isEstimate ? [words.drivingIsEstimated, words.estimated] : []
    let note = notes.first { TextWidth.columns(of: $0) <= area.width - 4 } ?? notes.last ?? ""
    frame.put(words.summary(figures.total, columns: area.width - 4), x: area.x + 2, y: area.y, style: Style(.strong), in: area)
    frame.put(note, x: area.x + 2, y: area.y + 1, columns: area.width - 4, style: Style(.dim), in: area)
    let columns = ColumnLayout(self.columns, width: area.width - 3)
    columns.drawHeader(into: &frame, in: Rect(x: area.x + 1, y: area.y + 2, width: area.width - 3, height: 1))
    let (rest, bottom) = area.splitTop(StatisticsPage.headRows).rest.splitBottom(1)
    let rows = ListView.draw(
      state.statisticsPage.scroll, count: names.count, into: &frame, in: rest, focused: state.layers.isEmpty
    ) { frame, index, line in
      let name = Sanitise.line(state.name(of: names[index]))
      draw(figures.technicians[names[index]] ?? DayFigures(), name, columns, into: &frame, in: line)
    }
    PlainMode.standCursor(on: state.statisticsPage.scroll, in: rows, of: &frame, state)
    for index in state.statisticsPage.scroll.visible(count: names.count, height: rest.height) {
      hits.add(rows.row(index - state.statisticsPage.scroll.top), .pageRow(index))
    }
    let line = Rect(x: bottom.x + 1, y: bottom.y, width: bottom.width - 3, height: 1)
    draw(figures.total, words.inAll, columns, into: &frame, in: line, isTotal: true)
  }

  private var columns: [Column] {
    [
      Column(words.technicianColumn, width: 16, stretch: 1), Column(words.utilisationColumn, width: 5, align: .right),
      Column(words.hoursColumn, width: 18, align: .right, dropRank: 1), Column(words.jobsColumn, width: 4, align: .right),
      Column(words.doneColumn, width: 5, align: .right), Column(words.cancelledColumn, width: 5, align: .right, dropRank: 3),
      Column(words.failedColumn, width: 5, align: .right, dropRank: 2), Column(words.lateColumn, width: 6, align: .right),
      Column(words.windowsColumn, width: 13, align: .right), Column(words.kilometresColumn, width: 8, align: .right),
    ]
  }

  private func draw(
    _ figures: DayFigures, _ name: String, _ columns: ColumnLayout, into frame: inout Frame, in line: Rect, isTotal: Bool = false
  ) {
    let plain: Style = isTotal ? Style(.strong) : .normal
    func count(_ number: Int, _ style: Style) -> (text: String, style: Style) {
      number == 0 && !isTotal ? ("", Style(.dim)) : (words.number(number), style)
    }
    columns.drawRow(into: &frame, in: line) { column in
      switch Field(rawValue: column)! {
      case .name: (name, plain)
      case .utilisation:
        figures.utilisation.map { (words.percent($0), $0 > 100 ? Style(.loadOver) : plain) } ?? ("", plain)
      case .load: (words.length(figures.load) + " / " + words.shortLength(figures.capacity), Style(.dim))
      case .jobs: (words.number(figures.jobs), plain)
      case .done: count(figures.done, plain)
      case .cancelled: count(figures.cancelled, Style(.dim))
      case .failed: count(figures.failed, Style(.warning))
      case .late: count(figures.late, Style(.bad))
      case .windows:
        figures.keptShare.map { ("\(figures.windowsKept)/\(figures.windowsJudged) " + words.percent($0), plain) } ?? ("", plain)
      case .driving:
        figures.metres == 0
          ? ("", Style(.dim)) : (state.estimateMark(figures.isEstimate) + words.distance(metres: figures.metres), Style(.dim))
      }
    }
  }
}

extension Words {
  func statisticsTitle(_ state: State) -> String {
    let span = state.span
    let shown = span.days > 1 ? say("semaine du ", "week of ") + shortDay(span.first) : shortDay(state.day)
    return say("Statistiques", "Statistics") + " · " + shown
  }
  var figuresAreComing: String { say("Les chiffres sont en cours de calcul…", "The figures are being reckoned…") }
  var dayHint: String { say("jour", "day") }
  var weekHint: String { say("semaine", "week") }
  package var drivingIsEstimated: String {
    say(
      "Les km sont une estimation : à vol d'oiseau × 1,3 à 60 km/h, du point de départ à chaque bon et retour.",
      "Distances are an estimate: great circle × 1.3 at 60 km/h, from the home base by every job and back.")
  }
  package var inAll: String { say("En tout", "In all") }
  var technicianColumn: String { say("Technicien", "Technician") }
  var utilisationColumn: String { say("Occ.", "Use") }
  var hoursColumn: String { say("Heures", "Hours") }
  var jobsColumn: String { say("Bons", "Jobs") }
  var doneColumn: String { say("Faits", "Done") }
  var cancelledColumn: String { say("Ann.", "Canc.") }
  var failedColumn: String { say("Échec", "Fail") }
  var lateColumn: String { say("Retard", "Late") }
  var windowsColumn: String { say("Plages", "Windows") }
  var kilometresColumn: String { say("km", "km") }
  package func percent(_ share: Int) -> String { number(share) + say("\u{A0}%", "%") }

  /// The day in a sentence, with as much of it as has room.
  package func summary(_ figures: DayFigures, columns: Int = .max) -> String {
    var parts = [jobs(figures.jobs)]
    parts.append(say("\(figures.done) fait\(isOne(figures.done) ? "" : "s")", "\(figures.done) done"))
    if figures.cancelled > 0 {
      parts.append(say("\(figures.cancelled) annulé\(isOne(figures.cancelled) ? "" : "s")", "\(figures.cancelled) cancelled"))
    }
    if figures.failed > 0 { parts.append(say("\(figures.failed) sans suite", "\(figures.failed) failed")) }
    if let use = figures.utilisation { parts.append(say("occupation ", "utilisation ") + percent(use)) }
    if figures.late > 0 { parts.append(say("\(figures.late) en retard", "\(figures.late) late")) }
    if let kept = figures.keptShare { parts.append(say("plages respectées ", "windows kept ") + percent(kept)) }
    if figures.metres > 0 { parts.append((figures.isEstimate ? "≈ " : "") + distance(metres: figures.metres)) }
    while parts.count > 1, TextWidth.columns(of: parts.joined(separator: " · ")) > columns { parts.removeLast() }
    return parts.joined(separator: " · ")
  }
}
