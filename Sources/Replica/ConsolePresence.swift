import Glibc

/// A lock that a console holds for as long as it lives, so that its undo steps are not taken for those of a dead one. Process
/// numbers come again; locks do not outlive their holder.
package final class ConsolePresence: Sendable {
  private static let prefix = "present-"
  private let descriptor: Int32
  private let path: String

  /// `console` is the id under which the console keeps its steps: letters, digits and hyphens.
  package init(directory: String, console: String) throws(ReplicaFailure) {
    path = "\(directory)/\(Self.prefix)\(console)"
    while true {
      let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard opened >= 0 else { throw errno == EACCES || errno == EROFS ? .readOnly : .inputOutput(path) }
      _ = flock(opened, LOCK_EX)
      // A console that looked at it before it was locked has taken it away.
      var mine = stat()
      var there = stat()
      if fstat(opened, &mine) == 0, lstat(path, &there) == 0, mine.st_ino == there.st_ino {
        descriptor = opened
        return
      }
      close(opened)
    }
  }

  deinit {
    unlink(path)
    close(descriptor)
  }

  /// The consoles of a replica that live; the traces of others are removed.
  package static func living(in directory: String) -> Set<String> {
    guard let entries = opendir(directory) else { return [] }
    defer { closedir(entries) }
    var living: Set<String> = []
    while let entry = readdir(entries) {
      let file = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard file.hasPrefix(prefix) else { continue }
      let opened = open("\(directory)/\(file)", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      guard opened >= 0 else { continue }
      if flock(opened, LOCK_EX | LOCK_NB) == 0 {
        unlink("\(directory)/\(file)")
      } else {
        living.insert(String(file.dropFirst(prefix.count)))
      }
      close(opened)
    }
    return living
  }
}
