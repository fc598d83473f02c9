import Domain
import Synchronization

/// Answers questions about ways, from memory, from the cache, and from the engine, which is asked one thing at a time, the nearest
/// need first. Nothing runs while there is nothing to ask; after a failure nothing is asked for a while, by however many questions.
package final class RouteDesk: Sendable {
  /// How an engine is treated.
  package struct Manners: Sendable {
    /// Between two requests.
    package var pause: Duration
    /// After the first failure, doubled by every further one up to `longest`.
    package var backOff: Duration
    package var longest: Duration
    /// Answers are handed on together, this long after the first of them.
    package var batch: Duration

    package init(
      pause: Duration = .milliseconds(100), backOff: Duration = .seconds(5), longest: Duration = .seconds(600),
      batch: Duration = .milliseconds(400)
    ) {
      self.pause = pause
      self.backOff = backOff
      self.longest = longest
      self.batch = batch
    }

    /// For an engine of one's own on this machine.
    package static let local = Manners(pause: .zero)
  }

  private let engine: any RouteEngine
  private let cache: any RouteCache
  private let keys: RouteKeys
  private let manners: Manners
  private let post: @Sendable (TravelUpdate) -> Void
  private let standing = Mutex(RouteStanding())
  /// Pairs that are remembered in one run.
  private static let mostKnown = 400_000
  private static let fewLegs = 500

  package init(
    engine: any RouteEngine, cache: any RouteCache, keys: RouteKeys, manners: Manners = Manners(),
    post: @escaping @Sendable (TravelUpdate) -> Void
  ) {
    self.engine = engine
    self.cache = cache
    self.keys = keys
    self.manners = manners
    self.post = post
  }

  /// Returns at once; what is found out is posted.
  package func ask(_ question: TravelQuestion) {
    let begins = standing.withLock { standing in
      if standing.isOver { return false }
      standing.add(question)
      defer { standing.isWorking = true }
      return !standing.isWorking
    }
    if begins { Task.detached { [self] in await work() } }
  }

  /// Nothing is asked any more, and nothing told.
  package func stop() { standing.withLock { $0.isOver = true } }

  /// The engine is not there, and that is nobody's failure: what is asked waits until it is.
  package var isHeld: Bool {
    get { standing.withLock { $0.isHeld } }
    set {
      let begins = standing.withLock { standing in
        standing.isHeld = newValue
        if newValue { return false }
        standing.urgent.append(Array(standing.held.urgent.takeAll()))
        standing.legs.append(Array(standing.held.legs.takeAll()))
        standing.paths = standing.paths.isEmpty ? standing.held.paths : standing.paths
        standing.held = HeldQuestions()
        if standing.isOver || standing.isEmpty || standing.isWorking { return false }
        standing.isWorking = true
        return true
      }
      if begins { Task.detached { [self] in await work() } }
    }
  }

  // MARK: Working

  private enum Turn {
    case legs(ArraySlice<TravelMatrix.Pair>, areUrgent: Bool)
    case path(TravelMatrix.Pair)
    case over
  }

  private func next() -> Turn {
    standing.withLock { standing in
      if standing.isOver {
        standing.isWorking = false
        return .over
      }
      if !standing.urgent.pairs.isEmpty { return .legs(standing.urgent.takeAll(), areUrgent: true) }
      // A few legs are a request or two; the many of a large day wait for the way that somebody wants to see.
      if !standing.paths.isEmpty, standing.legs.pairs.isEmpty || standing.legs.pairs.count > Self.fewLegs {
        return .path(standing.paths.removeFirst())
      }
      if !standing.legs.pairs.isEmpty { return .legs(standing.legs.takeAll(), areUrgent: false) }
      return .over
    }
  }

  private func work() async {
    var outbox = Outbox()
    while true {
      switch next() {
      case .over:
        flush(&outbox)
        // What came while the last was being posted is still to be done.
        if standing.withLock({ standing in
          let isDone = standing.isOver || standing.isEmpty
          if isDone { standing.isWorking = false }
          return isDone
        }) {
          return
        }
      case .path(let pair): await answer(path: pair, &outbox)
      case .legs(let pairs, let areUrgent): await answer(legs: pairs, areUrgent: areUrgent, &outbox)
      }
    }
  }

  /// Answers that wait to be posted together.
  private struct Outbox {
    var update = TravelUpdate()
    var since: ContinuousClock.Instant?
  }

  private func flush(_ outbox: inout Outbox) {
    if !outbox.update.isEmpty, !standing.withLock({ $0.isOver }) { post(outbox.update) }
    outbox = Outbox()
  }

  private func put(_ legs: [TravelMatrix.Pair: Leg], _ outbox: inout Outbox) {
    outbox.update.legs.merge(legs) { _, new in new }
    post(sometimes: &outbox)
  }

  private func post(sometimes outbox: inout Outbox) {
    let now = ContinuousClock.now
    guard let since = outbox.since else { return outbox.since = now }
    if now - since >= manners.batch { flush(&outbox) }
  }

  // MARK: Legs

  private func answer(legs asked: ArraySlice<TravelMatrix.Pair>, areUrgent: Bool, _ outbox: inout Outbox) async {
    var known: [TravelMatrix.Pair: Leg] = [:]
    var unknown: [TravelMatrix.Pair] = []
    standing.withLock { standing in
      for pair in asked {
        switch standing.known[pair] {
        case .leg(let leg)?: known[pair] = leg
        case .path?, .noWay?: break
        case nil: if pair.from != pair.to { unknown.append(pair) }
        }
      }
    }
    var rest: [TravelMatrix.Pair] = []
    if !unknown.isEmpty {
      let rows = await cache.read(.leg, unknown.map(keys.key))
      var found: [TravelMatrix.Pair: RouteRecord] = [:]
      for pair in unknown {
        if let record = rows[keys.key(pair)].flatMap({ RouteRecord(.leg, $0) }) {
          found[pair] = record
          if case .leg(let leg) = record { known[pair] = leg }
        } else {
          rest.append(pair)
        }
      }
      remember(found)
    }
    put(known, &outbox)
    if rest.isEmpty || hold(rest, areUrgent) { return }
    if let failure = restingFailure() { return fail(failure, &outbox, isNew: false) }
    // What is known is seen while the engine thinks.
    flush(&outbox)
    var waiting = rest[...]
    while !waiting.isEmpty {
      if !areUrgent, hasNearerNeed(than: waiting.count) { return standing.withLock { $0.legs.append(Array(waiting)) } }
      guard await ask(&waiting, &outbox) else { return }
      if areUrgent { flush(&outbox) }
      await pause()
    }
  }

  /// Asks for the first of them, as many as go into a request; false where the engine failed, or nobody wants to know any more.
  private func ask(_ waiting: inout ArraySlice<TravelMatrix.Pair>, _ outbox: inout Outbox) async -> Bool {
    let (coordinates, strays) = standing.withLock { $0.isOver ? (0, [:]) : ($0.coordinates, $0.strays) }
    if coordinates == 0 { return false }
    if !strays.isEmpty {
      let idle = waiting.filter { strays[$0.from] != nil || strays[$0.to] != nil }
      if !idle.isEmpty {
        await settle(Dictionary(uniqueKeysWithValues: idle.map { ($0, RouteRecord.noWay) }), .leg)
        waiting = waiting.filter { strays[$0.from] == nil && strays[$0.to] == nil }[...]
      }
    }
    let before = waiting
    let block = TableBlock.first(of: &waiting, coordinates: coordinates)
    if block.pairs.isEmpty { return true }
    do throws(RoutingFailure) {
      let table = try await engine.table(from: block.sources, to: block.destinations)
      succeeded()
      note(table.strays, &outbox)
      var records: [TravelMatrix.Pair: RouteRecord] = [:]
      var legs: [TravelMatrix.Pair: Leg] = [:]
      for pair in block.pairs {
        guard let row = block.row(of: pair.from), let column = block.column(of: pair.to) else { continue }
        let leg = table.legs[row][column]
        records[pair] = leg.map(RouteRecord.leg) ?? RouteRecord.noWay
        legs[pair] = leg
      }
      await settle(records, .leg)
      put(legs, &outbox)
      return true
    } catch {
      switch error {
      case .tooManyCoordinates where coordinates > 4:
        standing.withLock { $0.coordinates = max(4, min(coordinates, block.count) / 2) }
        waiting = before
        return true
      case .noRoad(let index?) where block.place(index) != nil:
        // The engine itself refuses what is too far away, without a word on how far.
        note([block.place(index)!: Int(RouteLimits.snapMetres)], &outbox)
        waiting = before
        return true
      case .noRoute:
        await settle(Dictionary(uniqueKeysWithValues: block.pairs.map { ($0, RouteRecord.noWay) }), .leg)
        return true
      default:
        fail(error, &outbox, isNew: true)
        return false
      }
    }
  }

  // MARK: Paths

  private func answer(path pair: TravelMatrix.Pair, _ outbox: inout Outbox) async {
    var record = standing.withLock { $0.knownPaths[pair] }
    if record == nil {
      record = await cache.read(.path, [keys.key(pair)]).values.first.flatMap { RouteRecord(.path, $0) }
      if let record { standing.withLock { $0.knownPaths[pair] = record } }
    }
    if record == nil {
      if pair.from == pair.to || hold(path: pair) { return }
      if let failure = restingFailure() { return fail(failure, &outbox, isNew: false) }
      do throws(WayFailure) {
        let way = try await engine.way(from: pair.from, to: pair.to)
        succeeded()
        record = .path(way)
      } catch {
        switch error {
        case .strays(let strays):
          succeeded()
          note(strays, &outbox)
          record = RouteRecord.noWay
        case .engine(.noRoute), .engine(.noRoad): record = RouteRecord.noWay
        case .engine(let failure): return fail(failure, &outbox, isNew: true)
        }
      }
      if let record { await settle([pair: record], .path) }
      // Who knows the way knows how long it is.
      if case .path(let way)? = record { await settle([pair: .leg(way.leg)], .leg) }
      await pause()
    }
    if case .path(let way)? = record {
      outbox.update.paths[pair] = way.path
      outbox.update.legs[pair] = way.leg
    }
    post(sometimes: &outbox)
  }

  // MARK: What is known

  private func remember(_ records: [TravelMatrix.Pair: RouteRecord]) {
    standing.withLock { standing in
      if standing.known.count > Self.mostKnown { standing.known.removeAll() }
      standing.known.merge(records) { _, new in new }
    }
  }

  private func settle(_ records: [TravelMatrix.Pair: RouteRecord], _ kind: RouteRecord.Kind) async {
    switch kind {
    case .leg: remember(records)
    case .path:
      standing.withLock { standing in
        if standing.knownPaths.count > Self.mostKnown / 100 { standing.knownPaths.removeAll() }
        standing.knownPaths.merge(records) { _, new in new }
      }
    }
    for seconds in Set(records.values.map(\.seconds)) {
      let rows = records.filter { $0.value.seconds == seconds }.map { (key: keys.key($0.key), value: $0.value.bytes) }
      await cache.write(kind, rows, seconds: seconds)
    }
  }

  private func note(_ strays: [Coordinate: Int], _ outbox: inout Outbox) {
    if strays.isEmpty { return }
    standing.withLock { $0.strays.merge(strays) { known, _ in known } }
    outbox.update.strays.merge(strays) { known, _ in known }
  }

  /// Puts them by while the engine is not there.
  private func hold(_ pairs: [TravelMatrix.Pair], _ areUrgent: Bool) -> Bool {
    standing.withLock { standing in
      if standing.isHeld { areUrgent ? standing.held.urgent.append(pairs) : standing.held.legs.append(pairs) }
      return standing.isHeld
    }
  }

  private func hold(path pair: TravelMatrix.Pair) -> Bool {
    standing.withLock { standing in
      if standing.isHeld { standing.held.paths.append(pair) }
      return standing.isHeld
    }
  }

  // MARK: Manners

  private func hasNearerNeed(than legs: Int) -> Bool {
    standing.withLock { $0.isOver || !$0.urgent.pairs.isEmpty || legs > Self.fewLegs && !$0.paths.isEmpty }
  }

  private func pause() async { if manners.pause > .zero { try? await Task.sleep(for: manners.pause) } }

  private func succeeded() {
    standing.withLock { standing in
      standing.failures = 0
      standing.lastFailure = nil
      standing.restsUntil = nil
    }
  }

  /// Why the engine is left alone just now.
  private func restingFailure() -> RoutingFailure? {
    standing.withLock { standing in
      guard let until = standing.restsUntil, ContinuousClock.now < until else { return nil }
      return standing.lastFailure
    }
  }

  /// Everything that waits is given up: who still wants it asks again.
  private func fail(_ failure: RoutingFailure, _ outbox: inout Outbox, isNew: Bool) {
    standing.withLock { standing in
      standing.urgent = PairQueue()
      standing.legs = PairQueue()
      standing.paths = []
      guard isNew else { return }
      standing.failures += 1
      standing.lastFailure = failure
      var rest = manners.backOff
      for _ in 1..<min(standing.failures, 16) where rest < manners.longest { rest *= 2 }
      if case .busy(let seconds?) = failure { rest = max(rest, .seconds(seconds)) }
      standing.restsUntil = ContinuousClock.now + min(rest, max(manners.longest, manners.backOff))
    }
    outbox.update.failure = failure
    flush(&outbox)
  }
}
