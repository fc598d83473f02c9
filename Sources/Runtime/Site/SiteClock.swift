import Domain
import Glibc
import Synchronization

/// The site's clock, as far as its `Date` headers tell: board time is the site's, never this machine's.
package final class SiteClock: Sendable {
  /// Seconds by which the site is ahead of this machine.
  private let lead: Mutex<Int64>

  package init(lead: Int64 = 0) { self.lead = Mutex(lead) }

  package var leadSeconds: Int64 { lead.withLock { $0 } }

  package func now() -> Instant { Instant(seconds: Self.machineSeconds() + leadSeconds) }

  package func lead(by seconds: Int64) { lead.withLock { $0 = seconds } }

  /// Takes note of an answer's `Date`. Answers true when the clock moved by more than the header's resolution explains.
  @discardableResult
  package func observe(siteDate: Instant) -> Bool {
    let seen = siteDate.seconds - Self.machineSeconds()
    return lead.withLock { lead in
      guard abs(seen - lead) > 2 else { return false }
      lead = seen
      return true
    }
  }

  static func machineSeconds() -> Int64 { Int64(time(nil)) }
}
