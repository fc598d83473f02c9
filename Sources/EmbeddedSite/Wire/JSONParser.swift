/// Why a text is not JSON, in the words that Python's decoder uses, since Frappe passes them on.
package struct JSONSyntaxError: Error, Sendable, Equatable {
  package let reason: String
  package let offset: Int

  var words: String { "\(reason): line 1 column \(offset + 1) (char \(offset))" }
}

extension JSON {
  package static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSON {
    var parser = JSONParser(bytes: bytes)
    return try parser.document()
  }

  package static func parse(_ text: String) throws(JSONSyntaxError) -> JSON { try parse(Array(text.utf8)) }
}

/// A recursive descent over bytes, to a depth that no request of the contract comes near.
private struct JSONParser {
  let bytes: [UInt8]
  private var at = 0
  private var depth = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONSyntaxError) -> JSON {
    skipSpace()
    let value = try self.value()
    skipSpace()
    guard at == bytes.count else { throw error("Extra data") }
    return value
  }

  private func error(_ reason: String, at offset: Int? = nil) -> JSONSyntaxError {
    JSONSyntaxError(reason: reason, offset: offset ?? at)
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func value() throws(JSONSyntaxError) -> JSON {
    guard let byte = next else { throw error("Expecting value") }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error("Expecting value")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
    let end = at + word.utf8CodeUnitCount
    guard end <= bytes.count, word.withUTF8Buffer({ bytes[at..<end].elementsEqual($0) }) else { throw error("Expecting value") }
    at = end
    return value
  }

  private mutating func enter() throws(JSONSyntaxError) {
    depth += 1
    guard depth <= 64 else { throw error("Too deeply nested") }
    at += 1
    skipSpace()
  }

  private mutating func array() throws(JSONSyntaxError) -> JSON {
    try enter()
    defer { depth -= 1 }
    var values: [JSON] = []
    if next == UInt8(ascii: "]") {
      at += 1
      return .array(values)
    }
    while true {
      skipSpace()
      values.append(try value())
      skipSpace()
      if next == UInt8(ascii: ",") {
        at += 1
      } else if next == UInt8(ascii: "]") {
        at += 1
        return .array(values)
      } else {
        throw error("Expecting ',' delimiter")
      }
    }
  }

  private mutating func object() throws(JSONSyntaxError) -> JSON {
    try enter()
    defer { depth -= 1 }
    var members: [JSON.Member] = []
    if next == UInt8(ascii: "}") {
      at += 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("Expecting property name enclosed in double quotes") }
      let name = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw error("Expecting ':' delimiter") }
      at += 1
      skipSpace()
      members.append(JSON.Member(name, try value()))
      skipSpace()
      if next == UInt8(ascii: ",") {
        at += 1
      } else if next == UInt8(ascii: "}") {
        at += 1
        return .object(members)
      } else {
        throw error("Expecting ',' delimiter")
      }
    }
  }

  private mutating func number() throws(JSONSyntaxError) -> JSON {
    let start = at
    var isFloat = false
    scan: while let byte = next {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isFloat = true
      default: break scan
      }
      at += 1
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if !isFloat, let value = Int64(text) { return .int(value) }
    guard let value = Double(text) else { throw error("Expecting value", at: start) }
    return .double(value)
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = at
    at += 1
    var text: [UInt8] = []
    while let byte = next {
      at += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      if byte != UInt8(ascii: "\\") {
        text.append(byte)
        continue
      }
      guard let escape = next else { break }
      at += 1
      switch escape {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
      case UInt8(ascii: "u"): text.append(contentsOf: try escapedScalar())
      default: throw error("Invalid \\escape", at: at - 2)
      }
    }
    throw error("Unterminated string starting at", at: start)
  }

  private mutating func escapedScalar() throws(JSONSyntaxError) -> [UInt8] {
    var value = try unit()
    if (0xD800..<0xDC00).contains(value), at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
      bytes[at + 1] == UInt8(ascii: "u")
    {
      at += 2
      let low = try unit()
      if (0xDC00..<0xE000).contains(low) { value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00) }
    }
    return Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
  }

  private mutating func unit() throws(JSONSyntaxError) -> UInt32 {
    guard at + 4 <= bytes.count, let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16) else {
      throw error("Invalid \\uXXXX escape")
    }
    at += 4
    return value
  }
}
