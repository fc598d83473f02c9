import Canvas

/// Type-ahead: a query and the rows that the caller finds for it, the best first and selected.
package struct Picker<ID: Hashable & Sendable>: Sendable, Equatable {
  package enum Result: Hashable, Sendable {
    case ignored, unchanged, moved, cancelled
    /// The query changed: find its rows and hand them to `setRows`.
    case queried(String)
    case chosen(ID)
  }

  package private(set) var query: TextField
  package private(set) var list = ListState<ID>()
  /// The ids of the rows found, best first.
  package private(set) var rows: [ID]

  package init(query: String = "", rows: [ID] = []) {
    self.query = TextField(query, limit: 200)
    self.rows = rows
    list.reconcile(rows, height: rows.count)
  }

  package var selected: ID? { rows.isEmpty ? nil : list.selected }

  /// The rows for the query as it stands. `keepingSelection` is for rows that come later for the same query; a new query selects the best.
  package mutating func setRows(_ rows: [ID], height: Int, keepingSelection: Bool = false) {
    self.rows = rows
    if !keepingSelection { list = ListState() }
    list.reconcile(rows, height: height)
  }

  /// Arrows and pages move, Enter chooses, Escape and Ctrl-C cancel; every other key is the query's.
  package mutating func handle(_ key: Key, height: Int) -> Result {
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): return .cancelled
    case (.enter, []):
      guard let selected else { return .unchanged }
      return .chosen(selected)
    case (.up, []), (.down, []), (.pageUp, []), (.pageDown, []):
      return list.handle(key, rows, height: height, letters: false) == .moved ? .moved : .unchanged
    default: break
    }
    switch query.handle(key) {
    case .changed: return .queried(query.text)
    case .moved: return .moved
    case .unchanged: return .unchanged
    default: return .ignored
    }
  }

  package mutating func paste(_ text: String) -> Result { query.insert(text) == .changed ? .queried(query.text) : .unchanged }

  package mutating func scroll(by lines: Int, height: Int) { list.scroll(by: lines, in: rows, height: height) }

  /// A first click selects, a second on the same row chooses.
  package mutating func click(_ row: Int, height: Int) -> Result {
    guard rows.indices.contains(row) else { return .ignored }
    if selected == rows[row] { return .chosen(rows[row]) }
    select(index: row, height: height)
    return .moved
  }

  package mutating func select(index: Int, height: Int) { list.select(index: index, in: rows, height: height) }

  /// Draws the query in the first line of `area` and the rows below it. `empty` is what is said when there are none. Returns where the
  /// rows stand.
  @discardableResult
  package func draw(
    into frame: inout Frame, in area: Rect, placeholder: String, empty: String,
    drawRow: (inout Frame, _ id: ID, _ line: Rect) -> Void
  ) -> Rect {
    let (top, rest) = area.splitTop(1)
    query.draw(into: &frame, in: top.splitLeft(1).rest, focused: true, placeholder: placeholder)
    let cursor = frame.cursor
    if rows.isEmpty {
      frame.put(empty, x: rest.x + 1, y: rest.y, columns: rest.width - 1, style: Style(.dim, on: .dialog), in: rest)
      return rest
    }
    let drawn = ListView.draw(list, count: rows.count, into: &frame, in: rest, focused: true) { frame, index, line in
      drawRow(&frame, rows[index], line)
    }
    frame.cursor = cursor
    return drawn
  }
}
