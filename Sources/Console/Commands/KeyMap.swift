import Canvas
import Configuration

/// Which key means which command where, with a person's own keys laid over the registry's.
package struct KeyMap: Sendable, Equatable {
  /// What may follow a prefix.
  package struct Continuation: Sendable, Equatable {
    package let key: Key
    package let command: CommandID
  }

  private var commands: [CommandContext: [Key: CommandID]] = [:]
  private var keys: [CommandID: [Key]] = [:]
  /// By prefix, in the registry's order.
  private var continuations: [CommandContext: [Key: [Continuation]]] = [:]
  /// What is wrong with the person's own keys.
  package let diagnostics: [Diagnostic]

  package init(_ overrides: KeymapOverrides = KeymapOverrides()) {
    let (bindings, diagnostics) = overrides.applied(to: Registry.bindings)
    self.diagnostics = diagnostics
    for binding in bindings {
      guard let id = CommandID(rawValue: binding.command) else { continue }
      keys[id] = binding.keys
      let context = Registry.command(id).context
      for key in binding.keys where commands[context]?[key] == nil { commands[context, default: [:]][key] = id }
    }
    for command in Registry.commands {
      for chord in command.chords {
        continuations[command.context, default: [:]][chord.prefix, default: []].append(
          Continuation(key: chord.key, command: command.id))
      }
    }
  }

  /// In the first of the contexts that knows the key.
  package func command(for key: Key, in contexts: [CommandContext] = [.board]) -> CommandID? {
    for context in contexts { if let id = commands[context]?[key] { return id } }
    return nil
  }

  /// What may follow the key; empty where it is no prefix.
  package func continuations(of prefix: Key, in contexts: [CommandContext]) -> [Continuation] {
    contexts.lazy.compactMap { self.continuations[$0]?[prefix] }.first ?? []
  }

  package func keys(of id: CommandID) -> [Key] { keys[id] ?? [] }

  /// What hints and menus show: the first key, or the first pair of keys, or nothing.
  package func label(of id: CommandID, _ words: Words) -> String {
    keys(of: id).first.map(words.key) ?? Registry.command(id).chords.first.map(words.chord) ?? ""
  }
  /// All of them: `U, Ctrl-R`.
  package func labels(of id: CommandID, _ words: Words) -> String {
    (keys(of: id).map(words.key) + Registry.command(id).chords.map(words.chord)).joined(separator: ", ")
  }
}

extension Registry {
  /// As configuration lays a person's keys over them.
  package static let bindings: [KeyBinding] = commands.map {
    KeyBinding(command: $0.id.rawValue, keys: $0.keys, contexts: [$0.context.rawValue])
  }
}

extension Words {
  /// Two keys, one after the other: `z +`.
  package func chord(_ chord: KeyChord) -> String { key(chord.prefix) + " " + key(chord.key) }

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
