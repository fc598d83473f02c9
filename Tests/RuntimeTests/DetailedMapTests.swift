import Cartography
import Console
import Domain
import Foundation
import ScriptedServer
import Synchronization
import Testing
import TileWriting

@testable import Runtime

/// Waits for what the reading threads post.
private final class Post: Sendable {
  private let messages = Mutex<[Message]>([])

  func take(_ message: Message) { messages.withLock { $0.append(message) } }
  var all: [Message] { messages.withLock { $0 } }

  var tiles: [TileAddress: TileShelf.Entry] {
    all.reduce(into: [:]) { entries, message in
      if case .tiles(let more) = message { entries.merge(more) { _, new in new } }
    }
  }
  var news: [TileSourceNews] { all.compactMap { if case .tileSource(let news) = $0 { news } else { nil } } }

  func until(_ condition: (Post) -> Bool) async -> Bool {
    let end = ContinuousClock.now + .seconds(30)
    while !condition(self) {
      if ContinuousClock.now > end { return false }
      try? await Task.sleep(for: .milliseconds(2))
    }
    return true
  }
}

@Suite struct DetailedMapTests {
  private func address(_ z: Int, _ x: Int, _ y: Int) -> TileAddress { TileAddress(z: z, x: x, y: y)! }

  private var water: [UInt8] {
    var writer = TileWriter()
    writer.layer("water", [.init(.areas, [], [[(0, 0), (9, 0), (9, 9)]])])
    writer.layer("transportation", [])
    return writer.bytes
  }

  private func location(_ text: String, _ cache: String = "") -> TileLocation {
    TileLocation(text, home: "/nowhere", cacheDirectory: cache, cacheMegabytes: 10)
  }

  private func folder() throws -> String {
    let path = NSTemporaryDirectory() + "gd-map-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test func aServersTilesComeAreKeptAndTheirAncestorsStandForThoseFartherIn() async throws {
    let cache = try folder()
    defer { try? FileManager.default.removeItem(atPath: cache) }
    let water = water
    let scripted = try ScriptedServer.answering(.loopback) { request, connection in
      let isThere = request.target.hasPrefix("/14/4838/")
      let body = isThere ? water : []
      connection.send(Array("HTTP/1.1 \(isThere ? 200 : 404) X\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body)
    }
    let post = Post()
    let map = DetailedMap(location(scripted.address + "/{z}/{x}/{y}", cache)) { post.take($0) }
    let near = (0..<4).map { address(16, 4_838 * 4 + $0, 5_880 * 4) }
    map.want(near + [address(14, 4_838, 5_881), address(14, 1, 1)])
    #expect(await post.until { $0.tiles.count == 3 })
    #expect(Set(post.tiles.keys) == [address(14, 4_838, 5_880), address(14, 4_838, 5_881), address(14, 1, 1)])
    #expect(post.tiles[address(14, 1, 1)] == .absent)
    guard case .tile(let tile)? = post.tiles[address(14, 4_838, 5_880)] else {
      Issue.record("no tile")
      return
    }
    #expect(tile.features.map(\.kind) == [.water])
    #expect(post.news == [.opened(TileSource(name: "127.0.0.1", attribution: "", zooms: 0...14))])
    #expect(scripted.requests.count == 3)
    map.finish()
    // Another start needs the server no more.
    scripted.stop()
    let later = Post()
    let again = DetailedMap(location(scripted.address + "/{z}/{x}/{y}", cache)) { later.take($0) }
    again.want([address(14, 4_838, 5_880), address(14, 1, 1)])
    #expect(await later.until { $0.tiles.count == 2 })
    #expect(later.tiles[address(14, 4_838, 5_880)] == .tile(tile))
    again.finish()
  }

  @Test func whatCannotBeDecodedIsNotKept() async throws {
    let cache = try folder()
    defer { try? FileManager.default.removeItem(atPath: cache) }
    let spoilt = Array(water.dropLast(2))
    let scripted = try ScriptedServer.answering(.loopback) { _, connection in
      connection.send(Array("HTTP/1.1 200 X\r\nContent-Length: \(spoilt.count)\r\n\r\n".utf8) + spoilt)
    }
    for _ in 0..<2 {
      let post = Post()
      let map = DetailedMap(location(scripted.address + "/{z}/{x}/{y}", cache)) { post.take($0) }
      map.want([address(3, 1, 1)])
      #expect(await post.until { $0.tiles.count == 1 })
      #expect(post.tiles[address(3, 1, 1)] == .absent)
      #expect(post.news.contains(.tileFailed(.undecodable)))
      map.finish()
    }
    #expect(scripted.requests.count == 2)
  }

  @Test func theNewestRequestGoesFirstAndWhatItLeavesOutIsDropped() async throws {
    let isHeld = Atomic<Bool>(true)
    let water = water
    let scripted = try ScriptedServer.answering(.loopback) { _, connection in
      while isHeld.load(ordering: .acquiring) { usleepBriefly() }
      connection.send(Array("HTTP/1.1 200 X\r\nContent-Length: \(water.count)\r\n\r\n".utf8) + water)
    }
    let cache = try folder()
    defer { try? FileManager.default.removeItem(atPath: cache) }
    let post = Post()
    let map = DetailedMap(location(scripted.address + "/{z}/{x}/{y}", cache)) { post.take($0) }
    map.want((0..<30).map { address(10, $0, 5) })
    // As many as are read at once are under way.
    #expect(await post.until { _ in scripted.requests.count >= 4 })
    // One of those once more, and a new one.
    map.want([address(10, 0, 5), address(10, 500, 5)])
    isHeld.store(false, ordering: .releasing)
    #expect(await post.until { $0.tiles.count == 5 })
    #expect(Set(post.tiles.keys) == Set((0..<4).map { address(10, $0, 5) } + [address(10, 500, 5)]))
    #expect(scripted.requests.count == 5)
    map.finish()
  }

  @Test func aSourceThatIsNotThereSaysSoAndIsTriedAgain() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/none.mbtiles"
    let post = Post()
    let map = DetailedMap(location(path)) { post.take($0) }
    map.want([address(3, 1, 1), address(3, 1, 2)])
    #expect(await post.until { $0.news == [.failed(.missing(path: path))] })
    try Data("neither of them".utf8).write(to: URL(fileURLWithPath: path))
    map.want([address(3, 1, 1)])
    #expect(await post.until { $0.news.last == .failed(.notTiles(path: path)) })
    #expect(post.tiles.isEmpty)
    map.finish()
  }

  @Test func withoutASourceEveryPlaceIsEmpty() {
    let post = Post()
    DetailedMap(nil) { post.take($0) }.want([address(3, 1, 1)])
    #expect(post.tiles == [address(3, 1, 1): .absent])
  }

  @Test func homeIsWrittenOut() {
    #expect(location("~/maps/a.mbtiles").place == .file(path: "/nowhere/maps/a.mbtiles"))
    #expect(location("https://x/{z}/{x}/{y}").place == .server(address: "https://x/{z}/{x}/{y}"))
  }
}
