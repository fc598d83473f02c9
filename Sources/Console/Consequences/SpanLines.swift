import Canvas

/// Short pieces of text one after the other, each in its own role, broken between pieces.
enum SpanLines {
  private static let separator = " · "

  static func wrapped(_ pieces: [Span], to width: Int) -> [[Span]] {
    var lines: [[Span]] = []
    var room = 0
    for piece in pieces where !piece.text.isEmpty {
      let columns = TextWidth.columns(of: piece.text)
      if !lines.isEmpty, columns + separator.count <= room {
        lines[lines.count - 1] += [Span(separator, .dim), piece]
        room -= columns + separator.count
        continue
      }
      for (row, line) in TextWidth.wrapped(piece.text, to: max(1, width)).enumerated() {
        lines.append([Span(line, piece.role)])
        if row >= 0 { room = width - TextWidth.columns(of: line) }
      }
    }
    return lines
  }

  static func draw(_ lines: [[Span]], into frame: inout Frame, in area: Rect) {
    for (row, line) in lines.prefix(max(0, area.height)).enumerated() {
      var x = area.x
      for span in line where x < area.maxX {
        let style = Style(span.role == .normal ? .dialog : span.role, on: .dialog)
        x = frame.put(
          span.text, x: x, y: area.y + row, columns: min(TextWidth.columns(of: span.text), area.maxX - x), style: style, in: area)
      }
    }
  }
}
