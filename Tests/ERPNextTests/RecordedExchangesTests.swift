import Domain
import ERPNext
import Recordings
import ScriptedServer
import Testing
import Transport

/// The client's own questions beside recorded ones, and what it makes of recorded documents.
@Suite struct RecordedExchangesTests {
  /// What the recorded shop calls things.
  private static let shop = SiteMapping(kinds: [
    .job: SiteMapping.Kind(
      doctype: "Dispatch Job",
      fields: [
        "subject": "subject", "status": "status", "priority": "priority", "customer": "customer",
        "scheduled_start": "scheduled_start",
        "duration_minutes": "duration_minutes", "technician": "assigned_technician", "service_location": "service_location",
        "latitude": "latitude", "longitude": "longitude", "notes": "notes", "sequence": "sequence",
        "client_request_id": "client_request_id",
        "tags": "tags",
      ],
      tables: ["tags": SiteMapping.Table(doctype: "Dispatch Tag Link", fields: ["tag": "tag"])],
      values: ["status": ["Planned": "Scheduled", "On Site": "In Progress", "Done": "Completed"]])
  ])

  private func recording(_ id: String, _ database: Recording.Database = .mariadb) throws -> Recording {
    try #require(try Recording.all(database).first { $0.id.hasPrefix(id + "-") })
  }

  /// A site that answers everything with one recorded answer.
  private func site(_ id: String, _ database: Recording.Database = .mariadb) throws -> PlannedSite {
    let recorded = try recording(id, database)
    let answer = (recorded.status, try #require(recorded.answer))
    return try PlannedSite(mapping: Self.shop) { _ in answer }
  }

  private func parameters(_ id: String) throws -> [String: JSONValue] {
    let recorded = try recording(id)
    return ScriptedServer.Request(
      method: recorded.method, target: recorded.path, headers: [:], body: recorded.question?.bytes ?? []
    ).parameters
  }

  // MARK: Reading

  @Test func aWholeDocument() async throws {
    let document = try await site("03a").client.document(of: .job, named: "JOB-00001")
    #expect(document.name == "JOB-00001")
    #expect(document.creation == "2026-11-22 14:42:34.561482")
    #expect(document.modified == "2026-11-22 14:42:34.561482")
    #expect(document.modifiedBy == "dispatcher@example.com")
    #expect(document["status"] == .text("Planned"))
    #expect(document["scheduled_start"] == .text("2026-12-02 08:00:00"))
    #expect(document["technician"] == .text("TECH-006"))
    #expect(document["latitude"] == .float(40.873076))
    #expect(document["duration_minutes"] == .int(45))
    #expect(document["notes"] == .text("Call ahead. Call ahead. Call ahead."))
    #expect(document["tags"].rows.first == ["tag": .text("fire-alarm")])
    #expect(document["client_request_id"] == .null)
  }

  @Test(arguments: [
    ("04a", "JOB-00010", "2026-11-22 14:42:34.764387", "2026-11-22 14:49:50.081065"),
    ("04l", "JOB-02027", "2026-11-22 14:51:07.760529", "2026-11-22 14:51:07.760529"),
  ])
  func receipts(id: String, name: String, creation: String, modified: String) async throws {
    let recorded = try site(id)
    let expected = WriteReceipt(name: DocumentName(name), creation: creation, modified: modified)
    #expect(
      try await recorded.client.update(.job, named: DocumentName(name), fields: [:], modified: "m", requestID: "r") == expected)
    #expect(try await recorded.client.create(.job, fields: ["subject": .text("created")], requestID: "r") == expected)
  }

  @Test func theSiteItself() async throws {
    try await site("01n").client.ping()
    #expect(try await site("01a").client.loggedUser() == "dispatcher@example.com")
    #expect(try await site("01p").client.versions() == ["frappe": "16.4.1"])
    let meta = try await site("09b").client.meta(ofDoctype: "Dispatch Job")
    #expect(meta.autoname == "naming_series:")
    #expect(meta.fields.map(\.name) == ["naming_series", "subject", "customer"])
    #expect(meta.fields.map(\.type) == ["Select", "Data", "Data"])
    #expect(try await site("01za").client.siteZoneIdentifier() == recording("01za").answer?["data"]?["time_zone"]?.string)
    #expect(try await site("01z").client.siteZoneIdentifier() == nil)
  }

  @Test(arguments: [
    ("03b", Recording.Database.mariadb, SiteFailure.notFound), ("04c", .mariadb, .stale), ("20o", .postgresql, .notFound),
    ("03j2", .mariadb, .alreadyCreated),
    ("20l", .postgresql, .alreadyCreated),
  ])
  func failuresThroughTheWholeClient(id: String, database: Recording.Database, expected: SiteFailure) async throws {
    let recorded = try recording(id, database)
    let client = try site(id, database).client
    let failure: SiteFailure?
    switch recorded.method {
    case "GET": failure = await siteFailure { () async throws(SiteFailure) in try await client.document(of: .job, named: "x") }
    case "PUT":
      failure = await siteFailure { () async throws(SiteFailure) in
        try await client.update(.job, named: "x", fields: ["status": .text("Done")], modified: "m", requestID: "r")
      }
    default:
      failure = await siteFailure { () async throws(SiteFailure) in
        try await client.create(.job, fields: ["subject": .text("x")], requestID: "r")
      }
    }
    #expect(failure == expected)
  }

  // MARK: Asking

  /// The keyset that was complete over a tie of 700 rows.
  @Test func theKeyset() async throws {
    let recorded = try parameters("02v6")
    let asked = try site("02k")
    _ = try await asked.client.changes(
      of: .job, after: PullCursor(modified: "2026-11-22 14:45:48.027590", name: "JOB-00450"), limit: 3)
    let ours = try #require(asked.requests.first).parameters
    for name in ["filters", "or_filters", "order_by", "limit_page_length"] { #expect(ours[name] == recorded[name], "\(name)") }
  }

  @Test func childRowsByTheirParent() async throws {
    let recorded = try parameters("02n5")
    let list = try recording("02l")
    let children = try recording("02n5")
    let asked = try PlannedSite(mapping: Self.shop) { request in
      if request.path.contains("Tag") {
        let rows = (children.answer?["data"]?.array ?? []).map { row -> JSONValue in
          .object(JSONObject((row.object?.members ?? []) + [(key: "parentfield", value: "tags")]))
        }
        return (200, ["data": .array(rows)])
      }
      let names = (list.answer?["data"]?.array ?? []).compactMap { $0[0]?.string }
      return (
        200,
        [
          "data": .array(
            names.map { ["name": .string($0), "creation": "2026-11-22 14:42:34", "modified": "2026-11-22 14:42:34"] })
        ]
      )
    }
    let documents = try await asked.client.changes(of: .job, after: PullCursor(modified: "", name: nil), limit: 2)
    #expect(documents.map(\.name) == ["JOB-00001", "JOB-00002"])
    #expect(documents[0]["tags"] == .rows(["fire-alarm", "parts-needed", "cooling"].map { ["tag": .text($0)] }))
    #expect(documents[1]["tags"] == .rows([["tag": .text("plumbing")]]))
    let ours = try #require(asked.requests.last).parameters
    #expect(ours["parent"] == recorded["parent"])
    #expect(ours["order_by"] == recorded["order_by"])
    #expect(ours["filters"]?[0]?[0] == recorded["filters"]?[0]?[0])
    #expect(ours["filters"]?[0]?[1] == recorded["filters"]?[0]?[1])
  }

  @Test func longFiltersAreAskedAsTheyWereRecorded() async throws {
    let recorded = try parameters("07g")
    let asked = try PlannedSite(mapping: Self.shop) { _ in (200, ["message": []]) }
    _ = try await asked.client.documents(of: .job, named: (2...250).map { DocumentName("JOB-\(10_000 + $0)-with-a-long-name") })
    let request = try #require(asked.requests.first)
    #expect(request.method == "POST")
    #expect(request.path == (try recording("07g").path))
    for name in ["doctype", "limit_page_length"] { #expect(request.parameters[name] == recorded[name]) }
    #expect(request.parameters["filters"]?[0]?[1] == recorded["filters"]?[0]?[1])
  }

  @Test func writesAsTheyWereRecorded() async throws {
    let put = try recording("04b")
    let asked = try site("04b")
    let base = try #require(put.question?["modified"]?.string)
    _ = try await asked.client.update(.job, named: "JOB-00010", fields: ["status": .text("Done")], modified: base, requestID: "r")
    let request = try #require(asked.requests.first)
    #expect(request.method == put.method && request.target == put.path)
    #expect(request.parameters["modified"] == put.question?["modified"])
    #expect(request.parameters["status"] == "Completed")
    #expect(Set(request.parameters.keys) == ["status", "modified"])
  }
}
