import CPty
import Foundation
import Glibc

/// How a program ended.
package enum ExitStatus: Equatable, Sendable {
  case exited(Int32)
  case signalled(Int32)
}

/// The terminal's side of one program: a thread that reads and writes the pty, and a thread that reaps the program.
final class SessionCore: @unchecked Sendable {
  private let state = NSCondition()
  private var emulator: TerminalEmulator
  private var outgoing: [UInt8] = []
  private var hangUpIsAsked = false
  private var isClosed = false
  private var status: ExitStatus?
  private var received = 0
  private var watches: [ScreenWatch] = []
  /// The screen as last shown whole: while the program holds updates back (mode 2026), what stood before.
  private var shown: Screen

  private let master: Int32
  private let wake: Int32
  let pid: pid_t

  init(
    executable: String, arguments: [String], environment: [String: String], directory: String?, size: ScreenSize
  ) throws(SpawnFailure) {
    emulator = TerminalEmulator(size: size)
    shown = emulator.screen
    wake = cpty_event()
    var master: Int32 = -1
    var pid: pid_t = 0
    var argv = ([executable] + arguments).map { strdup($0) } + [nil]
    var envp = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    let error = cpty_spawn(executable, &argv, &envp, directory, UInt16(size.rows), UInt16(size.columns), &master, &pid)
    for text in argv + envp { free(text) }
    (self.master, self.pid) = (master, pid)
    if error != 0 {
      close(wake)
      throw SpawnFailure(executable: executable, reason: String(cString: strerror(error)))
    }
    let reaper = Thread { self.reap() }
    let pump = Thread { self.pump() }
    for thread in [reaper, pump] {
      thread.stackSize = 1 << 20
      thread.start()
    }
  }

  // The threads hold the core, so that both have ended by now.
  deinit { close(wake) }

  private func locked<Value>(_ body: () throws -> Value) rethrows -> Value {
    state.lock()
    defer { state.unlock() }
    return try body()
  }

  // MARK: Threads

  private func reap() {
    var code: Int32 = -1
    var number: Int32 = -1
    guard cpty_reap(pid, &code, &number) == 0 else { return }
    locked {
      status = number >= 0 ? .signalled(number) : .exited(code)
      state.broadcast()
    }
  }

  private func pump() {
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let (hasOutput, hangsUp) = locked { (!outgoing.isEmpty, hangUpIsAsked) }
      if hangsUp { break }
      var polled = [
        pollfd(fd: master, events: Int16(POLLIN | (hasOutput ? POLLOUT : 0)), revents: 0),
        pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&polled, 2, -1) < 0 && errno != EINTR { break }
      if polled[1].revents != 0 {
        var count: UInt64 = 0
        _ = read(wake, &count, 8)
      }
      if polled[0].revents & Int16(POLLOUT) != 0 { writeOutgoing() }
      if polled[0].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 {
        let count = read(master, &buffer, buffer.count)
        if count > 0 { take(buffer[..<count]) } else if count == 0 || (errno != EAGAIN && errno != EINTR) { break }
      }
    }
    locked {
      show()
      isClosed = true
      // Kept open when the program has ended by itself, so that its terminal modes can still be asked.
      if hangUpIsAsked { close(master) }
      state.broadcast()
    }
  }

  private func take(_ bytes: ArraySlice<UInt8>) {
    locked {
      received += bytes.count
      var rest = bytes
      while !rest.isEmpty {
        // Each `l` may end an update that was held back: what it shows may be gone again by the end of the bytes.
        let end = rest.firstIndex(of: UInt8(ascii: "l")).map { $0 + 1 } ?? rest.endIndex
        let updates = emulator.updatesCompleted
        emulator.feed(rest[..<end])
        rest = rest[end...]
        let isHeld = emulator.screen.modes.contains(2026)
        if !isHeld && (emulator.updatesCompleted != updates || rest.isEmpty) { show() }
      }
      outgoing += emulator.takeReplies()
    }
  }

  private func show() {
    shown = emulator.screen
    for watch in watches where watch.seen == nil && watch.predicate(shown) { watch.seen = shown }
    state.broadcast()
  }

  private func writeOutgoing() {
    locked {
      let count = write(master, outgoing, outgoing.count)
      if count > 0 { outgoing.removeFirst(count) }
    }
  }

  private func wakePump() {
    var one: UInt64 = 1
    _ = write(wake, &one, 8)
  }

  // MARK: What a person does

  func send(_ bytes: (Screen) -> [UInt8]) {
    locked { outgoing += bytes(emulator.screen) }
    wakePump()
  }

  func resize(_ size: ScreenSize) {
    locked {
      emulator.resize(size)
      if !isClosed { _ = cpty_resize(master, UInt16(size.rows), UInt16(size.columns)) }
      show()
    }
  }

  func hangUp() {
    locked {
      if isClosed && !hangUpIsAsked { close(master) }
      hangUpIsAsked = true
    }
    wakePump()
  }

  func signal(_ number: Int32) {
    // Under the lock: once reaped, the number may be another process's.
    locked { if status == nil { _ = kill(pid, number) } }
  }

  // MARK: What is seen

  var screen: Screen { locked { shown } }
  var lastAlternateScreen: Screen { locked { emulator.lastAlternate ?? shown } }
  var bytesReceived: Int { locked { received } }
  var exit: ExitStatus? { locked { status } }
  var isCooked: Bool? {
    locked {
      let cooked = hangUpIsAsked ? -1 : cpty_is_cooked(master)
      return cooked < 0 ? nil : cooked == 1
    }
  }

  enum WaitOutcome {
    case seen(Screen)
    /// The program's output has ended.
    case ended(Screen)
    case ceilingReached(Screen)
  }

  /// Has every screen judged from now on, the present one included.
  func watch(_ predicate: @escaping @Sendable (Screen) -> Bool) -> ScreenWatch {
    locked {
      let watch = ScreenWatch(predicate)
      if predicate(shown) { watch.seen = shown } else { watches.append(watch) }
      return watch
    }
  }

  /// Blocks until a screen shown whole, however briefly, has satisfied the watch.
  func wait(seconds: Double, for watch: ScreenWatch) -> WaitOutcome {
    let ceiling = Date(timeIntervalSinceNow: seconds)
    return locked {
      defer { watches.removeAll { $0 === watch } }
      while true {
        if let seen = watch.seen { return .seen(seen) }
        if isClosed { return .ended(shown) }
        if !state.wait(until: ceiling) { return watch.seen.map { .seen($0) } ?? .ceilingReached(shown) }
      }
    }
  }

  /// Blocks until the program has ended and all that it wrote has been read.
  func waitForExit(seconds: Double) -> ExitStatus? {
    let ceiling = Date(timeIntervalSinceNow: seconds)
    return locked {
      while status == nil { if !state.wait(until: ceiling) { return status } }
      // What it wrote last is still on its way; a process that it left behind may hold the terminal open for ever.
      let drained = min(ceiling, Date(timeIntervalSinceNow: 2))
      while !isClosed { if !state.wait(until: drained) { break } }
      return status
    }
  }
}

/// A condition under watch. The reading thread judges every screen, so that none is missed between two wake-ups of a waiting thread.
final class ScreenWatch: @unchecked Sendable {
  let predicate: @Sendable (Screen) -> Bool
  /// Guarded by the core's lock.
  var seen: Screen?
  init(_ predicate: @escaping @Sendable (Screen) -> Bool) { self.predicate = predicate }
}

package struct SpawnFailure: Error, CustomStringConvertible {
  package let executable: String
  package let reason: String
  package var description: String { "\(executable) could not be started: \(reason)" }
}
