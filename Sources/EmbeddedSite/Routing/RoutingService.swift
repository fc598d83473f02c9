import SampleWeek

/// An OSRM-shaped routing engine over the sample's country: `table`, `route` and `nearest` of version 1, for any profile.
enum RoutingService {
  static let services: Set<String> = ["table", "route", "nearest"]
  /// Of one table.
  private static let mostCoordinates = 100

  struct Refusal: Error {
    let code: String
    let message: String
  }

  /// Whether a request is for the engine at all.
  static func takes(_ request: SiteRequest) -> Bool {
    request.segments.count >= 2 && services.contains(request.segments[0]) && request.segments[1].hasPrefix("v")
  }

  static func respond(_ request: SiteRequest) -> SiteResponse {
    do {
      guard request.segments[1] == "v1" else {
        throw Refusal(code: "InvalidVersion", message: "Service \(request.segments[0]) not found!")
      }
      guard request.segments.count == 4 else { throw Refusal(code: "InvalidUrl", message: "URL string malformed") }
      let spots = try spots(request.segments[3])
      return switch request.segments[0] {
      case "table": try table(spots, request.query)
      case "route": try route(spots, request.query)
      default: answer(["code": "Ok", "waypoints": .array([waypoint(spots[0])])])
      }
    } catch let refusal as Refusal {
      return answer(["message": .string(refusal.message), "code": .string(refusal.code)], status: 400)
    } catch {
      return .page(Pages.gunicorn("Internal Server Error"), status: 500)
    }
  }

  private static func answer(_ value: JSON, status: Int = 200) -> SiteResponse {
    SiteResponse(status: status, contentType: "application/json; charset=UTF-8", body: value.bytes)
  }

  private static func spots(_ text: String) throws -> [SampleSpot] {
    try text.split(separator: ";", omittingEmptySubsequences: false).map { pair in
      let numbers = pair.split(separator: ",").compactMap { Double($0) }
      guard numbers.count == 2, (-180...180).contains(numbers[0]), (-90...90).contains(numbers[1]) else {
        throw Refusal(code: "InvalidQuery", message: "Query string malformed close to position 0")
      }
      return SampleSpot(numbers[1], numbers[0])
    }
  }

  private static func waypoint(_ spot: SampleSpot) -> JSON {
    let snap = RoadPlain.snap(spot)
    return [
      "hint": "", "location": .array([.double(snap.spot.longitude), .double(snap.spot.latitude)]), "name": "",
      "distance": .double(snap.distance),
    ]
  }

  private static func tenths(_ value: Double) -> JSON { .double((value * 10).rounded() / 10) }

  private static func table(_ spots: [SampleSpot], _ query: [String: String]) throws -> SiteResponse {
    if spots.count > mostCoordinates { throw Refusal(code: "TooBig", message: "Too many table coordinates") }
    if spots.count < 2 { throw Refusal(code: "InvalidOptions", message: "Number of coordinates needs to be at least two.") }
    func chosen(_ name: String) throws -> [SampleSpot] {
      guard let list = query[name], list != "all" else { return spots }
      return try list.split(separator: ";").map { text in
        guard let index = Int(text) else {
          throw Refusal(code: "InvalidQuery", message: "Query string malformed close to position 0")
        }
        guard spots.indices.contains(index) else { throw Refusal(code: "InvalidOptions", message: "") }
        return spots[index]
      }
    }
    let (sources, destinations) = (try chosen("sources"), try chosen("destinations"))
    let annotations = (query["annotations"] ?? "duration").split(separator: ",")
    let ways = sources.map { from in
      destinations.map { RoadPlain.way(from: RoadPlain.snap(from).spot, to: RoadPlain.snap($0).spot) }
    }
    var members: [JSON.Member] = [.init("code", "Ok")]
    if annotations.contains("distance") {
      members.append(.init("distances", .array(ways.map { .array($0.map { tenths($0.metres) }) })))
    }
    members.append(.init("destinations", .array(destinations.map(waypoint))))
    if annotations.contains("duration") {
      members.append(.init("durations", .array(ways.map { .array($0.map { tenths($0.seconds) }) })))
    }
    members.append(.init("sources", .array(sources.map(waypoint))))
    return answer(.object(members))
  }

  private static func route(_ spots: [SampleSpot], _ query: [String: String]) throws -> SiteResponse {
    if spots.count < 2 { throw Refusal(code: "InvalidOptions", message: "Number of coordinates needs to be at least two.") }
    let ways = zip(spots, spots.dropFirst()).map {
      RoadPlain.way(from: RoadPlain.snap($0).spot, to: RoadPlain.snap($1).spot)
    }
    let path = ways[0].path + ways.dropFirst().flatMap { $0.path.dropFirst() }
    func whole(_ part: (RoadPlain.Way) -> Double) -> JSON { tenths(ways.reduce(0) { $0 + part($1) }) }
    var route: [JSON.Member] = [
      .init(
        "legs",
        .array(
          ways.map { way in
            ["steps": .array([]), "summary": "", "duration": tenths(way.seconds), "distance": tenths(way.metres)]
          }))
    ]
    switch (query["overview"] ?? "simplified", query["geometries"] ?? "polyline") {
    case ("false", _): break
    case (_, "geojson"):
      let points = path.map { JSON.array([.double($0.longitude), .double($0.latitude)]) }
      route.append(.init("geometry", ["coordinates": .array(points), "type": "LineString"]))
    case ("simplified", "polyline"), ("full", "polyline"):
      route.append(.init("geometry", .string(RoadPlain.polyline(path))))
    default: throw Refusal(code: "InvalidQuery", message: "Query string malformed close to position 0")
    }
    route += [.init("duration", whole(\.seconds)), .init("distance", whole(\.metres))]
    return answer([
      "code": "Ok", "routes": .array([.object(route)]), "waypoints": .array(spots.map(waypoint)),
    ])
  }

  /// In place of the answer, where a fault is planned.
  static func faulted(_ fault: RoutingFault) async -> SiteResponse {
    switch fault {
    case .hang:
      // Whoever asks has given up long before.
      try? await Task.sleep(for: .seconds(280))
      return .page(Pages.nginx(504, "Gateway Time-out"), status: 504)
    case .html: return .page("<!DOCTYPE html>\n<html><body><h1>It works!</h1></body></html>\n", status: 200)
    case .error: return .page(Pages.nginx(500, "Internal Server Error"), status: 500)
    case .garbage:
      return SiteResponse(contentType: "application/json; charset=UTF-8", body: Array("{\"code\":\"Ok\",\"durations\":[[".utf8))
    }
  }
}

/// What goes wrong with the routing engine on purpose.
package enum RoutingFault: String, Sendable, CaseIterable {
  case hang, html
  case error = "500"
  case garbage
}
