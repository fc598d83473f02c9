/// An address taken apart, as far as requests and redirects need it (RFC 3986).
struct URLParts: Equatable {
  /// In lower case.
  var scheme: String
  var hasUserInfo: Bool
  /// In lower case, brackets kept.
  var host: String
  var port: Int?
  /// Begins with a slash, or is empty.
  var path: String
  /// The query with its `?`; a fragment is dropped, since it is never sent.
  var suffix: String

  /// nil when it is not an absolute address with a host, or holds a byte that no address may hold.
  init?(absolute text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else { return nil }
    let bytes = Array(text.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      bytes[0..<colon].allSatisfy({ Self.isSchemeByte($0) }), bytes[(colon + 1)...].starts(with: Array("//".utf8))
    else { return nil }
    scheme = String(decoding: bytes[0..<colon], as: UTF8.self).lowercased()
    let start = colon + 3
    let end =
      bytes[start...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.count
    var authority = bytes[start..<end]
    hasUserInfo = authority.contains(UInt8(ascii: "@"))
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
    let portSearch = authority.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex
    if let colon = authority[portSearch...].lastIndex(of: UInt8(ascii: ":")) {
      let digits = authority[(colon + 1)...]
      if digits.isEmpty {
        port = nil
      } else {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(String(decoding: digits, as: UTF8.self)),
          (1...65_535).contains(number)
        else { return nil }
        port = number
      }
      authority = authority[authority.startIndex..<colon]
    }
    guard !authority.isEmpty else { return nil }
    host = String(decoding: authority, as: UTF8.self).lowercased()
    let rest = bytes[end...].prefix { $0 != UInt8(ascii: "#") }
    let query = rest.firstIndex(of: UInt8(ascii: "?")) ?? rest.endIndex
    path = String(decoding: rest[rest.startIndex..<query], as: UTF8.self)
    suffix = String(decoding: rest[query...], as: UTF8.self)
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
    default: false
    }
  }
}
