import Canvas
import Domain
import Widgets

/// What is asked of the geocoder, and what becomes of its answers.
extension HomeBaseLayer {
  mutating func search(_ state: inout State) -> [Effect] {
    complaint = nil
    state.geocoderGeneration += 1
    let generation = state.geocoderGeneration
    search = .waiting(generation: generation)
    searched = address.text
    return [
      .findAddress(address.text, generation: generation),
      .timer(TimerID(.geocoder, generation: generation), after: Self.patience),
    ]
  }

  mutating func consent(_ state: inout State) -> LayerAnswer {
    .stays([.consentToPublicGeocoder] + search(&state))
  }

  /// False where this is no answer to what it asks.
  mutating func take(_ answer: Result<AddressAnswer, GeocodingFailure>, generation: Int, _ state: State) -> Bool {
    guard search == .waiting(generation: generation) else { return false }
    switch answer {
    case .failure(let failure): search = .failed(failure)
    case .success(let answer):
      let from = present(state)?.place
      search = .found(
        answer.found.map {
          Candidate(
            found: $0, comparison: AddressComparison(asked: searched, found: $0),
            distance: from?.distance(to: $0.coordinate))
        }, answer)
      list = ListState()
      list.select(index: 0, in: answer.found.indices, height: HomeBaseAreas(size).candidateRows)
    }
    updateTravel(state)
    return true
  }

  mutating func giveUp(_ generation: Int) {
    if search == .waiting(generation: generation) { search = .failed(.timedOut) }
  }

  /// The place under the cross-hair, or the one typed, is asked for once it has rested.
  mutating func restAtPlace(_ state: inout State, before: Proposal?) -> [Effect] {
    guard way != .address, !isClearing, proposal(state)?.coordinate != before?.coordinate else { return [] }
    // Who has none is told once.
    if case .failed(let failure) = name, failure == .notConfigured || failure == .blocked { return [] }
    state.geocoderGeneration += 1
    name = .waiting(generation: state.geocoderGeneration)
    return [.timer(TimerID(.placeName, generation: state.geocoderGeneration), after: 1)]
  }

  /// The place to name, where it has rested since.
  func resting(_ generation: Int, _ state: State) -> Coordinate? {
    name == .waiting(generation: generation) ? proposal(state)?.coordinate : nil
  }

  mutating func take(name answer: Result<FoundAddress?, GeocodingFailure>, generation: Int) -> Bool {
    guard name == .waiting(generation: generation) else { return false }
    switch answer {
    case .success(let found): name = found.map(PlaceName.known) ?? .nothing
    case .failure(let failure): name = .failed(failure)
    }
    return true
  }
}
