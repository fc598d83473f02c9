import Console
import Domain
import Replica
import Sync
import Transport

/// `sync --once`: pull, compare, push, and say what was done.
package struct SyncRun: Sendable {
  package var asJSON: Bool
  /// Seconds.
  package var patience: Double
  /// Deletions that are held are right.
  package var acceptsDeletions: Bool

  package init(asJSON: Bool = false, patience: Double = 600, acceptsDeletions: Bool = false) {
    self.asJSON = asJSON
    self.patience = patience
    self.acceptsDeletions = acceptsDeletions
  }

  package func callAsFunction(_ headless: HeadlessSession) async -> HeadlessSession.Answer {
    let sync = headless.session.sync
    var report = await sync.syncOnce(timeout: patience)
    if acceptsDeletions, report.status.heldDeletions > 0 {
      report = await sync.acceptDeletions(report.status.heldDeletions, timeout: patience)
    }
    let code = code(of: report, headless)
    guard asJSON else {
      let sentence = report.failure.map { headless.words.replicaFailed($0) } ?? headless.words.synced(report)
      return code == ExitCode.done
        ? HeadlessSession.Answer(code: code, output: sentence + "\n") : HeadlessSession.Answer(code: code, complaint: sentence)
    }
    let totals = report.totals
    let failure = report.failure.map { JSONValue.string(headless.words.replicaFailed($0)) }
    let json: JSONValue = [
      "failure": failure ?? .null, "link": .string(Self.name(report.status.link)), "requests": .int(Int64(totals.requests)),
      "received": .int(Int64(totals.received)), "removed": .int(Int64(totals.removed)),
      "confirmed": .int(Int64(totals.confirmed)), "refused": .int(Int64(totals.refused)),
      "conflicts": .int(Int64(totals.conflicts)), "held_deletions": .int(Int64(report.status.heldDeletions)),
      "queued": .int(Int64(report.status.queued)), "parked": .int(Int64(report.status.parked)),
      "milliseconds": .int(report.milliseconds),
    ]
    return HeadlessSession.Answer(code: code, output: json.text + "\n")
  }

  private func code(of report: SyncReport, _ headless: HeadlessSession) -> Int32 {
    let status = report.status
    // Its counts are those of a replica that could not be read or written.
    if report.failure != nil { return ExitCode.failed }
    if case .signInNeeded = status.link { return ExitCode.signIn }
    if status.parked > 0 {
      let parked = ((try? headless.session.replica.outbox()) ?? []).filter { $0.phase == .parked }
      let isRefusedOnly = parked.allSatisfy { if case .refused = $0.intent.state { true } else { false } }
      return isRefusedOnly ? ExitCode.refused : ExitCode.conflict
    }
    if status.queued > 0 { return ExitCode.queued }
    switch status.link {
    case .offline, .starting: return ExitCode.failed
    default: break
    }
    return status.heldDeletions > 0 ? ExitCode.deletionsHeld : ExitCode.done
  }

  private static func name(_ link: SyncStatus.Link) -> String {
    switch link {
    case .starting: "starting"
    case .loading: "loading"
    case .live: "live"
    case .polling: "polling"
    case .offline: "offline"
    case .signInNeeded: "sign-in"
    case .follower: "follower"
    }
  }
}
