import GRDB

/// Why the replica did not do what was asked. Whatever it is, the transaction in question left nothing behind.
package enum ReplicaFailure: Error, Sendable, Equatable {
  /// SQLITE_FULL, or the file may grow no further.
  case diskFull
  /// Another process held the file for longer than the wait allows.
  case busy
  /// The file is to be put aside, and a console or a verb still has it open.
  case openElsewhere
  /// The file is not a database, or not a sound one.
  case corrupt(String)
  /// Written by a newer version of the program.
  case newerSchema(found: Int, supported: Int)
  /// The file or its directory cannot be written.
  case readOnly
  /// The directory lies on a network file system, where locks and WAL do not hold.
  case networkFileSystem(type: String)
  /// The file holds the replica of another site or user.
  case otherIdentity(found: ReplicaIdentity)
  /// The directory or the file belongs to another user of the machine, or others may write to it.
  case unsafeLocation(path: String, UnsafeLocation)
  case inputOutput(String)

  package enum UnsafeLocation: Sendable, Equatable { case ownedByAnother, openToOthers, notADirectory, symbolicLink }
}

extension ReplicaFailure {
  init(_ error: any Error) {
    if let failure = error as? ReplicaFailure {
      self = failure
      return
    }
    guard let database = error as? DatabaseError else {
      self = .inputOutput("\(error)")
      return
    }
    switch database.resultCode {
    case .SQLITE_FULL: self = .diskFull
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(database.message ?? "")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: self = .readOnly
    default: self = .inputOutput("\(database.resultCode.rawValue) \(database.message ?? "")")
    }
  }

  static func naming<T>(_ body: () throws -> T) throws(ReplicaFailure) -> T {
    do { return try body() } catch { throw ReplicaFailure(error) }
  }
}
