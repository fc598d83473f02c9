import Canvas
import Console
import Domain
import Scheduling
import Transport

/// `who 1043`: the technicians who could do a job, the best first, as the console's picker has them.
package struct WhoRun: Sendable {
  package var job: String
  package var day: String?
  package var asJSON: Bool
  /// Seconds.
  package var patience: Double

  package init(_ job: String, day: String? = nil, asJSON: Bool = false, patience: Double = 10) {
    self.job = job
    self.day = day
    self.asJSON = asJSON
    self.patience = patience
  }

  package func callAsFunction(_ headless: HeadlessSession) async -> HeadlessSession.Answer {
    let words = headless.words
    let session = headless.session
    var shown: LocalDate?
    if let day {
      guard let parsed = DayText.day(day, today: session.zone.local(session.clock.now()).date) else {
        return HeadlessSession.Answer(
          code: ExitCode.usage, complaint: words.verbError(.notADay(day), board: nil, zone: session.zone))
      }
      shown = parsed
    }
    switch await headless.board(on: shown, waiting: patience) {
    case .failure(let failure): return HeadlessSession.Answer(code: failure.code, complaint: failure.sentence)
    case .success(let read):
      let board = read.board
      guard let reference = JobToken.find(job, board) else {
        return HeadlessSession.Answer(code: ExitCode.usage, complaint: headless.complaint(.noSuchJob(job), board))
      }
      var answer = await answer(reference, on: board, headless)
      if let warning = read.warning { answer.warnings.append(warning) }
      return answer
    }
  }

  func answer(_ reference: DocumentReference, on board: Board, _ headless: HeadlessSession) async -> HeadlessSession.Answer {
    let session = headless.session
    guard let job = board.jobs[reference] else {
      return HeadlessSession.Answer(code: ExitCode.usage, complaint: headless.complaint(.noSuchJob(self.job), board))
    }
    let travel = await headless.knownTravel(on: [board], to: [job])
    let plan = DayPlan(board: board, zone: session.zone, now: session.clock.now(), travel: travel)
    let candidates = plan.candidates(for: job)
    let desk = headless.desk(board)
    let output = asJSON ? json(candidates, desk) : headless.words.typeset(text(candidates, desk))
    return HeadlessSession.Answer(output: output)
  }

  /// One technician a line, columns apart by tabs: name, load, way, time, and what speaks for or against.
  private func text(_ candidates: [AssignmentPreview], _ desk: State) -> String {
    let words = desk.words
    return candidates.map { candidate in
      let load =
        words.length(candidate.loadBefore) + " → " + words.length(candidate.loadAfter) + " / "
        + words.shortLength(candidate.shiftLength)
      let way = candidate.extraTravel.map {
        "+" + words.distance(metres: max(0, $0.metres)) + " " + words.change(Minutes(max(0, $0.minutes.count)))
      }
      return [
        Sanitise.line(desk.name(of: candidate.technician)), load, way ?? "-",
        candidate.start.map { words.clock(desk.zone.local($0)) } ?? "-", words.verdict(of: candidate),
      ].joined(separator: "\t") + "\n"
    }.joined()
  }

  private func json(_ candidates: [AssignmentPreview], _ desk: State) -> String {
    JSONValue.array(
      candidates.map { candidate -> JSONValue in
        [
          "name": .string(candidate.technician.text), "full_name": .string(desk.name(of: candidate.technician)),
          "load_before_minutes": .int(Int64(candidate.loadBefore.count)),
          "load_after_minutes": .int(Int64(candidate.loadAfter.count)),
          "shift_minutes": .int(Int64(candidate.shiftLength.count)),
          "extra_metres": candidate.extraTravel.map { .int(Int64($0.metres)) } ?? .null,
          "distances": candidate.extraTravel.map { .string($0.source == .routed ? "routed" : "estimate") } ?? .null,
          "extra_minutes": candidate.extraTravel.map { .int(Int64($0.minutes.count)) } ?? .null,
          "start": candidate.start.map { .string(desk.zone.local($0).siteText) } ?? .null,
          "missing_tags": .array(candidate.missingTags.map { .string($0.text) }), "is_current": .bool(candidate.isCurrent),
          "verdict": .string(desk.words.verdict(of: candidate)),
          "checks": .array(candidate.checks.map { .string(desk.words.check($0, state: desk)) }),
        ]
      }
    ).text + "\n"
  }
}
