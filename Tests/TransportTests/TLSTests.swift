import Testing
import Transport

/// Against a real TLS server: it is believed for a certificate that can be trusted and names it, and told nothing otherwise.
@Suite struct TLSTests {
  private func client(trusting authority: String?) -> HTTPClient {
    HTTPClient(environment: NetworkEnvironment { name in name == "CURL_CA_BUNDLE" ? authority : nil })
  }

  @Test func aTrustedCertificateOfThisHostIsBelieved() async throws {
    let server = try await TLSServer(for: .loopback, isAnswering: true)
    let response = try await client(trusting: server.authority).send(HTTPRequest(.get, try Origin(server.address), "/"))
    #expect(response.status == 200)
    #expect(String(decoding: response.body, as: UTF8.self).contains("TLSv1"))
  }

  @Test(arguments: [(TLSServer.Name.loopback, false), (.elsewhere, true)])
  func anyOtherIsToldNothing(_ name: TLSServer.Name, _ isTrusted: Bool) async throws {
    let server = try await TLSServer(for: name, isAnswering: false)
    let origin = try Origin(server.address, credential: .token(key: "key", secret: "secret"))
    let limits = HTTPRequest.TimeLimits(total: .seconds(20))
    let request = HTTPRequest(.put, origin, "/spoken", body: Array("{\"a\":1}".utf8), timeLimits: limits)
    let client = client(trusting: isTrusted ? server.authority : nil)
    let error = await failure { () async throws(TransportError) in try await client.send(request) }
    #expect(error?.reason == .untrusted)
    #expect(error?.mayHaveBeenSent == false)
    server.stop()
    let received = server.received
    #expect(received.contains("ACCEPT"))
    for word in ["PUT", "spoken", "secret", "Host:"] { #expect(!received.contains(word), "\(received)") }
  }
}
