import SampleWeek
import Synchronization

/// Draws the faults of a plan, the same for the same seed and order of requests.
package final class FaultInjector: Sendable {
  private struct State {
    var plan: FaultPlan
    var random: SampleRandom
    /// Requests that lost a race already: the next try is answered for good.
    var losers: Set<String> = []
    /// How often waiting writes were let go.
    var releases = 0
  }

  /// What becomes of one request.
  enum Fate: Equatable {
    case served
    /// Answered so, and not done.
    case refused(PlannedRefusal)
    /// The connection closes: before the request is done, or after; with the head of an answer on its way, or with nothing.
    case dropped(isDone: Bool, hasHead: Bool)
    case appliedThen504
  }

  /// What a fault can do depends on what is asked.
  enum Request {
    /// The hub's stream and the geocoder: only what happens to every connection.
    case besideFrappe
    case read
    case write
  }

  private let state: Mutex<State>

  package init(plan: FaultPlan, seed: UInt64) { state = Mutex(State(plan: plan, random: SampleRandom(seed: seed))) }

  package var plan: FaultPlan {
    get { state.withLock { $0.plan } }
    set { state.withLock { $0.plan = newValue } }
  }

  func fate(of request: Request) -> Fate {
    state.withLock { state in
      let plan = state.plan
      if request != .besideFrappe {
        if plan.isDatabaseDown { return .refused(.internalError) }
        if plan.isInMaintenance { return .refused(.maintenance) }
      }
      if request == .write {
        if plan.isReadOnly { return .refused(.readOnly) }
        if plan.lockTimeout > 0, state.random.fraction() < plan.lockTimeout { return .refused(.lockTimeout) }
      }
      guard plan.error > 0 || plan.drop > 0 || plan.applyThen504 > 0 || plan.rateLimit > 0 else { return .served }
      var draw = state.random.fraction()
      func falls(into share: Double) -> Bool {
        defer { draw -= share }
        return draw >= 0 && draw < share
      }
      if falls(into: plan.error) {
        return .refused(state.random.pick([PlannedRefusal.internalError, .badGateway, .maintenance]))
      }
      if falls(into: plan.rateLimit), request != .besideFrappe { return .refused(.tooManyRequests) }
      if falls(into: plan.drop) {
        return .dropped(isDone: state.random.below(2) == 1, hasHead: state.random.below(2) == 1)
      }
      if falls(into: plan.applyThen504), request == .write { return .appliedThen504 }
      return .served
    }
  }

  /// What a write waits for before its commit; nil where it need not wait.
  func lateCommit() -> (@Sendable () async -> Void)? {
    let wait: (delay: Duration, releases: Int)? = state.withLock { state in
      guard state.plan.lateCommit > .zero, state.random.fraction() < state.plan.lateCommitShare else { return nil }
      return (state.plan.lateCommit, state.releases)
    }
    guard let wait else { return nil }
    return { [self] in
      let end = ContinuousClock.now + wait.delay
      while ContinuousClock.now < end, state.withLock({ $0.releases }) == wait.releases {
        try? await Task.sleep(for: min(.milliseconds(20), end - ContinuousClock.now))
        if Task.isCancelled { return }
      }
    }
  }

  /// Lets the writes that wait for a late commit commit now.
  func releaseCommits() { state.withLock { $0.releases += 1 } }

  /// Whether a stale write is told of a lost race first. Once for each request, so that the retry learns the truth.
  func losesRace(_ request: String) -> Bool {
    state.withLock { state in
      guard state.plan.lostRace500 > 0, !state.losers.contains(request) else { return false }
      guard state.random.fraction() < state.plan.lostRace500 else { return false }
      if state.losers.count > 10_000 { state.losers.removeAll() }
      state.losers.insert(request)
      return true
    }
  }

  func isCold() -> Bool {
    state.withLock { state in state.plan.cold > 0 && state.random.fraction() < state.plan.cold }
  }
}
