import Domain
import GRDB

/// The open edits of an unsound file, as far as they can be read: one by one, because a bad page need not take the others along.
struct SalvagedOutbox {
  /// Everything that could be read, as it stands in the file.
  private(set) var rows: [Row] = []
  /// Those of `rows` that are whole.
  private(set) var sound: [Row] = []
  /// Edits that the file names and that are not whole, or not to be read at all.
  private(set) var unreadable = 0
  /// false: no part of the file names them all, and there may have been more.
  private(set) var isCounted = false

  init(path: String, identity: ReplicaIdentity) throws(ReplicaFailure) {
    var configuration = Configuration()
    configuration.readonly = true
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return }
    defer { try? queue.close() }
    self = try ReplicaFailure.naming {
      try queue.unsafeRead { db in
        if let found = (try? Replica.owner(db)) ?? nil, found != identity { throw ReplicaFailure.otherIdentity(found: found) }
        var outbox = self
        outbox.read(db)
        return outbox
      }
    }
  }

  private mutating func read(_ db: Database) {
    if (try? db.tableExists("intent")) == false {
      isCounted = true
      return
    }
    var named: Set<Int64> = []
    for source in Self.sources {
      let (positions, isWhole) = Self.positions(source, db)
      named.formUnion(positions)
      if isWhole { isCounted = true }
    }
    if !isCounted { named.formUnion(Self.reachable(upTo: named.max(), db)) }
    for position in named.sorted() {
      guard let row = Self.row(position, db) else { continue }
      rows.append(row)
      if Self.isWhole(row) { sound.append(row) }
    }
    unreadable = named.count - sound.count
  }

  /// The table from both ends, and the indexes, each of which names every edit on pages of its own.
  private static let sources = [
    "NOT INDEXED ORDER BY position", "NOT INDEXED ORDER BY position DESC", "INDEXED BY sqlite_autoindex_intent_1",
    "INDEXED BY intent_document", "INDEXED BY intent_group",
  ]

  private static func positions(_ source: String, _ db: Database) -> (found: [Int64], isWhole: Bool) {
    var found: [Int64] = []
    do {
      let cursor = try Int64.fetchCursor(db, sql: "SELECT position FROM intent \(source)")
      while let position = try cursor.next() { found.append(position) }
      return (found, true)
    } catch {
      return (found, false)
    }
  }

  /// Where nothing names them all, each position that was ever given is tried; the greatest stands in a table of SQLite's own.
  private static func reachable(upTo known: Int64?, _ db: Database) -> [Int64] {
    let given = try? Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'intent'")
    // Of a number that is itself rubbish, no more than a console gives in years.
    let last = max(known ?? 0, min(given ?? 0, (known ?? 0) + 1_000_000))
    guard last > 0 else { return [] }
    return (1...last).filter { row($0, db) != nil }
  }

  private static func row(_ position: Int64, _ db: Database) -> Row? {
    try? Row.fetchOne(db, sql: "\(IntentRow.select) WHERE position = ?", arguments: [position])
  }

  /// Whether the row can be taken over: one that cannot be decoded would make the new outbox unreadable as a whole.
  private static func isWhole(_ row: Row) -> Bool {
    let texts = ["id", "group_id", "verb", "kind", "key", "action", "changes", "state"]
    let numbers = ["position", "is_local", "is_uncertain", "attempts", "accepted_at"]
    let isTyped = texts.allSatisfy { if case .string = (row[$0] as DatabaseValue).storage { true } else { false } }
    let isNumbered = numbers.allSatisfy { if case .int64 = (row[$0] as DatabaseValue).storage { true } else { false } }
    return isTyped && isNumbered && (try? IntentRow.entry(row)) != nil
  }
}
