/// One directory of a PMTiles file: which tiles lie where, in the order of the curve.
struct PMTilesDirectory: Sendable {
  struct Entry: Sendable, Hashable {
    var place: UInt64
    /// How many tiles on from `place` are this one; 0: another directory begins here.
    var run: UInt32
    var offset: UInt64
    var length: UInt32
  }

  let entries: [Entry]

  /// nil where the bytes are no directory.
  init?(_ bytes: [UInt8]) {
    var reader = VarintReader(bytes)
    // An entry takes four bytes at least.
    guard let count = reader.next(), count <= UInt64(bytes.count / 4) else { return nil }
    var entries = [Entry](repeating: Entry(place: 0, run: 0, offset: 0, length: 0), count: Int(count))
    var place: UInt64 = 0
    for index in entries.indices {
      guard let step = reader.next(), case (let next, false) = place.addingReportingOverflow(step) else { return nil }
      place = next
      entries[index].place = place
    }
    for index in entries.indices {
      guard let run = reader.next().flatMap({ UInt32(exactly: $0) }) else { return nil }
      entries[index].run = run
    }
    for index in entries.indices {
      guard let length = reader.next().flatMap({ UInt32(exactly: $0) }), length > 0 else { return nil }
      entries[index].length = length
    }
    for index in entries.indices {
      guard let written = reader.next() else { return nil }
      if written > 0 {
        entries[index].offset = written - 1
      } else {
        guard index > 0,
          case (let offset, false) = entries[index - 1].offset.addingReportingOverflow(UInt64(entries[index - 1].length))
        else { return nil }
        entries[index].offset = offset
      }
    }
    self.entries = entries
  }

  /// The entry that holds a tile, or the directory to look on in.
  func entry(for place: UInt64) -> Entry? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].place <= place { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let entry = entries[low - 1]
    return entry.run == 0 || place - entry.place < UInt64(entry.run) ? entry : nil
  }
}

private struct VarintReader {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while at < bytes.count, shift < 64 {
      let byte = bytes[at]
      at += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
