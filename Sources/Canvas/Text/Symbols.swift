/// Every symbol that the console draws beside letters, digits and ASCII.
package enum Symbol: UInt8, CaseIterable, Sendable {
  // Focus and structure
  case cursorBar, marked, changed, watched, collapsed, expanded, previous, next, more, ellipsis, check, bullet
  // States of an edit or a job
  case saving, pending, conflict, refused, windowMissed, forecast, late, queuedUp, attention
  // People and places
  case technicians, place, home, headquarters, pin
  // Bars and shades
  case barFull, barEmpty, shade, lightShade, textCursor, scrollThumb, scrollTrack, nowLine, edge, offShift
  // Rules and boxes
  case horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight
  case teeRight, teeLeft, teeDown, teeUp, cross
  // Arrows, text
  case arrowRight, arrowLeft, arrowUp, arrowDown, enter, separator, dash, times, minus, estimate

  package var unicode: String {
    switch self {
    case .cursorBar: "▌"
    case .marked: "◆"
    case .changed: "◦"
    case .watched: "◉"
    case .collapsed: "▸"
    case .expanded: "▾"
    case .previous: "‹"
    case .next: "›"
    case .more: "⋯"
    case .ellipsis: "…"
    case .check: "✓"
    case .bullet: "•"
    case .saving: "·"
    case .pending: "~"
    case .conflict: "≠"
    case .refused: "✗"
    case .windowMissed: "✕"
    case .forecast: "⧗"
    case .late: "!"
    case .queuedUp: "↑"
    case .attention: "⚠"
    case .technicians: "👥"
    case .place: "📍"
    case .home: "⌂"
    case .headquarters: "▣"
    case .pin: "●"
    case .barFull: "█"
    case .barEmpty: "░"
    case .shade: "▒"
    case .lightShade: "░"
    case .textCursor: "▏"
    case .scrollThumb: "┃"
    case .scrollTrack: "│"
    case .nowLine: "┊"
    case .edge: "┆"
    case .offShift: "╳"
    case .horizontal: "─"
    case .vertical: "│"
    case .topLeft: "┌"
    case .topRight: "┐"
    case .bottomLeft: "└"
    case .bottomRight: "┘"
    case .teeRight: "├"
    case .teeLeft: "┤"
    case .teeDown: "┬"
    case .teeUp: "┴"
    case .cross: "┼"
    case .arrowRight: "→"
    case .arrowLeft: "←"
    case .arrowUp: "↑"
    case .arrowDown: "↓"
    case .enter: "⏎"
    case .separator: "·"
    case .dash: "–"
    case .times: "×"
    case .minus: "−"
    case .estimate: "≈"
    }
  }

  /// Takes as many columns as the Unicode form, except for the two wide ones.
  package var ascii: String {
    switch self {
    case .cursorBar: ">"
    case .marked: "*"
    case .changed: "'"
    case .watched: "o"
    case .collapsed: "+"
    case .expanded: "v"
    case .previous: "<"
    case .next: ">"
    case .more: "="
    case .ellipsis: "~"
    case .check: "v"
    case .bullet: "*"
    case .saving: "."
    case .pending: "~"
    case .conflict: "#"
    case .refused: "R"
    case .windowMissed: "x"
    case .forecast: "&"
    case .late: "!"
    case .queuedUp: "^"
    case .attention: "!"
    case .technicians: "T"
    case .place: "(@)"
    case .home: "H"
    case .headquarters: "Q"
    case .pin: "o"
    case .barFull: "#"
    case .barEmpty: "."
    case .shade: "%"
    case .lightShade: ":"
    case .textCursor: "|"
    case .scrollThumb: "]"
    case .scrollTrack: "|"
    case .nowLine: ":"
    case .edge: ":"
    case .offShift: "x"
    case .horizontal: "-"
    case .vertical: "|"
    case .topLeft, .topRight, .bottomLeft, .bottomRight, .teeRight, .teeLeft, .teeDown, .teeUp, .cross: "+"
    case .arrowRight: ">"
    case .arrowLeft: "<"
    case .arrowUp: "^"
    case .arrowDown: "v"
    case .enter: "<"
    case .separator: "-"
    case .dash: "-"
    case .times: "x"
    case .minus: "-"
    case .estimate: "~"
    }
  }
}

/// Which of the two forms of each symbol is drawn. `ascii` is for terminals and fonts without them, and for those that draw characters
/// of ambiguous width (East Asian Width) in two columns.
package enum Symbols: String, CaseIterable, Sendable {
  case unicode
  case ascii

  package subscript(_ symbol: Symbol) -> String { self == .unicode ? symbol.unicode : symbol.ascii }

  package func columns(of symbol: Symbol) -> Int { TextWidth.columns(of: self[symbol]) }

  /// `text` as a frame with these symbols draws it.
  package func spelled(_ text: String) -> String {
    guard self == .ascii, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { output.append(Unicode.Scalar(Self.asciiTwin(of: scalar.value)) ?? "?") }
    return String(output)
  }

  /// The ASCII that stands for one scalar: itself for letters of Latin, Greek, Cyrillic and wide scripts, whose width is not in doubt;
  /// the twin of a symbol; one character for punctuation; `?` for other scalars of one column.
  static func asciiTwin(of scalar: UInt32) -> UInt32 {
    if scalar < 0xA0 { return scalar }
    if scalar < 0x2000 {
      switch scalar {
      case 0xA0: return 0x20
      case 0xAB: return 0x3C  // «
      case 0xBB: return 0x3E  // »
      case 0xB7: return 0x2E  // ·
      case 0xD7: return 0x78  // ×
      case 0xF7: return 0x2F  // ÷
      case 0xB0, 0xBA: return 0x6F  // °
      case 0xA1...0xBF, 0x2B0...0x2FF: return Unicode.Scalar(scalar).map { $0.properties.isAlphabetic } == true ? scalar : 0x3F
      default: return scalar
      }
    }
    if let twin = twins[scalar] { return twin }
    switch scalar {
    case 0x2000...0x200A, 0x202F, 0x205F: return 0x20
    case 0x2010...0x2015, 0x2212: return 0x2D
    case 0x2018...0x201B, 0x2032: return 0x27
    case 0x201C...0x201F, 0x2033: return 0x22
    case 0x2190...0x21FF: return 0x3E
    case 0x2500...0x257F: return 0x2B
    case 0x2580...0x259F, 0x25A0...0x25A9: return 0x23
    case 0x2801...0x28FF: return 0x2E
    case 0x2800: return 0x20
    default: break
    }
    return WidthTable.shared.columns(of: scalar) == 1
      ? (scalar >= 0x2000 && scalar < 0x2E80 || scalar >= 0xFFF0 ? 0x3F : scalar) : scalar
  }

  private static let twins: [UInt32: UInt32] = {
    var twins: [UInt32: UInt32] = [
      0x2501: 0x3D, 0x2264: 0x3C, 0x2265: 0x3E, 0x2551: 0x7C, 0x2550: 0x3D, 0x2502: 0x7C, 0x25C2: 0x3C, 0x2605: 0x2A,
    ]
    for symbol in Symbol.allCases {
      let unicode = Array(symbol.unicode.unicodeScalars)
      let ascii = Array(symbol.ascii.unicodeScalars)
      if unicode.count == 1, ascii.count == 1, unicode[0].value >= 0x80, twins[unicode[0].value] == nil {
        twins[unicode[0].value] = ascii[0].value
      }
    }
    return twins
  }()
}
