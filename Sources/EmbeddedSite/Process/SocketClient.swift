import FlyingSocks
import Glibc

/// Asks a site one thing over a connection of its own, blocking: for the launcher, which has no event loop yet.
package struct SocketClient: Sendable {
  package enum Address: Sendable, Equatable {
    case unix(String)
    /// On 127.0.0.1.
    case loopback(Int)
  }

  package struct Answer: Sendable {
    package let status: Int
    /// Names in lower case.
    package let headers: [String: String]
    package let body: [UInt8]
    /// The connection ended before the body was whole.
    package let isCutShort: Bool
    package var json: JSON? { try? JSON.parse(body) }
    package var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// Nobody listens there, or the connection broke before an answer.
  package struct Unreachable: Error, Sendable, Equatable {
    package let code: Int32
  }

  package let address: Address

  package init(_ address: Address) { self.address = address }

  package init(_ credentials: EmbeddedSiteCredentials) {
    address = credentials.port.map { .loopback($0) } ?? .unix(credentials.socket ?? "")
  }

  /// `target` is the path and query, percent-encoded. `seconds` bounds each wait for bytes.
  package func send(
    _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8] = [], seconds: Int = 30
  ) throws(Unreachable) -> Answer {
    let connection = try connect(seconds: seconds)
    defer { close(connection) }
    var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: application/json\r\n"
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
    let isTold = headers.keys.contains { $0.lowercased() == "content-length" }
    if !isTold, !body.isEmpty || method == "POST" || method == "PUT" { head += "Content-Length: \(body.count)\r\n" }
    try write(Array(head.utf8) + [0x0D, 0x0A] + body, to: connection)
    return try answer(connection)
  }

  /// A connected descriptor that the caller closes.
  package func connect(seconds: Int) throws(Unreachable) -> Int32 {
    let family = if case .unix = address { AF_UNIX } else { AF_INET }
    let connection = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard connection >= 0 else { throw Unreachable(code: errno) }
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(connection, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    var code: Int32 = 0
    switch address {
    case .unix(let path): code = Self.connect(connection, sockaddr_un.unix(path: path))
    case .loopback(let port):
      guard let place = try? sockaddr_in.inet(ip4: "127.0.0.1", port: UInt16(truncatingIfNeeded: port)) else {
        close(connection)
        throw Unreachable(code: EINVAL)
      }
      code = Self.connect(connection, place)
    }
    guard code == 0 else {
      close(connection)
      throw Unreachable(code: code)
    }
    return connection
  }

  private static func connect(_ connection: Int32, _ place: some SocketAddress) -> Int32 {
    var place = place
    return withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(connection, $0, socklen_t(MemoryLayout.size(ofValue: pointer.pointee))) == 0 ? 0 : errno
      }
    }
  }

  private func write(_ bytes: [UInt8], to connection: Int32) throws(Unreachable) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Unreachable(code: errno) }
      sent += count
    }
  }

  private func answer(_ connection: Int32) throws(Unreachable) -> Answer {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(connection, &buffer, buffer.count, 0)
      if count == 0 { break }
      guard count > 0 else { throw Unreachable(code: errno) }
      bytes.append(contentsOf: buffer[..<count])
    }
    let mark: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
    guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: mark) }) else { throw Unreachable(code: ECONNRESET) }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let halves = line.split(separator: ":", maxSplits: 1)
      if halves.count == 2 { headers[halves[0].lowercased()] = String(halves[1].drop { $0 == " " }) }
    }
    let body = Array(bytes[(end + 4)...])
    let promised = headers["content-length"].flatMap { Int($0) } ?? body.count
    return Answer(status: status, headers: headers, body: body, isCutShort: body.count < promised)
  }
}
