/// Text out of the HTML that Frappe puts into values and messages. Not a parser: what it makes of broken HTML is text, never markup.
package enum HTMLText {
  /// Character references (WHATWG HTML, section 13.5), those that Frappe's escaping makes and the usual few beside; once, so that what was
  /// escaped twice is still escaped once.
  package static func decodeEntities(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var output: [UInt8] = []
    let bytes = Array(text.utf8)
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"),
        let end = bytes[index..<min(index + 12, bytes.count)].firstIndex(of: UInt8(ascii: ";")),
        let replacement = reference(String(decoding: bytes[(index + 1)..<end], as: UTF8.self))
      {
        output.append(contentsOf: replacement.utf8)
        index = end + 1
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// What a reader would see: block tags and `<br>` part lines, other tags go, entities are decoded, blanks collapse.
  package static func plain(_ html: String, limit: Int = 2_000) -> String {
    var lines: [String] = []
    var line = ""
    var skipped: String?
    var index = html.startIndex
    func endLine() {
      let words = decodeEntities(line).split { $0.isWhitespace || $0 == "\u{A0}" }
      if !words.isEmpty { lines.append(words.joined(separator: " ")) }
      line = ""
    }
    while index < html.endIndex {
      let character = html[index]
      if character == "<", let tag = tag(in: html, at: index) {
        index = tag.end
        if let inside = skipped {
          if tag.name == "/" + inside { skipped = nil }
          continue
        }
        if tag.name == "style" || tag.name == "script" { skipped = tag.name }
        if blocks.contains(tag.name.hasPrefix("/") ? String(tag.name.dropFirst()) : tag.name) { endLine() }
        continue
      }
      if skipped == nil { if character.isNewline { line += " " } else { line.append(character) } }
      index = html.index(after: index)
    }
    endLine()
    return String(lines.joined(separator: "\n").prefix(limit))
  }

  private static let blocks: Set<String> = [
    "br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "title", "summary", "details", "hr", "head",
    "body",
  ]

  /// The tag that begins there, its name in lower case and with a slash where it closes; nil for a lone `<`.
  private static func tag(in html: String, at start: String.Index) -> (name: String, end: String.Index)? {
    let inside = html.index(after: start)
    guard inside < html.endIndex, html[inside].isLetter || html[inside] == "/" || html[inside] == "!" else { return nil }
    guard let close = html[inside...].firstIndex(of: ">") else { return nil }
    let name = html[inside..<close].prefix { !$0.isWhitespace && $0 != ">" }
    let bare = name.count > 1 && name.hasSuffix("/") ? name.dropLast() : name
    return (bare.lowercased(), html.index(after: close))
  }

  private static func reference(_ name: String) -> String? {
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return "\u{A0}"
    default:
      guard name.hasPrefix("#") else { return nil }
      let digits = name.dropFirst()
      let isHexadecimal = digits.first == "x" || digits.first == "X"
      guard let code = UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10), code != 0,
        let scalar = Unicode.Scalar(code)
      else { return nil }
      return String(Character(scalar))
    }
  }
}
