import Testing
import Transport

@Suite struct OriginTests {
  @Test(arguments: [
    ("https://Site.Example", "https", "site.example", 443, ""),
    ("http://127.0.0.1:8080/prefix/", "http", "127.0.0.1", 8080, "/prefix"),
    ("https://[2001:db8::1]:8443", "https", "[2001:db8::1]", 8443, ""), ("HTTP://localhost/", "http", "localhost", 80, ""),
  ])
  func readsAddresses(address: String, scheme: String, host: String, port: Int, path: String) throws {
    let origin = try Origin(address)
    #expect(origin.scheme.rawValue == scheme)
    #expect(origin.host == host)
    #expect(origin.port == port)
    #expect(origin.basePath == path)
  }

  @Test(arguments: [
    "", "site.example", "https://", "https:///x", "https://a b", "https://a?x=1", "https://a:0", "https://a:70000", "https://a:x",
    "https://é",
    "://x", "https:/x", "https://a\\b", "https://:80", "https://a\r\n",
  ])
  func refusesWhatIsNoAddress(address: String) {
    #expect(throws: Origin.Mistake.self) { try Origin(address) }
  }

  @Test func refusesCredentialsInAddresses() {
    #expect(throws: Origin.Mistake.credentialInAddress) { try Origin("https://key:secret@site.example") }
    #expect(throws: Origin.Mistake.unsupportedScheme("ftp")) { try Origin("ftp://site.example") }
    #expect(throws: Origin.Mistake.badSocketPath) { try Origin.unixSocket(String(repeating: "x", count: 108)) }
    #expect(throws: Origin.Mistake.badSocketPath) { try Origin.unixSocket("a\0b") }
    #expect(throws: Origin.Mistake.badSocketPath) { try Origin.unixSocket("") }
  }

  @Test(arguments: [
    ("http://127.0.0.1", true), ("http://127.9.9.9", true), ("http://localhost:1", true), ("http://[::1]", true),
    ("http://site.localhost", true),
    ("https://site.example", true), ("http://site.example", false), ("http://127.0.0.1.evil.example", false),
    ("http://10.0.0.1", false),
    ("http://localhost.evil.example", false), ("http://127.0.0", false), ("http://0.0.0.0", false),
  ])
  func plainTextStaysOnThisMachine(address: String, isAcceptable: Bool) throws {
    #expect(try Origin(address).isAcceptable == isAcceptable)
    #expect(try Origin(address, allowsInsecure: true).isAcceptable)
    #expect(try Origin(address, socketPath: "/run/x").isAcceptable)
  }

  @Test func samePlace() throws {
    let site = try Origin("https://site.example")
    #expect(site.isSamePlace(as: try Origin("https://SITE.example:443/x")))
    for other in ["http://site.example", "https://site.example:444", "https://www.site.example", "https://site.example.evil"] {
      #expect(!site.isSamePlace(as: try Origin(other)))
    }
    #expect(!site.isSamePlace(as: try Origin("https://site.example", socketPath: "/run/x")))
  }

  @Test func credentialsAreNeverPrinted() throws {
    let credential = try #require(Credential.token(key: "key", secret: "hush"))
    #expect(credential.headerValue == "token key:hush")
    var dumped = ""
    let origin = try Origin("https://site.example", credential: credential)
    dump(origin, to: &dumped)
    for text in [
      "\(credential)", String(reflecting: credential), "\(origin)", String(reflecting: origin), dumped, "\([credential])",
    ] {
      #expect(!text.contains("hush"))
    }
  }

  @Test func credentialsHoldNothingThatBreaksALine() {
    #expect(Credential.token(key: "k", secret: " s") == nil)
    #expect(Credential.token(key: "k", secret: "s\r\nX: y") == nil)
    #expect(Credential.token(key: "", secret: "s") == nil)
    #expect(Credential.bearer("a b") == nil)
    #expect(Credential(headerValue: "x\n") == nil)
    #expect(Credential.basic(user: "a:b", password: "c") == nil)
  }

  /// RFC 4648, section 10, and RFC 7617, section 2.
  @Test(arguments: [
    ("Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), ("", "", "Basic Og=="),
    ("test", "123£", "Basic dGVzdDoxMjPCow=="),
  ])
  func basic(user: String, password: String, value: String) {
    #expect(Credential.basic(user: user, password: password)?.headerValue == value)
  }

  @Test func proxiesAndAuthoritiesFromTheEnvironment() {
    let variables = [
      "HTTP_PROXY": "http://evil", "https_proxy": "http://p:1", "HTTPS_PROXY": "http://q:2", "no_proxy": "a,b",
      "SSL_CERT_FILE": "/ca.pem", "ALL_PROXY": "",
    ]
    let environment = NetworkEnvironment { variables[$0] }
    #expect(environment == NetworkEnvironment(httpsProxy: "http://p:1", noProxy: "a,b", authorityFile: "/ca.pem"))
  }

  /// RFC 9110, section 5.6.7; leap day and a year's ends.
  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ("Tue, 29 Feb 2028 23:59:59 GMT", 1_835_481_599),
  ])
  func dates(text: String, seconds: Int64) { #expect(HTTPDate.parse(text) == seconds) }

  @Test(arguments: [
    "", "Sun, 06 Nov 1994 08:49:37 EST", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Now 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 25:49:37 GMT",
  ])
  func noDates(text: String) { #expect(HTTPDate.parse(text) == nil) }

  @Test func percentEncoding() {
    #expect(PercentEncoding.encode("TECH/A B+é%") == "TECH%2FA%20B%2B%C3%A9%25")
    #expect(PercentEncoding.encode("AZaz09-._~") == "AZaz09-._~")
    #expect(PercentEncoding.query([("a", "1&2"), ("b=", "")]) == "?a=1%262&b%3D=")
    #expect(PercentEncoding.query([]).isEmpty)
  }
}
