import Canvas
import Domain
import Widgets

/// Three values of each field side by side, the one that is to hold marked; beneath, whole, what does not fit in the columns for the
/// field under the cursor.
struct ComparisonTable {
  struct Row {
    let label: String
    /// Three, each as its column shows it.
    let values: [String]
    /// The columns that hold.
    let chosen: Set<Int>
    /// What the columns have no room for, each with its title: several lines where the text has some.
    let full: [(title: String, text: String)]
  }

  let titles: [String]
  let rows: [Row]
  let index: Int
  /// The first line of the full text that is shown.
  let top: Int

  static func width(in area: Size) -> Int { max(8, min(area.width - 4, 84)) }

  private static func labelWidth(_ width: Int) -> Int { min(14, width / 5) }
  static func columnWidth(_ width: Int) -> Int { max(6, (width - labelWidth(width) - 3) / 3) }

  /// The texts of the field under the cursor, wrapped.
  func lines(_ width: Int) -> [String] { rows.indices.contains(index) ? Self.lines(rows[index], width) : [] }

  private static func lines(_ row: Row, _ width: Int) -> [String] {
    row.full.flatMap { TextWidth.wrapped($0.title + " : " + $0.text, to: max(1, width - 3)) }
  }

  /// Lines kept for the full texts: as many as the longest of all rows takes, so that the box stands still, and no more than there
  /// is room for. `others` are the lines that the dialog has besides the table.
  func textHeight(_ width: Int, in area: Size, others: Int = 0) -> Int {
    let longest = rows.map { Self.lines($0, width).count }.max() ?? 0
    return max(0, min(longest, area.height - 4 - 2 - rows.count - others))
  }

  func height(_ width: Int, in area: Size, others: Int = 0) -> Int {
    1 + rows.count + 1 + textHeight(width, in: area, others: others)
  }

  /// How far the text can be scrolled.
  func lastTop(_ width: Int, in area: Size, others: Int = 0) -> Int {
    max(0, lines(width).count - textHeight(width, in: area, others: others))
  }

  /// A click on a value gives `row * 2 + column`, for the first two columns, or `choices` tell which.
  func draw(into frame: inout Frame, in content: Rect, choices: [Int] = [0, 1], hits: inout HitMap) {
    let dim = Style(.dim, on: .dialog)
    let label = Self.labelWidth(content.width)
    let column = Self.columnWidth(content.width)
    let xs = (0..<3).map { content.x + 1 + label + $0 * (column + 1) }
    for (x, title) in zip(xs, titles) {
      frame.put(title, x: x + 2, y: content.y, columns: max(1, column - 2), style: dim, in: content)
    }
    for (number, row) in rows.enumerated() {
      let line = content.row(number + 1)
      let isSelected = number == index
      let paper: Role = isSelected ? .selectedRow : .dialog
      frame.fill(line, style: Style(.dialog, on: paper))
      if isSelected { frame.put(.cursorBar, x: line.x, y: line.y, style: Style(.cursorBar, on: paper), in: line) }
      frame.put(row.label, x: line.x + 1, y: line.y, columns: label - 1, style: Style(.dim, on: paper), in: line)
      for (side, x) in xs.enumerated() {
        let isChosen = row.chosen.contains(side)
        let mark = isChosen ? frame.symbols[.check] + " " : "  "
        frame.put(
          mark + row.values[side], x: x, y: line.y, columns: column,
          style: Style(isChosen ? .strong : choices.contains(side) ? .dialog : .dim, on: paper), in: line)
        if let choice = choices.firstIndex(of: side) {
          hits.add(Rect(x: x, y: line.y, width: column, height: 1).intersection(content), .layer(number * 2 + choice))
        }
      }
    }
    let text = lines(content.width)
    let below = content.splitTop(2 + rows.count).rest
    let first = max(0, min(top, text.count - below.height))
    for (row, line) in text.dropFirst(first).prefix(below.height).enumerated() {
      frame.put(line, x: below.x + 1, y: below.y + row, style: dim, in: below)
    }
    Scrollbar.draw(
      into: &frame, in: Rect(x: below.maxX - 1, y: below.y, width: 1, height: below.height), total: text.count,
      visible: below.height, top: first)
  }
}

extension Words {
  /// A field's value with its lines.
  func wholeValue(_ value: FieldValue, of field: String, state: State) -> String {
    guard DocumentKind.job.field(field)?.type == .text, let text = value.text, !text.isEmpty else {
      return self.value(value, of: field, state: state)
    }
    return Sanitise.lines(text)
  }

  /// The values that do not fit in columns of this width, whole and with their titles; none where all fit.
  func full(
    _ values: [(title: String, value: FieldValue)], of field: String, column: Int, state: State
  ) -> [(title: String, text: String)] {
    let texts = values.map { (title: $0.title, text: wholeValue($0.value, of: field, state: state)) }
    return texts.contains { TextWidth.columns(of: $0.text) > column - 2 || $0.text.contains("\n") } ? texts : []
  }
}
