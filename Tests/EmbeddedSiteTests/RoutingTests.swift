import EmbeddedSite
import Testing

/// The embedded site's own routing engine, which has the shape of OSRM's.
@Suite struct RoutingTests {
  private let two = "-73.68,45.16;-73.62,45.26"

  @Test func tablesHaveTheShapeOfOSRM() async throws {
    try await TestSite.with { site in
      let table = try await site.send("GET", "/table/v1/driving/\(two);-73.55,45.05?annotations=duration,distance", nil)
      #expect(table.status == 200)
      let json = try #require(table.json)
      #expect(json["code"] == "Ok")
      #expect(json["durations"]?.array?.count == 3 && json["distances"]?.array?[0].array?.count == 3)
      #expect(json["sources"]?.array?.count == 3 && json["destinations"]?.array?.count == 3)
      let rows = try await site.send(
        "GET", "/table/v1/driving/\(two);-73.55,45.05?sources=0&destinations=1;2&annotations=duration", nil
      ).json
      #expect(rows?["durations"]?.array?.count == 1 && rows?["durations"]?.array?[0].array?.count == 2)
      #expect(rows?["distances"] == nil)
      #expect(rows?["durations"]?.array?[0].array?[0] == json["durations"]?.array?[0].array?[1])
    }
  }

  @Test func waysBendAndAreTheTablesOwn() async throws {
    try await TestSite.with { site in
      let way = try #require(try await site.send("GET", "/route/v1/driving/\(two)?geometries=geojson&overview=full", nil).json)
      let route = try #require(way["routes"]?.array?.first)
      #expect(route["geometry"]?["coordinates"]?.array?.count == 4)
      let table = try await site.send("GET", "/table/v1/driving/\(two)?annotations=duration,distance", nil).json
      #expect(route["distance"] == table?["distances"]?.array?[0].array?[1])
      #expect(route["duration"] == table?["durations"]?.array?[0].array?[1])
      // There as back, and never what a straight line would be.
      #expect(table?["distances"]?.array?[1].array?[0] == table?["distances"]?.array?[0].array?[1])
      guard case .double(let metres)? = route["distance"] else { throw EmbeddedSiteFailure.noHome }
      #expect(metres > 12_100 && metres < 17_200)
      let line = try await site.send("GET", "/route/v1/driving/\(two)", nil).json
      #expect(line?["routes"]?.array?.first?["geometry"]?.string?.isEmpty == false)
      let without = try await site.send("GET", "/route/v1/driving/\(two)?overview=false", nil).json
      #expect(without?["routes"]?.array?.first?["geometry"] == nil)
    }
  }

  @Test func swappedCoordinatesAreTakenToTheNearestRoad() async throws {
    try await TestSite.with { site in
      let json = try await site.send("GET", "/route/v1/driving/45.16,-73.68;45.26,-73.62", nil).json
      #expect(json?["code"] == "Ok")
      guard case .double(let metres)? = json?["waypoints"]?.array?.first?["distance"] else { throw EmbeddedSiteFailure.noHome }
      #expect(metres > 1_000_000)
      let near = try await site.send("GET", "/nearest/v1/driving/-73.68,45.16", nil).json
      #expect(near?["waypoints"]?.array?.first?["distance"] == .double(12.5))
    }
  }

  @Test func refusalsAreOSRMs() async throws {
    try await TestSite.with { site in
      for (target, code) in [
        ("/route/v1/driving/abc;def", "InvalidQuery"), ("/route/v9/driving/\(two)", "InvalidVersion"),
        ("/route/v1/driving/-73.68,45.16", "InvalidOptions"), ("/table/v1/driving/\(two)?sources=9", "InvalidOptions"),
        ("/table/v1/driving/" + (0..<101).map { "-73.\(500 + $0),45.16" }.joined(separator: ";"), "TooBig"),
      ] {
        let answer = try await site.send("GET", target, nil)
        #expect(answer.status == 400 && answer.json?["code"] == .string(code), "\(target.prefix(60)): \(answer.text)")
      }
    }
  }

  @Test func overTcpItAsksForAToken() async throws {
    try await TestSite.with({ $0.port = 0 }) { site async throws in
      #expect(try await site.send("GET", "/route/v1/driving/\(two)", bytes: [], headers: [:]).status == 401)
      #expect(try await site.send("GET", "/route/v1/driving/\(two)", nil).status == 200)
    }
  }

  @Test func itsFaultsAreItsOwn() async throws {
    try await TestSite.with { site in
      func faults(_ text: String) async throws -> Int {
        try await site.control("POST", "faults", ["faults": .string(text)]).status
      }
      #expect(try await faults("routing=html") == 200)
      let html = try await site.send("GET", "/route/v1/driving/\(two)", nil)
      #expect(html.status == 200 && html.text.contains("<html>"))
      // The site itself goes on.
      #expect(try await site.job(1043)["name"] != nil)
      #expect(try await faults("routing=500") == 200)
      #expect(try await site.send("GET", "/route/v1/driving/\(two)", nil).status == 500)
      #expect(try await faults("routing=garbage") == 200)
      #expect(try await site.send("GET", "/table/v1/driving/\(two)", nil).json == nil)
      #expect(try await faults("routing=slow") == 400)
      #expect(try await faults("") == 200)
      #expect(try await site.send("GET", "/table/v1/driving/\(two)", nil).status == 200)
    }
  }
}
