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
  /// Open edits that are known to have been there and could not be read.
  package let unreadable: Int
  /// false: so much is damaged that there may have been more than these.
  package let isCounted: Bool
}

extension Replica {
  /// Puts an unsound file aside as `replica-STAMP.corrupt`, and opens a new replica that holds the edits still readable in it.
  /// The site's rows come again with the next sync. `stamp` names the files: digits and hyphens. Throws `openElsewhere`, and touches
  /// nothing, while any process has the replica open.
  package static func recover(
    directory: String, identity: ReplicaIdentity, stamp: String
  ) throws(ReplicaFailure) -> (replica: Replica, salvage: Salvage) {
    try ReplicaFailure.naming {
      try ReplicaFiles.whileAlone(in: directory) {
        let lease = ReplicaLease(directory: directory)
        // A console of another version may hold no lock on its use of the file; its presence or its lease tells of it.
        guard try !ReplicaUse.isAny(in: directory), ConsolePresence.living(in: directory).isEmpty, try lease.tryAcquire() else {
          throw ReplicaFailure.openElsewhere
        }
        defer { lease.release() }
        return try replace(directory, identity, stamp)
      }
    }
  }

  private static func replace(
    _ directory: String, _ identity: ReplicaIdentity, _ stamp: String
  ) throws(ReplicaFailure) -> (replica: Replica, salvage: Salvage) {
    let path = "\(directory)/\(ReplicaFiles.databaseName)"
    let outbox = try SalvagedOutbox(path: path, identity: identity)
    let copy = outbox.rows.isEmpty ? nil : "\(directory)/outbox-\(stamp).txt"
    if let copy { try ReplicaFiles.write(outbox.rows.map(line), to: copy) }
    let aside = "\(directory)/replica-\(stamp).corrupt"
    for suffix in ["-wal", "-shm", ""] where access(path + suffix, F_OK) == 0 {
      guard Glibc.rename(path + suffix, aside + suffix) == 0 else { throw .inputOutput(path + suffix) }
    }
    try ReplicaFiles.prepare(directory: directory)
    let replica = try ReplicaFailure.naming { try openAlone(directory: directory, identity: identity) }
    let recovered = try replica.step { db in
      var count = 0
      for row in outbox.sound {
        // As it stands in the file: positions, states and bases included.
        let columns = row.columnNames.map { "\"\($0)\"" }.joined(separator: ", ")
        let marks = row.columnNames.map { _ in "?" }.joined(separator: ", ")
        try db.execute(
          sql: "INSERT OR IGNORE INTO intent(\(columns)) VALUES(\(marks))", arguments: StatementArguments(row.databaseValues))
        count += db.changesCount
      }
      return count
    }
    return (
      replica,
      Salvage(
        setAside: aside, outboxCopy: copy, recovered: recovered, unreadable: outbox.unreadable, isCounted: outbox.isCounted)
    )
  }

  /// Writes the open edits as text, one a line, into a new 0600 file; how many there were. Nothing is written where there are none.
  package func saveOutbox(to path: String) throws(ReplicaFailure) -> Int {
    let rows = try read { db in try Row.fetchAll(db, sql: "SELECT * FROM intent ORDER BY position") }
    if !rows.isEmpty { try ReplicaFiles.write(rows.map(Self.line), to: path) }
    return rows.count
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
