import Domain
import Glibc
import Synchronization

/// Who of a user's processes talks to the site. An advisory lock on a file in the replica's directory: the kernel gives it back
/// when its holder ends, however it ends.
package final class ReplicaLease: Sendable {
  /// The process that has the lease, and when it last showed that it is at work.
  package struct Holder: Sendable, Equatable {
    package let pid: Int32
    package let seenAt: Instant
    /// What it last said of its work, in words of its own.
    package var note = ""

    package init(pid: Int32, seenAt: Instant, note: String = "") {
      self.pid = pid
      self.seenAt = seenAt
      self.note = note
    }
  }

  private struct State {
    /// The descriptor that holds the lock, or -1.
    var held: Int32 = -1
    /// Counts requests; an older waiter that gets the lock gives it back.
    var request = 0
    var beatAt = Instant(seconds: .min)
    var note = ""
  }

  private let path: String
  private let state = Mutex(State())

  package init(directory: String) { path = "\(directory)/lease" }

  deinit { release() }

  package var isHeld: Bool { state.withLock { $0.held >= 0 } }

  /// Takes the lease if nobody has it.
  package func tryAcquire() throws(ReplicaFailure) -> Bool {
    if isHeld { return true }
    let descriptor = try openFile()
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return false
    }
    hold(descriptor)
    return true
  }

  /// Waits for the lease on a thread of its own, asleep in the kernel, and calls `taken` there. `release` calls it off.
  package func acquire(taken: @escaping @Sendable () -> Void) throws(ReplicaFailure) {
    let descriptor = try openFile()
    let request = state.withLock { state in
      state.request += 1
      return state.request
    }
    BlockingThread.start { [self] in
      while flock(descriptor, LOCK_EX) != 0 {
        guard errno == EINTR else {
          close(descriptor)
          return
        }
      }
      let isWanted = state.withLock { $0.request == request && $0.held < 0 }
      guard isWanted else {
        close(descriptor)
        return
      }
      hold(descriptor)
      taken()
    }
  }

  /// Gives the lease up, or stops waiting for it.
  package func release() {
    let held = state.withLock { state in
      state.request += 1
      defer { state.held = -1 }
      return state.held
    }
    if held >= 0 { close(held) }
  }

  /// Leaves a sign of life for followers: at most one in 5 seconds, but at once where the `note` (one line, at most 100 bytes) is
  /// another.
  package func beat(_ now: Instant, note: String = "") {
    let descriptor = state.withLock { state -> Int32 in
      let isDue = now.seconds - 5 > state.beatAt.seconds || state.beatAt.seconds > now.seconds || note != state.note
      guard state.held >= 0, isDue else { return -1 }
      state.beatAt = now
      state.note = note
      return state.held
    }
    guard descriptor >= 0 else { return }
    // Always as long, in one write: a reader never meets half a line.
    var line = Array("\(getpid()) \(now.seconds) \(note)".utf8.prefix(Self.length - 1))
    line += [UInt8](repeating: UInt8(ascii: " "), count: Self.length - 1 - line.count) + [UInt8(ascii: "\n")]
    _ = pwrite(descriptor, line, line.count, 0)
  }

  private static let length = 144

  /// What the file says of its holder; nil where it says nothing.
  package func holder() -> Holder? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Self.length)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let line = String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count >= 2, let pid = Int32(words[0]), let seconds = Int64(words[1]) else { return nil }
    var note = words.count > 2 ? words[2] : ""
    while note.last == " " { note.removeLast() }
    return Holder(pid: pid, seenAt: Instant(seconds: seconds), note: String(note))
  }

  private func openFile() throws(ReplicaFailure) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw errno == EACCES || errno == EROFS ? .readOnly : .inputOutput(path) }
    return descriptor
  }

  private func hold(_ descriptor: Int32) {
    state.withLock { state in
      state.held = descriptor
      state.beatAt = Instant(seconds: .min)
    }
  }
}

/// A detached thread for what blocks in the kernel; signals stay with the threads that expect them.
package enum BlockingThread {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  package static func start(_ run: @escaping @Sendable () -> Void) {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let body = Unmanaged.passRetained(Body(run)).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, body)
    precondition(code == 0, "no thread to be had")
    pthread_detach(thread)
  }
}
