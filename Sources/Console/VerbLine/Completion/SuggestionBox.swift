import Canvas
import Widgets

struct SuggestionRow: Sendable, Equatable {
  let label: String
  let aside: String
  var isDoubtful = false
}

/// A few rows that stand above a line being typed, at the word that they are about.
enum SuggestionBox {
  static let mostRows = 8

  /// How many rows there is room for, beside the frame.
  static func height(_ count: Int, above y: Int, in area: Rect) -> Int { max(0, min(count, mostRows, y - area.y - 3)) }

  /// Where the rows stand; empty where there is nothing to show or no room.
  @discardableResult
  static func draw(
    _ rows: [SuggestionRow], selected: Int?, top: Int, x: Int, above y: Int, isPlain: Bool, into frame: inout Frame, in area: Rect
  ) -> Rect {
    let height = height(rows.count, above: y, in: area)
    guard height > 0 else { return .zero }
    let labels = min(30, rows.map { TextWidth.columns(of: $0.label) }.max() ?? 0)
    let asides = rows.map { TextWidth.columns(of: $0.aside) }.max() ?? 0
    let isLong = rows.count > height
    // A screen reader reads rows whole: nothing else stands in them.
    let width = isPlain ? area.width - 2 : min(area.width - 2, labels + (asides > 0 ? asides + 2 : 0) + 2)
    let box = Rect(
      x: isPlain ? area.x + 1 : max(area.x + 1, min(x, area.maxX - width - 1)), y: y - height - 1, width: width, height: height)
    _ = DialogFrame.draw(
      into: &frame, box: Rect(x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2), title: "")
    for row in 0..<height {
      let index = top + row
      guard rows.indices.contains(index) else { break }
      let line = box.row(row)
      let paper: Role = index == selected ? .selectedRow : .dialog
      frame.fill(line, style: Style(.dialog, on: paper))
      if index == selected { frame.put(.cursorBar, x: line.x, y: line.y, style: Style(.cursorBar, on: paper), in: line) }
      let isDoubtful = rows[index].isDoubtful
      frame.put(
        rows[index].label, x: line.x + 1, y: line.y, columns: min(labels, line.width - 2),
        style: Style(isDoubtful ? .disabled : .dialog, on: paper), in: line)
      let rest = line.width - labels - 4
      if rest >= 3 {
        frame.put(
          rows[index].aside, x: line.x + labels + 3, y: line.y, columns: rest,
          style: Style(isDoubtful ? .disabled : .dim, on: paper),
          in: line)
      }
    }
    if isLong {
      Scrollbar.draw(
        into: &frame, in: Rect(x: box.maxX, y: box.y, width: 1, height: box.height), total: rows.count, visible: height,
        top: top)
    }
    return box
  }

  /// A click on a row is one on its number.
  static func register(_ count: Int, top: Int, in box: Rect, hits: inout HitMap) {
    for row in 0..<box.height where top + row < count { hits.add(box.row(row), .layer(top + row)) }
  }

  /// The first row to show, so that the selected one is among them.
  static func top(showing selected: Int?, before: Int, height: Int, count: Int) -> Int {
    guard let selected, height > 0 else { return 0 }
    let top = selected < before ? selected : selected >= before + height ? selected - height + 1 : before
    return max(0, min(top, count - height))
  }
}
