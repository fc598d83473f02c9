import Glibc

/// The timers of the main loop: the only thing that ever gives its `poll` a time-out, so that an idle console sleeps for good.
package struct Deadlines<ID: Hashable & Sendable>: Sendable {
  private var due: [ID: UInt64] = [:]

  package init() {}

  /// Milliseconds on a clock that never steps.
  package static func now() -> UInt64 {
    var reading = timespec()
    clock_gettime(CLOCK_MONOTONIC, &reading)
    return UInt64(reading.tv_sec) * 1_000 + UInt64(reading.tv_nsec) / 1_000_000
  }

  /// Sets the timer anew where it runs already.
  package mutating func set(_ id: ID, afterMilliseconds delay: Int, now: UInt64 = Self.now()) {
    due[id] = now + UInt64(max(0, delay))
  }

  package mutating func cancel(_ id: ID) { due[id] = nil }

  /// For `poll`: milliseconds until the next one, -1 for never.
  package func pollTimeout(now: UInt64 = Self.now()) -> Int32 {
    guard let next = due.values.min() else { return -1 }
    return next <= now ? 0 : Int32(clamping: next - now)
  }

  /// Those whose time has come, earliest first; each comes once.
  package mutating func takeDue(now: UInt64 = Self.now()) -> [ID] {
    if due.isEmpty { return [] }
    let ready = due.filter { $0.value <= now }.sorted { $0.value < $1.value }.map(\.key)
    for id in ready { due[id] = nil }
    return ready
  }
}
