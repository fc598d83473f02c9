/// A WGS 84 position in degrees.
package struct Coordinate: Hashable, Sendable, Codable {
  /// -90...90
  package let latitude: Double
  /// -180...180
  package let longitude: Double

  /// nil outside the ranges, and for (0, 0), which in Frappe means unset (CONTRACT.md, "A document").
  package init?(latitude: Double, longitude: Double) {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude), latitude != 0 || longitude != 0 else { return nil }
    self.latitude = latitude
    self.longitude = longitude
  }

  /// Gigafibre's headquarters, Sainte-Clotilde; approximate until somebody confirms it on the map.
  package static let headquarters = Coordinate(latitude: 45.16, longitude: -73.68)!
}
