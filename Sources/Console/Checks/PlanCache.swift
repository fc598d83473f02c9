import Domain
import Scheduling

/// The planner's view of the board, kept until the board or the minute changes, and the checks. Both are made elsewhere a moment after
/// a change, so that no key waits for them; whoever needs the plan before that makes it.
package struct PlanCache: Sendable {
  struct Key: Sendable, Equatable {
    var version: Int
    var minute: Int64
    var day: LocalDate
  }

  var plan: (key: Key, plan: DayPlan)?
  package internal(set) var checks = DayChecks()
  /// The same, the worst first, and the day that they are of; nil until there are any.
  package internal(set) var list = CheckList()
  package internal(set) var listedDay: LocalDate?
  /// The day that a plan was last ordered for.
  var orderedDay: LocalDate?
  /// Counts the lists.
  var listVersion = 0
  var statistics: StatisticsTable?
  /// What verb lines are read with.
  var index: VerbIndex?
  /// A timer for new checks is running.
  var isDue = false
  var generation = 0
  /// Of the legs that the plan was made with.
  var travelVersion = 0

  package init() {}
}

/// A plan that is to be made, with all that it is made from.
package struct PlanOrder: Sendable, Equatable {
  let generation: Int
  let key: PlanCache.Key
  /// Of as many days as are shown; only `day` is planned.
  let board: Board
  let day: LocalDate
  let zone: SiteZone
  let now: Instant
  let rules: PlanningRules
  let travel: TravelState
  /// Whether the legs are wanted that a routing engine has not answered yet.
  let wantsLegs: Bool
  /// The text that the first letter of a filter would otherwise wait for.
  let wantsText: Bool
  /// The one that was made before, which mostly still holds.
  let index: VerbIndex?
  /// The board's other days are looked at as well.
  var isWeek = false

  /// Costs milliseconds on a board of thousands.
  package func carriedOut() -> PlanResult {
    let narrowed = board.narrowed(to: DaySpan(day), zone: zone, today: zone.local(now).date) ?? board
    let plan = DayPlan(board: narrowed, zone: zone, now: now, travel: travel.matrix, rules: rules)
    var checks = plan.checks()
    let list = plan.list(of: checks)
    var statistics = StatisticsTable(plan)
    if isWeek, board.span == DaySpan.week(of: day) {
      var week = WeekFigures(plan)
      for other in (0..<board.days).map({ board.day.adding(days: $0) }) where other != day {
        guard let narrowed = board.narrowed(to: DaySpan(other), zone: zone, today: zone.local(now).date) else { continue }
        let plan = DayPlan(board: narrowed, zone: zone, now: now, travel: travel.matrix, rules: rules)
        checks.jobs.merge(plan.checks().jobs) { own, _ in own }
        week.add(plan)
      }
      statistics = StatisticsTable(week.sum, of: board.span, board)
    }
    return PlanResult(
      generation: generation, key: key, plan: plan, checks: checks, list: list, statistics: statistics,
      text: wantsText ? FilterText(board) : nil,
      index: index.flatMap { $0.isCurrent(for: board) ? $0 : nil } ?? VerbIndex(board),
      travelVersion: travel.version,
      missingLegs: wantsLegs ? plan.missingLegs() + board.missingLegs(beside: plan) : [],
      ways: wantsLegs ? plan.legs(most: RouteBounds.waysAtOnce) : [])
  }
}

package struct PlanResult: Sendable, Equatable {
  let generation: Int
  let key: PlanCache.Key
  let plan: DayPlan
  let checks: DayChecks
  let list: CheckList
  let statistics: StatisticsTable
  let text: FilterText?
  let index: VerbIndex
  /// Of the legs that the plan was made with.
  let travelVersion: Int
  let missingLegs: [TravelMatrix.Pair]
  /// What a small day's map may come to draw.
  let ways: [TravelMatrix.Pair]

  package static func == (left: Self, right: Self) -> Bool {
    left.generation == right.generation && left.key == right.key && left.checks == right.checks
      && left.travelVersion == right.travelVersion && left.missingLegs == right.missingLegs
  }
}

extension State {
  /// The board of the one day that is looked at.
  var dayBoard: Board? { board.map { $0.narrowed(to: DaySpan(day), zone: zone, today: today) ?? $0 } }

  var planKey: PlanCache.Key { PlanCache.Key(version: list.layout.version, minute: now.seconds / 60, day: day) }

  /// nil while there is no board.
  var plan: DayPlan? {
    if let cached = planning.plan, cached.key == planKey { return cached.plan }
    return dayBoard.map { DayPlan(board: $0, zone: zone, now: now, travel: travel.matrix, rules: planningRules) }
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

  /// The cursor has gone to another day of the week that is shown; one beyond it has no plan before its board is there.
  mutating func followLookedDay() -> [Effect] {
    guard isPlanningWeek, let board, planning.listedDay != nil, planning.listedDay != day,
      planning.orderedDay != day, board.day <= day,
      day < board.day.adding(days: board.days)
    else { return [] }
    return requestChecks(after: 1)
  }

  mutating func orderPlan(_ generation: Int) -> [Effect] {
    guard generation == planning.generation else { return [] }
    // Where the board has gone meanwhile, the one that comes asks anew.
    planning.isDue = false
    guard let board else { return [] }
    planning.orderedDay = day
    return [
      .plan(
        PlanOrder(
          generation: generation, key: planKey, board: board, day: day, zone: zone, now: now, rules: planningRules,
          travel: travel, wantsLegs: preferences.asksRoutes,
          wantsText: list.layout.lacksText, index: planning.index, isWeek: wholeWeeks.contains(view)))
    ]
  }

  /// A plan of a board that has changed since is of use to nobody, but its checks are better than older ones.
  mutating func take(_ result: PlanResult) -> [Effect] {
    guard board != nil, result.generation == planning.generation, result.plan.board.day == day else { return [] }
    planning.checks = result.checks
    planning.list = result.list
    planning.listVersion += 1
    planning.listedDay = result.plan.board.day
    planning.statistics = result.statistics
    listChecks()
    planning.index = result.index
    if result.key == planKey {
      planning.plan = (result.key, result.plan)
      if let text = result.text, list.layout.lacksText { list.layout.adopt(text) }
    }
    refreshMap(mayTakeLong: true)
    if result.travelVersion != planning.travelVersion {
      planning.travelVersion = result.travelVersion
      for index in layers.indices { layers[index].boardChanged(self) }
    }
    return askFor(missing: result.missingLegs, ways: result.ways)
  }
}
