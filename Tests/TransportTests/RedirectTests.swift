import ScriptedServer
import Testing
import Transport

@Suite struct RedirectTests {
  let client = HTTPClient(environment: NetworkEnvironment())
  let credential = Credential.bearer("hush")

  private static func moved(_ status: Int = 302, to location: String, _ connection: ScriptedServer.Connection) {
    connection.send("HTTP/1.1 \(status) Moved\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n")
  }

  @Test(arguments: [
    ("/a/b?q=1", "/c?d=%20", "/c?d=%20"), ("/a/b", "c", "/a/c"), ("/a/b?q", "?z", "/a/b?z"), ("/a", "/x#part", "/x"),
  ])
  func followsWithinAnOriginWithTheCredential(target: String, location: String, next: String) async throws {
    let server = try ScriptedServer.answering { request, connection in
      request.target == next ? _ = connection.answer(200, "\"there\"") : Self.moved(to: location, connection)
    }
    let response = try await client.send(HTTPRequest(.get, try server.origin(credential: credential), target))
    #expect(response.status == 200)
    #expect(server.requests.map(\.target) == [target, next])
    #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer hush" })
  }

  @Test func keepsABasePathOutOfAnAbsoluteReference() async throws {
    let server = try ScriptedServer.answering(.loopback) { request, connection in
      request.target == "/other" ? _ = connection.answer() : Self.moved(to: "/other", connection)
    }
    let origin = try Origin(server.address + "/prefix/")
    #expect(try await client.send(HTTPRequest(.get, origin, "/x")).status == 200)
    #expect(server.requests.map(\.target) == ["/prefix/x", "/other"])
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func anotherOriginNeverSeesTheCredential(status: Int) async throws {
    let other = try ScriptedServer.answering(.loopback) { _, connection in connection.answer(200, "\"other\"") }
    let server = try ScriptedServer.answering(.loopback) { _, connection in
      Self.moved(status, to: other.address + "/x", connection)
    }
    let response = try await client.send(HTTPRequest(.get, try server.origin(credential: credential), "/"))
    #expect(response.body == Array("\"other\"".utf8))
    #expect(server.requests.first?.headers["authorization"] == "Bearer hush")
    #expect(other.requests.count == 1)
    #expect(other.requests.first?.headers["authorization"] == nil)
  }

  @Test func aSocketsOriginIsNotItsHost() async throws {
    let other = try ScriptedServer.answering(.loopback) { _, connection in connection.answer() }
    let port = try other.origin().port
    let server = try ScriptedServer.answering { _, connection in Self.moved(to: "http://localhost:\(port)/x", connection) }
    _ = try await client.send(HTTPRequest(.get, try server.origin(credential: credential), "/"))
    #expect(other.requests.count == 1)
    #expect(other.requests.first?.headers["authorization"] == nil)
  }

  @Test(arguments: [
    "http://site.example/", "ftp://127.0.0.1/", "http://user:secret@127.0.0.1/", "javascript:alert(1)", "http://127.0.0.1:99999/",
    "http://[::1/x y",
    "file:///etc/passwd",
  ])
  func refusesWhereItMayNotGo(location: String) async throws {
    let server = try ScriptedServer.answering { _, connection in Self.moved(to: location, connection) }
    let (client, origin) = (client, try server.origin(credential: credential))
    let error = await failure { () async throws(TransportError) in try await client.send(HTTPRequest(.get, origin, "/")) }
    #expect(error?.reason == .badRedirect)
  }

  @Test func givesUpOnACircle() async throws {
    let server = try ScriptedServer.answering { _, connection in Self.moved(to: "/", connection) }
    let (client, origin) = (client, try server.origin())
    let error = await failure { () async throws(TransportError) in try await client.send(HTTPRequest(.get, origin, "/")) }
    #expect(error?.reason == .badRedirect)
    #expect(server.requests.count == 6)
  }

  @Test func aWriteIsNeverRedirected() async throws {
    let server = try ScriptedServer.answering { _, connection in Self.moved(307, to: "/x", connection) }
    let response = try await client.send(HTTPRequest(.put, try server.origin(), "/", body: [123, 125]))
    #expect(response.status == 307)
    #expect(server.requests.count == 1)
    let plain = try await client.send(HTTPRequest(.get, try server.origin(), "/", redirects: .none))
    #expect(plain.status == 307)
  }
}
