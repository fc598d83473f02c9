import Canvas

/// Draws the rows of a list that are on screen: one line a row, the cursor bar and the selection's paper, a scrollbar where rows do not
/// fit.
package enum ListView {
  /// `drawRow` draws row `index` into its line, without cursor bar, selection or scrollbar; the line leaves the cursor bar's column out.
  /// Returns the area that the rows took, for `ListState.index(at:in:count:)`.
  @discardableResult
  package static func draw<ID>(
    _ state: ListState<ID>, count: Int, into frame: inout Frame, in area: Rect, focused: Bool,
    isMarked: (Int) -> Bool = { _ in false },
    drawRow: (inout Frame, _ index: Int, _ line: Rect) -> Void
  ) -> Rect {
    let rows = drawRows(state, count: count, into: &frame, in: area, isMarked: isMarked, drawRow: drawRow)
    drawSelection(state, count: count, into: &frame, in: rows, focused: focused)
    return rows
  }

  /// Everything but the selection.
  @discardableResult
  package static func drawRows<ID>(
    _ state: ListState<ID>, count: Int, into frame: inout Frame, in area: Rect, isMarked: (Int) -> Bool = { _ in false },
    drawRow: (inout Frame, _ index: Int, _ line: Rect) -> Void
  ) -> Rect {
    let rows = rows(count: count, in: area)
    guard area.width > 1, !area.isEmpty else { return rows }
    for index in state.visible(count: count, height: area.height) {
      let line = rows.row(index - state.top)
      drawRow(&frame, index, line.splitLeft(1).rest)
      if isMarked(index) { frame.setPaper(.marked, in: line) }
    }
    if rows != area {
      Scrollbar.draw(
        into: &frame, in: Rect(x: area.maxX - 1, y: area.y, width: 1, height: area.height), total: count, visible: area.height,
        top: state.top)
    }
    return rows
  }

  /// The area that the rows of a list in `area` take: the scrollbar's column goes off where there is one.
  package static func rows(count: Int, in area: Rect) -> Rect {
    count > area.height && area.width > 1
      ? Rect(x: area.x, y: area.y, width: area.width - 1, height: area.height) : area
  }

  /// The selection over rows that are drawn in `rows` already.
  package static func drawSelection<ID>(
    _ state: ListState<ID>, count: Int, into frame: inout Frame, in rows: Rect, focused: Bool
  ) {
    guard state.selected != nil, rows.width > 1, state.visible(count: count, height: rows.height).contains(state.index) else {
      return
    }
    let line = rows.row(state.index - state.top)
    let paper: Role = focused ? .selectedRow : .selectedRowUnfocused
    frame.setPaper(paper, in: line)
    frame.put(.cursorBar, x: line.x, y: line.y, style: Style(focused ? .cursorBar : .dim, on: paper), in: line)
  }
}

/// A one-column bar that says where in a list or a text the screen is.
package enum Scrollbar {
  package static func draw(into frame: inout Frame, in column: Rect, total: Int, visible: Int, top: Int) {
    guard total > visible, column.height > 0 else { return }
    let thumb = thumb(height: column.height, total: total, visible: visible, top: top)
    for row in 0..<column.height {
      frame.put(
        thumb.contains(row) ? .scrollThumb : .scrollTrack, x: column.x, y: column.y + row,
        style: Style(thumb.contains(row) ? .scrollbar : .rule), in: column)
    }
  }

  /// The rows of the bar that the thumb takes: at the ends only when the list is at its ends.
  package static func thumb(height: Int, total: Int, visible: Int, top: Int) -> Range<Int> {
    let length = max(1, min(height, height * visible / max(1, total)))
    let hidden = max(1, total - visible)
    let travel = height - length
    var start = travel * top / hidden
    if top > 0, start == 0, travel > 0 { start = 1 }
    if top < hidden, start == travel, travel > 1 { start = travel - 1 }
    start = min(max(0, start), travel)
    return start..<(start + length)
  }
}
