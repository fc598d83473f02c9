/// Rows of a frame, by number from 0.
package struct RowSet: Sendable, Equatable {
  private var holds: [Bool]

  /// Of `count` rows, all or none.
  package init(count: Int, all: Bool = false) { holds = Array(repeating: all, count: count) }

  package func contains(_ row: Int) -> Bool { row >= 0 && row < holds.count && holds[row] }

  package mutating func insert(_ row: Int) { holds[row] = true }

  package mutating func insert(_ rows: Range<Int>) { for row in rows { holds[row] = true } }

  package mutating func insertAll() { insert(0..<holds.count) }

  package mutating func removeAll() { for row in holds.indices { holds[row] = false } }

  /// Rows of `other` that there are here too.
  package mutating func formUnion(_ other: RowSet) {
    for row in holds.indices where other.contains(row) { holds[row] = true }
  }
}
