import Canvas

/// What an xterm shows after some bytes: just the sequences that ncurses sends for `xterm-256color`, everything else is noted as unknown.
struct TerminalModel {
  private(set) var size: Size
  private(set) var glyphs: [UInt32]
  private(set) var bold: [Bool]
  private(set) var cursor = Point(x: 0, y: 0)
  private(set) var isCursorShown = true
  private(set) var unknown: [String] = []
  private var isBold = false
  private var pendingWrap = false
  private var lastGlyph: UInt32 = 0x20

  init(size: Size) {
    self.size = size
    glyphs = Array(repeating: 0x20, count: size.width * size.height)
    bold = Array(repeating: false, count: size.width * size.height)
  }

  func text(row: Int) -> String {
    var view = String.UnicodeScalarView()
    for x in 0..<size.width where glyphs[row * size.width + x] != 0 {
      view.append(Unicode.Scalar(glyphs[row * size.width + x]) ?? " ")
    }
    return String(view)
  }

  mutating func feed(_ bytes: [UInt8]) {
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var at = 0
    while at < scalars.count {
      let scalar = scalars[at]
      at += 1
      switch scalar.value {
      case 0x1B:
        guard at < scalars.count else { return unknown.append("cut off") }
        if scalars[at] == "[" {
          var end = at + 1
          while end < scalars.count, !(0x40...0x7E).contains(scalars[end].value) { end += 1 }
          guard end < scalars.count else { return unknown.append("cut off") }
          control(scalars[(at + 1)..<end], final: scalars[end])
          at = end + 1
        } else if scalars[at] == "(" {
          at += 2
        } else {
          at += 1
        }
      case 0x0D: move(x: 0, y: cursor.y)
      case 0x0A: move(x: cursor.x, y: min(size.height - 1, cursor.y + 1))
      case 0x08: move(x: max(0, cursor.x - 1), y: cursor.y)
      case 0x09: move(x: min(size.width - 1, (cursor.x / 8 + 1) * 8), y: cursor.y)
      case 0..<0x20: break
      default: draw(scalar.value)
      }
    }
  }

  private mutating func move(x: Int, y: Int) {
    cursor = Point(x: min(max(0, x), size.width - 1), y: min(max(0, y), size.height - 1))
    pendingWrap = false
  }

  private mutating func set(_ x: Int, _ y: Int, _ glyph: UInt32) {
    let index = y * size.width + x
    if glyphs[index] == 0, glyph != 0, x > 0 { glyphs[index - 1] = 0x20 }
    if glyphs[index] != 0, x + 1 < size.width, glyphs[index + 1] == 0 { glyphs[index + 1] = 0x20 }
    glyphs[index] = glyph
    bold[index] = isBold
  }

  private mutating func draw(_ glyph: UInt32) {
    let width = Unicode.Scalar(glyph).map { TextWidth.columns(of: $0) } ?? 1
    guard width > 0 else { return unknown.append("U+\(String(glyph, radix: 16))") }
    if pendingWrap || cursor.x + width > size.width { move(x: 0, y: cursor.y + 1) }
    set(cursor.x, cursor.y, glyph)
    if width == 2 { set(cursor.x + 1, cursor.y, 0) }
    lastGlyph = glyph
    if cursor.x + width >= size.width {
      cursor.x = size.width - 1
      pendingWrap = true
    } else {
      cursor.x += width
    }
  }

  private mutating func erase(_ range: Range<Int>, row: Int) {
    for x in range.clamped(to: 0..<size.width) { set(x, row, 0x20) }
  }

  private mutating func control(_ body: ArraySlice<Unicode.Scalar>, final: Unicode.Scalar) {
    let text = String(String.UnicodeScalarView(body))
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let first = numbers.first.flatMap(\.self) ?? 1
    switch final {
    case "H", "f": move(x: (numbers.count > 1 ? numbers[1] ?? 1 : 1) - 1, y: first - 1)
    case "A": move(x: cursor.x, y: cursor.y - first)
    case "B": move(x: cursor.x, y: cursor.y + first)
    case "C": move(x: cursor.x + first, y: cursor.y)
    case "D": move(x: cursor.x - first, y: cursor.y)
    case "G": move(x: first - 1, y: cursor.y)
    case "d": move(x: cursor.x, y: first - 1)
    case "b": for _ in 0..<first { draw(lastGlyph) }
    case "X": erase(cursor.x..<(cursor.x + first), row: cursor.y)
    case "K": text == "1" ? erase(0..<(cursor.x + 1), row: cursor.y) : erase(cursor.x..<size.width, row: cursor.y)
    case "P":
      var row = Array(glyphs[(cursor.y * size.width)..<((cursor.y + 1) * size.width)])
      row.removeSubrange(cursor.x..<min(size.width, cursor.x + first))
      row += Array(repeating: 0x20, count: size.width - row.count)
      for (x, glyph) in row.enumerated() { glyphs[cursor.y * size.width + x] = glyph }
    case "@":
      var row = Array(glyphs[(cursor.y * size.width)..<((cursor.y + 1) * size.width)])
      row.insert(contentsOf: Array(repeating: 0x20, count: first), at: cursor.x)
      for x in 0..<size.width { glyphs[cursor.y * size.width + x] = row[x] }
    case "J":
      if text == "2" {
        for y in 0..<size.height { erase(0..<size.width, row: y) }
      } else if text.isEmpty || text == "0" {
        erase(cursor.x..<size.width, row: cursor.y)
        for y in (cursor.y + 1)..<max(cursor.y + 1, size.height) { erase(0..<size.width, row: y) }
      } else {
        unknown.append("[\(text)J")
      }
    case "m":
      for number in numbers {
        if (number ?? 0) == 0 || number == 22 { isBold = false }
        if number == 1 { isBold = true }
      }
    case "h", "l":
      if text == "?25" { isCursorShown = final == "h" }
    case "r", "t": break
    default: unknown.append("[\(text)\(final)")
    }
  }
}
