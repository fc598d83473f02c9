import Domain
import Replica

/// How the leader's state stands in the lease's file: `live`, `offline 1778078400` …, then after commas since when it is fresh and
/// how many deletions it holds.
enum LeaderNote {
  static func text(_ status: SyncStatus) -> String {
    let link =
      switch status.link {
      case .starting, .follower: "starting"
      case .loading(let received, _): "loading \(received)"
      case .live: "live"
      case .polling: "polling"
      case .offline(let since): "offline \(since.seconds)"
      case .signInNeeded: "sign-in"
      }
    return "\(link),\(status.freshAt.map { String($0.seconds) } ?? ""),\(status.heldDeletions)"
  }

  static func state(_ holder: ReplicaLease.Holder?, isStale: Bool) -> LeaderState {
    guard let holder else { return LeaderState(isStale: isStale) }
    let parts = holder.note.split(separator: ",", omittingEmptySubsequences: false)
    let words = parts.first?.split(separator: " ") ?? []
    let number = words.count > 1 ? Int64(words[1]) : nil
    let link: SyncStatus.Link? =
      switch words.first {
      case "starting": .starting
      case "loading": .loading(received: Int(clamping: number ?? 0), total: nil)
      case "live": .live
      case "polling": .polling
      case "offline": number.map { .offline(since: Instant(seconds: $0)) }
      case "sign-in": .signInNeeded(words: "")
      default: nil
      }
    let freshAt = parts.count > 1 ? Int64(parts[1]).map { Instant(seconds: $0) } : nil
    let held = parts.count > 2 ? Int(parts[2]) ?? 0 : 0
    return LeaderState(pid: holder.pid, isStale: isStale, link: link, freshAt: freshAt, heldDeletions: held)
  }
}
