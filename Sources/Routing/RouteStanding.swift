import Domain

/// What a desk knows and has still to ask.
struct RouteStanding {
  var urgent = PairQueue()
  var paths: [TravelMatrix.Pair] = []
  var legs = PairQueue()
  var isWorking = false
  var isOver = false
  var isHeld = false
  var failures = 0
  var lastFailure: RoutingFailure?
  var restsUntil: ContinuousClock.Instant?
  /// What is known, none too: the same is not asked twice in one run.
  var known: [TravelMatrix.Pair: RouteRecord] = [:]
  var knownPaths: [TravelMatrix.Pair: RouteRecord] = [:]
  var strays: [Coordinate: Int] = [:]
  var coordinates = RouteLimits.coordinates
  var held = HeldQuestions()
}

/// What waits for the engine.
struct HeldQuestions {
  var urgent = PairQueue()
  var legs = PairQueue()
  var paths: [TravelMatrix.Pair] = []
}

/// Pairs in the order of asking, each once.
struct PairQueue {
  private(set) var pairs: ArraySlice<TravelMatrix.Pair> = []
  private var members: Set<TravelMatrix.Pair> = []

  mutating func append(_ new: [TravelMatrix.Pair]) {
    for pair in new where members.insert(pair).inserted { pairs.append(pair) }
  }
  mutating func takeAll() -> ArraySlice<TravelMatrix.Pair> {
    defer { self = PairQueue() }
    return pairs
  }
}

extension RouteStanding {
  var isEmpty: Bool { urgent.pairs.isEmpty && legs.pairs.isEmpty && paths.isEmpty }

  mutating func add(_ question: TravelQuestion) {
    urgent.append(question.urgent)
    legs.append(question.legs)
    if !question.paths.isEmpty {
      paths = question.paths
      held.paths = []
    }
  }
}

extension TableBlock {
  /// The coordinate of that place in the request, in the order in which sources and destinations first come.
  func place(_ index: Int) -> Coordinate? {
    var seen: Set<Coordinate> = []
    let places = (sources + destinations).filter { seen.insert($0).inserted }
    return places.indices.contains(index) ? places[index] : nil
  }
}
