import Configuration
import Console
import Glibc

/// The file in which one run leaves to the next how the console was left.
struct SessionStore: Sendable {
  let path: String
  private let directory: String

  /// `state`: the user's own directory for what a program remembers.
  init(state directory: String, file: String = "session.yaml") {
    self.directory = directory
    path = directory + "/" + file
  }

  /// Where headquarters have been confirmed on the map: apart, since several consoles may leave a session and all of them go by this.
  static func headquarters(state directory: String) -> SessionStore {
    SessionStore(state: directory, file: "headquarters.yaml")
  }

  enum Reading: Equatable {
    case nothing
    case memory(SessionMemory)
    case unusable(SessionFile.Failure)
  }

  private static let mostBytes = 1 << 20

  func read() -> Reading {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return errno == ENOENT || errno == ENOTDIR ? .nothing : .unusable(.damaged) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < Self.mostBytes else {
      return .unusable(.damaged)
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      filled += count
    }
    guard let text = String(validating: bytes.prefix(filled), as: UTF8.self) else { return .unusable(.damaged) }
    do throws(SessionFile.Failure) { return .memory(SessionMemory(values: try SessionFile.read(text))) } catch {
      return .unusable(error)
    }
  }

  /// In one step: whoever reads sees the old or the new one. What cannot be written is done without.
  func keep(_ memory: SessionMemory) {
    makeDirectory()
    let draft = path + ".\(getpid())"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    let bytes = Array(SessionFile.text(memory.values).utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, bytes.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      written += count
    }
    let isWhole = written == bytes.count && fsync(descriptor) == 0
    close(descriptor)
    if !isWhole || rename(draft, path) != 0 { unlink(draft) }
  }

  private func makeDirectory() {
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/" + part
      mkdir(path, 0o700)
    }
  }
}

extension Words {
  /// Why the console does not stand as it was left.
  func sessionUnusable(_ failure: SessionFile.Failure, path: String) -> String {
    switch failure {
    case .damaged:
      say(
        "\(path) est illisible : la console s'ouvre comme la première fois et l'écrira de nouveau",
        "\(path) cannot be read: the console opens as it did the first time, and will write it anew")
    case .newer:
      say(
        "\(path) vient d'une version plus récente : la console s'ouvre comme la première fois",
        "\(path) is of a later version: the console opens as it did the first time")
    }
  }
}
