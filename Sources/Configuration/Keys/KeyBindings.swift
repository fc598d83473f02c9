import Canvas

/// The keys of one command, where they hold.
package struct KeyBinding: Sendable, Hashable {
  package let command: String
  package var keys: [Key]
  /// Two commands may share a key only if they share no context.
  package let contexts: Set<String>

  package init(command: String, keys: [Key], contexts: Set<String>) {
    self.command = command
    self.keys = keys
    self.contexts = contexts
  }
}

/// What a person's `keymap:` changes: the keys of each named command, an empty list for none.
package struct KeymapOverrides: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package let command: String
    package let keys: [Key]
    package let file: String
    package let line: Int?
    package let column: Int?

    package init(command: String, keys: [Key], file: String, line: Int?, column: Int?) {
      self.command = command
      self.keys = keys
      self.file = file
      self.line = line
      self.column = column
    }
  }

  /// Later layers last; the last entry of a command counts.
  package var entries: [Entry]

  package init(entries: [Entry] = []) { self.entries = entries }

  /// Keys that multiplexers and terminals take for themselves.
  package static let reserved: Set<Key> = [.control("a"), .control("b"), .control("s"), .control("q")]

  /// Keys that move the cursor, open or leave, before any command is looked for.
  package static let movement: Set<Key> = [
    Key(.up), Key(.down), Key(.left), Key(.right), Key(.pageUp), Key(.pageDown), Key(.home), Key(.end), Key(.enter), Key(.escape),
    Key("h"), Key("j"), Key("k"), Key("l"), .control("c"),
  ]

  /// The bindings with these changes laid over, and what is wrong with them. A key that an override takes from a command whose
  /// keys nobody has changed goes over; where two overrides want the same key, the first keeps it.
  package func applied(to bindings: [KeyBinding]) -> (bindings: [KeyBinding], diagnostics: [Diagnostic]) {
    var result = bindings
    var diagnostics: [Diagnostic] = []
    var owners: [String: Entry] = [:]
    let places = Dictionary(bindings.enumerated().map { ($1.command, $0) }, uniquingKeysWith: { first, _ in first })
    for entry in entries {
      guard let place = places[entry.command] else {
        let suggestion = Suggestion.nearest(to: entry.command, among: places.keys.sorted())
        diagnostics.append(entry.diagnostic(.unknownCommand(entry.command, suggestion: suggestion)))
        continue
      }
      result[place].keys = entry.keys
      owners[entry.command] = entry
    }
    for index in result.indices {
      let binding = result[index]
      guard let entry = owners[binding.command] else { continue }
      for key in binding.keys {
        for (other, candidate) in result.enumerated()
        where other != index && !candidate.contexts.isDisjoint(with: binding.contexts) && candidate.keys.contains(key) {
          let takes = owners[candidate.command] == nil || other > index
          result[takes ? other : index].keys.removeAll { $0 == key }
          let commands = takes ? [binding.command, candidate.command] : [candidate.command, binding.command]
          diagnostics.append(
            entry.diagnostic(.keyConflict(key: KeyNotation.text(key), commands: commands)))
        }
      }
    }
    return (result, diagnostics)
  }
}

extension KeymapOverrides.Entry {
  func diagnostic(_ problem: Problem) -> Diagnostic { Diagnostic(file: file, line: line, column: column, problem) }
}
