/// A point on the ground, WGS 84 degrees.
package struct SampleSpot: Sendable, Hashable {
  package let latitude: Double
  package let longitude: Double

  package init(_ latitude: Double, _ longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// Kilometres on a plane tangent near 45° N, good to 1 % over the sample's territory.
  package func kilometres(to other: SampleSpot) -> Double {
    let north = (latitude - other.latitude) * 111.2
    let east = (longitude - other.longitude) * 78.4
    return (north * north + east * east).squareRoot()
  }

  /// Minutes by the estimate that the sample is planned with: 1.3 times the distance at 60 km/h.
  package func minutes(to other: SampleSpot) -> Int { Int((kilometres(to: other) * 1.3).rounded(.up)) }

  /// Moved by metres, rounded to the six decimals that a Float field keeps.
  package func moved(north: Double, east: Double) -> SampleSpot {
    let latitude = ((self.latitude + north / 111_200) * 1_000_000).rounded() / 1_000_000
    let longitude = ((self.longitude + east / 78_400) * 1_000_000).rounded() / 1_000_000
    return SampleSpot(latitude, longitude)
  }
}
