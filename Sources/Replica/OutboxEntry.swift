import Domain
import GRDB
import Synchronization

/// An open edit with what pushing it needs to know.
package struct OutboxEntry: Sendable, Equatable {
  package enum Phase: Sendable, Equatable {
    /// Not on its way.
    case waiting
    /// Was on its way when this was read, or when the process ended.
    case sending
    /// The site has confirmed it with this `modified`; the row itself is still to be read.
    case applied(modified: String)
    /// Refused, in conflict, or its document is gone: a person decides.
    case parked
  }

  package var intent: Intent
  /// Of the document that the edit was meant for; nil where the replica did not hold it.
  package var creation: String?
  package var phase: Phase
  /// A request based on the present `baseModified` was sent, and whether it was applied is not known.
  package var isUncertain: Bool

  package init(intent: Intent, creation: String?, phase: Phase = .waiting, isUncertain: Bool = false) {
    self.intent = intent
    self.creation = creation
    self.phase = phase
    self.isUncertain = isUncertain
  }

  package var document: DocumentReference { intent.edit.document }
}

enum IntentRow {
  static let select = """
    SELECT position, id, group_id, verb, kind, key, is_local, creation, action, changes, base_modified, state, is_uncertain, \
    applied_modified, words, conflicts, theirs_user, theirs_modified, attempts, accepted_at FROM intent
    """

  static func entry(_ row: Row) throws -> OutboxEntry {
    let id: String = row[1]
    guard let reference = reference(kind: row[4], key: row[5], isLocal: row[6]),
      let action = Edit.Action(rawValue: row[8]), let changes = FieldText.changes(row[9])
    else { throw ReplicaFailure.corrupt("intent \(id)") }
    var state = EditState.pending
    var phase = OutboxEntry.Phase.waiting
    switch row[11] as String {
    case "sending": phase = .sending
    case "applied": phase = .applied(modified: row[13] ?? "")
    case "refused": (state, phase) = (.refused(words: row[14] ?? ""), .parked)
    case "conflict":
      (state, phase) = (.conflict((row[15] as String?).flatMap(FieldText.conflicts) ?? []), .parked)
    case "deleted": (state, phase) = (.documentDeleted, .parked)
    default: break
    }
    let user: String? = row[16]
    let theirs = user.map { Author(user: $0, modified: row[17] ?? "") }
    let intent = Intent(
      id: id, group: row[2], order: row[0], verb: row[3],
      edit: Edit(document: reference, action: action, changes: changes, baseModified: row[10]), state: state,
      acceptedAt: Instant(seconds: row[19]), theirs: theirs, attempts: row[18])
    return OutboxEntry(intent: intent, creation: row[7], phase: phase, isUncertain: row[12])
  }

  static func reference(kind: String, key: String, isLocal: Bool) -> DocumentReference? {
    guard let kind = DocumentKind(rawValue: kind) else { return nil }
    return isLocal ? DocumentReference(kind, localID: key) : DocumentReference(kind, name: DocumentName(key))
  }

  static func all(_ db: Database) throws -> [OutboxEntry] {
    let rows = try Row.fetchCursor(db.cachedStatement(sql: "\(select) ORDER BY position"))
    var entries: [OutboxEntry] = []
    while let row = try rows.next() { entries.append(try entry(row)) }
    return entries
  }

  static func one(_ id: String, _ db: Database) throws -> OutboxEntry? {
    try Row.fetchOne(db.cachedStatement(sql: "\(select) WHERE id = ?"), arguments: [id]).map(entry)
  }

  static func group(_ group: String, _ db: Database) throws -> [OutboxEntry] {
    try Row.fetchAll(db.cachedStatement(sql: "\(select) WHERE group_id = ? ORDER BY position"), arguments: [group]).map(entry)
  }
}

extension Replica {
  /// Every open edit, oldest first: what waits, what is on its way, what is parked.
  package func outbox() throws(ReplicaFailure) -> [OutboxEntry] { try read { db in try outbox(db) } }

  /// Decoded once for as long as no process touches the intents.
  func outbox(_ db: Database) throws -> [OutboxEntry] {
    let revision = try Topic.all(db)[Topic.intents] ?? 0
    if let kept = decoded.withLock({ $0.intents }), kept.revision == revision { return kept.value }
    let entries = try IntentRow.all(db)
    decoded.withLock { $0.intents = .init(revision: revision, value: entries) }
    return entries
  }
}
