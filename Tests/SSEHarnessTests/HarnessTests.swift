import Foundation
import ScriptedServer
import Synchronization
import TerminalHarness
import Testing
import Transport

/// The harness as a contract suite sees it: a process, an address, streams and their callbacks.
@Suite struct HarnessTests {
  /// The running service; it ends with the test.
  private final class Service: Sendable {
    let address: String
    private let process: Process

    init() throws {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: BuiltProducts.path("sse-harness"))
      process.arguments = ["--port", "0"]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      self.process = process
      // One line, written as soon as it listens.
      let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      address =
        "http://" + (line.split(separator: " ").last.map(String.init) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    var isRunning: Bool { process.isRunning }
    deinit { if process.isRunning { process.terminate() } }
  }

  private let http = HTTPClient()

  private func send(
    _ method: HTTPRequest.Method, _ service: Service, _ target: String, _ body: JSONValue? = nil
  ) async throws -> HTTPResponse {
    try await http.send(HTTPRequest(method, try Origin(service.address), target, body: body?.bytes ?? []))
  }

  private func wait(_ what: String, _ condition: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while !condition() {
      if ContinuousClock.now > deadline { throw Waited(what: what) }
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  private struct Waited: Error { let what: String }

  @Test func aStreamIsOpenedFollowedRestartedAndClosed() async throws {
    let service = try Service()
    let source = try ScriptedServer(.loopback) { connection, server in
      guard let request = connection.request() else { return }
      server.note(request)
      _ = connection.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n\u{FEFF}event: greeting\nid: \(connection.number)\ndata: a\ndata: b\n\n:c\n\ndata: é\n\n"
      )
      connection.waitForClose()
    }
    let suite = try ScriptedServer.answering(.loopback) { _, connection in _ = connection.answer() }
    defer {
      source.stop()
      suite.stop()
    }
    let capabilities = try await send(.get, service, "/")
    #expect(capabilities.status == 200 && String(decoding: capabilities.body, as: UTF8.self).contains("\"restart\""))

    let opened = try await send(
      .post, service, "/",
      [
        "streamUrl": .string(source.address + "/sse?topics=all"), "callbackUrl": .string(suite.address + "/cb"),
        "initialDelayMs": 1, "lastEventId": "7", "headers": ["X-Suite": "yes"],
      ])
    #expect(opened.status == 201)
    let location = try #require(opened.headers["Location"])
    try await wait("two events") { suite.requests.count == 2 }
    let first = try #require(source.requests.first)
    #expect(first.target == "/sse?topics=all")
    #expect(first.headers.contains { $0.key.lowercased() == "last-event-id" && $0.value == "7" })
    #expect(first.headers.contains { $0.key.lowercased() == "x-suite" && $0.value == "yes" })
    #expect(suite.requests.map(\.target) == ["/cb/1", "/cb/2"])
    let events = try suite.requests.map { try JSONValue(parsing: $0.body) }
    #expect(events[0] == ["kind": "event", "event": ["type": "greeting", "data": "a\nb", "id": "0"]])
    #expect(events[1] == ["kind": "event", "event": ["type": "message", "data": "é", "id": "0"]])

    #expect(try await send(.post, service, location, ["command": "restart"]).status == 202)
    try await wait("the second connection's events") { suite.requests.count == 4 }
    #expect(source.requests.count == 2 && suite.requests.last?.target == "/cb/4")
    #expect(try await send(.post, service, location, ["command": "dance"]).status == 400)
    #expect(try await send(.post, service, "/streams/99", ["command": "restart"]).status == 404)
    #expect(try await send(.delete, service, location).status == 204)
    #expect(try await send(.delete, service, location).status == 404)
    #expect(try await send(.post, service, "/", ["streamUrl": "nowhere"]).status == 400)
    #expect(try await send(.delete, service, "/").status == 204)
    try await wait("the end") { !service.isRunning }
  }

  @Test func aRefusalIsAnErrorOfTheStream() async throws {
    let service = try Service()
    let source = try ScriptedServer.answering(.loopback) { _, connection in _ = connection.answer(204, "", headers: "") }
    let suite = try ScriptedServer.answering(.loopback) { _, connection in _ = connection.answer() }
    defer {
      source.stop()
      suite.stop()
    }
    _ = try await send(
      .post, service, "/", ["streamUrl": .string(source.address), "callbackUrl": .string(suite.address)])
    try await wait("the error") { !suite.requests.isEmpty }
    #expect(try JSONValue(parsing: suite.requests[0].body)["kind"] == "error")
    #expect(source.requests.count == 1)
  }
}
