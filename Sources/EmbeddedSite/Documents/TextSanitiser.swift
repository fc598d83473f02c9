/// What Frappe does to text that holds markup: tags it does not allow become entities, and so do the marks around them.
enum TextSanitiser {
  private static let allowed: Set<String> = [
    "a", "b", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "hr", "i", "img", "li", "ol", "p", "pre", "s", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
  ]

  /// Text without a tag stays as it is, even with `&` or a lone `<` in it.
  static func sanitised(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "<")), bytes.contains(UInt8(ascii: ">")), hasTag(bytes) else { return text }
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "<"):
        if let tag = tag(bytes, at: index), allowed.contains(tag.name) {
          out.append(contentsOf: bytes[index...tag.end])
          index = tag.end
        } else if let tag = tag(bytes, at: index) {
          out.append(contentsOf: "&lt;".utf8)
          out.append(contentsOf: bytes[(index + 1)..<tag.end])
          out.append(contentsOf: "&gt;".utf8)
          index = tag.end
        } else {
          out.append(contentsOf: "&lt;".utf8)
        }
      case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "&"): out.append(contentsOf: isEntity(bytes, at: index) ? "&".utf8 : "&amp;".utf8)
      default: out.append(bytes[index])
      }
      index += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func hasTag(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0] == UInt8(ascii: "<") && tag(bytes, at: $0) != nil }
  }

  private static func tag(_ bytes: [UInt8], at start: Int) -> (name: String, end: Int)? {
    var index = start + 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "/") { index += 1 }
    let nameStart = index
    while index < bytes.count, isLetterOrDigit(bytes[index]) { index += 1 }
    guard index > nameStart, !isDigit(bytes[nameStart]), let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else {
      return nil
    }
    return (String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased(), end)
  }

  private static func isEntity(_ bytes: [UInt8], at start: Int) -> Bool {
    var index = start + 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "#") { index += 1 }
    let nameStart = index
    while index < bytes.count, isLetterOrDigit(bytes[index]), index - nameStart < 10 { index += 1 }
    return index > nameStart && index < bytes.count && bytes[index] == UInt8(ascii: ";")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }
}
