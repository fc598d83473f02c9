import Glibc
import ScriptedServer
import Synchronization
import Testing
import Transport

extension ScriptedServer {
  func origin(credential: Credential? = nil) throws -> Origin {
    try Origin(address, socketPath: socketPath, credential: credential)
  }
}

/// What a request fails with; nil when it does not.
func failure(_ work: () async throws(TransportError) -> some Sendable) async -> TransportError? {
  do throws(TransportError) {
    _ = try await work()
    return nil
  } catch { return error }
}

@Suite struct HTTPClientTests {
  let client = HTTPClient(environment: NetworkEnvironment())
  let credential = Credential.token(key: "key", secret: "hush")

  @Test(arguments: [ScriptedServer.Place.unixSocket, .loopback])
  func keepsOneConnectionForManyRequests(place: ScriptedServer.Place) async throws {
    let server = try ScriptedServer.answering(place) { request, connection in
      connection.answer(200, "{\"message\":\"\(request.method) \(request.target)\"}")
    }
    let origin = try server.origin(credential: credential)
    let first = try await client.send(HTTPRequest(.get, origin, "/api/method/ping?a=%20b"))
    #expect(first.status == 200)
    #expect(!first.reusedConnection)
    #expect(try JSONValue(parsing: first.body)["message"]?.string == "GET /api/method/ping?a=%20b")
    let second = try await client.send(HTTPRequest(.put, origin, "/x", body: Array("{\"é\":1}".utf8)))
    #expect(second.reusedConnection)
    let third = try await client.send(HTTPRequest(.post, origin, "/y"))
    #expect(third.reusedConnection)
    let requests = server.requests
    #expect(requests.map(\.method) == ["GET", "PUT", "POST"])
    #expect(requests.allSatisfy { $0.headers["authorization"] == "token key:hush" && $0.headers["cookie"] == nil })
    #expect(requests[1].body == Array("{\"é\":1}".utf8))
    #expect(requests[1].headers["content-type"] == "application/json")
    #expect(requests[1].headers["expect"] == nil)
    #expect(requests[0].headers["accept-encoding"]?.contains("gzip") == true)
    #expect(requests[2].headers["content-length"] == "0")
  }

  @Test func keepsNoCookie() async throws {
    let server = try ScriptedServer.answering { _, connection in
      connection.answer(200, "{}", headers: "Set-Cookie: sid=Guest; Path=/\r\nContent-Type: application/json\r\n")
    }
    let origin = try server.origin()
    for _ in 0..<2 { _ = try await client.send(HTTPRequest(.get, origin, "/")) }
    #expect(server.requests.count == 2)
    #expect(server.requests.allSatisfy { $0.headers["cookie"] == nil })
  }

  @Test func readsHeadersWithoutRegardToCaseAndTheServersClock() async throws {
    let server = try ScriptedServer.answering { _, connection in
      connection.send(
        "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 429 Slow Down\r\ndate: Sun, 22 Nov 2026 19:45:50 GMT\r\nRETRY-AFTER:  7 \r\n"
          + "X-Empty:\r\nContent-Type: Application/JSON; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n"
      )
    }
    let response = try await client.send(HTTPRequest(.get, try server.origin(), "/"))
    #expect(response.status == 429)
    #expect(response.serverDate == 1_795_376_750)
    #expect(response.head.retryAfter == 7)
    #expect(response.head.mediaType == "application/json")
    #expect(response.headers["x-empty"] == "")
    #expect(response.headers["X-Early"] == nil)
    #expect(response.body == Array("{\"a\":1}".utf8))
  }

  @Test func unpacksGzip() async throws {
    let packed: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 202, 77, 45, 46, 78, 76, 79, 85, 178, 82, 42, 200, 207, 75, 87, 170, 5, 0, 144,
      98, 96, 107, 18, 0,
      0, 0,
    ]
    let server = try ScriptedServer.answering { request, connection in
      let isBroken = request.target == "/broken"
      connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
      connection.send(isBroken ? packed.map { $0 ^ 0x55 } : packed)
    }
    let response = try await client.send(HTTPRequest(.get, try server.origin(), "/"))
    #expect(response.body == Array("{\"message\":\"pong\"}".utf8))
    let error = await failure { () async throws(TransportError) in
      try await client.send(HTTPRequest(.get, try! server.origin(), "/broken"))
    }
    #expect(error?.reason == .malformedAnswer)
  }

  @Test func answersHeadWithoutBody() async throws {
    let server = try ScriptedServer.answering { _, connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    }
    let response = try await client.send(HTTPRequest(.head, try server.origin(), "/"))
    #expect(response.status == 200)
    #expect(response.body.isEmpty)
  }

  @Test func carriesLargeBodiesBothWays() async throws {
    let server = try ScriptedServer.answering { request, connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(request.body.count)\r\n\r\n")
      connection.send(request.body)
    }
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let response = try await client.send(HTTPRequest(.post, try server.origin(), "/", body: body))
    #expect(response.body == body)
  }

  @Test func servesManyAtOnce() async throws {
    let server = try ScriptedServer.answering { request, connection in connection.answer(200, request.target) }
    let origin = try server.origin()
    let client = client
    let answers = try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for number in 0..<64 {
        group.addTask {
          let response = try await client.send(HTTPRequest(.get, origin, "/\(number)"))
          return (number, String(decoding: response.body, as: UTF8.self))
        }
      }
      return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
    }
    #expect(answers.count == 64)
    #expect(answers.allSatisfy { $0.value == "/\($0.key)" })
  }

  /// The credential is for the site, not for the proxy that tunnels to it.
  @Test func goesThroughAProxyWhereTheEnvironmentSaysSo() async throws {
    let proxy = try ScriptedServer.answering(.loopback) { request, connection in
      connection.answer(request.method == "CONNECT" ? 403 : 200, "{}")
    }
    let client = HTTPClient(
      environment: NetworkEnvironment(httpProxy: proxy.address, httpsProxy: proxy.address, noProxy: "near.invalid"))
    let plain = try Origin("http://site.invalid", credential: credential, allowsInsecure: true)
    #expect(try await client.send(HTTPRequest(.get, plain, "/x")).status == 200)
    let secret = try Origin("https://site.invalid", credential: credential)
    let tunnel = await failure { () async throws(TransportError) in
      try await client.send(HTTPRequest(.put, secret, "/x", body: [123, 125]))
    }
    #expect(tunnel?.mayHaveBeenSent == false)
    let near = try Origin("https://near.invalid")
    #expect(
      await failure { () async throws(TransportError) in try await client.send(HTTPRequest(.get, near, "/")) }?.reason
        == .unknownHost)
    #expect(proxy.requests.map(\.target) == ["http://site.invalid/x", "site.invalid:443"])
    #expect(proxy.requests.last?.headers["authorization"] == nil)
    let local = try ScriptedServer.answering(.loopback) { _, connection in connection.answer() }
    #expect(try await client.send(HTTPRequest(.get, try local.origin(), "/")).status == 200)
    #expect(proxy.requests.count == 2)
  }

  @Test func endsWithItsThreadGone() async throws {
    let server = try ScriptedServer { connection, _ in
      _ = connection.request()
      connection.waitForClose()
    }
    let client = HTTPClient(environment: NetworkEnvironment())
    let origin = try server.origin()
    async let pending = failure { () async throws(TransportError) in try await client.send(HTTPRequest(.get, origin, "/")) }
    client.shutDown()
    #expect(await pending?.reason == .closed)
    let late = await failure { () async throws(TransportError) in try await client.send(HTTPRequest(.get, origin, "/")) }
    #expect(late == TransportError(.closed))
    client.shutDown()
  }
}
