/// An event of a `text/event-stream` (WHATWG HTML, "Server-sent events").
package struct ServerSentEvent: Sendable, Equatable {
  /// `message` where the stream names none.
  package var type: String
  package var data: String
  /// The last event id as this event leaves it; empty where the stream gave none. Opaque, never compared for order.
  package var id: String

  package init(type: String = "message", data: String, id: String = "") {
    self.type = type
    self.data = data
    self.id = id
  }
}

/// Reads an event stream piece by piece; where the pieces are cut makes no difference. Pure.
package struct EventStreamParser: Sendable {
  package enum Output: Sendable, Equatable {
    case event(ServerSentEvent)
    /// A line that begins with a colon: most servers' heartbeat.
    case comment
    /// The reconnection time that the stream asks for, in milliseconds.
    case retry(milliseconds: Int)
  }

  /// A line or an event grew past the bound: the stream has to be closed.
  package struct Overflow: Error, Sendable, Equatable {
    package let bound: Int
  }

  /// The id to send as `Last-Event-ID`: what the last blank line left, even where it made no event.
  package private(set) var lastEventID: String

  private let bound: Int
  private var line: [UInt8] = []
  private var swallowsLineFeed = false
  /// Bytes of a byte order mark seen so far at the very start; 3 when that question is settled.
  private var markBytes = 0
  private var data: [UInt8] = []
  private var type: [UInt8] = []
  private var idBuffer: String

  /// - Parameters:
  ///   - lastEventID: that of the connection before, which stands until a new one comes.
  ///   - bound: of a line and of an event, in bytes.
  package init(lastEventID: String = "", bound: Int = 16 << 20) {
    self.lastEventID = lastEventID
    self.bound = bound
    idBuffer = lastEventID
  }

  /// What the next bytes complete. Whatever is incomplete when the stream ends is dropped by not asking any more.
  package mutating func consume(_ bytes: some Sequence<UInt8>) throws(Overflow) -> [Output] {
    var outputs: [Output] = []
    for byte in bytes {
      if markBytes < 3 {
        if byte == Self.mark[markBytes] {
          markBytes += 1
          continue
        }
        // Not a mark after all: what looked like one is the line's.
        let seen = markBytes
        markBytes = 3
        line.append(contentsOf: Self.mark[0..<seen])
      }
      try take(byte, into: &outputs)
    }
    return outputs
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private mutating func take(_ byte: UInt8, into outputs: inout [Output]) throws(Overflow) {
    let follows = swallowsLineFeed
    swallowsLineFeed = false
    switch byte {
    case 0x0A where follows: break
    case 0x0A: try endLine(into: &outputs)
    case 0x0D:
      swallowsLineFeed = true
      try endLine(into: &outputs)
    default:
      guard line.count < bound else { throw Overflow(bound: bound) }
      line.append(byte)
    }
  }

  private mutating func endLine(into outputs: inout [Output]) throws(Overflow) {
    defer { line.removeAll(keepingCapacity: line.count < 1 << 16) }
    guard let first = line.first else { return dispatch(into: &outputs) }
    if first == UInt8(ascii: ":") { return outputs.append(.comment) }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[min(colon + 1, line.endIndex)...]
    if value.first == 0x20 { value.removeFirst() }
    switch line[..<colon] {
    case let name where name.elementsEqual("data".utf8):
      guard data.count + value.count < bound else { throw Overflow(bound: bound) }
      data.append(contentsOf: value)
      data.append(0x0A)
    case let name where name.elementsEqual("event".utf8): type = Array(value)
    case let name where name.elementsEqual("id".utf8):
      if !value.contains(0) { idBuffer = String(decoding: value, as: UTF8.self) }
    case let name where name.elementsEqual("retry".utf8):
      // An empty value is ignored, and one too large for a number is as good as never.
      if !value.isEmpty, value.allSatisfy({ (0x30...0x39).contains($0) }) {
        outputs.append(.retry(milliseconds: Int(String(decoding: value, as: UTF8.self)) ?? Int.max))
      }
    default: break
    }
  }

  private mutating func dispatch(into outputs: inout [Output]) {
    lastEventID = idBuffer
    defer {
      data.removeAll(keepingCapacity: data.count < 1 << 16)
      type.removeAll()
    }
    guard !data.isEmpty else { return }
    data.removeLast()
    outputs.append(
      .event(
        ServerSentEvent(
          type: type.isEmpty ? "message" : String(decoding: type, as: UTF8.self), data: String(decoding: data, as: UTF8.self),
          id: lastEventID)))
  }
}
