import EmbeddedSite
import Testing

@Suite struct GeocoderFaultTests {
  private static func search(_ site: TestSite, _ text: String, _ more: String = "") async throws -> SocketClient.Answer {
    try await site.send("GET", "/search?q=\(encoded(text))&format=jsonv2&addressdetails=1&countrycodes=ca\(more)", nil)
  }

  /// A house of the sample, as its site has it: number, street and town.
  private static func house(_ site: TestSite) async throws -> (number: String, road: String, town: String) {
    let address = try #require(try await site.job(1043)["address"]?.string)
    let parts = address.split(separator: ",", maxSplits: 2).map { $0.drop { $0 == " " } }
    return (String(parts[0]), String(parts[1]), String(parts[2].prefix { $0 != "(" }).trimmingSuffix)
  }

  @Test func aDoorThatIsNotThereLeavesItsStreet() async throws {
    try await TestSite.with { site in
      let house = try await Self.house(site)
      let street = try await Self.search(site, "99999 \(house.road), \(house.town)").json?.array?.first
      #expect(street?["addresstype"] == "road")
      #expect(street?["address"]?["house_number"] == nil)
      #expect(street?["address"]?["village"]?.string == house.town)
      // A town that is named is not all of its houses, and a street not all of its doors.
      let town = try await Self.search(site, house.town).json?.array
      #expect(town?.allSatisfy { $0["category"] == "boundary" } == true && town?.isEmpty == false)
      let road = try await Self.search(site, "\(house.road), \(house.town)").json?.array
      #expect(road?.compactMap { $0["addresstype"]?.string } == ["road"])
      // As the real one: nothing where there is a word that it does not know.
      #expect(try await Self.search(site, "\(house.number) \(house.road) app. 3, \(house.town)").json == .array([]))
      #expect(try await Self.search(site, "99999").json == .array([]))
    }
  }

  @Test func requestsAreRefusedAsRecorded() async throws {
    try await TestSite.with { site in
      #expect(try await site.send("GET", "/search?q=&format=jsonv2", nil).json == .array([]))
      for (query, message) in [
        ("q=x&limit=abc", "Parameter 'limit' must be a number."),
        ("q=x&viewbox=1,2,3", "Bounding box parameter needs 4 coordinates."),
        ("q=x&viewbox=a,b,c,d", "Bounding box parameter needs to be numbers."),
      ] {
        let answer = try await site.send("GET", "/search?\(query)", nil)
        #expect(answer.status == 400)
        #expect(answer.json?["error"]?["message"]?.string == message)
      }
      let both = try await site.send("GET", "/search?q=x&street=y", nil)
      #expect(both.json?["error"]?["message"]?.string?.hasPrefix("Structured query parameters") == true)
      #expect(try await site.send("POST", "/search", bytes: Array("q=x".utf8), headers: [:]).status == 405)
      #expect(try await Self.search(site, "Sainte-Clotilde", "&countrycodes=us").json == .array([]))
    }
  }

  @Test func eachFaultAnswersInItsWay() async throws {
    try await TestSite.with { site in
      func answer(_ fault: String) async throws -> SocketClient.Answer {
        _ = try await site.control("POST", "faults", ["faults": .string("geocoder=\(fault)")])
        return try await Self.search(site, "Sainte-Clotilde")
      }
      let page = try await answer("html")
      #expect(page.status == 200 && page.text.hasPrefix("<!DOCTYPE html>"))
      #expect(try await answer("429").status == 429)
      #expect(try await answer("403").status == 403)
      #expect(try await answer("500").status == 500)
      let garbage = try await answer("garbage")
      #expect(garbage.status == 200 && garbage.json == nil)
      let elsewhere = try await answer("wrong-town").json?.array?.first
      #expect(elsewhere?["address"]?["village"]?.string != "Sainte-Clotilde" && elsewhere != nil)
      // Nothing but the geocoder suffers.
      #expect(try await site.job(1043)["name"] != nil)
      _ = try await site.control("POST", "faults", ["faults": ""])
      #expect(try await Self.search(site, "Sainte-Clotilde").json?.array?.first?["name"] == "Sainte-Clotilde")
    }
  }

  @Test func whatHangsAnswersWhenTheFaultIsLifted() async throws {
    try await TestSite.with { site in
      _ = try await site.control("POST", "faults", ["faults": "geocoder=hang"])
      async let answer = Self.search(site, "Sainte-Clotilde")
      _ = try await site.control("POST", "faults", ["faults": ""])
      #expect(try await answer.json?.array?.first?["name"] == "Sainte-Clotilde")
    }
  }

  @Test func anUnknownFaultIsNamed() {
    #expect(throws: FaultPlan.Mistake.self) { try FaultPlan(parsing: "geocoder=sulk") }
    #expect(throws: FaultPlan.Mistake.self) { try FaultPlan(parsing: "geocoder") }
    #expect((try? FaultPlan(parsing: "geocoder=wrong-town"))?.geocoder == .wrongTown)
  }
}

extension String {
  fileprivate var trimmingSuffix: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
