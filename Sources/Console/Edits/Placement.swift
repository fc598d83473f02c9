import Domain
import Scheduling

/// Where in a technician's day a job without a start of its own goes: the planner's first proposal.
enum Placement {
  static func start(of job: Job, with technician: DocumentName, on board: Board, _ context: EditContext) -> Instant? {
    let rules = PlanningRules(headquarters: context.headquarters)
    return DayPlan(board: board, zone: context.zone, now: context.now, travel: context.travel, rules: rules)
      .preview(of: job, for: technician)?.start
  }

  /// In the technician's day `day`, which the board may show among others.
  static func start(
    of job: Job, with technician: DocumentName, on day: LocalDate, of board: Board, _ context: EditContext
  ) -> Instant? {
    let today = context.zone.local(context.now).date
    guard let narrowed = board.narrowed(to: DaySpan(day), zone: context.zone, today: today) else { return nil }
    return start(of: job, with: technician, on: narrowed, context)
  }
}
