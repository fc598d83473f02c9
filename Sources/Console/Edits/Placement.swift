import Domain
import Scheduling

/// Where in a technician's day a job without a start of its own goes: the planner's first proposal.
enum Placement {
  static func start(of job: Job, with technician: DocumentName, on board: Board, _ context: EditContext) -> Instant? {
    let rules = PlanningRules(headquarters: context.headquarters)
    return DayPlan(board: board, zone: context.zone, now: context.now, rules: rules).preview(of: job, for: technician)?.start
  }
}
