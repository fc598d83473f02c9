import Canvas
import Cartography
import Domain
import Testing

@testable import Console

/// `g` on the map: places, coordinates, addresses.
@Suite struct GoToMapTests {
  private func question(_ desk: Desk) -> (text: String, generation: Int)? {
    for effect in desk.effects.reversed() {
      if case .findAddress(let text, let generation) = effect { return (text, generation) }
    }
    return nil
  }

  @Test func aPlaceIsCompletedAndGoneToWithoutAskingAnybody() {
    var desk = Desk()
    desk.press("g")
    desk.type("hemm")
    #expect(desk.screen.contains("Hemmingford"))
    desk.press("Enter")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.state.pane == .map)
    #expect(desk.state.mapView.center.distance(to: Coordinate(latitude: 45.05, longitude: -73.59)!) < 3_000)
    #expect(desk.state.map.found?.name == "Hemmingford")
    #expect(question(desk) == nil)
    desk.press("Esc")
    #expect(desk.state.map.found == nil)
  }

  @Test func arrowsChooseAmongPlacesAndAbbreviationsAreKnown() {
    var desk = Desk()
    desk.press("g")
    desk.type("st-r")
    #expect(desk.screen.contains("Saint-Rémi"))
    desk.press("Down", "Down", "Up", "Enter")
    #expect(desk.state.map.found?.name.hasPrefix("Saint-R") == true)
  }

  @Test(arguments: [
    "45.30, -73.26", "45.30 -73.26", "45,30 -73,26", "45,30; -73,26", "45,30, -73,26", "45.30 N 73.26 O", "45.30N 73.26W",
    "45,3000° N 73,2600° O",
  ]) func coordinatesAreGoneTo(text: String) {
    var desk = Desk()
    desk.press("g")
    desk.type(text)
    desk.press("Enter")
    let place = Coordinate(latitude: 45.30, longitude: -73.26)!
    #expect(desk.state.mapView.center.distance(to: place) < 1, "\(text)")
  }

  @Test(arguments: ["45.30", "1043", "95.0, -73.0", "45.30, abc", "", "12 rue, 3", "1 2 3"]) func otherTextIsNoCoordinate(
    text: String
  ) {
    #expect(CoordinateNotation.parse(text) == nil)
  }

  @Test func coordinatesAreWrittenAsTheyAreRead() {
    for (latitude, longitude) in [(45.16, -73.68), (-0.00004, 0.5), (89.999994, -179.99999)] {
      let place = Coordinate(latitude: latitude, longitude: longitude)!
      let read = CoordinateNotation.parse(CoordinateNotation.text(place))
      #expect(read.map { abs($0.latitude - latitude) < 0.00001 && abs($0.longitude - longitude) < 0.00001 } == true)
    }
  }

  @Test func anAddressAsksTheGeocoderOnceAndListsWhatItKnows() throws {
    var desk = Desk()
    desk.press("g")
    desk.type("114 rue Lambton, Ormstown")
    desk.press("Enter", "Enter")
    let asked = try #require(question(desk))
    #expect(asked.text == "114 rue Lambton, Ormstown")
    #expect(desk.effects.count { if case .findAddress = $0 { true } else { false } } == 1)
    #expect(desk.screen.contains("recherche de l'adresse"))
    let house = FoundAddress(
      label: "114, rue Lambton, Ormstown", coordinate: Coordinate(latitude: 45.13, longitude: -74.0)!, precision: .house)
    let street = FoundAddress(
      label: "rue Lambton, Huntingdon", coordinate: Coordinate(latitude: 45.09, longitude: -74.17)!, precision: .street)
    let answer = AddressAnswer(found: [house, street], attribution: "© OpenStreetMap")
    // The answer to another question is not taken.
    desk.send(.addresses(.success(answer), generation: asked.generation - 1))
    #expect(!desk.screen.contains("maison"))
    desk.send(.addresses(.success(answer), generation: asked.generation))
    #expect(desk.screen.contains("114, rue Lambton, Ormstown"))
    #expect(desk.screen.contains("maison") && desk.screen.contains("© OpenStreetMap"))
    desk.press("Down", "Enter")
    #expect(desk.state.mapView.center == street.coordinate)
    #expect(desk.state.map.found?.name == "rue Lambton, Huntingdon")
    _ = desk.state.perform(.aboutMap)
    #expect(desk.screen.contains("© OpenStreetMap"))
  }

  @Test(arguments: [
    (GeocodingFailure.notConfigured, "aucun géocodeur configuré"), (.timedOut, "ne répond pas"), (.serverError(503), "503"),
    (.tooManyRequests(retryAfter: 30), "30 s"), (.notUnderstood, "incompréhensible"),
  ]) func whatGoesWrongIsSaidAndTheTextKept(failure: GeocodingFailure, text: String) throws {
    var desk = Desk()
    desk.press("g")
    desk.type("12 rang des Lilas")
    desk.press("Enter")
    desk.send(.addresses(.failure(failure), generation: try #require(question(desk)).generation))
    #expect(desk.screen.contains(text))
    #expect(desk.screen.contains("12 rang des Lilas"))
    // Asked again on Enter.
    desk.press("Enter")
    #expect(desk.effects.count { if case .findAddress = $0 { true } else { false } } == 2)
  }

  @Test func noAddressIsSaid() throws {
    var desk = Desk()
    desk.press("g")
    desk.type("12 rang des Lilas")
    desk.press("Enter")
    desk.send(.addresses(.success(AddressAnswer(found: [])), generation: try #require(question(desk)).generation))
    #expect(desk.screen.contains("aucune adresse de ce nom"))
  }

  @Test func aNumberIsStillAJobs() {
    var desk = Desk()
    desk.go(to: 1022)
    #expect(desk.selected == "1022")
    #expect(desk.state.pane == .list)
    desk.press("g")
    desk.type("9999")
    desk.press("Enter")
    #expect(desk.effects.contains { if case .locate("9999", _) = $0 { true } else { false } })
  }
}
