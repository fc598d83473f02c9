/// How a found place differs from the address that was asked for.
package struct AddressComparison: Sendable, Hashable {
  /// The answer lies in another municipality than the one that was named.
  package let isOtherMunicipality: Bool
  /// A civic number was asked for, and the answer is a street or less.
  package let isStreetOnly: Bool
  /// A door, but not the one that was asked for.
  package let isOtherNumber: Bool

  package init(asked: String, found: FoundAddress) { self.init(asked: QuebecAddress(asked), found: found) }

  package init(asked: QuebecAddress, found: FoundAddress) {
    let isDoor = !found.civicNumber.isEmpty
    isStreetOnly = !asked.number.isEmpty && !isDoor
    isOtherNumber = !asked.number.isEmpty && isDoor && !Self.covers(asked, Self.key(found.civicNumber))
    let (named, place) = (SearchFolding.fold(asked.municipality), SearchFolding.fold(found.municipality))
    isOtherMunicipality = !named.isEmpty && !place.isEmpty && named != place
  }

  package var isExact: Bool { !isOtherMunicipality && !isStreetOnly && !isOtherNumber }

  /// `1867a` for `1867 A`
  private static func key(_ number: String) -> String { SearchFolding.fold(number).filter { $0 != " " } }

  /// A range is served at each of its doors.
  private static func covers(_ asked: QuebecAddress, _ found: String) -> Bool {
    if key(asked.number) == found { return true }
    let ends = asked.number.split(separator: "-").compactMap { Int($0) }
    guard ends.count == 2, let number = Int(found) else { return false }
    return (min(ends[0], ends[1])...max(ends[0], ends[1])).contains(number)
  }
}
