import EmbeddedSite
import Testing

@Suite struct FirstSliceTests {
  @Test func aJobIsListedReadWrittenAndAnnounced() async throws {
    try await TestSite.with { site in
      let list = try await site.send(
        "GET", "/api/resource/Dispatch%20Job?fields=\(encoded("[\"name\",\"status\"]"))&limit_page_length=0&order_by=name%20asc")
      #expect(list.status == 200)
      #expect(list.json?["data"]?.array?.count == 150)

      let stream = try StreamReader(site.client, token: site.credentials.hubToken)
      try await eventually("the stream opens") { stream.text.contains(": open") }
      let before = try await site.job(1043)
      let modified = try #require(before["modified"]?.string)
      let put = try await site.send(
        "PUT", "/api/resource/Dispatch%20Job/BT-01043", ["technician": "TECH-002", "modified": .string(modified)],
        headers: ["X-Client-Request-Id": "intent-1"])
      #expect(put.status == 200)
      #expect(put.json?["data"]?["technician"] == "TECH-002")

      let again = try await site.send(
        "PUT", "/api/resource/Dispatch%20Job/BT-01043", ["technician": "TECH-003", "modified": .string(modified)])
      #expect(again.status == 417)
      #expect(again.json?["exc_type"] == "TimestampMismatchError")

      try await eventually("the event comes") { !stream.events("document").isEmpty }
      let event = try #require(stream.events("document").first)
      #expect(event.data["name"] == "BT-01043")
      #expect(event.data["action"] == "update")
      #expect(event.id != nil)
      stream.close()

      let entries = try await site.journal()
      #expect(entries.count == 1)
      #expect(entries.first?["request_id"] == "intent-1")
      #expect(entries.first?["after"]?["technician"] == "TECH-002")
      #expect(entries.first?["modified_before"]?.string == modified)
    }
  }

  @Test func aCreateIsMadeOnceForItsRequest() async throws {
    try await TestSite.with { site in
      let body: JSON = ["subject": "Sans service", "client_request_id": "c-1", "tags": [["tag": "aérien"]]]
      let made = try await site.send("POST", "/api/resource/Dispatch%20Job", body)
      #expect(made.status == 200)
      #expect(made.json?["data"]?["name"] == "BT-01098")
      let again = try await site.send("POST", "/api/resource/Dispatch%20Job", body)
      #expect(again.status == 417)
      #expect(again.json?["exc_type"] == "UniqueValidationError")
    }
  }
}
