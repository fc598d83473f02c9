import Domain

/// A part of the legs that are wanted, as one request can ask for them.
package struct TableBlock: Sendable, Equatable {
  package private(set) var sources: [Coordinate] = []
  package private(set) var destinations: [Coordinate] = []
  package private(set) var pairs: [TravelMatrix.Pair] = []
  private var rows: [Coordinate: Int] = [:]
  private var columns: [Coordinate: Int] = [:]
  private var others = 0

  package init() {}

  /// Coordinates in all.
  package var count: Int { rows.count + others }

  package func row(of place: Coordinate) -> Int? { rows[place] }
  package func column(of place: Coordinate) -> Int? { columns[place] }

  /// false where the block would grow beyond what a request may hold.
  mutating func add(_ pair: TravelMatrix.Pair, coordinates: Int) -> Bool {
    let isNewRow = rows[pair.from] == nil
    let isNewColumn = columns[pair.to] == nil
    var all = count
    if isNewRow, columns[pair.from] == nil { all += 1 }
    if isNewColumn, rows[pair.to] == nil, pair.to != pair.from { all += 1 }
    let cells = (rows.count + (isNewRow ? 1 : 0)) * (columns.count + (isNewColumn ? 1 : 0))
    guard pairs.isEmpty || all <= coordinates && cells <= RouteLimits.cells else { return false }
    if isNewRow {
      rows[pair.from] = sources.count
      sources.append(pair.from)
      if columns[pair.from] != nil { others -= 1 }
    }
    if isNewColumn {
      columns[pair.to] = destinations.count
      destinations.append(pair.to)
      if rows[pair.to] == nil { others += 1 }
    }
    pairs.append(pair)
    return true
  }

  /// As many of the pairs, from the first on, as fit into one request; they are taken from `pairs`.
  package static func first(of pairs: inout ArraySlice<TravelMatrix.Pair>, coordinates: Int = RouteLimits.coordinates)
    -> TableBlock
  {
    var block = TableBlock()
    while let next = pairs.first, block.add(next, coordinates: coordinates) { pairs.removeFirst() }
    return block
  }
}
