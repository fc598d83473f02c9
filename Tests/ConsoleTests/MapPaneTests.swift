import Canvas
import Cartography
import Configuration
import Domain
import Scheduling
import Testing

@testable import Console

/// The map in a dispatcher's hands.
@Suite struct MapPaneTests {
  /// At 120 columns, the map beside the list and with the focus.
  private func atMap(width: Int = 120, height: Int = 40) -> Desk {
    var desk = Desk(width: width, height: height)
    desk.press("Tab")
    #expect(desk.state.pane == .map)
    return desk
  }

  private func position(_ number: Int, _ latitude: Double, _ longitude: Double, minutes: Int = 4, isValid: Bool = true) -> Message
  {
    .position(
      Position(
        technician: SampleDay.technician(number), coordinate: Coordinate(latitude: latitude, longitude: longitude)!,
        at: Instant(seconds: SampleDay.now.seconds - Int64(minutes * 60)), isValid: isValid))
  }

  /// Where a coordinate stands on screen.
  private func cell(_ latitude: Double, _ longitude: Double, _ desk: Desk) -> Point? {
    desk.state.mapView.cell(of: Coordinate(latitude: latitude, longitude: longitude)!, in: desk.state.mapArea.map)
  }

  private func cell(_ number: Int, _ desk: Desk) -> Point? {
    desk.job(number).coordinate.flatMap { desk.state.mapView.cell(of: $0, in: desk.state.mapArea.map) }
  }

  @Test func opensWithHeadquartersInTheMiddle() {
    for (width, height) in [(120, 40), (200, 60)] {
      let desk = Desk(width: width, height: height)
      let area = desk.state.mapArea.map
      #expect(desk.state.mapView.center == .headquarters)
      #expect(cell(45.16, -73.68, desk) == Point(x: area.x + area.width / 2, y: area.y + area.height / 2))
      #expect(cell(45.40, -73.80, desk) != nil, "lac Saint-Louis")
      #expect(cell(45.30, -73.26, desk) != nil, "le Richelieu")
      #expect(cell(45.01, -73.60, desk) != nil, "la frontière")
    }
  }

  @Test func arrowsAndLettersPanByAnEighthAndPagesByHalf() {
    var desk = atMap()
    let size = desk.state.mapSize
    let start = desk.state.mapView
    for (keys, columns, rows) in [
      (["Right", "l"], size.width / 8, 0), (["Left", "h"], -(size.width / 8), 0), (["Down", "j"], 0, size.height / 8),
      (["Up", "k"], 0, -(size.height / 8)), (["PgDn"], 0, size.height / 2), (["PgUp"], 0, -(size.height / 2)),
    ] {
      for key in keys {
        desk.state.map.chosen = start
        desk.press(key)
        #expect(desk.state.mapView == start.moved(columns: columns, rows: rows), "\(key)")
      }
    }
    #expect(desk.selected != nil)
    desk.press("Home")
    #expect(desk.state.map.chosen == nil)
    desk.press("End")
    for number in [1043, 1040, 1022] { #expect(cell(number, desk) != nil) }
  }

  @Test func keysThatArriveTogetherAreAllCountedAndDrawnOnce() {
    var desk = atMap()
    var memory = ViewMemory()
    view(desk.state, memory: &memory)
    let (start, pictures) = (desk.state.mapView, memory.mapPictures)
    for _ in 0..<10 { desk.press("Right") }
    view(desk.state, memory: &memory)
    #expect(memory.mapPictures == pictures + 1)
    var expected = start
    for _ in 0..<10 { expected = expected.moved(columns: desk.state.mapSize.width / 8, rows: 0) }
    #expect(desk.state.mapView == expected)
    #expect(memory.frame == view(desk.state, size: desk.state.size).frame)
  }

  @Test func aHeldKeyIsForeseen() throws {
    var desk = atMap()
    desk.press("Right")
    var memory = ViewMemory()
    view(desk.state, memory: &memory)
    let key = Input.key(KeyNotation.parse("Right")!)
    let foresight = try #require(Foresight(of: key, in: desk.state, drawn: memory))
    desk.press("Right")
    #expect(foresight.state.mapView == desk.state.mapView)
    #expect(foresight.drawn.frame == view(desk.state, size: desk.state.size).frame)
  }

  @Test func zoomsByKeysInHalfStepsWhicheverPaneHasTheFocus() {
    var desk = Desk()
    let start = desk.state.mapView.zoom
    desk.press("+", "=")
    #expect(abs(desk.state.mapView.zoom - start - 1) < 1e-9)
    desk.press("-")
    #expect(abs(desk.state.mapView.zoom - start - 0.5) < 1e-9)
    desk.press("z", "+", "z", "-", "z", "i", "z", "o")
    #expect(abs(desk.state.mapView.zoom - start - 0.5) < 1e-9)
    #expect(desk.state.pane == .list)
  }

  @Test func thePrefixSaysWhatMayFollow() {
    var desk = Desk()
    desk.press("z")
    for text in ["la sélection", "la journée du technicien", "tout", "le siège"] {
      #expect(desk.screen.contains("carte : " + text))
    }
    desk.press("Esc")
    #expect(desk.state.layers.isEmpty)
  }

  @Test func zoomsToTheSelectionTheTechnicianAllAndHeadquarters() {
    var desk = Desk()
    desk.go(to: 1040)
    desk.press("z", "s")
    #expect(desk.state.mapView.center == desk.job(1040).coordinate)
    #expect(desk.state.mapView.zoom == 13)
    desk.go(to: 1012)
    desk.press("z", "t")
    for number in [1012, 1015, 1021] { #expect(cell(number, desk) != nil) }
    #expect(cell(45.165, -73.685, desk) != nil)
    #expect(cell(1040, desk) == nil)
    desk.press("z", "a")
    #expect(cell(1040, desk) != nil && cell(1022, desk) != nil)
    desk.press("z", "h")
    #expect(desk.state.mapView.center == .headquarters)
    // Several marked jobs are all brought in.
    desk.go(to: 1040)
    desk.press("Space")
    desk.go(to: 1022)
    desk.press("Space", "z", "s")
    #expect(cell(1040, desk) != nil && cell(1022, desk) != nil)
    // Nowhere to go: it is said.
    desk.press("Esc")
    desk.go(to: 1060)
    desk.press("z", "s")
    #expect(desk.toasts.contains { $0.contains("1060 : aucune coordonnée connue") })
  }

  @Test func aNarrowScreenBringsTheMapUp() {
    var desk = Desk(width: 80, height: 24)
    #expect(desk.state.mapArea.map.isEmpty)
    desk.go(to: 1040)
    desk.press("z", "s")
    #expect(desk.state.pane == .map)
    #expect(desk.state.mapArea.map.width == 80)
    #expect(cell(1040, desk) != nil)
  }

  @Test func theViewStandsStillWhileJobsComeAndGo() {
    var desk = Desk()
    desk.press("+", "Tab", "Right", "Down")
    let before = desk.state.mapView
    desk.send(.boardPatch(BoardPatch(jobs: [SampleDay.reference(1040): nil])))
    desk.press(";")
    desk.send(.board(Board(day: SampleDay.day.adding(days: 1))))
    desk.send(.input(.resize(Size(width: 160, height: 50))))
    #expect(desk.state.mapView == before)
  }

  // MARK: Pins

  @Test func pinsSayTheirStateWithoutColour() {
    var job = SampleDay.jobs.first { $0.number == "1030" }!
    func label(_ status: JobStatus) -> String {
      job.status = status
      return PinLabel.text(of: job, letter: "J", place: 2, now: SampleDay.now)
    }
    #expect(JobStatus.allCases.map(label) == ["j2", "j2", "J2", "J2→", "J2•", "J2=", "J2✓", "J2✕", "J2✕", "J2✕"])
    job.status = .published
    job.priority = .p1
    #expect(PinLabel.text(of: job, letter: "J", place: 2, now: SampleDay.now) == "J2!")
    #expect(PinLabel.text(of: job, letter: "", place: 2, now: SampleDay.now) == "●!")
  }

  @Test func enterSelectsWhatIsInTheMiddleAndThenReadsIt() {
    var desk = Desk()
    desk.go(to: 1022)
    desk.press("z", "s")
    desk.go(to: 1012)
    desk.press("Tab", "Enter")
    #expect(desk.selected == "1022")
    #expect(desk.state.pane == .map)
    desk.press("Enter")
    #expect(desk.state.pane == .sheet)
  }

  @Test func nothingNearTheMiddleIsSaid() {
    var desk = atMap()
    desk.state.map.chosen = MapView(center: Coordinate(latitude: 47, longitude: -71)!, zoom: 12)
    desk.press("Enter")
    #expect(desk.toasts.contains("rien près du milieu de la carte"))
  }

  @Test func pinsAtOnePlaceOpenAListAndTheChoiceIsSelected() throws {
    var desk = atMap()
    let marks = desk.state.mapMarks
    let placed = desk.state.mapScene(marks: marks, routes: []).placed(in: desk.state.mapArea.map, symbols: .unicode)
    let crowd = try #require(placed.max { $0.marks.count < $1.marks.count })
    #expect(crowd.marks.count > 2)
    desk.click(crowd.rect.x, crowd.rect.y)
    let list = try #require(desk.state.layers.last as? PinListLayer)
    #expect(list.titles.count == crowd.marks.count)
    #expect(desk.screen.contains("\(crowd.marks.count) à cet endroit"))
    desk.press("Enter")
    #expect(desk.state.layers.isEmpty)
  }

  @Test func aPinOutsideOfTheMapIsSaid() {
    var desk = Desk()
    desk.press("+", "+", "+", "+", "+", "+")
    desk.go(to: 1040)
    #expect(desk.screen.contains("1040 : hors de la carte (z s)"))
    desk.go(to: 1060)
    #expect(desk.screen.contains("1060 : sans coordonnées"))
  }

  @Test func theRouteGoesFromHomeThroughTheJobsAndBack() {
    var desk = Desk()
    desk.go(to: 1012)
    let home = Coordinate(latitude: 45.165, longitude: -73.685)!
    let stops = [home] + [1012, 1015, 1021].compactMap { desk.job($0).coordinate } + [home]
    #expect(desk.state.mapRoutes.map(\.path) == zip(stops, stops.dropFirst()).map { [$0, $1] })
    let isDashed = desk.state.mapRoutes.map(\.isDashed)
    #expect(!isDashed.contains(false))
    // A way that a routing engine has drawn stands in, unbroken.
    let bend = Coordinate(latitude: 45.17, longitude: -73.60)!
    desk.state.map.paths[stops[1], stops[2]] = [stops[1], bend, stops[2]]
    #expect(desk.state.mapRoutes[1] == MapRoute(path: [stops[1], bend, stops[2]]))
    desk.press("L", "r", "Esc")
    #expect(desk.state.mapRoutes.isEmpty)
  }

  // MARK: Positions

  @Test func positionsTellHowOldTheyAre() throws {
    var desk = Desk()
    desk.go(to: 1012)
    desk.send(position(1, 45.16, -73.60))
    #expect(desk.screen.contains("◉ Marc il y a 4 min"))
    #expect(try #require(desk.state.mapMarks.first { $0.kind == .position(SampleDay.technician(1)) }).label == "M")
    desk.send(position(1, 45.16, -73.60, minutes: 2))
    #expect(desk.screen.contains("◉ Marc il y a 2 min"))
    desk.send(position(2, 45.2, -73.5, minutes: 90))
    desk.go(to: 1013)
    #expect(desk.screen.contains("◉ Julie? il y a 1 h 30"))
    let stale = try #require(desk.state.mapMarks.first { $0.kind == .position(SampleDay.technician(2)) })
    #expect(stale.label == "J?" && stale.role == .dim)
    desk.send(position(3, 45.2, -73.5, isValid: false))
    desk.go(to: 1016)
    #expect(desk.screen.contains("position douteuse"))
  }

  @Test func aFollowedTechnicianStaysInViewUntilOnePans() {
    var desk = Desk()
    desk.go(to: 1012)
    desk.press("+", "+", "+", "+")
    desk.press("f")
    #expect(desk.screen.contains("Carte · suit Marc Tremblay"))
    for longitude in [-73.60, -73.40, -73.10] {
      desk.send(position(1, 45.16, longitude, minutes: 1))
      #expect(cell(45.16, longitude, desk) != nil)
    }
    // Another technician is followed when they are chosen.
    desk.go(to: 1040)
    #expect(desk.screen.contains("suit Félix Gauthier"))
    #expect(cell(1040, desk) != nil)
    desk.press("Tab", "Right")
    #expect(!desk.state.map.follows)
    #expect(!desk.screen.contains("suit Félix"))
    let before = desk.state.mapView
    desk.send(position(9, 46.0, -73.0, minutes: 1))
    #expect(desk.state.mapView == before)
    desk.press("f", "f")
    #expect(!desk.state.map.follows)
  }

  // MARK: Layers and raster

  @Test func layersAreToggledByLetterAndRemembered() {
    var desk = Desk()
    #expect(desk.state.mapMarks.contains { $0.role == .mapHome })
    desk.press("L")
    for text in ["[✓] bons terminés", "[✓] file d'attente", "[✓] points de départ", "[✓] noms de lieux"] {
      #expect(desk.screen.contains(text))
    }
    desk.press("d")
    #expect(desk.screen.contains("[ ] points de départ"))
    #expect(!desk.state.mapMarks.contains { $0.role == .mapHome })
    desk.press("t", "f", "Esc")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.screen.contains("3 calques masqués"))
    #expect(!desk.state.mapMarks.contains { $0.kind == .job(SampleDay.reference(1012)) })
    #expect(!desk.state.mapMarks.contains { $0.kind == .job(SampleDay.reference(1043)) })
    #expect(desk.state.mapMarks.contains { $0.kind == .job(SampleDay.reference(1021)) })
    var next = Desk()
    next.state.restore(SessionMemory(desk.state))
    #expect(next.state.map.hidden == [.homes, .done, .backlog])
  }

  @Test func theRasterGoesRoundAndASCIIStays() {
    var desk = Desk()
    var seen = [desk.state.mapRaster]
    for _ in 1..<MapRaster.allCases.count {
      desk.press("b")
      seen.append(desk.state.mapRaster)
    }
    #expect(Set(seen) == Set(MapRaster.allCases))
    desk.press("b")
    #expect(desk.state.mapRaster == .braille)
    var plain = Desk(mode: .ascii)
    plain.press("b")
    #expect(plain.state.mapRaster == .ascii)
    #expect(plain.frame.cells.allSatisfy { $0.glyph < 0x2000 })
  }

  @Test func theViewSurvivesARestart() {
    var desk = Desk()
    desk.press("+", "b", "Tab", "Right", "Down")
    #expect(desk.effects.contains { if case .timer(let id, _) = $0 { id.purpose == .session } else { false } })
    var next = Desk()
    next.state.restore(SessionMemory(desk.state))
    #expect(abs(next.state.mapView.center.latitude - desk.state.mapView.center.latitude) < 0.00001)
    #expect(abs(next.state.mapView.center.longitude - desk.state.mapView.center.longitude) < 0.00001)
    #expect(abs(next.state.mapView.zoom - desk.state.mapView.zoom) < 0.01)
    #expect(next.state.mapRaster == .halfBlock)
  }

  // MARK: Mouse

  @Test func theWheelZoomsAtThePointer() {
    var desk = Desk()
    let area = desk.state.mapArea.map
    let point = Point(x: area.x + 5, y: area.y + 3)
    let before = desk.state.mapView.coordinate(at: point, in: area)!
    let zoom = desk.state.mapView.zoom
    desk.click(point.x, point.y, .wheelUp)
    desk.click(point.x, point.y, .wheelUp)
    #expect(desk.state.mapView.zoom == zoom + 1)
    #expect(desk.state.mapView.coordinate(at: point, in: area)!.distance(to: before) < 1)
    desk.click(point.x, point.y, .wheelDown)
    #expect(abs(desk.state.mapView.zoom - zoom - 0.5) < 1e-9)
    #expect(desk.state.pane == .list)
  }

  @Test func theGroundIsDragged() {
    var desk = Desk()
    let area = desk.state.mapArea.map
    let start = desk.state.mapView
    func mouse(_ phase: Mouse.Phase, _ x: Int, _ y: Int) {
      desk.send(.input(.mouse(Mouse(.left, phase, at: Point(x: area.x + x, y: area.y + y)))))
    }
    mouse(.press, 2, 2)
    mouse(.drag, 7, 4)
    mouse(.drag, 12, 5)
    mouse(.release, 12, 5)
    #expect(desk.state.mapView == start.moved(columns: -10, rows: -3))
    mouse(.drag, 20, 9)
    #expect(desk.state.mapView == start.moved(columns: -10, rows: -3))
  }

  @Test func aClickSelectsAndLeavesTheKeysWhereTheyAre() throws {
    var desk = Desk()
    desk.go(to: 1022)
    desk.press("z", "s")
    desk.go(to: 1012)
    let place = try #require(cell(1022, desk))
    desk.click(place.x, place.y)
    #expect(desk.selected == "1022")
    #expect(desk.state.pane == .list)
    // Bare ground takes the keys.
    let area = desk.state.mapArea.map
    desk.click(area.x + 1, area.y + 1)
    #expect(desk.state.pane == .map)
  }

  @Test func aRightClickOpensTheMenuOfWhatIsThere() throws {
    var desk = Desk()
    desk.go(to: 1022)
    desk.press("z", "s")
    let place = try #require(cell(1022, desk))
    desk.click(place.x, place.y, .right)
    #expect(desk.state.layers.last is CommandMenuLayer)
    #expect(desk.screen.contains("assigner"))
    desk.press("Esc")
    // A technician's home: a menu about the technician.
    desk.state.map.chosen = MapView(center: Coordinate(latitude: 45.417, longitude: -73.5)!, zoom: 14)
    let home = try #require(cell(45.417, -73.5, desk))
    desk.click(home.x, home.y, .right)
    #expect(desk.screen.contains("Zoé Bélanger"))
    #expect(desk.screen.contains("carte : suivre le technicien"))
    #expect(desk.state.selectedTechnician == SampleDay.technician(11))
    desk.press("Esc")
    // Bare ground: the map's own.
    desk.click(home.x + 9, home.y + 5, .right)
    #expect(desk.screen.contains("calques…"))
  }

  // MARK: Headquarters

  @Test func headquartersAreApproximateUntilConfirmedOnTheMap() {
    var desk = Desk()
    #expect(desk.state.preferences.headquartersSource == .builtIn)
    desk.press("F8")
    #expect(desk.screen.contains("confirmer le siège"))
    desk.press("Esc")
    _ = desk.state.perform(.confirmHeadquarters)
    #expect(desk.screen.contains("Siège ici"))
    #expect(desk.screen.contains("approximative"))
    desk.press("Right", "Down", "+")
    let place = desk.state.mapView.center
    #expect(place != .headquarters)
    desk.press("Enter")
    #expect(desk.effects.contains(.keepHeadquarters(place)))
    #expect(desk.state.preferences.headquarters == place)
    #expect(desk.state.editContext.headquarters == place && desk.state.planningRules.headquarters == place)
    #expect(!desk.screen.contains("approx."))
    // The same command takes it back.
    _ = desk.state.perform(.confirmHeadquarters)
    desk.press("0")
    #expect(desk.effects.last != nil && desk.effects.contains(.keepHeadquarters(nil)))
    #expect(desk.state.preferences.headquarters == .headquarters)
    #expect(desk.state.preferences.headquartersSource == .builtIn)
    #expect(SessionMemory(headquarters: place).headquarters.map { $0.distance(to: place) < 2 } == true)
    #expect(SessionMemory(headquarters: nil).headquarters == nil)
  }

  @Test func escapeConfirmsNothing() {
    var desk = Desk()
    _ = desk.state.perform(.confirmHeadquarters)
    desk.press("Right", "Esc")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.state.preferences.headquarters == .headquarters)
    #expect(desk.state.preferences.headquartersSource == .builtIn)
  }

  @Test func theAboutScreenCreditsWhoseDataItIs() {
    var desk = Desk()
    desk.press("Ctrl-P")
    desk.type("propos")
    desk.press("Enter")
    for text in ["GSHHG", "Natural Earth", "GeoNames", "CC BY 4.0", "LGPL", "schématiques", "approximatif"] {
      #expect(desk.screen.contains(text), "\(text)")
    }
    desk.press("Esc")
    #expect(desk.state.layers.isEmpty)
  }

  @Test func attributionAndScaleShareTheLastLine() {
    for (width, height) in [(80, 24), (120, 40), (200, 60), (46, 12), (20, 8)] {
      var desk = Desk(width: width, height: height)
      while desk.state.pane != .map { desk.press("Tab") }
      let line = desk.state.mapArea.status
      guard !line.isEmpty else { continue }
      let text = desk.screen.split(separator: "\n", omittingEmptySubsequences: false)[line.y].suffix(line.width)
      #expect(text.contains("km"), "\(width): \(text)")
      if line.width >= 70 { #expect(text.contains("© GSHHG") && text.contains("45,160 N 73,680 O"), "\(width): \(text)") }
    }
  }
}
