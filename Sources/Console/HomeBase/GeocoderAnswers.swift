import Domain

extension State {
  /// Hands the geocoder's answer to whoever waits for it; dropped where nobody does any more.
  mutating func take(addresses: Result<AddressAnswer, GeocodingFailure>, generation: Int) -> [Effect] { [] }

  mutating func take(placeName: Result<FoundAddress?, GeocodingFailure>, generation: Int) -> [Effect] { [] }
}
