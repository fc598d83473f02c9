import Console
import Glibc

/// Writes what goes out: 0600, since customers' names and addresses stand in it; whole or not at all; and never over a file that is
/// there unless that was asked for.
enum FileWriting {
  static func write(_ file: OutgoingFile) -> OutgoingFile.Outcome {
    let path = whole(file.path)
    if !file.replaces, access(path, F_OK) == 0 { return .exists }
    let temporary = path + ".\(getpid()).part"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return .failed(errno) }
    let code = fill(descriptor, Array(file.text.utf8))
    guard code == 0 else {
      unlink(temporary)
      return .failed(code)
    }
    if file.replaces {
      guard rename(temporary, path) == 0 else { return failed(temporary) }
      return .written(path)
    }
    // A link is made only where nothing is, whoever came first.
    defer { unlink(temporary) }
    if link(temporary, path) == 0 { return .written(path) }
    if errno == EEXIST { return .exists }
    // A file system without links: a moment is left in which somebody else might make the file.
    guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno), access(path, F_OK) != 0, rename(temporary, path) == 0 else {
      return failed(temporary)
    }
    return .written(path)
  }

  private static func failed(_ temporary: String) -> OutgoingFile.Outcome {
    let code = errno
    unlink(temporary)
    return .failed(code)
  }

  /// 0 where all is on the disk, else the system's error.
  private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32 {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 {
        let code = count < 0 ? errno : EIO
        close(descriptor)
        return code
      }
      written += count
    }
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS {
      let code = errno
      close(descriptor)
      return code
    }
    return close(descriptor) == 0 ? 0 : errno
  }

  /// With the home folder for `~`, and the working directory before a relative path.
  private static func whole(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") { return String(cString: home) + path.dropFirst() }
    guard let directory = getcwd(nil, 0) else { return path }
    defer { free(directory) }
    return String(cString: directory) + "/" + path
  }
}
