import GRDB
import SampleWeek

/// A Nominatim-shaped geocoder over the gazetteer and the addresses of the site's own service locations.
struct Geocoder: Sendable {
  let engine: SiteEngine

  func respond(_ request: SiteRequest, inWrongTown: Bool = false) async -> SiteResponse {
    guard request.method == "GET" else { return answer(["title": "405 Method Not Allowed"], status: 405) }
    switch request.segments.first {
    case "status": return status(request)
    case "search": return await search(request, inWrongTown: inWrongTown)
    default: return await reverse(request)
    }
  }

  private func status(_ request: SiteRequest) -> SiteResponse {
    guard request.query["format"] == "json" else {
      return SiteResponse(contentType: "text/plain; charset=utf-8", body: Array("OK".utf8))
    }
    return answer(["status": 0, "message": "OK", "software_version": "5.3.3", "database_version": "5.3.3-0"])
  }

  private func answer(_ value: JSON, status: Int = 200) -> SiteResponse {
    SiteResponse(status: status, contentType: "application/json; charset=utf-8", body: value.bytes)
  }

  private func refused(_ message: String) -> SiteResponse {
    answer(["error": ["code": 400, "message": .string(message)]], status: 400)
  }

  private func badFormat(_ request: SiteRequest) -> SiteResponse? {
    guard let format = request.query["format"], !["json", "jsonv2"].contains(format) else { return nil }
    return SiteResponse(
      status: 400, contentType: "text/plain; charset=utf-8",
      body: Array("ERROR 400: Parameter 'format' must be one of: json, jsonv2".utf8))
  }

  // MARK: - Search

  private static let parts = ["amenity", "street", "city", "county", "state", "postalcode", "country"]

  private func search(_ request: SiteRequest, inWrongTown: Bool) async -> SiteResponse {
    if let refused = badFormat(request) { return refused }
    let structured = Self.parts.compactMap { request.query[$0] }
    guard request.query["q"] != nil || !structured.isEmpty else { return refused("Nothing to search for.") }
    guard request.query["q"] == nil || structured.isEmpty else {
      return refused(
        "Structured query parameters(\(Self.parts.joined(separator: ", "))) cannot be used together with 'q' parameter.")
    }
    let words = request.query["q"] ?? structured.joined(separator: " ")
    let wanted = PlaceText.words(words)
    if wanted.isEmpty { return answer(.array([])) }
    guard let asked = Int(request.query["limit"] ?? "10") else { return refused("Parameter 'limit' must be a number.") }
    let limit = min(max(1, asked), 40)
    let box = request.query["viewbox"].flatMap(ViewBox.init)
    if let text = request.query["viewbox"], box == nil {
      return refused(
        text.split(separator: ",").count == 4
          ? "Bounding box parameter needs to be numbers." : "Bounding box parameter needs 4 coordinates.")
    }
    let bounded = request.query["bounded"] == "1"
    let countries = request.query["countrycodes"].map { Set($0.split(separator: ",").map(String.init)) }
    let known = await places().filter { countries?.contains($0.countryCode) ?? true }
    var found: [(place: FoundPlace, score: Double)] = []
    for place in PlaceText.candidates(for: wanted, among: known) {
      let score = PlaceText.score(PlaceText.withoutNumber(wanted), place) ?? 0
      let inside = box?.contains(place.spot) ?? true
      if bounded && !inside { continue }
      found.append((place, score + (inside ? 0 : -0.3)))
    }
    found.sort { $0.score != $1.score ? $0.score > $1.score : $0.place.display < $1.place.display }
    let details = request.query["addressdetails"] == "1"
    let answers = found.prefix(limit).map(\.place)
    return answer(
      .array((inWrongTown ? answers.map { $0.elsewhere(known) } : answers).map { $0.json(details: details) }))
  }

  // MARK: - Reverse

  private func reverse(_ request: SiteRequest) async -> SiteResponse {
    if let refused = badFormat(request) { return refused }
    for name in ["lat", "lon"] {
      guard let text = request.query[name] else { return refused("Parameter '\(name)' missing.") }
      guard let value = Double(text), value.isFinite else { return refused("Parameter '\(name)' must be a number.") }
    }
    let spot = SampleSpot(Double(request.query["lat"]!)!, Double(request.query["lon"]!)!)
    let isPlaceOnly = (request.query["zoom"].flatMap { Int($0) } ?? 18) < 14
    var nearest: (place: FoundPlace, distance: Double)?
    for place in await places() where !isPlaceOnly || place.house == nil {
      let distance = place.spot.kilometres(to: spot)
      // A house answers for its own surroundings only, a town for its whole territory.
      guard distance < (place.house == nil ? 12 : 0.4) else { continue }
      let weighed = place.house == nil ? distance + 1 : distance
      if weighed < nearest?.distance ?? .infinity { nearest = (place, weighed) }
    }
    guard let nearest else { return answer(["error": "Unable to geocode"]) }
    return answer(nearest.place.json(details: request.query["addressdetails"] != "0"))
  }

  // MARK: - Places

  private func places() async -> [FoundPlace] {
    let towns = Gazetteer.places.enumerated().map { FoundPlace(number: $0.offset, town: $0.element) }
    guard engine.schema["Service Location"]?.field("postal_code") != nil else { return towns }
    let houses = try? await engine.database.pool.read { db -> [FoundPlace] in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT address, city, postal_code, latitude, longitude FROM "tabService Location"
          WHERE latitude <> 0 AND address IS NOT NULL LIMIT 25000
          """)
      return rows.enumerated().compactMap { index, row in
        FoundPlace(
          number: 10_000 + index, address: row["address"], city: row["city"] ?? "", postalCode: row["postal_code"] ?? "",
          spot: SampleSpot(row["latitude"], row["longitude"]))
      }
    }
    return towns + (houses ?? [])
  }
}

/// West, north, east and south, in whichever order the corners come.
struct ViewBox {
  let low: SampleSpot
  let high: SampleSpot

  init?(_ text: String) {
    let parts = text.split(separator: ",").compactMap { Double($0) }
    guard parts.count == 4 else { return nil }
    low = SampleSpot(min(parts[1], parts[3]), min(parts[0], parts[2]))
    high = SampleSpot(max(parts[1], parts[3]), max(parts[0], parts[2]))
  }

  func contains(_ spot: SampleSpot) -> Bool {
    spot.latitude >= low.latitude && spot.latitude <= high.latitude && spot.longitude >= low.longitude
      && spot.longitude <= high.longitude
  }
}
