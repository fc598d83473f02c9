import Cartography
import Domain

/// Places that the built-in map names.
enum PlaceIndex {
  private static let places: [(folded: String, place: BaseMap.Place)] = BaseMap.builtIn.places.map {
    (SearchFolding.fold($0.name), $0)
  }

  /// The same but for accents and case, else the largest that begins so.
  static func place(named text: String) -> BaseMap.Place? {
    let folded = SearchFolding.fold(text)
    guard !folded.isEmpty else { return nil }
    return (places.first { $0.folded == folded } ?? places.first { $0.folded.hasPrefix(folded) })?.place
  }
}
