import Domain
import Glibc

/// Web Mercator (EPSG:3857) as tiled maps use it: the world is a square of 256 × 2^zoom dots, its origin in the north-west.
package enum WebMercator {
  /// Beyond it the square ends.
  package static let greatestLatitude = 85.051_128_78

  /// A place in dots; `y` grows southwards.
  package struct Position: Sendable, Hashable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  package static func worldSize(zoom: Double) -> Double { 256 * exp2(zoom) }

  package static func project(_ coordinate: Coordinate, zoom: Double) -> Position {
    project(latitude: coordinate.latitude, longitude: coordinate.longitude, zoom: zoom)
  }

  static func project(latitude: Double, longitude: Double, zoom: Double) -> Position {
    let size = worldSize(zoom: zoom)
    let latitude = min(greatestLatitude, max(-greatestLatitude, latitude)) * .pi / 180
    return Position(
      x: (longitude + 180) / 360 * size,
      y: (1 - log(tan(latitude) + 1 / cos(latitude)) / .pi) / 2 * size)
  }

  /// Eastwards and westwards the world goes round; nil beyond its northern and southern edge, and at (0, 0), which is no place here.
  package static func coordinate(at position: Position, zoom: Double) -> Coordinate? {
    let size = worldSize(zoom: zoom)
    guard position.y >= 0, position.y <= size else { return nil }
    let x = (0...size).contains(position.x) ? position.x : position.x - (position.x / size).rounded(.down) * size
    let longitude = min(180, x / size * 360 - 180)
    let latitude = atan(sinh(.pi * (1 - 2 * position.y / size))) * 180 / .pi
    return Coordinate(latitude: latitude, longitude: longitude)
  }

  /// Metres on the ground that one dot spans at a latitude (degrees), on the projection's sphere of 6,378,137 m.
  package static func metresPerDot(latitude: Double, zoom: Double) -> Double {
    2 * .pi * 6_378_137 * cos(latitude * .pi / 180) / worldSize(zoom: zoom)
  }
}
