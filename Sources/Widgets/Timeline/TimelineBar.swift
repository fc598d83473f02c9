import Canvas

/// A stretch of a timeline with its ends and what is written in it: `[1034 Wi-Fi   ]`.
package struct TimelineBar: Sendable {
  package var opening: String
  package var closing: String
  /// The first that fits is written; the widest first.
  package var labels: [String]
  package var style: Style

  package init(opening: String, closing: String, labels: [String], style: Style) {
    self.opening = opening
    self.closing = closing
    self.labels = labels
    self.style = style
  }

  /// Draws into `cells` of `line`, counted from its left edge; an end that lies outside is shown as going on.
  package func draw(_ cells: Range<Int>, into frame: inout Frame, in line: Rect) {
    let first = max(0, cells.lowerBound)
    let last = min(line.width, cells.upperBound)
    guard first < last else { return }
    let area = Rect(x: line.x + first, y: line.y, width: last - first, height: 1)
    frame.fill(area, style: style)
    frame.put(cells.lowerBound < 0 ? frame.symbols[.previous] : opening, x: area.x, y: area.y, style: style, in: area)
    guard area.width > 1 else { return }
    frame.put(
      cells.upperBound > line.width ? frame.symbols[.next] : closing, x: area.maxX - 1, y: area.y, style: style, in: area)
    let inside = Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: 1)
    guard !inside.isEmpty, let label = labels.first(where: { TextWidth.columns(of: $0) <= inside.width }) else { return }
    frame.put(label, x: inside.x, y: inside.y, style: style, in: inside)
  }
}
