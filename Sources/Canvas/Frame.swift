/// A whole screen, as one flat array that is drawn into and then compared with what the terminal shows.
package struct Frame: Sendable, Equatable {
  package private(set) var size: Size
  /// Row by row, `size.width` cells a row.
  package private(set) var cells: [Cell]
  /// Where the terminal's own cursor stands; nil hides it.
  package var cursor: Point?

  package init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  package var bounds: Rect { Rect(size) }

  package subscript(x: Int, y: Int) -> Cell {
    get { cells[y * size.width + x] }
    set { cells[y * size.width + x] = newValue }
  }

  /// Draws `text` from (`x`, `y`) on, clipped to `clip`; control characters and what has no width are left out, a wide glyph that
  /// would be cut becomes a blank. Returns the column after the last one drawn.
  @discardableResult
  package mutating func put(_ text: some StringProtocol, x: Int, y: Int, style: Style, in clip: Rect) -> Int {
    let clip = clip.intersection(bounds)
    guard y >= clip.y, y < clip.maxY else { return x }
    var column = x
    for scalar in text.unicodeScalars {
      let width = TextWidth.columns(of: scalar)
      if width == 0 { continue }
      if column >= clip.maxX { break }
      if column >= clip.x {
        if column + width <= clip.maxX {
          self[column, y] = Cell(glyph: scalar.value, style: style, width: UInt8(width))
          if width == 2 { self[column + 1, y] = .continuation(style) }
        } else {
          self[column, y] = Cell(glyph: 0x20, style: style)
        }
      }
      column += width
    }
    return column
  }

  package mutating func fill(_ rect: Rect, style: Style, glyph: Unicode.Scalar = " ") {
    let rect = rect.intersection(bounds)
    for y in rect.y..<rect.maxY {
      for x in rect.x..<rect.maxX { self[x, y] = Cell(glyph: glyph.value, style: style) }
    }
  }

  /// Changes what lies under the glyphs of `rect`, leaving glyphs and inks as they are: a selection, a glow.
  package mutating func setPaper(_ paper: Role, in rect: Rect) {
    let rect = rect.intersection(bounds)
    for y in rect.y..<rect.maxY {
      for x in rect.x..<rect.maxX { self[x, y].style.paper = paper }
    }
  }

  /// One row as text, for tests and saved screens.
  package func text(row y: Int) -> String {
    var line = String.UnicodeScalarView()
    for x in 0..<size.width where self[x, y].width > 0 { line.append(Unicode.Scalar(self[x, y].glyph) ?? " ") }
    return String(line)
  }
}
