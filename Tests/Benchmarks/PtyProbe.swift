import CPty
import Glibc
import TerminalHarness

/// Nanoseconds of the monotonic clock.
func monotonicNow() -> UInt64 {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
}

/// A program on a terminal of its own, read by the measuring thread itself, so that no hand-over between threads is timed.
final class PtyProbe {
  /// What one stimulus brought: times from the stimulus, and bytes.
  struct Response {
    var first: UInt64?
    var last: UInt64?
    var bytes: Int
  }

  let pid: pid_t
  /// When the program was started.
  let started: UInt64
  private let master: Int32
  private(set) var emulator: TerminalEmulator
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  private var hasEnded = false

  init(_ executable: String, _ arguments: [String], environment: [String: String], directory: String? = nil, size: ScreenSize)
    throws
  {
    emulator = TerminalEmulator(size: size)
    var argv = ([executable] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var fd: Int32 = -1
    var child: pid_t = 0
    started = monotonicNow()
    let error = cpty_spawn(executable, &argv, &envp, directory, UInt16(size.rows), UInt16(size.columns), &fd, &child)
    guard error == 0 else { throw BenchmarkFailure("\(executable) could not be started: \(String(cString: strerror(error)))") }
    (master, pid) = (fd, child)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
  }

  /// Ends the program, by its hang-up or, when it does not go, by force.
  func end() {
    guard !hasEnded else { return }
    hasEnded = true
    close(master)
    var status: Int32 = -1
    var number: Int32 = -1
    kill(pid, SIGTERM)
    for _ in 0..<200 {
      if waitpid(pid, &status, WNOHANG) != 0 { return }
      poll(nil, 0, 10)
    }
    kill(pid, SIGKILL)
    _ = cpty_reap(pid, &status, &number)
  }

  deinit { end() }

  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
      if count > 0 { rest.removeFirst(count) } else if errno == EAGAIN { poll(nil, 0, 1) } else { return }
    }
  }

  /// Reads for at most `milliseconds`; returns the bytes read, 0 when none came, nil when the program has gone.
  private func read(milliseconds: Int32) -> Int? {
    var polled = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, milliseconds) > 0 else { return 0 }
    let count = Glibc.read(master, &buffer, buffer.count)
    return count > 0 ? count : errno == EAGAIN ? 0 : nil
  }

  private func feed(_ count: Int) {
    emulator.feed(buffer[..<count])
    let replies = emulator.takeReplies()
    if !replies.isEmpty { write(replies) }
  }

  /// Does `stimulus`, and reads until nothing has come for `quiet` milliseconds, or for `patience` when nothing came at all.
  func respond(quiet: Int32 = 40, patience: Int32 = 1000, _ stimulus: () -> Void) -> Response {
    var response = Response(first: nil, last: nil, bytes: 0)
    let start = monotonicNow()
    stimulus()
    while let count = read(milliseconds: response.first == nil ? patience : quiet), count > 0 {
      let now = monotonicNow() - start
      if response.first == nil { response.first = now }
      response.last = now
      response.bytes += count
      feed(count)
    }
    return response
  }

  func press(_ key: TerminalKey, quiet: Int32 = 40) -> Response {
    let bytes = key.bytes(in: emulator.screen)
    return respond(quiet: quiet) { write(bytes) }
  }

  func resize(_ size: ScreenSize) -> Response {
    emulator.resize(size)
    return respond(quiet: 80) { _ = cpty_resize(master, UInt16(size.rows), UInt16(size.columns)) }
  }

  /// Reads until `predicate` holds; returns nanoseconds since `origin` (the start, unless given), nil after `seconds` or at the end.
  func wait(seconds: Double = 30, since origin: UInt64? = nil, _ predicate: (Screen) -> Bool) -> UInt64? {
    let origin = origin ?? started
    let limit = monotonicNow() + UInt64(seconds * 1e9)
    while !predicate(emulator.screen) {
      guard monotonicNow() < limit, let count = read(milliseconds: 100) else { return nil }
      if count > 0 {
        let now = monotonicNow()
        feed(count)
        if predicate(emulator.screen) { return now - origin }
      }
    }
    return monotonicNow() - origin
  }

  /// Reads until nothing has come for `quiet` milliseconds.
  func settle(quiet: Int32 = 300) { _ = respond(quiet: quiet, patience: quiet) {} }
}

struct BenchmarkFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
