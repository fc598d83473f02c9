import EmbeddedSite
import Testing

@Suite struct GeocoderTests {
  @Test func townsAndHousesAreFound() async throws {
    try await TestSite.with { site in
      let town = try await site.send("GET", "/search?q=ste-clotilde&format=jsonv2&addressdetails=1", nil).json
      #expect(town?.array?.first?["name"] == "Sainte-Clotilde")
      #expect(town?.array?.first?["lat"]?.string?.hasPrefix("45.1") == true)
      #expect(town?.array?.first?["address"]?["state"] == "Québec")

      let job = try await site.job(1043)
      let address = try #require(job["address"]?.string)
      let house = try await site.send("GET", "/search?q=\(encoded(address))&format=jsonv2&limit=1", nil).json
      let found = try #require(house?.array?.first)
      #expect(found["addresstype"] == "place")
      let latitude = try #require(found["lat"]?.string.flatMap(Double.init))
      guard case .double(let expected)? = job["latitude"] else { throw EmbeddedSiteFailure.noHome }
      #expect(abs(latitude - expected) < 0.000001)
      #expect(found["address"] == nil)

      let back = try await site.send(
        "GET", "/reverse?lat=\(found["lat"]!.string!)&lon=\(found["lon"]!.string!)&format=jsonv2", nil
      ).json
      #expect(back?["display_name"] == found["display_name"])
    }
  }

  @Test func refusalsAreNominatims() async throws {
    try await TestSite.with { site in
      let nothing = try await site.send("GET", "/search?format=jsonv2", nil)
      #expect(nothing.status == 400)
      #expect(nothing.json?["error"]?["message"] == "Nothing to search for.")
      let half = try await site.send("GET", "/reverse?lon=-73.6", nil)
      #expect(half.status == 400)
      #expect(half.json?["error"]?["message"] == "Parameter 'lat' missing.")
      let sea = try await site.send("GET", "/reverse?lat=40&lon=-40", nil)
      #expect(sea.status == 200)
      #expect(sea.json?["error"] == "Unable to geocode")
      #expect(try await site.send("GET", "/search?q=x&format=yaml", nil).status == 400)
      #expect(try await site.send("GET", "/search?q=nulle%20part%20ailleurs", nil).json == .array([]))
      #expect(try await site.send("GET", "/status", nil).text == "OK")
      #expect(try await site.send("GET", "/status?format=json", nil).json?["status"] == 0)
    }
  }

  @Test func aBoxBoundsTheSearch() async throws {
    try await TestSite.with { site in
      let box = "viewbox=-73.8,45.3,-73.5,45.0&bounded=1"
      #expect(try await site.send("GET", "/search?q=Montr%C3%A9al&\(box)", nil).json == .array([]))
      let near = try await site.send("GET", "/search?q=Sainte-Clotilde&\(box)", nil).json
      #expect(near?.array?.isEmpty == false)
    }
  }

  @Test func overTcpItAsksForAToken() async throws {
    try await TestSite.with({ $0.port = 0 }) { site async throws in
      #expect(site.credentials.port != nil && site.credentials.socket == nil)
      #expect(try await site.send("GET", "/search?q=Howick", bytes: [], headers: [:]).status == 401)
      #expect(try await site.send("GET", "/search?q=Howick", nil).status == 200)
      #expect(try await site.send("GET", "/api/method/frappe.auth.get_logged_user", nil).status == 200)
    }
  }
}
