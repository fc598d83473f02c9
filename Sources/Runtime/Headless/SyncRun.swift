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

  package init(asJSON: Bool = false, patience: Double = 600) {
    self.asJSON = asJSON
    self.patience = patience
  }

  package func callAsFunction(_ headless: HeadlessSession) async -> HeadlessSession.Answer {
    let report = await headless.session.sync.syncOnce(timeout: patience)
    let code: Int32 =
      switch report.status.link {
      case .signInNeeded: ExitCode.signIn
      case .offline: report.status.queued > 0 ? ExitCode.queued : ExitCode.failed
      default: parkedCode(headless) ?? (report.status.queued > 0 ? ExitCode.queued : ExitCode.done)
      }
    guard asJSON else {
      let sentence = headless.words.synced(report)
      return code == ExitCode.done
        ? HeadlessSession.Answer(code: code, output: sentence + "\n") : HeadlessSession.Answer(code: code, complaint: sentence)
    }
    let totals = report.totals
    let json: JSONValue = [
      "link": .string(Self.name(report.status.link)), "requests": .int(Int64(totals.requests)),
      "received": .int(Int64(totals.received)), "removed": .int(Int64(totals.removed)),
      "confirmed": .int(Int64(totals.confirmed)), "refused": .int(Int64(totals.refused)),
      "conflicts": .int(Int64(totals.conflicts)), "held_deletions": .int(Int64(totals.heldDeletions)),
      "queued": .int(Int64(report.status.queued)), "parked": .int(Int64(report.status.parked)),
      "milliseconds": .int(report.milliseconds),
    ]
    return HeadlessSession.Answer(code: code, output: json.text + "\n")
  }

  /// An edit that waits for a person does not go out with the next sync.
  private func parkedCode(_ headless: HeadlessSession) -> Int32? {
    let states = ((try? headless.session.replica.outbox()) ?? []).map(\.intent.state).filter(\.isParked)
    if states.isEmpty { return nil }
    return states.allSatisfy { if case .refused = $0 { true } else { false } } ? ExitCode.refused : ExitCode.conflict
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
