/// Moving the cursor, scrolling and erasing.
extension TerminalEmulator {
  mutating func moveCursor(row: Int, column: Int) {
    screen.cursor = ScreenPoint(
      row: min(max(0, row), screen.size.rows - 1), column: min(max(0, column), screen.size.columns - 1))
    wrapIsPending = false
  }

  mutating func moveCursor(down rows: Int = 0, right columns: Int = 0) {
    var row = screen.cursor.row + rows
    // A cursor inside the scrolling region does not leave it by relative moves.
    if region.contains(screen.cursor.row) { row = min(max(region.lowerBound, row), region.upperBound) }
    moveCursor(row: row, column: screen.cursor.column + columns)
  }

  mutating func lineFeed() {
    wrapIsPending = false
    if screen.cursor.row == region.upperBound {
      scrollUp(1, from: region.lowerBound)
    } else if screen.cursor.row < screen.size.rows - 1 {
      screen.cursor.row += 1
    }
  }

  mutating func reverseLineFeed() {
    wrapIsPending = false
    if screen.cursor.row == region.lowerBound {
      scrollDown(1, from: region.lowerBound)
    } else if screen.cursor.row > 0 {
      screen.cursor.row -= 1
    }
  }

  private var emptyRow: [ScreenCell] { Array(repeating: .blank(style.erased), count: screen.size.columns) }

  /// Moves the rows from `top` to the end of the region up; blank rows come in at the bottom.
  mutating func scrollUp(_ count: Int, from top: Int) {
    let count = min(count, region.upperBound - top + 1)
    guard count > 0 else { return }
    screen.rows.removeSubrange(top..<(top + count))
    screen.rows.insert(contentsOf: Array(repeating: emptyRow, count: count), at: region.upperBound - count + 1)
  }

  /// Moves the rows from `top` to the end of the region down; blank rows come in at `top`.
  mutating func scrollDown(_ count: Int, from top: Int) {
    let count = min(count, region.upperBound - top + 1)
    guard count > 0 else { return }
    screen.rows.removeSubrange((region.upperBound - count + 1)...region.upperBound)
    screen.rows.insert(contentsOf: Array(repeating: emptyRow, count: count), at: top)
  }

  mutating func insertLines(_ count: Int) {
    guard region.contains(screen.cursor.row) else { return }
    scrollDown(count, from: screen.cursor.row)
    moveCursor(row: screen.cursor.row, column: 0)
  }

  mutating func deleteLines(_ count: Int) {
    guard region.contains(screen.cursor.row) else { return }
    scrollUp(count, from: screen.cursor.row)
    moveCursor(row: screen.cursor.row, column: 0)
  }

  mutating func erase(row: Int, columns: Range<Int>) {
    let columns = columns.clamped(to: 0..<screen.size.columns)
    guard let first = columns.first, let last = columns.last else { return }
    clearHalves(row, first)
    clearHalves(row, last)
    for column in columns { screen.rows[row][column] = .blank(style.erased) }
  }

  /// ED: 0 from the cursor on, 1 up to the cursor, 2 and 3 everything.
  mutating func eraseDisplay(_ part: Int) {
    let (row, column) = (screen.cursor.row, screen.cursor.column)
    switch part {
    case 0:
      erase(row: row, columns: column..<screen.size.columns)
      for below in (row + 1)..<max(row + 1, screen.size.rows) { screen.rows[below] = emptyRow }
    case 1:
      for above in 0..<row { screen.rows[above] = emptyRow }
      erase(row: row, columns: 0..<(column + 1))
    default: for each in screen.rows.indices { screen.rows[each] = emptyRow }
    }
    wrapIsPending = false
  }

  /// EL: 0 from the cursor on, 1 up to the cursor, 2 the whole line.
  mutating func eraseLine(_ part: Int) {
    let column = screen.cursor.column
    switch part {
    case 0: erase(row: screen.cursor.row, columns: column..<screen.size.columns)
    case 1: erase(row: screen.cursor.row, columns: 0..<(column + 1))
    default: erase(row: screen.cursor.row, columns: 0..<screen.size.columns)
    }
    wrapIsPending = false
  }

  mutating func insertBlanks(_ count: Int) {
    let (row, column) = (screen.cursor.row, screen.cursor.column)
    let count = min(count, screen.size.columns - column)
    clearHalves(row, column)
    screen.rows[row].insert(contentsOf: Array(repeating: .blank(style.erased), count: count), at: column)
    screen.rows[row].removeLast(count)
    if screen.rows[row].last?.columns == 2 { screen.rows[row][screen.size.columns - 1] = .blank(style.erased) }
  }

  mutating func deleteCharacters(_ count: Int) {
    let (row, column) = (screen.cursor.row, screen.cursor.column)
    let count = min(count, screen.size.columns - column)
    clearHalves(row, column)
    clearHalves(row, column + count)
    screen.rows[row].removeSubrange(column..<(column + count))
    screen.rows[row] += Array(repeating: .blank(style.erased), count: count)
  }

  mutating func tabForward() {
    let last = screen.size.columns - 1
    let next = ((screen.cursor.column + 1)..<max(screen.cursor.column + 1, last)).first { tabs.contains($0) }
    moveCursor(row: screen.cursor.row, column: next ?? last)
  }

  mutating func tabBackward() {
    let next = (0..<screen.cursor.column).last { tabs.contains($0) }
    moveCursor(row: screen.cursor.row, column: next ?? 0)
  }

  /// Switches to the alternate screen or back, as DEC private mode 1049 (or 47 and 1047) does.
  mutating func useAlternate(_ on: Bool, savingCursor: Bool) {
    guard on != screen.isAlternate else { return }
    if on && savingCursor { savedForAlternate = savedCursor() }
    if !on { lastAlternate = screen }
    let blank = Array(repeating: Array(repeating: ScreenCell.blank(), count: screen.size.columns), count: screen.size.rows)
    (screen.rows, otherBuffer) = (on ? blank : otherBuffer ?? blank, screen.rows)
    screen.isAlternate = on
    if !on {
      otherBuffer = nil
      if savingCursor { restore(savedForAlternate) }
    }
  }
}
