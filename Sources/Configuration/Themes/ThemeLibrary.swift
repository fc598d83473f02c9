import Canvas

/// The themes that come with the binary, and those a person has put beside their configuration.
package struct ThemeLibrary: Sendable {
  package struct Loaded: Sendable, Equatable {
    package var theme: Theme
    package var diagnostics: [Diagnostic]
  }

  /// A person's own `NAME.yaml` files; they come before the built-in ones of the same name.
  package let directory: String?

  package init(directory: String? = nil) { self.directory = directory }

  package static let builtInNames = EmbeddedThemes.all.map(\.name)
  package static let fallbackName = "terminal"

  /// The theme of this name. One with mistakes loads without them; one that is unknown or unreadable gives `terminal`.
  /// `place`: where the name was written.
  package func load(_ name: String, namedIn place: SettingPlace? = nil) -> Loaded {
    var visited: [String] = []
    return load(name, visited: &visited) ?? fallback(name, place ?? SettingPlace(file: "theme " + name))
  }

  /// A theme from text, for a preview of a file being edited.
  package func parse(_ text: String, file: String) -> Loaded {
    var visited: [String] = []
    return make(ThemeFile(text, file: file), name: file, file: file, visited: &visited)
  }

  private func fallback(_ name: String, _ place: SettingPlace) -> Loaded {
    let suggestion = Suggestion.nearest(to: name, among: Self.builtInNames)
    var visited: [String] = []
    var loaded =
      load(Self.fallbackName, visited: &visited)
      ?? Loaded(theme: Theme(name: Self.fallbackName, appearances: [:]), diagnostics: [])
    loaded.diagnostics.insert(place.diagnostic(.unknownTheme(name, suggestion: suggestion)), at: 0)
    return loaded
  }

  private func load(_ name: String, visited: inout [String]) -> Loaded? {
    guard let (text, file, refusal) = source(of: name) else { return nil }
    if let refusal {
      guard let builtIn = Self.builtIn(name) ?? Self.builtIn(Self.fallbackName) else { return nil }
      var loaded = make(ThemeFile(builtIn, file: "theme " + name), name: name, file: file, visited: &visited)
      loaded.diagnostics.insert(Diagnostic(file: file, severity: .error, refusal), at: 0)
      return loaded
    }
    return make(ThemeFile(text, file: file), name: name, file: file, visited: &visited)
  }

  private func make(_ parsed: ThemeFile, name: String, file: String, visited: inout [String]) -> Loaded {
    visited.append(name)
    var loaded = Loaded(theme: Theme(name: parsed.name ?? name, appearances: [:]), diagnostics: parsed.diagnostics)
    if let base = parsed.base {
      if base.name != name, visited.contains(base.name) {
        loaded.diagnostics.append(base.node.diagnostic(in: file, .themeLoop(base.name)))
      } else if let below = base.name == name ? builtInBase(name, visited: &visited) : load(base.name, visited: &visited) {
        loaded.theme.appearances = below.theme.appearances
      } else {
        let suggestion = Suggestion.nearest(to: base.name, among: Self.builtInNames)
        loaded.diagnostics.append(base.node.diagnostic(in: file, .unknownBase(base.name, suggestion: suggestion)))
      }
    }
    loaded.theme.appearances.merge(parsed.roles) { _, own in own }
    return loaded
  }

  /// A person's `dark.yaml` may be based on the built-in `dark`.
  private func builtInBase(_ name: String, visited: inout [String]) -> Loaded? {
    guard let text = Self.builtIn(name) else { return nil }
    let parsed = ThemeFile(text, file: "theme " + name)
    return Loaded(theme: Theme(name: name, appearances: parsed.roles), diagnostics: [])
  }

  private func source(of name: String) -> (text: String, file: String, refusal: Problem?)? {
    if let directory, Self.isFileName(name) {
      let path = directory + "/" + name + ".yaml"
      switch ProtectedFile.read(path, isOwnerChecked: false) {
      case .text(let text): return (text, path, nil)
      case .refused(let problem): return ("", path, problem)
      case .absent: break
      }
    }
    return Self.builtIn(name).map { ($0, "theme " + name, nil) }
  }

  private static func builtIn(_ name: String) -> String? { EmbeddedThemes.all.first { $0.name == name }?.text }

  private static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.contains("/") && !name.unicodeScalars.contains { $0.value == 0 }
  }
}
