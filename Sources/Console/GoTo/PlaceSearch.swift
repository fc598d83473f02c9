import Cartography
import Domain

/// The places of the built-in map by name, without asking anybody.
enum PlaceSearch {
  private static let folded: [[UInt8]] = BaseMap.builtIn.places.map { SearchFolding.foldedBytes($0.name) }

  /// Those whose name begins as typed, then those that have the words; the largest first.
  static func places(_ text: String, most: Int) -> [BaseMap.Place] {
    let wanted = expanded(text)
    guard wanted.count >= 2 else { return [] }
    let query = SearchQuery(String(decoding: wanted, as: UTF8.self))
    var (first, others): ([BaseMap.Place], [BaseMap.Place]) = ([], [])
    for (index, place) in BaseMap.builtIn.places.enumerated() {
      if folded[index].starts(with: wanted) {
        first.append(place)
      } else if others.count < most, query.matches(folded[index]) {
        others.append(place)
      }
      if first.count == most { break }
    }
    return Array((first + others).prefix(most))
  }

  /// Whether that is the place's whole name.
  static func isName(_ text: String, of place: BaseMap.Place) -> Bool { expanded(text) == SearchFolding.foldedBytes(place.name) }

  /// `st remi` is Saint-Rémi.
  private static func expanded(_ text: String) -> [UInt8] {
    let words = String(decoding: SearchFolding.foldedBytes(text), as: UTF8.self).split(separator: " ")
    return Array(words.map { $0 == "st" ? "saint" : $0 == "ste" ? "sainte" : String($0) }.joined(separator: " ").utf8)
  }
}
