import Domain
import ERPNext
import ScriptedServer
import Synchronization
import Testing
import Transport

/// A site of which every answer is planned, and the client that asks it.
struct PlannedSite {
  let server: ScriptedServer
  let client: FrappeClient

  init(
    mapping: SiteMapping = .standard, listTimeLimits: HTTPRequest.TimeLimits = FrappeClient.listTimeLimits,
    onSiteDate: (@Sendable (Instant) -> Void)? = nil,
    answer: @escaping @Sendable (ScriptedServer.Request) -> (status: Int, body: JSONValue)
  ) throws {
    server = try ScriptedServer.answering { request, connection in
      let planned = answer(request)
      connection.answer(
        planned.status, planned.body.text, headers: "Date: Sun, 22 Nov 2026 19:45:50 GMT\r\nContent-Type: application/json\r\n")
    }
    let server = server
    let origin = try Origin(server.address, socketPath: server.socketPath, credential: .token(key: "k", secret: "s"))
    // The server is held by the client, so that a test may keep the client alone.
    client = FrappeClient(
      http: HTTPClient(environment: NetworkEnvironment()), origin: origin, mapping: mapping, listTimeLimits: listTimeLimits
    ) { date in
      withExtendedLifetime(server) { onSiteDate?(date) }
    }
  }

  var requests: [ScriptedServer.Request] { server.requests }
}

extension ScriptedServer.Request {
  /// Without the query.
  var path: String { String(target.prefix { $0 != "?" }) }

  /// The query's parameters, or the body's members where it is a POST.
  var parameters: [String: JSONValue] {
    if method == "POST" || method == "PUT" {
      return (try? JSONValue(parsing: body))?.object?.members.reduce(into: [:]) { $0[$1.key] = $1.value } ?? [:]
    }
    var found: [String: JSONValue] = [:]
    for pair in target.drop(while: { $0 != "?" }).dropFirst().split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let text = parts[1].removingPercent
      found[String(parts[0])] = (try? JSONValue(parsing: text)) ?? .string(text)
    }
    return found
  }
}

extension Substring {
  var removingPercent: String {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.first {
      rest.removeFirst()
      if byte == UInt8(ascii: "%") {
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)!)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

func siteFailure(_ work: () async throws(SiteFailure) -> some Sendable) async -> SiteFailure? {
  do throws(SiteFailure) {
    _ = try await work()
    return nil
  } catch { return error }
}

@Suite struct FrappeClientReadingTests {
  private static let identity: [JSONValue] = ["name", "creation", "modified", "modified_by"]

  /// Answers a list of leaves (no tables) by arrays or by objects.
  private static func leave(_ name: String, _ asked: [JSONValue], asArrays: Bool) -> JSONValue {
    let values: [String: JSONValue] = [
      "name": .string(name), "creation": "2026-11-01 08:00:00.000001", "modified": "2026-11-22 14:42:34.561482",
      "modified_by": "a@b.example",
      "technician": "TECH-001", "from_datetime": "2026-11-23 08:00:00", "to_datetime": "2026-11-23 17:00:00",
      "reason": "&lt;congé&gt;",
    ]
    let names = asked.compactMap { $0.string }
    if asArrays { return .array(names.map { values[$0] ?? .null }) }
    return .object(JSONObject(names.map { (key: $0, value: values[$0] ?? .null) }))
  }

  @Test(arguments: [true, false])
  func readsAPageByKeyset(asArrays: Bool) async throws {
    let site = try PlannedSite { request in
      (200, ["data": .array([Self.leave("L 1/é", request.parameters["fields"]?.array ?? [], asArrays: asArrays)])])
    }
    let cursor = PullCursor(modified: "2026-11-22 14:00:00.000123", name: "L-0")
    let documents = try await site.client.changes(of: .leave, after: cursor, limit: 500)
    let request = try #require(site.requests.first)
    #expect(request.method == "GET")
    #expect(request.path == "/api/resource/Dispatch%20Leave")
    #expect(request.headers["accept"] == "application/json")
    #expect(request.headers["authorization"] == "token k:s")
    let asked = request.parameters
    #expect(asked["fields"] == .array(Self.identity + ["technician", "from_datetime", "to_datetime", "reason"]))
    #expect(asked["filters"] == [["modified", ">=", "2026-11-22 14:00:00.000123"]])
    #expect(asked["or_filters"] == [["modified", ">", "2026-11-22 14:00:00.000123"], ["name", ">", "L-0"]])
    #expect(asked["order_by"] == "modified asc, name asc")
    #expect(asked["limit_page_length"] == 500)
    #expect(asked["as_dict"] == 0)
    let document = try #require(documents.first)
    #expect(documents.count == 1)
    #expect(document.name == "L 1/é")
    #expect(document.creation == "2026-11-01 08:00:00.000001")
    #expect(document.modified == "2026-11-22 14:42:34.561482")
    #expect(document.modifiedBy == "a@b.example")
    #expect(document["reason"] == .text("<congé>"))
    #expect(document["from_datetime"] == .text("2026-11-23 08:00:00"))
  }

  @Test func theFirstPageBeginsAtTheWatermarkItself() async throws {
    let site = try PlannedSite { _ in (200, ["data": []]) }
    #expect(
      try await site.client.changes(of: .leave, after: PullCursor(modified: "2026-11-22 14:00:00", name: nil), limit: 20).isEmpty)
    #expect(try await site.client.changes(of: .leave, after: PullCursor(modified: "", name: nil), limit: 20).isEmpty)
    #expect(site.requests.map { $0.parameters["or_filters"] } == [nil, nil])
    #expect(site.requests.map { $0.parameters["filters"] } == [[["modified", ">=", "2026-11-22 14:00:00"]], nil])
  }

  /// MariaDB answers all rows where it cannot read the date.
  @Test(arguments: ["garbage", "2026-13-01 00:00:00", "2026-11-22T14:00:00", "2026-11-22 14:00:00.000123+00:00"])
  func aCursorThatIsNoDateIsNotSent(modified: String) async throws {
    let site = try PlannedSite { _ in (200, ["data": []]) }
    let client = site.client
    let failure = await siteFailure { () async throws(SiteFailure) in
      try await client.changes(of: .leave, after: PullCursor(modified: modified, name: nil), limit: 20)
    }
    #expect(failure == .malformed("a cursor that is no date"))
    #expect(site.requests.isEmpty)
  }

  /// One question for each child doctype, whatever the fields.
  private static func jobs(_ request: ScriptedServer.Request) -> (status: Int, body: JSONValue) {
    let asked = (request.parameters["fields"]?.array ?? []).compactMap { $0.string }
    func rows(_ values: [[String: JSONValue]]) -> JSONValue {
      ["data": .array(values.map { row in .array(asked.map { row[$0] ?? .null }) })]
    }
    func job(_ name: String) -> [String: JSONValue] {
      [
        "name": .string(name), "creation": "2026-11-01 08:00:00", "modified": "2026-11-22 14:42:34", "subject": "s",
        "status": "Open", "latitude": 45.16,
      ]
    }
    switch request.path {
    case "/api/resource/Dispatch%20Job": return (200, rows([job("BT-1"), job("BT-2")]))
    case "/api/resource/Dispatch%20Tag%20Link":
      return (
        200,
        rows([
          ["parent": "BT-2", "parentfield": "tags", "idx": 1, "tag": "Échelle"],
          ["parent": "BT-1", "parentfield": "tags", "idx": 1, "tag": "a"],
          ["parent": "BT-1", "parentfield": "other_tags", "idx": 1, "tag": "x"],
          ["parent": "BT-1", "parentfield": "tags", "idx": 2, "tag": "b"],
          ["parent": "BT-9", "parentfield": "tags", "idx": 1, "tag": "y"],
        ])
      )
    case "/api/resource/Dispatch%20Crew%20Member":
      return (200, rows([["parent": "BT-1", "parentfield": "crew", "idx": 1, "resource": "TECH-2", "role": "Assistant"]]))
    default: return (404, ["exc_type": "DoesNotExistError"])
    }
  }

  @Test func addsChildRowsInBulk() async throws {
    let site = try PlannedSite(answer: Self.jobs)
    let documents = try await site.client.changes(of: .job, after: PullCursor(modified: "", name: nil), limit: 500)
    #expect(documents.map(\.name) == ["BT-1", "BT-2"])
    #expect(documents[0]["tags"] == .rows([["tag": .text("a")], ["tag": .text("b")]]))
    #expect(documents[0]["crew"] == .rows([["resource": .text("TECH-2"), "role": .text("Assistant")]]))
    #expect(documents[1]["tags"] == .rows([["tag": .text("Échelle")]]))
    #expect(documents[1]["crew"] == .rows([]))
    #expect(documents[0]["latitude"] == .float(45.16))
    #expect(documents[0]["sequence"] == .int(0))
    #expect(site.requests.count == 3)
    let children = try #require(site.requests.first { $0.path.hasSuffix("Tag%20Link") })
    #expect(children.parameters["parent"] == "Dispatch Job")
    #expect(children.parameters["filters"] == [["parent", "in", ["BT-1", "BT-2"]], ["parenttype", "=", "Dispatch Job"]])
    #expect(children.parameters["order_by"] == "parent asc, idx asc")
    #expect(children.parameters["limit_page_length"] == 0)
  }

  @Test func whatNoRequestLineHoldsIsPosted() async throws {
    let names = (0..<650).map { DocumentName("A rather long name, with spaces and é, number \($0)") }
    let site = try PlannedSite { request in
      let asked = request.parameters["fields"]?.array ?? []
      let wanted = request.parameters["filters"]?[0]?[2]?.array ?? []
      return (200, ["message": .array(wanted.dropLast().map { Self.leave($0.string ?? "", asked, asArrays: true) })])
    }
    let documents = try await site.client.documents(of: .leave, named: names)
    #expect(documents.count == 647)
    #expect(site.requests.map(\.method) == ["POST", "POST", "POST"])
    #expect(site.requests.allSatisfy { $0.path == "/api/method/frappe.client.get_list" })
    #expect(site.requests.map { $0.parameters["filters"]?[0]?[2]?.array?.count } == [300, 300, 50])
    let first = try #require(site.requests.first?.parameters)
    #expect(first["doctype"] == "Dispatch Leave")
    #expect(first["limit_page_length"] == 0)
    #expect(first["order_by"] == "name asc")
    #expect(first["as_dict"] == false)
    #expect(try await site.client.documents(of: .leave, named: []).isEmpty)
  }

  @Test func everyRequestLineIsShortEnough() async throws {
    let site = try PlannedSite { _ in (200, ["data": []]) }
    for count in stride(from: 1, through: 200, by: 7) {
      _ = try? await site.client.documents(of: .leave, named: (0..<count).map { DocumentName("é \($0)") })
    }
    #expect(site.requests.contains { $0.method == "GET" } && site.requests.contains { $0.method == "POST" })
    #expect(site.requests.allSatisfy { "\($0.method) \($0.target) HTTP/1.1".utf8.count < 4_000 })
  }

  @Test func readsVersionsPageByPage() async throws {
    let site = try PlannedSite { request in
      let after = request.parameters["filters"]?.array?.first { $0[0] == "name" }
      let rows = (after == nil ? 0..<5_000 : 5_000..<5_003).map { number in JSONValue.array([.string("N\(number)"), "c", "m"]) }
      return (200, ["data": .array(rows)])
    }
    let slice = DocumentSlice.range(field: "scheduled_start", from: "2026-11-16 00:00:00", to: "2026-12-07 00:00:00")
    let versions = try await site.client.versions(of: .job, in: slice)
    #expect(versions.count == 5_003)
    #expect(versions.last == DocumentVersion(name: "N5002", creation: "c", modified: "m"))
    let range: [JSONValue] = [
      ["scheduled_start", ">=", "2026-11-16 00:00:00"], ["scheduled_start", "<", "2026-12-07 00:00:00"],
    ]
    #expect(site.requests.map { $0.parameters["filters"] } == [.array(range), .array(range + [["name", ">", "N4999"]])])
    #expect(site.requests.allSatisfy { $0.parameters["order_by"] == "name asc" })
  }

  /// A fixed end would fail the same page of a slow line for ever.
  @Test func aListIsBoundedBySilenceAndADocumentByItsWhole() async throws {
    #expect(FrappeClient.listTimeLimits.silence == .seconds(30))
    #expect(FrappeClient.listTimeLimits.total == .seconds(600))
    let server = try ScriptedServer { connection, _ in connection.waitForClose() }
    let origin = try Origin(server.address, socketPath: server.socketPath, credential: .token(key: "k", secret: "s"))
    let limits = HTTPRequest.TimeLimits(total: .milliseconds(60), silence: .seconds(30))
    let client = FrappeClient(http: HTTPClient(environment: NetworkEnvironment()), origin: origin, listTimeLimits: limits)
    for _ in 0..<2 {
      await #expect(throws: SiteFailure.self) { try await client.versions(of: .job, in: .all) }
      await #expect(throws: SiteFailure.self) {
        try await client.changes(of: .job, after: PullCursor(modified: "2026-05-06 10:40:00", name: nil), limit: 10)
      }
    }
  }

  @Test func pagesThatDoNotGoOnAreAnError() async throws {
    let page = JSONValue.array((0..<5_000).map { .array([.string("N\($0)"), "c", "m"]) })
    let site = try PlannedSite { _ in (200, ["data": page]) }
    let client = site.client
    let failure = await siteFailure { () async throws(SiteFailure) in try await client.versions(of: .tag, in: .all) }
    #expect(failure == .malformed("pages that do not go on"))
  }

  @Test func namesOfTheSiteGoThroughTheMapping() async throws {
    let mapping = SiteMapping.standard.overriding(
      .job, doctype: "Bon de travail", fields: ["status": "etat", "technician": "assigned_technician"],
      values: ["status": ["Open": "Ouvert"]])
    let site = try PlannedSite(mapping: mapping) { request in
      guard request.path == "/api/resource/Bon%20de%20travail/BT-1" else { return (200, ["data": []]) }
      return (
        200,
        [
          "data": [
            "name": "BT-1", "creation": "c", "modified": "m", "etat": "Ouvert", "assigned_technician": "T",
            "tags": [["tag": "a", "idx": 1]],
          ]
        ]
      )
    }
    let document = try await site.client.document(of: .job, named: "BT-1")
    #expect(document["status"] == .text("Open"))
    #expect(document["technician"] == .text("T"))
    #expect(document["tags"] == .rows([["tag": .text("a")]]))
    #expect(document["subject"] == .null)
    _ = try await site.client.versions(of: .job, in: .among(field: "status", values: ["Open", "Planned"]))
    #expect(site.requests.last?.parameters["filters"] == [["etat", "in", ["Ouvert", "Planned"]]])
    #expect(site.client.mapping.kind(ofDoctype: "Bon de travail") == .job)
    #expect(site.client.mapping.kind(ofDoctype: "bon de travail") == nil)
  }

  /// Fields without permission are dropped silently; by their place alone nobody could tell which.
  @Test func narrowRowsAreAskedForByName() async throws {
    let site = try PlannedSite { request in
      let asked = request.parameters["fields"]?.array ?? []
      let visible = asked.filter { $0 != "technician" }
      return (200, ["data": .array([Self.leave("L", visible, asArrays: request.parameters["as_dict"] != nil)])])
    }
    for _ in 0..<2 {
      let documents = try await site.client.changes(of: .leave, after: PullCursor(modified: "", name: nil), limit: 5)
      #expect(documents.first?["technician"] == .null)
      #expect(documents.first?["to_datetime"] == .text("2026-11-23 17:00:00"))
    }
    #expect(site.requests.map { $0.parameters["as_dict"] } == [0, nil, nil])
  }

  @Test func narrowChildRowsAreAskedForByNameToo() async throws {
    let site = try PlannedSite { request in
      guard request.path.hasSuffix("Crew%20Member") else { return Self.jobs(request) }
      let row: JSONValue = ["parent": "BT-1", "parentfield": "crew", "idx": 1, "resource": "TECH-2"]
      return (200, ["data": [request.parameters["as_dict"] == nil ? row : ["BT-1", "crew", 1, "TECH-2"]]])
    }
    let documents = try await site.client.changes(of: .job, after: PullCursor(modified: "", name: nil), limit: 500)
    #expect(documents.first?["crew"] == .rows([["resource": .text("TECH-2"), "role": .null]]))
  }

  @Test func aSiteWithoutAFieldLosesThatFieldAlone() async throws {
    let site = try PlannedSite { request in
      if request.path.hasSuffix("getdoctype") {
        let fields: [JSONValue] = ["technician", "from_datetime", "to_datetime"].map {
          ["fieldname": $0, "fieldtype": "Data", "reqd": 1]
        }
        return (200, ["docs": [["name": "Other"], ["name": "Dispatch Leave", "autoname": "hash", "fields": .array(fields)]]])
      }
      let asked = request.parameters["fields"]?.array ?? []
      if asked.contains("reason") {
        return (417, ["exc_type": "DataError", "exception": "Field not permitted in query: reason"])
      }
      return (200, ["data": .array([Self.leave("L", asked, asArrays: true)])])
    }
    for _ in 0..<2 {
      let documents = try await site.client.changes(of: .leave, after: PullCursor(modified: "", name: nil), limit: 5)
      #expect(documents.first?["technician"] == .text("TECH-001"))
    }
    #expect(site.requests.count == 4)
    #expect(try await site.client.missingFields(of: .leave) == ["reason"])
  }

  @Test func looksACreateUpByItsRequest() async throws {
    let site = try PlannedSite { request in
      request.parameters["filters"] == [["client_request_id", "=", "id-1"]]
        ? Self.jobs(request) : request.path.hasSuffix("Job") ? (200, ["data": []]) : Self.jobs(request)
    }
    #expect(try await site.client.document(.job, createdBy: "id-1")?.name == "BT-1")
    #expect(try await site.client.document(.job, createdBy: "id-2") == nil)
    #expect(try await site.client.document(.tag, createdBy: "id-2") == nil)
  }

  @Test(
    arguments: [
      (200, ["data": [["only"]]]), (200, ["data": [nil]]), (200, ["rows": []]),
      (200, ["data": [["name": "x", "creation": "c", "modified": nil]]]),
    ] as [(Int, JSONValue)])
  func shapesThatAreNotTheContracts(status: Int, body: JSONValue) async throws {
    let site = try PlannedSite { _ in (status, body) }
    let client = site.client
    let failure = await siteFailure { () async throws(SiteFailure) in
      try await client.changes(of: .leave, after: PullCursor(modified: "", name: nil), limit: 5)
    }
    guard case .malformed = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }
}
