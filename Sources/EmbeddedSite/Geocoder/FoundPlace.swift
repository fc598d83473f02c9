import SampleWeek

/// A town of the gazetteer or a house of the site, in Nominatim's terms.
struct FoundPlace: Sendable {
  let number: Int
  let spot: SampleSpot
  let city: String
  let state: String
  let countryCode: String
  let postalCode: String
  let house: (number: String, road: String)?
  let importance: Double

  init(number: Int, town: GazetteerPlace) {
    self.number = number
    spot = town.spot
    city = town.name
    state = ["10": "Québec", "08": "Ontario", "NY": "New York", "VT": "Vermont"][town.division] ?? town.division
    countryCode = town.country.lowercased()
    postalCode = ""
    house = nil
    // Larger towns first, up to the 0.6 that Nominatim gives a city.
    importance = min(0.6, 0.1 + Double(town.population) / 400_000)
  }

  /// `2104, rang Saint-Charles, Saint-Chrysostome (Québec)  J0S 1R0`
  init?(number: Int, address: String, city: String, postalCode: String, spot: SampleSpot) {
    let parts = address.split(separator: ",", maxSplits: 2)
    guard parts.count == 3 else { return nil }
    self.number = number
    self.spot = spot
    self.city = city
    self.postalCode = postalCode
    state = "Québec"
    countryCode = "ca"
    house = (String(parts[0]), String(parts[1].drop { $0 == " " }))
    importance = 0.00001
  }

  var display: String {
    let country = countryCode == "us" ? "United States" : "Canada"
    let parts = [house?.number ?? "", house?.road ?? "", city, state, postalCode, country]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  func json(details: Bool) -> JSON {
    let reach = house == nil ? 0.02 : 0.00008
    var members: [JSON.Member] = [
      .init("place_id", .int(Int64(100_000 + number))),
      .init("licence", "Données inventées et GeoNames, CC BY 4.0"),
      .init("osm_type", house == nil ? "relation" : "node"), .init("osm_id", .int(Int64(900_000 + number))),
      .init("lat", .string(Self.degrees(spot.latitude))), .init("lon", .string(Self.degrees(spot.longitude))),
      .init("category", house == nil ? "boundary" : "place"), .init("type", house == nil ? "administrative" : "house"),
      .init("place_rank", house == nil ? 16 : 30), .init("importance", .double(importance)),
      .init("addresstype", house == nil ? "village" : "place"), .init("name", .string(house == nil ? city : "")),
      .init("display_name", .string(display)),
    ]
    if details { members.append(.init("address", address)) }
    members.append(
      .init(
        "boundingbox",
        .array(
          [spot.latitude - reach, spot.latitude + reach, spot.longitude - reach, spot.longitude + reach].map {
            .string(Self.degrees($0))
          })))
    return .object(members)
  }

  private var address: JSON {
    var members: [JSON.Member] = []
    if let house { members += [.init("house_number", .string(house.number)), .init("road", .string(house.road))] }
    members += [.init("village", .string(city)), .init("state", .string(state))]
    if !postalCode.isEmpty { members.append(.init("postcode", .string(postalCode))) }
    members += [
      .init("country", countryCode == "us" ? "United States" : "Canada"), .init("country_code", .string(countryCode)),
    ]
    return .object(members)
  }

  /// Seven decimals, as Nominatim writes coordinates.
  static func degrees(_ value: Double) -> String {
    let scaled = Int((abs(value) * 10_000_000).rounded())
    return "\(value < 0 ? "-" : "")\(scaled / 10_000_000).\(paddedDigits(scaled % 10_000_000, 7))"
  }
}

/// Matching what a person types with what a place is called.
enum PlaceText {
  private static let long: [String: String] = [
    "st": "saint", "ste": "sainte", "ch": "chemin", "che": "chemin", "chem": "chemin", "rg": "rang", "rte": "route",
    "av": "avenue",
    "ave": "avenue", "boul": "boulevard", "bd": "boulevard", "mtee": "montee", "qc": "quebec",
  ]

  static func words(_ text: String) -> [String] {
    let folded = String(decoding: SiteCollation.folded(text), as: UTF8.self)
    return folded.split { !$0.isLetter && !$0.isNumber }.map { long[String($0)] ?? String($0) }
  }

  /// Nil where a word is missing; more where less of the place was left unsaid.
  static func score(_ wanted: [String], _ place: FoundPlace) -> Double? {
    let have = words(place.display)
    var matched = 0
    for (index, word) in wanted.enumerated() {
      let isLast = index == wanted.count - 1
      guard have.contains(where: { $0 == word || (isLast && word.count > 2 && $0.hasPrefix(word)) }) else { return nil }
      matched += 1
    }
    return Double(matched) / Double(max(have.count, 1)) + place.importance
  }
}
