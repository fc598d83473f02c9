import EmbeddedSite
import Testing

@Suite struct SimulatorTests {
  private func journal(seed: UInt64) async throws -> [JSON] {
    try await TestSite.with({ $0.seed = seed }) { site in
      #expect(try await site.control("POST", "simulate", ["steps": 60]).status == 200)
      return try await site.journal()
    }
  }

  @Test func theSameSeedLivesTheSameLife() async throws {
    let first = try await journal(seed: 11)
    #expect(try await journal(seed: 11) == first)
    #expect(try await journal(seed: 12) != first)
    #expect(first.count > 10)
    #expect(first.allSatisfy { $0["by_simulator"] == true && $0["doctype"] == "Dispatch Job" })
    #expect(first.contains { $0["user"] == "julie.brault@gigafibre.example" })
    #expect(first.contains { $0["after"]?["status"] != nil })
  }

  @Test func statusesAdvanceAlongTheLifecycle() async throws {
    let next = ["Published": "En Route", "En Route": "On Site", "On Site": "Done"]
    for entry in try await journal(seed: 11) {
      guard let before = entry["before"]?["status"]?.string else { continue }
      #expect(entry["after"]?["status"]?.string == next[before])
    }
  }

  @Test func techniciansMove() async throws {
    try await TestSite.with { site in
      let stream = try StreamReader(site.client, token: site.credentials.hubToken, query: "?topics=positions")
      try await eventually("the first positions come") { stream.events("position").count == 10 }
      _ = try await site.control("POST", "simulate", ["steps": 40])
      try await eventually("positions follow") { stream.events("position").count > 20 }
      let marc = stream.events("position").filter { $0.data["deviceId"] == 101 }.map { $0.data["latitude"] }
      #expect(Set(marc.map { $0?.text ?? "" }).count > 1)
      stream.close()
    }
  }

  @Test func atARateItRunsByItself() async throws {
    try await TestSite.with({ $0.simulationRate = 200 }) { site in
      try await eventually("the journal grows") { try await site.journal().count > 5 }
    }
  }
}
