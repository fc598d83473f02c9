import Configuration
import Console
import Domain
import Foundation
import Replica
import ScriptedServer
import SignIn
import Sync
import Synchronization
import Testing
import Transport

@testable import Runtime

@Suite struct SiteAccessTests {
  private func secrets() throws -> Secrets { try Secrets(parsing: Array("api_key: a\napi_secret: b".utf8)) }
  private let directories = UserDirectories(environment: [:], home: "/nowhere")

  @Test func keysNeverCrossTheNetworkInTheClear() async throws {
    var settings = Settings()
    settings.siteURL = "http://erp.example.org"
    await #expect(throws: AccessFailure.plainHTTP("http://erp.example.org")) {
      try await SiteAccess.configured(settings, directories: directories, environment: try secrets())
    }
    settings.siteURL = "https://erp.example.org"
    settings.hubURL = "http://hub.example.org"
    await #expect(throws: AccessFailure.plainHTTP("http://hub.example.org")) {
      try await SiteAccess.configured(settings, directories: directories, environment: try secrets())
    }
    for language in Language.allCases {
      #expect(Words(language).accessFailed(.plainHTTP("http://x")).contains("site.allow_plain_http: true"))
    }
    settings.allowsPlainHTTP = true
    _ = try await SiteAccess.configured(settings, directories: directories, environment: try secrets())
  }

  @Test func aZoneThatTheSiteHasToldIsUsedWhereNoneIsConfigured() throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("zone-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let access = SiteAccess(
      identity: ReplicaIdentity(site: "s", user: "u"), site: try Origin("http://localhost"), hub: nil, directory: directory,
      isEmbedded: false)
    func opening(_ environment: [String: String]) -> SiteOpening {
      let launch = LaunchOptions(
        configurationFile: directory + "/none.yaml", executable: "", environment: environment.merging(["HOME": directory]) { $1 })
      return SiteOpening(setup: Setup(launch), clock: SiteClock(), onClockStep: {})
    }
    #expect(opening([:]).zone(of: access) == nil)
    SiteMemory(access).zone = "UTC"
    #expect(opening([:]).zone(of: access)?.identifier == "UTC")
    #expect(opening([SettingKey.zone.variable: "America/Toronto"]).zone(of: access)?.identifier == "America/Toronto")
    #expect(ZoneMismatch(told: "UTC", own: .utc) == nil)
    #expect(ZoneMismatch(told: "Nowhere/Such", own: .utc) == ZoneMismatch(site: "Nowhere/Such", own: "UTC"))
  }
}

@Suite struct SiteSessionTests {
  private func session(_ server: ScriptedServer, in directory: String, zone: SiteZone = .utc) throws -> SiteSession {
    let origin = try Origin(server.address, socketPath: server.socketPath)
    let access = SiteAccess(
      identity: ReplicaIdentity(site: "s", user: "u"), site: origin, hub: origin, directory: directory, isEmbedded: false)
    return SiteSession(
      access: access, replica: try .inMemory(identity: access.identity), clock: SiteClock(), zone: zone, seed: 1,
      onClockStep: {})
  }

  private func withDirectory<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("session-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: directory) }
    return try await body(directory)
  }

  @Test func noSessionIsMadeWhileTheProcessEnds() async throws {
    try await withDirectory { directory in
      let server = try ScriptedServer.answering { _, connection in connection.answer() }
      let sessions = OpenSessions()
      let first = try #require(sessions.open { try! session(server, in: directory) })
      sessions.closeAll()
      #expect(throws: ReplicaFailure.self) { try first.replica.outbox() }
      var isAsked = false
      #expect(
        sessions.open {
          isAsked = true
          return try! session(server, in: directory)
        } == nil)
      #expect(!isAsked)
    }
  }

  /// A pull of one kind, not a comparison.
  private static func isPull(_ request: ScriptedServer.Request) -> Bool {
    let words = (request.target.removingPercentEncoding ?? "") + String(decoding: request.body, as: UTF8.self)
    return words.contains("modified asc")
  }

  @Test func anOpeningStreamPullsEveryKindOnce() async throws {
    struct Gate {
      var isOpen = false
      var pulls = 0
      var isHeld = false
      var mayGoOn = false
      var compared = false
    }
    let gate = Mutex(Gate())
    let kinds = DocumentKind.allCases.count
    let server = try ScriptedServer { connection, server in
      while let request = connection.request() {
        if request.target.hasPrefix("/sse") {
          while !gate.withLock({ $0.isOpen }) { usleepBriefly() }
          connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: open\n\n")
          connection.waitForClose()
          return
        }
        let isLast = gate.withLock { gate in
          guard gate.isOpen else { return false }
          if Self.isPull(request) { gate.pulls += 1 } else { gate.compared = true }
          gate.isHeld = gate.isHeld || gate.pulls == kinds
          return gate.pulls == kinds && !gate.mayGoOn
        }
        if isLast { while !gate.withLock({ $0.mayGoOn }) { usleepBriefly() } }
        connection.answer(200, #"{"data": []}"#)
      }
    }
    try await withDirectory { directory in
      let session = try session(server, in: directory)
      session.start(post: { _ in }, onHubStopped: { _ in })
      _ = await session.sync.syncOnce(timeout: 30)
      gate.withLock { $0.isOpen = true }
      while !gate.withLock({ $0.isHeld }) { await Task.yield() }
      // Comparisons come after pulls: what would be pulled twice is pulled before the next of them.
      session.sync.reconcile()
      gate.withLock { $0.mayGoOn = true }
      while !gate.withLock({ $0.compared }) { await Task.yield() }
      #expect(gate.withLock { $0.pulls } == kinds)
      session.stop()
      server.stop()
    }
  }
}
