import Glibc

/// Reads a file that only its owner may read.
package enum CredentialsFile {
  package enum Failure: Error, Sendable, Equatable {
    case missing
    /// A symbolic link: what it leads to may change hands.
    case isLink
    case isNoFile
    /// Owned by someone else.
    case foreignOwner(uid: UInt32)
    /// The mode's lower nine bits, where anything beyond 0600 is set.
    case tooOpen(mode: UInt32)
    /// Over 64 KiB.
    case tooLong
    case unreadable(errno: Int32)
    case badLine(Secrets.LineMistake)
  }

  private static let mostBytes = 64 << 10

  package static func read(_ path: String) throws(Failure) -> Secrets {
    let bytes = try bytes(path)
    do throws(Secrets.LineMistake) { return try Secrets(parsing: bytes) } catch { throw .badLine(error) }
  }

  /// Opened first and checked then, so that what is read is what was checked.
  private static func bytes(_ path: String) throws(Failure) -> [UInt8] {
    // Non-blocking, because a named pipe in the file's place would never open.
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: throw .missing
      case ELOOP: throw .isLink
      default: throw .unreadable(errno: errno)
      }
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .isNoFile }
    guard status.st_uid == geteuid() else { throw .foreignOwner(uid: status.st_uid) }
    guard status.st_mode & 0o177 == 0 else { throw .tooOpen(mode: status.st_mode & 0o777) }
    guard status.st_size <= mostBytes else { throw .tooLong }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(errno: errno)
      }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= mostBytes else { throw .tooLong }
    }
  }
}
