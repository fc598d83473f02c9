import Domain
import Synchronization
import Transport

/// Asks a server that speaks OSRM's HTTP interface, version 1.
package final class OSRMClient: RouteEngine {
  private let http: HTTPClient
  private let origin: Origin
  private let profile: String
  private let patience: Duration
  /// A server from before 5.18 knows durations only.
  private let tellsDistances = Mutex(true)

  /// - Parameter patience: for one answer.
  package init(http: HTTPClient, origin: Origin, profile: String = "driving", patience: Duration = .seconds(15)) {
    self.http = http
    self.origin = origin
    self.profile = profile
    self.patience = patience
  }

  // MARK: Tables

  package func table(
    from sources: [Coordinate], to destinations: [Coordinate]
  ) async throws(RoutingFailure) -> RouteTable {
    if sources.isEmpty || destinations.isEmpty {
      return RouteTable(legs: sources.map { _ in [] }, strays: [:])
    }
    guard tellsDistances.withLock({ $0 }) else {
      return try await table(from: sources, to: destinations, annotations: "duration")
    }
    do throws(RoutingFailure) {
      return try await table(from: sources, to: destinations, annotations: "duration,distance")
    } catch {
      guard case .refused(let code, _) = error,
        ["InvalidOptions", "InvalidQuery", "InvalidValue", "NotImplemented"].contains(code)
      else { throw error }
      let table = try await table(from: sources, to: destinations, annotations: "duration")
      tellsDistances.withLock { $0 = false }
      return table
    }
  }

  private func table(
    from sources: [Coordinate], to destinations: [Coordinate], annotations: String
  ) async throws(RoutingFailure) -> RouteTable {
    var places: [Coordinate] = []
    var numbers: [Coordinate: Int] = [:]
    func number(_ place: Coordinate) -> Int {
      if let known = numbers[place] { return known }
      numbers[place] = places.count
      places.append(place)
      return places.count - 1
    }
    let rows = sources.map(number)
    let columns = destinations.map(number)
    guard places.count <= RouteLimits.coordinates else { throw .tooManyCoordinates }
    // One place is no table to OSRM.
    if places.count == 1 { places.append(places[0]) }
    func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ";") }
    let target =
      path("table", places) + "?annotations=" + annotations + "&sources=" + list(rows) + "&destinations=" + list(columns)
    let body = try await ask(target)
    return try Self.read(body, from: sources, to: destinations)
  }

  static func read(
    _ body: JSONObject, from sources: [Coordinate], to destinations: [Coordinate]
  ) throws(RoutingFailure) -> RouteTable {
    let (rows, columns) = (sources.count, destinations.count)
    let durations = try OSRMAnswer.cells(body["durations"], rows: rows, columns: columns)
    let hasDistances = body["distances"].map { !$0.isNull } ?? false
    let distances = hasDistances ? try OSRMAnswer.cells(body["distances"], rows: rows, columns: columns) : nil
    let sourceSnaps = try snaps(body["sources"], of: sources)
    let destinationSnaps = try snaps(body["destinations"], of: destinations)
    // Cells that the engine has filled in by a straight line.
    var guessed: Set<[Int]> = []
    for cell in body["fallback_speed_cells"]?.array ?? [] {
      if let row = cell[0]?.int, let column = cell[1]?.int { guessed.insert([Int(row), Int(column)]) }
    }
    var table = RouteTable(legs: [], strays: [:])
    for (place, snap) in zip(sources + destinations, sourceSnaps + destinationSnaps) where snap > RouteLimits.snapMetres {
      table.strays[place] = Int(snap.rounded())
    }
    for row in 0..<rows {
      var legs: [Leg?] = []
      legs.reserveCapacity(columns)
      for column in 0..<columns {
        let (from, to) = (sources[row], destinations[column])
        guard let seconds = durations[row][column], table.strays[from] == nil, table.strays[to] == nil,
          guessed.isEmpty || !guessed.contains([row, column])
        else {
          legs.append(nil)
          continue
        }
        var metres = Double(Leg.estimate(from: from, to: to).metres)
        if let distances {
          let told = distances[row][column]
          guard let told,
            OSRMAnswer.isPlausible(metres: told, from: from, to: to, snaps: sourceSnaps[row] + destinationSnaps[column])
          else {
            legs.append(nil)
            continue
          }
          metres = told
        }
        legs.append(Leg(metres: Int(metres.rounded()), seconds: Int(seconds.rounded()), source: .routed))
      }
      table.legs.append(legs)
    }
    return table
  }

  private static func snaps(_ waypoints: JSONValue?, of places: [Coordinate]) throws(RoutingFailure) -> [Double] {
    var snaps = try OSRMAnswer.snaps(waypoints, count: places.count)
    for index in snaps.indices where snaps[index].isNaN {
      guard let road = OSRMAnswer.location(waypoints?[index]) else { throw .malformed }
      snaps[index] = road.distance(to: places[index])
    }
    return snaps
  }

  // MARK: Ways

  package func way(from: Coordinate, to: Coordinate) async throws(WayFailure) -> RoutedWay {
    let answer: Result<RoutedWay, WayFailure>
    do throws(RoutingFailure) {
      let body = try await ask(path("route", [from, to]) + "?overview=simplified&geometries=polyline&steps=false")
      answer = try Self.way(body, from: from, to: to)
    } catch {
      throw .engine(error)
    }
    return try answer.get()
  }

  static func way(
    _ body: JSONObject, from: Coordinate, to: Coordinate
  ) throws(RoutingFailure) -> Result<RoutedWay, WayFailure> {
    let snaps = try snaps(body["waypoints"], of: [from, to])
    var strays: [Coordinate: Int] = [:]
    for (place, snap) in zip([from, to], snaps) where snap > RouteLimits.snapMetres { strays[place] = Int(snap.rounded()) }
    if !strays.isEmpty { return .failure(.strays(strays)) }
    guard let route = body["routes"]?[0], let metres = route["distance"]?.double,
      let seconds = route["duration"]?.double,
      (0..<1e8).contains(metres), (0..<1e8).contains(seconds)
    else { throw .malformed }
    guard OSRMAnswer.isPlausible(metres: metres, from: from, to: to, snaps: snaps[0] + snaps[1]) else { throw .noRoute }
    let leg = Leg(metres: Int(metres.rounded()), seconds: Int(seconds.rounded()), source: .routed)
    return .success(RoutedWay(leg: leg, path: try OSRMAnswer.path(route["geometry"])))
  }

  /// Whether the engine answers, and how far its nearest road is from a place, in metres.
  package func roadDistance(from place: Coordinate) async throws(RoutingFailure) -> Int {
    let body = try await ask(path("nearest", [place]) + "?number=1")
    let snaps = try Self.snaps(body["waypoints"], of: [place])
    return Int(snaps[0].rounded())
  }

  // MARK: -

  private func path(_ service: String, _ places: [Coordinate]) -> String {
    "/\(service)/v1/\(PercentEncoding.encode(profile))/" + places.map(Self.text).joined(separator: ";")
  }

  /// Longitude first, to a tenth of a metre.
  private static func text(_ place: Coordinate) -> String {
    degrees(place.longitude, decimals: 6) + "," + degrees(place.latitude, decimals: 6)
  }

  static func degrees(_ value: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    let rest = String(scaled % scale)
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return sign + "\(scaled / scale)." + String(repeating: "0", count: decimals - rest.utf8.count) + rest
  }

  private func ask(_ target: String) async throws(RoutingFailure) -> JSONObject {
    var request = HTTPRequest(.get, origin, target, headers: ["Accept": "application/json"], maximumBodyBytes: 8 << 20)
    request.timeLimits.connect = min(.seconds(5), patience)
    request.timeLimits.total = patience
    let response: HTTPResponse
    do throws(TransportError) { response = try await http.send(request) } catch { throw OSRMAnswer.failure(error) }
    return try OSRMAnswer.body(response)
  }
}
