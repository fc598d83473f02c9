import Domain

extension State {
  /// Hands the geocoder's answer to whoever waits for it; dropped where nobody does any more.
  mutating func take(addresses: Result<AddressAnswer, GeocodingFailure>, generation: Int) -> [Effect] {
    if case .success(let answer) = addresses, !answer.attribution.isEmpty { map.addressCredit = answer.attribution }
    if takeForGoTo(addresses, generation: generation) { return [] }
    return []
  }

  mutating func take(placeName: Result<FoundAddress?, GeocodingFailure>, generation: Int) -> [Effect] { [] }
}
