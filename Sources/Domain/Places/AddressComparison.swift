/// How a found place differs from the address that was asked for.
package struct AddressComparison: Sendable, Hashable {
  /// The answer lies in another municipality than the one that was named.
  package let isOtherMunicipality: Bool
  /// A civic number was asked for, and the answer is a street or less.
  package let isStreetOnly: Bool
  /// A door, but not the one that was asked for.
  package let isOtherNumber: Bool

  package init(asked: String, found: FoundAddress) {
    let parts = asked.split(separator: ",").map { SearchFolding.fold(String($0)) }
    let number = Self.civicNumber(in: asked)
    let isDoor = found.precision == .house || found.precision == .interpolated
    isStreetOnly = number != nil && !isDoor
    isOtherNumber =
      isDoor && number != nil && !found.civicNumber.isEmpty
      && SearchFolding.fold(found.civicNumber) != number.map { SearchFolding.fold($0) }
    let named = parts.count > 1 ? SearchFolding.fold(PostalAddress.municipality(in: asked)) : ""
    let place = SearchFolding.fold(found.municipality)
    isOtherMunicipality = !named.isEmpty && !place.isEmpty && Self.expanded(named) != Self.expanded(place)
  }

  package var isExact: Bool { !isOtherMunicipality && !isStreetOnly && !isOtherNumber }

  /// `114` of `114, rue Lambton` and `1867A` of `1867A ch. de la Rivière`; nil where the line begins with no number, or where the
  /// number is a street's (`3e rang`).
  private static func civicNumber(in asked: String) -> String? {
    guard let word = asked.split(whereSeparator: { $0 == " " || $0 == "," }).first, word.first?.isNumber == true else {
      return nil
    }
    let digits = word.prefix { $0.isNumber }
    let rest = word.dropFirst(digits.count)
    return rest.unicodeScalars.count > 1 || rest == "e" ? nil : String(word)
  }

  /// Saint and Sainte as the long words, blanks for hyphens.
  private static func expanded(_ name: String) -> String {
    name.split { $0 == " " || $0 == "-" }.map { $0 == "st" ? "saint" : $0 == "ste" ? "sainte" : String($0) }.joined(
      separator: " ")
  }
}
