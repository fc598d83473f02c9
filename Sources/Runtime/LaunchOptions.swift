import Configuration
import Console

/// What every subcommand takes from the command line.
package struct LaunchOptions: Sendable {
  /// In place of the user's own config.yaml.
  package var configurationFile: String?
  /// Settings given as flags; they win over every file.
  package var flags: [SettingKey: String]
  package var isReadOnly: Bool
  /// This program's own file, to start the embedded site with.
  package var executable: String
  package var environment: [String: String]

  package init(
    configurationFile: String? = nil, flags: [SettingKey: String] = [:], isReadOnly: Bool = false, executable: String,
    environment: [String: String]
  ) {
    self.configurationFile = configurationFile
    self.flags = flags
    self.isReadOnly = isReadOnly
    self.executable = executable
    self.environment = environment
  }
}

/// What a process ends with; documented in the README.
package enum ExitCode {
  /// Confirmed by the site, or nothing went wrong.
  package static let done: Int32 = 0
  package static let failed: Int32 = 1
  package static let usage: Int32 = 2
  /// Accepted, and not confirmed in time: it goes out with the next sync.
  package static let queued: Int32 = 3
  package static let refused: Int32 = 4
  package static let conflict: Int32 = 5
  package static let ambiguousName: Int32 = 6
  package static let signIn: Int32 = 7
  package static let scriptFailed: Int32 = 8
  /// Deletions are held until somebody accepts them.
  package static let deletionsHeld: Int32 = 9
  /// The site lacks what the console needs.
  package static let doesNotFit: Int32 = 10
}
