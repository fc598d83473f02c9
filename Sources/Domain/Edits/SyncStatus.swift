/// How the replica stands to the site, for the toolbar and the Sync view.
package struct SyncStatus: Sendable, Equatable {
  package enum Link: Sendable, Equatable {
    /// Nothing tried yet.
    case starting
    /// The first pull is under way: rows so far, and of how many where the site said.
    case loading(received: Int, total: Int?)
    /// Pushed events arrive.
    case live
    /// The site answers; the hub's stream does not.
    case polling
    case offline(since: Instant)
    /// The site wants new credentials.
    case signInNeeded(words: String)
    /// Another console of this user does the syncing; when `stale`, it has not been heard of for a while.
    case follower(of: Int32, stale: Bool)
  }

  package var link: Link
  /// When the site last confirmed what the replica shows.
  package var freshAt: Instant?
  package var queued: Int
  /// Refused edits and conflicts: those that wait for a person.
  package var parked: Int
  /// Rows that the site no longer shows, too many to be believed: kept until a person says that they are gone.
  package var heldDeletions: Int

  package init(
    link: Link = .starting, freshAt: Instant? = nil, queued: Int = 0, parked: Int = 0, heldDeletions: Int = 0
  ) {
    self.link = link
    self.freshAt = freshAt
    self.queued = queued
    self.parked = parked
    self.heldDeletions = heldDeletions
  }
}
