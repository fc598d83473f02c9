import Domain
import Synchronization
import Testing

@testable import Routing

/// An engine on a plain where roads go north and east.
final class PlainEngine: RouteEngine {
  struct Asked: Sendable {
    var tables: [(sources: [Coordinate], destinations: [Coordinate])] = []
    var ways: [TravelMatrix.Pair] = []
    var underway = 0
    var mostUnderway = 0
  }

  let asked = Mutex(Asked())
  private let failure = Mutex<RoutingFailure?>(nil)
  private let strays: [Coordinate: Int]
  private let gate: Gate?

  init(strays: [Coordinate: Int] = [:], gate: Gate? = nil) {
    self.strays = strays
    self.gate = gate
  }

  func fail(_ reason: RoutingFailure?) { failure.withLock { $0 = reason } }

  var requests: Int { asked.withLock { $0.tables.count + $0.ways.count } }

  private func begin() async throws(RoutingFailure) {
    asked.withLock { asked in
      asked.underway += 1
      asked.mostUnderway = max(asked.mostUnderway, asked.underway)
    }
    await gate?.wait()
    asked.withLock { $0.underway -= 1 }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  static func leg(_ from: Coordinate, _ to: Coordinate) -> Leg {
    let metres = Int(from.distance(to: to) * 1.4)
    return Leg(metres: metres, seconds: metres / 20, source: .routed)
  }

  func table(from sources: [Coordinate], to destinations: [Coordinate]) async throws(RoutingFailure) -> RouteTable {
    asked.withLock { $0.tables.append((sources, destinations)) }
    try await begin()
    return RouteTable(
      legs: sources.map { from in
        destinations.map { strays[from] == nil && strays[$0] == nil ? Self.leg(from, $0) : nil }
      }, strays: strays.filter { sources.contains($0.key) || destinations.contains($0.key) })
  }

  func way(from: Coordinate, to: Coordinate) async throws(WayFailure) -> RoutedWay {
    asked.withLock { $0.ways.append(TravelMatrix.Pair(from: from, to: to)) }
    do throws(RoutingFailure) { try await begin() } catch { throw .engine(error) }
    return RoutedWay(leg: Self.leg(from, to), path: [from, to])
  }
}

/// Lets whoever waits through, once.
actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func wait() async {
    if isOpen { return }
    await withCheckedContinuation { waiting.append($0) }
  }

  func open() {
    isOpen = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}

/// What a desk has posted, and a way to wait for it.
final class Post: Sendable {
  private let updates = Mutex<[TravelUpdate]>([])
  var put: @Sendable (TravelUpdate) -> Void { { update in self.updates.withLock { $0.append(update) } } }
  var all: [TravelUpdate] { updates.withLock { $0 } }
  var legs: [TravelMatrix.Pair: Leg] { all.reduce(into: [:]) { $0.merge($1.legs) { $1 } } }
  var paths: [TravelMatrix.Pair: [Coordinate]] { all.reduce(into: [:]) { $0.merge($1.paths) { $1 } } }
  var failures: [RoutingFailure] { all.compactMap(\.failure) }

  /// Until the condition holds; the test's time limit ends a wait for what never comes.
  func wait(_ condition: (Post) -> Bool) async { while !condition(self) { await Task.yield() } }
}

@Suite(.timeLimit(.minutes(1))) struct RouteDeskTests {
  private static let keys = RouteKeys(engine: "plain", profile: "driving")

  private func places(_ count: Int) -> [Coordinate] {
    (0..<count).map { RecordedAnswersTests.place(45 + Double($0 / 20) / 100, -73.7 + Double($0 % 20) / 100) }
  }

  private func round(_ places: [Coordinate]) -> [TravelMatrix.Pair] {
    zip(places, places.dropFirst()).map { TravelMatrix.Pair(from: $0, to: $1) }
  }

  private func desk(
    _ engine: PlainEngine, _ post: Post, cache: any RouteCache = MemoryRouteCache(now: { 0 }), backOff: Duration = .seconds(60)
  ) -> RouteDesk {
    RouteDesk(
      engine: engine, cache: cache, keys: Self.keys,
      manners: .init(pause: .zero, backOff: backOff, longest: .seconds(600), batch: .milliseconds(1)), post: post.put)
  }

  @Test func manyPlacesAreAskedForInBlocks() async {
    let (engine, post) = (PlainEngine(), Post())
    let pairs = round(places(250))
    desk(engine, post).ask(TravelQuestion(legs: pairs))
    await post.wait { $0.legs.count == pairs.count }
    #expect(post.legs[pairs[137]] == PlainEngine.leg(pairs[137].from, pairs[137].to))
    let asked = engine.asked.withLock { $0 }
    #expect(asked.tables.count > 2 && asked.tables.count < 10)
    for table in asked.tables {
      #expect(Set(table.sources).union(table.destinations).count <= RouteLimits.coordinates)
      #expect(table.sources.count * table.destinations.count <= RouteLimits.cells)
    }
    #expect(asked.mostUnderway == 1)
  }

  /// One place against all others is a long row, not a square.
  @Test func oneAgainstManyTakesOneRequestEachWay() async {
    let (engine, post) = (PlainEngine(), Post())
    let all = places(100)
    let pairs =
      all.dropFirst().map { TravelMatrix.Pair(from: all[0], to: $0) }
      + all.dropFirst().map { TravelMatrix.Pair(from: $0, to: all[0]) }
    desk(engine, post).ask(TravelQuestion(urgent: pairs))
    await post.wait { $0.legs.count == pairs.count }
    #expect(engine.requests <= 8)
  }

  @Test func whatIsKnownIsNotAskedAgain() async {
    let (engine, post, cache) = (PlainEngine(), Post(), MemoryRouteCache(now: { 0 }))
    let pairs = round(places(10))
    let first = desk(engine, post, cache: cache)
    first.ask(TravelQuestion(legs: pairs, paths: [pairs[0]]))
    await post.wait { $0.legs.count == pairs.count && $0.paths.count == 1 }
    let requests = engine.requests
    let again = Post()
    // In the same run, and in the next.
    first.ask(TravelQuestion(legs: pairs))
    let next = desk(engine, again, cache: cache)
    next.ask(TravelQuestion(legs: pairs, paths: [pairs[0]]))
    await again.wait { $0.legs.count == pairs.count && $0.paths.count == 1 }
    #expect(again.legs == post.legs)
    #expect(again.paths[pairs[0]]?.count == 2)
    #expect(engine.requests == requests)
  }

  @Test func whatHasExpiredIsAskedAgain() async {
    let time = Mutex<Int64>(0)
    let (engine, post, again) = (PlainEngine(), Post(), Post())
    let cache = MemoryRouteCache(now: { time.withLock { $0 } })
    let pairs = round(places(4))
    desk(engine, post, cache: cache).ask(TravelQuestion(legs: pairs))
    await post.wait { $0.legs.count == 3 }
    time.withLock { $0 = 31 * 86_400 }
    desk(engine, again, cache: cache).ask(TravelQuestion(legs: pairs))
    await again.wait { $0.legs.count == 3 }
    #expect(engine.requests == 2)
  }

  /// To a metre or so: a place that has been read from another column is the same place.
  @Test func placesAreTheSameToAHundredThousandthOfADegree() {
    let one = TravelMatrix.Pair(
      from: RecordedAnswersTests.place(45.160_001, -73.680_002), to: RecordedAnswersTests.place(45.2, -73.6))
    let other = TravelMatrix.Pair(from: RecordedAnswersTests.place(45.16, -73.68), to: RecordedAnswersTests.place(45.2, -73.6))
    #expect(Self.keys.key(one) == Self.keys.key(other))
    #expect(Self.keys.key(one) != RouteKeys(engine: "plain", profile: "camion").key(one))
  }

  @Test func aFailureIsToldAndTheEngineRests() async {
    let (engine, post) = (PlainEngine(), Post())
    engine.fail(.timedOut)
    let desk = desk(engine, post)
    let pairs = round(places(250))
    desk.ask(TravelQuestion(legs: pairs))
    await post.wait { $0.failures == [.timedOut] }
    #expect(engine.requests == 1)
    engine.fail(nil)
    desk.ask(TravelQuestion(legs: pairs, paths: [pairs[0]]))
    await post.wait { $0.failures.count == 2 }
    #expect(engine.requests == 1 && post.legs.isEmpty)
  }

  @Test func afterItsRestTheEngineIsAskedAgain() async {
    let (engine, post) = (PlainEngine(), Post())
    engine.fail(.unreachable)
    let desk = desk(engine, post, backOff: .zero)
    let pairs = round(places(5))
    desk.ask(TravelQuestion(legs: pairs))
    await post.wait { $0.failures == [.unreachable] }
    engine.fail(nil)
    desk.ask(TravelQuestion(legs: pairs))
    await post.wait { $0.legs.count == pairs.count }
  }

  @Test func whatSomebodyLooksAtComesFirst() async {
    let gate = Gate()
    let (engine, post) = (PlainEngine(gate: gate), Post())
    let desk = desk(engine, post)
    let pairs = round(places(400))
    desk.ask(TravelQuestion(legs: Array(pairs.prefix(300))))
    await post.wait { _ in engine.requests == 1 }
    desk.ask(TravelQuestion(urgent: [pairs[390]]))
    desk.ask(TravelQuestion(paths: [pairs[380]]))
    await gate.open()
    await post.wait { $0.legs.count == 302 && $0.paths.count == 1 }
    let tables = engine.asked.withLock { $0.tables }
    #expect(tables[1].sources == [pairs[390].from])
    #expect(engine.asked.withLock { $0.mostUnderway } == 1)
  }

  /// The cursor has gone on: what it passed is drawn for nobody.
  @Test func pathsOfAnEarlierSelectionAreGivenUp() async {
    let gate = Gate()
    let (engine, post) = (PlainEngine(gate: gate), Post())
    let desk = desk(engine, post)
    let pairs = round(places(20))
    desk.ask(TravelQuestion(paths: Array(pairs.prefix(5))))
    await post.wait { _ in engine.requests == 1 }
    desk.ask(TravelQuestion(paths: [pairs[10]]))
    await gate.open()
    await post.wait { $0.paths[pairs[10]] != nil }
    #expect(engine.asked.withLock { $0.ways } == [pairs[0], pairs[10]])
  }

  @Test func placesBesideEveryRoadAreNamedOnceAndAskedNoMore() async {
    let all = places(60)
    let (engine, post) = (PlainEngine(strays: [all[3]: 2_805_041]), Post())
    let desk = desk(engine, post)
    let pairs = round(all)
    desk.ask(TravelQuestion(legs: pairs))
    await post.wait { $0.legs.count == pairs.count - 2 }
    #expect(post.all.reduce(into: [:]) { $0.merge($1.strays) { $1 } } == [all[3]: 2_805_041])
    let requests = engine.requests
    desk.ask(TravelQuestion(legs: [pairs[2], TravelMatrix.Pair(from: all[3], to: all[50])] + round(places(3))))
    await post.wait { $0.all.last?.legs.count == 2 }
    desk.ask(TravelQuestion(legs: [TravelMatrix.Pair(from: all[7], to: all[5])]))
    await post.wait { $0.legs.count == pairs.count - 1 }
    #expect(engine.requests == requests + 1)
  }

  @Test func aServerThatTakesLessIsAskedForLess() async {
    final class Small: RouteEngine {
      let most = Mutex(0)
      func table(from sources: [Coordinate], to destinations: [Coordinate]) async throws(RoutingFailure) -> RouteTable {
        let count = Set(sources).union(destinations).count
        if count > 20 { throw .tooManyCoordinates }
        most.withLock { $0 = max($0, count) }
        return RouteTable(legs: sources.map { from in destinations.map { PlainEngine.leg(from, $0) } }, strays: [:])
      }
      func way(from: Coordinate, to: Coordinate) async throws(WayFailure) -> RoutedWay { throw .engine(.noRoute) }
    }
    let (engine, post) = (Small(), Post())
    let pairs = round(places(120))
    RouteDesk(
      engine: engine, cache: MemoryRouteCache(now: { 0 }), keys: Self.keys, manners: .init(pause: .zero), post: post.put
    ).ask(TravelQuestion(legs: pairs))
    await post.wait { $0.legs.count == pairs.count }
    #expect(engine.most.withLock { $0 } <= 20)
  }

  @Test func recordsReadBackWhatWasWritten() throws {
    let leg = Leg(metres: 12_345, seconds: 678, source: .routed)
    let way = RoutedWay(leg: leg, path: places(3))
    for (kind, record) in [(RouteRecord.Kind.leg, RouteRecord.leg(leg)), (.path, .path(way)), (.leg, .noWay), (.path, .noWay)] {
      #expect(RouteRecord(kind, record.bytes) == record)
    }
    for garbage in ["", "1", "a b", "-1 2", "1 2 3"] { #expect(RouteRecord(.leg, Array(garbage.utf8)) == nil, "\(garbage)") }
    #expect(RouteRecord(.path, Array("1 2 ~".utf8)) == nil)
  }
}
