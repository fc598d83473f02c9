import Glibc

/// Changes the user's config.yaml, whole or not at all.
enum ConfigurationRewriting {
  struct Failure: Error { let code: Int32 }

  static func replace(_ path: String, _ change: (String) -> String) -> Result<Void, Failure> {
    var text = ""
    if access(path, F_OK) == 0 {
      guard let read = read(path) else { return .failure(Failure(code: errno)) }
      text = read
    } else {
      makeDirectories(for: path)
    }
    let temporary = path + ".\(getpid()).part"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return .failure(Failure(code: errno)) }
    let bytes = Array(change(text).utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return failed(temporary, descriptor) }
      written += count
    }
    guard fsync(descriptor) == 0 else { return failed(temporary, descriptor) }
    close(descriptor)
    guard rename(temporary, path) == 0 else { return failed(temporary, nil) }
    return .success(())
  }

  private static func failed(_ temporary: String, _ descriptor: Int32?) -> Result<Void, Failure> {
    let code = errno
    if let descriptor { close(descriptor) }
    unlink(temporary)
    return .failure(Failure(code: code))
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return ferror(file) == 0 ? String(validating: bytes, as: UTF8.self) : nil
  }

  private static func makeDirectories(for path: String) {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o700)
    }
  }
}
