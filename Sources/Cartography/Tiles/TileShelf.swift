/// The tiles at hand, within a bound of memory: those longest unused are let go first.
package struct TileShelf: Sendable {
  /// What a picture may ask of a place: its tile, the word that there is none, or neither yet.
  package enum Entry: Sendable, Equatable {
    case tile(MapTile)
    case absent
  }

  /// Bytes.
  package let capacity: Int
  /// Counts changes, for whoever keeps a picture.
  package private(set) var version = 0
  package private(set) var byteCount = 0
  private var entries: [TileAddress: (entry: Entry, bytes: Int, used: Int)] = [:]
  private var uses = 0

  package init(capacity: Int = 24 << 20) { self.capacity = capacity }

  package func entry(at address: TileAddress) -> Entry? { entries[address]?.entry }

  package func tile(at address: TileAddress) -> MapTile? {
    if case .tile(let tile) = entries[address]?.entry { tile } else { nil }
  }

  /// Notes that these are on screen, so that others go first.
  package mutating func use(_ addresses: some Sequence<TileAddress>) {
    uses += 1
    for address in addresses { entries[address]?.used = uses }
  }

  package mutating func put(_ entry: Entry, at address: TileAddress) {
    if let old = entries.removeValue(forKey: address) { byteCount -= old.bytes }
    let bytes: Int
    if case .tile(let tile) = entry { bytes = 64 + tile.byteCount } else { bytes = 64 }
    uses += 1
    entries[address] = (entry, bytes, uses)
    byteCount += bytes
    version += 1
    while byteCount > capacity, entries.count > 1, let oldest = entries.min(by: { $0.value.used < $1.value.used }) {
      entries[oldest.key] = nil
      byteCount -= oldest.value.bytes
    }
  }
}
