import GRDB

/// The append-only record of every applied write: what the tests of lost and doubled edits are checked against.
package struct JournalEntry: Sendable, Equatable {
  package let sequence: Int64
  package let requestID: String?
  package let user: String
  /// create, update, delete or rename
  package let action: String
  package let doctype: String
  package let name: String
  /// The fields that the write changed, before and after.
  package let before: JSON
  package let after: JSON
  package let modifiedBefore: String?
  package let modifiedAfter: String?
  package let isBySimulator: Bool

  package var json: JSON {
    .object([
      .init("sequence", .int(sequence)), .init("request_id", requestID.map(JSON.string) ?? .null), .init("user", .string(user)),
      .init("action", .string(action)), .init("doctype", .string(doctype)), .init("name", .string(name)), .init("before", before),
      .init("after", after), .init("modified_before", modifiedBefore.map(JSON.string) ?? .null),
      .init("modified_after", modifiedAfter.map(JSON.string) ?? .null), .init("by_simulator", .bool(isBySimulator)),
    ])
  }
}

enum Journal {
  static func append(
    _ db: Database, action: String, doctype: String, name: String, before: JSON, after: JSON, modifiedBefore: String?,
    modifiedAfter: String?, context: WriteContext
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO journal (request_id, user, action, doctype, name, before, after, modified_before, modified_after, by_simulator)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        context.requestID, context.user.email, action, doctype, name, before.text, after.text, modifiedBefore, modifiedAfter,
        context.isSimulator,
      ])
  }

  /// Entries after `sequence`, in order.
  static func entries(_ db: Database, after sequence: Int64, limit: Int) throws -> [JournalEntry] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?", arguments: [sequence, limit]
    ).map { row in
      JournalEntry(
        sequence: row["sequence"], requestID: row["request_id"], user: row["user"], action: row["action"],
        doctype: row["doctype"],
        name: row["name"], before: (try? JSON.parse(row["before"] as String)) ?? .null,
        after: (try? JSON.parse(row["after"] as String)) ?? .null, modifiedBefore: row["modified_before"],
        modifiedAfter: row["modified_after"], isBySimulator: row["by_simulator"])
    }
  }

  static func hasHumanWrites(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM journal WHERE by_simulator = 0)") ?? false
  }
}
