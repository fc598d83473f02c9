import Foundation
import Glibc

/// One applied write, as the embedded site has recorded it.
package struct JournalEntry: Sendable {
  package let requestID: String?
  package let user: String
  package let action: String
  package let doctype: String
  package let name: String
  package let before: [String: JSONValue]
  package let after: [String: JSONValue]
  package let isBySimulator: Bool

  init(_ json: JSONValue) {
    requestID = json["request_id"].string
    user = json["user"].string ?? ""
    action = json["action"].string ?? ""
    doctype = json["doctype"].string ?? ""
    name = json["name"].string ?? ""
    before = json["before"].object
    after = json["after"].object
    isBySimulator = json["by_simulator"] == .bool(true)
  }
}

/// A household's embedded site, spoken to directly: as another dispatcher would, and by its own controls.
package struct RunningSite: Sendable {
  package struct Answer: Sendable {
    package let status: Int
    package let body: JSONValue
  }

  package let pid: pid_t
  /// Over TCP there is none, and a port instead.
  private let socketPath: String?
  private let port: UInt16
  package let apiKey: String
  package let apiSecret: String
  package let hubToken: String
  private let controlToken: String
  private let users: [JSONValue]

  /// nil while no site has written its credentials.
  package init?(_ household: Household) {
    guard let data = FileManager.default.contents(atPath: Self.credentials(household)),
      let json = try? JSONDecoder().decode(JSONValue.self, from: data), let token = json["control_token"].string,
      let pid = json["process_id"].number
    else { return nil }
    (socketPath, controlToken, users, self.pid) = (json["socket"].string, token, json["users"].array, pid_t(pid))
    port = json["port"].number.map { UInt16($0) } ?? 0
    (apiKey, apiSecret) = (json["api_key"].string ?? "", json["api_secret"].string ?? "")
    hubToken = json["hub_token"].string ?? ""
  }

  /// Where a site that was started with `--port` is.
  package var address: String { "http://127.0.0.1:\(port)" }

  static func credentials(_ household: Household) -> String {
    household.root.appendingPathComponent("state/gigafibre-dispatch/embedded-site/site.json").path
  }

  package var userNames: [String] { users.compactMap { $0["email"].string } }

  // MARK: The site as others use it

  package func document(_ doctype: String, _ name: String) async throws -> JSONValue {
    let answer = try await call("GET", "/api/resource/\(escaped(doctype))/\(escaped(name))", authorization: try token(of: nil))
    return answer.body["data"]
  }

  /// Writes fields as another dispatcher does, with the document's `modified` as it stands.
  @discardableResult
  package func update(_ doctype: String, _ name: String, _ fields: [String: String], as user: String? = nil) async throws
    -> Answer
  {
    var values = fields
    values["modified"] = try await document(doctype, name)["modified"].string
    let body = try JSONEncoder().encode(values)
    let answer = try await call(
      "PUT", "/api/resource/\(escaped(doctype))/\(escaped(name))", authorization: try token(of: user), body: body)
    guard answer.status == 200 else {
      throw HouseholdFailure(description: "the write to \(name) was answered \(answer.status): \(answer.body)")
    }
    return answer
  }

  package func names(_ doctype: String) async throws -> [String] {
    let path = "/api/resource/\(escaped(doctype))?limit_page_length=0&order_by=name%20asc"
    return try await call("GET", path, authorization: try token(of: nil)).body["data"].array.compactMap { $0["name"].string }
  }

  package func delete(_ doctype: String, _ name: String) async throws {
    let path = "/api/resource/\(escaped(doctype))/\(escaped(name))"
    let answer = try await call("DELETE", path, authorization: try token(of: nil))
    guard answer.status == 202 else {
      throw HouseholdFailure(description: "deleting \(name) was answered \(answer.status): \(answer.body)")
    }
  }

  /// Creates a document from its JSON, as a user who manages the site; its name.
  @discardableResult
  package func create(_ doctype: String, _ json: String) async throws -> String {
    let manager = users.first { $0["access"].string == "manage" }?["email"].string
    let answer = try await call(
      "POST", "/api/resource/\(escaped(doctype))", authorization: try token(of: manager), body: Data(json.utf8))
    guard answer.status == 200, let name = answer.body["data"]["name"].string else {
      throw HouseholdFailure(description: "creating a \(doctype) was answered \(answer.status): \(answer.body)")
    }
    return name
  }

  /// The key and secret of a user who may write; the last of them unless named, who is not the console's own.
  private func token(of user: String?) throws -> String {
    let writers = users.filter { ["write", "manage"].contains($0["access"].string) }
    guard let found = user.map({ name in users.first { $0["email"].string == name } }) ?? writers.last,
      let key = found["api_key"].string, let secret = found["api_secret"].string
    else { throw HouseholdFailure(description: "the site has no such user") }
    return "token \(key):\(secret)"
  }

  // MARK: Controls

  package func journal() async throws -> [JournalEntry] {
    try await control("GET", "journal").body["entries"].array.map(JournalEntry.init)
  }

  /// Faults from now on, as `--faults` has them; an empty text ends them.
  package func setFaults(_ text: String) async throws {
    let answer = try await control("POST", "faults", ["faults": text])
    guard answer.status == 200 else { throw HouseholdFailure(description: "faults: \(answer.body)") }
  }

  package func simulate(steps: Int) async throws { _ = try await control("POST", "simulate", steps: steps) }

  package func connections() async throws -> Int { Int(try await control("GET", "state").body["connections"].number ?? 0) }

  private func control(_ method: String, _ path: String, _ values: [String: String] = [:], steps: Int? = nil) async throws
    -> Answer
  {
    let body = try steps.map { try JSONEncoder().encode(["steps": $0]) } ?? JSONEncoder().encode(values)
    return try await call(
      method, "/embedded-site/\(path)", authorization: "Bearer \(controlToken)", body: method == "POST" ? body : Data())
  }

  // MARK: HTTP

  private func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? text
  }

  private func call(_ method: String, _ path: String, authorization: String, body: Data = Data()) async throws -> Answer {
    let head =
      "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: \(authorization)\r\nAccept: application/json\r\n"
      + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
    let bytes = Array(head.utf8) + body
    let (path, port) = (socketPath, port)
    let answer = try await onThread {
      try Self.exchange(bytes, on: path.map { try Self.connection(to: $0) } ?? Self.connection(toPort: port))
    }
    return try Self.parse(answer)
  }

  private static func failed(_ what: String) -> HouseholdFailure {
    HouseholdFailure(description: "\(what): \(String(cString: strerror(errno)))")
  }

  private static func connection(to path: String) throws -> Int32 {
    let fd = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard fd >= 0 else { throw failed("socket") }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return try connected(fd, &address)
  }

  private static func connection(toPort port: UInt16) throws -> Int32 {
    let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard fd >= 0 else { throw failed("socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return try connected(fd, &address)
  }

  private static func connected<Address>(_ fd: Int32, _ address: inout Address) throws -> Int32 {
    let size = socklen_t(MemoryLayout<Address>.size)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(fd, $0, size) }
    }
    guard result == 0 else {
      let failure = failed("connect")
      close(fd)
      throw failure
    }
    return fd
  }

  private static func exchange(_ request: [UInt8], on fd: Int32) throws -> Data {
    defer { close(fd) }
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var rest = request[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw failed("send") }
      rest.removeFirst(count)
    }
    var answer = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(fd, &buffer, buffer.count, 0)
      if count < 0 { throw failed("receive") }
      if count == 0 { return answer }
      answer.append(contentsOf: buffer[..<count])
    }
  }

  private static func parse(_ answer: Data) throws -> Answer {
    guard let gap = answer.range(of: Data("\r\n\r\n".utf8)) else { throw HouseholdFailure(description: "no answer") }
    let head = String(decoding: answer[..<gap.lowerBound], as: UTF8.self)
    let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    var body = answer[gap.upperBound...]
    if head.lowercased().contains("transfer-encoding: chunked") { body = unchunked(body)[...] }
    return Answer(status: status, body: (try? JSONDecoder().decode(JSONValue.self, from: body)) ?? .null)
  }

  private static func unchunked(_ body: Data) -> Data {
    var rest = body
    var whole = Data()
    while let end = rest.range(of: Data("\r\n".utf8)) {
      let size =
        Int(String(decoding: rest[rest.startIndex..<end.lowerBound], as: UTF8.self).prefix { $0.isHexDigit }, radix: 16) ?? 0
      guard size > 0, rest.count >= size else { break }
      whole.append(rest[end.upperBound..<(end.upperBound + size)])
      rest = rest[(end.upperBound + size)...].dropFirst(2)
    }
    return whole
  }
}
