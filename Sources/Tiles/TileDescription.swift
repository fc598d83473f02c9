import Transport

/// What the JSON beside tiles says: `vector_layers`, and of TileJSON the rest.
struct TileDescription: Sendable {
  let root: JSONValue

  /// nil where the bytes are no JSON object.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= TileBounds.directory, let root = try? JSONValue(parsing: bytes), root.object != nil else { return nil }
    self.root = root
  }

  var layers: [String] {
    (root["vector_layers"]?.array ?? []).prefix(256).compactMap { $0["id"]?.string }
  }

  var attribution: String { Self.plain(root["attribution"]?.string ?? "") }

  var templates: [String] { (root["tiles"]?.array ?? []).compactMap(\.string) }

  var countsNorthwards: Bool { root["scheme"]?.string == "tms" }

  func zooms(or fallback: ClosedRange<Int>) -> ClosedRange<Int> {
    Self.zooms(root["minzoom"]?.int.map { Int($0) }, root["maxzoom"]?.int.map { Int($0) }, or: fallback)
  }

  static func zooms(_ least: Int?, _ most: Int?, or fallback: ClosedRange<Int>) -> ClosedRange<Int> {
    let least = max(0, min(22, least ?? fallback.lowerBound))
    let most = max(0, min(22, most ?? fallback.upperBound))
    return least <= most ? least...most : fallback
  }

  /// Attributions are HTML as a rule: the text between the tags, its common entities written out.
  static func plain(_ html: String) -> String {
    var text = ""
    var isTag = false
    for character in html.prefix(2_000) {
      switch character {
      case "<": isTag = true
      case ">" where isTag: isTag = false
      case _ where isTag: break
      default: text.append(character)
      }
    }
    let entities = [
      "&copy;": "©", "&#169;": "©", "&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&",
    ]
    for (entity, meaning) in entities.sorted(by: { $0.key > $1.key }) { text = text.replacing(entity, with: meaning) }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
