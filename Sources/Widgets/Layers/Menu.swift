import Canvas

package struct MenuItem<ID: Hashable & Sendable>: Hashable, Sendable {
  package var id: ID
  package var title: String
  /// What is shown at the right; a single letter also chooses the item.
  package var key: String
  /// Why it cannot be chosen now; nil when it can.
  package var disabledReason: String?
  package var beginsGroup: Bool

  package init(_ id: ID, _ title: String, key: String = "", disabledReason: String? = nil, beginsGroup: Bool = false) {
    self.id = id
    self.title = title
    self.key = key
    self.disabledReason = disabledReason
    self.beginsGroup = beginsGroup
  }
}

/// A menu that floats at a place: items with their keys, what cannot be done now dim with its reason.
package struct Menu<ID: Hashable & Sendable>: Hashable, Sendable {
  package enum Result: Hashable, Sendable {
    case ignored, unchanged, moved, cancelled
    case chosen(ID)
    case refused(reason: String)
  }

  package var title: String
  package private(set) var items: [MenuItem<ID>]
  package private(set) var index: Int

  package init(title: String = "", items: [MenuItem<ID>]) {
    self.title = title
    self.items = items
    index = items.firstIndex { $0.disabledReason == nil } ?? 0
  }

  /// Puts the cursor on an item.
  package mutating func point(at id: ID) { if let place = items.firstIndex(where: { $0.id == id }) { index = place } }

  /// What the items say and whether they can be chosen, anew; none of them moves, and neither does the selection.
  package mutating func refresh(_ item: (ID) -> MenuItem<ID>?) {
    for place in items.indices {
      guard let fresh = item(items[place].id) else { continue }
      items[place].title = fresh.title
      items[place].disabledReason = fresh.disabledReason
    }
  }

  package var selected: MenuItem<ID>? { items.indices.contains(index) ? items[index] : nil }

  package mutating func handle(_ key: Key) -> Result {
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): return .cancelled
    case (.enter, _): return choose(index)
    case (.home, _), (.pageUp, _): return move(to: 0)
    case (.end, _), (.pageDown, _): return move(to: items.count - 1)
    case (.up, _): return move(to: index == 0 ? items.count - 1 : index - 1)
    case (.down, _): return move(to: index == items.count - 1 ? 0 : index + 1)
    case (.character(let letter), []), (.character(let letter), .shift):
      if let hit = items.firstIndex(where: { $0.key.unicodeScalars.elementsEqual([letter]) }) {
        index = hit
        return choose(hit)
      }
      if letter == "k" { return move(to: index == 0 ? items.count - 1 : index - 1) }
      if letter == "j" { return move(to: index == items.count - 1 ? 0 : index + 1) }
      return .ignored
    default: return .ignored
    }
  }

  /// As Enter on an item: by key or by click.
  package func choose(_ index: Int) -> Result {
    guard items.indices.contains(index) else { return .ignored }
    if let reason = items[index].disabledReason { return .refused(reason: reason) }
    return .chosen(items[index].id)
  }

  private mutating func move(to wanted: Int) -> Result {
    guard items.indices.contains(wanted), wanted != index else { return .unchanged }
    index = wanted
    return .moved
  }

  /// An item's row on screen.
  package struct Region: Hashable, Sendable {
    package let rect: Rect
    package let index: Int
  }

  /// Draws the menu with its top left corner at `anchor`, moved as far as needed to stay inside `area`. The reason of a selected item
  /// that cannot be chosen is shown beneath it.
  @discardableResult
  package func draw(into frame: inout Frame, in area: Rect, at anchor: Point) -> [Region] {
    let titleWidth = TextWidth.columns(of: title)
    let labels = items.map { TextWidth.columns(of: $0.title) }.max() ?? 0
    let keys = items.map { TextWidth.columns(of: $0.key) }.max() ?? 0
    let reason = selected?.disabledReason
    let width = min(
      area.width,
      max(labels + (keys > 0 ? keys + 2 : 0) + 4, titleWidth + 6, min(reason.map { TextWidth.columns(of: $0) } ?? 0, 40) + 4))
    let rules = items.dropFirst().count { $0.beginsGroup }
    let reasonLines = reason.map { TextWidth.wrapped($0, to: max(1, width - 4)) } ?? []
    let wantedHeight = items.count + rules + reasonLines.count + 2
    let height = min(area.height, wantedHeight)
    let box = Rect(
      x: max(area.x, min(anchor.x, area.maxX - width)), y: max(area.y, min(anchor.y, area.maxY - height)), width: width,
      height: height)
    let inner = DialogFrame.draw(into: &frame, box: box, title: title).outer.inset(by: 1)
    // A menu taller than the screen shows the part around the selection.
    var lines: [Line] = []
    for (position, item) in items.enumerated() {
      if item.beginsGroup, position > 0 { lines.append(.rule) }
      lines.append(.item(position))
      if position == index { lines += reasonLines.map(Line.reason) }
    }
    let selectedLine = lines.firstIndex(of: .item(index)) ?? 0
    let first = max(0, min(selectedLine - inner.height / 2, lines.count - inner.height))
    var regions: [Region] = []
    for (row, line) in lines.dropFirst(first).prefix(inner.height).enumerated() {
      let rect = inner.row(row)
      switch line {
      case .rule:
        frame.put(
          String(repeating: frame.symbols[.horizontal], count: rect.width), x: rect.x, y: rect.y,
          style: Style(.rule, on: .dialog), in: rect)
      case .reason(let text): frame.put(text, x: rect.x + 1, y: rect.y, style: Style(.warning, on: .dialog), in: rect)
      case .item(let position):
        let item = items[position]
        let paper: Role = position == index ? .selectedRow : .dialog
        let enabled = item.disabledReason == nil
        frame.fill(rect, style: Style(.dialog, on: paper))
        if position == index { frame.put(.cursorBar, x: rect.x, y: rect.y, style: Style(.cursorBar, on: paper), in: rect) }
        let keyWidth = TextWidth.columns(of: item.key)
        frame.put(
          item.title, x: rect.x + 1, y: rect.y, columns: rect.width - 2 - (keyWidth > 0 ? keyWidth + 1 : 0),
          style: Style(enabled ? .dialog : .disabled, on: paper), in: rect)
        frame.put(
          item.key, x: rect.maxX - 1 - keyWidth, y: rect.y, style: Style(enabled ? .key : .disabled, on: paper), in: rect)
        regions.append(Region(rect: rect, index: position))
      }
    }
    return regions
  }

  private enum Line: Equatable {
    case item(Int)
    case rule
    case reason(String)
  }
}
