import Canvas

/// How full a capacity is: `███████░`; over it, one cell longer and in another role.
package enum LoadBar {
  /// Draws `value` of `capacity` in `columns` cells, plus one when over. Returns the column after the last cell that may be used.
  @discardableResult
  package static func draw(
    _ value: Double, of capacity: Double, into frame: inout Frame, x: Int, y: Int, columns: Int, paper: Role = .normal,
    in clip: Rect
  ) -> Int {
    let over = value > capacity
    let filled = filledCells(value, of: capacity, columns: columns)
    let role: Role = over ? .loadOver : filled == columns ? .loadFull : .loadNormal
    for column in 0..<columns {
      frame.put(
        column < filled ? .barFull : .barEmpty, x: x + column, y: y, style: Style(column < filled ? role : .loadEmpty, on: paper),
        in: clip)
    }
    if over { frame.put(.barFull, x: x + columns, y: y, style: Style(role, on: paper), in: clip) }
    return x + columns + 1
  }

  /// Anything above nothing shows a cell, and only a capacity used up fills them all.
  package static func filledCells(_ value: Double, of capacity: Double, columns: Int) -> Int {
    guard value > 0, columns > 0 else { return 0 }
    guard capacity > 0, value < capacity else { return columns }
    return min(max(1, Int((value / capacity * Double(columns)).rounded())), max(1, columns - 1))
  }
}
