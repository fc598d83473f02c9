/// Why bytes are not JSON, and where.
package struct JSONError: Error, Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case unexpectedByte, unexpectedEnd, tooDeep, tooLong, badNumber, badEscape, trailingBytes
  }
  package let reason: Reason
  /// Bytes from the start.
  package let offset: Int

  package init(reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSONValue {
  /// Reads one JSON text in UTF-8.
  ///
  /// Stricter than it must be nowhere, and more lenient in two places, so that one bad value does not cost a page of good ones: bytes
  /// that are not UTF-8 and half surrogate pairs become U+FFFD, and the `NaN` and `Infinity` that Python writes become null.
  package init(
    parsing bytes: [UInt8], maximumDepth: Int = 128, maximumBytes: Int = 256 << 20
  ) throws(JSONError) {
    guard bytes.count <= maximumBytes else { throw JSONError(reason: .tooLong, offset: maximumBytes) }
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONError> in
      var parser = JSONParser(buffer, maximumDepth: maximumDepth)
      do throws(JSONError) { return .success(try parser.document()) } catch { return .failure(error) }
    }
    self = try result.get()
  }

  package init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }
}

private struct JSONParser {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private let maximumDepth: Int
  private var at = 0
  /// Names recur in every row of a list: the string made for the last one at the same place is kept, and mostly fits again.
  private var names: [String] = []

  init(_ buffer: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
    // An empty buffer has no address; nothing is read from this one, because `end` is 0.
    base = buffer.baseAddress ?? UnsafePointer(bitPattern: 1)!
    end = buffer.count
    self.maximumDepth = maximumDepth
  }

  private func failure(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason: at >= end && reason == .unexpectedByte ? .unexpectedEnd : reason, offset: at)
  }

  mutating func document() throws(JSONError) -> JSONValue {
    if end >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { at = 3 }
    let value = try self.value(depth: 0)
    skipBlanks()
    guard at == end else { throw failure(.trailingBytes) }
    return value
  }

  private mutating func skipBlanks() {
    while at < end {
      switch base[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipBlanks()
    guard at < end else { throw failure(.unexpectedEnd) }
    switch base[at] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "N"): return try word("NaN", .null)
    case UInt8(ascii: "I"): return try word("Infinity", .null)
    case UInt8(ascii: "-") where at + 1 < end && base[at + 1] == UInt8(ascii: "I"): return try word("-Infinity", .null)
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    default: throw failure(.unexpectedByte)
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let length = word.utf8CodeUnitCount
    for index in 0..<length {
      guard at < end, base[at] == word.utf8Start[index] else { throw failure(.unexpectedByte) }
      at += 1
    }
    return value
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= maximumDepth else { throw failure(.tooDeep) }
    at += 1
    var values: [JSONValue] = []
    skipBlanks()
    if at < end, base[at] == UInt8(ascii: "]") {
      at += 1
      return .array(values)
    }
    while true {
      values.append(try value(depth: depth))
      skipBlanks()
      guard at < end else { throw failure(.unexpectedEnd) }
      switch base[at] {
      case UInt8(ascii: ","): at += 1
      case UInt8(ascii: "]"):
        at += 1
        return .array(values)
      default: throw failure(.unexpectedByte)
      }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    guard depth <= maximumDepth else { throw failure(.tooDeep) }
    at += 1
    var members: [(key: String, value: JSONValue)] = []
    skipBlanks()
    if at < end, base[at] == UInt8(ascii: "}") {
      at += 1
      return .object(JSONObject(members))
    }
    while true {
      skipBlanks()
      guard at < end, base[at] == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
      let key = try name(at: members.count)
      skipBlanks()
      guard at < end, base[at] == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
      at += 1
      members.append((key: key, value: try value(depth: depth)))
      skipBlanks()
      guard at < end else { throw failure(.unexpectedEnd) }
      switch base[at] {
      case UInt8(ascii: ","): at += 1
      case UInt8(ascii: "}"):
        at += 1
        return .object(JSONObject(members))
      default: throw failure(.unexpectedByte)
      }
    }
  }

  private mutating func name(at place: Int) throws(JSONError) -> String {
    if place < names.count {
      let start = at + 1
      var known = names[place]
      let fits = known.withUTF8 { bytes in
        guard start + bytes.count < end, base[start + bytes.count] == UInt8(ascii: "\"") else { return false }
        for index in 0..<bytes.count where base[start + index] != bytes[index] || bytes[index] == UInt8(ascii: "\\") {
          return false
        }
        return true
      }
      if fits {
        at = start + known.utf8.count + 1
        return known
      }
    }
    let fresh = try string()
    if place < names.count { names[place] = fresh } else if place == names.count, place < 256 { names.append(fresh) }
    return fresh
  }

  // MARK: Strings

  private mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    while at < end {
      let byte = base[at]
      if byte == UInt8(ascii: "\"") {
        defer { at += 1 }
        return String(decoding: UnsafeBufferPointer(start: base + start, count: at - start), as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      guard byte >= 0x20 else { throw failure(.unexpectedByte) }
      at += 1
    }
    throw failure(.unexpectedEnd)
  }

  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var bytes = [UInt8](UnsafeBufferPointer(start: base + start, count: at - start))
    while at < end {
      let byte = base[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard at < end else { throw failure(.unexpectedEnd) }
        let kind = base[at]
        at += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(kind)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "u"): bytes.append(contentsOf: String(Character(try escapedScalar())).utf8)
        default: throw failure(.badEscape)
        }
      case 0..<0x20: throw failure(.unexpectedByte)
      default: bytes.append(byte)
      }
    }
    throw failure(.unexpectedEnd)
  }

  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let first = try fourDigits()
    guard (0xD800...0xDFFF).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    guard first < 0xDC00, at + 1 < end, base[at] == UInt8(ascii: "\\"), base[at + 1] == UInt8(ascii: "u") else {
      return "\u{FFFD}"
    }
    let before = at
    at += 2
    let second = try fourDigits()
    guard (0xDC00...0xDFFF).contains(second) else {
      at = before
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func fourDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard at < end else { throw failure(.unexpectedEnd) }
      let digit: UInt8
      switch base[at] {
      case 0x30...0x39: digit = base[at] - 0x30
      case 0x41...0x46: digit = base[at] - 0x41 + 10
      case 0x61...0x66: digit = base[at] - 0x61 + 10
      default: throw failure(.badEscape)
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }

  // MARK: Numbers

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = at
    let isNegative = base[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    guard at < end, (0x30...0x39).contains(base[at]) else { throw failure(.badNumber) }
    var mantissa: UInt64 = 0
    var digits = 0
    let leadingZero = base[at] == 0x30
    while at < end, (0x30...0x39).contains(base[at]) {
      if digits < 19 { mantissa = mantissa &* 10 &+ UInt64(base[at] - 0x30) }
      digits += 1
      at += 1
    }
    guard !leadingZero || digits == 1 else { throw failure(.badNumber) }
    var isWhole = true
    var fraction = 0
    if at < end, base[at] == UInt8(ascii: ".") {
      isWhole = false
      at += 1
      while at < end, (0x30...0x39).contains(base[at]) {
        if digits < 19 { mantissa = mantissa &* 10 &+ UInt64(base[at] - 0x30) }
        digits += 1
        fraction += 1
        at += 1
      }
      guard fraction > 0 else { throw failure(.badNumber) }
    }
    var hasExponent = false
    if at < end, base[at] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      hasExponent = true
      at += 1
      if at < end, base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
      let first = at
      while at < end, (0x30...0x39).contains(base[at]) { at += 1 }
      guard at > first else { throw failure(.badNumber) }
    }
    if isWhole, digits <= 18 { return .int(isNegative ? -Int64(mantissa) : Int64(mantissa)) }
    // Both are exact as doubles, so their quotient is rounded once, as it must be.
    if !hasExponent, !isWhole, digits <= 15, fraction <= 22 {
      let value = Double(mantissa) / Self.powersOfTen[fraction]
      return .double(isNegative ? -value : value)
    }
    let text = String(decoding: UnsafeBufferPointer(start: base + start, count: at - start), as: UTF8.self)
    if isWhole, let whole = Int64(text) { return .int(whole) }
    // Overflow is infinity, which no field can hold.
    guard let value = Double(text), value.isFinite else { return .null }
    return .double(value)
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
