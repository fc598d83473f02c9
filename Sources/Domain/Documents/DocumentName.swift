import Glibc

/// A document's name as the site gave it, compared byte by byte.
///
/// PostgreSQL keeps names that differ only in case, accent or normalisation form as different documents
/// (POSTGRESQL.md, 20k3 and 24a), while Swift's `==` on `String` folds NFC and NFD together.
package struct DocumentName: Hashable, Sendable, Codable, CustomStringConvertible, ExpressibleByStringLiteral {
  package let text: String

  package init(_ text: String) { self.text = text }
  package init(stringLiteral value: String) { text = value }
  package init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  package var description: String { text }

  package static func == (left: Self, right: Self) -> Bool {
    left.text.utf8.count == right.text.utf8.count && compare(left, right) == 0
  }

  package func hash(into hasher: inout Hasher) {
    var copy = text
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    // No UTF-8 holds this byte: it ends the name.
    hasher.combine(0xFF as UInt8)
  }
}

extension DocumentName: Comparable {
  /// The order of the UTF-8 bytes; for ties on this side only, since the site's own order depends on its collation.
  package static func < (left: Self, right: Self) -> Bool { compare(left, right) < 0 }

  /// As `memcmp`, the shorter of two that begin alike first. Names are compared in every sort and lookup, hence the raw bytes.
  private static func compare(_ left: Self, _ right: Self) -> Int {
    var a = left.text
    var b = right.text
    return a.withUTF8 { a in
      b.withUTF8 { b in
        let shared = min(a.count, b.count)
        if shared > 0 {
          let order = memcmp(a.baseAddress!, b.baseAddress!, shared)
          if order != 0 { return Int(order) }
        }
        return a.count - b.count
      }
    }
  }
}
