import Canvas

/// How many colours a terminal has.
package enum ColorDepth: Int, Comparable, Sendable {
  case mono, palette8, palette16, palette256, truecolor

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// Of the number of colours that terminfo gives.
  package init(colors: Int, direct: Bool) {
    self =
      direct ? .truecolor : colors >= 256 ? .palette256 : colors >= 16 ? .palette16 : colors >= 8 ? .palette8 : .mono
  }

  /// The colour number for curses: -1 the terminal's own, else an index, or 0xRRGGBB with `truecolor`.
  package func number(of color: Color) -> Int {
    switch (self, color) {
    case (.mono, _), (_, .terminal): return -1
    case (.palette8, .ansi(let index)): return Int(index & 7)
    case (.truecolor, .ansi(let index)):
      // Direct terminals keep the first eight numbers for the palette.
      if index < 8 { return Int(index) }
      let (red, green, blue) = Self.standard[Int(index & 15)]
      return max(8, red << 16 | green << 8 | blue)
    case (_, .ansi(let index)): return Int(index & 15)
    case (.truecolor, .rgb(let red, let green, let blue)): return max(8, Int(red) << 16 | Int(green) << 8 | Int(blue))
    case (.palette256, .rgb(let red, let green, let blue)): return Self.nearest256(Int(red), Int(green), Int(blue))
    case (.palette16, .rgb(let red, let green, let blue)): return Self.nearest16(Int(red), Int(green), Int(blue), of: 16)
    case (.palette8, .rgb(let red, let green, let blue)): return Self.nearest16(Int(red), Int(green), Int(blue), of: 8)
    }
  }

  /// xterm's values of the sixteen; a user may have others, which is why a theme names them by index where it can.
  private static let standard: [(Int, Int, Int)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]

  private static let steps = [0, 95, 135, 175, 215, 255]

  /// The cube of 6×6×6 (16...231) or the ramp of greys (232...255); the sixteen are the user's own and not used.
  private static func nearest256(_ red: Int, _ green: Int, _ blue: Int) -> Int {
    func step(_ value: Int) -> Int { value < 48 ? 0 : value < 115 ? 1 : min(5, (value - 35) / 40) }
    let (r, g, b) = (step(red), step(green), step(blue))
    let cube = distance((red, green, blue), (steps[r], steps[g], steps[b]))
    let grey = min(23, max(0, ((red + green + blue) / 3 - 3) / 10))
    let level = 8 + 10 * grey
    return distance((red, green, blue), (level, level, level)) < cube ? 232 + grey : 16 + 36 * r + 6 * g + b
  }

  private static func nearest16(_ red: Int, _ green: Int, _ blue: Int, of count: Int) -> Int {
    (0..<count).min { distance((red, green, blue), standard[$0]) < distance((red, green, blue), standard[$1]) } ?? 7
  }

  /// Squared, weighted by how the eye sees: green most, and red or blue by how red the pair is.
  private static func distance(_ a: (Int, Int, Int), _ b: (Int, Int, Int)) -> Int {
    let mean = (a.0 + b.0) / 2
    let (red, green, blue) = (a.0 - b.0, a.1 - b.1, a.2 - b.2)
    return (512 + mean) * red * red + 1024 * green * green + (767 - mean) * blue * blue
  }

  /// How an appearance is drawn with this depth: colour numbers and attributes. What only a colour told apart stays told apart: a
  /// bright colour of 16 is bold in 8, a selection without colours is reversed, and ink never disappears in its paper.
  package func rendering(of appearance: Appearance, style: Style) -> Rendering {
    let foreground = appearance.foreground ?? .terminal
    let background = appearance.background ?? .terminal
    var attributes = appearance.attributes
    if self == .palette8, case .ansi(let index) = foreground, index >= 8 { attributes.insert(.bold) }
    if self == .mono, attributes.isDisjoint(with: [.reverse, .underline]) {
      switch style.paper {
      case .selectedRow, .toastInfo, .toastWarning, .toastError: attributes.insert(.reverse)
      case .selectedRowUnfocused, .marked: attributes.insert(.bold)
      case .field, .fieldFocused: attributes.insert(.underline)
      default: break
      }
    }
    // Dimmed, a reversed ink would be a darker patch of paper in some terminals.
    if attributes.contains(.reverse) { attributes.remove(.dim) }
    var ink = number(of: foreground)
    let paper = number(of: background)
    if ink >= 0, ink == paper, foreground != background, !attributes.contains(.reverse) {
      ink = Self.luminance(of: background) > 110 ? number(of: .ansi(0)) : number(of: .ansi(7))
      if ink == paper { ink = -1 }
    }
    return Rendering(foreground: ink, background: paper, attributes: attributes)
  }

  private static func luminance(of color: Color) -> Int {
    let (red, green, blue): (Int, Int, Int) =
      switch color {
      case .terminal: (0, 0, 0)
      case .ansi(let index): standard[Int(index & 15)]
      case .rgb(let red, let green, let blue): (Int(red), Int(green), Int(blue))
      }
    return (299 * red + 587 * green + 114 * blue) / 1000
  }
}

package struct Rendering: Hashable, Sendable {
  package var foreground: Int
  package var background: Int
  package var attributes: TextAttributes
}
