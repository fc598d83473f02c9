import Canvas
import Cartography
import Configuration
import Domain
import Testing

@testable import Console

@Suite struct MapTilesTests {
  private let source = TileSource(name: "quebec.mbtiles", attribution: "© OpenStreetMap\u{1B}[2J", zooms: 0...14)

  private func desk() -> Desk {
    var desk = Desk()
    desk.state.preferences.hasDetailedMap = true
    return desk
  }

  /// What the last message asked for.
  private func asked(_ effects: [Effect]) -> [TileAddress]? {
    effects.compactMap { if case .loadTiles(let addresses) = $0 { addresses } else { nil } }.last
  }

  @Test func withoutASourceNothingIsAsked() {
    var desk = Desk()
    desk.state.map.chosen = desk.state.mapView.moved(columns: 40, rows: 3)
    desk.press("j", "k", "Tab")
    #expect(asked(desk.effects) == nil)
  }

  @Test func visibleTilesAreAskedForOnceAndTheRingAfterThem() throws {
    var desk = desk()
    let first = try #require(asked(desk.send(.clock(desk.state.now))))
    let cover = desk.state.mapView.tiles(in: desk.state.mapSize, zooms: 0...22)
    #expect(first == cover.visible + cover.around)
    #expect(!cover.visible.isEmpty && !cover.around.isEmpty)
    // On their way.
    #expect(asked(desk.press("j", "k")) == nil)
    // Here.
    desk.send(.tiles(Dictionary(uniqueKeysWithValues: first.map { ($0, .absent) })))
    #expect(asked(desk.press("j", "k")) == nil)
    desk.state.map.chosen = desk.state.mapView.moved(columns: 200, rows: 0)
    let next = try #require(asked(desk.send(.clock(desk.state.now))))
    #expect(Set(next).isDisjoint(with: first))
  }

  @Test func whatIsBeyondTheSourcesZoomsIsAskedForAsItsAncestor() throws {
    var desk = desk()
    desk.state.map.chosen = MapView(center: .headquarters, zoom: 16.5)
    let early = try #require(asked(desk.send(.clock(desk.state.now))))
    #expect(early.allSatisfy { $0.z == 16 })
    let late = try #require(asked(desk.send(.tileSource(.opened(source)))))
    #expect(late.allSatisfy { $0.z == 14 })
    #expect(desk.state.mapAttribution.hasPrefix("© OpenStreetMap"))
    #expect(!desk.state.mapAttribution.contains("\u{1B}"))
    desk.state.map.chosen = MapView(center: .headquarters, zoom: 12)
    #expect(try #require(asked(desk.send(.clock(desk.state.now)))).allSatisfy { $0.z == 12 })
  }

  @Test func aFailureIsToldOnceAndTriedAgainAfterAWhile() throws {
    var desk = desk()
    desk.send(.clock(desk.state.now))
    desk.send(.tileSource(.failed(.missing(path: "/maps/quebec.mbtiles"))))
    #expect(desk.state.mapFailure?.contains("/maps/quebec.mbtiles") == true)
    #expect(desk.toasts.filter { $0.contains("carte détaillée") }.count == 1)
    #expect(asked(desk.press("j", "k")) == nil)
    desk.send(.tileSource(.failed(.missing(path: "/maps/quebec.mbtiles"))))
    #expect(desk.toasts.filter { $0.contains("carte détaillée") }.count == 1)
    let effects = desk.send(.clock(Instant(seconds: desk.state.now.seconds + 61)))
    let again = try #require(asked(effects))
    desk.send(.tiles([again[0]: .tile(MapTile())]))
    #expect(desk.state.mapFailure == nil)
    // A single tile leaves the map as it is.
    desk.send(.tileSource(.tileFailed(.undecodable)))
    #expect(desk.state.mapFailure == nil)
    #expect(desk.toasts.contains { $0.contains("tuile est endommagée") })
  }

  @Test func tilesOnScreenAreTheLastToGo() throws {
    var desk = desk()
    let first = try #require(asked(desk.send(.clock(desk.state.now))))
    desk.state.map.tiles = TileShelf(capacity: 64 * (first.count + 2))
    desk.send(.tiles(Dictionary(uniqueKeysWithValues: first.map { ($0, .absent) })))
    for x in 0..<40 { desk.send(.tiles([TileAddress(z: 9, x: x, y: 3)!: .absent])) }
    let visible = desk.state.map.feed.cover.visible
    #expect(visible.allSatisfy { desk.state.map.tiles.entry(at: $0) != nil })
    #expect(desk.state.map.tiles.entry(at: TileAddress(z: 9, x: 0, y: 3)!) == nil)
  }

  @Test(arguments: [Language.french, .english]) func everyFailureIsOneSentenceOfWhatRemainsAndWhatToDo(language: Language) {
    let failures: [TileFailure] = [
      .missing(path: "/m"), .unreadable(path: "/m", errno: 13), .notTiles(path: "/m"), .pmtilesVersion(2), .damaged(path: "/m"),
      .badAddress, .insecure, .remoteFile, .unreachable(detail: "x"), .status(403), .status(429), .status(500), .badDescription,
      .notATile, .notVector(type: "png"), .compression("brotli"), .tooLarge(limit: 8 << 20), .undecodable,
      .unknownSchema(layers: ["contour", "a\u{1B}b"]),
    ]
    let sentences = failures.map { Words(language).tileFailure($0) }
    #expect(Set(sentences).count == failures.count)
    for sentence in sentences {
      #expect(sentence.contains(language == .french ? "la carte de base reste." : "the base map remains."), "\(sentence)")
      #expect(sentence.hasSuffix("."), "\(sentence)")
      #expect(!sentence.contains("\u{1B}"))
    }
  }
}
