import Domain

extension State {
  /// Hands the geocoder's answer to whoever waits for it; dropped where nobody does any more.
  mutating func take(addresses: Result<AddressAnswer, GeocodingFailure>, generation: Int) -> [Effect] {
    if case .success(let answer) = addresses, !answer.attribution.isEmpty { map.addressCredit = answer.attribution }
    if takeForGoTo(addresses, generation: generation) { return [] }
    changeHomeBaseLayer { layer, state in layer.take(addresses, generation: generation, state) }
    return []
  }

  mutating func take(placeName: Result<FoundAddress?, GeocodingFailure>, generation: Int) -> [Effect] {
    changeHomeBaseLayer { layer, _ in layer.take(name: placeName, generation: generation) }
    return []
  }

  /// The cross-hair has rested.
  func nameRestingPlace(_ generation: Int) -> [Effect] {
    for case let layer as HomeBaseLayer in layers {
      guard let place = layer.resting(generation, self) else { continue }
      return [.namePlace(place, generation: generation)]
    }
    return []
  }

  /// The geocoder has been silent for too long, whatever it is that keeps it.
  mutating func giveUpOnGeocoder(_ generation: Int) {
    changeHomeBaseLayer { layer, _ in
      layer.giveUp(generation)
      return false
    }
  }

  /// Goes on until one of them has taken what there is.
  private mutating func changeHomeBaseLayer(_ change: (inout HomeBaseLayer, State) -> Bool) {
    for index in layers.indices {
      guard var layer = layers[index] as? HomeBaseLayer else { continue }
      let isTaken = change(&layer, self)
      layers[index] = layer
      if isTaken { return }
    }
  }
}
