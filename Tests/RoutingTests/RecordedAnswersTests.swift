import Domain
import Foundation
import Testing
import Transport

@testable import Routing

/// Every answer of the real server is read as what it is.
@Suite struct RecordedAnswersTests {
  static let headquarters = place(45.16, -73.68)
  static let others = [place(45.26, -73.62), place(45.05, -73.55), place(45.10, -73.76)]
  static var four: [Coordinate] { [headquarters] + others }

  static func place(_ latitude: Double, _ longitude: Double) -> Coordinate {
    Coordinate(latitude: latitude, longitude: longitude)!
  }

  /// Recordings that no question of ours leads to, with the reason.
  static let notAsked = [
    "trip": "rounds are put in order by the scheduling, which knows windows and shifts",
    "route_steps": "turns are of no use to a dispatcher; the route within is read all the same",
  ]

  private func body(_ name: String) throws -> JSONObject {
    try OSRMAnswer.body(try #require(Recording.all()[name]).response)
  }

  private func refusal(_ name: String) throws -> RoutingFailure? {
    do throws(RoutingFailure) { _ = try OSRMAnswer.body(try! #require(Recording.all()[name]).response) } catch { return error }
    return nil
  }

  @Test func everyRecordingIsLookedAt() throws {
    let known: Set<String> = [
      "err_bad_coord", "err_bad_option", "err_bad_service", "err_bad_version", "err_no_coords", "err_one_coord", "err_radius",
      "err_swapped_far", "err_table_index", "err_too_big", "nearest", "ocean_route", "other_profile_name", "route", "route_false",
      "route_polyline6", "route_steps", "table_both", "table_duration", "table_fallback", "table_rect",
    ]
    #expect(Set(try Recording.all().keys) == known.union(Self.notAsked.keys))
  }

  @Test func refusalsKeepTheirWord() throws {
    #expect(try refusal("err_bad_coord") == .refused(code: "InvalidQuery", words: "Query string malformed close to position 18"))
    #expect(try refusal("err_bad_option") == .refused(code: "InvalidQuery", words: "Query string malformed close to position 53"))
    #expect(try refusal("err_bad_service") == .refused(code: "InvalidService", words: "Service bogus not found!"))
    #expect(try refusal("err_bad_version") == .refused(code: "InvalidVersion", words: "Service route not found!"))
    #expect(
      try refusal("err_no_coords")
        == .refused(code: "InvalidUrl", words: "URL string malformed close to position 18: \"ng/\""))
    #expect(
      try refusal("err_one_coord")
        == .refused(code: "InvalidOptions", words: "Number of coordinates needs to be at least two."))
    #expect(try refusal("err_table_index") == .refused(code: "InvalidOptions", words: ""))
    #expect(try refusal("err_radius") == .noRoad(at: 0))
    #expect(try refusal("err_too_big") == .tooManyCoordinates)
  }

  @Test func aTableIsReadWithDistances() throws {
    let table = try OSRMClient.read(body("table_both"), from: Self.four, to: Self.four)
    #expect(table.strays.isEmpty)
    #expect(table.legs[0][1] == Leg(metres: 16_347, seconds: 1_004, source: .routed))
    #expect(table.legs[1][0] == Leg(metres: 16_347, seconds: 999, source: .routed))
    #expect(table.legs[2][3] == Leg(metres: 21_730, seconds: 1_250, source: .routed))
  }

  /// Times are the engine's; the metres are estimated.
  @Test func aTableWithoutDistancesIsReadToo() throws {
    for (name, sources, destinations) in [
      ("table_duration", Self.four, Self.four), ("table_rect", [Self.headquarters], Self.others),
      ("table_fallback", Array(Self.four.prefix(2)), Array(Self.four.prefix(2))),
    ] {
      let table = try OSRMClient.read(body(name), from: sources, to: destinations)
      let leg = try #require(table.legs[0][name == "table_rect" ? 0 : 1], "\(name)")
      #expect(leg.seconds == 1_004 && leg.source == .routed, "\(name)")
      #expect(leg.metres == Leg.estimate(from: Self.headquarters, to: Self.others[0]).metres, "\(name)")
    }
  }

  @Test func cellsThatTheEngineGuessedAreNoLegs() throws {
    let text = try #require(Recording.all()["table_fallback"]).body
      .replacingOccurrences(of: "\"fallback_speed_cells\":[]", with: "\"fallback_speed_cells\":[[0,1]]")
    let places = Array(Self.four.prefix(2))
    let table = try OSRMClient.read(try #require(JSONValue(parsing: text).object), from: places, to: places)
    #expect(table.legs[0][1] == nil && table.legs[1][0] != nil)
  }

  @Test func noWayIsNoLeg() throws {
    let text = try #require(Recording.all()["table_both"]).body
      .replacingOccurrences(of: "\"durations\":[[0,1003.7", with: "\"durations\":[[0,null")
    let table = try OSRMClient.read(try #require(JSONValue(parsing: text).object), from: Self.four, to: Self.four)
    #expect(table.legs[0][1] == nil && table.legs[0][2] != nil)
  }

  @Test func aTableOfAnotherShapeIsRefused() throws {
    let body = try body("table_both")
    #expect(throws: RoutingFailure.malformed) { try OSRMClient.read(body, from: Self.others, to: Self.four) }
    #expect(throws: RoutingFailure.malformed) { try OSRMClient.read(body, from: Self.four, to: Self.others) }
    for wrong in ["\"x\"", "-1", "1e300", "[]"] {
      let text = try #require(Recording.all()["table_both"]).body
        .replacingOccurrences(of: "\"durations\":[[0,1003.7", with: "\"durations\":[[0,\(wrong)")
      let object = try #require(JSONValue(parsing: text).object)
      #expect(throws: RoutingFailure.malformed) { try OSRMClient.read(object, from: Self.four, to: Self.four) }
    }
  }

  @Test func aWayIsReadInBothForms() throws {
    for name in ["route", "route_steps"] {
      let way = try OSRMClient.way(body(name), from: Self.headquarters, to: Self.others[0]).get()
      #expect(way.leg == Leg(metres: 16_347, seconds: 1_004, source: .routed), "\(name)")
    }
    let way = try OSRMClient.way(body("route"), from: Self.headquarters, to: Self.others[0]).get()
    #expect(way.path.first == Self.place(45.15679, -73.680153))
    #expect(way.path.count > 4)
    #expect(Self.others[0].distance(to: try #require(way.path.last)) < 150)
    for name in ["route_false", "other_profile_name"] {
      #expect(try OSRMClient.way(body(name), from: Self.headquarters, to: Self.others[0]).get().path.isEmpty, "\(name)")
    }
  }

  @Test func polylinesOfBothPrecisionsAgreeWithGeoJSON() throws {
    let lines = try OSRMAnswer.path(body("route")["routes"]?[0]?["geometry"])
    let text = try #require(body("route_polyline6")["routes"]?[0]?["geometry"]?.string)
    let six = try #require(Polyline.decode(text, precision: 6))
    #expect(six == lines)
    #expect(Polyline.decode(Polyline.encode(lines))?.count == lines.count)
    for (coarse, fine) in zip(try #require(Polyline.decode(Polyline.encode(lines))), lines) {
      #expect(abs(coarse.latitude - fine.latitude) < 0.000_006 && abs(coarse.longitude - fine.longitude) < 0.000_006)
    }
    #expect(Polyline.decode("oixqGj_j_M??") != nil)
    for garbage in ["oixqG", "\u{7F}??", "~~~~~~~~~~~~", "oixqGj_j_M?"] { #expect(Polyline.decode(garbage) == nil, "\(garbage)") }
    #expect(Polyline.decode("") == [])
  }

  /// `Ok`, no metres, and places half a world from the road: the answer is about somewhere else.
  @Test func swappedAndOceanCoordinatesAreNamed() throws {
    let swapped = [Self.place(-73.68, 45.16), Self.place(-73.62, 45.26)]
    #expect(
      try OSRMClient.way(body("err_swapped_far"), from: swapped[0], to: swapped[1])
        == .failure(.strays([swapped[0]: 18_336_731, swapped[1]: 18_341_447])))
    let ocean = [Self.place(40, -40), Self.place(41, -41)]
    #expect(
      try OSRMClient.way(body("ocean_route"), from: ocean[0], to: ocean[1])
        == .failure(.strays([ocean[0]: 2_805_041, ocean[1]: 2_682_942])))
  }

  /// Both ends on one spot of the network are no way of no length.
  @Test func aWayShorterThanTheStraightLineIsNoWay() throws {
    let text = try #require(Recording.all()["table_both"]).body
      .replacingOccurrences(of: "\"distances\":[[0,16346.6", with: "\"distances\":[[0,0")
    let table = try OSRMClient.read(try #require(JSONValue(parsing: text).object), from: Self.four, to: Self.four)
    #expect(table.legs[0][1] == nil && table.legs[1][0] != nil)
  }

  @Test func theNearestRoadTellsHowFarItIs() throws {
    let snaps = try OSRMAnswer.snaps(body("nearest")["waypoints"], count: 2)
    #expect(snaps.map { Int($0) } == [356, 478])
  }

  @Test func whatIsNoEngineIsToldApart() throws {
    func failure(_ status: Int, _ text: String, _ headers: HTTPHeaders = [:]) -> RoutingFailure? {
      do throws(RoutingFailure) {
        _ = try OSRMAnswer.body(HTTPResponse(head: HTTPHead(status: status, headers: headers), body: Array(text.utf8)))
      } catch { return error }
      return nil
    }
    #expect(failure(200, "<html><body>It works!</body></html>") == .notAnEngine)
    #expect(failure(200, "") == .notAnEngine)
    #expect(failure(404, "<html>") == .notAnEngine)
    #expect(failure(502, "<html>") == .serverError(status: 502))
    #expect(failure(500, "{\"code\":\"InternalError\"}") == .refused(code: "InternalError", words: ""))
    #expect(failure(429, "", ["Retry-After": "7"]) == .busy(retryAfter: 7))
    #expect(failure(503, "<html>") == .busy(retryAfter: nil))
    #expect(failure(200, "{}") == .malformed)
    #expect(failure(200, "[1]") == .malformed)
    #expect(failure(400, "{\"code\":\"NoRoute\",\"message\":\"Impossible route between points\"}") == .noRoute)
    #expect(failure(200, "{\"code\":\"Ok\"}") == nil)
  }
}
