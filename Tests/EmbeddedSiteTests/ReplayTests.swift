import EmbeddedSite
import Foundation
import Recordings
import Testing

/// Every recorded exchange that the console relies on, sent to the site again: same status, same `exc_type`, same shape of body.
@Suite struct ReplayTests {
  @Test func theRecordingsOfMariaDB() async throws {
    try await replay(try Recording.all(.mariadb), on: .mariadb)
  }

  @Test func theRecordingsOfPostgreSQL() async throws {
    try await replay(try Recording.all(.postgresql), on: .postgresql)
  }

  /// What was recorded on MariaDB alone is the same on PostgreSQL (POSTGRESQL.md: 237 of 250).
  @Test func theRestIsTheSameOnPostgreSQL() async throws {
    let own = Set(try Recording.all(.postgresql).map(\.id))
    let differing: Set<String> = [
      // Recorded on PostgreSQL under other ids (20m2, 20k3, 23b4 to 23b9, 20i): another answer there.
      "07j4-lowercase-doctype", "07h-big-body", "03h5-emoji", "03i-dup-name-field-autoname", "03i2-dup-name-prompt",
      "03l5-name-too-long",
      // 21a: there is no lock time-out on PostgreSQL.
      "06i-lock-wait-timeout",
    ]
    try await replay(try Recording.all(.mariadb).filter { !own.contains($0.id) && !differing.contains($0.id) }, on: .postgresql)
  }

  @Test func everyRecordingIsReplayedOrLeftOutForAReason() throws {
    let known = Set(try Recording.Database.allCases.flatMap { try Recording.all($0) }.map(\.id))
    #expect(LeftOut.all.subtracting(known).isEmpty, "left out, but no recording")
    #expect(LeftOut.all.count == LeftOut.reasons.reduce(0) { $0 + $1.ids.count }, "left out twice")
  }

  /// A document that a recording makes would answer for one that another expects to be missing.
  private static let first: Set<String> = ["20o3-wrong-case-link"]

  private func replay(_ unsorted: [Recording], on manners: DatabaseManners) async throws {
    let recordings = unsorted.filter { Self.first.contains($0.id) } + unsorted.filter { !Self.first.contains($0.id) }
    try await TestSite.with({ options in
      options.schema = RecordedSite.schema
      options.users = RecordedSite.users
      options.documents = RecordedSite.documents(manners)
      options.manners = manners
    }) { site in
      let exchange = ReplayedExchange(site: site)
      try await exchange.prelude(recordings)
      for recording in recordings where !LeftOut.all.contains(recording.id) {
        for difference in try await exchange.differences(recording) { Issue.record("\(manners) \(recording.id): \(difference)") }
      }
    }
  }
}

/// Sends one recording and says where the answer differs.
private struct ReplayedExchange {
  let site: TestSite

  /// What the recorder had done before, where the recordings of one database alone do not show it.
  func prelude(_ recordings: [Recording]) async throws {
    guard !recordings.contains(where: { $0.id == "03j1-unique-field-first" }) else { return }
    let headers = ["Authorization": "token key-dispatcher@example.com:secret-dispatcher@example.com"]
    for request in ["req-0001", "req-dup-1"] {
      let body: JSON = ["subject": "idem", "client_request_id": .string(request)]
      _ = try await site.send("POST", "/api/resource/Dispatch%20Job", bytes: body.bytes, headers: headers)
    }
  }

  func differences(_ recording: Recording) async throws -> [String] {
    guard !recording.method.isEmpty else { return ["not an exchange, and not left out"] }
    let isHTML500 = recording.status == 500 && recording.body is String
    let faults = Self.faults[recording.id] ?? (isHTML500 ? "cold" : "")
    if !faults.isEmpty { try await set(faults) }
    let answer = try await send(recording)
    if !faults.isEmpty { try await set("") }
    var found: [String] = []
    if answer.status != recording.status {
      return ["status \(answer.status), recorded \(recording.status): \(answer.text.prefix(300))"]
    }
    guard let body = recording.body, !(body is String) else {
      if answer.json != nil, recording.body is String, !answer.body.isEmpty { found.append("JSON where a page was recorded") }
      return found
    }
    guard let json = answer.json else { return ["no JSON: \(answer.text.prefix(200))"] }
    let recorded = try JSON.parse([UInt8](JSONSerialization.data(withJSONObject: body, options: [.fragmentsAllowed])))
    if recorded["exc_type"]?.string != json["exc_type"]?.string {
      found.append("exc_type \(json["exc_type"]?.string ?? "none"), recorded \(recorded["exc_type"]?.string ?? "none")")
    }
    // `debug=1` is of the recorder.
    let compared = recorded.members.map { JSON.object($0.filter { $0.name != "_debug_messages" || recorded["exc_type"] != nil }) }
    found += Shape.differences(json, compared ?? recorded, at: "")
    return found
  }

  /// The state that the recorder had put the server in.
  private static let faults = [
    "06i-lock-wait-timeout": "lock-timeout", "07m-rate-limited-429": "rate-limit=100%",
    "07m2-rate-limited-429-html": "rate-limit=100%", "10a-maintenance-503-json": "maintenance",
    "10a2-maintenance-503-html": "maintenance", "10a3-maintenance-ping": "maintenance",
    "10a4-maintenance-reads-allowed-get": "read-only", "10a5-maintenance-reads-allowed-put": "read-only",
    "10g-nginx-504": "apply-then-504=100%", "10k-db-down-json": "database-down", "10k2-db-down-ping": "database-down",
    "10k3-db-down-html": "database-down", "21a-lock-wait-130s-then-holder-commits": "lock-timeout",
    "21b-lock-wait-6s-then-holder-rolls-back": "late-commit=10ms", "33a-db-down-list": "database-down",
    "33b-db-down-ping": "database-down", "33c-db-down-put": "database-down",
  ]

  private func set(_ faults: String) async throws {
    let answer = try await site.control("POST", "faults", ["faults": .string(faults)])
    #expect(answer.status == 200, "\(answer.text)")
  }

  private func send(_ recording: Recording) async throws -> SocketClient.Answer {
    var headers: [String: String] = [:]
    for (name, value) in recording.requestHeaders where !["Host", "Content-Length", "Connection"].contains(name) {
      headers[name] = unmasked(value)
    }
    var bytes: [UInt8] = []
    if let text = recording.requestBody as? String {
      bytes = Array(text.utf8)
    } else if let body = recording.requestBody {
      bytes = try await prepared(try JSON.parse([UInt8](JSONSerialization.data(withJSONObject: body))), recording).bytes
    }
    return try await site.send(recording.method, whole(path: recording.path), bytes: bytes, headers: headers)
  }

  /// `<KEY:x>` and `<SECRET:x>` are the user's; a Basic header is of the dispatcher, its coding masked as a whole.
  private func unmasked(_ value: String) -> String {
    if value.hasPrefix("Basic <") {
      return "Basic " + Data("key-dispatcher@example.com:secret-dispatcher@example.com".utf8).base64EncodedString()
    }
    return value.replacingOccurrences(of: "<KEY:", with: "key-").replacingOccurrences(of: "<SECRET:", with: "secret-")
      .replacingOccurrences(of: ">", with: "")
  }

  /// Cut values made whole again, and what belongs to the recorded server's past replaced by this site's.
  private func prepared(_ body: JSON, _ recording: Recording) async throws -> JSON {
    guard var members = body.members else { return body }
    for index in members.indices {
      members[index].value = whole(members[index].value)
      if members[index].name == "modified", recording.id.hasPrefix("04b-") {
        members[index].value = try await document(recording)["modified"] ?? .null
      }
      if members[index].name == "tags", recording.id.hasPrefix("04k-") || recording.id.hasPrefix("04k3-"),
        var rows = members[index].value.array, var row = rows[0].members
      {
        row[row.firstIndex { $0.name == "name" }!].value = try await document(recording)["tags"]?.array?[0]["name"] ?? .null
        rows[0] = .object(row)
        members[index].value = .array(rows)
      }
    }
    return .object(members)
  }

  private func document(_ recording: Recording) async throws -> JSON {
    let headers = ["Authorization": "token key-dispatcher@example.com:secret-dispatcher@example.com"]
    let path = String(recording.path.split(separator: "?")[0])
    return try await site.send("GET", path, bytes: [], headers: headers).json?["data"] ?? .null
  }

  /// A path that was cut to `…[8523 chars]` is made as long again.
  private func whole(path: String) -> String {
    guard let mark = path.range(of: "…["), let count = Int(path[mark.upperBound...].dropLast(" chars]".count)) else {
      return path
    }
    let kept = path[..<mark.lowerBound]
    return kept + String(repeating: "x", count: count - kept.utf8.count)
  }

  /// `yyy…[140 chars]` is as many of its first character.
  private func whole(_ value: JSON) -> JSON {
    guard let text = value.string, let mark = text.range(of: "…["), text.hasSuffix(" chars]"), let first = text.first,
      let count = Int(text[mark.upperBound...].dropLast(" chars]".count))
    else { return value }
    return .string(String(repeating: first, count: count))
  }
}

/// Compares bodies by their shape: the names there are, and what kind of value each has.
private enum Shape {
  /// Fields whose presence depends on what a document holds, not on how the site answers.
  private static let content: Set<String> = [
    "customer", "scheduled_start", "scheduled_date", "earliest_time", "assigned_technician", "service_location", "notes", "extra",
    "client_request_id", "internal_notes", "custom_gate_code", "travel_time", "phone", "email", "home_address", "color",
    "address",
    "remark", "naming_series", "quoted_price", "__unsaved",
  ]

  static func differences(_ ours: JSON, _ recorded: JSON, at path: String) -> [String] {
    switch (ours, recorded) {
    case (.object(let members), .object(let expected)): return objects(members, expected, at: path)
    case (.array(let elements), .array(let expected)):
      let comparable = expected.filter { !($0.string?.hasPrefix("…[") ?? false) }
      guard let first = comparable.first else { return [] }
      guard let own = elements.first else { return ["\(path) is empty"] }
      return differences(own, first, at: path + "[0]")
    default:
      let (a, b) = (kind(ours), kind(recorded))
      return a == b || a == "null" || b == "null" ? [] : ["\(path) is \(a), recorded \(b)"]
    }
  }

  private static func objects(_ members: [JSON.Member], _ expected: [JSON.Member], at path: String) -> [String] {
    if path == ".message" || path == ".data", expected.contains(where: { $0.name == "app_name" }) { return [] }
    let own = Set(members.map(\.name))
    let wanted = Set(expected.map(\.name)).filter { !$0.hasPrefix("…") }
    // Meta answers have dozens of display properties that nothing reads.
    let isMeta = wanted.contains("fieldname") || wanted.contains("istable") || wanted.contains("permlevel")
    var found: [String] = []
    let missing = wanted.subtracting(own).subtracting(content)
    let extra = own.subtracting(wanted).subtracting(content)
    if !isMeta, !missing.isEmpty { found.append("\(path) lacks \(missing.sorted())") }
    if !isMeta, !extra.isEmpty { found.append("\(path) has \(extra.sorted()) too") }
    for member in expected {
      guard let mine = members.first(where: { $0.name == member.name }) else { continue }
      if member.name == "_server_messages" {
        found += messages(mine.value, member.value)
      } else {
        found += differences(mine.value, member.value, at: "\(path).\(member.name)")
      }
    }
    return found
  }

  /// A JSON text of a list of JSON texts, each an object with a message.
  private static func messages(_ ours: JSON, _ recorded: JSON) -> [String] {
    guard recorded.string?.contains("…[") == false else { return [] }
    guard let outer = ours.string.flatMap({ try? JSON.parse($0) })?.array, !outer.isEmpty,
      let inner = outer.last?.string.flatMap({ try? JSON.parse($0) }),
      let expected = recorded.string.flatMap({ try? JSON.parse($0) })?.array?.last?.string.flatMap({ try? JSON.parse($0) })
    else { return ["_server_messages is not encoded twice"] }
    let names = Set((inner.members ?? []).map(\.name))
    let wanted = Set((expected.members ?? []).map(\.name)).subtracting(["__frappe_exc_id"])
    return names == wanted ? [] : ["_server_messages has \(names.sorted()), recorded \(wanted.sorted())"]
  }

  private static func kind(_ value: JSON) -> String {
    switch value {
    case .null: "null"
    case .bool, .int, .double: "number"
    case .string: "text"
    case .array: "list"
    case .object: "object"
    }
  }
}
