import SampleWeek

/// A town of the gazetteer or a house of the site, in Nominatim's terms.
struct FoundPlace: Sendable {
  let number: Int
  private(set) var spot: SampleSpot
  private(set) var city: String
  let state: String
  let countryCode: String
  let postalCode: String
  /// Without a number it is the street.
  private(set) var house: (number: String, road: String)?
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

  /// One for each street of each town, where its first house is.
  static func streets(of places: [FoundPlace]) -> [FoundPlace] {
    var seen: Set<[String]> = []
    return places.compactMap { place in
      guard let house = place.house, seen.insert([house.road, place.city]).inserted else { return nil }
      var street = place
      street.house = ("", house.road)
      return street
    }
  }

  /// The same in the nearest town but its own.
  func elsewhere(_ places: [FoundPlace]) -> FoundPlace {
    let others = places.filter { $0.house == nil && $0.city != city && $0.spot.kilometres(to: spot) > 5 }
    guard let other = others.min(by: { $0.spot.kilometres(to: spot) < $1.spot.kilometres(to: spot) }) else { return self }
    var moved = self
    (moved.city, moved.spot) = (other.city, other.spot)
    return moved
  }

  private var isStreet: Bool { house?.number.isEmpty == true }

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
      .init("osm_type", house == nil ? "relation" : isStreet ? "way" : "node"), .init("osm_id", .int(Int64(900_000 + number))),
      .init("lat", .string(Self.degrees(spot.latitude))), .init("lon", .string(Self.degrees(spot.longitude))),
      .init("category", house == nil ? "boundary" : isStreet ? "highway" : "place"),
      .init("type", house == nil ? "administrative" : isStreet ? "unclassified" : "house"),
      .init("place_rank", house == nil ? 16 : isStreet ? 26 : 30), .init("importance", .double(importance)),
      .init("addresstype", house == nil ? "village" : isStreet ? "road" : "place"),
      .init("name", .string(house == nil ? city : isStreet ? house?.road ?? "" : "")),
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
    if let house {
      if !house.number.isEmpty { members.append(.init("house_number", .string(house.number))) }
      members.append(.init("road", .string(house.road)))
    }
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
    // What Nominatim knows; `rg`, `mtée` and `chem.` it does not.
    "st": "saint", "ste": "sainte", "ch": "chemin", "che": "chemin", "rte": "route", "av": "avenue", "ave": "avenue",
    "boul": "boulevard", "bd": "boulevard", "qc": "quebec",
  ]

  static func words(_ text: String) -> [String] {
    let folded = String(decoding: SiteCollation.folded(text), as: UTF8.self)
    return folded.split { !$0.isLetter && !$0.isNumber }.map { long[String($0)] ?? String($0) }
  }

  /// Without the civic number that they begin with.
  static func withoutNumber(_ words: [String]) -> [String] {
    words.first?.allSatisfy(\.isNumber) == true ? Array(words.dropFirst()) : words
  }

  /// A town that is named, else a door, else its street: as Nominatim, which gives the best kind alone.
  static func candidates(for wanted: [String], among places: [FoundPlace]) -> [FoundPlace] {
    let matching = places.filter { score(wanted, $0) != nil }
    let towns = matching.filter { $0.house == nil }
    if !towns.isEmpty { return towns }
    let doors = matching.filter { place in place.house.map { words($0.number).allSatisfy(wanted.contains) } ?? false }
    if !doors.isEmpty { return doors }
    let rest = withoutNumber(wanted)
    return FoundPlace.streets(of: places).filter { score(rest, $0) != nil }
  }

  /// Nil where a word is missing; more where less of the place was left unsaid.
  static func score(_ wanted: [String], _ place: FoundPlace) -> Double? {
    if wanted.isEmpty { return nil }
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
