import CPty

/// A terminal of the xterm kind, as far as programs on ncurses and its terminfo entry `xterm-256color` use one.
///
/// Control functions are those of ECMA-48 and of XTerm Control Sequences.
package struct TerminalEmulator: Sendable {
  struct SavedCursor: Sendable {
    var cursor = ScreenPoint(row: 0, column: 0)
    var style = ScreenStyle.plain
    var charsets = [false, false]
    var shiftedOut = false
    var wrapIsPending = false
  }

  package internal(set) var screen: Screen
  /// Answers to the program's questions, to be written to it.
  package internal(set) var replies: [UInt8] = []

  var style = ScreenStyle.plain
  /// Printing in the last column leaves the cursor there; the next glyph wraps first (terminfo's `xenl`).
  var wrapIsPending = false
  /// The scrolling region, first row to last.
  var region: ClosedRange<Int>
  var insertsGlyphs = false
  /// Whether G0 and G1 hold the line-drawing set.
  var charsets = [false, false]
  var shiftedOut = false
  var saved = SavedCursor()
  var otherBuffer: [[ScreenCell]]?
  var savedForAlternate = SavedCursor()
  /// The alternate screen as it stood when the program last left it.
  var lastAlternate: Screen?
  var tabs: Set<Int>
  var lastPrinted: Unicode.Scalar?
  /// How often the program has ended an update that it held back (mode 2026).
  var updatesCompleted = 0
  private var parser = ControlParser()

  package init(size: ScreenSize) {
    screen = Screen(size: size)
    region = 0...max(0, size.rows - 1)
    tabs = Set(stride(from: 0, to: 1000, by: 8))
  }

  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    // The parser is taken out while it runs, since acting on what it finds changes the rest of the terminal.
    var parser = self.parser
    for byte in bytes { parser.feed(byte) { perform($0) } }
    self.parser = parser
  }

  package mutating func feed(_ text: String) { feed(text.utf8) }

  package mutating func takeReplies() -> [UInt8] {
    defer { replies = [] }
    return replies
  }

  mutating func reply(_ text: String) { replies += Array(text.utf8) }

  private mutating func perform(_ action: ControlAction) {
    switch action {
    case .print(let scalar): put(scalar)
    case .execute(let control): execute(control)
    case .escape(let intermediates, let final): escape(intermediates, final)
    case .csi(let sequence): control(sequence)
    case .osc(let text): operatingSystemCommand(text)
    case .string(let introducer, let text): noteUnrecognised("ESC \(Character(Unicode.Scalar(introducer)))\(text)")
    }
  }

  mutating func noteUnrecognised(_ what: String) {
    if screen.unrecognised.count < 100 { screen.unrecognised.append(what) }
  }

  // MARK: Printing

  private static let lineDrawing: [Character: Unicode.Scalar] = [
    "`": "◆", "a": "▒", "f": "°", "g": "±", "j": "┘", "k": "┐", "l": "┌", "m": "└", "n": "┼", "o": "⎺", "p": "⎻", "q": "─",
    "r": "⎼",
    "s": "⎽", "t": "├", "u": "┤", "v": "┴", "w": "┬", "x": "│", "y": "≤", "z": "≥", "{": "π", "|": "≠", "}": "£", "~": "·",
  ]

  mutating func put(_ scalar: Unicode.Scalar) {
    if (0x80..<0xA0).contains(scalar.value) {
      // A program that lets C1 controls through would move the cursor of a real terminal.
      noteUnrecognised("C1 control \(String(scalar.value, radix: 16))")
      return
    }
    let glyph = charsets[shiftedOut ? 1 : 0] ? Self.lineDrawing[Character(scalar)] ?? scalar : scalar
    let columns = Int(cpty_columns(glyph.value))
    guard columns > 0 else { return combine(glyph) }
    lastPrinted = scalar
    if wrapIsPending && screen.modes.contains(7) { wrap() }
    if screen.cursor.column + columns > screen.size.columns {
      guard screen.modes.contains(7), columns <= screen.size.columns else { return }
      wrap()
    }
    let (row, column) = (screen.cursor.row, screen.cursor.column)
    if insertsGlyphs { insertBlanks(columns) }
    clearHalves(row, column)
    if columns == 2 { clearHalves(row, column + 1) }
    screen.rows[row][column] = ScreenCell(text: String(glyph), style: style, columns: UInt8(columns))
    if columns == 2 { screen.rows[row][column + 1] = ScreenCell(text: "", style: style, columns: 0) }
    wrapIsPending = column + columns >= screen.size.columns
    screen.cursor.column = min(column + columns, screen.size.columns - 1)
  }

  private mutating func combine(_ mark: Unicode.Scalar) {
    var column = screen.cursor.column - (wrapIsPending ? 0 : 1)
    guard column >= 0 else { return }
    if screen.rows[screen.cursor.row][column].columns == 0 { column -= 1 }
    guard column >= 0 else { return }
    screen.rows[screen.cursor.row][column].text.unicodeScalars.append(mark)
  }

  private mutating func wrap() {
    screen.cursor.column = 0
    wrapIsPending = false
    lineFeed()
  }

  /// Writing over one half of a wide glyph leaves a blank in the other.
  mutating func clearHalves(_ row: Int, _ column: Int) {
    guard screen.rows[row].indices.contains(column) else { return }
    let cell = screen.rows[row][column]
    if cell.columns == 0, column > 0 { screen.rows[row][column - 1] = .blank(screen.rows[row][column - 1].style) }
    if cell.columns == 2, column + 1 < screen.size.columns { screen.rows[row][column + 1] = .blank(cell.style) }
  }

  // MARK: C0 and ESC

  private mutating func execute(_ control: UInt8) {
    switch control {
    case 0x07: screen.bells += 1
    case 0x08: moveCursor(row: screen.cursor.row, column: screen.cursor.column - 1)
    case 0x09: tabForward()
    case 0x0A, 0x0B, 0x0C: lineFeed()
    case 0x0D: moveCursor(row: screen.cursor.row, column: 0)
    case 0x0E: shiftedOut = true
    case 0x0F: shiftedOut = false
    default: break
    }
  }

  private mutating func escape(_ intermediates: [UInt8], _ final: UInt8) {
    switch (intermediates.first.map { Unicode.Scalar($0) }, Unicode.Scalar(final)) {
    case (nil, "7"): saved = savedCursor()
    case (nil, "8"): restore(saved)
    case (nil, "D"): lineFeed()
    case (nil, "E"):
      screen.cursor.column = 0
      lineFeed()
    case (nil, "H"): tabs.insert(screen.cursor.column)
    case (nil, "M"): reverseLineFeed()
    case (nil, "c"): reset()
    case (nil, "="): screen.keypadIsApplication = true
    case (nil, ">"): screen.keypadIsApplication = false
    case (nil, "\\"): break
    case ("(", let set): charsets[0] = set == "0"
    case (")", let set): charsets[1] = set == "0"
    case ("%", "G"): break
    case ("#", "8"):
      for row in screen.rows.indices {
        screen.rows[row] = Array(repeating: ScreenCell(text: "E", style: .plain), count: screen.size.columns)
      }
    default: noteUnrecognised("ESC \(String(decoding: intermediates + [final], as: UTF8.self))")
    }
  }

  mutating func reset() {
    let (title, bells, unrecognised) = (screen.title, screen.bells, screen.unrecognised)
    let replies = replies
    self = TerminalEmulator(size: screen.size)
    (screen.title, screen.bells, screen.unrecognised) = (title, bells, unrecognised)
    self.replies = replies
  }

  func savedCursor() -> SavedCursor {
    SavedCursor(
      cursor: screen.cursor, style: style, charsets: charsets, shiftedOut: shiftedOut, wrapIsPending: wrapIsPending)
  }

  mutating func restore(_ state: SavedCursor) {
    moveCursor(row: state.cursor.row, column: state.cursor.column)
    (style, charsets, shiftedOut, wrapIsPending) = (state.style, state.charsets, state.shiftedOut, state.wrapIsPending)
  }

  // MARK: Size

  /// The window has been resized: rows and columns are cut or added at the bottom and right.
  package mutating func resize(_ size: ScreenSize) {
    func fitted(_ rows: [[ScreenCell]]) -> [[ScreenCell]] {
      var rows = Array(rows.prefix(size.rows))
      for row in rows.indices {
        rows[row] = Array(rows[row].prefix(size.columns))
        if rows[row].last?.columns == 2 { rows[row][rows[row].count - 1] = .blank() }
        rows[row] += Array(repeating: .blank(), count: size.columns - rows[row].count)
      }
      rows += Array(repeating: Array(repeating: .blank(), count: size.columns), count: size.rows - rows.count)
      return rows
    }
    screen.rows = fitted(screen.rows)
    otherBuffer = otherBuffer.map(fitted)
    screen.size = size
    region = 0...max(0, size.rows - 1)
    moveCursor(row: screen.cursor.row, column: screen.cursor.column)
  }
}
