/// Something that is wrong with what a person has written, and where; worded elsewhere.
package struct Diagnostic: Sendable, Hashable {
  package enum Severity: Sendable, Hashable {
    /// Passed over; everything else holds.
    case warning
    /// The file as a whole is not used, or it is not sure which site was meant: nothing may be opened on the strength of it.
    case error
  }

  /// A path, or what stands for one: `environment`, `command line`, `theme dark`.
  package let file: String
  /// From 1; nil where it is about the whole file.
  package let line: Int?
  /// From 1.
  package let column: Int?
  package internal(set) var severity: Severity
  package let problem: Problem

  package init(file: String, line: Int? = nil, column: Int? = nil, severity: Severity = .warning, _ problem: Problem) {
    self.file = file
    self.line = line
    self.column = column
    self.severity = severity
    self.problem = problem
  }
}

package enum Problem: Sendable, Hashable {
  /// What a value should have been.
  package enum Expected: String, Sendable, Hashable {
    case mapping, list, text, boolean, number, latitude, longitude, url, secureURL, zone, color, key, absolutePath, tileSource
  }

  case unknownKey(String, suggestion: String?)
  case duplicateKey(String)
  case wrongType(key: String, expected: Expected)
  case badValue(key: String, value: String, expected: Expected)
  case notAmong(key: String, value: String, allowed: [String], suggestion: String?)
  /// A file that was asked for by name is not there.
  case missing
  /// The file is no YAML; the parser's own words (English).
  case notYAML(String)
  /// It cannot be read; the system's error number.
  case unreadable(errno: Int32)
  case notAFile
  case tooLarge(limit: Int)
  case notUTF8
  /// Group or others may write it; the permission bits.
  case writableByOthers(mode: Int)
  case foreignOwner(user: Int)
  // Keys
  case unknownCommand(String, suggestion: String?)
  case badKey(String)
  /// Terminals or multiplexers take it.
  case reservedKey(String)
  /// It moves the cursor wherever there is one, and no command would ever see it.
  case movementKey(String)
  /// The command that keeps the key, then the one that loses it.
  case keyConflict(key: String, commands: [String])
  // Themes
  case unknownRole(String, suggestion: String?)
  case unknownColor(String, suggestion: String?)
  case unknownAttribute(String, suggestion: String?)
  case unknownTheme(String, suggestion: String?)
  /// What a theme says it is based on.
  case unknownBase(String, suggestion: String?)
  case themeLoop(String)
  // Zones
  case unknownZone(String)
  case unreadableZone(String)
}

extension Problem {
  /// The name under which the words for it are kept.
  package var messageKey: String { parts.key }
  /// What is filled into the words, in order; lists with commas.
  package var arguments: [String] { parts.arguments }

  private var parts: (key: String, arguments: [String]) {
    switch self {
    case .unknownKey(let key, let suggestion): ("config.unknown-key", [key] + list(suggestion))
    case .duplicateKey(let key): ("config.duplicate-key", [key])
    case .wrongType(let key, let expected): ("config.wrong-type", [key, expected.rawValue])
    case .badValue(let key, let value, let expected): ("config.bad-value", [key, value, expected.rawValue])
    case .notAmong(let key, let value, let allowed, let suggestion):
      ("config.not-among", [key, value, allowed.joined(separator: ", ")] + list(suggestion))
    case .missing: ("config.missing", [])
    case .notYAML(let words): ("config.not-yaml", [words])
    case .unreadable(let errno): ("config.unreadable", [String(errno)])
    case .notAFile: ("config.not-a-file", [])
    case .tooLarge(let limit): ("config.too-large", [String(limit)])
    case .notUTF8: ("config.not-utf8", [])
    case .writableByOthers(let mode): ("config.writable-by-others", [String(mode, radix: 8)])
    case .foreignOwner(let user): ("config.foreign-owner", [String(user)])
    case .unknownCommand(let command, let suggestion): ("keymap.unknown-command", [command] + list(suggestion))
    case .badKey(let text): ("keymap.bad-key", [text])
    case .reservedKey(let text): ("keymap.reserved-key", [text])
    case .movementKey(let text): ("keymap.movement-key", [text])
    case .keyConflict(let key, let commands): ("keymap.conflict", [key, commands.joined(separator: ", ")])
    case .unknownRole(let role, let suggestion): ("theme.unknown-role", [role] + list(suggestion))
    case .unknownColor(let color, let suggestion): ("theme.unknown-color", [color] + list(suggestion))
    case .unknownAttribute(let word, let suggestion): ("theme.unknown-attribute", [word] + list(suggestion))
    case .unknownTheme(let name, let suggestion): ("theme.unknown", [name] + list(suggestion))
    case .unknownBase(let name, let suggestion): ("theme.unknown-base", [name] + list(suggestion))
    case .themeLoop(let name): ("theme.loop", [name])
    case .unknownZone(let name): ("zone.unknown", [name])
    case .unreadableZone(let name): ("zone.unreadable", [name])
    }
  }

  private func list(_ suggestion: String?) -> [String] { suggestion.map { [$0] } ?? [] }
}
