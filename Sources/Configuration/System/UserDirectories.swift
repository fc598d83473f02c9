/// Where the console keeps its files (XDG Base Directory Specification 0.8). A relative path in a variable counts as unset.
package struct UserDirectories: Sendable, Equatable {
  /// `$XDG_CONFIG_HOME/gigafibre-dispatch`, by default under `~/.config`.
  package let configuration: String
  /// `$XDG_DATA_HOME/gigafibre-dispatch`, by default under `~/.local/share`.
  package let data: String
  /// `$XDG_STATE_HOME/gigafibre-dispatch`, by default under `~/.local/state`.
  package let state: String
  /// `$XDG_CACHE_HOME/gigafibre-dispatch`, by default under `~/.cache`.
  package let cache: String
  /// `$XDG_RUNTIME_DIR/gigafibre-dispatch`; nil where the variable is unset: there is no default that would be safe.
  package let runtime: String?

  /// `home` stands in for an unset `HOME`.
  package init(environment: [String: String], home: String) {
    let home = Self.absolute(environment["HOME"]) ?? home
    func directory(_ variable: String, _ fallback: String) -> String {
      (Self.absolute(environment[variable]) ?? home + fallback) + "/" + Self.name
    }
    configuration = directory("XDG_CONFIG_HOME", "/.config")
    data = directory("XDG_DATA_HOME", "/.local/share")
    state = directory("XDG_STATE_HOME", "/.local/state")
    cache = directory("XDG_CACHE_HOME", "/.cache")
    runtime = Self.absolute(environment["XDG_RUNTIME_DIR"]).map { $0 + "/" + Self.name }
  }

  package var configurationFile: String { configuration + "/config.yaml" }
  package var themes: String { configuration + "/themes" }
  package var credentials: String { configuration + "/credentials" }

  package static let systemConfigurationFile = "/etc/gigafibre-dispatch/config.yaml"
  private static let name = "gigafibre-dispatch"

  private static func absolute(_ path: String?) -> String? {
    guard var path, path.hasPrefix("/") else { return nil }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path == "/" ? "" : path
  }
}
