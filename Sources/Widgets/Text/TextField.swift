import Canvas

/// One line of text being typed.
package struct TextField: Hashable, Sendable {
  private var scalars: [Unicode.Scalar] = []
  /// Where typing goes: 0 before the first scalar.
  package private(set) var cursor = 0
  /// The longest text accepted, in scalars.
  package var limit: Int

  package init(_ text: String = "", limit: Int = 1000) {
    self.limit = limit
    self.text = text
  }

  /// Always one sanitised line. Setting it puts the cursor at the end.
  package var text: String {
    get {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      return String(view)
    }
    set {
      scalars = Array(Sanitise.line(newValue).unicodeScalars.prefix(limit))
      cursor = scalars.count
    }
  }

  package var isEmpty: Bool { scalars.isEmpty }

  /// Every printable key is text; arrows, Home, End, Backspace, Delete, Ctrl-U (all before the cursor), Ctrl-K (all after it) and
  /// Ctrl-W (the word before) edit. Enter, Escape, Tab, F-keys and the rest are the caller's.
  package mutating func handle(_ key: Key) -> Outcome {
    switch (key.code, key.modifiers) {
    case (.character(let scalar), []), (.character(let scalar), .shift): return insert(String(Character(scalar)))
    case (.character("u"), .control): return remove(0..<cursor)
    case (.character("k"), .control): return remove(cursor..<scalars.count)
    case (.character("w"), .control), (.backspace, .alt), (.backspace, .control):
      return remove(Words.start(before: cursor, in: scalars)..<cursor)
    case (.backspace, _): return remove(max(0, cursor - 1)..<cursor)
    case (.delete, _): return remove(cursor..<min(scalars.count, cursor + 1))
    case (.left, .control), (.left, .alt): return move(to: Words.start(before: cursor, in: scalars))
    case (.right, .control), (.right, .alt): return move(to: Words.end(after: cursor, in: scalars))
    case (.left, []): return move(to: cursor - 1)
    case (.right, []): return move(to: cursor + 1)
    case (.home, _): return move(to: 0)
    case (.end, _), (.character("e"), .control): return move(to: scalars.count)
    default: return .ignored
    }
  }

  /// Typed or pasted text; line ends become spaces.
  @discardableResult
  package mutating func insert(_ text: String) -> Outcome {
    let addition = Sanitise.line(text).unicodeScalars.prefix(max(0, limit - scalars.count))
    if addition.isEmpty { return .unchanged }
    scalars.insert(contentsOf: addition, at: cursor)
    cursor += addition.count
    return .changed
  }

  /// Puts the cursor where `column` of the field, as drawn in `width` columns, shows.
  package mutating func placeCursor(atColumn column: Int, width: Int) {
    var index = firstVisible(width: width)
    var x = 0
    while index < scalars.count {
      let own = TextWidth.columns(of: scalars[index])
      if x + own > column { break }
      x += own
      index += 1
    }
    cursor = index
  }

  /// Draws the text in `line`, scrolled so that the cursor shows; the terminal's cursor is put there when focused.
  package func draw(into frame: inout Frame, in line: Rect, focused: Bool, placeholder: String = "") {
    guard !line.isEmpty else { return }
    let paper: Role = focused ? .fieldFocused : .field
    frame.fill(line.row(0), style: Style(.normal, on: paper))
    if scalars.isEmpty, !placeholder.isEmpty {
      frame.put(placeholder, x: line.x, y: line.y, columns: line.width, style: Style(.placeholder, on: paper), in: line)
    }
    let first = firstVisible(width: line.width)
    var x = line.x
    var cursorX = x
    for index in first..<scalars.count {
      if index == cursor { cursorX = x }
      if x >= line.maxX { break }
      x = frame.put(String(Character(scalars[index])), x: x, y: line.y, style: Style(.normal, on: paper), in: line)
    }
    if cursor == scalars.count { cursorX = x }
    if focused { frame.cursor = Point(x: min(cursorX, line.maxX - 1), y: line.y) }
  }

  /// The first scalar shown: the field scrolls only as far as the cursor makes it, with a cell for it at the end.
  private func firstVisible(width: Int) -> Int {
    var room = max(1, width) - 1
    var first = cursor
    while first > 0 {
      let own = TextWidth.columns(of: scalars[first - 1])
      if own > room { break }
      room -= own
      first -= 1
    }
    return first
  }

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
