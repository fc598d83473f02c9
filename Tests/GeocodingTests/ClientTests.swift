import Domain
import Foundation
import ScriptedServer
import Synchronization
import Testing
import Transport

@testable import Geocoding

/// A cache and turns in memory, that tell what became of them.
final class RememberingStore: GeocodingCache, GeocodingTurns {
  struct Memory: Sendable {
    var answers: [String: [UInt8]] = [:]
    var lives: [Int] = []
    var taken: [String] = []
    var putOff: [Int64] = []
    /// Milliseconds that the next asker has to wait; the one after that is let through.
    var wait: Int64 = 0
  }

  let memory = Mutex(Memory())
  var seen: Memory { memory.withLock { $0 } }

  func answer(to question: String) async -> [UInt8]? { memory.withLock { $0.answers[question] } }
  func keep(_ answer: [UInt8], to question: String, for seconds: Int) async {
    memory.withLock {
      $0.answers[question] = answer
      $0.lives.append(seconds)
    }
  }
  func take(at server: String, every interval: Int64) async -> Int64 {
    memory.withLock { memory in
      if memory.wait > 0 {
        defer { memory.wait = memory.wait > 1_000 ? memory.wait : 0 }
        return memory.wait
      }
      memory.taken.append("\(server) \(interval)")
      return 0
    }
  }
  func putOff(_ server: String, by milliseconds: Int64) async { memory.withLock { $0.putOff.append(milliseconds) } }
}

@Suite struct ClientTests {
  /// Answers as the recorded server did to the same words; to what was not recorded it knows nothing.
  private static func recorded() throws -> ScriptedServer {
    let answers = Dictionary(
      NominatimRecording.all.filter { $0.method == "GET" && $0.status == 200 && $0.target.hasPrefix("/search?") }
        .filter { $0.query["format"] == "jsonv2" && $0.query["countrycodes"] == nil && $0.query["json_callback"] == nil }
        .map { ($0.query["q"] ?? "\($0.query["street"] ?? "")|\($0.query["postalcode"] ?? "")", $0.body) }
    ) { first, _ in first }
    return try ScriptedServer.answering { request, connection in
      let query = Self.query(request.target)
      let key = query["q"] ?? "\(query["street"] ?? "")|\(query["postalcode"] ?? "")"
      connection.answer(200, answers[key] ?? "[]")
    }
  }

  static func query(_ target: String) -> [String: String] {
    let pairs = target.drop { $0 != "?" }.dropFirst().split(separator: "&").map { pair -> (String, String) in
      let halves = pair.split(separator: "=", maxSplits: 1)
      return (String(halves[0]), halves.count > 1 ? String(halves[1]).removingPercentEncoding! : "")
    }
    return Dictionary(pairs) { $1 }
  }

  private static let manner = GeocodingManner(language: "fr", center: .headquarters)

  private func client(
    _ server: ScriptedServer, store: RememberingStore? = nil, pause: Int64? = nil, isCached: Bool = true
  ) throws -> NominatimClient {
    let origin = try Origin(server.address, socketPath: server.socketPath)
    return NominatimClient(
      server: NominatimServer(origin: origin, pause: pause, isCached: isCached), manner: Self.manner, version: "9.9",
      http: HTTPClient(), cache: store, turns: store)
  }

  private func asked(_ server: ScriptedServer) -> [String] {
    server.requests.map { request in
      let query = Self.query(request.target)
      return query["q"] ?? "\(query["street"] ?? "")|\(query["postalcode"] ?? "")"
    }
  }

  @Test func asksAsThePolicyWantsIt() async throws {
    let server = try Self.recorded()
    _ = try await client(server).find("1867 chemin de la Rivière, Sainte-Clotilde")
    let request = try #require(server.requests.first)
    #expect(request.method == "GET")
    #expect(request.headers["user-agent"] == "gigafibre-dispatch/9.9")
    #expect(request.headers["authorization"] == nil && request.headers["cookie"] == nil && request.headers["referer"] == nil)
    #expect(
      Self.query(request.target) == [
        "q": "1867 chemin de la Rivière, Sainte-Clotilde", "format": "jsonv2", "addressdetails": "1", "countrycodes": "ca",
        "limit": "10", "viewbox": "-74.68000,45.86000,-72.68000,44.46000", "accept-language": "fr",
      ])
    #expect(server.requests.count == 1)
  }

  /// What people write, what is asked in the end, and what the recorded server then knew. Each of them it did not understand as typed.
  private static let written: [(String, String)] = [
    ("1867 chemin de la Rivière app. 3, Sainte-Clotilde", "1867"), ("1867A chemin de la Rivière, Sainte-Clotilde", "1867"),
    ("1867 #3 chemin de la Rivière, Sainte-Clotilde", "1867"), ("1867-1869 chemin de la Rivière, Sainte-Clotilde", "1867"),
    ("1867-3 chemin de la Rivière, Sainte-Clotilde", "1867"), ("1867 chem. de la Rivière, Sainte-Clotilde", "1867"),
    ("C.P. 12, 1867 chemin de la Rivière, Sainte-Clotilde", "1867"), ("48 rg St-Joseph, Ste-Clotilde", "48"),
    ("48 rg Saint-Joseph, Sainte-Clotilde", "48"), ("77 mtée Singer, Sainte-Clotilde", "77"),
    ("77 mtee Singer, Sainte-Clotilde", "77"), ("310 3 rang, Sainte-Clotilde", "310"), ("310 3ième rang, Sainte-Clotilde", "310"),
    ("310 troisième rang, Sainte-Clotilde", "310"), ("1867 chemin de la Rivière, Sainte-Clothilde", "1867"),
  ]

  @Test(arguments: written)
  func findsTheDoorThatTheServerDidNotUnderstand(_ typed: String, _ door: String) async throws {
    let unknown = NominatimRecording.all.first { $0.query["q"] == typed }
    #expect(unknown?.body == "[]", "the recording knows it as it is")
    let server = try Self.recorded()
    let answer = try await client(server).find(typed)
    #expect(answer.found.first?.civicNumber == door)
    #expect(answer.asked == asked(server).last)
    #expect(answer.attribution == "© OpenStreetMap")
    #expect(server.requests.count <= AddressQuestions.most)
  }

  @Test func whatCannotBeFoundEndsWithItsTown() async throws {
    let server = try Self.recorded()
    let answer = try await client(server).find("825 rte 209, St-Rémi")
    #expect(answer.found.isEmpty)
    let town = try await client(server).find("1867 River Road, Sainte-Clotilde")
    #expect(town.found.first?.precision == .municipality)
    #expect(town.asked == "Sainte-Clotilde")
    #expect(
      asked(server).suffix(4) == [
        "1867 River Road, Sainte-Clotilde", "1867 River, Sainte-Clotilde", "1867 River Road", "Sainte-Clotilde",
      ])
  }

  @Test func aStreetWithoutTheDoorIsAskedNoFurther() async throws {
    let server = try Self.recorded()
    let answer = try await client(server).find("1869 chemin de la Rivière, Sainte-Clotilde")
    #expect(answer.found.map(\.precision) == [.street])
    #expect(answer.asked == nil)
    #expect(server.requests.count == 1)
  }

  @Test func theTownThatWasNamedComesFirst() async throws {
    let server = try Self.recorded()
    let answer = try await client(server).find("1867 chemin de la Rivière, Sainte-Clothilde")
    #expect(answer.found.map(\.municipality) == ["Châteauguay", "Sainte-Clotilde"])
    let both = NominatimRecording.named("search_ambiguous_no_city").body
    let other = try ScriptedServer.answering { _, connection in connection.answer(200, both) }
    #expect(try await client(other).find("1867 ch. de la Rivière, Ste-Clotilde").found.first?.municipality == "Sainte-Clotilde")
  }

  @Test func namesWhatStandsAtAPlace() async throws {
    let body = NominatimRecording.named("reverse_hq").body
    let server = try ScriptedServer.answering { request, connection in
      connection.answer(200, request.target.contains("lat=40.") ? #"{"error":"Unable to geocode"}"# : body)
    }
    let client = try client(server)
    let place = try await client.name(Coordinate(latitude: 45.162850004, longitude: -73.67585)!)
    #expect(place?.civicNumber == "1867")
    #expect(server.requests[0].target.hasPrefix("/reverse?lat=45.16285&lon=-73.67585&format=jsonv2&addressdetails=1"))
    #expect(try await client.name(Coordinate(latitude: 40, longitude: -40)!) == nil)
  }

  // MARK: Failures

  @Test func theLocationOfAnotherServerIsNotFollowed() async throws {
    let other = try ScriptedServer.answering(.loopback) { _, connection in connection.answer(200, "[]") }
    let server = try ScriptedServer.answering(.loopback) { _, connection in
      connection.answer(302, "", headers: "Location: \(other.address)/search\r\n")
    }
    await #expect(throws: GeocodingFailure.notUnderstood) { try await client(server).find("Sainte-Clotilde") }
    #expect(other.requests.isEmpty)
  }

  @Test func nobodyListening() async throws {
    let server = try Self.recorded()
    let client = try client(server)
    server.stop()
    await #expect(throws: GeocodingFailure.noConnection) { try await client.find("Sainte-Clotilde") }
  }

  @Test func anAnswerThatBreaksOff() async throws {
    let server = try ScriptedServer { connection, _ in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{\"lat\":")
    }
    await #expect(throws: GeocodingFailure.noConnection) { try await client(server).find("Sainte-Clotilde") }
  }

  @Test func cancellingEndsAQuestionThatHangs() async throws {
    let server = try ScriptedServer { connection, server in
      if let request = connection.request() { server.note(request) }
      connection.waitForClose()
    }
    let client = try client(server)
    let task = Task { () -> Bool in
      do {
        _ = try await client.find("Sainte-Clotilde")
        return false
      } catch { return true }
    }
    while server.requests.isEmpty { await Task.yield() }
    task.cancel()
    #expect(await task.value)
  }

  @Test func aServerThatFailsIsPutOffLongerEachTime() async throws {
    let isBroken = Mutex(true)
    let server = try ScriptedServer.answering { _, connection in
      connection.answer(isBroken.withLock { $0 } ? 500 : 200, "[]")
    }
    let store = RememberingStore()
    let client = try client(server, store: store, pause: 1_000)
    for _ in 0..<3 { await #expect(throws: GeocodingFailure.serverError(500)) { try await client.find("Howick") } }
    isBroken.withLock { $0 = false }
    _ = try await client.find("Howick")
    isBroken.withLock { $0 = true }
    await #expect(throws: GeocodingFailure.serverError(500)) { try await client.find("Ormstown") }
    #expect(store.seen.putOff == [1_000, 2_000, 4_000, 1_000])
  }

  @Test func retryAfterIsKeptTo() async throws {
    let server = try ScriptedServer.answering { _, connection in
      connection.answer(429, "<html>", headers: "Retry-After: 45\r\n")
    }
    let store = RememberingStore()
    await #expect(throws: GeocodingFailure.tooManyRequests(retryAfter: 45)) {
      try await client(server, store: store, pause: 1_000).find("Howick")
    }
    #expect(store.seen.putOff == [45_000])
  }

  // MARK: Turns and the cache

  @Test func takesATurnForEachRequest() async throws {
    let server = try Self.recorded()
    let store = RememberingStore()
    store.memory.withLock { $0.wait = 5 }
    _ = try await client(server, store: store, pause: 1_000).find("1867A chemin de la Rivière, Sainte-Clotilde")
    #expect(store.seen.taken == ["http://localhost 1000", "http://localhost 1000"])
  }

  @Test func tellsRatherThanWaitsForLong() async throws {
    let server = try Self.recorded()
    let store = RememberingStore()
    store.memory.withLock { $0.wait = 30_000 }
    await #expect(throws: GeocodingFailure.tooManyRequests(retryAfter: 30)) {
      try await client(server, store: store, pause: 1_000).find("Howick")
    }
    #expect(server.requests.isEmpty)
  }

  @Test func onlyPublicServersAreWaitedFor() throws {
    func pause(_ address: String, _ pause: Int64? = nil) throws -> Int64 {
      NominatimServer(origin: try Origin(address), pause: pause).pause
    }
    #expect(try pause(NominatimServer.publicAddress) == 1_000)
    #expect(try pause(NominatimServer.publicAddress, 0) == 1_000)
    #expect(try pause("https://geocoder.example") == 1_000)
    #expect(try pause("https://geocoder.example", 250) == 250)
    #expect(try pause("http://127.0.0.1:8977") == 0)
    #expect(try pause("http://127.0.0.1:8977", 500) == 500)
  }

  @Test func whatWasAnsweredIsNotAskedAgain() async throws {
    let server = try Self.recorded()
    let store = RememberingStore()
    let client = try client(server, store: store)
    let first = try await client.find("1867A chemin de la Rivière, Sainte-Clotilde")
    #expect(store.seen.lives == [NominatimClient.emptyLife, NominatimClient.answerLife])
    let count = server.requests.count
    #expect(try await client.find("1867A chemin de la Rivière, Sainte-Clotilde") == first)
    #expect(server.requests.count == count)
  }

  @Test func failuresAreNotKept() async throws {
    for body in ["<html>", #"{"error":"Bad"}"#, "[{\"lat\":"] {
      let server = try ScriptedServer.answering { _, connection in connection.answer(200, body) }
      let store = RememberingStore()
      await #expect(throws: GeocodingFailure.self) { try await client(server, store: store).find("Howick") }
      #expect(store.seen.answers.isEmpty)
    }
  }

  @Test func aSiteWhoseAddressesChangeIsAlwaysAsked() async throws {
    let server = try Self.recorded()
    let store = RememberingStore()
    let client = try client(server, store: store, isCached: false)
    _ = try await client.find("Sainte-Clotilde")
    _ = try await client.find("Sainte-Clotilde")
    #expect(server.requests.count == 2)
    #expect(store.seen.answers.isEmpty)
  }

  @Test func anotherLanguageIsAnotherQuestion() async throws {
    let server = try Self.recorded()
    let store = RememberingStore()
    let origin = try Origin(server.address, socketPath: server.socketPath)
    for language in ["fr", "en"] {
      let client = NominatimClient(
        server: NominatimServer(origin: origin, email: "a@example.org"),
        manner: GeocodingManner(language: language, center: .headquarters), version: "1", http: HTTPClient(), cache: store)
      _ = try await client.find("Sainte-Clotilde")
    }
    #expect(server.requests.map { Self.query($0.target)["accept-language"] } == ["fr", "en"])
    #expect(server.requests.allSatisfy { Self.query($0.target)["email"] == "a@example.org" })
  }
}
