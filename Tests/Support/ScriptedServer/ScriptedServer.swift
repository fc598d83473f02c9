import Foundation
import Glibc
import Synchronization

/// A server that says exactly the bytes it is told to, on threads of its own: what a real one does wrong can be done on purpose.
package final class ScriptedServer: Sendable {
  package enum Place: Sendable { case unixSocket, loopback }

  package struct Request: Sendable {
    package let method: String
    package let target: String
    /// Names in lower case.
    package let headers: [String: String]
    package let body: [UInt8]

    package init(method: String, target: String, headers: [String: String] = [:], body: [UInt8] = []) {
      self.method = method
      self.target = target
      self.headers = headers
      self.body = body
    }
  }

  /// One accepted connection; used by the script's thread alone.
  package final class Connection: Sendable {
    /// Counts from 0.
    package let number: Int
    private let descriptor: Int32
    private let unread = Mutex<[UInt8]>([])

    init(number: Int, descriptor: Int32) {
      self.number = number
      self.descriptor = descriptor
    }

    /// nil when the client has gone.
    package func request() -> Request? {
      var bytes = unread.withLock { $0 }
      while true {
        if let end = Self.headEnd(bytes) {
          let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
          let words = lines[0].split(separator: " ").map(String.init)
          var headers: [String: String] = [:]
          for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
          }
          let length = headers["content-length"].flatMap { Int($0) } ?? 0
          let bodyStart = end + 4
          while bytes.count < bodyStart + length {
            guard let more = receive() else { return nil }
            bytes += more
          }
          unread.withLock { $0 = Array(bytes[(bodyStart + length)...]) }
          return Request(
            method: words[0], target: words[1], headers: headers, body: Array(bytes[bodyStart..<(bodyStart + length)]))
        }
        guard let more = receive() else { return nil }
        bytes += more
      }
    }

    package func receive() -> [UInt8]? {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = read(descriptor, &buffer, buffer.count)
      return count > 0 ? Array(buffer[..<count]) : nil
    }

    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count <= 0 { return false }
        sent += count
      }
      return true
    }

    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    package func answer(_ status: Int = 200, _ body: String = "{}", headers: String = "Content-Type: application/json\r\n")
      -> Bool
    {
      send("HTTP/1.1 \(status) Reason\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Closes so that the client reads a reset, not an end (on TCP).
    package func reset() {
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    }

    /// Returns when the client has closed its side.
    package func waitForClose() { while receive() != nil {} }

    private static func headEnd(_ bytes: [UInt8]) -> Int? {
      guard bytes.count >= 4 else { return nil }
      return (0...(bytes.count - 4)).first {
        bytes[$0] == 13 && bytes[$0 + 1] == 10 && bytes[$0 + 2] == 13 && bytes[$0 + 3] == 10
      }
    }
  }

  /// For `Origin`.
  package let address: String
  package let socketPath: String?
  private let listener: Int32
  private let isStopped = Atomic<Bool>(false)
  private let seen = Mutex<[Request]>([])

  /// Every request read by `Connection.request`, in the order they came, over all connections.
  package var requests: [Request] { seen.withLock { $0 } }

  package init(_ place: Place = .unixSocket, script: @escaping @Sendable (Connection, ScriptedServer) -> Void) throws {
    let listener: Int32
    switch place {
    case .unixSocket:
      let path = "/tmp/gd-\(UInt32.random(in: 0...UInt32.max)).sock"
      listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
      let bound = withUnsafePointer(to: &name) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
      }
      guard bound == 0 else { throw POSIXError(.EADDRINUSE) }
      socketPath = path
      address = "http://localhost"
    case .loopback:
      listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let bound = withUnsafeMutablePointer(to: &name) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          bind(listener, address, length) == 0 && getsockname(listener, address, &length) == 0
        }
      }
      guard bound else { throw POSIXError(.EADDRINUSE) }
      socketPath = nil
      address = "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))"
    }
    listen(listener, 1_024)
    self.listener = listener
    Thread.detachNewThread { [weak self] in
      var number = 0
      while true {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { break }
        guard let server = self else {
          close(descriptor)
          continue
        }
        let connection = Connection(number: number, descriptor: descriptor)
        number += 1
        Thread.detachNewThread {
          script(connection, server)
          close(descriptor)
        }
      }
      // Only here: a number closed by another thread could already be another listener's when it is accepted on again.
      close(listener)
    }
  }

  package func note(_ request: Request) { seen.withLock { $0.append(request) } }

  package func stop() {
    if isStopped.exchange(true, ordering: .acquiringAndReleasing) { return }
    shutdown(listener, Int32(SHUT_RDWR))
    if let socketPath { unlink(socketPath) }
  }

  deinit { stop() }

  /// Answers every request of every connection with `answer`, and notes it.
  package static func answering(
    _ place: Place = .unixSocket, _ answer: @escaping @Sendable (Request, Connection) -> Void
  ) throws -> ScriptedServer {
    try ScriptedServer(place) { connection, server in
      while let request = connection.request() {
        server.note(request)
        answer(request, connection)
      }
    }
  }
}

/// For a script's thread that waits for the test.
package func usleepBriefly() { usleep(1_000) }
