import Canvas
import Cartography
import Configuration
import Domain

/// What comes of the detailed map besides its tiles.
package enum TileSourceNews: Sendable, Equatable {
  case opened(TileSource)
  /// One tile cannot be read; the others go on coming.
  case tileFailed(TileFailure)
  /// Nothing that was asked for will come.
  case failed(TileFailure)
}

/// What the console knows of the detailed map's source, and what it has asked of it.
package struct TileFeed: Sendable, Equatable {
  /// nil until it has been opened.
  package internal(set) var source: TileSource?
  /// Why nothing comes at present.
  package internal(set) var failure: TileFailure?
  /// Asked for and not yet answered.
  var asked: Set<TileAddress> = []
  /// The last view's.
  var cover = WantedTiles()
  var failedAt: Instant?
  /// Of single tiles; each is told once.
  var told: Set<TileFailure> = []

  /// Seconds until a source that failed is asked again.
  static let rest: Int64 = 30

  func rests(at now: Instant) -> Bool { failedAt.map { now.seconds - $0.seconds < Self.rest } ?? false }
}

extension State {
  /// Whom the detailed map is to be credited to; empty where there is none, or it does not say.
  package var mapAttribution: String { Sanitise.line(map.feed.source?.attribution ?? "") }

  /// Why the detailed map is not shown, in a sentence.
  package var mapFailure: String? { map.feed.failure.map { words.tileFailure($0) } }

  /// Asks for the tiles that the map pane shows and those around it, where they are neither here nor on their way. To be called when
  /// the view has moved, and as often as one likes.
  mutating func wantTiles() -> [Effect] {
    let size = mapSize
    guard preferences.hasDetailedMap, size.width > 0, size.height > 0 else { return [] }
    return wantTiles(for: mapView, in: size)
  }

  /// The same for another picture than the map pane's. What was asked for before and is not needed here is given up.
  mutating func wantTiles(for view: MapView, in size: Size) -> [Effect] {
    guard preferences.hasDetailedMap, !map.feed.rests(at: now) else { return [] }
    let cover = view.tiles(in: size, zooms: map.feed.source?.zooms ?? 0...22)
    if cover != map.feed.cover {
      map.feed.cover = cover
      map.tiles.use(cover.visible)
    }
    let missing = (cover.visible + cover.around).filter { map.tiles.entry(at: $0) == nil }
    guard missing.contains(where: { !map.feed.asked.contains($0) }) else { return [] }
    map.feed.asked = Set(missing)
    return [.loadTiles(missing)]
  }

  mutating func take(tiles: [TileAddress: TileShelf.Entry]) {
    // What is on screen goes last when room has to be made.
    map.tiles.use(map.feed.cover.visible)
    for (address, entry) in tiles { map.tiles.put(entry, at: address) }
    map.feed.asked.subtract(tiles.keys)
    map.feed.failure = nil
    map.feed.failedAt = nil
  }

  mutating func take(_ news: TileSourceNews) -> [Effect] {
    switch news {
    case .opened(let source):
      map.feed.source = source
      map.feed.failure = nil
      // Asked before anybody knew how far in it goes.
      map.feed.asked = []
    case .tileFailed(let failure):
      if map.feed.told.insert(failure).inserted { return warn(words.tileFailure(failure)) }
    case .failed(let failure):
      let isNew = map.feed.failure != failure
      map.feed.failure = failure
      map.feed.failedAt = now
      map.feed.asked = []
      if isNew, map.feed.told.insert(failure).inserted { return warn(words.tileFailure(failure)) }
    }
    return []
  }
}
