import Configuration
import Domain
import Scheduling
import Testing

@testable import Console

/// A console with a routing engine: what it asks, and what becomes of the answers.
@Suite struct TravelTests {
  private func desk(asksRoutes: Bool = true, board: Board = SampleDay.board) -> Desk {
    var desk = Desk(board: nil)
    desk.state.preferences.asksRoutes = asksRoutes
    desk.send(.board(board))
    return desk
  }

  private func questions(_ effects: [Effect]) -> [TravelQuestion] {
    effects.compactMap { if case .askTravel(let question) = $0 { question } else { nil } }
  }

  private func answers(_ pairs: [TravelMatrix.Pair], metres: Int = 8_000, seconds: Int = 480) -> TravelUpdate {
    TravelUpdate(
      legs: Dictionary(pairs.map { ($0, Leg(metres: metres, seconds: seconds, source: .routed)) }) { first, _ in first })
  }

  @Test func withoutAnEngineNothingIsAsked() {
    var desk = desk(asksRoutes: false)
    desk.press("j", "j", "a")
    #expect(questions(desk.effects).isEmpty)
  }

  @Test func theDaysLegsAreAskedForOnce() {
    var desk = desk()
    let asked = questions(desk.effects).flatMap(\.legs)
    #expect(!asked.isEmpty && Set(asked).count == asked.count)
    let before = questions(desk.effects).flatMap(\.legs).count
    // The next minute brings a new plan, and no new question.
    for minute in 1...3 { desk.send(.clock(SampleDay.now + Minutes(minute))) }
    #expect(questions(desk.effects).flatMap(\.legs).count == before)
  }

  @Test func answersMakeTheDaysFiguresRouted() {
    var desk = desk()
    #expect(desk.state.statistics?.figures.isEstimate == true)
    let asked = questions(desk.effects).flatMap(\.legs)
    let revision = desk.state.revision
    desk.send(.travel(answers(asked)))
    #expect(desk.state.revision > revision)
    #expect(desk.state.travel.version == 1)
    #expect(desk.state.statistics?.figures.isEstimate == false)
    #expect(desk.state.plan?.travel.routed.count == asked.count)
    // The same again changes nothing, and nothing is asked any more.
    desk.send(.travel(answers(asked)))
    #expect(desk.state.travel.version == 1)
    desk.send(.clock(SampleDay.now + 1))
    #expect(questions(desk.effects).flatMap(\.legs).count == asked.count)
  }

  /// Many answers at once make one plan, not one each.
  @Test func aBatchIsOneChange() {
    var desk = desk()
    let asked = questions(desk.effects).flatMap(\.legs)
    let generation = desk.state.planning.generation
    desk.send(.travel(answers(asked)))
    #expect(desk.state.planning.generation == generation + 1)
  }

  @Test func whatWasNotAnsweredIsAskedAgainWithTheNextPlan() {
    var desk = desk()
    let asked = questions(desk.effects).flatMap(\.legs)
    let effects = desk.send(.travel(TravelUpdate(failure: .timedOut)))
    // Not at once: that would be a circle.
    #expect(questions(effects).isEmpty)
    #expect(desk.state.statistics?.figures.isEstimate == true)
    let count = questions(desk.effects).count
    desk.send(.clock(SampleDay.now + 1))
    #expect(questions(Array(desk.effects)).dropFirst(count).flatMap(\.legs) == asked)
  }

  @Test func aFailureIsSaidOnceInOneSentence() {
    var desk = desk()
    for failure: RoutingFailure in [.timedOut, .timedOut, .unreachable] { desk.send(.travel(TravelUpdate(failure: failure))) }
    let said = desk.toasts.filter { $0.contains("moteur de calcul de route") }
    #expect(said.count == 1, "\(desk.toasts)")
    #expect(said.first?.contains("restent estimés") == true)
    #expect(desk.state.layers.isEmpty)
    // After it has answered, the next failure is news.
    desk.send(.travel(answers(questions(desk.effects).flatMap(\.legs))))
    #expect(desk.state.travel.failure == nil)
    desk.send(.travel(TravelUpdate(failure: .notAnEngine)))
    #expect(desk.state.travel.failure == .notAnEngine)
  }

  @Test func everyFailureHasItsSentenceInBothLanguages() {
    let failures: [RoutingFailure] = [
      .unreachable, .untrusted, .insecure, .timedOut, .busy(retryAfter: 3), .serverError(status: 500), .notAnEngine, .malformed,
      .refused(code: "InvalidQuery", words: "Query string malformed"), .tooManyCoordinates, .noRoute, .noRoad(at: 0),
    ]
    for language in Language.allCases {
      for failure in failures { #expect(Words(language).routingFailed(failure).hasSuffix("."), "\(failure)") }
    }
  }

  @Test func aPlaceBesideEveryRoadIsNamed() throws {
    var desk = desk()
    let job = try #require(desk.state.board?.jobs.values.first { $0.coordinate != nil })
    let place = try #require(job.coordinate)
    desk.send(.travel(TravelUpdate(strays: [place: 18_336_731])))
    desk.send(.travel(TravelUpdate(strays: [place: 18_336_731])))
    let said = desk.toasts.filter { $0.contains("18337 km") || $0.contains("18 337 km") }
    #expect(said.count == 1, "\(desk.toasts)")
    #expect(said.first?.contains("vérifiez ses coordonnées") == true)
  }

  /// A day of hundreds is asked for technician by technician, where the cursor rests.
  @Test func aLargeDaysWaysAreAskedForBySelection() throws {
    var board = SampleDay.board
    for number in 3_000..<3_300 {
      let job = SampleDay.job(
        number, "Retrait d'équipement", "Hemmingford", 45.05 + Double(number % 300) / 1_000, -73.58, 10, to: 6,
        at: (8 + number % 8, number % 60), .planned)
      board.jobs[job.reference] = job
    }
    var desk = desk(board: board)
    #expect(questions(desk.effects).flatMap(\.paths).count < 20)
    let before = questions(desk.effects).count
    desk.go(to: 1_030)
    let ways = questions(desk.effects).dropFirst(before).flatMap(\.paths)
    #expect(Set(ways).isSubset(of: Set(desk.state.plan?.legs(of: SampleDay.technician(2)) ?? [])))
    #expect(!ways.isEmpty)
    // Moving within that day asks for nothing, so that the next move may be foreseen.
    let count = desk.effects.count
    desk.press("k")
    #expect(questions(Array(desk.effects.dropFirst(count))).isEmpty)
  }

  @Test func aDaysWaysAreAskedForAndKept() throws {
    var desk = desk()
    let ways = questions(desk.effects).flatMap(\.paths)
    let first = try #require(ways.first)
    let path = [first.from, Coordinate(latitude: 45.2, longitude: -73.6)!, first.to]
    desk.send(.travel(TravelUpdate(paths: [first: path])))
    #expect(desk.state.map.paths[first.from, first.to] == path)
    // Another plan of the same day asks for what is still missing only.
    desk.send(.clock(SampleDay.now + 1))
    let again = questions(desk.effects).last?.paths ?? []
    #expect(!again.contains(first))
  }

  @Test func thePickerAsksForItsCandidatesAndShowsTheAnswer() throws {
    var desk = desk()
    desk.send(.travel(answers(questions(desk.effects).flatMap(\.legs))))
    desk.go(to: 1_043)
    desk.press("a")
    let urgent = questions(desk.effects).flatMap(\.urgent)
    #expect(!urgent.isEmpty)
    desk.press("F1")
    #expect(desk.screen.contains("Route estimée"))
    let count = questions(desk.effects).count
    desk.press("Down", "Up")
    #expect(questions(desk.effects).count == count)
    desk.send(.travel(answers(urgent)))
    #expect(!desk.screen.contains("Route estimée"))
  }

  @Test func theOrderOfADayAsksForEveryPair() throws {
    var desk = desk(board: OrderLayerTests.board)
    desk.go(to: 2_003)
    desk.press("O")
    #expect(desk.screen.contains("Route estimée"), "\(desk.screen)")
    let urgent = questions(desk.effects).flatMap(\.urgent)
    #expect(!urgent.isEmpty)
    desk.send(.travel(answers(urgent)))
    #expect(!desk.screen.contains("Route estimée"))
  }

  @Test func routeSheetsSayWhereTheyEstimate() throws {
    var desk = desk()
    let technician = try #require(desk.state.board?.jobs[SampleDay.reference(1_030)]?.technician)
    func sheet() -> String { desk.state.exporter?.text(.routeText, technician: technician, jobs: []) ?? "" }
    #expect(sheet().contains("(estimée)"))
    desk.send(.travel(answers(desk.state.plan?.legs(of: technician) ?? [], metres: 8_000)))
    #expect(!sheet().contains("(estimée)") && sheet().contains("8,0\u{A0}km"), "\(sheet())")
  }

  @Test func tenThousandLegsAreMergedIntoOneState() {
    var desk = desk()
    var legs: [TravelMatrix.Pair: Leg] = [:]
    for index in 0..<10_000 {
      let from = Coordinate(latitude: 45 + Double(index / 100) / 1_000, longitude: -73)!
      let to = Coordinate(latitude: 45, longitude: -73.5 - Double(index % 100) / 1_000)!
      legs[.init(from: from, to: to)] = Leg(metres: index, seconds: index, source: .routed)
    }
    desk.send(.travel(TravelUpdate(legs: legs)))
    #expect(desk.state.travel.matrix.routed.count == 10_000)
    #expect(desk.state.travel.version == 1)
  }
}
