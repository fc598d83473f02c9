import Canvas
import Configuration
import Console
import Domain
import Replica
import Scheduling
import Transport

/// `stats`: the figures of a day or a week, as lines or as JSON.
package struct StatisticsReport: Sendable {
  /// nil is the site's today.
  package var day: String?
  /// The seven days from Monday of that day's week.
  package var isWeek: Bool
  package var asJSON: Bool
  /// Seconds.
  package var patience: Double

  package init(day: String? = nil, isWeek: Bool = false, asJSON: Bool = false, patience: Double = 10) {
    self.day = day
    self.isWeek = isWeek
    self.asJSON = asJSON
    self.patience = patience
  }

  package func callAsFunction(_ headless: HeadlessSession) async -> HeadlessSession.Answer {
    let (session, words) = (headless.session, headless.words)
    let (zone, now) = (session.zone, session.clock.now())
    let today = zone.local(now).date
    guard let shown = day.map({ DayText.day($0, today: today) }) ?? today else {
      return HeadlessSession.Answer(
        code: ExitCode.usage, complaint: words.verbError(.notADay(day ?? ""), board: nil, zone: zone))
    }
    let monday = shown.adding(days: 1 - shown.weekday)
    let days = isWeek ? (0..<7).map { monday.adding(days: $0) } : [shown]
    switch await headless.board(on: shown, waiting: patience) {
    case .failure(let failure): return HeadlessSession.Answer(code: failure.code, complaint: failure.sentence)
    case .success(let read):
      let rules = PlanningRules(headquarters: headless.setup.settings.headquarters)
      let replica = session.replica
      do throws(ReplicaFailure) {
        let boards = try await BlockingWork("boards")({ () throws(ReplicaFailure) -> [Board] in
          var boards: [Board] = []
          for day in days { boards.append(day == shown ? read.board : try replica.board(on: day, zone: zone, today: today)) }
          return boards
        })
        let travel = await headless.knownTravel(on: boards)
        let statistics = await BlockingWork("statistics")({ () -> DayStatistics in
          var week = WeekFigures()
          for board in boards {
            let plan = DayPlan(board: board, zone: zone, now: now, travel: travel, rules: rules)
            if days.count == 1 { return plan.statistics() }
            week.add(plan)
          }
          return week.sum
        })
        let output = asJSON ? json(statistics, days, read.board) : text(statistics, days, read.board, words)
        return HeadlessSession.Answer(output: output, warnings: [read.warning].compactMap { $0 })
      } catch {
        return HeadlessSession.Answer(code: ExitCode.failed, complaint: words.replicaFailed(error))
      }
    }
  }

  private func ordered(_ statistics: DayStatistics, _ board: Board) -> [(technician: Technician?, name: DocumentName)] {
    var keyed: [(key: CollationKey, name: DocumentName)] = []
    for name in statistics.technicians.keys { keyed.append((CollationKey(board.technicians[name]?.fullName ?? name.text), name)) }
    keyed.sort { left, right in left.key == right.key ? left.name < right.name : left.key < right.key }
    return keyed.map { (board.technicians[$0.name], $0.name) }
  }

  // MARK: Printing

  private func text(_ statistics: DayStatistics, _ days: [LocalDate], _ board: Board, _ words: Words) -> String {
    let head = days.count == 1 ? words.longDay(days[0]) : words.shortDay(days[0]) + " – " + words.shortDay(days[days.count - 1])
    var lines = [head, words.summary(statistics.total)]
    if statistics.isEstimate { lines.append(words.drivingIsEstimated) }
    lines.append("")
    for (technician, name) in ordered(statistics, board) {
      let figures = statistics.technicians[name] ?? DayFigures()
      lines.append(Sanitise.line(technician?.fullName ?? name.text) + "\t" + words.summary(figures))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func json(_ statistics: DayStatistics, _ days: [LocalDate], _ board: Board) -> String {
    let technicians = ordered(statistics, board).map { technician, name -> JSONValue in
      let head: [(key: String, value: JSONValue)] = [
        ("name", .string(name.text)), ("full_name", .string(technician?.fullName ?? name.text)),
      ]
      return .object(JSONObject(head + Self.members(statistics.technicians[name] ?? DayFigures())))
    }
    let value: JSONValue = [
      "from": .string(days[0].siteText), "to": .string(days[days.count - 1].siteText),
      "distances": .string(statistics.isEstimate ? "estimate: great circle x 1.3 at 60 km/h" : "routed"),
      "total": .object(JSONObject(Self.members(statistics.total))), "technicians": .array(technicians),
    ]
    return value.text + "\n"
  }

  private static func members(_ figures: DayFigures) -> [(key: String, value: JSONValue)] {
    func number(_ value: Int?) -> JSONValue { value.map { .int(Int64($0)) } ?? .null }
    return [
      ("jobs", number(figures.jobs)), ("done", number(figures.done)), ("cancelled", number(figures.cancelled)),
      ("failed", number(figures.failed)), ("late", number(figures.late)), ("windows_kept", number(figures.windowsKept)),
      ("windows_judged", number(figures.windowsJudged)), ("windows_kept_percent", number(figures.keptShare)),
      ("load_minutes", number(figures.load.count)), ("capacity_minutes", number(figures.capacity.count)),
      ("utilisation_percent", number(figures.utilisation)), ("worked_minutes", number(figures.worked.count)),
      ("metres", number(figures.metres)), ("driving_minutes", number(figures.driving.count)),
    ]
  }
}
