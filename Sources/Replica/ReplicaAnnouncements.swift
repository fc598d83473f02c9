import Domain
import Glibc
import Synchronization

/// What changed in the replica, told to the user's other processes: SQLite tells nobody across processes.
package enum Announcement: Sendable, Equatable {
  /// Rows or open edits of these documents; of none, where only the leader's note is another.
  case changed(Set<DocumentReference>)
  /// Too many to name: read anew what is shown.
  case everything
  /// A person says of the deletions that the leader holds, so many of them, that they are right.
  case deletionsAccepted(Int)

  package func merged(with other: Announcement) -> Announcement {
    guard case .changed(let mine) = self, case .changed(let theirs) = other else { return .everything }
    return .changed(mine.union(theirs))
  }
}

/// Datagram sockets in the replica's 0700 directory, one a process. A process that is stopped misses what its queue cannot hold,
/// and reads everything anew when it goes on.
package final class ReplicaAnnouncements: Sendable {
  private static let prefix = "console-"
  private static let suffix = ".sock"
  private static let longest = 8_000
  private static let accepted = "deletions-accepted"

  private let directory: String
  private let folder: Int32
  private let socketDescriptor: Int32
  private let name: String
  private let isClosed = Mutex(false)

  /// Listens from now on; `received` is called on a thread of its own, with all the changes that waited as one.
  package init(directory: String, received: @escaping @Sendable (Announcement) -> Void) throws(ReplicaFailure) {
    self.directory = directory
    folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .inputOutput(directory) }
    socketDescriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var number = 0
    var bound = "\(Self.prefix)\(getpid())\(Self.suffix)"
    while !Self.bind(socketDescriptor, folder, bound), number < 100 {
      // Of this process's own, or left behind by one that had its number.
      number += 1
      bound = "\(Self.prefix)\(getpid())-\(number)\(Self.suffix)"
    }
    name = bound
    guard socketDescriptor >= 0, number < 100 else {
      close(folder)
      throw .inputOutput("\(directory)/\(bound)")
    }
    let descriptor = socketDescriptor
    BlockingThread.start { Self.listen(descriptor, received) }
  }

  deinit { end() }

  package func end() {
    let wasClosed = isClosed.withLock { closed in
      defer { closed = true }
      return closed
    }
    if wasClosed { return }
    unlink("\(directory)/\(name)")
    // Wakes the listener, which closes the socket.
    shutdown(socketDescriptor, Int32(SHUT_RDWR))
    close(folder)
  }

  package func announce(_ announcement: Announcement) {
    if isClosed.withLock({ $0 }) { return }
    let message = Self.encode(announcement)
    for peer in peers() {
      let sent = Self.withAddress(folder, peer) { address, length in
        message.withUnsafeBytes {
          sendto(socketDescriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL), address, length)
        }
      }
      // Nobody listens there any more.
      if sent < 0, errno == ECONNREFUSED { unlink("\(directory)/\(peer)") }
    }
  }

  private func peers() -> [String] {
    guard let entries = opendir(directory) else { return [] }
    defer { closedir(entries) }
    var peers: [String] = []
    while let entry = readdir(entries) {
      let file = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if file.hasPrefix(Self.prefix), file.hasSuffix(Self.suffix), file != name { peers.append(file) }
    }
    return peers
  }

  private static func listen(_ descriptor: Int32, _ received: @Sendable (Announcement) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      var changes: Announcement?
      func take(_ announcement: Announcement) {
        if case .deletionsAccepted = announcement { return received(announcement) }
        changes = changes?.merged(with: announcement) ?? announcement
      }
      take(decode(buffer[..<count]))
      while true {
        let more = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if more <= 0 { break }
        take(decode(buffer[..<more]))
      }
      if let changes { received(changes) }
    }
    close(descriptor)
  }

  /// A line a document: kind, `l` or `n` for a local id or a name, and the key's bytes in hexadecimal.
  private static func encode(_ announcement: Announcement) -> [UInt8] {
    if case .deletionsAccepted(let count) = announcement { return Array("\(accepted) \(count)\n".utf8) }
    guard case .changed(let references) = announcement, references.count <= 200 else { return Array("*".utf8) }
    var text = ""
    for reference in references {
      text += "\(reference.kind.rawValue) \(reference.isLocal ? "l" : "n") "
      for byte in reference.key.text.utf8 { text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16) }
      text += "\n"
    }
    // A datagram of nothing would read as an end.
    return text.utf8.count <= longest ? Array(text.utf8) + [UInt8(ascii: "\n")] : Array("*".utf8)
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) -> Announcement {
    var references: Set<DocumentReference> = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2, words[0] == accepted, let count = Int(words[1]) { return .deletionsAccepted(count) }
      guard words.count == 3, let kind = DocumentKind(rawValue: String(words[0])) else { return .everything }
      let digits = Array(words[2].utf8)
      let key = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
      }
      let text = String(decoding: key, as: UTF8.self)
      references.insert(
        words[1] == "l" ? DocumentReference(kind, localID: text) : DocumentReference(kind, name: DocumentName(text)))
    }
    return .changed(references)
  }

  private static func bind(_ descriptor: Int32, _ folder: Int32, _ name: String) -> Bool {
    withAddress(folder, name) { Glibc.bind(descriptor, $0, $1) } == 0
  }

  /// By way of the directory's descriptor, because a socket's path holds 107 bytes and a home directory may be longer.
  private static func withAddress<T>(
    _ folder: Int32, _ name: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> T
  ) -> T {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = "/proc/self/fd/\(folder)/\(name)"
    withUnsafeMutableBytes(of: &address.sun_path) { space in
      for (index, byte) in path.utf8.prefix(space.count - 1).enumerated() { space[index] = byte }
    }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}
