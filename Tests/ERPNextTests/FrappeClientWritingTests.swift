import Domain
import ERPNext
import ScriptedServer
import Synchronization
import Testing
import Transport

@Suite struct FrappeClientWritingTests {
  private static let receipt: JSONValue = [
    "data": [
      "name": "BT-1", "creation": "2026-11-01 08:00:00", "modified": "2026-11-22 14:45:50.123456", "subject": "echo",
      "tags": [["name": "phantom"]],
    ]
  ]

  @Test func updatesUnderTheLock() async throws {
    let site = try PlannedSite { _ in (200, Self.receipt) }
    let written = try await site.client.update(
      .job, named: "BT/1 é",
      fields: [
        "technician": .text("TECH-1"), "scheduled_start": .null, "duration_minutes": .null, "tags": .rows([["tag": .text("a")]]),
      ],
      modified: "2026-11-22 14:42:34.561482", requestID: "r-1")
    #expect(written == WriteReceipt(name: "BT-1", creation: "2026-11-01 08:00:00", modified: "2026-11-22 14:45:50.123456"))
    let request = try #require(site.requests.first)
    #expect(request.method == "PUT")
    #expect(request.target == "/api/resource/Dispatch%20Job/BT%2F1%20%C3%A9")
    #expect(request.headers["x-client-request-id"] == "r-1")
    #expect(
      try JSONValue(parsing: request.body) == [
        "scheduled_start": nil, "duration_minutes": 0, "technician": "TECH-1", "tags": [["tag": "a"]],
        "modified": "2026-11-22 14:42:34.561482",
      ])
  }

  @Test func createsWithItsRequestId() async throws {
    let site = try PlannedSite { _ in (200, Self.receipt) }
    _ = try await site.client.create(.job, fields: ["subject": .text("Réparation"), "status": .text("Open")], requestID: "r-2")
    _ = try await site.client.create(.leave, fields: ["reason": .text("x")], requestID: "r-3")
    #expect(site.requests.map(\.method) == ["POST", "POST"])
    #expect(site.requests.map(\.target) == ["/api/resource/Dispatch%20Job", "/api/resource/Dispatch%20Leave"])
    #expect(
      try JSONValue(parsing: site.requests[0].body) == ["subject": "Réparation", "status": "Open", "client_request_id": "r-2"])
    #expect(try JSONValue(parsing: site.requests[1].body) == ["reason": "x"])
  }

  @Test func whatWouldBeMangledIsNotSent() async throws {
    let site = try PlannedSite { _ in (200, Self.receipt) }
    let client = site.client
    let wrong: [(String, FieldValue, WriteMistake)] = [
      ("latitude", .float(.nan), .badNumber), ("scheduled_start", .text("tomorrow"), .badDatetime),
      ("name", .text("x"), .unmappedField),
      ("creation", .text("x"), .unmappedField), ("subject", .text(String(repeating: "x", count: 141)), .tooLong),
    ]
    for (field, value, mistake) in wrong {
      let failure = await siteFailure { () async throws(SiteFailure) in
        try await client.update(.job, named: "BT-1", fields: [field: value], modified: "m", requestID: "r")
      }
      #expect(failure == .refused(status: 0, exceptionType: mistake.rawValue, words: field))
    }
    let unlocked = await siteFailure { () async throws(SiteFailure) in
      try await client.update(.job, named: "BT-1", fields: ["subject": .text("x")], modified: "", requestID: "r")
    }
    #expect(unlocked == .malformed("an update without the version it is based on"))
    #expect(site.requests.isEmpty)
  }

  @Test(
    arguments: [
      (417, ["exc_type": "TimestampMismatchError"], .stale), (404, ["exc_type": "DoesNotExistError"], .notFound),
      (500, ["exc_type": "SerializationFailure"], .retry(after: nil, "")),
      (200, ["data": ["name": "BT-1"]], .ambiguous("an answer without name and modified")),
      (401, ["exc_type": "AuthenticationError", "_error_message": "Expired"], .signInNeeded("Expired")),
      (
        403, ["exc_type": "PermissionError", "_error_message": "No"],
        .refused(status: 403, exceptionType: "PermissionError", words: "No")
      ),
    ] as [(Int, JSONValue, SiteFailure)])
  func failures(status: Int, body: JSONValue, expected: SiteFailure) async throws {
    let site = try PlannedSite { _ in (status, body) }
    let client = site.client
    let failure = await siteFailure { () async throws(SiteFailure) in
      try await client.update(.job, named: "BT-1", fields: [:], modified: "m", requestID: "r")
    }
    #expect(failure == expected)
  }

  @Test func aConnectionThatBreaksUnderAWriteIsAmbiguous() async throws {
    let server = try ScriptedServer { connection, server in
      if let request = connection.request() { server.note(request) }
    }
    let origin = try Origin(server.address, socketPath: server.socketPath)
    let client = FrappeClient(http: HTTPClient(environment: NetworkEnvironment()), origin: origin)
    let write = await siteFailure { () async throws(SiteFailure) in
      try await client.create(.tag, fields: ["tag_name": .text("x")], requestID: "r")
    }
    guard case .ambiguous = write else {
      Issue.record("\(String(describing: write))")
      return
    }
    #expect(server.requests.count == 1)
    server.stop()
    let away = await siteFailure { () async throws(SiteFailure) in
      try await client.create(.tag, fields: ["tag_name": .text("x")], requestID: "r")
    }
    guard case .unreachable = away else {
      Issue.record("\(String(describing: away))")
      return
    }
  }

  // MARK: The site itself

  @Test func asksWhoAndWhat() async throws {
    let site = try PlannedSite { request in
      switch request.path {
      case "/api/method/ping": (200, ["message": "pong"])
      case "/api/method/frappe.auth.get_logged_user": (200, ["message": "a@b.example"])
      default: (200, ["message": ["frappe": ["version": "16.4.1"], "erpnext": ["version": "16.0.0"]]])
      }
    }
    try await site.client.ping()
    #expect(try await site.client.loggedUser() == "a@b.example")
    #expect(try await site.client.versions() == ["frappe": "16.4.1", "erpnext": "16.0.0"])
  }

  @Test func aGuestIsNobody() async throws {
    let site = try PlannedSite { _ in (200, ["message": "Guest"]) }
    let client = site.client
    #expect(await siteFailure { () async throws(SiteFailure) in try await client.loggedUser() } == .signInNeeded("Guest"))
  }

  @Test func tellsTheSitesClock() async throws {
    let dates = Mutex<[Instant]>([])
    let site = try PlannedSite(onSiteDate: { date in dates.withLock { $0.append(date) } }) { _ in (200, Self.receipt) }
    #expect(site.client.observedClockOffset == nil)
    _ = try await site.client.update(.job, named: "BT-1", fields: [:], modified: "m", requestID: "r")
    #expect(dates.withLock { $0 } == [Instant(seconds: 1_795_376_750)])
    // 14:45:50 on the site's wall, 19:45:50 UTC.
    #expect(site.client.observedClockOffset == -18_000)
  }

  @Test(
    arguments: [
      ("2026-11-22 14:45:49.9", -18_000), ("2026-11-23 01:15:50", 19_800), ("2026-11-22 19:45:50", 0),
      ("2026-11-22 14:44:00", -18_000), ("2026-11-22 14:40:00", nil),
      ("2026-11-25 14:45:50", nil), ("garbage", nil),
    ] as [(String, Int?)])
  func clockOffsets(modified: String, seconds: Int?) {
    #expect(ClockOffset.seconds(modified: modified, siteDate: Instant(seconds: 1_795_376_750)) == seconds)
  }

  @Test func theZoneFromTheBootPageOrTheSettings() async throws {
    let page =
      "<script>frappe.boot = {\"x\":\"time_zone\",\"sysdefaults\":{\"time_zone\":\"x\"},\"time_zone\": {\"system\": \"America/Toronto\", \"user\":\"Asia/Kolkata\"}}</script>"
    #expect(BootPage.systemZone(in: Array(page.utf8)) == "America/Toronto")
    #expect(BootPage.systemZone(in: Array("\"time_zone\":{\"system\":\"\"}".utf8)) == nil)
    #expect(BootPage.systemZone(in: Array("\"time_zone\":".utf8)) == nil)
    let site = try PlannedSite { request in
      request.path == "/me"
        ? (200, "no boot")
        : request.path.hasSuffix("System%20Settings") ? (200, ["data": ["time_zone": "America/Montreal"]]) : (404, [:])
    }
    #expect(try await site.client.siteZoneIdentifier() == "America/Montreal")
    let closed = try PlannedSite { _ in (403, ["exc_type": "PermissionError"]) }
    #expect(try await closed.client.siteZoneIdentifier() == nil)
  }
}
