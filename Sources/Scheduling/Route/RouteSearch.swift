/// Finds an order of a problem's stops: the best there is for a handful, a good one for more. The same problem gives the same order.
package enum RouteSearch {
  /// So many stops are ordered exactly.
  package static let exactLimit = 9

  package static func order(_ problem: RouteProblem) -> [Int] {
    problem.stops.count <= exactLimit ? exact(problem) : improved(problem)
  }

  // MARK: Exact

  /// A way to have made some of the visits that no other way is better than in every respect.
  private struct Label {
    var position: RoutePosition
    let last: Int
    /// In the labels of the visits without the last one.
    let parent: Int

    func isNoWorse(than other: Label) -> Bool {
      position.lateness <= other.position.lateness && position.driving <= other.position.driving
        && position.time <= other.position.time
    }
  }

  /// Dynamic programming over the sets of visits made and the last of them (Held and Karp, 1962), with several labels where one is
  /// earlier and another has driven less.
  package static func exact(_ problem: RouteProblem) -> [Int] {
    let count = problem.stops.count
    guard count > 1 else { return Array(0..<count) }
    let before = predecessors(problem)
    var labels: [[Label]] = Array(repeating: [], count: 1 << count)
    labels[0] = [Label(position: problem.beginning, last: -1, parent: -1)]
    for visited in 0..<(1 << count) {
      for (parent, label) in labels[visited].enumerated() {
        for next in 0..<count where visited & (1 << next) == 0 && visited & before[next] == before[next] {
          var position = label.position
          problem.advance(&position, to: problem.stops[next])
          keep(Label(position: position, last: next, parent: parent), in: &labels[visited | 1 << next])
        }
      }
    }
    let all = (1 << count) - 1
    var best = 0
    for index in labels[all].indices
    where problem.cost(at: labels[all][index].position) < problem.cost(at: labels[all][best].position) { best = index }
    var order: [Int] = []
    var visited = all
    while visited != 0 {
      let label = labels[visited][best]
      order.append(label.last)
      visited &= ~(1 << label.last)
      best = label.parent
    }
    return order.reversed()
  }

  private static func keep(_ label: Label, in labels: inout [Label]) {
    let place = label.position.place
    if labels.contains(where: { $0.position.place == place && $0.isNoWorse(than: label) }) { return }
    // Nobody points at these yet: a set is gone on from when it is whole.
    labels.removeAll { $0.position.place == place && label.isNoWorse(than: $0) }
    labels.append(label)
  }

  /// For each stop, the set of those that come before it for certain.
  private static func predecessors(_ problem: RouteProblem) -> [Int] {
    var before = Array(repeating: 0, count: problem.stops.count)
    var earlier = 0
    for index in problem.pinned {
      before[index] = earlier
      earlier |= 1 << index
    }
    return before
  }

  // MARK: For more

  /// Times that an order is reckoned through, at most.
  private static let budget = 40_000

  /// From several beginnings (cheapest insertion, the windows that close first, the order that the stops came in) stretches of up to
  /// three stops are moved and stretches turned round for as long as that helps; then the best is shaken and mended again until the
  /// budget is spent.
  package static func improved(_ problem: RouteProblem) -> [Int] {
    var left = budget
    let byClosing = problem.stops.indices.sorted { (problem.stops[$0].closes, $0) < (problem.stops[$1].closes, $1) }
    let beginnings = [insertion(problem, &left), byClosing, Array(problem.stops.indices)]
    var best: [Int] = []
    for beginning in beginnings {
      let order = improve(inOrderOfPins(beginning, problem), problem, &left)
      if best.isEmpty || problem.cost(of: order) < problem.cost(of: best) { best = order }
    }
    var shaking = Shaking()
    while left > 0, best.count > 3 {
      let order = improve(inOrderOfPins(shaking.shaken(best), problem), problem, &left)
      if problem.cost(of: order) < problem.cost(of: best) { best = order }
    }
    return best
  }

  /// Two neighbouring stretches exchanged: what no single move undoes. The numbers are the same every time (a linear congruence,
  /// Knuth's MMIX).
  private struct Shaking {
    private var state: UInt64 = 1

    private mutating func number(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }

    mutating func shaken(_ order: [Int]) -> [Int] {
      let cuts = [number(below: order.count), number(below: order.count), number(below: order.count)].sorted()
      return Array(
        order[..<cuts[0]] + order[cuts[1]..<cuts[2]] + order[cuts[0]..<cuts[1]] + order[cuts[2]...])
    }
  }

  private static func insertion(_ problem: RouteProblem, _ left: inout Int) -> [Int] {
    var order = problem.pinned
    var waiting = problem.stops.indices.filter { !problem.stops[$0].isPinned }
    while !waiting.isEmpty {
      var best: (cost: RouteCost, stop: Int, place: Int)?
      for (index, stop) in waiting.enumerated() {
        for place in 0...order.count {
          var tried = order
          tried.insert(stop, at: place)
          left -= 1
          let cost = problem.cost(of: tried)
          if best == nil || cost < best!.cost { best = (cost, index, place) }
        }
      }
      guard let best else { break }
      order.insert(waiting.remove(at: best.stop), at: best.place)
    }
    return order
  }

  private static func improve(_ order: [Int], _ problem: RouteProblem, _ left: inout Int) -> [Int] {
    var order = order
    var cost = problem.cost(of: order)
    var improves = true
    while improves, left > 0 {
      improves = false
      for tried in Neighbours(order) {
        left -= 1
        if left < 0 { break }
        guard keepsPins(tried, problem) else { continue }
        let other = problem.cost(of: tried)
        guard other < cost else { continue }
        order = tried
        cost = other
        improves = true
        break
      }
    }
    return order
  }

  private static func keepsPins(_ order: [Int], _ problem: RouteProblem) -> Bool {
    var last = Int64.min
    for index in order where problem.stops[index].isPinned {
      if problem.stops[index].opens < last { return false }
      last = problem.stops[index].opens
    }
    return true
  }

  /// The same order with the pinned stops among themselves by their hours.
  private static func inOrderOfPins(_ order: [Int], _ problem: RouteProblem) -> [Int] {
    var pins = problem.pinned.makeIterator()
    return order.map { problem.stops[$0].isPinned ? pins.next() ?? $0 : $0 }
  }
}

/// Every order that one move makes of another: a stretch of one to three stops put elsewhere, either way round, or a stretch turned.
private struct Neighbours: Sequence, IteratorProtocol {
  private let order: [Int]
  private var length = 1
  private var from = 0
  private var to = 0
  private var turned = false
  private var first = 0
  private var last = 1

  init(_ order: [Int]) { self.order = order }

  mutating func next() -> [Int]? {
    while let moved = nextMove() { if moved != order { return moved } }
    return nextTurn()
  }

  private mutating func nextMove() -> [Int]? {
    while length <= 3 {
      if from + length > order.count {
        (length, from, to) = (length + 1, 0, 0)
        continue
      }
      if to > order.count - length {
        (from, to) = (from + 1, 0)
        continue
      }
      var rest = order
      let stretch = Array(order[from..<from + length])
      rest.removeSubrange(from..<from + length)
      rest.insert(contentsOf: turned ? stretch.reversed() : stretch, at: to)
      if length == 1 || turned {
        to += 1
        turned = false
      } else {
        turned = true
      }
      return rest
    }
    return nil
  }

  private mutating func nextTurn() -> [Int]? {
    if last >= order.count { (first, last) = (first + 1, first + 2) }
    guard last < order.count else { return nil }
    defer { last += 1 }
    return Array(order[..<first] + order[first...last].reversed() + order[(last + 1)...])
  }
}
