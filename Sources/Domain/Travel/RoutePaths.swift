/// The way along the roads between two places, where a routing engine has drawn it.
package struct RoutePaths: Sendable, Equatable {
  private var paths: [TravelMatrix.Pair: [Coordinate]] = [:]

  package init() {}

  package var count: Int { paths.count }

  package subscript(from: Coordinate, to: Coordinate) -> [Coordinate]? {
    get { paths[TravelMatrix.Pair(from: from, to: to)] }
    set { paths[TravelMatrix.Pair(from: from, to: to)] = newValue }
  }

  package mutating func merge(_ others: [TravelMatrix.Pair: [Coordinate]]) { paths.merge(others) { _, new in new } }
}
