/// Which column of a timeline a moment falls in. It counts seconds that pass, so that a day of 23 or 25 hours is as long as it is.
package struct TimelineScale: Hashable, Sendable {
  /// The left edge of the first column, in seconds.
  package let start: Int64
  package let secondsPerCell: Int64
  package let columns: Int

  package init(start: Int64, secondsPerCell: Int64, columns: Int) {
    self.start = start
    self.secondsPerCell = max(1, secondsPerCell)
    self.columns = max(0, columns)
  }

  package var end: Int64 { start + secondsPerCell * Int64(columns) }

  /// The column whose left edge is nearest: what ends and what begins at one moment touch, and do not overlap.
  package func column(of moment: Int64) -> Int { Int(Self.quotient(moment - start + secondsPerCell / 2, secondsPerCell)) }

  /// The column in which the moment lies.
  package func cell(of moment: Int64) -> Int { Int(Self.quotient(moment - start, secondsPerCell)) }

  /// The left edge of a column.
  package func moment(at column: Int) -> Int64 { start + Int64(column) * secondsPerCell }

  /// The columns of a stretch of time, one at least; they may lie outside the timeline.
  package func cells(of span: Range<Int64>) -> Range<Int> {
    let first = column(of: span.lowerBound)
    return first..<max(first + 1, column(of: span.upperBound))
  }

  /// The same, as far as they are on the timeline; nil where none is.
  package func visibleCells(of span: Range<Int64>) -> Range<Int>? {
    let cells = cells(of: span)
    let first = max(0, cells.lowerBound)
    let last = min(columns, cells.upperBound)
    return first < last ? first..<last : nil
  }

  /// Rounded down, before the start too.
  private static func quotient(_ seconds: Int64, _ divisor: Int64) -> Int64 {
    seconds >= 0 ? seconds / divisor : -((-seconds + divisor - 1) / divisor)
  }
}
