import Canvas

/// How this console is set up: handed in at start, changed by commands.
package struct Settings: Sendable, Equatable {
  package enum Mode: String, CaseIterable, Sendable {
    case unicode
    case ascii
    /// For screen readers: linear text in ASCII symbols, no boxes, no map, the terminal's cursor on the selected row.
    case plain
  }

  /// What the person may do; the site has the last word.
  package enum Role: String, CaseIterable, Sendable { case dispatcher, supervisor, readOnly }

  package var language: Language
  package var mode: Mode
  package var role: Role
  package var theme: String
  package var themes: [String]
  package var hasMouse: Bool
  /// Keys that replace a command's own.
  package var keys: [CommandID: [Key]]

  package init(
    language: Language = .french, mode: Mode = .unicode, role: Role = .dispatcher, theme: String = "terminal",
    themes: [String] = ["terminal"], hasMouse: Bool = true, keys: [CommandID: [Key]] = [:]
  ) {
    self.language = language
    self.mode = mode
    self.role = role
    self.theme = theme
    self.themes = themes
    self.hasMouse = hasMouse
    self.keys = keys
  }

  package var symbols: Symbols { mode == .unicode ? .unicode : .ascii }
}
