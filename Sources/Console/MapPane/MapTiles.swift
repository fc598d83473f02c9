import Cartography

extension State {
  mutating func take(tiles: [TileAddress: TileShelf.Entry]) {
    for (address, entry) in tiles { map.tiles.put(entry, at: address) }
  }

  /// Asks for the tiles of what the map looks at.
  mutating func wantTiles() -> [Effect] { [] }
}
