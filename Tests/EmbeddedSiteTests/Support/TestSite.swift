import EmbeddedSite
import Glibc
import SampleWeek
import Testing

/// A site of a test's own, in a directory of its own, over a real socket; stopped and removed at the end.
struct TestSite: Sendable {
  let server: EmbeddedSiteServer
  let credentials: EmbeddedSiteCredentials
  let client: SocketClient

  static let day = SampleDay(year: 2026, month: 5, day: 6)

  static func temporaryDirectory() throws -> String {
    var template = Array("/tmp/gigafibre-site-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw EmbeddedSiteFailure.directory("/tmp", code: errno) }
    return String(cString: made)
  }

  static func remove(_ directory: String) {
    guard let entries = opendir(directory) else { return }
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { unlink("\(directory)/\(name)") }
    }
    closedir(entries)
    rmdir(directory)
  }

  /// Frozen at the sample's 10:40 unless `configure` says otherwise.
  static func with<Answer: Sendable>(
    directory given: String? = nil, _ configure: (inout EmbeddedSiteOptions) -> Void = { _ in },
    _ body: (TestSite) async throws -> Answer
  ) async throws -> Answer {
    let directory = try given ?? temporaryDirectory()
    defer { if given == nil { remove(directory) } }
    var options = EmbeddedSiteOptions(location: EmbeddedSiteLocation(directory: directory), version: "test")
    options.frozenClock = "2026-05-06T10:40:00"
    options.idleExit = nil
    configure(&options)
    let server = EmbeddedSiteServer(options)
    let running = Task { try await server.run() }
    let credentials = try await server.ready()
    let site = TestSite(server: server, credentials: credentials, client: SocketClient(credentials))
    let result: Result<Answer, any Error>
    do { result = .success(try await body(site)) } catch { result = .failure(error) }
    server.stop()
    _ = await running.result
    return try result.get()
  }

  var authorization: String { "token \(credentials.apiKey):\(credentials.apiSecret)" }

  func authorization(of email: String) -> String {
    let user = credentials.others.first { $0.email == email }
    return "token \(user?.apiKey ?? ""):\(user?.apiSecret ?? "")"
  }

  func send(
    _ method: String, _ target: String, _ body: JSON? = nil, as email: String? = nil, headers: [String: String] = [:]
  ) async throws -> SocketClient.Answer {
    var all = headers
    all["Authorization"] = all["Authorization"] ?? email.map(authorization(of:)) ?? authorization
    if body != nil { all["Content-Type"] = "application/json" }
    return try await send(method, target, bytes: body?.bytes ?? [], headers: all)
  }

  /// The client blocks: on a thread that the pool of tasks does not miss.
  func send(_ method: String, _ target: String, bytes: [UInt8], headers: [String: String]) async throws -> SocketClient.Answer {
    try await onThread { try client.send(method, target, headers: headers, body: bytes) }
  }

  func control(_ method: String, _ name: String, _ body: JSON = [:]) async throws -> SocketClient.Answer {
    try await send(
      method, "/embedded-site/\(name)", body, headers: ["Authorization": "Bearer \(credentials.controlToken)"])
  }

  func journal() async throws -> [JSON] {
    try await control("GET", "journal").json?["entries"]?.array ?? []
  }

  func job(_ number: Int) async throws -> JSON {
    let answer = try await send("GET", "/api/resource/Dispatch%20Job/\(name(number))")
    return answer.json?["data"] ?? .null
  }

  func name(_ number: Int) -> String { "BT-\(paddedDigits(number, 5))" }
}

/// Runs what blocks on a thread of its own.
func onThread<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
  try await withCheckedThrowingContinuation { continuation in
    let box = ThreadWork { continuation.resume(with: Result { try body() }) }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(box).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<ThreadWork>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, context)
    precondition(code == 0, "no thread")
    pthread_detach(thread)
  }
}

private final class ThreadWork: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// Asks again until it holds, for at most 30 seconds.
func eventually(_ what: String, _ holds: () async throws -> Bool) async throws {
  let end = ContinuousClock.now + .seconds(30)
  while ContinuousClock.now < end {
    if try await holds() { return }
    try await Task.sleep(for: .milliseconds(20))
  }
  Issue.record("did not come true: \(what)")
}

/// Percent-encodes everything but letters, digits and `-._~`.
func encoded(_ text: String) -> String {
  var out = ""
  for byte in text.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      out += "%" + (digits.count == 1 ? "0" : "") + digits
    }
  }
  return out
}
