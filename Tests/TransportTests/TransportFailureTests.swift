import Chance
import ScriptedServer
import Synchronization
import Testing
import Transport

/// What a caller may conclude from a failure: above all, whether a write may have arrived.
@Suite struct TransportFailureTests {
  let client = HTTPClient(environment: NetworkEnvironment())

  private func fails(_ request: HTTPRequest) async -> TransportError? {
    let client = client
    return await failure { () async throws(TransportError) in try await client.send(request) }
  }

  @Test func nothingWasSentWhereNobodyListens() async throws {
    let socket = try Origin.unixSocket("/tmp/gd-nobody-\(UInt32.random(in: 0...UInt32.max)).sock")
    let server = try ScriptedServer.answering(.loopback) { _, _ in }
    let origin = try server.origin()
    server.stop()
    for place in [socket, origin] {
      let error = await fails(HTTPRequest(.put, place, "/x", body: [123, 125]))
      #expect(error?.reason == .cannotConnect)
      #expect(error?.mayHaveBeenSent == false)
    }
  }

  @Test func nothingWasSentToAnUnknownHost() async throws {
    // No name server can be asked for a label of more than 63 bytes: nothing leaves this machine.
    let name = String(repeating: "a", count: 64)
    let error = await fails(HTTPRequest(.put, try Origin("https://\(name).invalid"), "/x"))
    #expect(error?.reason == .unknownHost)
    #expect(error?.mayHaveBeenSent == false)
  }

  @Test func whatIsNotTLSIsToldNothing() async throws {
    let server = try ScriptedServer(.loopback) { connection, _ in
      _ = connection.receive()
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
    }
    let origin = try Origin(server.address.replacing("http://", with: "https://"))
    let error = await fails(HTTPRequest(.put, origin, "/x", body: [123, 125]))
    #expect(error?.reason == .untrusted)
    #expect(error?.mayHaveBeenSent == false)
  }

  @Test(arguments: [ScriptedServer.Place.unixSocket, .loopback], [true, false])
  func aConnectionThatBreaksUnderARequestIsAmbiguous(place: ScriptedServer.Place, byReset: Bool) async throws {
    let server = try ScriptedServer(place) { connection, server in
      if let request = connection.request() { server.note(request) }
      if byReset { connection.reset() }
    }
    let error = await fails(HTTPRequest(.put, try server.origin(), "/x", body: [123, 125]))
    #expect(error?.reason == .interrupted)
    #expect(error?.mayHaveBeenSent == true)
    #expect(error?.reusedConnection == false)
    #expect(server.requests.count == 1)
  }

  /// The server took the second request and then dropped the connection: it may have been applied, and must not be sent twice.
  @Test(arguments: [ScriptedServer.Place.unixSocket, .loopback], [HTTPRequest.Method.put, .post, .delete])
  func aWriteOnAReusedConnectionIsSentOnce(place: ScriptedServer.Place, method: HTTPRequest.Method) async throws {
    let server = try ScriptedServer(place) { connection, server in
      while let request = connection.request() {
        server.note(request)
        guard request.method == "GET" else { return connection.reset() }
        connection.answer()
      }
    }
    let origin = try server.origin()
    _ = try await client.send(HTTPRequest(.get, origin, "/"))
    let error = await fails(HTTPRequest(method, origin, "/x", body: method == .delete ? [] : [123, 125]))
    #expect(error?.reason == .interrupted)
    #expect(error?.mayHaveBeenSent == true)
    #expect(error?.reusedConnection == true)
    #expect(server.requests.map(\.method) == ["GET", method.rawValue])
  }

  /// What only reads may be sent again, and is.
  @Test(arguments: [HTTPRequest.Method.get, .post])
  func aReadOnAReusedConnectionThatDiesIsRepeated(method: HTTPRequest.Method) async throws {
    let server = try ScriptedServer { connection, server in
      var served = 0
      while let request = connection.request() {
        server.note(request)
        if connection.number == 0, served == 1 { return }
        served += 1
        connection.answer(200, "{\"on\":\(connection.number)}")
      }
    }
    let origin = try server.origin()
    _ = try await client.send(HTTPRequest(.get, origin, "/"))
    var request = HTTPRequest(method, origin, "/again", body: method == .post ? [123, 125] : [])
    request.isRepeatable = true
    let response = try await client.send(request)
    #expect(try JSONValue(parsing: response.body)["on"]?.int == 1)
    #expect(server.requests.map(\.target) == ["/", "/again", "/again"])
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf",
    "HTTP/1.1 200 O",
    "HTTP/1.1 200 OK\r\nContent-Le", "",
  ])
  func halfAnAnswerIsNoAnswer(bytes: String) async throws {
    let server = try ScriptedServer { connection, _ in
      _ = connection.request()
      connection.send(bytes)
    }
    let error = await fails(HTTPRequest(.put, try server.origin(), "/x", body: [123, 125]))
    #expect(error != nil)
    #expect(error?.mayHaveBeenSent == true)
  }

  @Test(arguments: ["\0\u{1}\u{2}garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/9.9 what\r\n\r\n"])
  func bytesThatAreNotHTTP(bytes: String) async throws {
    let server = try ScriptedServer { connection, _ in
      _ = connection.request()
      connection.send(bytes)
    }
    let error = await fails(HTTPRequest(.get, try server.origin(), "/"))
    #expect(error?.reason == .malformedAnswer || error?.reason == .interrupted)
  }

  @Test func aSlowHeadTimesOut() async throws {
    let server = try ScriptedServer { connection, _ in
      _ = connection.request()
      connection.waitForClose()
    }
    let limits = HTTPRequest.TimeLimits(total: .milliseconds(60))
    let error = await fails(HTTPRequest(.put, try server.origin(), "/x", timeLimits: limits))
    #expect(error?.reason == .timedOut)
    #expect(error?.mayHaveBeenSent == true)
  }

  @Test func cancellingEndsARequestAtOnce() async throws {
    let server = try ScriptedServer { connection, server in
      if let request = connection.request() { server.note(request) }
      connection.waitForClose()
    }
    let (client, origin) = (client, try server.origin())
    let task = Task {
      await failure { () async throws(TransportError) in try await client.send(HTTPRequest(.put, origin, "/x")) }
    }
    try await until { server.requests.count == 1 }
    task.cancel()
    let error = await task.value
    #expect(error?.reason == .cancelled)
    #expect(error?.mayHaveBeenSent == true)
  }

  @Test func aRequestOfACancelledTaskIsNotSent() async throws {
    let server = try ScriptedServer.answering { _, connection in connection.answer() }
    let (client, origin) = (client, try server.origin())
    let gate = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      for await _ in gate.stream {}
      return await failure { () async throws(TransportError) in try await client.send(HTTPRequest(.put, origin, "/x")) }
    }
    task.cancel()
    gate.continuation.finish()
    #expect(await task.value == TransportError(.cancelled))
    _ = try await client.send(HTTPRequest(.get, origin, "/after"))
    #expect(server.requests.map(\.target) == ["/after"])
  }

  /// Every request ends exactly once, and the client goes on.
  @Test(arguments: [51, 52] as [UInt64])
  func survivesAStormOfCancellations(seed: UInt64) async throws {
    let server = try ScriptedServer.answering { request, connection in
      if request.target.hasSuffix("7") {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
      } else {
        connection.answer()
      }
    }
    var generator = SeededGenerator(seed: seed)
    let (client, origin) = (client, try server.origin())
    var outcomes: [TransportError.Reason?] = []
    for _ in 0..<10 {
      let tasks = (0..<30).map { number in
        Task {
          await failure { () async throws(TransportError) in try await client.send(HTTPRequest(.put, origin, "/\(number)")) }
        }
      }
      for (number, task) in tasks.enumerated() where number % 10 == 7 || Bool.random(using: &generator) {
        if Bool.random(using: &generator) { await Task.yield() }
        task.cancel()
      }
      for task in tasks { outcomes.append(await task.value?.reason) }
    }
    #expect(outcomes.count == 300, "seed \(seed)")
    #expect(outcomes.allSatisfy { $0 == nil || $0 == .cancelled }, "seed \(seed)")
    #expect(outcomes.contains(.cancelled) && outcomes.contains(nil), "seed \(seed)")
    #expect(try await client.send(HTTPRequest(.get, origin, "/")).status == 200, "seed \(seed)")
  }

  @Test func boundsWhatItTakes() async throws {
    let server = try ScriptedServer.answering { request, connection in
      if request.target == "/headers" {
        connection.send("HTTP/1.1 200 OK\r\n")
        for number in 0..<5_000 { connection.send("X-\(number): \(String(repeating: "x", count: 100))\r\n") }
        connection.send("Content-Length: 0\r\n\r\n")
      } else {
        connection.answer(200, String(repeating: "x", count: 2_000))
      }
    }
    let origin = try server.origin()
    var request = HTTPRequest(.get, origin, "/body", maximumBodyBytes: 2_000)
    #expect(try await client.send(request).body.count == 2_000)
    request.maximumBodyBytes = 1_999
    #expect(await fails(request)?.reason == .answerTooLong)
    let headers = await fails(HTTPRequest(.get, origin, "/headers"))
    #expect(headers?.reason == .answerTooLong)
  }

  @Test func refusesWhatMayNotBeSent() async throws {
    let far = try Origin("http://site.example")
    #expect(await fails(HTTPRequest(.get, far, "/")) == TransportError(.insecure))
    let near = try Origin("http://127.0.0.1:9")
    for target in ["", "x", "/a b", "/é", "/a\r\nX: y", "/#x"] {
      #expect(await fails(HTTPRequest(.get, near, target)) == TransportError(.invalidRequest), "\(target)")
    }
    for headers: HTTPHeaders in [
      ["Authorization": "token a:b"], ["COOKIE": "sid=x"], ["X": "a\r\nY: b"], ["X\r\nY": "b"], ["": "b"], ["X:": "y"],
      ["X": "nul\0"],
    ] {
      #expect(await fails(HTTPRequest(.get, near, "/", headers: headers)) == TransportError(.invalidRequest))
    }
  }
}

/// Waits until something holds, for 30 seconds at most.
func until(_ condition: () async -> Bool, sourceLocation: SourceLocation = #_sourceLocation) async throws {
  let deadline = ContinuousClock.now + .seconds(30)
  while ContinuousClock.now < deadline {
    if await condition() { return }
    try await Task.sleep(for: .milliseconds(2))
  }
  Issue.record("nothing for 30 seconds", sourceLocation: sourceLocation)
}
