/// A whole screen, as one flat array that is drawn into and then compared with what the terminal shows.
///
/// Whatever is drawn, a wide glyph has its right half beside it: drawing over one half blanks the other.
package struct Frame: Sendable {
  package private(set) var size: Size
  /// Row by row, `size.width` cells a row.
  package private(set) var cells: [Cell]
  /// Where the terminal's own cursor stands; nil hides it.
  package var cursor: Point?
  /// With `.ascii`, `put` and `fill` draw the twin of a symbol, and plain ASCII for what terminals disagree on the width of.
  package var symbols: Symbols
  /// Rows that may have been drawn on since `forgetTouches`; all rows of a new frame.
  package private(set) var touched: RowSet

  package init(size: Size, symbols: Symbols = .unicode) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    self.symbols = symbols
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
    touched = RowSet(count: self.size.height, all: true)
  }

  package var bounds: Rect { Rect(size) }

  /// Blank again, keeping the memory.
  package mutating func erase() {
    touched.insertAll()
    cells.withUnsafeMutableBufferPointer { $0.update(repeating: .blank) }
    cursor = nil
  }

  /// Takes over what `other` shows, keeping the memory when the sizes are the same.
  package mutating func copy(from other: borrowing Frame) {
    cursor = other.cursor
    symbols = other.symbols
    guard size == other.size else {
      size = other.size
      cells = other.cells
      touched = RowSet(count: size.height, all: true)
      return
    }
    touched.insertAll()
    cells.withUnsafeMutableBufferPointer { own in
      other.cells.withUnsafeBufferPointer { _ = own.update(fromContentsOf: $0) }
    }
  }

  /// Makes `rows` look as they do in `other`, which has the same size; they do not count as touched.
  package mutating func restore(_ rows: RowSet, from other: borrowing Frame) {
    precondition(size == other.size)
    let columns = size.width
    cells.withUnsafeMutableBufferPointer { own in
      other.cells.withUnsafeBufferPointer { theirs in
        for y in 0..<size.height where columns > 0 && rows.contains(y) {
          let start = y * columns
          own.baseAddress!.advanced(by: start).update(from: theirs.baseAddress! + start, count: columns)
        }
      }
    }
  }

  package mutating func forgetTouches() { touched.removeAll() }
  package mutating func touch(_ rows: RowSet) { touched.formUnion(rows) }

  /// The cells of `area`, which lies within the frame, row by row.
  package func cells(of area: Rect) -> [Cell] {
    precondition(area.intersection(bounds) == area)
    var copied: [Cell] = []
    copied.reserveCapacity(area.width * area.height)
    for y in area.y..<area.maxY {
      copied += cells[y * size.width + area.x..<y * size.width + area.maxX]
    }
    return copied
  }

  /// Puts back what `cells(of:)` gave of an area of the same size.
  package mutating func paste(_ copied: [Cell], into area: Rect) {
    precondition(area.intersection(bounds) == area && copied.count == area.width * area.height)
    guard !area.isEmpty else { return }
    let columns = size.width
    cells.withUnsafeMutableBufferPointer { own in
      copied.withUnsafeBufferPointer { copied in
        for line in 0..<area.height {
          let row = (area.y + line) * columns
          let (first, last) = (row + area.x, row + area.maxX - 1)
          let source = copied.baseAddress! + line * area.width
          // A row that looks so already is not touched.
          if (0..<area.width).allSatisfy({ own[first + $0].bits == source[$0].bits }) { continue }
          touched.insert(area.y + line)
          Self.blankHalves(of: area.x..<area.maxX, row: row, columns: columns, in: own)
          own.baseAddress!.advanced(by: first).update(from: source, count: area.width)
          // Half a glyph at either end would make the row wider or narrower than it is.
          if own[first].width == 0 { own[first] = Cell(glyph: 0x20, style: own[first].style) }
          if own[last].width == 2 { own[last] = Cell(glyph: 0x20, style: own[last].style) }
        }
      }
    }
  }

  package subscript(x: Int, y: Int) -> Cell {
    get { cells[y * size.width + x] }
    set {
      precondition(x >= 0 && x < size.width && y >= 0 && y < size.height)
      touched.insert(y)
      let width = size.width
      cells.withUnsafeMutableBufferPointer { Self.set(newValue, at: y * width + x, column: x, columns: width, in: $0) }
    }
  }

  /// Draws `text` from (`x`, `y`) on, clipped to `clip`; control characters and what has no width are left out, a wide glyph that
  /// would be cut becomes a blank. Returns the column after the last one drawn.
  @discardableResult
  package mutating func put(_ text: some StringProtocol, x: Int, y: Int, style: Style, in clip: Rect) -> Int {
    let clip = clip.intersection(bounds)
    guard y >= clip.y, y < clip.maxY, x < clip.maxX else { return x }
    touched.insert(y)
    let columns = size.width
    let ascii = symbols == .ascii
    let drawn: Int? = text.utf8.withContiguousStorageIfAvailable { utf8 in
      cells.withUnsafeMutableBufferPointer { cells in
        Self.draw(
          utf8, x: x, row: y * columns, columns: columns, style: style, from: clip.x, to: clip.maxX, ascii: ascii, in: cells)
      }
    }
    if let drawn { return drawn }
    return put(String(text), x: x, y: y, style: style, in: clip)
  }

  /// Draws one symbol, in its form for this frame.
  @discardableResult
  package mutating func put(_ symbol: Symbol, x: Int, y: Int, style: Style, in clip: Rect) -> Int {
    put(symbols[symbol], x: x, y: y, style: style, in: clip)
  }

  /// Draws `text` in exactly `columns` columns from (`x`, `y`): truncated with the frame's ellipsis, or padded. Returns the column
  /// after.
  @discardableResult
  package mutating func put(
    _ text: some StringProtocol, x: Int, y: Int, columns: Int, align: TextWidth.Alignment = .left, style: Style, in clip: Rect
  ) -> Int {
    guard columns > 0 else { return x }
    let field = Rect(x: x, y: y, width: columns, height: 1)
    let width = TextWidth.columns(of: text)
    fill(field.intersection(clip), style: style)
    if width <= columns {
      let start = align == .left ? x : align == .right ? x + columns - width : x + (columns - width) / 2
      put(text, x: start, y: y, style: style, in: clip)
    } else {
      put(
        TextWidth.truncated(text, to: columns, ellipsis: symbols[.ellipsis]), x: x, y: y, style: style,
        in: field.intersection(clip))
    }
    return x + columns
  }

  package mutating func fill(_ rect: Rect, style: Style, glyph: Unicode.Scalar = " ") {
    let rect = rect.intersection(bounds)
    guard !rect.isEmpty else { return }
    let glyph = symbols == .ascii ? Symbols.asciiTwin(of: glyph.value) : glyph.value
    let cell = Cell(glyph: TextWidth.columns(of: Unicode.Scalar(glyph) ?? " ") == 1 ? glyph : 0x20, style: style)
    touched.insert(rect.y..<rect.maxY)
    let columns = size.width
    cells.withUnsafeMutableBufferPointer { cells in
      for y in rect.y..<rect.maxY {
        Self.blankHalves(of: rect.x..<rect.maxX, row: y * columns, columns: columns, in: cells)
        for x in rect.x..<rect.maxX { cells[y * columns + x] = cell }
      }
    }
  }

  /// Changes what lies under the glyphs of `rect`, leaving glyphs and inks as they are: a selection, a glow.
  package mutating func setPaper(_ paper: Role, in rect: Rect) { restyle(in: rect) { $0.paper = paper } }

  /// Changes what the glyphs of `rect` mean, leaving the paper.
  package mutating func setInk(_ ink: Role, in rect: Rect) { restyle(in: rect) { $0.ink = ink } }

  private mutating func restyle(in rect: Rect, _ change: (inout Style) -> Void) {
    let rect = rect.intersection(bounds)
    guard !rect.isEmpty else { return }
    touched.insert(rect.y..<rect.maxY)
    let columns = size.width
    cells.withUnsafeMutableBufferPointer { cells in
      for y in rect.y..<rect.maxY {
        for index in (y * columns + rect.x)..<(y * columns + rect.maxX) { change(&cells[index].style) }
      }
    }
  }

  // MARK: Cells

  private static func draw(
    _ utf8: UnsafeBufferPointer<UInt8>, x: Int, row: Int, columns: Int, style: Style, from: Int, to: Int, ascii: Bool,
    in cells: UnsafeMutableBufferPointer<Cell>
  ) -> Int {
    var column = x
    var cursor = ScalarCursor(utf8)
    let table = WidthTable.shared
    while let read = cursor.next() {
      if column >= to { break }
      var scalar = read
      var width = 1
      if scalar < 0x20 || scalar >= 0x7F {
        if scalar == 0xAD { continue }
        if ascii { scalar = Symbols.asciiTwin(of: scalar) }
        width = table.columns(of: scalar)
        if width == 0 { continue }
      }
      if column >= from {
        if column + width <= to {
          set(
            Cell(glyph: scalar, style: style, width: UInt8(width)), at: row + column, column: column, columns: columns, in: cells)
        } else {
          set(Cell(glyph: 0x20, style: style), at: row + column, column: column, columns: columns, in: cells)
        }
      } else if column + width > from {
        // The right half of a wide glyph that begins left of the clip.
        set(Cell(glyph: 0x20, style: style), at: row + from, column: from, columns: columns, in: cells)
      }
      column += width
    }
    return column
  }

  /// Sets one cell, keeping wide glyphs whole.
  private static func set(
    _ cell: Cell, at index: Int, column: Int, columns: Int, in cells: UnsafeMutableBufferPointer<Cell>
  ) {
    if cell.width == 0 {
      // A right half is only ever what its left half says; anywhere else it is a blank.
      if column > 0, cells[index - 1].width == 2 {
        cells[index] = .continuation(cell.style)
      } else {
        set(Cell(glyph: 0x20, style: cell.style), at: index, column: column, columns: columns, in: cells)
      }
      return
    }
    let wide = cell.width == 2
    if wide, column + 1 >= columns {
      set(Cell(glyph: 0x20, style: cell.style), at: index, column: column, columns: columns, in: cells)
      return
    }
    blankHalves(of: column..<(column + (wide ? 2 : 1)), row: index - column, columns: columns, in: cells)
    cells[index] = cell
    if wide { cells[index + 1] = .continuation(cell.style) }
  }

  /// Blanks the halves of wide glyphs that stick out of `range`, which is about to be drawn over.
  private static func blankHalves(
    of range: Range<Int>, row: Int, columns: Int, in cells: UnsafeMutableBufferPointer<Cell>
  ) {
    let first = row + range.lowerBound
    let last = row + range.upperBound - 1
    if cells[first].width == 0, range.lowerBound > 0 { cells[first - 1] = Cell(glyph: 0x20, style: cells[first - 1].style) }
    if cells[last].width == 2, range.upperBound < columns { cells[last + 1] = Cell(glyph: 0x20, style: cells[last + 1].style) }
  }
}

extension Frame: Equatable {
  /// What they show; not which rows were touched.
  package static func == (left: Frame, right: Frame) -> Bool {
    left.size == right.size && left.cells == right.cells && left.cursor == right.cursor && left.symbols == right.symbols
  }
}
