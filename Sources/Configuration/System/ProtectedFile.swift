import Glibc

/// Reads a file that decides what the console does, and so must not be writable by anyone else.
enum ProtectedFile {
  /// Far more than any configuration or theme needs.
  static let largest = 1_048_576

  enum Outcome {
    case text(String)
    /// There is no such file.
    case absent
    case refused(Problem)
  }

  /// `isOwnerChecked`: it must belong to this user or to root, and group and others may not write it.
  static func read(_ path: String, isOwnerChecked: Bool = true) -> Outcome {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      return errno == ENOENT || errno == ENOTDIR ? .absent : .refused(.unreadable(errno: errno))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .refused(.unreadable(errno: errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .refused(.notAFile) }
    if isOwnerChecked {
      guard status.st_uid == geteuid() || status.st_uid == 0 else { return .refused(.foreignOwner(user: Int(status.st_uid))) }
      guard status.st_mode & 0o022 == 0 else { return .refused(.writableByOthers(mode: Int(status.st_mode & 0o7777))) }
    }
    guard status.st_size <= largest else { return .refused(.tooLarge(limit: largest)) }
    switch bytes(of: descriptor) {
    case .success(let bytes):
      guard let text = String(validating: bytes, as: UTF8.self) else { return .refused(.notUTF8) }
      return .text(text)
    case .failure(let failure): return .refused(failure.problem)
    }
  }

  /// Any file's bytes; nil where it cannot be read or is larger than `largest`.
  static func bytes(at path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return try? bytes(of: descriptor).get()
  }

  private struct ReadFailure: Error { let problem: Problem }

  private static func bytes(of descriptor: Int32) -> Result<[UInt8], ReadFailure> {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= largest {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { return .failure(ReadFailure(problem: .unreadable(errno: errno))) }
      if count == 0 { return .success(bytes) }
      bytes.append(contentsOf: buffer[..<count])
    }
    return .failure(ReadFailure(problem: .tooLarge(limit: largest)))
  }
}
