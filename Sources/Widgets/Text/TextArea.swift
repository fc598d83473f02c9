import Canvas

/// Several lines of text being typed, wrapped at the width that it is drawn in.
package struct TextArea: Hashable, Sendable {
  private var scalars: [Unicode.Scalar] = []
  /// Where typing goes: 0 before the first scalar.
  package private(set) var cursor = 0
  /// The first line on screen.
  private var top = 0
  /// The column that Up and Down keep to.
  private var wantedColumn: Int?
  /// The longest text accepted, in scalars.
  package var limit: Int

  package init(_ text: String = "", limit: Int = 20_000) {
    self.limit = limit
    self.text = text
  }

  /// Always sanitised, with LF between lines. Setting it puts the cursor at the end.
  package var text: String {
    get {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      return String(view)
    }
    set {
      scalars = Array(Sanitise.lines(newValue).unicodeScalars.prefix(limit))
      cursor = scalars.count
      wantedColumn = nil
    }
  }

  package var isEmpty: Bool { scalars.isEmpty }

  /// As `TextField.handle`, with Enter for a new line and Up, Down, Page Up and Page Down by lines of `size`, the size it is drawn in.
  /// Escape, Tab and F-keys are the caller's.
  package mutating func handle(_ key: Key, in size: Size) -> Outcome {
    defer { reveal(in: size) }
    let page = max(1, size.height - 1)
    switch (key.code, key.modifiers) {
    case (.up, []): return moveLines(by: -1, width: size.width)
    case (.down, []): return moveLines(by: 1, width: size.width)
    case (.pageUp, []): return moveLines(by: -page, width: size.width)
    case (.pageDown, []): return moveLines(by: page, width: size.width)
    default: break
    }
    wantedColumn = nil
    switch (key.code, key.modifiers) {
    case (.character(let scalar), []), (.character(let scalar), .shift): return insert(String(Character(scalar)))
    case (.enter, _): return insert("\n")
    case (.character("u"), .control): return remove(lineStart..<cursor)
    case (.character("k"), .control): return remove(cursor..<max(lineEnd, min(cursor + 1, scalars.count)))
    case (.character("w"), .control), (.backspace, .alt), (.backspace, .control):
      return remove(Words.start(before: cursor, in: scalars)..<cursor)
    case (.backspace, _): return remove(max(0, cursor - 1)..<cursor)
    case (.delete, _): return remove(cursor..<min(scalars.count, cursor + 1))
    case (.left, .control), (.left, .alt): return move(to: Words.start(before: cursor, in: scalars))
    case (.right, .control), (.right, .alt): return move(to: Words.end(after: cursor, in: scalars))
    case (.left, []): return move(to: cursor - 1)
    case (.right, []): return move(to: cursor + 1)
    case (.home, .control): return move(to: 0)
    case (.end, .control): return move(to: scalars.count)
    case (.home, _): return move(to: lineStart)
    case (.end, _), (.character("e"), .control): return move(to: lineEnd)
    default: return .ignored
    }
  }

  @discardableResult
  package mutating func insert(_ text: String) -> Outcome {
    let addition = Sanitise.lines(text).unicodeScalars.prefix(max(0, limit - scalars.count))
    if addition.isEmpty { return .unchanged }
    scalars.insert(contentsOf: addition, at: cursor)
    cursor += addition.count
    return .changed
  }

  /// Puts the cursor where `point`, from the top left of the area as drawn in `size`, shows.
  package mutating func placeCursor(at point: Point, in size: Size) {
    let lines = lines(width: size.width)
    let line = lines[min(max(0, top + point.y), lines.count - 1)]
    cursor = place(atColumn: point.x, in: line)
    wantedColumn = nil
  }

  package mutating func scroll(by rows: Int, in size: Size) {
    top = min(max(0, top + rows), max(0, lines(width: size.width).count - size.height))
  }

  package func draw(into frame: inout Frame, in area: Rect, focused: Bool, placeholder: String = "") {
    guard !area.isEmpty else { return }
    let paper: Role = focused ? .fieldFocused : .field
    let style = Style(.normal, on: paper)
    frame.fill(area, style: style)
    if scalars.isEmpty {
      frame.put(placeholder, x: area.x, y: area.y, columns: area.width, style: Style(.placeholder, on: paper), in: area)
    }
    let lines = lines(width: area.width)
    let first = min(top, max(0, lines.count - 1))
    for (row, line) in lines.dropFirst(first).prefix(area.height).enumerated() {
      var x = area.x
      let isLast = first + row == lines.count - 1
      for index in line {
        if focused, index == cursor { frame.cursor = Point(x: min(x, area.maxX - 1), y: area.y + row) }
        x = frame.put(String(Character(scalars[index])), x: x, y: area.y + row, style: style, in: area)
      }
      // At a line's end the cursor stands after it, unless the next line begins right there.
      if focused, cursor == line.upperBound, isLast || scalars[cursor] == "\n" {
        frame.cursor = Point(x: min(x, area.maxX - 1), y: area.y + row)
      }
    }
    if lines.count > area.height {
      Scrollbar.draw(
        into: &frame, in: Rect(x: area.maxX - 1, y: area.y, width: 1, height: area.height), total: lines.count,
        visible: area.height,
        top: first)
    }
  }

  // MARK: Lines

  /// The scalars of each line as drawn, line feeds left out. The last column is kept for the cursor and the scrollbar.
  private func lines(width: Int) -> [Range<Int>] {
    let room = max(1, width - 1)
    var lines: [Range<Int>] = []
    var start = 0
    var column = 0
    var lastSpace: Int?
    var index = 0
    while index < scalars.count {
      if scalars[index] == "\n" {
        lines.append(start..<index)
        start = index + 1
        column = 0
        lastSpace = nil
        index += 1
        continue
      }
      let own = TextWidth.columns(of: scalars[index])
      if column + own > room, index > start, scalars[index] != " " {
        let cut = lastSpace.map { $0 + 1 } ?? index
        lines.append(start..<cut)
        start = cut
        column = scalars[cut..<index].reduce(0) { $0 + TextWidth.columns(of: $1) }
        lastSpace = nil
      }
      if scalars[index] == " " { lastSpace = index }
      column += own
      index += 1
    }
    lines.append(start..<scalars.count)
    return lines
  }

  private func lineIndex(of cursor: Int, in lines: [Range<Int>]) -> Int {
    // The last line that begins at or before the cursor.
    var low = 0
    var high = lines.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lines[middle].lowerBound <= cursor { low = middle } else { high = middle - 1 }
    }
    return low
  }

  private func place(atColumn column: Int, in line: Range<Int>) -> Int {
    var x = 0
    for index in line {
      let own = TextWidth.columns(of: scalars[index])
      if x + own > column { return index }
      x += own
    }
    // The end of a wrapped line is the start of the next one.
    let wraps = line.upperBound < scalars.count && scalars[line.upperBound] != "\n"
    return wraps && line.count > 0 ? line.upperBound - 1 : line.upperBound
  }

  private mutating func moveLines(by step: Int, width: Int) -> Outcome {
    let lines = lines(width: width)
    let current = lineIndex(of: cursor, in: lines)
    let column =
      wantedColumn
      ?? scalars[lines[current].lowerBound..<cursor].reduce(0) { $0 + TextWidth.columns(of: $1) }
    wantedColumn = column
    let wanted = min(max(0, current + step), lines.count - 1)
    let target =
      wanted == current
      ? (step < 0 ? lines[current].lowerBound : lines[current].upperBound) : place(atColumn: column, in: lines[wanted])
    defer { cursor = target }
    return target == cursor ? .unchanged : .moved
  }

  private mutating func reveal(in size: Size) {
    let lines = lines(width: size.width)
    let current = lineIndex(of: cursor, in: lines)
    if current < top { top = current }
    if current >= top + size.height { top = current - size.height + 1 }
    top = min(max(0, top), max(0, lines.count - max(1, size.height)))
  }

  private var lineStart: Int { (scalars[..<cursor].lastIndex(of: "\n") ?? -1) + 1 }
  private var lineEnd: Int { scalars[cursor...].firstIndex(of: "\n") ?? scalars.count }

  private mutating func move(to wanted: Int) -> Outcome {
    let place = min(max(0, wanted), scalars.count)
    defer { cursor = place }
    return place == cursor ? .unchanged : .moved
  }

  private mutating func remove(_ range: Range<Int>) -> Outcome {
    if range.isEmpty { return .unchanged }
    scalars.removeSubrange(range)
    cursor = range.lowerBound
    return .changed
  }
}
