import Synchronization
import Testing
import Transport

extension ScriptedServer {
  func origin(credential: Credential? = nil) throws -> Origin {
    try Origin(address, socketPath: socketPath, credential: credential)
  }
}

@Suite struct HTTPClientTests {
  @Test(arguments: [ScriptedServer.Place.unixSocket, .loopback])
  func keepsOneConnectionForManyRequests(place: ScriptedServer.Place) async throws {
    let server = try ScriptedServer.answering(place) { request, connection in
      connection.answer(200, "{\"message\":\"\(request.method) \(request.target)\"}")
    }
    let client = HTTPClient(environment: NetworkEnvironment())
    defer { client.shutDown() }
    let origin = try server.origin(credential: .token(key: "k", secret: "s"))
    let first = try await client.send(HTTPRequest(.get, origin, "/api/method/ping?a=%20b"))
    #expect(first.status == 200)
    #expect(!first.reusedConnection)
    #expect(try JSONValue(parsing: first.body)["message"]?.string == "GET /api/method/ping?a=%20b")
    let second = try await client.send(HTTPRequest(.put, origin, "/x", body: Array("{\"é\":1}".utf8)))
    #expect(second.reusedConnection)
    let requests = server.requests
    #expect(requests.map(\.method) == ["GET", "PUT"])
    #expect(requests[0].headers["authorization"] == "token k:s")
    #expect(requests[1].body == Array("{\"é\":1}".utf8))
    #expect(requests[1].headers["content-type"] == "application/json")
    #expect(requests[1].headers["expect"] == nil)
  }
}
