import Domain
import ERPNext
import Replica

/// The engine's clock: milliseconds that never step, for pauses; and the wall clock, for what people see.
package struct SyncTime: Sendable, Hashable {
  package var milliseconds: Int64
  package var wall: Instant

  package init(milliseconds: Int64, wall: Instant) {
    self.milliseconds = milliseconds
    self.wall = wall
  }
}

/// A request to the site.
package enum SyncRequest: Sendable, Equatable {
  case changes(DocumentKind, after: PullCursor, limit: Int)
  case versions(DocumentKind, DocumentSlice)
  case documents(DocumentKind, [DocumentName])
  case document(DocumentKind, DocumentName)
  /// The document that the create with this id made.
  case created(DocumentKind, requestID: String)
  case update(DocumentKind, DocumentName, fields: [String: FieldValue], modified: String, requestID: String)
  case create(DocumentKind, fields: [String: FieldValue], requestID: String)
}

package enum SyncAnswer: Sendable, Equatable {
  case documents([Document])
  case versions([DocumentVersion])
  /// nil: there is none.
  case document(Document?)
  case receipt(WriteReceipt)
  case failure(SiteFailure)
}

/// A transaction on the replica. The driver does them in the order given; where one fails it starts the engine anew.
package enum SyncCommit: Sendable, Equatable {
  case store([Document], watermark: PullWatermark?)
  case remove(DocumentKind, [DocumentName])
  /// Where the edit is no longer there to be sent, the `send` that follows is left out and `withdrawn` comes back.
  case beginSending(String)
  case returnToWaiting(String, isUncertain: Bool)
  case markApplied(String, WriteReceipt)
  case confirm(String, Document?)
  case rebase(String, [FieldChange], Document)
  case parkRefused(String, words: String, isUncertain: Bool)
  case parkConflict(String, [FieldConflict], rest: [FieldChange], Document)
  case parkDeleted(String)
}

/// What a follower knows of the process that syncs for it.
package struct LeaderState: Sendable, Equatable {
  /// 0: not known yet.
  package var pid: Int32
  /// It was told of an edit and has not stirred since.
  package var isStale: Bool
  package var link: SyncStatus.Link?
  package var freshAt: Instant?
  package var heldDeletions: Int

  package init(
    pid: Int32 = 0, isStale: Bool = false, link: SyncStatus.Link? = nil, freshAt: Instant? = nil, heldDeletions: Int = 0
  ) {
    self.pid = pid
    self.isStale = isStale
    self.link = link
    self.freshAt = freshAt
    self.heldDeletions = heldDeletions
  }
}

package enum SyncEvent: Sendable, Equatable {
  /// The lease is held: traffic may begin.
  case lease
  /// The lease went, or is another's.
  case follow(LeaderState)
  /// The open edits as the replica holds them now; after every commit, and whenever anybody accepted one.
  case outbox([OutboxEntry])
  case answered(Int, SyncAnswer)
  case compared(Int, RowComparison)
  /// The edit that this request was to carry was taken back before it left.
  case withdrawn(Int)
  /// A document event: fetch it.
  case mark(DocumentReference)
  /// Pull everything that changed: after a (re)connection of the stream.
  case delta
  /// Compare the hot set, because something did not add up.
  case reconcile
  case stream(live: Bool)
  /// A person says of the deletions that are held, so many of them, that they are right.
  case acceptDeletions(Int)
  /// There are new credentials.
  case credentials
  /// A `wake` has come.
  case tick
}

package enum SyncAction: Sendable, Equatable {
  case send(Int, SyncRequest)
  case commit(SyncCommit)
  case compare(Int, DocumentKind, RowSlice, [DocumentVersion])
  /// Send `tick` at this time of `SyncTime.milliseconds`; the last one given holds. nil: never.
  case wake(Int64?)
  case status(SyncStatus)
}

/// How often, how many, how long. Times in milliseconds.
package struct SyncRhythm: Sendable, Equatable {
  package var page = 500
  package var firstPage = 2_000
  /// A page that did not come whole is asked for again at half its size, down to this.
  package var smallestPage = 100
  /// Documents fetched by name in one request.
  package var chase = 300
  /// Seconds that a pull goes back behind its watermark, for transactions that commit late (CONTRACT.md, 06h).
  package var overlap: Int64 = 120
  /// The same around a change of the clock, or where the watermark is ahead of it.
  package var clockChangeOverlap: Int64 = 3_720
  package var poll: Int64 = 20_000
  package var hotWhilePolling: Int64 = 60_000
  package var hotWhileLive: Int64 = 300_000
  /// Between two readings of the whole hot set, for writes that bump no version.
  package var reread: Int64 = 900_000
  /// All of the history within this time.
  package var history: Int64 = 86_400_000
  /// How long a kind that the site does not give is left alone.
  package var refusalPause: Int64 = 600_000
  package var firstPause: Int64 = 500
  package var longestPause: Int64 = 60_000
  /// While the hub's stream stands: the site is up, or will be soon.
  package var longestPauseWhileLive: Int64 = 5_000
  /// Without an answer of any use; after it the site counts as having been away, and what changed meanwhile is read.
  package var absence: Int64 = 10_000
  /// So many times in a row nobody answered: whoever waits for a sync is told.
  package var vainAttempts = 3
  /// Before a replica that could not be read or written is tried again the first time.
  package var replicaPause: Int64 = 10_000
  package var parallelWrites = 2
  /// How often a write whose outcome was unknown is repeated when it turns out not to have been applied.
  package var uncertainAttempts = 8
  /// A reconcile that would delete more than this share of a slice, and more than `freeDeletions`, deletes nothing unasked.
  package var deletionShare = 0.2
  package var freeDeletions = 10

  package init() {}
}

/// Counts since the engine was made.
package struct SyncTotals: Sendable, Equatable {
  package var requests = 0
  /// Documents that came.
  package var received = 0
  package var removed = 0
  /// Edits that the site confirmed.
  package var confirmed = 0
  package var refused = 0
  package var conflicts = 0
  /// Kinds that the site does not let this user read, with its words.
  package var unavailable: [DocumentKind: String] = [:]

  package init() {}
}
