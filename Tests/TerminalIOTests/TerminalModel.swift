import Canvas
import TerminalHarness

/// What an xterm shows after some bytes.
struct TerminalModel {
  private var emulator: TerminalEmulator

  init(size: Size) { emulator = TerminalEmulator(size: ScreenSize(columns: size.width, rows: size.height)) }

  mutating func feed(_ bytes: [UInt8]) { emulator.feed(bytes) }

  func text(row: Int) -> String { emulator.screen.rows[row].map(\.text).joined() }
  var cursor: Point { Point(x: emulator.screen.cursor.column, y: emulator.screen.cursor.row) }
  var isCursorShown: Bool { emulator.screen.cursorIsVisible }
  /// Sequences that no xterm knows.
  var unknown: [String] { emulator.screen.unrecognised }
  /// By cell, row after row.
  var bold: [Bool] { emulator.screen.rows.joined().map { $0.style.attributes.contains(.bold) } }
}
