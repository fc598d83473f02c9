/// Dots of a pane, eight to a cell as braille has them: filled and drawn into, then read cell by cell.
struct DotRaster {
  let columns: Int
  let rows: Int
  /// Bit n of a cell is dot n + 1 of the Unicode braille patterns (U+2800).
  private(set) var cells: [UInt8]

  var width: Int { columns * MapView.dotsPerColumn }
  var height: Int { rows * MapView.dotsPerRow }

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: 0, count: columns * rows)
  }

  /// Dots 1-2-3-7 down the left, 4-5-6-8 down the right.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  mutating func set(x: Int, y: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    cells[y / 4 * columns + x / 2] |= Self.bits[y % 4 * 2 + x % 2]
  }

  /// Fills what lies inside of the outlines taken together, by the even-odd rule at the middle of each dot.
  mutating func fill(_ outlines: [[WebMercator.Position]]) {
    var crossings = [[Double]](repeating: [], count: height)
    for outline in outlines where outline.count > 2 {
      var previous = outline[outline.count - 1]
      for point in outline {
        defer { previous = point }
        let (upper, lower) = previous.y < point.y ? (previous, point) : (point, previous)
        let from = max(0, (upper.y - 0.5).rounded(.up))
        let to = min(Double(height), (lower.y - 0.5).rounded(.up))
        guard from < to else { continue }
        let slope = (lower.x - upper.x) / (lower.y - upper.y)
        for row in Int(from)..<Int(to) { crossings[row].append(upper.x + (Double(row) + 0.5 - upper.y) * slope) }
      }
    }
    for row in 0..<height {
      crossings[row].sort()
      var index = 0
      while index + 1 < crossings[row].count {
        let from = max(0, (crossings[row][index] - 0.5).rounded(.up))
        let to = min(Double(width), (crossings[row][index + 1] - 0.5).rounded(.up))
        if from < to { for x in Int(from)..<Int(to) { set(x: x, y: row) } }
        index += 2
      }
    }
  }

  mutating func draw(_ path: [WebMercator.Position]) {
    for (from, to) in zip(path, path.dropFirst()) {
      guard let (start, end) = clip(from, to) else { continue }
      // A dot for each step along the longer side.
      let steps = max(1, Int(max(abs(end.x - start.x), abs(end.y - start.y)).rounded(.up)))
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        set(
          x: Int((start.x + (end.x - start.x) * share).rounded(.down)),
          y: Int((start.y + (end.y - start.y) * share).rounded(.down)))
      }
    }
  }

  /// The part of a line inside of the pane (Liang and Barsky).
  private func clip(
    _ from: WebMercator.Position, _ to: WebMercator.Position
  ) -> (WebMercator.Position, WebMercator.Position)? {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    var start = 0.0
    var end = 1.0
    for (delta, room) in [
      (-dx, from.x), (dx, Double(width) - from.x), (-dy, from.y), (dy, Double(height) - from.y),
    ] {
      if delta == 0 {
        if room < 0 { return nil }
      } else if delta < 0 {
        start = max(start, room / delta)
      } else {
        end = min(end, room / delta)
      }
    }
    guard start <= end else { return nil }
    return (
      .init(x: from.x + dx * start, y: from.y + dy * start), .init(x: from.x + dx * end, y: from.y + dy * end)
    )
  }
}
