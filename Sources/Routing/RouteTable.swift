import Domain

/// What a routing engine says of the ways from some places to others. Cells of places beside every road are empty.
package struct RouteTable: Sendable, Equatable {
  /// Rows are sources, columns destinations; nil where no way leads.
  package internal(set) var legs: [[Leg?]]
  /// Metres from each place that is too far from any road to the road that was taken for it.
  package internal(set) var strays: [Coordinate: Int]
}

/// One way, and how it runs.
package struct RoutedWay: Sendable, Equatable {
  package let leg: Leg
  /// From the road nearest to the first place to that nearest to the second; empty where the engine drew none.
  package let path: [Coordinate]
}

/// Why there is no way between two places.
package enum WayFailure: Error, Sendable, Equatable {
  case engine(RoutingFailure)
  /// Places beside every road, with the metres between.
  case strays([Coordinate: Int])
}

/// Whoever can be asked for ways.
package protocol RouteEngine: Sendable {
  /// At most `RouteLimits.coordinates` places in all.
  func table(from sources: [Coordinate], to destinations: [Coordinate]) async throws(RoutingFailure) -> RouteTable
  func way(from: Coordinate, to: Coordinate) async throws(WayFailure) -> RoutedWay
}

package enum RouteLimits {
  /// Of one request, sources and destinations together: what osrm-routed takes when nobody has told it more.
  package static let coordinates = 100
  /// Of one request: an answer of so many legs is some 50 KB.
  package static let cells = 2_500
  /// A place that the engine has moved farther than this is not the place that was asked about.
  package static let snapMetres = 2_000.0
}
