/// Where the edges of one area cross the middles of rows: lists by row in flat arrays, kept from area to area.
struct Crossings {
  private var heads: [Int32] = []
  private var places: [Int32] = []
  private var next: [Int32] = []
  private var rows: Range<Int>?
  /// What `take` found in a row, in order.
  private(set) var taken: [Int32] = []

  /// The rows that edges cross; nil without any.
  var touched: Range<Int>? { rows }

  mutating func prepare(rows count: Int) {
    if heads.count < count { heads = Array(repeating: -1, count: count) }
  }

  mutating func add(_ place: Int32, row: Int) {
    places.append(place)
    next.append(heads[row])
    heads[row] = Int32(places.count - 1)
    guard let rows else {
      self.rows = row..<(row + 1)
      return
    }
    self.rows = min(rows.lowerBound, row)..<max(rows.upperBound, row + 1)
  }

  /// Sorts a row's crossings into `taken` and says how many there are.
  mutating func take(row: Int) -> Int {
    taken.removeAll(keepingCapacity: true)
    var index = heads[row]
    heads[row] = -1
    while index >= 0 {
      taken.append(places[Int(index)])
      index = next[Int(index)]
    }
    if taken.count > 16 {
      taken.sort()
    } else if taken.count > 1 {
      for last in 1..<taken.count {
        let value = taken[last]
        var hole = last
        while hole > 0, taken[hole - 1] > value {
          taken[hole] = taken[hole - 1]
          hole -= 1
        }
        taken[hole] = value
      }
    }
    return taken.count
  }

  mutating func forget() {
    places.removeAll(keepingCapacity: true)
    next.removeAll(keepingCapacity: true)
    rows = nil
  }
}
