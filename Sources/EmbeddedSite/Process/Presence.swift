import FlyingSocks
import Synchronization

/// Counts the open connections of the server: a console is present as long as it holds one.
final class Presence: Logging {
  private struct State {
    var open = 0
    /// Changes with every connection, so that an old wait for emptiness knows that it is over.
    var generation = 0
  }

  private let state = Mutex(State())
  private let changed: @Sendable (_ open: Int, _ generation: Int) -> Void

  init(changed: @escaping @Sendable (_ open: Int, _ generation: Int) -> Void) { self.changed = changed }

  var openConnections: Int { state.withLock { $0.open } }
  var generation: Int { state.withLock { $0.generation } }

  /// The server says so of each connection that opens and closes, and says it nowhere else.
  func logInfo(_ info: @autoclosure () -> String) {
    let text = info()
    let step = text.hasSuffix(" open connection") ? 1 : text.hasSuffix(" close connection") ? -1 : 0
    guard step != 0 else { return }
    let (open, generation) = state.withLock { state in
      state.open += step
      state.generation += 1
      return (state.open, state.generation)
    }
    changed(open, generation)
  }

  func logDebug(_ debug: @autoclosure () -> String) {}
  func logWarning(_ warning: @autoclosure () -> String) {}
  func logError(_ error: @autoclosure () -> String) {}
  func logCritical(_ critical: @autoclosure () -> String) {}
}
