import Glibc

extension Coordinate {
  /// Metres along a great circle of a sphere of 6,371,008.8 m (IUGG's mean radius), by the haversine formula.
  package func distance(to other: Coordinate) -> Double {
    let radians = Double.pi / 180
    let latitudeSine = sin((other.latitude - latitude) * radians / 2)
    let longitudeSine = sin((other.longitude - longitude) * radians / 2)
    let square =
      latitudeSine * latitudeSine
      + cos(latitude * radians) * cos(other.latitude * radians) * longitudeSine * longitudeSine
    return 2 * 6_371_008.8 * asin(min(1, square.squareRoot()))
  }
}
