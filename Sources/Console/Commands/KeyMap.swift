import Canvas

/// Which key means which command, with a person's own keys laid over the registry's.
package struct KeyMap: Sendable, Equatable {
  private var commands: [Key: CommandID] = [:]
  private var keys: [CommandID: [Key]] = [:]

  package init(_ own: [CommandID: [Key]] = [:]) {
    for command in Registry.commands { keys[command.id] = own[command.id] ?? command.keys }
    // A key taken over by a person's own binding no longer means what it meant.
    for (id, bound) in own {
      for other in keys.keys where other != id && own[other] == nil { keys[other]?.removeAll { bound.contains($0) } }
    }
    for command in Registry.commands {
      for key in keys[command.id] ?? [] where commands[key] == nil { commands[key] = command.id }
    }
  }

  package func command(for key: Key) -> CommandID? { commands[key] }
  package func keys(of id: CommandID) -> [Key] { keys[id] ?? [] }

  /// What hints and menus show: the first key, or nothing.
  package func label(of id: CommandID) -> String { keys(of: id).first.map(\.label) ?? "" }
}

extension Key {
  /// As hints write it: `a`, `F4`, `Ctrl-R`, `Entrée` is the language's own business and left to `Words`.
  package var label: String {
    var text = ""
    if modifiers.contains(.control) { text += "Ctrl-" }
    if modifiers.contains(.alt) { text += "Alt-" }
    if modifiers.contains(.shift) { text += "Maj-" }
    switch code {
    case .character(" "): text += "␣"
    case .character(let scalar):
      text += modifiers.contains(.control) ? String(Character(scalar)).uppercased() : String(Character(scalar))
    case .enter: text += "⏎"
    case .tab: text += "Tab"
    case .escape: text += "Esc"
    case .backspace: text += "⌫"
    case .delete: text += "Del"
    case .insert: text += "Ins"
    case .up: text += "↑"
    case .down: text += "↓"
    case .left: text += "←"
    case .right: text += "→"
    case .home: text += "Home"
    case .end: text += "End"
    case .pageUp: text += "PgUp"
    case .pageDown: text += "PgDn"
    case .function(let number): text += "F\(number)"
    }
    return text
  }
}
