import Configuration
import Console
import Domain
import Foundation
import Geocoding
import Replica
import ScriptedServer
import Synchronization
import Testing
import Transport

@testable import Runtime

@Suite struct GeocoderServiceTests {
  /// A home of its own, with a configuration; removed with the last reference.
  private final class Home: Sendable {
    let path: String

    init(_ configuration: String = "") throws {
      path = FileManager.default.temporaryDirectory.appendingPathComponent("geocoder-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let file = path + "/config.yaml"
      try configuration.write(toFile: file, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var setup: Setup {
      Setup(
        LaunchOptions(
          configurationFile: path + "/config.yaml", executable: "", environment: ["HOME": path, "LANG": "fr_CA.UTF-8"]))
    }

    /// Every file under it and what it holds.
    var files: [(path: String, bytes: Data, mode: Int)] {
      let names = FileManager.default.subpaths(atPath: path) ?? []
      return names.compactMap { name in
        let file = path + "/" + name
        guard let bytes = FileManager.default.contents(atPath: file),
          let mode = (try? FileManager.default.attributesOfItem(atPath: file))?[.posixPermissions] as? Int
        else { return nil }
        return (name, bytes, mode)
      }
    }
  }

  private final class Post: Sendable {
    let messages = Mutex<[Message]>([])
    func callAsFunction(_ message: Message) { messages.withLock { $0.append(message) } }

    func answer(_ generation: Int) -> Result<AddressAnswer, GeocodingFailure>? {
      for case .addresses(let answer, let of) in messages.withLock({ $0 }) where of == generation { return answer }
      return nil
    }

    func eventually(_ generation: Int) async throws -> Result<AddressAnswer, GeocodingFailure> {
      let end = ContinuousClock.now + .seconds(30)
      while ContinuousClock.now < end {
        if let answer = answer(generation) { return answer }
        try await Task.sleep(for: .milliseconds(5))
      }
      Issue.record("no answer")
      return .failure(.timedOut)
    }
  }

  private func service(_ home: Home, _ post: Post) -> GeocoderService {
    let setup = home.setup
    return GeocoderService(setup: setup, cache: UserCacheAccess(directory: setup.directories.cache)) { post($0) }
  }

  private static let found =
    #"[{"lat":"45.16","lon":"-73.68","display_name":"1867, Chemin de la Riviere","address":{"house_number":"1867","village":"Sainte-Clotilde"}}]"#
  private static let address = "1867 chemin de la Riviere, Sainte-Clotilde"

  // MARK: Which one

  @Test func aRealSiteHasNoneByDefault() throws {
    let home = try Home("site: {url: https://erp.example}")
    #expect(GeocoderChoice(setup: home.setup).server(of: nil) == .failure(.notConfigured))
    let public1 = try Home("site: {url: https://erp.example}\ngeocoder: {public: yes, email: a@example.org}")
    let server = try GeocoderChoice(setup: public1.setup).server(of: nil).get()
    #expect(server.origin.host == NominatimServer.publicHost)
    #expect(server.email == "a@example.org" && server.pause == 1_000)
    let own = try Home(
      "site: {url: https://erp.example}\ngeocoder: {public: yes, url: 'https://geo.example/nominatim', pause: 0.25}")
    let chosen = try GeocoderChoice(setup: own.setup).server(of: nil).get()
    #expect(chosen.origin.host == "geo.example" && chosen.origin.basePath == "/nominatim" && chosen.pause == 250)
  }

  @Test func theEmbeddedSiteAnswersItself() throws {
    let home = try Home()
    let access = SiteAccess(
      identity: ReplicaIdentity(site: "embedded", user: "u"), site: try Origin.unixSocket("/tmp/x", credential: .bearer("t")),
      hub: nil, directory: home.path, isEmbedded: true)
    let choice = GeocoderChoice(setup: home.setup)
    let server = try choice.server(of: access).get()
    #expect(server.origin == access.site && !server.isCached && server.pause == 0)
    #expect(choice.server(of: nil) == .failure(.notConfigured))
    // What a person said of a real site's addresses is no reason to send the sample's anywhere.
    #expect(choice.consent.give() == 0)
    #expect(try choice.server(of: access).get().origin == access.site)
  }

  @Test func aYesToThePublicOneIsKept() throws {
    let home = try Home("site: {url: https://erp.example}")
    let choice = GeocoderChoice(setup: home.setup)
    #expect(try choice.server(of: nil, hasConsent: true).get().origin.host == NominatimServer.publicHost)
    #expect(choice.server(of: nil) == .failure(.notConfigured))
    #expect(choice.consent.give() == 0)
    #expect(try GeocoderChoice(setup: home.setup).server(of: nil).get().origin.host == NominatimServer.publicHost)
    #expect(home.files.first { $0.path.hasSuffix("public-geocoder") }?.mode == 0o600)
  }

  // MARK: Asking

  @Test func withoutOneTheConsoleIsTold() async throws {
    let (home, post) = (try Home("site: {url: https://erp.example}"), Post())
    let service = service(home, post)
    service.find(Self.address, 1, at: nil)
    #expect(try await post.eventually(1) == .failure(.notConfigured))
    service.end()
    #expect(home.files.allSatisfy { !$0.path.contains("cache.sqlite") })
  }

  @Test func aNewerQuestionEndsTheOneBefore() async throws {
    let hangs = try ScriptedServer(.loopback) { connection, server in
      while let request = connection.request() {
        server.note(request)
        if request.target.contains("Howick") { return connection.waitForClose() }
        connection.answer(200, Self.found)
      }
    }
    let (home, post) = (try Home("geocoder: {url: '\(hangs.address)'}"), Post())
    let service = service(home, post)
    service.find("Howick", 1, at: nil)
    while hangs.requests.isEmpty { await Task.yield() }
    service.find(Self.address, 2, at: nil)
    #expect(try await post.eventually(2).get().found.first?.civicNumber == "1867")
    #expect(post.answer(1) == nil)
    service.end()
    #expect(post.answer(1) == nil)
  }

  /// Addresses go to the geocoder and into its cache, and to no other file, whatever becomes of the question.
  @Test(arguments: [200, 400, 403, 429, 500, 503, 0])
  func addressesAreInNoLog(_ status: Int) async throws {
    let server = try ScriptedServer(.loopback) { connection, server in
      while let request = connection.request() {
        server.note(request)
        // 0 is a connection that breaks.
        if status == 0 { return connection.reset() }
        connection.answer(status, status == 200 ? Self.found : "<html>\(Self.address)</html>")
      }
    }
    let (home, post) = (try Home("geocoder: {url: '\(server.address)'}"), Post())
    let setup = home.setup
    let service = service(home, post)
    service.find(Self.address, 1, at: nil)
    let answer = try await post.eventually(1)
    let files = home.files
    service.end()
    #expect(!server.requests.isEmpty)
    for file in files where file.bytes.range(of: Data("Clotilde".utf8)) != nil {
      #expect(file.path.contains("/gigafibre-dispatch/cache.sqlite"))
      #expect(file.mode == 0o600)
    }
    let kept = files.contains { $0.bytes.range(of: Data("Clotilde".utf8)) != nil }
    #expect(kept == (status == 200))
    if case .failure(let failure) = answer {
      #expect(!setup.words.geocoderSays(failure).contains("Clotilde"))
    } else {
      #expect(status == 200)
    }
  }

  @Test func consolesOfOneUserShareWhatTheyLearnt() async throws {
    let server = try ScriptedServer.answering(.loopback) { _, connection in connection.answer(200, Self.found) }
    let home = try Home("geocoder: {url: '\(server.address)'}")
    for _ in 0..<2 {
      let post = Post()
      let service = service(home, post)
      service.find(Self.address, 1, at: nil)
      #expect(try await post.eventually(1).get().found.count == 1)
      service.end()
    }
    #expect(server.requests.count == 1)
  }

  /// Two consoles with a cache of their own connection each: the second waits until it is its turn.
  @Test func consolesTakeTurns() async throws {
    let server = try ScriptedServer.answering(.loopback) { _, connection in connection.answer(200, Self.found) }
    let home = try Home("geocoder: {url: '\(server.address)', pause: 30}")
    let posts = [Post(), Post()]
    let services = posts.map { service(home, $0) }
    services[0].find("Howick", 1, at: nil)
    #expect(try await posts[0].eventually(1).get().found.count == 1)
    services[1].find("Ormstown", 1, at: nil)
    guard case .failure(.tooManyRequests(let seconds?)) = try await posts[1].eventually(1) else {
      Issue.record("was not made to wait")
      return
    }
    #expect((1...30).contains(seconds))
    #expect(server.requests.count == 1)
    for service in services { service.end() }
  }

  @Test func everyFailureHasItsSentence() {
    for language in Language.allCases {
      let failures: [GeocodingFailure] = [
        .notConfigured, .noConnection, .timedOut, .tooManyRequests(retryAfter: nil), .tooManyRequests(retryAfter: 30), .blocked,
        .badRequest("No"), .serverError(503), .notUnderstood,
      ]
      let sentences = failures.map { Words(language).geocoderSays($0) }
      #expect(Set(sentences).count == failures.count)
    }
  }

  // MARK: From the shell

  @Test func anAddressIsFoundFromTheShell() async throws {
    let server = try ScriptedServer.answering(.loopback) { _, connection in connection.answer(200, Self.found) }
    let home = try Home("geocoder: {url: '\(server.address)'}")
    let text = await GeocodeRun("1867A chemin de la Riviere, Howick")(home.setup)
    #expect(text.code == ExitCode.done)
    #expect(text.output == "45.16\t-73.68\thouse\tother-municipality,other-number\t1867, Chemin de la Riviere\n")
    let json = await GeocodeRun(Self.address, asJSON: true)(home.setup)
    let value = try JSONValue(parsing: json.output)
    #expect(value["found"]?[0]?["civic_number"] == "1867")
    #expect(value["found"]?[0]?["differences"]?.array?.isEmpty == true)
    #expect(value["asked"]?.isNull == true)
    server.stop()
    let failed = await GeocodeRun("Ormstown")(home.setup)
    #expect(failed.code == ExitCode.failed && failed.complaint.contains("géocodeur"))
    #expect(await GeocodeRun(" , ")(home.setup).code == ExitCode.usage)
  }
}
