/// A place that can be looked up by name.
package struct GazetteerPlace: Sendable, Equatable {
  package let name: String
  package let population: Int
  /// ISO 3166-1 alpha-2.
  package let country: String
  /// GeoNames' first-level division: 10 is Québec, 08 Ontario, NY and VT of the United States.
  package let division: String
  package let spot: SampleSpot
}

package enum Gazetteer {
  package static let places: [GazetteerPlace] = packedPlaces.split(separator: "\n").compactMap { line in
    let parts = line.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count == 6, let population = Int(parts[1]), let latitude = Double(parts[4]), let longitude = Double(parts[5])
    else { return nil }
    return GazetteerPlace(
      name: String(parts[0]), population: population, country: String(parts[2]), division: String(parts[3]),
      spot: SampleSpot(latitude, longitude))
  }
}
