import Canvas
import Domain

/// Where a value came from; later ones win.
package enum SettingSource: Int, Sendable, Hashable, Comparable {
  case builtIn, system, user, environment, flag
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The layers of configuration, from what the distribution ships to what was typed on the command line.
package struct ConfigurationLayers: Sendable {
  package var systemFile: String?
  package var userFile: String?
  /// All of the environment; see `SettingKey.variable` for the names.
  package var environment: [String: String]
  package var flags: [SettingKey: String]

  package init(
    systemFile: String? = UserDirectories.systemConfigurationFile, userFile: String?, environment: [String: String] = [:],
    flags: [SettingKey: String] = [:]
  ) {
    self.systemFile = systemFile
    self.userFile = userFile
    self.environment = environment
    self.flags = flags
  }
}

package struct LoadedConfiguration: Sendable, Equatable {
  package var settings = Settings()
  package var diagnostics: [Diagnostic] = []
  /// Keys that no layer sets are absent: built in.
  package var sources: [SettingKey: SettingSource] = [:]

  package func source(of key: SettingKey) -> SettingSource { sources[key] ?? .builtIn }

  /// A file was refused as a whole: what it says does not hold, and the person must know before anything goes to a site.
  package var isRefused: Bool { diagnostics.contains { $0.severity == .error } }

  package init() {}
}

extension ConfigurationLayers {
  package func load() -> LoadedConfiguration {
    var loaded = LoadedConfiguration()
    if let systemFile { loaded.read(systemFile, as: .system) }
    if let userFile { loaded.read(userFile, as: .user) }
    for key in SettingKey.allCases {
      // An empty variable counts as unset, as NO_COLOR and XDG have it.
      guard let text = environment[key.variable], !text.isEmpty else { continue }
      loaded.set(key, to: text, as: .environment, file: "environment")
    }
    for key in SettingKey.allCases {
      if let text = flags[key] { loaded.set(key, to: text, as: .flag, file: "command line") }
    }
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
  fileprivate mutating func read(_ path: String, as source: SettingSource) {
    switch ProtectedFile.read(path) {
    case .absent: break
    case .refused(let problem): diagnostics.append(Diagnostic(file: path, severity: .error, problem))
    case .text(let text):
      let file = ConfigurationFile(text, file: path, over: settings)
      diagnostics += file.diagnostics
      settings = file.settings
      for key in file.keys { sources[key] = source }
    }
  }

  fileprivate mutating func set(_ key: SettingKey, to text: String, as source: SettingSource, file: String) {
    if let problem = settings.set(key, to: text) {
      diagnostics.append(Diagnostic(file: file, problem))
    } else {
      sources[key] = source
    }
  }
}
