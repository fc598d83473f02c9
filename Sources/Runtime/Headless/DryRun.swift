import Canvas
import Console
import Domain
import Replica
import Scheduling
import Transport

/// What a verb would write, and what the planner has against it.
struct DryRunReport: Sendable {
  let report: VerbReport
  let text: String

  var json: JSONValue {
    .array(
      report.lines.map { line in
        [
          "document": .string(line.job.key.text), "number": .string(line.job.number), "day": .string(line.day.siteText),
          "changes": .string(line.changes),
          "checks": .array(
            line.remarks.map { ["severity": .string($0.severity.name), "message": .string($0.text)] }),
        ]
      })
  }
}

extension Check.Severity {
  fileprivate var name: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .notice: "notice"
    }
  }
}

extension VerbRun {
  func dryRun(
    _ group: EditGroup, _ receipt: String, _ bulk: BulkRun?, _ board: Board, _ travel: TravelMatrix,
    _ headless: HeadlessSession
  ) -> HeadlessSession.Answer {
    let session = headless.session
    let today = session.zone.local(session.clock.now()).date
    var boards: [LocalDate: Board] = [:]
    for day in VerbReport.days(of: group, on: board, zone: session.zone) where day != board.day {
      boards[day] = try? session.replica.board(on: day, zone: session.zone, today: today)
    }
    let report = VerbReport(group, on: board, boards: boards, state: headless.desk(board, travel))
    return answer(
      ExitCode.done, "dry-run", headless.words.wouldBe(receipt + (bulk?.refusals(headless.words) ?? "")), changes: group,
      items: bulk?.items ?? [],
      report: DryRunReport(report: report, text: headless.words.typeset(report.text(headless.words))))
  }
}

extension HeadlessSession {
  /// A console without a screen, looking at this board: what it says of it is what a dispatcher would read.
  func desk(_ board: Board, _ travel: TravelMatrix = .estimate) -> State {
    var preferences = Preferences()
    preferences.language = words.language
    return desk(board, preferences, travel)
  }

  func desk(_ board: Board, _ preferences: Preferences, _ travel: TravelMatrix = .estimate) -> State {
    var state = State(
      preferences: preferences, size: .init(width: 120, height: 40), now: session.clock.now(), zone: session.zone, day: board.day,
      ids: IdentifierSource(seed: 0, 0))
    _ = reduce(&state, .board(board))
    if !travel.routed.isEmpty { _ = reduce(&state, .travel(TravelUpdate(legs: travel.routed))) }
    return state
  }
}

extension Words {
  var wouldSync: String { say("à faire : une synchronisation ; rien n’est écrit", "to be done: a sync; nothing is written") }
}
