import Console
import Domain
import Replica
import Synchronization

/// Keeps the screen's board true: reads it whole when the days change, and only what changed after that.
///
/// Reads run one after the other on a queue of their own, so that a patch never overtakes the board that it is for.
final class BoardFeed: Sendable {
  private struct Wanted {
    var span: DaySpan
    var changed: Set<DocumentReference> = []
    var isReading = false
  }

  private let replica: Replica
  private let zone: SiteZone
  private let clock: SiteClock
  private let reading = BlockingWork("board")
  private let wanted: Mutex<Wanted>
  private let post: @Sendable (Message) -> Void
  private let onFailure: @Sendable (ReplicaFailure) -> Void

  init(
    replica: Replica, zone: SiteZone, clock: SiteClock, post: @escaping @Sendable (Message) -> Void,
    onFailure: @escaping @Sendable (ReplicaFailure) -> Void
  ) {
    self.replica = replica
    self.zone = zone
    self.clock = clock
    self.post = post
    self.onFailure = onFailure
    wanted = Mutex(Wanted(span: DaySpan(zone.local(clock.now()).date)))
  }

  /// The days that are shown.
  var span: DaySpan { wanted.withLock { $0.span } }

  private var today: LocalDate { zone.local(clock.now()).date }

  /// Reads the board of these days; one that is overtaken by others is not told. `answer` follows what was read, whatever comes of it.
  func show(_ span: DaySpan, then answer: Message? = nil) {
    wanted.withLock {
      $0.span = span
      $0.changed = []
    }
    reading.start { [self] in
      var answer = answer
      func tell() { if let said = answer.take() { post(said) } }
      defer { tell() }
      guard wanted.withLock({ $0.span == span }) else { return }
      do throws(ReplicaFailure) {
        let board = try replica.outline(on: span.first, days: span.days, zone: zone, today: today)
        guard wanted.withLock({ $0.span == span }) else { return }
        post(.board(board))
        tell()
        let details = try replica.details(of: board, zone: zone)
        if wanted.withLock({ $0.span == span }) { post(.boardPatch(details)) }
      } catch {
        onFailure(error)
      }
    }
  }

  func take(_ announcement: Announcement) {
    switch announcement {
    case .changed(let documents): refresh(documents)
    case .everything: refreshAll()
    // For the leader's sync only.
    case .deletionsAccepted: break
    }
  }

  /// Reads the shown board anew. `answer` comes with its rows, not before them.
  func refreshAll(then answer: Message? = nil) { show(span, then: answer) }

  /// Rows or open edits of these documents have changed. Bursts are read together.
  func refresh(_ changed: Set<DocumentReference>) {
    let isUnderway = wanted.withLock { wanted in
      wanted.changed.formUnion(changed)
      defer { wanted.isReading = true }
      return wanted.isReading
    }
    if isUnderway { return }
    reading.start { [self] in
      let (span, changed) = wanted.withLock { wanted in
        defer {
          wanted.changed = []
          wanted.isReading = false
        }
        return (wanted.span, wanted.changed)
      }
      do throws(ReplicaFailure) {
        let patch = try replica.patch(on: span.first, days: span.days, zone: zone, today: today, changed: changed)
        if wanted.withLock({ $0.span == span }) { post(.boardPatch(patch)) }
      } catch {
        onFailure(error)
      }
    }
  }
}
