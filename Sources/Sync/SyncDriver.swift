import Domain
import ERPNext
import Replica
import Synchronization

/// The hands of `SyncEngine`: sends its requests, does its transactions, keeps its timer, on a thread of its own, because the
/// replica blocks and the cooperative pool is for those who do not.
///
/// With a lease, only the process that holds it talks to the site; the others follow and see what it writes.
package final class SyncDriver: Sendable {
  /// The newest status only.
  package let status: AsyncStream<SyncStatus>
  /// What changed in the replica, by this process's sync or by another process.
  package let changes: AsyncStream<Announcement>
  /// Why the replica could not be written; syncing goes on when it can. `newerSchema` ends it.
  package let failures: AsyncStream<ReplicaFailure>

  enum Item: Sendable {
    case event(SyncEvent)
    case outboxTouched(Set<DocumentReference>)
    case announced(Announcement)
    case leaseTaken
    case startAgain
    /// Gives the lease up, and answers when nothing is under way any more.
    case suspend(SyncMailbox<Bool>)
    case resume
    case acceptDeletions(Int)
    case wait(Waiter)
  }

  let mailbox = SyncMailbox<Item>()
  let replica: Replica
  let service: any DocumentService
  let zone: SiteZone
  let kinds: [DocumentKind]
  let rhythm: SyncRhythm
  /// How long finished work stays in the replica.
  let retentionDays: Int?
  let seed: UInt64
  let lease: ReplicaLease?
  let wallClock: @Sendable () -> Instant
  let statusSink: AsyncStream<SyncStatus>.Continuation
  let changesSink: AsyncStream<Announcement>.Continuation
  let failuresSink: AsyncStream<ReplicaFailure>.Continuation
  let tasks = Mutex<[Int: Task<Void, Never>]>([:])
  let announcements = Mutex<ReplicaAnnouncements?>(nil)
  /// Closed when the thread has left everything in order; nil where none was started.
  let ended = Mutex<SyncMailbox<Bool>?>(nil)

  /// `wallClock` is the site's clock as far as this machine knows it; `seed` jitters the pauses. Without a `lease` this process
  /// is taken to be the only one; without `retentionDays` everything is kept.
  package init(
    replica: Replica, service: any DocumentService, zone: SiteZone, lease: ReplicaLease? = nil,
    kinds: [DocumentKind] = DocumentKind.allCases, rhythm: SyncRhythm = SyncRhythm(), retentionDays: Int? = nil, seed: UInt64,
    wallClock: @escaping @Sendable () -> Instant
  ) {
    self.replica = replica
    self.service = service
    self.zone = zone
    self.lease = lease
    self.kinds = kinds
    self.rhythm = rhythm
    self.retentionDays = retentionDays
    self.seed = seed
    self.wallClock = wallClock
    (status, statusSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (changes, changesSink) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    (failures, failuresSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(8))
  }

  /// Begins. Listens to the user's other processes where the replica is a file.
  package func start() {
    if let directory = replica.directory, lease != nil {
      let mailbox = self.mailbox
      let listening = try? ReplicaAnnouncements(directory: directory) { mailbox.post(.announced($0)) }
      announcements.withLock { $0 = listening }
    }
    ended.withLock { $0 = SyncMailbox() }
    BlockingThread.start { self.run() }
  }

  /// There are new edits in the outbox, or old ones were decided on; `changed` are their documents, which the user's other
  /// processes are told.
  package func kick(_ changed: Set<DocumentReference> = []) { mailbox.post(.outboxTouched(changed)) }
  /// The site says that this document changed.
  package func mark(_ kind: DocumentKind, _ name: DocumentName) {
    mailbox.post(.event(.mark(DocumentReference(kind, name: name))))
  }
  /// Pull what changed.
  package func delta() { mailbox.post(.event(.delta)) }
  /// Compare what people look at with the site.
  package func reconcile() { mailbox.post(.event(.reconcile)) }
  /// Whether pushed events arrive.
  package func streamStateChanged(live: Bool) { mailbox.post(.event(.stream(live: live))) }
  package func credentialsChanged() { mailbox.post(.event(.credentials)) }

  /// The person has seen how many deletions are held, and says that they are right.
  package func acceptDeletions(_ count: Int) { mailbox.post(.acceptDeletions(count)) }

  /// Pulls, compares and pushes until there is nothing left to do, nobody has answered several times, or `timeout` seconds are
  /// over: a site that is only slow, or in maintenance, is waited for. In a process without the lease: until no edit waits any
  /// more.
  package func syncOnce(timeout: Double = 600) async -> SyncReport {
    mailbox.post(.event(.delta))
    mailbox.post(.event(.reconcile))
    return await wait(for: .everything, timeout: timeout)
  }

  /// The same for deletions that are held: until they are done.
  package func acceptDeletions(_ count: Int, timeout: Double) async -> SyncReport {
    acceptDeletions(count)
    return await wait(for: .deletions, timeout: timeout)
  }

  /// Waits until none of these edits is on its way any more: confirmed ones have left the outbox, the others are parked there.
  package func settled(_ intents: Set<String>, timeout: Double) async -> SyncReport {
    mailbox.post(.outboxTouched([]))
    return await wait(for: .edits(intents), timeout: timeout)
  }

  private func wait(for goal: Waiter.Goal, timeout: Double) async -> SyncReport {
    let deadline = MonotonicClock.milliseconds + Int64(timeout * 1_000)
    return await withCheckedContinuation { continuation in
      let waiter = Waiter(goal: goal, deadline: deadline, continuation: continuation)
      if !mailbox.post(.wait(waiter)) {
        continuation.resume(returning: report(nil))
      }
    }
  }

  /// Gives the lease up before the process is stopped (SIGTSTP); returns when nothing is under way, within a second.
  package func suspend() {
    let done = SyncMailbox<Bool>()
    mailbox.post(.suspend(done))
    _ = done.take(until: MonotonicClock.milliseconds + 1_000)
  }

  /// After SIGCONT.
  package func resume() { mailbox.post(.resume) }

  /// Ends all traffic and gives the lease up; returns when that is done, within a second. What was on its way is resolved by
  /// whoever syncs next.
  package func stop() {
    mailbox.close()
    cancelTasks()
    _ = ended.withLock { $0 }?.take(until: MonotonicClock.milliseconds + 1_000)
  }

  func cancelTasks() {
    tasks.withLock { all in
      for task in all.values { task.cancel() }
      all = [:]
    }
  }
}

/// What a sync did.
package struct SyncReport: Sendable, Equatable {
  package let status: SyncStatus
  package let totals: SyncTotals
  package let milliseconds: Int64
  package let failure: ReplicaFailure?
  /// Why the site cannot be reached, where it cannot.
  package var siteFailure: SiteFailure?
}

/// Somebody who waits for work to be done.
struct Waiter: Sendable {
  enum Goal: Sendable {
    case everything
    /// None of these is on its way any more.
    case edits(Set<String>)
    case deletions
  }

  let goal: Goal
  let deadline: Int64
  let continuation: CheckedContinuation<SyncReport, Never>
}
