import EmbeddedSite
import Testing

@Suite struct HubTests {
  private func note(_ site: TestSite, _ number: Int, _ text: String) async throws {
    let answer = try await site.send("PUT", "/api/resource/Dispatch%20Job/\(site.name(number))", ["notes": .string(text)])
    #expect(answer.status == 200)
  }

  @Test func aStreamNeedsItsOwnToken() async throws {
    try await TestSite.with { site async throws in
      #expect(try await site.send("GET", "/sse", nil).status == 401)
      #expect(try await site.send("GET", "/sse", bytes: [], headers: [:]).status == 401)
    }
  }

  @Test func aResumedStreamBeginsWithWhatWasMissed() async throws {
    try await TestSite.with { site in
      let first = try StreamReader(site.client, token: site.credentials.hubToken, query: "?topics=documents")
      try await eventually("the stream opens") { first.text.contains(": open") }
      try await note(site, 1043, "un")
      try await eventually("the first event comes") { first.events("document").count == 1 }
      let seen = try #require(first.events("document")[0].id)
      first.close()
      try await note(site, 1044, "deux")
      try await note(site, 1045, "trois")

      let second = try StreamReader(site.client, token: site.credentials.hubToken, lastEventID: seen)
      try await eventually("what was missed comes") { second.events("document").count == 2 }
      #expect(second.events("document").map { $0.data["name"] } == ["BT-01044", "BT-01045"])
      #expect(second.events("reset").isEmpty)
      second.close()
    }
  }

  @Test func anIdThatIsTooOldOrOfAnotherSiteIsAnsweredWithReset() async throws {
    try await TestSite.with({ $0.eventLogCapacity = 4 }) { site in
      let first = try StreamReader(site.client, token: site.credentials.hubToken)
      try await eventually("the stream opens") { first.text.contains(": open") }
      for number in 1043...1054 { try await note(site, number, "note") }
      try await eventually("all events come") { first.events("document").count == 12 }
      let oldest = try #require(first.events("document")[0].id)
      for id in [oldest, "ffffffff-3", "nonsense"] {
        let late = try StreamReader(site.client, token: site.credentials.hubToken, lastEventID: id)
        try await eventually("a reset comes for \(id)") { late.events("reset").count == 1 }
        #expect(late.events("document").isEmpty)
        late.close()
      }
      first.close()
    }
  }

  @Test func theLogOutlivesTheProcess() async throws {
    let directory = try TestSite.temporaryDirectory()
    defer { TestSite.remove(directory) }
    let id = try await TestSite.with(directory: directory) { site in
      let stream = try StreamReader(site.client, token: site.credentials.hubToken)
      try await eventually("the stream opens") { stream.text.contains(": open") }
      try await note(site, 1043, "un")
      try await eventually("the event comes") { stream.events("document").count == 1 }
      let id = stream.events("document")[0].id
      stream.close()
      try await note(site, 1044, "deux")
      return id
    }
    try await TestSite.with(directory: directory) { site in
      let stream = try StreamReader(site.client, token: site.credentials.hubToken, lastEventID: id)
      try await eventually("what was missed comes") { stream.events("document").count == 1 }
      #expect(stream.events("document")[0].data["name"] == "BT-01044")
      stream.close()
    }
  }

  @Test func everyKindOfWriteIsAnnounced() async throws {
    try await TestSite.with { site in
      let stream = try StreamReader(site.client, token: site.credentials.hubToken)
      try await eventually("the stream opens") { stream.text.contains(": open") }
      let made = try await site.send("POST", "/api/resource/Dispatch%20Tag", ["tag_name": "essai"])
      #expect(made.status == 200)
      let renamed = try await site.send(
        "POST", "/api/method/frappe.client.rename_doc",
        ["doctype": "Dispatch Tag", "old_name": "essai", "new_name": "essai 2"])
      #expect(renamed.status == 200)
      #expect(try await site.send("DELETE", "/api/resource/Dispatch%20Tag/essai%202", nil).status == 202)
      try await eventually("three events come") { stream.events("document").count == 3 }
      let events = stream.events("document").map(\.data)
      #expect(events.map { $0["action"] } == ["create", "rename", "delete"])
      #expect(events.map { $0["name"] } == ["essai", "essai 2", "essai 2"])
      #expect(events[1]["old_name"] == "essai")
      #expect(events.allSatisfy { $0["modified_by"]?.string == site.credentials.user })
      stream.close()
    }
  }

  @Test func everybodyIsToldWhoHasAConsoleOpen() async throws {
    try await TestSite.with { site in
      func consoles(_ stream: StreamReader) -> [JSON?] {
        stream.events("presence").map { event in
          let users = event.data["users"]?.array ?? []
          return users.count == 1 && users[0]["user"]?.string == site.credentials.user ? users[0]["consoles"] : nil
        }
      }
      let first = try StreamReader(site.client, token: site.credentials.hubToken, query: "?topics=presence")
      try await eventually("it is told of itself") { consoles(first) == [1] }
      let second = try StreamReader(site.client, token: site.credentials.hubToken)
      try await eventually("both are told") { consoles(first) == [1, 2] && consoles(second) == [2] }
      second.close()
      // A heartbeat finds out that nobody reads any more.
      try await eventually("the first is told that it is alone") {
        _ = try await site.control("POST", "heartbeat")
        return consoles(first) == [1, 2, 1]
      }
      first.close()
    }
  }

  @Test func anOutageIsTold() async throws {
    try await TestSite.with { site in
      let stream = try StreamReader(site.client, token: site.credentials.hubToken, query: "?topics=services")
      func states() -> [JSON?] { stream.events("service").map { $0.data["state"] } }
      try await eventually("it is told at the start") { states() == ["up"] }
      for faults in ["maintenance", "maintenance,latency=1ms", "database-down", ""] {
        #expect(try await site.control("POST", "faults", ["faults": .string(faults)]).status == 200)
      }
      try await eventually("what is news is told") { states() == ["up", "down", "down", "up"] }
      #expect(stream.events("service").map { $0.data["detail"] } == ["", "maintenance", "database-down", ""])
      stream.close()
    }
  }

  @Test func heartbeatsComeByThemselves() async throws {
    try await TestSite.with({ $0.heartbeat = .milliseconds(20) }) { site in
      let stream = try StreamReader(site.client, token: site.credentials.hubToken)
      try await eventually("heartbeats come") { stream.text.split(separator: ": heartbeat").count > 3 }
      stream.close()
    }
  }

  @Test func aNewSubscriberLearnsTheLastPositions() async throws {
    try await TestSite.with { site in
      let stream = try StreamReader(site.client, token: site.credentials.hubToken, query: "?topics=positions")
      try await eventually("positions come") { stream.events("position").count == 10 }
      let old = try #require(stream.events("position").first { $0.data["deviceId"] == 106 })
      #expect(old.data["fixTime"] == "2026-05-06T13:53:00.000+00:00")
      #expect(old.id == nil)
      #expect(stream.events("position").contains { $0.data["valid"] == false })
      stream.close()
    }
  }
}
