import Foundation
import Glibc

/// A program running on a terminal of its own, driven as a person would: keys go in, and the screen is read.
///
/// Every wait is for a condition, with a ceiling; on the ceiling the error shows the screen as it stood.
package final class TerminalSession: Sendable {
  private let core: SessionCore

  /// Seconds that a condition may take.
  package static let ceiling = 30.0

  /// Starts `executable` with exactly `environment`.
  package init(
    executable: String, arguments: [String] = [], environment: [String: String] = TerminalSession.environment(),
    directory: String? = nil,
    size: ScreenSize = .standard
  ) throws(SpawnFailure) {
    core = try SessionCore(
      executable: executable, arguments: arguments, environment: environment, directory: directory, size: size)
  }

  deinit {
    core.signal(SIGKILL)
    core.hangUp()
  }

  /// What a shell on an xterm gives its programs, and nothing of the test run's own environment but the search path.
  package static func environment(_ more: [String: String] = [:]) -> [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": path].merging(more) { $1 }
  }

  var coreForTests: SessionCore { core }

  /// The alternate screen as it last stood whole before the program left it, awaited.
  package func lastAlternateScreen(ceiling: Double = TerminalSession.ceiling) async throws -> Screen {
    let outcome = await onThread { [core] in core.wait(seconds: ceiling, for: core.watch { !$0.isAlternate }) }
    _ = try screen(from: outcome, waitingFor: "the return to the main screen")
    return core.lastAlternateScreen
  }

  package var pid: pid_t { core.pid }
  package var screen: Screen { core.screen }
  package var bytesReceived: Int { core.bytesReceived }
  /// Whether the terminal echoes and reads by lines, as a shell expects to find it; nil after a hang-up.
  package var isCooked: Bool? { core.isCooked }
  package var hasExited: Bool { core.exit != nil }

  // MARK: Input

  package func send(_ text: String) { core.send { _ in Array(text.utf8) } }

  package func send(_ keys: TerminalKey...) { for key in keys { core.send { key.bytes(in: $0) } } }

  /// Pastes as a terminal does: in brackets when the program has asked for them (mode 2004).
  package func paste(_ text: String) {
    core.send { Array(($0.modes.contains(2004) ? "\u{1B}[200~\(text)\u{1B}[201~" : text).utf8) }
  }

  package func click(_ button: MouseButton = .left, at point: ScreenPoint) { core.send { button.bytes(at: point, in: $0) } }

  package func setFocus(_ focused: Bool) {
    core.send { $0.modes.contains(1004) ? Array((focused ? "\u{1B}[I" : "\u{1B}[O").utf8) : [] }
  }

  package func resize(_ size: ScreenSize) { core.resize(size) }

  // MARK: Ends

  /// Closes the terminal, as a dropped link does.
  package func hangUp() { core.hangUp() }
  package func signal(_ number: Int32) { core.signal(number) }
  package func kill9() { core.signal(SIGKILL) }

  /// Kills the program `delay` from now, or from when `expectation` is first met. The delay is where the fault falls; nothing is
  /// awaited by it.
  package func kill9(_ delay: Duration, after expectation: Expectation? = nil, ceiling: Double = TerminalSession.ceiling)
    async throws
  {
    let outcome = await onThread { [core] in
      let outcome = expectation.map { core.wait(seconds: ceiling, for: $0.watch) }
      let nanoseconds = delay.components.seconds * 1_000_000_000 + delay.components.attoseconds / 1_000_000_000
      Thread.sleep(forTimeInterval: Double(nanoseconds) / 1e9)
      core.signal(SIGKILL)
      return outcome
    }
    if let outcome, let expectation { _ = try screen(from: outcome, waitingFor: expectation.what) }
  }

  /// How the program ended.
  @discardableResult
  package func exitStatus(ceiling: Double = TerminalSession.ceiling) async throws -> ExitStatus {
    guard let status = await onThread({ [core] in core.waitForExit(seconds: ceiling) }) else {
      throw TerminalWaitFailure(what: "the program's end", reason: "did not come within \(ceiling) s", screen: screen)
    }
    return status
  }

  // MARK: Output

  /// Waits until `text` stands on the screen, in one row.
  @discardableResult
  package func waitFor(_ text: String, ceiling: Double = TerminalSession.ceiling) async throws -> Screen {
    try await waitFor("“\(text)”", ceiling: ceiling) { $0.contains(text) }
  }

  /// Waits until the screen, shown whole, satisfies `predicate`; `what` names the condition in the failure.
  @discardableResult
  package func waitFor(
    _ what: String, ceiling: Double = TerminalSession.ceiling, _ predicate: @escaping @Sendable (Screen) -> Bool
  ) async throws -> Screen {
    try await expect(what, predicate).seen(ceiling: ceiling)
  }

  /// Watches for a condition from now on, to be awaited after what brings it about: what shows only for a moment is not missed.
  package func expect(_ what: String, _ predicate: @escaping @Sendable (Screen) -> Bool) -> Expectation {
    Expectation(session: self, what: what, watch: core.watch(predicate))
  }

  package struct Expectation: Sendable {
    fileprivate let session: TerminalSession
    fileprivate let what: String
    fileprivate let watch: ScreenWatch

    /// The first screen that satisfied the condition.
    @discardableResult
    package func seen(ceiling: Double = TerminalSession.ceiling) async throws -> Screen {
      let outcome = await session.onThread { [core = session.core, watch] in core.wait(seconds: ceiling, for: watch) }
      return try session.screen(from: outcome, waitingFor: what)
    }
  }

  private func screen(from outcome: SessionCore.WaitOutcome, waitingFor what: String) throws -> Screen {
    switch outcome {
    case .seen(let screen): return screen
    case .ended(let screen):
      let end = core.exit.map { ", the program ended (\($0))" } ?? ""
      throw TerminalWaitFailure(what: what, reason: "cannot come any more: the terminal is closed\(end)", screen: screen)
    case .ceilingReached(let screen):
      throw TerminalWaitFailure(what: what, reason: "did not come within the ceiling", screen: screen)
    }
  }

  /// Blocking waits stand on threads of their own, so that they do not stall the tests' cooperative pool.
  private func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }
}

package struct TerminalWaitFailure: Error, CustomStringConvertible {
  package let what: String
  package let reason: String
  package let screen: Screen

  package var description: String {
    let rule = String(repeating: "─", count: screen.size.columns)
    return
      "\(what) \(reason). The screen, cursor at \(screen.cursor.row),\(screen.cursor.column):\n\(rule)\n\(screen.text)\n\(rule)"
  }
}
