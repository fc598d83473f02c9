import Canvas

/// The keys of the moment, in one row: ` a assigner  m déplacer`. What does not fit is left out whole, from the end, but for the last:
/// it is the way out, or the way to all the others.
package enum HintBar {
  /// Where a hint was drawn, for the mouse.
  package struct Region: Hashable, Sendable {
    package let rect: Rect
    /// Its place among the hints given.
    package let index: Int
  }

  @discardableResult
  package static func draw(
    _ hints: [Hint], into frame: inout Frame, in line: Rect, paper: Role = .hintBar, ink: Role = .hintBar
  ) -> [Region] {
    frame.fill(line.row(0), style: Style(ink, on: paper))
    var regions: [Region] = []
    var x = line.x + 1
    let widths = hints.map {
      TextWidth.columns(of: $0.key) + ($0.title.isEmpty ? 0 : 1 + TextWidth.columns(of: $0.title))
    }
    var isFull = false
    for (index, hint) in hints.enumerated() {
      let isLast = index == hints.count - 1
      if !isLast, isFull || x + widths[index] + 2 + (widths.last ?? 0) > line.maxX {
        isFull = true
        continue
      }
      if x + widths[index] > line.maxX { break }
      let start = x
      x = frame.put(hint.key, x: x, y: line.y, style: Style(hint.enabled ? .key : .disabled, on: paper), in: line)
      if !hint.title.isEmpty {
        x = frame.put(hint.title, x: x + 1, y: line.y, style: Style(hint.enabled ? ink : .disabled, on: paper), in: line)
      }
      regions.append(Region(rect: Rect(x: start, y: line.y, width: x - start, height: 1), index: index))
      x += 2
    }
    return regions
  }
}
