/// Control sequences and operating system commands.
extension TerminalEmulator {
  mutating func control(_ sequence: ControlSequence) {
    switch (sequence.prefix, sequence.intermediates.first ?? 0) {
    case (0, 0): standard(sequence)
    case (UInt8(ascii: "?"), 0): privateModes(sequence)
    case (UInt8(ascii: "?"), UInt8(ascii: "$")) where sequence.final == UInt8(ascii: "p"):
      let mode = sequence.count(0, or: 0)
      reply("\u{1B}[?\(mode);\(screen.modes.contains(mode) ? 1 : 2)$y")
    case (UInt8(ascii: ">"), 0) where sequence.final == UInt8(ascii: "c"): reply("\u{1B}[>41;1;0c")
    case (UInt8(ascii: ">"), 0) where sequence.final == UInt8(ascii: "q"): reply("\u{1B}P>|harness\u{1B}\\")
    // xterm's key modifier options, which change nothing here.
    case (UInt8(ascii: ">"), 0) where "mnu".utf8.contains(sequence.final): break
    // Soft reset.
    case (0, UInt8(ascii: "!")) where sequence.final == UInt8(ascii: "p"): softReset()
    // The cursor's shape.
    case (0, UInt8(ascii: " ")) where sequence.final == UInt8(ascii: "q"): break
    default: unrecognised(sequence)
    }
  }

  private mutating func unrecognised(_ sequence: ControlSequence) {
    let parameters = sequence.parameters.map { $0.map { $0.map(String.init) ?? "" }.joined(separator: ":") }.joined(
      separator: ";")
    let prefix = sequence.prefix == 0 ? "" : String(Unicode.Scalar(sequence.prefix))
    noteUnrecognised("CSI \(prefix)\(parameters)\(String(decoding: sequence.intermediates + [sequence.final], as: UTF8.self))")
  }

  private mutating func standard(_ sequence: ControlSequence) {
    let count = sequence.count(0)
    switch Unicode.Scalar(sequence.final) {
    case "@": insertBlanks(count)
    case "A": moveCursor(down: -count)
    case "B", "e": moveCursor(down: count)
    case "C", "a": moveCursor(right: count)
    case "D": moveCursor(right: -count)
    case "E":
      moveCursor(down: count)
      screen.cursor.column = 0
    case "F":
      moveCursor(down: -count)
      screen.cursor.column = 0
    case "G", "`": moveCursor(row: screen.cursor.row, column: count - 1)
    case "H", "f": moveCursor(row: count - 1, column: sequence.count(1) - 1)
    case "I": for _ in 0..<min(count, screen.size.columns) { tabForward() }
    case "J": eraseDisplay(sequence[0] ?? 0)
    case "K": eraseLine(sequence[0] ?? 0)
    case "L": insertLines(count)
    case "M": deleteLines(count)
    case "P": deleteCharacters(count)
    case "S": scrollUp(count, from: region.lowerBound)
    case "T": scrollDown(count, from: region.lowerBound)
    case "X": erase(row: screen.cursor.row, columns: screen.cursor.column..<(screen.cursor.column + count))
    case "Z": for _ in 0..<min(count, screen.size.columns) { tabBackward() }
    case "b":
      if let scalar = lastPrinted { for _ in 0..<min(count, screen.size.columns * screen.size.rows) { put(scalar) } }
    case "c": reply("\u{1B}[?62;22c")
    case "d": moveCursor(row: count - 1, column: screen.cursor.column)
    case "g":
      if sequence.count(0, or: 0) == 3 { tabs = [] } else { tabs.remove(screen.cursor.column) }
    case "h", "l": ansiModes(sequence)
    case "m": selectGraphics(sequence)
    case "n":
      if sequence[0] == 5 { reply("\u{1B}[0n") }
      if sequence[0] == 6 { reply("\u{1B}[\(screen.cursor.row + 1);\(screen.cursor.column + 1)R") }
    case "r": setRegion(sequence)
    case "s": saved = savedCursor()
    case "u": restore(saved)
    // Window operations: ncurses saves and restores the title around the alternate screen.
    case "t": if sequence[0] == 18 { reply("\u{1B}[8;\(screen.size.rows);\(screen.size.columns)t") }
    default: unrecognised(sequence)
    }
  }

  private mutating func setRegion(_ sequence: ControlSequence) {
    let top = sequence.count(0) - 1
    let bottom = min(sequence.count(1, or: screen.size.rows), screen.size.rows) - 1
    guard top < bottom else { return }
    region = top...bottom
    moveCursor(row: 0, column: 0)
  }

  private mutating func ansiModes(_ sequence: ControlSequence) {
    for mode in sequence.parameters.compactMap({ $0.first ?? nil }) {
      if mode == 4 { insertsGlyphs = sequence.final == UInt8(ascii: "h") } else { unrecognised(sequence) }
    }
  }

  private mutating func privateModes(_ sequence: ControlSequence) {
    switch sequence.final {
    case UInt8(ascii: "h"), UInt8(ascii: "l"):
      for mode in sequence.parameters.compactMap({ $0.first ?? nil }) { setMode(mode, sequence.final == UInt8(ascii: "h")) }
    // Saving and restoring modes; selective erase.
    case UInt8(ascii: "r"), UInt8(ascii: "s"): break
    case UInt8(ascii: "J"): eraseDisplay(sequence[0] ?? 0)
    case UInt8(ascii: "K"): eraseLine(sequence[0] ?? 0)
    // The kitty keyboard protocol, which is not spoken here: no answer.
    case UInt8(ascii: "u"): break
    default: unrecognised(sequence)
    }
  }

  private mutating func setMode(_ mode: Int, _ on: Bool) {
    if on { screen.modes.insert(mode) } else { screen.modes.remove(mode) }
    switch mode {
    case 3: eraseDisplay(2)
    case 47, 1047: useAlternate(on, savingCursor: false)
    case 1048: if on { saved = savedCursor() } else { restore(saved) }
    case 1049: useAlternate(on, savingCursor: true)
    case 2026: if !on { updatesCompleted += 1 }
    default: break
    }
  }

  private mutating func softReset() {
    screen.modes.formUnion([7, 25])
    screen.modes.remove(1)
    insertsGlyphs = false
    screen.keypadIsApplication = false
    region = 0...max(0, screen.size.rows - 1)
    (style, charsets, shiftedOut, saved) = (.plain, [false, false], false, SavedCursor())
  }

  mutating func operatingSystemCommand(_ text: String) {
    let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
    let argument = parts.count > 1 ? String(parts[1]) : ""
    switch parts.first {
    case "0", "1", "2": screen.title = argument
    case "52": screen.clipboard = argument.split(separator: ";", omittingEmptySubsequences: false).last.map(String.init)
    case "10" where argument == "?": reply("\u{1B}]10;rgb:dddd/dddd/dddd\u{1B}\\")
    case "11" where argument == "?": reply("\u{1B}]11;rgb:0000/0000/0000\u{1B}\\")
    // Links, colours, the working folder, notifications: shown nowhere.
    case "4", "7", "8", "9", "10", "11", "12", "104", "110", "111", "112", "133", "777": break
    default: noteUnrecognised("OSC \(text)")
    }
  }
}
