/// What an origin wants to see in `Authorization`. Never printed, whatever prints it.
package struct Credential: Sendable, Hashable {
  package let headerValue: String

  /// nil when a part would break the header's line.
  package init?(headerValue: String) {
    guard !headerValue.isEmpty, headerValue.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    self.headerValue = headerValue
  }

  /// Frappe's API key and secret. A space inside makes Frappe take the request for a guest's (CONTRACT.md, 01k), so there may be none.
  package static func token(key: String, secret: String) -> Credential? {
    guard !key.isEmpty, !secret.isEmpty, isWord(key), isWord(secret) else { return nil }
    return Credential(headerValue: "token \(key):\(secret)")
  }

  /// RFC 6750.
  package static func bearer(_ token: String) -> Credential? {
    guard !token.isEmpty, isWord(token) else { return nil }
    return Credential(headerValue: "Bearer \(token)")
  }

  /// RFC 7617, in UTF-8.
  package static func basic(user: String, password: String) -> Credential? {
    guard !user.utf8.contains(UInt8(ascii: ":")) else { return nil }
    return Credential(headerValue: "Basic " + Base64.encode(Array("\(user):\(password)".utf8)))
  }

  private static func isWord(_ text: String) -> Bool { text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
}

extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "Credential(hidden)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// RFC 4648, section 4.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let count = min(3, bytes.count - index)
      var group = UInt32(bytes[index]) << 16
      if count > 1 { group |= UInt32(bytes[index + 1]) << 8 }
      if count > 2 { group |= UInt32(bytes[index + 2]) }
      for place in 0..<4 {
        text.append(place <= count ? alphabet[Int(group >> UInt32(18 - 6 * place)) & 63] : UInt8(ascii: "="))
      }
      index += 3
    }
    return String(decoding: text, as: UTF8.self)
  }
}
