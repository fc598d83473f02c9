import Canvas
import Domain

/// Where a value came from; later ones win.
package enum SettingSource: Int, Sendable, Hashable, Comparable {
  case builtIn, system, user, environment, flag
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Where a value was written, to tell a person who asks for what it led to.
package struct SettingPlace: Sendable, Hashable {
  /// As in `Diagnostic.file`.
  package let file: String
  package let line: Int?
  package let column: Int?

  package init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  package func diagnostic(severity: Diagnostic.Severity = .warning, _ problem: Problem) -> Diagnostic {
    Diagnostic(file: file, line: line, column: column, severity: severity, problem)
  }
}

/// The layers of configuration, from what the distribution ships to what was typed on the command line.
package struct ConfigurationLayers: Sendable {
  package var systemFile: String?
  package var userFile: String?
  /// The user's file was asked for by name: that it is missing is a mistake.
  package var isUserFileRequired: Bool
  /// All of the environment; see `SettingKey.variable` for the names.
  package var environment: [String: String]
  package var flags: [SettingKey: String]

  package init(
    systemFile: String? = UserDirectories.systemConfigurationFile, userFile: String?, isUserFileRequired: Bool = false,
    environment: [String: String] = [:], flags: [SettingKey: String] = [:]
  ) {
    self.systemFile = systemFile
    self.userFile = userFile
    self.isUserFileRequired = isUserFileRequired
    self.environment = environment
    self.flags = flags
  }
}

package struct LoadedConfiguration: Sendable, Equatable {
  package var settings = Settings()
  package var diagnostics: [Diagnostic] = []
  /// Keys that no layer sets are absent: built in.
  package var sources: [SettingKey: SettingSource] = [:]
  /// Where the value that holds was written.
  package var places: [SettingKey: SettingPlace] = [:]
  /// The files that were read, lowest layer first.
  package var files: [String] = []
  /// Keys that resemble nothing, and so may have been meant to name the site.
  fileprivate var unexplained: Set<Diagnostic> = []

  package func source(of key: SettingKey) -> SettingSource { sources[key] ?? .builtIn }

  /// A file was refused as a whole, or does not say clearly which site it means: the person must know before anything goes to one.
  package var isRefused: Bool { diagnostics.contains { $0.severity == .error } }

  package init() {}
}

extension ConfigurationLayers {
  package func load() -> LoadedConfiguration {
    var loaded = LoadedConfiguration()
    if let systemFile { loaded.read(systemFile, as: .system) }
    if let userFile { loaded.read(userFile, as: .user, isRequired: isUserFileRequired) }
    for key in SettingKey.allCases {
      // An empty variable counts as unset, as NO_COLOR and XDG have it.
      guard let text = environment[key.variable], !text.isEmpty else { continue }
      loaded.set(key, to: text, as: .environment, file: "environment", severity: key == .siteURL ? .error : .warning)
    }
    for key in SettingKey.allCases {
      // Whoever has just typed a flag can type it again.
      if let text = flags[key] { loaded.set(key, to: text, as: .flag, file: "command line", severity: .error) }
    }
    loaded.refuseWhatMayHaveNamedTheSite()
    if loaded.settings.language == nil { loaded.settings.language = Self.language(of: environment) }
    return loaded
  }

  /// English for `en*`, else French, by LC_ALL, LC_MESSAGES or LANG, whichever is set first.
  static func language(of environment: [String: String]) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return locale.lowercased().hasPrefix("en") ? .english : .french
  }
}

extension LoadedConfiguration {
  fileprivate mutating func read(_ path: String, as source: SettingSource, isRequired: Bool = false) {
    switch ProtectedFile.read(path) {
    case .absent: if isRequired { diagnostics.append(Diagnostic(file: path, severity: .error, .missing)) }
    case .refused(let problem): diagnostics.append(Diagnostic(file: path, severity: .error, problem))
    case .text(let text):
      let file = ConfigurationFile(text, file: path, over: settings)
      files.append(path)
      diagnostics += file.diagnostics
      unexplained.formUnion(file.unexplained)
      settings = file.settings
      for (key, place) in file.places {
        sources[key] = source
        places[key] = place
      }
    }
  }

  fileprivate mutating func set(
    _ key: SettingKey, to text: String, as source: SettingSource, file: String, severity: Diagnostic.Severity
  ) {
    let place = SettingPlace(file: file)
    if let problem = settings.set(key, to: text) {
      diagnostics.append(place.diagnostic(severity: severity, problem))
    } else {
      sources[key] = source
      places[key] = place
    }
  }

  /// Without a site the edits would go to the sample: a key that nobody can explain may have been the site.
  fileprivate mutating func refuseWhatMayHaveNamedTheSite() {
    guard settings.siteURL == nil else { return }
    for index in diagnostics.indices where unexplained.contains(diagnostics[index]) { diagnostics[index].severity = .error }
  }
}
