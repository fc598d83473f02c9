import Domain
import GRDB
import Glibc

/// What was saved from a file that was no longer sound.
package struct Salvage: Sendable, Equatable {
  /// Where the old file lies now.
  package let setAside: String
  /// A text copy of the open edits that could be read, one a line; nil where there were none.
  package let outboxCopy: String?
  /// Open edits that the new replica has taken over.
  package let recovered: Int
  /// Rows of the outbox that could not be read.
  package let unreadable: Int
}

extension Replica {
  /// Puts an unsound file aside as `replica-STAMP.corrupt`, and opens a new replica that holds the edits still readable in it.
  /// The site's rows come again with the next sync. `stamp` names the files: digits and hyphens.
  package static func recover(
    directory: String, identity: ReplicaIdentity, stamp: String
  ) throws(ReplicaFailure) -> (replica: Replica, salvage: Salvage) {
    let path = "\(directory)/\(ReplicaFiles.databaseName)"
    let (rows, unreadable) = try readableIntents(path, identity)
    let copy = rows.isEmpty ? nil : "\(directory)/outbox-\(stamp).txt"
    if let copy { try ReplicaFiles.write(rows.map(line), to: copy) }
    let aside = "\(directory)/replica-\(stamp).corrupt"
    for suffix in ["-wal", "-shm", ""] where access(path + suffix, F_OK) == 0 {
      guard Glibc.rename(path + suffix, aside + suffix) == 0 else { throw .inputOutput(path + suffix) }
    }
    let replica = try open(directory: directory, identity: identity)
    let recovered = try replica.step { db in
      var count = 0
      for row in rows {
        // As it stands in the file: positions, states and bases included.
        let columns = row.columnNames.map { "\"\($0)\"" }.joined(separator: ", ")
        let marks = row.columnNames.map { _ in "?" }.joined(separator: ", ")
        try db.execute(
          sql: "INSERT OR IGNORE INTO intent(\(columns)) VALUES(\(marks))", arguments: StatementArguments(row.databaseValues))
        count += db.changesCount
      }
      return count
    }
    return (replica, Salvage(setAside: aside, outboxCopy: copy, recovered: recovered, unreadable: unreadable))
  }

  /// Writes the open edits as text, one a line, into a new 0600 file; how many there were. Nothing is written where there are none.
  package func saveOutbox(to path: String) throws(ReplicaFailure) -> Int {
    let rows = try read { db in try Row.fetchAll(db, sql: "SELECT * FROM intent ORDER BY position") }
    if !rows.isEmpty { try ReplicaFiles.write(rows.map(Self.line), to: path) }
    return rows.count
  }

  /// Row by row, because one bad page need not take the others along.
  private static func readableIntents(
    _ path: String, _ identity: ReplicaIdentity
  ) throws(ReplicaFailure) -> (rows: [Row], unreadable: Int) {
    var configuration = Configuration()
    configuration.readonly = true
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return ([], 0) }
    defer { try? queue.close() }
    return try ReplicaFailure.naming {
      try queue.unsafeRead { db in
        if let found = (try? owner(db)) ?? nil, found != identity { throw ReplicaFailure.otherIdentity(found: found) }
        var rows: [Row] = []
        var unreadable = 0
        let positions = (try? Int64.fetchAll(db, sql: "SELECT position FROM intent ORDER BY position")) ?? []
        for position in positions {
          let row = try? Row.fetchOne(db, sql: "SELECT * FROM intent WHERE position = ?", arguments: [position])
          if let row { rows.append(row) } else { unreadable += 1 }
        }
        return (rows, unreadable)
      }
    }
  }

  private static func line(_ row: Row) -> String {
    let values: [String: FieldValue] = Dictionary(
      row.columnNames.map { name in
        switch (row[name] as DatabaseValue).storage {
        case .int64(let number): (name, .int(number))
        case .double(let number): (name, .float(number))
        case .string(let text): (name, .text(text))
        case .null, .blob: (name, .null)
        }
      }
    ) { first, _ in first }
    return FieldText.encode(.rows([values]))
  }
}
