import Domain
import ERPNext
import Replica
import Synchronization

/// The hands of `SyncEngine`: sends its requests, does its transactions, keeps its timer, on a thread of its own.
package final class SyncDriver: Sendable {
  /// The newest status only.
  package let status: AsyncStream<SyncStatus>
  /// Documents whose row or open edits changed, as they change.
  package let changes: AsyncStream<Set<DocumentReference>>

  private enum Item: Sendable {
    case event(SyncEvent)
    case settle(CheckedContinuation<SyncReport, Never>, deadline: Int64)
  }

  private let mailbox = SyncMailbox<Item>()
  private let replica: Replica
  private let service: any DocumentService
  private let zone: SiteZone
  private let kinds: [DocumentKind]
  private let rhythm: SyncRhythm
  private let seed: UInt64
  private let wallClock: @Sendable () -> Instant
  private let statusSink: AsyncStream<SyncStatus>.Continuation
  private let changesSink: AsyncStream<Set<DocumentReference>>.Continuation
  private let tasks = Mutex<[Int: Task<Void, Never>]>([:])

  /// `wallClock` is the site's clock as far as this machine knows it; `seed` jitters the pauses.
  package init(
    replica: Replica, service: any DocumentService, zone: SiteZone, kinds: [DocumentKind] = DocumentKind.allCases,
    rhythm: SyncRhythm = SyncRhythm(), seed: UInt64, wallClock: @escaping @Sendable () -> Instant
  ) {
    self.replica = replica
    self.service = service
    self.zone = zone
    self.kinds = kinds
    self.rhythm = rhythm
    self.seed = seed
    self.wallClock = wallClock
    (status, statusSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (changes, changesSink) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
  }

  package func start() { SyncThread.start { self.run() } }

  /// There are new edits in the outbox, or old ones were decided on.
  package func kick() { mailbox.post(.event(.outbox([]))) }
  /// The site says that this document changed.
  package func mark(_ reference: DocumentReference) { mailbox.post(.event(.mark(reference))) }
  /// Pull what changed.
  package func delta() { mailbox.post(.event(.delta)) }
  /// Compare what people look at with the site.
  package func reconcile() { mailbox.post(.event(.reconcile)) }
  package func streamStateChanged(live: Bool) { mailbox.post(.event(.stream(live: live))) }
  package func credentialsChanged() { mailbox.post(.event(.credentials)) }

  /// Pulls, compares and pushes until there is nothing left to do, the site cannot be reached, or `timeout` seconds are over.
  package func syncOnce(timeout: Double = 600) async -> SyncReport {
    let deadline = SyncThread.monotonicMilliseconds + Int64(timeout * 1_000)
    mailbox.post(.event(.delta))
    mailbox.post(.event(.reconcile))
    return await withCheckedContinuation { mailbox.post(.settle($0, deadline: deadline)) }
  }

  /// Ends all traffic. What was on its way is resolved by whoever syncs next.
  package func stop() {
    mailbox.close()
    tasks.withLock { all in
      for task in all.values { task.cancel() }
      all = [:]
    }
  }
}

extension SyncDriver {
  /// What the driver's thread holds.
  private struct Turn {
    var engine: SyncEngine
    var wake: Int64?
    var status = SyncStatus()
    var settling: [(CheckedContinuation<SyncReport, Never>, deadline: Int64)] = []
    var startedAt: Int64
    var failure: ReplicaFailure?
  }

  private func newEngine() throws(ReplicaFailure) -> SyncEngine {
    var watermarks: [DocumentKind: String] = [:]
    var oldest: [DocumentKind: String] = [:]
    for kind in kinds {
      watermarks[kind] = try replica.watermark(kind)
      oldest[kind] = try replica.oldestCreation(kind)
    }
    return SyncEngine(
      watermarks: watermarks, oldest: oldest, zone: zone, kinds: kinds, rhythm: rhythm,
      seed: seed ^ UInt64(bitPattern: SyncThread.monotonicMilliseconds))
  }

  private var now: SyncTime { SyncTime(milliseconds: SyncThread.monotonicMilliseconds, wall: wallClock()) }

  private func run() {
    let startedAt = SyncThread.monotonicMilliseconds
    guard let engine = try? newEngine() else { return finish(nil) }
    var turn = Turn(engine: engine, startedAt: startedAt)
    refreshOutbox(&turn)
    apply(.lease, &turn)
    while true {
      let deadline = ([turn.wake].compactMap { $0 } + turn.settling.map(\.deadline)).min()
      guard let items = mailbox.take(until: deadline) else { break }
      if items.isEmpty {
        turn.wake = nil
        apply(.tick, &turn)
      }
      for item in items {
        switch item {
        case .event(.outbox): refreshOutbox(&turn)
        case .event(let event): apply(event, &turn)
        case .settle(let continuation, let deadline): turn.settling.append((continuation, deadline))
        }
      }
      settle(&turn)
    }
    finish(turn)
  }

  private func finish(_ turn: Turn?) {
    for (continuation, _) in turn?.settling ?? [] { continuation.resume(returning: report(turn!)) }
    statusSink.finish()
    changesSink.finish()
  }

  private func settle(_ turn: inout Turn) {
    guard !turn.settling.isEmpty else { return }
    let isSettled = turn.engine.isSettled
    let now = SyncThread.monotonicMilliseconds
    let report = report(turn)
    turn.settling.removeAll { continuation, deadline in
      guard isSettled || now >= deadline else { return false }
      continuation.resume(returning: report)
      return true
    }
  }

  private func report(_ turn: Turn) -> SyncReport {
    SyncReport(
      status: turn.status, totals: turn.engine.totals,
      milliseconds: SyncThread.monotonicMilliseconds - turn.startedAt, failure: turn.failure)
  }

  private func refreshOutbox(_ turn: inout Turn) {
    do { apply(.outbox(try replica.outbox()), &turn) } catch { turn.failure = error }
  }

  private func apply(_ event: SyncEvent, _ turn: inout Turn) {
    var isOutboxTouched = false
    var isWithdrawn = false
    for action in turn.engine.handle(event, now: now) {
      switch action {
      case .send(let id, let request):
        if isWithdrawn {
          isWithdrawn = false
          mailbox.post(.event(.withdrawn(id)))
        } else {
          send(id, request)
        }
      case .commit(.beginSending(let id)):
        do {
          isWithdrawn = try !replica.beginSending(id)
          isOutboxTouched = true
        } catch {
          return startAnew(after: error, &turn)
        }
      case .commit(let commit):
        do {
          let changed = try replica.commit(commit)
          if !changed.isEmpty { changesSink.yield(changed) }
          isOutboxTouched = true
        } catch {
          return startAnew(after: error, &turn)
        }
      case .compare(let id, let kind, let slice, let versions):
        do {
          let comparison = try replica.compare(kind, in: slice, with: versions.map { RowVersion($0) })
          apply(.compared(id, comparison), &turn)
        } catch {
          return startAnew(after: error, &turn)
        }
      case .wake(let moment): turn.wake = moment
      case .status(let status):
        turn.status = status
        statusSink.yield(status)
      }
    }
    if isOutboxTouched { refreshOutbox(&turn) }
  }

  /// A transaction failed: what the engine believes of the replica no longer holds. It begins again from what is there, after a
  /// pause, since a full disk does not empty itself.
  private func startAnew(after failure: ReplicaFailure, _ turn: inout Turn) {
    turn.failure = failure
    tasks.withLock { all in
      for task in all.values { task.cancel() }
      all = [:]
    }
    guard let engine = try? newEngine() else { return }
    turn.engine = engine
    turn.wake = nil
    let mailbox = self.mailbox
    Task {
      try? await Task.sleep(for: .seconds(10))
      mailbox.post(.event(.outbox([])))
      mailbox.post(.event(.lease))
    }
  }

  private func send(_ id: Int, _ request: SyncRequest) {
    let task = Task {
      let answer = await self.service.answer(request)
      self.tasks.withLock { _ = $0.removeValue(forKey: id) }
      self.mailbox.post(.event(.answered(id, answer)))
    }
    tasks.withLock { $0[id] = task }
  }
}

/// What a sync did.
package struct SyncReport: Sendable, Equatable {
  package let status: SyncStatus
  package let totals: SyncTotals
  package let milliseconds: Int64
  package let failure: ReplicaFailure?
}

extension RowVersion {
  package init(_ version: DocumentVersion) {
    self.init(name: version.name, creation: version.creation, modified: version.modified)
  }
}

extension Replica {
  /// The documents whose row or open edits changed. `beginSending` has an answer of its own and is not for here.
  package func commit(_ commit: SyncCommit) throws(ReplicaFailure) -> Set<DocumentReference> {
    switch commit {
    case .store(let documents, let watermark): return try store(documents, watermark: watermark)
    case .remove(let kind, let names): return try remove(kind, names)
    case .beginSending: return []
    case .returnToWaiting(let id, let isUncertain):
      try returnToWaiting(id, isUncertain: isUncertain)
      return []
    case .markApplied(let id, let receipt):
      return try markApplied(id, name: receipt.name, creation: receipt.creation, modified: receipt.modified)
    case .confirm(let id, let document): return try confirm(id, as: document)
    case .rebase(let id, let changes, let document): return try rebase(id, changes: changes, onto: document)
    case .parkRefused(let id, let words, let isUncertain): return try park(id, refused: words, isUncertain: isUncertain)
    case .parkConflict(let id, let conflicts, let rest, let document):
      return try park(id, conflicts: conflicts, rest: rest, with: document)
    case .parkDeleted(let id): return try parkDeleted(id)
    }
  }
}

extension DocumentService {
  func answer(_ request: SyncRequest) async -> SyncAnswer {
    do {
      switch request {
      case .changes(let kind, let cursor, let limit): return .documents(try await changes(of: kind, after: cursor, limit: limit))
      case .versions(let kind, let slice): return .versions(try await versions(of: kind, in: slice))
      case .documents(let kind, let names): return .documents(try await documents(of: kind, named: names))
      case .document(let kind, let name): return .document(try await document(of: kind, named: name))
      case .created(let kind, let requestID): return .document(try await document(kind, createdBy: requestID))
      case .update(let kind, let name, let fields, let modified, let requestID):
        return .receipt(try await update(kind, named: name, fields: fields, modified: modified, requestID: requestID))
      case .create(let kind, let fields, let requestID):
        return .receipt(try await create(kind, fields: fields, requestID: requestID))
      }
    } catch {
      return .failure(error)
    }
  }
}
