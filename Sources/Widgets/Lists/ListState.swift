import Canvas

/// What a key did to a widget.
package enum Outcome: Hashable, Sendable {
  /// Not a key of this widget.
  case ignored
  /// Known, nothing to redraw (the end of a list).
  case unchanged
  /// The selection or the cursor moved.
  case moved
  /// The text or a value changed.
  case changed
  /// Enter.
  case confirmed
  /// Escape or Ctrl-C.
  case cancelled
}

/// Where a list stands: the selected row and the first row on screen, both held by id, so that rows that come, go or move elsewhere
/// never move what is being read.
///
/// `ids` is passed in whenever it is needed and must be the rows in order; looking a row up costs O(1) while nothing has changed.
package struct ListState<ID: Hashable & Sendable>: Sendable, Equatable {
  package private(set) var selected: ID?
  /// Where the selection stood in the rows last seen; 0 when they were empty.
  package private(set) var index = 0
  /// The first row on screen.
  package private(set) var top = 0
  private var topID: ID?
  /// The height last seen: whether the selection was on screen.
  private var height = 1
  /// Rows kept visible above and below the selection.
  package var margin = 1

  package init(selected: ID? = nil) { self.selected = selected }

  /// Finds the selection and the place again after rows have changed, or the height has. A selection that has gone passes to the row
  /// that took its place; with none yet, to the first row.
  package mutating func reconcile(_ ids: some RandomAccessCollection<ID>, height: Int) {
    let count = ids.count
    guard count > 0 else {
      index = 0
      top = 0
      self.height = max(1, height)
      return
    }
    let offsetOnScreen = index - top
    let wasVisible = offsetOnScreen >= 0 && offsetOnScreen < self.height
    self.height = max(1, height)
    if let selected, let found = Self.find(selected, near: index, in: ids) {
      index = found
    } else {
      index = min(max(0, index), count - 1)
      selected = Self.id(at: index, in: ids)
    }
    if wasVisible {
      top = index - offsetOnScreen
    } else if let topID, let found = Self.find(topID, near: top, in: ids) {
      top = found
    }
    clampTop(count: count, height: height)
    if wasVisible { reveal(count: count, height: height) }
    topID = Self.id(at: top, in: ids)
  }

  /// Selects a row by id and brings it on screen. False when it is not among the rows.
  @discardableResult
  package mutating func select(_ id: ID, in ids: some RandomAccessCollection<ID>, height: Int) -> Bool {
    guard let found = Self.find(id, near: index, in: ids) else { return false }
    select(index: found, in: ids, height: height)
    return true
  }

  /// Selects the row nearest to `index` and brings it on screen.
  package mutating func select(index wanted: Int, in ids: some RandomAccessCollection<ID>, height: Int) {
    guard !ids.isEmpty else { return }
    self.height = max(1, height)
    index = min(max(0, wanted), ids.count - 1)
    selected = Self.id(at: index, in: ids)
    reveal(count: ids.count, height: height)
    topID = Self.id(at: top, in: ids)
  }

  /// What is selected goes by another id from now on.
  package mutating func rename(_ id: ID, to new: ID) {
    if selected == id { selected = new }
    if topID == id { topID = new }
  }

  /// Moves what is on screen by rows, the selection staying where it is: the wheel.
  package mutating func scroll(by rows: Int, in ids: some RandomAccessCollection<ID>, height: Int) {
    guard !ids.isEmpty else { return }
    self.height = max(1, height)
    top += rows
    clampTop(count: ids.count, height: height)
    topID = Self.id(at: top, in: ids)
  }

  /// Arrows, j and k (with `letters`), pages, Home and End move; Enter confirms.
  package mutating func handle(
    _ key: Key, _ ids: some RandomAccessCollection<ID>, height: Int, letters: Bool = true
  ) -> Outcome {
    guard key.modifiers.isEmpty else { return .ignored }
    let page = max(1, height - 1)
    let wanted: Int
    switch key.code {
    case .up: wanted = index - 1
    case .down: wanted = index + 1
    case .character("k") where letters: wanted = index - 1
    case .character("j") where letters: wanted = index + 1
    case .pageUp: wanted = index - page
    case .pageDown: wanted = index + page
    case .home: wanted = 0
    case .end: wanted = ids.count - 1
    case .enter: return ids.isEmpty ? .unchanged : .confirmed
    default: return .ignored
    }
    let before = (selected, top)
    select(index: wanted, in: ids, height: height)
    return before == (selected, top) ? .unchanged : .moved
  }

  /// The rows on screen.
  package func visible(count: Int, height: Int) -> Range<Int> {
    let first = min(max(0, top), count)
    return first..<min(count, first + max(0, height))
  }

  /// The row drawn at `point`, when rows are drawn one a line in `area`.
  package func index(at point: Point, in area: Rect, count: Int) -> Int? {
    guard area.contains(point) else { return nil }
    let row = top + point.y - area.y
    return row < count ? row : nil
  }

  private mutating func reveal(count: Int, height: Int) {
    let height = max(1, height)
    let margin = min(margin, (height - 1) / 2)
    if index - margin < top { top = index - margin }
    if index + margin >= top + height { top = index + margin - height + 1 }
    clampTop(count: count, height: height)
  }

  private mutating func clampTop(count: Int, height: Int) { top = min(max(0, top), max(0, count - max(1, height))) }

  private static func id(at index: Int, in ids: some RandomAccessCollection<ID>) -> ID? {
    index < ids.count ? ids[ids.index(ids.startIndex, offsetBy: index)] : nil
  }

  /// Looks around `hint` first, outwards.
  private static func find<C: RandomAccessCollection<ID>>(_ id: ID, near hint: Int, in ids: C) -> Int? {
    let count = ids.count
    guard count > 0 else { return nil }
    let hint = min(max(0, hint), count - 1)
    var below = hint
    var above = hint + 1
    while below >= 0 || above < count {
      if below >= 0 {
        if ids[ids.index(ids.startIndex, offsetBy: below)] == id { return below }
        below -= 1
      }
      if above < count {
        if ids[ids.index(ids.startIndex, offsetBy: above)] == id { return above }
        above += 1
      }
    }
    return nil
  }
}
