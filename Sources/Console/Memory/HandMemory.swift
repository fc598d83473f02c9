/// What one console leaves to the next of the same person: views and macros by name, and the lines that were typed.
package struct HandMemory: Sendable, Equatable {
  package var views: [SavedView]
  package var macros: [Macro]
  /// The newest last.
  package var history: [String]

  package static let longestHistory = 100
  /// More views or macros than these are not kept: nobody finds one among so many.
  package static let mostViews = 60

  package init(views: [SavedView] = [], macros: [Macro] = [], history: [String] = []) {
    self.views = views
    self.macros = macros
    self.history = history
  }

  package mutating func apply(_ change: MemoryChange) {
    switch change {
    case .saveView(let view):
      if let index = views.firstIndex(where: { $0.name == view.name }) { views[index] = view } else { views.append(view) }
      views = Array(views.suffix(Self.mostViews))
    case .forgetView(let name): views.removeAll { $0.name == name }
    case .saveMacro(let macro):
      macros.removeAll { $0.letter == macro.letter }
      if !macro.lines.isEmpty { macros.append(macro) }
    case .line(let line):
      history.removeAll { $0 == line }
      history = (history + [line]).suffix(Self.longestHistory)
    }
  }
}

/// One thing to be kept: several consoles of one person each add theirs to what the file has.
package enum MemoryChange: Sendable, Equatable {
  case saveView(SavedView)
  case forgetView(String)
  /// Without lines: that letter has none any more.
  case saveMacro(Macro)
  case line(String)
}

extension State {
  mutating func keep(_ change: MemoryChange) -> [Effect] {
    memory.apply(change)
    return [.keep(change)]
  }

  /// What was kept, read from its file: what has been typed since the start stays the newest.
  mutating func take(_ kept: HandMemory) {
    let typed = memory.history.filter { !kept.history.contains($0) }
    memory = kept
    memory.history = Array((kept.history + typed).suffix(HandMemory.longestHistory))
  }
}
