import Domain
import Transport

/// Reads what an OSRM server answers, and whatever else answers in its place.
enum OSRMAnswer {
  /// The members of an answer whose code is `Ok`.
  static func body(_ response: HTTPResponse) throws(RoutingFailure) -> JSONObject {
    let value = try? JSONValue(parsing: response.body)
    if let object = value?.object, let code = object["code"]?.string {
      if code == "Ok" {
        if response.status == 200 { return object }
        throw .malformed
      }
      throw failure(code, words: object["message"]?.string ?? "")
    }
    switch response.status {
    case 429, 503: throw .busy(retryAfter: response.head.retryAfter.map { Int(min($0, 86_400)) })
    case 500...599: throw .serverError(status: response.status)
    default: throw value == nil ? .notAnEngine : .malformed
    }
  }

  private static func failure(_ code: String, words: String) -> RoutingFailure {
    switch code {
    case "NoRoute", "NoTable", "NoTrips": .noRoute
    case "NoSegment": .noRoad(at: words.split(separator: " ").last.flatMap { Int($0) })
    case "TooBig": .tooManyCoordinates
    default: .refused(code: code, words: words)
    }
  }

  static func failure(_ error: TransportError) -> RoutingFailure {
    switch error.reason {
    case .insecure: .insecure
    case .untrusted: .untrusted
    case .timedOut: .timedOut
    case .malformedAnswer, .answerTooLong, .badRedirect: .notAnEngine
    case .invalidRequest, .unknownHost, .cannotConnect, .interrupted, .cancelled, .closed: .unreachable
    }
  }

  /// How far each place was from the road that was taken for it, in metres.
  static func snaps(_ waypoints: JSONValue?, count: Int) throws(RoutingFailure) -> [Double] {
    guard let waypoints = waypoints?.array, waypoints.count == count else { throw .malformed }
    var snaps: [Double] = []
    for waypoint in waypoints {
      // Older servers tell no distance; then the road's own place does.
      if let distance = waypoint["distance"]?.double, distance.isFinite, distance >= 0 {
        snaps.append(distance)
      } else if waypoint["location"]?.array?.count == 2 {
        snaps.append(.nan)
      } else {
        throw .malformed
      }
    }
    return snaps
  }

  static func location(_ waypoint: JSONValue?) -> Coordinate? {
    guard let longitude = waypoint?["location"]?[0]?.double, let latitude = waypoint?["location"]?[1]?.double else {
      return nil
    }
    return Coordinate(latitude: latitude, longitude: longitude)
  }

  /// A table's numbers; nil cells where no way leads.
  static func cells(_ value: JSONValue?, rows: Int, columns: Int) throws(RoutingFailure) -> [[Double?]] {
    guard let lines = value?.array, lines.count == rows else { throw .malformed }
    var cells: [[Double?]] = []
    for line in lines {
      guard let numbers = line.array, numbers.count == columns else { throw .malformed }
      var row: [Double?] = []
      for number in numbers {
        if number.isNull {
          row.append(nil)
        } else if let amount = number.double, amount.isFinite, amount >= 0, amount < 1e8 {
          row.append(amount)
        } else {
          throw .malformed
        }
      }
      cells.append(row)
    }
    return cells
  }

  /// A way's run, as polyline or GeoJSON.
  static func path(_ geometry: JSONValue?) throws(RoutingFailure) -> [Coordinate] {
    switch geometry {
    case nil, .null?: return []
    case .string(let text)?:
      guard let path = Polyline.decode(text) else { throw .malformed }
      return path
    default:
      guard let points = geometry?["coordinates"]?.array else { throw .malformed }
      var path: [Coordinate] = []
      for point in points {
        guard let longitude = point[0]?.double, let latitude = point[1]?.double,
          let place = Coordinate(latitude: latitude, longitude: longitude)
        else { throw .malformed }
        path.append(place)
      }
      return path
    }
  }

  /// Whether a way is as long as it must be: no road is shorter than the straight line between its ends. Where both ends have been
  /// moved to one spot of the network, it is.
  static func isPlausible(metres: Double, from: Coordinate, to: Coordinate, snaps: Double) -> Bool {
    metres + (snaps.isFinite ? snaps : 0) >= from.distance(to: to) * 0.97 - 50
  }
}
