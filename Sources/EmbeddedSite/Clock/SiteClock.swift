import Glibc
import SampleWeek
import Synchronization

/// The site's own clock: it began at 10:40 of the sample's day and runs like the machine's, or stands still.
package final class SiteClock: Sendable {
  private struct State {
    /// Microseconds to add to the machine's clock.
    var offset: Int
    var frozenAt: Int?
    /// Microseconds by which an injected fault has moved the clock.
    var skew = 0
    var lastStamp = 0
    var stamps = 0
  }

  private let state: Mutex<State>

  /// `offset` in microseconds.
  package init(offset: Int) { state = Mutex(State(offset: offset)) }

  /// Stands at an instant, in seconds since 1970; `stamps` have been given there before.
  package init(frozenAt seconds: Int, stamps: Int = 0) {
    state = Mutex(State(offset: 0, frozenAt: seconds * 1_000_000, stamps: stamps))
  }

  package static func machineMicroseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }

  /// Microseconds since 1970.
  package var now: Int { state.withLock { Self.read($0) } }

  package var offset: Int { state.withLock { $0.offset } }

  /// How many stamps a clock that stands still has given: the next start must not give them again, since a `modified` that comes
  /// twice defeats the lock. nil where the clock runs.
  var stampsToKeep: Int? { state.withLock { $0.frozenAt == nil ? nil : $0.stamps } }

  package func setSkew(seconds: Double) { state.withLock { $0.skew = Int(seconds * 1_000_000) } }

  /// A `modified` for a write: naive site time, microseconds left out where they are zero, never twice the same.
  package func stamp() -> String {
    let instant = state.withLock { state in
      var instant = Self.read(state)
      if state.frozenAt != nil {
        state.stamps += 1
        instant += state.stamps
      }
      if instant == state.lastStamp { instant += 1 }
      state.lastStamp = instant
      return instant
    }
    return Self.naive(instant)
  }

  package static func naive(_ microseconds: Int) -> String {
    let seconds = floorDivide(microseconds, 1_000_000)
    let fraction = microseconds - seconds * 1_000_000
    let text = TorontoTime.text(seconds)
    return fraction == 0 ? text : "\(text).\(paddedDigits(fraction, 6))"
  }

  /// The `Date` header, RFC 9110 section 5.6.7.
  package var httpDate: String {
    let seconds = now / 1_000_000
    let day = SampleDay(number: floorDivide(seconds, 86_400))
    let (year, month, date) = day.civil
    let rest = seconds - day.number * 86_400
    let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][day.weekday]
    let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
    let time = "\(paddedDigits(rest / 3600, 2)):\(paddedDigits(rest / 60 % 60, 2)):\(paddedDigits(rest % 60, 2))"
    return "\(weekday), \(paddedDigits(date, 2)) \(name) \(year) \(time) GMT"
  }

  private static func read(_ state: State) -> Int {
    (state.frozenAt ?? machineMicroseconds() + state.offset) + state.skew
  }
}
