import Canvas

/// A key and what it does, as hint bars and dialogs show it.
package struct Hint: Hashable, Sendable {
  package var key: String
  package var title: String
  package var enabled: Bool

  package init(_ key: String, _ title: String, enabled: Bool = true) {
    self.key = key
    self.title = title
    self.enabled = enabled
  }
}

/// The box of something that floats: border, title, and a row of hints under a rule.
package enum DialogFrame {
  package struct Layout: Hashable, Sendable {
    package let outer: Rect
    /// Where the content goes, one column inside the border.
    package let content: Rect
    package let hints: [HintBar.Region]
  }

  /// Draws a box for a content of `content` cells, centred in `area` and as large as fits.
  @discardableResult
  package static func draw(
    into frame: inout Frame, in area: Rect, content: Size, title: String, hints: [Hint] = [], border: Role = .dialogBorder
  ) -> Layout {
    let rows = content.height + 2 + (hints.isEmpty ? 0 : 2)
    return draw(
      into: &frame, box: area.centred(Size(width: content.width + 4, height: rows)), title: title, hints: hints, border: border)
  }

  /// Draws a box that takes exactly `box`.
  @discardableResult
  package static func draw(
    into frame: inout Frame, box: Rect, title: String, hints: [Hint] = [], border: Role = .dialogBorder
  ) -> Layout {
    let paper: Role = .dialog
    let line = Style(border, on: paper)
    frame.fill(box, style: Style(.dialog, on: paper))
    guard box.width >= 4, box.height >= 3 else { return Layout(outer: box, content: box, hints: []) }
    let symbols = frame.symbols
    let inside = box.width - 2
    let bar = String(repeating: symbols[.horizontal], count: inside)
    frame.put(symbols[.topLeft] + bar + symbols[.topRight], x: box.x, y: box.y, style: line, in: box)
    for y in (box.y + 1)..<(box.maxY - 1) {
      frame.put(.vertical, x: box.x, y: y, style: line, in: box)
      frame.put(.vertical, x: box.maxX - 1, y: y, style: line, in: box)
    }
    frame.put(symbols[.bottomLeft] + bar + symbols[.bottomRight], x: box.x, y: box.maxY - 1, style: line, in: box)
    if !title.isEmpty, inside > 4 {
      let text = " " + TextWidth.truncated(title, to: inside - 4, ellipsis: symbols[.ellipsis]) + " "
      frame.put(text, x: box.x + 2, y: box.y, style: Style(.dialogTitle, on: paper), in: box)
    }
    var content = Rect(x: box.x + 2, y: box.y + 1, width: box.width - 4, height: box.height - 2)
    var regions: [HintBar.Region] = []
    if !hints.isEmpty, content.height >= 3 {
      let rule = box.maxY - 3
      frame.put(symbols[.teeRight] + bar + symbols[.teeLeft], x: box.x, y: rule, style: line, in: box)
      let row = Rect(x: box.x + 1, y: box.maxY - 2, width: inside, height: 1)
      regions = HintBar.draw(hints, into: &frame, in: row, paper: paper, ink: .dialog)
      content = content.splitBottom(2).rest
    }
    return Layout(outer: box, content: content, hints: regions)
  }
}
