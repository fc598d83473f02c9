/// How far it is from one place to another on the road, and who says so.
package struct Leg: Sendable, Hashable {
  package enum Source: Sendable, Hashable {
    /// Great circle × 1.3 at 60 km/h: no routing engine has been asked.
    case estimate
    /// A routing engine's answer; the metres are estimated where an engine tells no distances.
    case routed
  }

  package let metres: Int
  package let seconds: Int
  package let source: Source

  package init(metres: Int, seconds: Int, source: Source) {
    self.metres = metres
    self.seconds = seconds
    self.source = source
  }

  package static let none = Leg(metres: 0, seconds: 0, source: .estimate)

  /// Whole minutes, rounded up: nobody arrives early by rounding.
  package var minutes: Minutes { Minutes((seconds + 59) / 60) }

  package static func estimate(from: Coordinate, to: Coordinate) -> Leg {
    let metres = from.distance(to: to) * 1.3
    // 60 km/h is 1,000 m a minute.
    return Leg(metres: Int(metres.rounded()), seconds: Int((metres * 0.06).rounded()), source: .estimate)
  }
}

/// Legs between places: those a routing engine has answered, and an estimate for all others.
package struct TravelMatrix: Sendable, Equatable {
  package struct Pair: Sendable, Hashable {
    package let from: Coordinate
    package let to: Coordinate

    package init(from: Coordinate, to: Coordinate) {
      self.from = from
      self.to = to
    }
  }

  package private(set) var routed: [Pair: Leg]

  package init(routed: [Pair: Leg] = [:]) { self.routed = routed }

  /// Estimates only.
  package static let estimate = TravelMatrix()

  /// The routing engine's leg where it has answered this pair, in this direction; otherwise the estimate.
  package func leg(from: Coordinate, to: Coordinate) -> Leg {
    // Staying needs no engine; whoever sums legs up is told by the others what they are.
    if from == to { return Leg(metres: 0, seconds: 0, source: routed.isEmpty ? .estimate : .routed) }
    if !routed.isEmpty, let leg = routed[Pair(from: from, to: to)] { return leg }
    return .estimate(from: from, to: to)
  }

  package mutating func add(_ leg: Leg, from: Coordinate, to: Coordinate) { routed[Pair(from: from, to: to)] = leg }

  package mutating func merge(_ legs: [Pair: Leg]) { routed.merge(legs) { _, new in new } }
}
