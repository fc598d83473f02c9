import Domain
import Transport

/// Values as two sides must agree on them to call a write applied: a site answers a write with other bytes than it was sent, without
/// having changed what they mean (CONTRACT.md, "A document"; POSTGRESQL.md, "Values").
package enum Canonical {
  /// Stored values differ from sent ones by rounding to the column's six decimals.
  package static let floatTolerance = 1e-6

  /// What a site's value means. An absent value is null; empty text is null, as Frappe stores either for "cleared"; an absent number
  /// is 0, because the site's columns cannot be without one.
  package static func value(_ json: JSONValue?, type: FieldType) -> FieldValue {
    let json = json ?? .null
    switch type {
    case .data, .text, .select: return text(plainText(json).map { decoded($0) })
    case .link, .foreignLink:
      guard let name = plainText(json), !name.isEmpty else { return .null }
      return .text(name)
    case .int: return .int(whole(json))
    case .check: return .int(whole(json) == 0 ? 0 : 1)
    case .float: return .float(number(json))
    case .datetime: return text(plainText(json).map { datetime(trimmed($0)) })
    case .time: return text(plainText(json).map { time(trimmed($0)) })
    case .table(let columns): return .rows((json.array ?? []).compactMap { $0.object }.sortedByIndex().map { row($0, columns) })
    }
  }

  /// Brings a value of this side into the same form, so that it can be compared with what the site holds.
  package static func value(_ value: FieldValue, type: FieldType) -> FieldValue {
    switch (type, value) {
    case (.int, .null), (.check, .null): return .int(0)
    case (.float, .null): return .float(0)
    case (.int, .float(let number)): return .int(Int64(exactly: number.rounded(.towardZero)) ?? 0)
    case (.check, _): return .int((value.float ?? 0) == 0 ? 0 : 1)
    case (.float, .int(let number)): return .float(Double(number))
    case (.data, .text(let text)), (.text, .text(let text)), (.select, .text(let text)): return Self.text(decoded(text))
    case (.link, .text(let name)), (.foreignLink, .text(let name)): return name.isEmpty ? .null : value
    case (.datetime, .text(let text)): return Self.text(datetime(trimmed(text)))
    case (.time, .text(let text)): return Self.text(time(trimmed(text)))
    case (.table(let columns), .rows(let rows)):
      return .rows(
        rows.map { row in
          Dictionary(uniqueKeysWithValues: columns.map { ($0.name, Self.value(row[$0.name] ?? .null, type: $0.type)) })
        })
    case (.table, .null): return .rows([])
    default: return value
    }
  }

  /// Whether two values mean the same, wherever each comes from.
  package static func same(_ left: FieldValue, _ right: FieldValue, type: FieldType) -> Bool {
    let left = value(left, type: type)
    let right = value(right, type: type)
    switch (type, left, right) {
    case (.float, .float(let a), .float(let b)): return abs(a - b) <= floatTolerance
    case (.table(let columns), .rows(let a), .rows(let b)):
      return a.count == b.count
        && zip(a, b).allSatisfy { pair in
          columns.allSatisfy { same(pair.0[$0.name] ?? .null, pair.1[$0.name] ?? .null, type: $0.type) }
        }
    default: return left == right
    }
  }

  // MARK: Text

  private static func text(_ text: String?) -> FieldValue {
    guard let text, !text.isEmpty else { return .null }
    return .text(text)
  }

  /// A site's Data field may come as a number, and a JSON field as an object (POSTGRESQL.md, 20h5).
  private static func plainText(_ json: JSONValue) -> String? {
    switch json {
    case .null: nil
    case .string(let text): text
    case .bool(let value): value ? "1" : "0"
    case .int(let value): String(value)
    case .double, .array, .object: json.text
    }
  }

  /// Entities decoded, line ends LF, no blanks at the ends.
  private static func decoded(_ text: String) -> String {
    var text = text
    // Most text needs nothing of this, and a first sync reads millions of fields.
    let isPlain = text.withUTF8 { bytes in
      guard let first = bytes.first, let last = bytes.last else { return true }
      return first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80 && !bytes.contains { $0 == 0x26 || $0 == 0x0D }
    }
    return isPlain ? text : trimmed(lineFeeds(HTMLText.decodeEntities(text)))
  }

  private static func lineFeeds(_ text: String) -> String {
    guard text.utf8.contains(0x0D) else { return text }
    var bytes: [UInt8] = []
    var afterReturn = false
    for byte in text.utf8 {
      if byte == 0x0D {
        bytes.append(0x0A)
      } else if byte != 0x0A || !afterReturn {
        bytes.append(byte)
      }
      afterReturn = byte == 0x0D
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
    guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    if first == scalars.startIndex, scalars.index(after: last) == scalars.endIndex { return text }
    return String(scalars[first...last])
  }

  // MARK: Clock readings

  /// `YYYY-MM-DD HH:MM:SS`; the fraction goes, since the console plans to the second. What is no datetime stays as it is.
  private static func datetime(_ text: String) -> String {
    if text.utf8.count == 19, !text.utf8.contains(UInt8(ascii: "T")) { return text }
    var candidate = text
    if candidate.utf8.count > 10, candidate.utf8.dropFirst(10).first == UInt8(ascii: "T") {
      candidate = String(candidate.prefix(10)) + " " + String(candidate.dropFirst(11))
    }
    return LocalDateTime(siteText: candidate)?.siteText ?? text
  }

  /// `HH:MM:SS`, without a fraction. What is no time stays as it is.
  private static func time(_ text: String) -> String {
    let parts = text.split(separator: ".", maxSplits: 1).first?.split(separator: ":", omittingEmptySubsequences: false) ?? []
    guard parts.count == 2 || parts.count == 3,
      parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return text }
    let padded = parts.map { $0.utf8.count == 1 ? "0\($0)" : String($0) }
    return padded.joined(separator: ":") + (padded.count == 2 ? ":00" : "")
  }

  // MARK: Numbers

  private static func whole(_ json: JSONValue) -> Int64 {
    switch json {
    case .bool(let value): value ? 1 : 0
    case .int(let value): value
    case .double(let value): Int64(exactly: value.rounded(.towardZero)) ?? 0
    case .string(let text): Int64(text) ?? Int64(exactly: (Double(text) ?? 0).rounded(.towardZero)) ?? 0
    default: 0
    }
  }

  private static func number(_ json: JSONValue) -> Double {
    switch json {
    case .string(let text): Double(text).flatMap { $0.isFinite ? $0 : nil } ?? 0
    default: json.double ?? json.bool.map { $0 ? 1 : 0 } ?? 0
    }
  }

  // MARK: Rows

  private static func row(_ object: JSONObject, _ columns: [FieldSchema]) -> [String: FieldValue] {
    Dictionary(uniqueKeysWithValues: columns.map { ($0.name, value(object[$0.name], type: $0.type)) })
  }
}

extension [JSONObject] {
  /// In the order of `idx`, which sites do not always answer in (CONTRACT.md, 04k8).
  func sortedByIndex() -> [JSONObject] {
    let places = map { $0["idx"]?.int ?? Int64.max }
    if zip(places, places.dropFirst()).allSatisfy({ $0 <= $1 }) { return self }
    return indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { self[$0] }
  }
}
