/// What a routing engine is to be asked, the nearest need first.
package struct TravelQuestion: Sendable, Equatable {
  /// Legs that somebody looks at just now, in a dialog: they come before all others.
  package var urgent: [TravelMatrix.Pair]
  /// Legs of the days that are shown.
  package var legs: [TravelMatrix.Pair]
  /// Ways that are to be drawn; those of an earlier question that have not been asked for yet are given up.
  package var paths: [TravelMatrix.Pair]

  package init(urgent: [TravelMatrix.Pair] = [], legs: [TravelMatrix.Pair] = [], paths: [TravelMatrix.Pair] = []) {
    self.urgent = urgent
    self.legs = legs
    self.paths = paths
  }

  package var isEmpty: Bool { urgent.isEmpty && legs.isEmpty && paths.isEmpty }
}

/// What a routing engine, or what is remembered of it, has answered.
package struct TravelUpdate: Sendable, Equatable {
  package var legs: [TravelMatrix.Pair: Leg]
  package var paths: [TravelMatrix.Pair: [Coordinate]]
  /// Places so many metres from the nearest road that whatever the engine says of them is about another place.
  package var strays: [Coordinate: Int]
  /// Why there is no answer; what was asked and has not come may be asked again later.
  package var failure: RoutingFailure?

  package init(
    legs: [TravelMatrix.Pair: Leg] = [:], paths: [TravelMatrix.Pair: [Coordinate]] = [:], strays: [Coordinate: Int] = [:],
    failure: RoutingFailure? = nil
  ) {
    self.legs = legs
    self.paths = paths
    self.strays = strays
    self.failure = failure
  }

  package var isEmpty: Bool { legs.isEmpty && paths.isEmpty && strays.isEmpty && failure == nil }
}

/// Why a routing engine has given no answer that can be used.
package enum RoutingFailure: Error, Sendable, Hashable {
  case unreachable
  case untrusted
  /// Plain http to another machine.
  case insecure
  case timedOut
  /// Too many requests, or the server is overloaded; seconds that it asks to wait.
  case busy(retryAfter: Int?)
  case serverError(status: Int)
  /// A page, or bytes that are no JSON: something else answers there.
  case notAnEngine
  /// JSON, but not what a routing engine answers.
  case malformed
  /// The engine's own word and explanation: a query, a profile or a version that it does not take.
  case refused(code: String, words: String)
  case tooManyCoordinates
  /// No road leads from one to the other.
  case noRoute
  /// There is no road where the coordinate of this place in the query is.
  case noRoad(at: Int?)
}
