import Domain
import Transport

/// A Nominatim, and how it wants to be asked.
package struct NominatimServer: Sendable, Equatable {
  package let origin: Origin
  /// Milliseconds between two requests of this user's, over all consoles; 0 for a server of our own.
  package let pause: Int64
  /// Sent along where the owner wants to know whom to write to; may be empty.
  package let email: String
  /// Whether answers may be kept: not those of a site whose addresses change under the hand.
  package let isCached: Bool

  package init(origin: Origin, pause: Int64? = nil, email: String = "", isCached: Bool = true) {
    self.origin = origin
    let isPublic = origin.host == Self.publicHost
    self.pause = isPublic ? max(pause ?? Self.usualPause, Self.usualPause) : pause ?? (origin.isLoopback ? 0 : Self.usualPause)
    self.email = email
    self.isCached = isCached
  }

  /// OpenStreetMap's own, whose usage policy allows one request a second, and no searching as one types.
  package static let publicHost = "nominatim.openstreetmap.org"
  package static let publicAddress = "https://nominatim.openstreetmap.org"
  private static let usualPause: Int64 = 1_000

  /// The name that turns and kept answers go by.
  var name: String { origin.text + origin.basePath }
}

/// What makes the same question another one.
package struct GeocodingManner: Sendable, Equatable {
  /// `fr` or `en`
  package let language: String
  /// What lies near it comes first.
  package let center: Coordinate

  package init(language: String, center: Coordinate) {
    self.language = language
    self.center = center
  }

  /// Degrees to each side: about 80 km.
  private static let reach = (latitude: 0.7, longitude: 1.0)

  func search(_ question: AddressQuestion, email: String) -> String {
    var parameters: [(name: String, value: String)] = []
    switch question.wording {
    case .line(let text): parameters.append(("q", text))
    case .street(let street, let postalCode):
      parameters += [("street", street), ("postalcode", postalCode), ("country", "Canada")]
    }
    parameters += [("format", "jsonv2"), ("addressdetails", "1"), ("countrycodes", "ca"), ("limit", "10"), ("viewbox", box)]
    if question.isBounded { parameters.append(("bounded", "1")) }
    return "/search" + PercentEncoding.query(parameters + common(email))
  }

  func reverse(_ place: Coordinate, email: String) -> String {
    let parameters = [
      (name: "lat", value: Self.degrees(place.latitude)), ("lon", Self.degrees(place.longitude)), ("format", "jsonv2"),
      ("addressdetails", "1"), ("zoom", "18"),
    ]
    return "/reverse" + PercentEncoding.query(parameters + common(email))
  }

  private func common(_ email: String) -> [(name: String, value: String)] {
    [(name: "accept-language", value: language)] + (email.isEmpty ? [] : [("email", email)])
  }

  /// West, north, east, south.
  private var box: String {
    let (latitude, longitude) = (center.latitude, center.longitude)
    return [
      max(longitude - Self.reach.longitude, -180), min(latitude + Self.reach.latitude, 90),
      min(longitude + Self.reach.longitude, 180), max(latitude - Self.reach.latitude, -90),
    ].map(Self.degrees).joined(separator: ",")
  }

  /// Five decimals, a metre: what is nearer is the same question.
  private static func degrees(_ value: Double) -> String {
    let scaled = Int((abs(value) * 100_000).rounded())
    let fraction = String(scaled % 100_000)
    return (value < 0 && scaled > 0 ? "-" : "") + "\(scaled / 100_000)." + String(repeating: "0", count: 5 - fraction.count)
      + fraction
  }
}
