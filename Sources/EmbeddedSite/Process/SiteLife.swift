import Synchronization

/// How long the site lives: until it is told to stop, or for a while after the last connection has closed.
final class SiteLife: Sendable {
  private struct State {
    var idleExit: Duration?
    var isOver = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>
  let simulator: FleetSimulator
  private let facts: JSON
  private let presenceBox = Mutex<Presence?>(nil)

  /// `facts` are what `GET /embedded-site/state` tells beside the number of connections.
  init(idleExit: Duration?, simulator: FleetSimulator, facts: JSON) {
    state = Mutex(State(idleExit: idleExit))
    self.simulator = simulator
    self.facts = facts
  }

  /// Counts connections from now on; a site that nobody ever comes to ends as well.
  func startPresence() -> Presence {
    let presence = Presence { [weak self] open, generation in
      if open == 0 { self?.waitForNobody(generation) }
    }
    presenceBox.withLock { $0 = presence }
    waitForNobody(0)
    return presence
  }

  private func waitForNobody(_ generation: Int) {
    guard let idle = state.withLock({ $0.idleExit }) else { return }
    Task { [weak self] in
      try? await Task.sleep(for: idle)
      guard let self, let presence = self.presenceBox.withLock({ $0 }) else { return }
      if presence.openConnections == 0, presence.generation == generation { self.end() }
    }
  }

  func state() async -> JSON {
    guard case .object(let members) = facts else { return facts }
    return .object(members + [.init("connections", .int(Int64(presenceBox.withLock { $0?.openConnections ?? 0 })))])
  }

  /// At once, or as soon as the last connection has closed: how a newer version replaces this one.
  func stop(whenIdle: Bool) async {
    if whenIdle {
      state.withLock { $0.idleExit = .milliseconds(100) }
    } else {
      // The answer to whoever asked goes out first.
      Task { [weak self] in
        try? await Task.sleep(for: .milliseconds(50))
        self?.end()
      }
    }
  }

  var isOver: Bool { state.withLock { $0.isOver } }

  func end() {
    let waiting = state.withLock { state in
      state.isOver = true
      let waiting = state.waiting
      state.waiting = []
      return waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func untilOver() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if !state.isOver { state.waiting.append(continuation) }
        return state.isOver
      }
      if isOver { continuation.resume() }
    }
  }
}
