import Domain
import Glibc
import ScriptedServer
import Synchronization
import Testing
import Transport

@testable import Tiles

@Suite struct TileServerTests {
  private let tile: [UInt8] = [0x1A, 7, 0x78, 2, 0x0A, 3, 0x61, 0x62, 0x63]
  private let place = TileNumber(z: 14, x: 4_838, y: 5_880)

  /// A clock that stands until it is set.
  private final class Clock: Sendable {
    private let seconds = Mutex<Int64>(1_700_000_000)
    func now() -> Int64 { seconds.withLock { $0 } }
    func pass(_ more: Int64) { seconds.withLock { $0 += more } }
  }

  private func connected(
    _ scripted: ScriptedServer, _ path: String, _ cache: TileCache?, _ http: HTTPClient, _ clock: Clock = Clock()
  ) -> TileServer {
    TileServer(scripted.address + path, http: http, cache: cache, now: { clock.now() })
  }

  private func answering(_ status: Int, _ body: [UInt8], _ headers: String = "") throws -> ScriptedServer {
    try ScriptedServer.answering(.loopback) { _, connection in
      connection.send(Array("HTTP/1.1 \(status) X\r\n\(headers)Content-Length: \(body.count)\r\n\r\n".utf8) + body)
    }
  }

  @Test func aTileIsAskedForOnceAndKeptForAWeek() async throws {
    let folder = try TemporaryFolder()
    let scripted = try answering(200, gzipped(tile), "Content-Encoding: gzip\r\nCache-Control: max-age=60\r\n")
    defer { scripted.stop() }
    let http = HTTPClient(userAgent: "gigafibre-dispatch/test")
    let clock = Clock()
    let cache = try #require(TileCache(directory: folder.path + "/a/tiles", capacity: 1 << 20))
    let server = connected(scripted, "/t/{z}/{x}/{y}.mvt?key=a%20b", cache, http, clock)
    #expect(server.kept(place) == nil)
    let fetched = try await server.fetch(place)
    #expect(fetched.bytes == tile)
    // Nothing is kept before it has been decoded.
    #expect(server.kept(place) == nil)
    server.keep(fetched)
    #expect(server.kept(place) == .init(bytes: tile, isFresh: true))
    clock.pass(7 * 86_400 - 1)
    #expect(server.kept(place)?.isFresh == true)
    clock.pass(2)
    #expect(server.kept(place) == .init(bytes: tile, isFresh: false))
    let request = try #require(scripted.requests.first)
    #expect(request.target == "/t/14/4838/5880.mvt?key=a%20b")
    #expect(request.headers["user-agent"] == "gigafibre-dispatch/test")
    #expect(scripted.requests.count == 1)
    // Another console finds the same.
    let other = try #require(TileCache(directory: folder.path + "/a/tiles", capacity: 1 << 20))
    #expect(connected(scripted, "/t/{z}/{x}/{y}.mvt?key=a%20b", other, http, clock).kept(place)?.bytes == tile)
    #expect(connected(scripted, "/u/{z}/{x}/{y}.mvt", other, http, clock).kept(place) == nil)
    server.forget(place)
    #expect(server.kept(place) == nil)
    http.shutDown()
  }

  @Test func theCacheIsTheUsersOwn() throws {
    let folder = try TemporaryFolder()
    _ = try #require(TileCache(directory: folder.path + "/x/tiles", capacity: 1 << 20))
    var status = stat()
    #expect(stat(folder.path + "/x/tiles", &status) == 0 && status.st_mode & 0o777 == 0o700)
    #expect(stat(folder.path + "/x/tiles/tiles.sqlite", &status) == 0 && status.st_mode & 0o777 == 0o600)
    // A damaged one is made anew.
    let path = try folder.write("tiles.sqlite", Array("no database at all, but long enough to look like one".utf8))
    let cache = try #require(TileCache(directory: folder.path, capacity: 1 << 20))
    cache.keep(tile, as: place, of: "a", at: 1, expiring: 9)
    #expect(cache.tile(place, of: "a", at: 2)?.bytes == tile)
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func theCacheStaysWithinItsBoundAndLetsTheLeastUsedGo() throws {
    let folder = try TemporaryFolder()
    let cache = try #require(TileCache(directory: folder.path, capacity: 100_000))
    let bytes = [UInt8](repeating: 1, count: 1_872)
    func number(_ x: Int) -> TileNumber { TileNumber(z: 14, x: x, y: 1) }
    for x in 0..<50 { cache.keep(bytes, as: number(x), of: "a", at: Int64(x), expiring: 1 << 40) }
    #expect(cache.tileCount() == 50)
    // The first is looked at once more, long after.
    _ = cache.tile(number(0), of: "a", at: 10_000)
    for x in 50..<80 { cache.keep(bytes, as: number(x), of: "a", at: 10_000, expiring: 1 << 40) }
    #expect(cache.tileCount() <= 50)
    #expect(cache.tile(number(0), of: "a", at: 10_000) != nil)
    #expect(cache.tile(number(1), of: "a", at: 10_000) == nil)
    #expect(cache.tile(number(79), of: "a", at: 10_000) != nil)
    cache.keep([UInt8](repeating: 1, count: 200_000), as: number(99), of: "a", at: 1, expiring: 9)
    #expect(cache.tile(number(99), of: "a", at: 10_000) == nil)
  }

  @Test func whatIsNoTileIsNeverTaken() async throws {
    let http = HTTPClient()
    for (status, body, headers, expected) in [
      (200, Array("<html>sign in</html>".utf8), "", .notATile),
      (200, Array("hello".utf8), "Content-Type: text/html; charset=utf-8\r\n", .notATile),
      (200, [0x89, 0x50, 0x4E, 0x47], "", .notVector(type: "png")), (403, [], "", .status(403)), (500, [], "", .status(500)),
      (429, [], "Retry-After: 5\r\n", .status(429)),
      (200, gzipped([UInt8](repeating: 0, count: 20 << 20)), "", .tooLarge(limit: 8 << 20)),
    ] as [(Int, [UInt8], String, TileFailure)] {
      let scripted = try answering(status, body, headers)
      defer { scripted.stop() }
      let server = connected(scripted, "/{z}/{x}/{y}", nil, http)
      await #expect(throws: expected) { try await server.fetch(place) }
    }
    http.shutDown()
  }

  @Test func aServerThatHasNoneSaysSoAndOneThatRefusesIsLeftAlone() async throws {
    let http = HTTPClient()
    for status in [204, 404] {
      let scripted = try answering(status, [])
      defer { scripted.stop() }
      #expect(try await connected(scripted, "/{z}/{x}/{y}", nil, http).fetch(place).bytes == nil)
    }
    let clock = Clock()
    let scripted = try answering(429, [], "Retry-After: 30\r\n")
    defer { scripted.stop() }
    let server = connected(scripted, "/{z}/{x}/{y}", nil, http, clock)
    for _ in 0..<3 { await #expect(throws: TileFailure.status(429)) { try await server.fetch(place) } }
    #expect(scripted.requests.count == 1)
    clock.pass(31)
    await #expect(throws: TileFailure.status(429)) { try await server.fetch(place) }
    #expect(scripted.requests.count == 2)
    http.shutDown()
  }

  @Test func aDescriptionNamesTheTilesAndStaysKnown() async throws {
    let folder = try TemporaryFolder()
    let http = HTTPClient()
    let tile = tile
    let isUp = Atomic<Bool>(true)
    let scripted = try ScriptedServer.answering(.loopback) { request, connection in
      guard isUp.load(ordering: .relaxed) else { return _ = connection.answer(503) }
      if request.target.hasPrefix("/tiles.json") {
        connection.answer(
          200,
          """
          {"tilejson":"3.0.0","tiles":["/v1/{z}/{x}/{y}"],"scheme":"tms","minzoom":2,"maxzoom":13,
           "attribution":"<a href='x'>© Someone</a>","vector_layers":[{"id":"streets"}]}
          """)
      } else {
        connection.send(Array("HTTP/1.1 200 OK\r\nContent-Length: \(tile.count)\r\n\r\n".utf8) + tile)
      }
    }
    defer { scripted.stop() }
    let cache = try #require(TileCache(directory: folder.path, capacity: 1 << 20))
    let first = connected(scripted, "/tiles.json?key=1", cache, http)
    let facts = try await first.open()
    #expect(facts.name == "127.0.0.1")
    #expect(facts.zooms == 2...13)
    #expect(facts.attribution == "© Someone")
    #expect(facts.layers == ["streets"])
    #expect(try await first.fetch(TileNumber(z: 3, x: 1, y: 0)).bytes == tile)
    #expect(scripted.requests.map(\.target) == ["/tiles.json?key=1", "/v1/3/1/7"])
    // The next start finds the server down.
    isUp.store(false, ordering: .relaxed)
    #expect(try await connected(scripted, "/tiles.json?key=1", cache, http).open() == facts)
    await #expect(throws: TileFailure.status(503)) { try await connected(scripted, "/tiles.json?key=2", cache, http).open() }
    http.shutDown()
  }

  @Test func addressesThatCannotBeReadAreNamed() async throws {
    let http = HTTPClient()
    for (address, expected) in [
      ("http://tiles.example.org/{z}/{x}/{y}", .insecure), ("https://tiles.example.org/a.pmtiles", .remoteFile),
      ("https://tiles.example.org/{z}/{x}", .badAddress), ("ftp://x/{z}/{x}/{y}", .badAddress),
    ] as [(String, TileFailure)] {
      await #expect(throws: expected) { try await TileServer(address, http: http, cache: nil).open() }
    }
    let page = try ScriptedServer.answering(.loopback) { _, connection in connection.answer(200, "<html>") }
    defer { page.stop() }
    await #expect(throws: TileFailure.badDescription) { try await connected(page, "/tiles.json", nil, http).open() }
    let empty = try ScriptedServer.answering(.loopback) { _, connection in connection.answer(200, "{}") }
    await #expect(throws: TileFailure.badDescription) { try await connected(empty, "/tiles.json", nil, http).open() }
    defer { empty.stop() }
    let closed = try answering(200, tile)
    closed.stop()
    let gone = connected(closed, "/{z}/{x}/{y}", nil, http)
    await #expect { try await gone.fetch(place) } throws: { error in
      if case .unreachable? = error as? TileFailure { true } else { false }
    }
    http.shutDown()
  }
}
