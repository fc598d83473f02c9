/// A colour as a theme names it; TerminalIO brings it down to what the terminal has.
package enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case terminal
  /// One of the terminal's own 16 colours, 0...15.
  case ansi(UInt8)
  case rgb(red: UInt8, green: UInt8, blue: UInt8)
}

package struct TextAttributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = Self(rawValue: 1)
  package static let dim = Self(rawValue: 2)
  package static let underline = Self(rawValue: 4)
  package static let reverse = Self(rawValue: 8)
  package static let italic = Self(rawValue: 16)
}

/// What a theme says of one role.
package struct Appearance: Hashable, Sendable {
  package var foreground: Color?
  package var background: Color?
  package var attributes: TextAttributes

  package init(foreground: Color? = nil, background: Color? = nil, attributes: TextAttributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

package struct Theme: Sendable, Equatable {
  package var name: String
  /// A role left out looks like `normal`.
  package var appearances: [Role: Appearance]

  package init(name: String, appearances: [Role: Appearance]) {
    self.name = name
    self.appearances = appearances
  }

  /// Whether areas of the map have a colour of their own under what lies on them; textures stand in for it.
  package var paintsAreas: Bool {
    guard let color = appearances[.mapWaterFill]?.background else { return false }
    return color != .terminal && color != appearances[.normal]?.background
  }

  /// Ink gives the foreground and its attributes, paper the background and its own (a selection in reverse).
  package func appearance(of style: Style) -> Appearance {
    let ink = appearances[style.ink] ?? Appearance()
    let paper = appearances[style.paper] ?? Appearance()
    let normal = appearances[.normal] ?? Appearance()
    // Reversed, an ink's colour would become blocks of background under its words alone.
    let inkColor = paper.attributes.contains(.reverse) ? nil : ink.foreground
    return Appearance(
      foreground: inkColor ?? paper.foreground ?? normal.foreground ?? .terminal,
      background: paper.background ?? ink.background ?? normal.background ?? .terminal,
      attributes: ink.attributes.union(paper.attributes))
  }
}
