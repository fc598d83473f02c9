import Domain
import Transport

/// Reads what a Nominatim says, and what stands in its place: pages of proxies, answers cut short, numbers as text.
enum NominatimAnswer {
  /// The places of `/search`, or the one of `/reverse`; empty where nothing is known there.
  static func places(_ response: HTTPResponse) throws(GeocodingFailure) -> [FoundAddress] {
    let value = try json(response)
    if let failure = value["error"] {
      // `Unable to geocode` is how `/reverse` says that nothing is there.
      if let words = failure.string { return try words.lowercased().hasPrefix("unable to geocode") ? [] : refuse(words) }
      let code = number(failure["code"]).map { Int($0) } ?? 400
      if code >= 500 { throw .serverError(code) }
      return try refuse(text(failure["message"], most: mostMessage))
    }
    let rows: [JSONValue]
    if let several = value.array {
      rows = several
    } else if value["lat"] != nil {
      rows = [value]
    } else {
      throw .notUnderstood
    }
    let places = rows.prefix(mostPlaces).compactMap(place)
    guard rows.isEmpty || !places.isEmpty else { throw .notUnderstood }
    var labels: Set<String> = []
    // A long street is several ways of one name.
    return places.filter { labels.insert($0.label).inserted }
  }

  /// Whom the answer says to name.
  static func attribution(_ response: HTTPResponse) -> String {
    guard let value = try? json(response) else { return "" }
    let licence = text((value.array?.first ?? value)["licence"], most: mostText)
    return licence.contains("OpenStreetMap") ? "© OpenStreetMap" : licence
  }

  /// What the server says of itself: `Nominatim 5.3.3`; the failure where it says that it cannot work.
  static func status(_ response: HTTPResponse) throws(GeocodingFailure) -> String {
    let value = try json(response)
    guard let status = number(value["status"]) else { throw .notUnderstood }
    guard status == 0 else { throw .serverError(Int(exactly: status) ?? 500) }
    return text(value["software_version"], most: mostText)
  }

  // MARK: The answer as a whole

  private static func json(_ response: HTTPResponse) throws(GeocodingFailure) -> JSONValue {
    let status = response.status
    if status == 429 { throw .tooManyRequests(retryAfter: response.head.retryAfter.map { Int(min($0, 86_400).rounded(.up)) }) }
    if status == 401 || status == 403 { throw .blocked }
    if status >= 500 { throw .serverError(status) }
    let value = try? JSONValue(parsing: response.body, maximumDepth: 32)
    if status == 400 { throw .badRequest(text(value?["error"]?["message"] ?? value?["error"], most: mostMessage)) }
    guard status == 200, let value else { throw .notUnderstood }
    return value
  }

  private static func refuse(_ words: String) throws(GeocodingFailure) -> [FoundAddress] {
    throw .badRequest(String(words.prefix(mostMessage)))
  }

  // MARK: One place

  private static let mostPlaces = 20
  private static let mostText = 160
  private static let mostMessage = 200
  private static let mostLabel = 300

  private static func place(_ row: JSONValue) -> FoundAddress? {
    guard let latitude = number(row["lat"]), let longitude = number(row["lon"]),
      let coordinate = Coordinate(latitude: latitude, longitude: longitude)
    else { return nil }
    func part(_ names: String...) -> String {
      names.lazy.map { text(row["address"]?[$0], most: mostText) }.first { !$0.isEmpty } ?? ""
    }
    let civicNumber = part("house_number")
    let municipality = part("city", "town", "village", "municipality", "hamlet")
    let label = text(row["display_name"], most: mostLabel)
    return FoundAddress(
      label: label.isEmpty ? text(row["name"], most: mostLabel) : label, coordinate: coordinate,
      precision: precision(row, civicNumber), civicNumber: civicNumber, street: part("road", "pedestrian", "footway", "path"),
      municipality: municipality, postalCode: part("postcode"))
  }

  private static func precision(_ row: JSONValue, _ civicNumber: String) -> FoundAddress.Precision {
    let (category, type) = (row["category"]?.string ?? row["class"]?.string ?? "", row["type"]?.string ?? "")
    let kind = row["addresstype"]?.string ?? ""
    if !civicNumber.isEmpty {
      // A door of its own is a node or a building; on a line between two doors it is the line's way that answers.
      return category == "place" && type == "house" && row["osm_type"]?.string == "way" ? .interpolated : .house
    }
    if kind == "postcode" || type == "postcode" { return .postalCode }
    if kind == "road" || category == "highway" { return .street }
    if ["city", "town", "village", "municipality", "hamlet"].contains(kind) { return .municipality }
    guard kind.isEmpty, let rank = number(row["place_rank"]) else { return .place }
    if (26...27).contains(rank) { return .street }
    return (13...18).contains(rank) ? .municipality : .place
  }

  /// Text, or a number where text is due; a person's screen has no room for more.
  private static func text(_ value: JSONValue?, most: Int) -> String {
    switch value {
    case .string(let text): String(text.prefix(most))
    case .int(let number): String(number)
    default: ""
    }
  }

  private static func number(_ value: JSONValue?) -> Double? {
    let number = value?.double ?? value?.string.flatMap { Double($0) }
    return number.flatMap { $0.isFinite ? $0 : nil }
  }
}
