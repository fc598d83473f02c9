import Domain
import GRDB

/// What a dispatcher did, for people to read: the undo journal with what has become of each step.
extension Replica {
  /// The console's steps, newest first, undone ones among them.
  package func steps(console: String) throws(ReplicaFailure) -> [PastStep] {
    try read { db in
      let open = Dictionary(try IntentRow.all(db).map { ($0.intent.id, $0.intent) }) { first, _ in first }
      let rows = try Row.fetchAll(
        db, sql: "SELECT group_id, verb, is_undone, done_at FROM undo_step WHERE console = ? ORDER BY position DESC",
        arguments: [console])
      return try rows.map { row in
        let edits = try UndoEdit.all(row[0], db)
        let isUndone: Bool = row[2]
        let seconds: Int64? = row[3]
        return PastStep(
          id: row[0], verb: row[1], at: seconds.map { Instant(seconds: $0) },
          standing: isUndone ? .undone : try Self.standing(of: edits, open: open, db),
          parts: edits.map { PastStep.Part(document: $0.document, action: $0.action, changes: $0.changes) })
      }
    }
  }

  private static func standing(of edits: [UndoEdit], open: [String: Intent], _ db: Database) throws -> PastStep.Standing {
    let waiting = edits.compactMap { open[$0.intent] }
    let parked = waiting.count { intent in
      switch intent.state {
      case .refused, .conflict, .documentDeleted: true
      case .saving, .pending: false
      }
    }
    if parked > 0 { return .parked(parked) }
    if !waiting.isEmpty { return .pending }
    let done = edits.filter { $0.outcome == .confirmed }
    if done.isEmpty { return .givenUp }
    let areGone = try done.allSatisfy { try $0.document.isLocal || document($0.document.kind, $0.document.key, db) == nil }
    return areGone ? .documentsGone : .confirmed
  }

  /// What this user did to a document from this machine, newest first, whichever console it was.
  package func ownHistory(of reference: DocumentReference, zone: SiteZone) throws(ReplicaFailure) -> [HistoryEntry] {
    try read { db in
      let open = Dictionary(try IntentRow.all(db).map { ($0.intent.id, $0.intent) }) { first, _ in first }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT edit.intent_id, edit.changes, edit.outcome, step.is_undone, step.done_at FROM undo_edit AS edit \
          JOIN undo_step AS step USING(group_id) WHERE edit.kind = ? AND edit.key = ? AND edit.is_local = ? \
          ORDER BY step.position DESC
          """, arguments: [reference.kind.rawValue, reference.key.text, reference.isLocal])
      return rows.compactMap { row in
        guard let changes = FieldText.changes(row[1]) else { return nil }
        let intent: String = row[0]
        let outcome: String = row[2]
        let isUndone: Bool = row[3]
        let seconds: Int64? = row[4]
        let standing: HistoryEntry.Standing =
          if isUndone {
            .undone
          } else if let intent = open[intent] {
            [.saving, .pending].contains(intent.state) ? .pending : .parked
          } else {
            outcome == Outcome.dropped.rawValue ? .givenUp : .recorded
          }
        return HistoryEntry(
          at: seconds.map { zone.local(Instant(seconds: $0)) }, user: "", name: "", changes: changes, standing: standing)
      }
    }
  }
}
