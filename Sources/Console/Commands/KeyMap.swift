import Canvas
import Configuration

/// Which key means which command, with a person's own keys laid over the registry's.
package struct KeyMap: Sendable, Equatable {
  private var commands: [Key: CommandID] = [:]
  private var keys: [CommandID: [Key]] = [:]
  /// What is wrong with the person's own keys.
  package let diagnostics: [Diagnostic]

  package init(_ overrides: KeymapOverrides = KeymapOverrides()) {
    let (bindings, diagnostics) = overrides.applied(to: Registry.bindings)
    self.diagnostics = diagnostics
    for binding in bindings {
      guard let id = CommandID(rawValue: binding.command) else { continue }
      keys[id] = binding.keys
      for key in binding.keys where commands[key] == nil { commands[key] = id }
    }
  }

  package func command(for key: Key) -> CommandID? { commands[key] }
  package func keys(of id: CommandID) -> [Key] { keys[id] ?? [] }

  /// What hints and menus show: the first key, or nothing.
  package func label(of id: CommandID, _ words: Words) -> String { keys(of: id).first.map(words.key) ?? "" }
  /// All of them: `U, Ctrl-R`.
  package func labels(of id: CommandID, _ words: Words) -> String { keys(of: id).map(words.key).joined(separator: ", ") }
}

extension Registry {
  /// As configuration lays a person's keys over them.
  package static let bindings: [KeyBinding] = commands.map {
    KeyBinding(command: $0.id.rawValue, keys: $0.keys, contexts: [$0.context.rawValue])
  }
}

extension Words {
  /// A key as it is engraved: `a`, `F4`, `Ctrl-R`, `Espace`.
  package func key(_ key: Key) -> String {
    var text = ""
    if key.modifiers.contains(.control) { text += "Ctrl-" }
    if key.modifiers.contains(.alt) { text += "Alt-" }
    if key.modifiers.contains(.shift) { text += say("Maj-", "Shift-") }
    switch key.code {
    case .character(" "): text += say("Espace", "Space")
    case .enter: text += enterKey
    case .escape: text += escapeKey
    case .character(let scalar) where key.modifiers.contains(.control): text += String(Character(scalar)).uppercased()
    default: text += KeyNotation.text(Key(key.code))
    }
    return text
  }
}
