import EmbeddedSite
import Glibc
import Synchronization

/// Reads a site's event stream on a thread of its own and keeps what came, as text with the chunk marks taken out.
final class StreamReader: Sendable {
  private final class Received: Sendable {
    let bytes = Mutex<[UInt8]>([])
    let hasEnded = Atomic<Bool>(false)
  }

  private let received = Received()
  private let connection: Int32

  init(_ client: SocketClient, token: String, query: String = "", lastEventID: String? = nil) throws {
    connection = try client.connect(seconds: 60)
    var head = "GET /sse\(query) HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer \(token)\r\n"
    if let lastEventID { head += "Last-Event-ID: \(lastEventID)\r\n" }
    let bytes = Array((head + "\r\n").utf8)
    _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    let (descriptor, received) = (connection, received)
    Task {
      try await onThread {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
          let count = recv(descriptor, &buffer, buffer.count, 0)
          guard count > 0 else {
            Glibc.close(descriptor)
            received.hasEnded.store(true, ordering: .releasing)
            return
          }
          received.bytes.withLock { $0.append(contentsOf: buffer[..<count]) }
        }
      }
    }
  }

  /// The site has closed the connection.
  var hasEnded: Bool { received.hasEnded.load(ordering: .acquiring) }

  var text: String { String(decoding: received.bytes.withLock { $0 }, as: UTF8.self) }

  /// The events of one type, as (id, data).
  func events(_ type: String) -> [(id: String?, data: JSON)] {
    let clean = text.split(separator: "\r\n", omittingEmptySubsequences: false)
      .filter { Int($0, radix: 16) == nil }.joined()
    return clean.split(separator: "\n\n").compactMap { block in
      var id: String?
      var name = "message"
      var data = ""
      for line in block.split(separator: "\n") {
        if line.hasPrefix("id: ") { id = String(line.dropFirst(4)) }
        if line.hasPrefix("event: ") { name = String(line.dropFirst(7)) }
        if line.hasPrefix("data: ") { data = String(line.dropFirst(6)) }
      }
      return name == type ? (id, (try? JSON.parse(data)) ?? .null) : nil
    }
  }

  func close() { shutdown(connection, Int32(SHUT_RDWR)) }
}
