import Glibc

/// A shared lock that every open replica holds in its directory. A file that somebody has open must not be put aside: what they
/// accept from then on would go where nobody looks for it.
final class ReplicaUse: Sendable {
  private let descriptor: Int32

  /// Only inside `ReplicaFiles.whileAlone`, where nobody looks at the same moment.
  init(directory: String) throws(ReplicaFailure) {
    descriptor = try Self.file(in: directory)
    while flock(descriptor, LOCK_SH) != 0 {
      guard errno == EINTR else {
        close(descriptor)
        throw .inputOutput(directory)
      }
    }
  }

  deinit { close(descriptor) }

  /// Whether any process has the replica open, this one included.
  static func isAny(in directory: String) throws(ReplicaFailure) -> Bool {
    let descriptor = try file(in: directory)
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0
  }

  private static func file(in directory: String) throws(ReplicaFailure) -> Int32 {
    let path = "\(directory)/in-use"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw errno == EACCES || errno == EROFS ? .readOnly : .inputOutput(path) }
    return descriptor
  }
}
