import Domain
import Scheduling

/// The planner's view of the board, made when first asked for and kept until the board or the minute changes; and the checks, which
/// follow a change a moment later, so that no key waits for them.
package struct PlanCache: Sendable {
  struct Key: Equatable {
    var version: Int
    var minute: Int64
  }

  var plan: (key: Key, plan: DayPlan)?
  package internal(set) var checks = DayChecks()
  /// A timer for new checks is running.
  var isDue = false
  var generation = 0

  package init() {}
}

extension State {
  private var planKey: PlanCache.Key { PlanCache.Key(version: list.layout.version, minute: now.seconds / 60) }

  /// nil while there is no board.
  var plan: DayPlan? {
    if let cached = planning.plan, cached.key == planKey { return cached.plan }
    return board.map { DayPlan(board: $0, zone: zone, now: now, rules: planningRules) }
  }

  /// Keeps the plan for whoever asks next.
  mutating func preparePlan() {
    if planning.plan?.key != planKey { planning.plan = plan.map { (planKey, $0) } }
  }

  /// Asks for new checks, at once after a new board and within a second of changes.
  mutating func requestChecks(after seconds: Int) -> [Effect] {
    if planning.isDue { return [] }
    planning.isDue = true
    planning.generation += 1
    return [.timer(TimerID(.checks, generation: planning.generation), after: seconds)]
  }

  mutating func makeChecks(_ generation: Int) {
    guard generation == planning.generation else { return }
    planning.isDue = false
    preparePlan()
    planning.checks = planning.plan?.plan.checks() ?? DayChecks()
    refreshMap(mayTakeLong: true)
  }
}
