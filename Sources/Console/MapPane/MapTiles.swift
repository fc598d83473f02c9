import Cartography

extension State {
  mutating func take(tiles: [TileAddress: TileShelf.Entry]) {
    for (address, entry) in tiles { map.tiles.put(entry, at: address) }
  }
}
