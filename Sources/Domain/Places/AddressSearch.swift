/// A place that a geocoder knows.
package struct FoundAddress: Sendable, Hashable {
  /// How near the answer comes to a door.
  package enum Precision: Sendable, Hashable, CaseIterable {
    case house
    /// Between two known civic numbers.
    case interpolated
    case street
    case place
    case municipality
    case postalCode
  }

  /// As the geocoder words it.
  package var label: String
  package var coordinate: Coordinate
  package var precision: Precision
  package var civicNumber: String
  package var street: String
  package var municipality: String
  /// `J0L 1W0`; empty where unknown.
  package var postalCode: String

  package init(
    label: String, coordinate: Coordinate, precision: Precision, civicNumber: String = "", street: String = "",
    municipality: String = "", postalCode: String = ""
  ) {
    self.label = label
    self.coordinate = coordinate
    self.precision = precision
    self.civicNumber = civicNumber
    self.street = street
    self.municipality = municipality
    self.postalCode = postalCode
  }
}

/// What came of asking for an address.
package struct AddressAnswer: Sendable, Hashable {
  /// The best first.
  package var found: [FoundAddress]
  /// What was really asked in the end, where that is not what was typed.
  package var asked: String?
  /// Whom a screen that shows it must name (`© OpenStreetMap`); empty where nobody asks for it.
  package var attribution: String

  package init(found: [FoundAddress], asked: String? = nil, attribution: String = "") {
    self.found = found
    self.asked = asked
    self.attribution = attribution
  }
}

/// Why a geocoder gave no answer.
package enum GeocodingFailure: Error, Sendable, Hashable {
  /// None is configured: the dispatcher is told of the choices.
  case notConfigured
  case noConnection
  case timedOut
  /// 429, or the limiter of all this user's consoles; seconds until it may be asked again where known.
  case tooManyRequests(retryAfter: Int?)
  /// 403: its owner does not want us.
  case blocked
  /// 400, in the server's words.
  case badRequest(String)
  /// 500 and above.
  case serverError(Int)
  /// HTML, truncated or otherwise not what a geocoder says.
  case notUnderstood
}
