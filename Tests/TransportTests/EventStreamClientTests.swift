import ScriptedServer
import Synchronization
import Testing
import Transport

@Suite struct EventStreamClientTests {
  let http = HTTPClient(environment: NetworkEnvironment())

  private static let opening = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n"

  private var quick: EventStreamSupervisor.Limits {
    var limits = EventStreamSupervisor.Limits()
    limits.reconnectionSeconds = 0.01
    return limits
  }

  /// Updates until one fits, that one included.
  private func updates(
    of client: EventStreamClient, through last: @escaping @Sendable (EventStreamClient.Update) -> Bool
  ) async throws -> [EventStreamClient.Update] {
    let reading = Task {
      var seen: [EventStreamClient.Update] = []
      for await update in client.updates {
        seen.append(update)
        if last(update) { break }
      }
      return seen
    }
    let limit = Task {
      try await Task.sleep(for: .seconds(30))
      reading.cancel()
    }
    defer { limit.cancel() }
    return await reading.value
  }

  @Test func deliversAndComesBackWithTheLastId() async throws {
    let server = try ScriptedServer { connection, server in
      guard let request = connection.request() else { return }
      server.note(request)
      connection.send(Self.opening)
      connection.send("id: \(connection.number)\nevent: document\ndata: {\"n\":\(connection.number)}\n\n")
      if connection.number > 0 { connection.waitForClose() }
    }
    let origin = try server.origin(credential: .bearer("hub"))
    let client = EventStreamClient(http: http, limits: quick, chance: { 0 }) { HTTPRequest(.get, origin, "/sse?topics=all") }
    client.start()
    let second = EventStreamClient.Update.event(ServerSentEvent(type: "document", data: "{\"n\":1}", id: "1"))
    let seen = try await updates(of: client) { $0 == second }
    #expect(
      seen == [
        .state(.connecting), .state(.open), .event(ServerSentEvent(type: "document", data: "{\"n\":0}", id: "0")),
        .state(.waiting(seconds: 0.005)),
        .state(.connecting), .state(.open), second,
      ])
    #expect(server.requests.map { $0.headers["last-event-id"] } == [nil, "0"])
    #expect(
      server.requests.allSatisfy { $0.headers["accept"] == "text/event-stream" && $0.headers["cache-control"] == "no-cache" })
    #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer hub" })
    await client.shutDown()
  }

  @Test func outlivesAServerThatIsAway() async throws {
    let server = try ScriptedServer { connection, _ in
      _ = connection.request()
      switch connection.number {
      case 0: connection.reset()
      case 1: connection.answer(503, "", headers: "")
      case 2: connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 5\r\n\r\nda")
      default:
        connection.send(Self.opening + "data: here\n\n")
        connection.waitForClose()
      }
    }
    let origin = try server.origin()
    let client = EventStreamClient(http: http, limits: quick) { HTTPRequest(.get, origin, "/sse") }
    client.start()
    let here = EventStreamClient.Update.event(ServerSentEvent(data: "here"))
    let seen = try await updates(of: client) { $0 == here }
    #expect(seen.last == here)
    #expect(seen.filter { $0 == .state(.connecting) }.count == 4)
    await client.shutDown()
  }

  @Test func stopsAtASignInPageUntilThereAreNewCredentials() async throws {
    let server = try ScriptedServer.answering { request, connection in
      if request.headers["authorization"] == "Bearer new" {
        connection.send(Self.opening + "data: in\n\n")
      } else {
        connection.answer(401, "<html>sign in</html>", headers: "Content-Type: text/html\r\n")
      }
    }
    let token = Mutex("old")
    let address = try server.origin()
    let client = EventStreamClient(http: http, limits: quick) {
      var origin = address
      origin.credential = .bearer(token.withLock { $0 })
      return HTTPRequest(.get, origin, "/sse")
    }
    client.start()
    var updates = client.updates.makeAsyncIterator()
    #expect(await updates.next() == .state(.connecting))
    #expect(await updates.next() == .state(.stopped(.credentials)))
    token.withLock { $0 = "new" }
    client.tryNow()
    #expect(await updates.next() == .state(.connecting))
    #expect(await updates.next() == .state(.open))
    #expect(await updates.next() == .event(ServerSentEvent(data: "in")))
    #expect(server.requests.count == 2)
    await client.shutDown()
    #expect(await updates.next() == nil)
  }

  @Test func aReaderThatIsTooSlowIsToldToStartAnew() async throws {
    let event = "data: \(String(repeating: "x", count: 1_016))\n\n"
    let flood = String(repeating: event, count: 64)
    let sent = Atomic<Int>(0)
    let server = try ScriptedServer { connection, _ in
      _ = connection.request()
      connection.send(Self.opening)
      while connection.send(flood) { sent.add(64, ordering: .releasing) }
    }
    let origin = try server.origin()
    let client = EventStreamClient(http: http) { HTTPRequest(.get, origin, "/sse") }
    client.start()
    // More than all buffers on the way hold: what waits for the reader must have overflowed.
    try await until { sent.load(ordering: .acquiring) > 16_384 }
    var count = 0
    for await update in client.updates {
      guard case .event(let event) = update else { continue }
      if event.type == "reset" { break }
      count += 1
    }
    #expect(count < 16_384)
    await client.shutDown()
  }
}
