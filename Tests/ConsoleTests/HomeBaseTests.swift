import Canvas
import Cartography
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

extension Desk {
  /// The cursor on a technician's heading.
  mutating func stand(on technician: Int) {
    state.list.scroll.select(
      .group(.resource(SampleDay.technician(technician))), in: state.list.layout.rows, height: state.listHeight)
  }

  var homeBase: HomeBaseLayer? { state.layers.last as? HomeBaseLayer }

  /// What the geocoder has been asked last.
  var asked: (text: String, generation: Int)? {
    for case .findAddress(let text, let generation) in effects.reversed() { return (text, generation) }
    return nil
  }

  /// The places that the geocoder has been asked to name.
  var named: [(place: Coordinate, generation: Int)] {
    effects.compactMap { effect -> (place: Coordinate, generation: Int)? in
      guard case .namePlace(let place, let generation) = effect else { return nil }
      return (place, generation)
    }
  }

  /// The line of the screen that holds a text.
  func line(of text: String) -> Int? {
    screen.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(text) }
  }

  mutating func answer(_ answer: Result<AddressAnswer, GeocodingFailure>) {
    send(.addresses(answer, generation: asked?.generation ?? -1))
  }

  func technician(_ number: Int) -> Technician { state.board!.technicians[SampleDay.technician(number)]! }
}

/// Where a technician's day begins, by all three ways in.
@Suite struct HomeBaseTests {
  static let lambton = FoundAddress(
    label: "114, Rue Lambton, Ormstown, Québec, Canada", coordinate: Coordinate(latitude: 45.125, longitude: -73.998)!,
    precision: .house, civicNumber: "114", street: "rue Lambton", municipality: "Ormstown", postalCode: "J0S 1K0")
  static let street = FoundAddress(
    label: "Rue Lambton, Ormstown", coordinate: Coordinate(latitude: 45.126, longitude: -73.999)!, precision: .street,
    street: "rue Lambton", municipality: "Ormstown")
  static let elsewhere = FoundAddress(
    label: "114, Rue Lambton, Huntingdon", coordinate: Coordinate(latitude: 45.09, longitude: -74.17)!, precision: .house,
    civicNumber: "114", street: "rue Lambton", municipality: "Huntingdon")
  static let answer = AddressAnswer(
    found: [lambton, street, elsewhere], asked: "114 rue Lambton, Ormstown, Québec", attribution: "© OpenStreetMap")

  @Test func byAddress() {
    var desk = Desk()
    desk.stand(on: 7)
    desk.press("p")
    desk.type("114 rue Lambton, Ormstown")
    #expect(desk.asked == nil, "nothing is looked for as one types")
    desk.press("Enter")
    #expect(desk.asked?.text == "114 rue Lambton, Ormstown")
    #expect(desk.screen.contains("Recherche en cours"))
    desk.answer(.success(Self.answer))
    let screen = desk.screen
    for text in [
      "114, rue Lambton, Ormstown, J0S 1K0", "maison", "rue seulement", "autre municipalité", "© OpenStreetMap",
      "demandé : « 114 rue Lambton, Ormstown, Québec »",
    ] { #expect(screen.contains(text), "\(text) in\n\(screen)") }
    desk.press("Enter")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.technician(7).home == Self.lambton.coordinate)
    #expect(desk.technician(7).homeAddress == "114, rue Lambton, Ormstown, J0S 1K0")
    let edit = desk.waiting.first?.edits.first
    #expect(edit?.document == DocumentReference(.technician, name: SampleDay.technician(7)))
    #expect(edit?.baseModified == "2026-05-01 08:00:00.000000")
    #expect(edit?.changes.map(\.field) == ["home_address", "home_latitude", "home_longitude"])
    #expect(desk.waiting.first?.verb == "base TECH-007 45.125000,-73.998000")
  }

  /// A street alone keeps the number that was typed; what somebody chooses is what is saved.
  @Test func theCandidateThatIsChosenIsSaved() {
    var desk = Desk()
    desk.stand(on: 7)
    desk.press("p")
    desk.type("114 rue Lambton, Ormstown")
    desk.press("Enter")
    desk.answer(.success(Self.answer))
    desk.press("Down", "Enter")
    #expect(desk.technician(7).home == Self.street.coordinate)
    #expect(desk.technician(7).homeAddress == "114 rue Lambton, Ormstown")
  }

  @Test func otherTextIsLookedForAnew() {
    var desk = Desk()
    desk.stand(on: 7)
    desk.press("p")
    desk.type("lambton")
    desk.press("Enter")
    desk.answer(.success(Self.answer))
    desk.type(" ormstown")
    desk.press("Enter")
    #expect(desk.asked?.text == "lambton ormstown")
    #expect(desk.waiting.isEmpty)
  }

  @Test func byCoordinates() {
    var desk = Desk()
    desk.stand(on: 3)
    desk.press("p", "F3")
    desk.type("-73.4, 45.2")
    desk.press("Enter")
    #expect(desk.screen.contains("inversées"), "\(desk.screen)")
    #expect(desk.waiting.isEmpty && desk.homeBase != nil)
    desk.press("Ctrl-U")
    desk.type("45,2000 N 73,4000 O")
    desk.press("Enter")
    #expect(desk.technician(3).home == Coordinate(latitude: 45.2, longitude: -73.4))
    #expect(desk.technician(3).homeAddress == "", "the address of another place is none of this one's")
  }

  @Test func farAwayIsSaidAndAllowed() {
    var desk = Desk()
    desk.stand(on: 3)
    desk.press("p", "F3")
    desk.type("48.85 N 2.35 E")
    #expect(desk.screen.contains("du siège, hors de la région"))
    desk.press("Enter")
    #expect(desk.technician(3).home == Coordinate(latitude: 48.85, longitude: 2.35))
  }

  @Test func thePlaceUnderTheCrosshairIsNamedWhenItRests() {
    var desk = Desk()
    desk.stand(on: 3)
    desk.press("p", "F4", "Right")
    let first = desk.named.count
    #expect(first == 2, "once for the present base, once for where it went")
    desk.press("Right")
    desk.send(.placeNamed(.success(Self.lambton), generation: desk.named[first - 1].generation))
    #expect(!desk.screen.contains("près de"), "a late answer is for another place")
    let last = desk.named[desk.named.count - 1]
    var found = Self.lambton
    found.coordinate = last.place
    desk.send(.placeNamed(.success(found), generation: last.generation))
    #expect(desk.screen.contains("près de 114, rue Lambton, Ormstown"))
    // Looking closer, and taking it, keeps the name; it becomes the address.
    while desk.homeBase?.isTaken == false { desk.press("Enter") }
    desk.press("Enter")
    #expect(desk.technician(3).homeAddress == "114, rue Lambton, Ormstown, J0S 1K0")
  }

  @Test func goingToAPlaceNeedsNoGeocoder() {
    var desk = Desk()
    desk.stand(on: 3)
    desk.press("p", "F4", "g")
    desk.type("chateauguay")
    desk.press("Enter")
    let crosshair = desk.homeBase?.picker?.crosshair
    #expect(crosshair.map { $0.distance(to: Coordinate(latitude: 45.36, longitude: -73.73)!) < 10_000 } == true)
    desk.press("g")
    desk.type("atlantis")
    desk.press("Enter")
    #expect(desk.screen.contains("aucun lieu « atlantis »"))
    desk.press("Esc", "Esc")
    #expect(desk.state.layers.isEmpty)
  }

  @Test func aClickPlacesTheCrosshair() throws {
    var desk = Desk()
    desk.stand(on: 3)
    desk.press("p", "F4")
    let before = desk.homeBase?.picker?.crosshair
    desk.click(40, 20)
    let moved = desk.homeBase?.picker?.crosshair
    #expect(moved != before && desk.homeBase?.picker?.isFine == false)
    let zoom = desk.homeBase?.picker?.view.zoom ?? 0
    desk.click(40, 20)
    #expect(desk.homeBase?.picker?.view.zoom ?? 0 > zoom, "a click on the cross-hair looks closer")
    #expect(desk.homeBase?.picker?.crosshair == moved)
  }

  @Test func theDayWithTheOtherBaseIsTold() {
    var desk = Desk()
    desk.stand(on: 3)
    desk.press("p")
    #expect(desk.screen.contains("Journée"), "\(desk.screen)")
    desk.press("F3")
    desk.type("45.4, -73.4")
    let line = desk.screen.split(separator: "\n").first { $0.contains("Journée") }.map(String.init) ?? ""
    #expect(line.contains("km → ") && line.contains("première arrivée") && line.contains("estimation"), "\(line)")
  }

  @Test func clearingIsSaidAndLeavesHeadquarters() {
    var desk = Desk()
    desk.stand(on: 3)
    desk.press("p", "F6")
    #expect(desk.screen.contains("le siège en tiendra lieu"))
    desk.press("F6")
    #expect(!desk.screen.contains("le siège en tiendra lieu"))
    desk.press("F6", "Enter")
    #expect(desk.technician(3).home == nil && desk.technician(3).homeAddress == "")
    #expect(desk.waiting[0].edits[0].changes.allSatisfy { $0.after == .null })
  }

  // MARK: On its way

  @Test func theRowTellsHowTheEditStands() {
    var desk = Desk()
    desk.stand(on: 3)
    desk.press("p", "F3")
    desk.type("45.2, -73.4")
    desk.press("Enter")
    func heading() -> String { desk.screen.split(separator: "\n").map(String.init).first { $0.contains("SAMUEL ROY") } ?? "" }
    #expect(heading().contains("SAMUEL ROY ·"), "\(heading())")
    desk.commit()
    #expect(heading().contains("SAMUEL ROY ~"), "\(heading())")
    desk.confirm()
    #expect(heading().contains("SAMUEL ROY  "), "\(heading())")
  }

  @Test func aSaveThatFailsIsTakenBack() {
    var desk = Desk()
    desk.stand(on: 3)
    let before = desk.technician(3)
    desk.press("p", "F3")
    desk.type("45.2, -73.4")
    desk.press("Enter")
    desk.send(.acceptFailed(desk.waiting[0], .diskFull))
    #expect(desk.technician(3) == before)
    #expect(desk.state.underlyingTechnicians.isEmpty)
    desk.press(".")
    #expect(desk.technician(3).home == Coordinate(latitude: 45.2, longitude: -73.4))
  }

  /// What the site says meanwhile goes under what is being saved, and a board that is read anew keeps it on top.
  @Test func whatIsBeingSavedStaysOnTop() {
    var desk = Desk()
    desk.stand(on: 3)
    desk.press("p", "F3")
    desk.type("45.2, -73.4")
    desk.press("Enter")
    var theirs = SampleDay.board.technicians[SampleDay.technician(3)]!
    theirs.phone = "+15145550000"
    desk.send(.boardPatch(BoardPatch(technicians: [theirs.name: theirs])))
    #expect(desk.technician(3).phone == "+15145550000")
    #expect(desk.technician(3).home == Coordinate(latitude: 45.2, longitude: -73.4))
    desk.send(.board(SampleDay.board))
    #expect(desk.technician(3).home == Coordinate(latitude: 45.2, longitude: -73.4))
    desk.send(.acceptFailed(desk.waiting[0], .diskFull))
    #expect(desk.technician(3).home == SampleDay.board.technicians[SampleDay.technician(3)]!.home)
  }

  @Test func aConflictKeepsAPlaceInOnePiece() {
    var desk = Desk()
    desk.stand(on: 3)
    desk.press("p", "F3")
    desk.type("45.2, -73.4")
    desk.press("Enter")
    desk.commit()
    let fields = [("home_latitude", 45.2, 45.3, 45.183), ("home_longitude", -73.4, -73.5, -73.403)].map {
      FieldConflict(field: $0.0, mine: .float($0.1), theirs: .float($0.2), base: .float($0.3))
    }
    let intents = desk.state.board!.intents.map { intent in
      var intent = intent
      intent.state = .conflict(fields)
      intent.theirs = Author(user: "julie.gagnon@example.org", modified: "2026-05-06 10:42:00.000000")
      return intent
    }
    desk.send(.boardPatch(BoardPatch(intents: intents)))
    #expect(desk.screen.split(separator: "\n").contains { $0.contains("SAMUEL ROY") && $0.contains("≠") }, "\(desk.screen)")
    desk.stand(on: 3)
    desk.press("F9")
    #expect(desk.screen.contains("régler"))
    desk.press("Home", "Enter")
    #expect(desk.screen.contains("Samuel Roy a changé pendant votre modification"))
    desk.press("Right", "Enter")
    let choice = desk.effects.compactMap { if case .resolveConflict(_, let choices) = $0 { choices } else { nil } }.last
    #expect(choice == ["home_latitude": .theirs, "home_longitude": .theirs])
  }

  // MARK: What it is about

  @Test func aJobWithoutCoordinatesComesFirst() {
    var desk = Desk()
    desk.go(to: 1060)
    desk.press("p")
    #expect(desk.screen.contains("Lieu du bon 1060"))
    desk.press("F3")
    desk.type("45.06, -73.6")
    desk.press("Enter")
    #expect(desk.job(1060).coordinate == Coordinate(latitude: 45.06, longitude: -73.6))
    #expect(desk.job(1060).address == "1060, rang Saint-Charles", "what the file says stays")
  }

  @Test func oneKeyTurnsToTheOther() {
    var desk = Desk()
    desk.go(to: 1021)
    desk.press("p")
    #expect(desk.screen.contains("Point de départ · Marc Tremblay"))
    #expect(desk.screen.contains("lieu de 1021"))
    desk.type("12 rue x")
    desk.press("F2")
    #expect(desk.screen.contains("Lieu du bon 1021"))
    #expect(desk.homeBase?.address.text == "12 rue x", "what was typed stays")
    desk.press("F2")
    #expect(desk.screen.contains("Point de départ · Marc Tremblay"))
  }

  @Test func everyRowOfATechnicianOffersTheSame() throws {
    let items = ["par l'adresse", "choisir sur la carte", "par coordonnées", "vérifier sur la carte", "effacer (siège)"]
    func check(_ desk: Desk, _ place: String, _ name: String = "Samuel Roy") {
      let screen = desk.screen
      #expect(screen.contains("📍 \(name)"), "\(place)\n\(screen)")
      for item in items { #expect(screen.contains(item), "\(place): \(item)") }
    }
    var desk = Desk()
    desk.click(10, try #require(desk.line(of: "SAMUEL ROY")), .right)
    check(desk, "list")
    desk.press("Esc")
    desk.press("F9")
    check(desk, "list, F9")
    for (key, column) in [("2", 4), ("3", 4), ("4", 10)] {
      desk.press("Esc", key)
      desk.click(column, try #require(desk.line(of: "Samuel Roy")), .right)
      check(desk, "view \(key)")
    }
    desk.press("Esc", "1")
    let marks = desk.state.mapMarks
    let placed = desk.state.mapScene(marks: marks, routes: []).placed(in: desk.state.mapArea.map, symbols: .unicode)
    let pins = placed.compactMap { placed -> (rect: Rect, name: DocumentName)? in
      guard placed.marks.count == 1, case .home(let name) = marks[placed.marks[0]].kind else { return nil }
      return (placed.rect, name)
    }
    let pin = try #require(pins.first)
    desk.click(pin.rect.x, pin.rect.y, .right)
    check(desk, "pin", desk.state.name(of: pin.name))
    desk.press("Enter")
    #expect(desk.homeBase?.subject == .technician(pin.name))
  }

  @Test func confirmingBeginsCloseToTheBase() {
    var desk = Desk()
    desk.stand(on: 3)
    desk.run(.confirmHome)
    #expect(desk.homeBase?.picker?.isFine == true)
    #expect(desk.homeBase?.picker?.crosshair == desk.technician(3).home)
    desk.stand(on: 7)
    #expect(availability(of: .confirmHome, in: desk.state).reason?.contains("siège") == true)
  }

  @Test func whoMayOnlyReadIsTold() {
    var desk = Desk(role: .readOnly)
    desk.stand(on: 3)
    desk.press("p")
    #expect(desk.state.layers.isEmpty && desk.toasts.contains { $0.contains("lecture seule") })
  }

  // MARK: The verb

  @Test func theVerbTakesCoordinatesAtOnce() {
    for line in ["base samuel 45.2,-73.4", "départ samuel roy 45,2000 N 73,4000 O", "home TECH-003 45.2, -73.4"] {
      var desk = Desk()
      desk.send(.verb(line))
      #expect(desk.technician(3).home == Coordinate(latitude: 45.2, longitude: -73.4), "\(line)")
    }
    var desk = Desk()
    desk.send(.verb("base samuel -"))
    #expect(desk.technician(3).home == nil)
    desk.send(.verb("base samuel \"114 rue Lambton, Ormstown\""))
    #expect(desk.asked?.text == "114 rue Lambton, Ormstown")
    #expect(desk.homeBase?.subject == .technician(SampleDay.technician(3)))
    desk.press("Esc", "Esc")
    desk.send(.verb("base samuel Ormstown"))
    #expect(desk.asked?.text == "Ormstown")
    desk.press("Esc", "Esc")
    desk.send(.verb("base samuel -73.4,45.2"))
    #expect(desk.toasts.last?.contains("inversées") == true)
    desk.send(.verb("base personne 45.2,-73.4"))
    #expect(desk.toasts.last?.contains("aucun technicien") == true)
  }

  /// An address is nobody's business on the disk.
  @Test func typedPlacesAreNotRemembered() {
    var desk = Desk()
    desk.press(":")
    desk.type("base samuel 45.2,-73.4")
    desk.press("Enter")
    #expect(!desk.effects.contains { if case .keep(.line) = $0 { true } else { false } })
  }

  // MARK: A geocoder that does not answer as it should

  private func failing(_ failure: GeocodingFailure, language: Language = .french) -> Desk {
    var desk = Desk(language: language)
    desk.stand(on: 7)
    desk.press("p")
    desk.type("114 rue Lambton")
    desk.press("Enter")
    desk.answer(.failure(failure))
    return desk
  }

  @Test(arguments: [
    (GeocodingFailure.noConnection, "injoignable", "cannot be reached"),
    (.timedOut, "pas répondu à temps", "not answered in time"),
    (.tooManyRequests(retryAfter: 30), "attendre 30 s", "wait 30 s"),
    (.tooManyRequests(retryAfter: nil), "attendre un moment", "wait a while"),
    (.blocked, "refuse cette console (403)", "refuses this console (403)"),
    (.badRequest("q trop court"), "q trop court", "q trop court"),
    (.serverError(503), "en panne (503)", "out of order (503)"),
    (.notUnderstood, "pas celle d'un géocodeur", "not a geocoder's"),
    (.notConfigured, "Aucun géocodeur n'est configuré", "No geocoder is configured"),
  ])
  func everyFailureIsOneSentenceAndLeavesTheDialogUsable(_ failure: GeocodingFailure, _ french: String, _ english: String) {
    for (language, text) in [(Language.french, french), (.english, english)] {
      var desk = failing(failure, language: language)
      #expect(desk.screen.contains(text), "\(failure)\n\(desk.screen)")
      #expect(desk.homeBase?.address.text == "114 rue Lambton", "what was typed stays")
      desk.press("Enter")
      #expect(desk.effects.count { if case .findAddress = $0 { true } else { false } } == 2, "Enter tries again")
      desk.answer(.failure(failure))
      desk.press("F3")
      desk.type("45.2, -73.4")
      desk.press("Enter")
      #expect(desk.technician(7).home == Coordinate(latitude: 45.2, longitude: -73.4))
    }
  }

  @Test func withoutAGeocoderThePublicOneNeedsAYes() {
    var desk = failing(.notConfigured)
    let screen = desk.screen
    for text in ["rien n'a été envoyé", "geocoder.url", "OpenStreetMap", "une demande par seconde", "F5"] {
      #expect(screen.contains(text), "\(text) in\n\(screen)")
    }
    desk.press("Enter")
    #expect(!desk.effects.contains(.consentToPublicGeocoder), "Enter is no yes")
    desk.answer(.failure(.notConfigured))
    desk.press("F5")
    #expect(desk.effects.contains(.consentToPublicGeocoder))
    #expect(desk.homeBase?.search == .waiting(generation: desk.asked!.generation))
    // And the map goes without.
    desk.press("F4", "Right")
    let asked = desk.named.count
    desk.send(.placeNamed(.failure(.notConfigured), generation: desk.named[asked - 1].generation))
    desk.press("Right", "Right")
    #expect(desk.named.count == asked, "who has none is told once")
    #expect(desk.screen.contains("aucun géocodeur"))
  }

  @Test func aGeocoderThatHangsIsGivenUpOn() {
    var desk = Desk()
    desk.stand(on: 7)
    desk.press("p")
    desk.type("114 rue Lambton")
    desk.press("Enter")
    let generation = desk.asked!.generation
    #expect(desk.effects.contains(.timer(TimerID(.geocoder, generation: generation), after: HomeBaseLayer.patience)))
    // Meanwhile the rest of the dialog works.
    desk.press("F3")
    desk.type("45")
    desk.press("Tab", "Tab")
    desk.send(.timer(TimerID(.geocoder, generation: generation)))
    #expect(desk.screen.contains("pas répondu à temps"))
    // What comes after all comes too late.
    desk.answer(.success(Self.answer))
    #expect(desk.screen.contains("pas répondu à temps"))
    desk.press("Enter", "Esc")
    #expect(desk.homeBase?.search == .idle, "Esc gives the search up")
    desk.answer(.success(Self.answer))
    #expect(desk.homeBase?.search == .idle)
    desk.press("Esc")
    #expect(desk.state.layers.isEmpty)
    desk.send(.addresses(.success(Self.answer), generation: desk.asked!.generation))
    #expect(desk.state.layers.isEmpty)
  }

  @Test func nothingFoundSaysWhatWasAsked() {
    var desk = Desk()
    desk.stand(on: 7)
    desk.press("p")
    desk.type("999 rue Nulle")
    desk.press("Enter")
    desk.answer(.success(AddressAnswer(found: [], asked: "rue Nulle")))
    #expect(desk.screen.contains("Aucune adresse trouvée") && desk.screen.contains("demandé : « rue Nulle »"))
    desk.press("Enter")
    #expect(desk.waiting.isEmpty)
  }

  /// Text from outside is text.
}
