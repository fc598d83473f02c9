import ScriptedServer
import Synchronization
import Testing
import Transport

@Suite struct StreamingTests {
  let client = HTTPClient(environment: NetworkEnvironment())

  @Test func givesTheHeadAtOnceAndTheBodyAsItComes() async throws {
    let step = Mutex(0)
    let server = try ScriptedServer { connection, server in
      guard let request = connection.request() else { return }
      server.note(request)
      connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
      for number in 1...3 {
        while step.withLock({ $0 }) < number { usleepBriefly() }
        connection.send("data: \(number)\n\n")
      }
    }
    let stream = try await client.stream(HTTPRequest(.get, try server.origin(), "/sse", timeLimits: .stream))
    #expect(stream.head.mediaType == "text/event-stream")
    #expect(server.requests.first?.headers["accept-encoding"] == nil)
    var bytes = stream.body.makeAsyncIterator()
    for number in 1...3 {
      step.withLock { $0 = number }
      #expect(try await bytes.next() == Array("data: \(number)\n\n".utf8))
    }
    #expect(try await bytes.next() == nil)
    #expect(try await bytes.next() == nil)
  }

  @Test func lettingGoOfTheBodyEndsTheTransfer() async throws {
    let closed = Atomic<Bool>(false)
    let server = try ScriptedServer { connection, _ in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\n\r\ndata: x\n\n")
      connection.waitForClose()
      closed.store(true, ordering: .releasing)
    }
    do {
      let stream = try await client.stream(HTTPRequest(.get, try server.origin(), "/", timeLimits: .stream))
      for try await _ in stream.body { break }
    }
    try await until { closed.load(ordering: .acquiring) }
  }

  @Test func cancellingAReaderThatWaits() async throws {
    let server = try ScriptedServer { connection, server in
      if let request = connection.request() { server.note(request) }
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      connection.waitForClose()
    }
    let stream = try await client.stream(HTTPRequest(.get, try server.origin(), "/", timeLimits: .stream))
    let task = Task { await failure { () async throws(TransportError) in for try await _ in stream.body {} } }
    task.cancel()
    #expect(await task.value?.reason == .cancelled)
  }

  @Test func aSlowReaderHoldsTheServerUp() async throws {
    let sent = Atomic<Int>(0)
    let chunk = [UInt8](repeating: 7, count: 1 << 16)
    let chunks = 1_024
    let server = try ScriptedServer { connection, _ in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(chunks * chunk.count)\r\n\r\n")
      for _ in 0..<chunks where connection.send(chunk) { sent.add(1, ordering: .releasing) }
    }
    let stream = try await client.stream(HTTPRequest(.get, try server.origin(), "/", timeLimits: .stream))
    // Far more than a buffer and the kernel's sockets hold cannot have been taken before anyone reads.
    var steady = -1
    try await until {
      let now = sent.load(ordering: .acquiring)
      defer { steady = now }
      try? await Task.sleep(for: .milliseconds(30))
      return now > 0 && now == steady
    }
    #expect(steady < chunks / 4)
    var count = 0
    for try await bytes in stream.body { count += bytes.count }
    #expect(count == chunks * chunk.count)
  }

  @Test func aStreamThatBreaksTellsSo() async throws {
    let server = try ScriptedServer { connection, _ in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    }
    let stream = try await client.stream(HTTPRequest(.get, try server.origin(), "/"))
    let error = await failure { () async throws(TransportError) in for try await _ in stream.body {} }
    #expect(error?.reason == .interrupted)
  }

  @Test func aStreamThatNeverBegins() async throws {
    let server = try ScriptedServer { connection, _ in _ = connection.request() }
    let (client, origin) = (client, try server.origin())
    let error = await failure { () async throws(TransportError) in try await client.stream(HTTPRequest(.get, origin, "/")) }
    #expect(error?.reason == .interrupted)
  }
}
