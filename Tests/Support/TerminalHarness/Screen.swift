/// A place on the screen, from 0.
package struct ScreenPoint: Hashable, Sendable {
  package var row: Int
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

package struct ScreenSize: Hashable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  package static let standard = ScreenSize(columns: 80, rows: 24)
}

/// What a terminal shows at one moment, with the modes that a program has set.
package struct Screen: Sendable {
  package internal(set) var size: ScreenSize
  package internal(set) var rows: [[ScreenCell]]
  package internal(set) var cursor = ScreenPoint(row: 0, column: 0)
  package internal(set) var isAlternate = false
  /// DEC private modes that are set: 1, 7, 25, 1000, 1002, 1004, 1006, 1049, 2004, 2026 and so on.
  package internal(set) var modes: Set<Int> = [7, 25]
  package internal(set) var keypadIsApplication = false
  package internal(set) var title = ""
  /// What OSC 52 has put on the clipboard, still in base 64.
  package internal(set) var clipboard: String?
  package internal(set) var bells = 0
  /// Control sequences that this terminal does not know, as text.
  package internal(set) var unrecognised: [String] = []

  init(size: ScreenSize) {
    self.size = size
    rows = Array(repeating: Array(repeating: .blank(), count: size.columns), count: size.rows)
  }

  package var cursorIsVisible: Bool { modes.contains(25) }

  /// One row, without the blanks at its end.
  package func line(_ row: Int) -> String {
    guard rows.indices.contains(row) else { return "" }
    var text = ""
    for cell in rows[row] { text += cell.text }
    while text.last == " " { text.removeLast() }
    return text
  }

  package var lines: [String] { rows.indices.map { line($0) } }

  /// All rows, one a line.
  package var text: String { lines.joined(separator: "\n") }

  package func contains(_ text: String) -> Bool { rows.indices.contains { line($0).contains(text) } }

  /// Where `text` first stands, by columns.
  package func find(_ text: String) -> ScreenPoint? {
    for row in rows.indices {
      let line = line(row)
      guard let found = line.firstRange(of: text) else { continue }
      // Columns, not characters: a wide glyph takes two.
      var characters = line.distance(from: line.startIndex, to: found.lowerBound)
      for (column, cell) in rows[row].enumerated() where cell.columns > 0 {
        if characters <= 0 { return ScreenPoint(row: row, column: column) }
        characters -= cell.text.count
      }
    }
    return nil
  }

  /// The first row that contains `text`.
  package func line(containing text: String) -> String? { lines.first { $0.contains(text) } }

  package func cell(at point: ScreenPoint) -> ScreenCell { rows[point.row][point.column] }
  package func style(at point: ScreenPoint) -> ScreenStyle { cell(at: point).style }
  package func style(of text: String) -> ScreenStyle? { find(text).map { style(at: $0) } }
}

extension StringProtocol {
  func firstRange(of needle: String) -> Range<Index>? {
    guard let first = needle.first else { return startIndex..<startIndex }
    var start = startIndex
    while let found = self[start...].firstIndex(of: first) {
      if self[found...].hasPrefix(needle) { return found..<index(found, offsetBy: needle.count) }
      start = index(after: found)
    }
    return nil
  }
}
