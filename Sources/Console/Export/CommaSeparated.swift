/// A table as RFC 4180 has it, safe to open in a spreadsheet: a cell that would begin a formula there begins with an apostrophe.
package struct CommaSeparated: Sendable {
  package var heading: [String]
  package var rows: [[String]]

  package init(heading: [String], rows: [[String]]) {
    self.heading = heading
    self.rows = rows
  }

  /// With a byte order mark, Excel reads UTF-8.
  package func text(withByteOrderMark: Bool = false) -> String {
    (withByteOrderMark ? "\u{FEFF}" : "")
      + ([heading] + rows).map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
  }

  static func cell(_ text: String) -> String {
    var cell = String.UnicodeScalarView()
    if let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first) { cell.append("'") }
    var needsQuotes = text.unicodeScalars.first == " " || text.unicodeScalars.last == " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"":
        cell.append("\"")
        needsQuotes = true
      case ",", ";", "\n", "\r", "\t": needsQuotes = true
      default: break
      }
      cell.append(scalar)
    }
    return needsQuotes ? "\"" + String(cell) + "\"" : String(cell)
  }
}
