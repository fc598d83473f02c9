/// A colour as the program asked for it.
package enum ScreenColor: Hashable, Sendable, CustomStringConvertible {
  case standard
  /// 0...15: the terminal's own; up to 255: xterm's cube and greys.
  case indexed(UInt8)
  case rgb(UInt8, UInt8, UInt8)

  package var description: String {
    switch self {
    case .standard: "standard"
    case .indexed(let index): "\(index)"
    case .rgb(let red, let green, let blue): "\(red)/\(green)/\(blue)"
    }
  }
}

package struct ScreenAttributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let bold = Self(rawValue: 1)
  package static let dim = Self(rawValue: 2)
  package static let italic = Self(rawValue: 4)
  package static let underline = Self(rawValue: 8)
  package static let blink = Self(rawValue: 16)
  package static let reverse = Self(rawValue: 32)
  package static let invisible = Self(rawValue: 64)
  package static let struck = Self(rawValue: 128)
}

package struct ScreenStyle: Hashable, Sendable {
  package var foreground = ScreenColor.standard
  package var background = ScreenColor.standard
  package var attributes: ScreenAttributes = []

  package init(foreground: ScreenColor = .standard, background: ScreenColor = .standard, attributes: ScreenAttributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  package static let plain = ScreenStyle()

  /// What an erased cell looks like: only the background stays (terminfo's `bce`).
  var erased: ScreenStyle { ScreenStyle(background: background) }
}

/// One cell of the emulated screen.
package struct ScreenCell: Hashable, Sendable {
  /// The glyph with the marks combined onto it; empty in the right half of a wide glyph.
  package var text: String
  package var style: ScreenStyle
  /// 1 or 2; 0 in the right half of a wide glyph.
  package var columns: UInt8

  init(text: String, style: ScreenStyle, columns: UInt8 = 1) {
    self.text = text
    self.style = style
    self.columns = columns
  }

  static func blank(_ style: ScreenStyle = .plain) -> ScreenCell { ScreenCell(text: " ", style: style) }
}
