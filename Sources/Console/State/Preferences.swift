import Canvas
import Configuration
import Domain

/// How this console is set up: handed in at start, changed by commands.
package struct Preferences: Sendable, Equatable {
  /// What the person may do; the site has the last word.
  package enum Role: String, CaseIterable, Sendable { case dispatcher, supervisor, readOnly }

  package var language: Language
  package var mode: SymbolSet
  package var role: Role
  package var theme: String
  /// The names that the theme menu offers.
  package var themes: [String]
  package var hasMouse: Bool
  package var headquarters: Coordinate

  package init(
    language: Language = .french, mode: SymbolSet = .unicode, role: Role = .dispatcher, theme: String = "terminal",
    themes: [String] = ["terminal"], hasMouse: Bool = true, headquarters: Coordinate = .headquarters
  ) {
    self.language = language
    self.mode = mode
    self.role = role
    self.theme = theme
    self.themes = themes
    self.hasMouse = hasMouse
    self.headquarters = headquarters
  }

  package var symbols: Symbols { mode == .unicode ? .unicode : .ascii }
}
