import Domain
import Hub
import Synchronization

/// Who else looks at which document, as the hub last told. It never passes through the replica.
final class LivePresence: Sendable {
  private struct Known {
    var own: String?
    var users: [UserPresence] = []
    var told: [DocumentReference: [String]] = [:]
  }

  private let known = Mutex(Known())

  /// The console's own user, who is left out.
  func leaveOut(_ user: String) { known.withLock { $0.own = user } }

  /// By document; nil where that is no news.
  func take(_ users: [UserPresence]) -> [DocumentReference: [String]]? {
    known.withLock { known in
      var viewers: [DocumentReference: [String]] = [:]
      for user in users where user.user != known.own {
        for document in user.viewing { viewers[document, default: []].append(user.user) }
      }
      defer { known.told = viewers }
      return viewers == known.told ? nil : viewers
    }
  }
}
