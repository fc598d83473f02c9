import Glibc

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

    package init(bound: Int) { self.bound = bound }
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
  package mutating func consume(_ bytes: [UInt8]) throws(Overflow) -> [Output] {
    var outputs: [Output] = []
    var index = 0
    while markBytes < 3, index < bytes.count {
      if bytes[index] == Self.mark[markBytes] {
        markBytes += 1
        index += 1
      } else {
        // Not a mark after all: what looked like one is the line's.
        line.append(contentsOf: Self.mark[0..<markBytes])
        markBytes = 3
      }
    }
    var lineFeed = Self.position(of: 0x0A, in: bytes, from: index)
    var carriageReturn = Self.position(of: 0x0D, in: bytes, from: index)
    while index < bytes.count {
      if swallowsLineFeed {
        swallowsLineFeed = false
        if bytes[index] == 0x0A {
          index += 1
          continue
        }
      }
      if lineFeed < index { lineFeed = Self.position(of: 0x0A, in: bytes, from: index) }
      if carriageReturn < index { carriageReturn = Self.position(of: 0x0D, in: bytes, from: index) }
      let end = min(lineFeed, carriageReturn)
      guard line.count + (end - index) <= bound else { throw Overflow(bound: bound) }
      line.append(contentsOf: bytes[index..<end])
      guard end < bytes.count else { return outputs }
      swallowsLineFeed = end == carriageReturn
      try endLine(into: &outputs)
      index = end + 1
    }
    return outputs
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Where the byte is next; the count of bytes where it is not.
  private static func position(of byte: UInt8, in bytes: [UInt8], from start: Int) -> Int {
    bytes.withUnsafeBytes { buffer in
      guard start < buffer.count, let base = buffer.baseAddress,
        let found = memchr(base + start, Int32(byte), buffer.count - start)
      else {
        return buffer.count
      }
      return UnsafeRawPointer(found) - base
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
