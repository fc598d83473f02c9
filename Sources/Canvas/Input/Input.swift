/// What a person did at the terminal.
package enum Input: Hashable, Sendable {
  case key(Key)
  /// Bracketed paste, sanitised, line ends as LF.
  case paste(String)
  case mouse(Mouse)
  case resize(Size)
  /// Focus came (true) or went, where the terminal tells (mode 1004).
  case focus(Bool)
  /// The terminal is gone: hang-up, end of file, SIGTERM.
  case hangUp
}

/// A key with its modifiers, whatever the terminal sent for it.
package struct Key: Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// A printable character; Shift is already in it.
    case character(Unicode.Scalar)
    case enter, tab, escape, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// F1...F12
    case function(Int)
  }

  package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let shift = Self(rawValue: 1)
    package static let alt = Self(rawValue: 2)
    package static let control = Self(rawValue: 4)
  }

  package var code: Code
  package var modifiers: Modifiers

  package init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  package init(_ character: Unicode.Scalar) { self.init(.character(character)) }

  package static func control(_ letter: Unicode.Scalar) -> Key { Key(.character(letter), .control) }
}

package struct Mouse: Hashable, Sendable {
  package enum Button: Hashable, Sendable { case left, middle, right, wheelUp, wheelDown }
  package enum Phase: Hashable, Sendable { case press, drag, release }

  package var button: Button
  package var phase: Phase
  package var position: Point
  package var modifiers: Key.Modifiers

  package init(_ button: Button, _ phase: Phase, at position: Point, modifiers: Key.Modifiers = []) {
    self.button = button
    self.phase = phase
    self.position = position
    self.modifiers = modifiers
  }
}
