import Canvas

/// How keys are written in configuration, in help and in scripts: `a`, `F4`, `Ctrl-R`, `Shift-Tab`, `Space`, `Alt-Enter`.
package enum KeyNotation {
  /// nil where it names no key. Modifiers and names in any case; a single character means itself.
  package static func parse(_ text: some StringProtocol) -> Key? {
    var rest = Substring(text)
    var modifiers: Key.Modifiers = []
    while let dash = rest.firstIndex(of: "-"), rest.index(after: dash) != rest.endIndex,
      let modifier = modifier(rest[..<dash])
    {
      guard !modifiers.contains(modifier) else { return nil }
      modifiers.insert(modifier)
      rest = rest[rest.index(after: dash)...]
    }
    guard let code = code(rest) else { return nil }
    guard case .character(let scalar) = code else { return Key(code, modifiers) }
    if modifiers.contains(.control) {
      // Terminals send one code for Ctrl with a small or a capital letter.
      guard scalar.isASCII, let lower = scalar.properties.lowercaseMapping.unicodeScalars.first else { return nil }
      modifiers.remove(.shift)
      return Key(.character(lower), modifiers)
    }
    if modifiers.contains(.shift) {
      guard scalar != " ", let upper = scalar.properties.uppercaseMapping.unicodeScalars.first, upper != scalar else {
        return nil
      }
      modifiers.remove(.shift)
      return Key(.character(upper), modifiers)
    }
    return Key(code, modifiers)
  }

  /// The notation of a key; `parse` gives the key back.
  package static func text(_ key: Key) -> String {
    var text = ""
    if key.modifiers.contains(.control) { text += "Ctrl-" }
    if key.modifiers.contains(.alt) { text += "Alt-" }
    if key.modifiers.contains(.shift) { text += "Shift-" }
    return text + name(of: key)
  }

  private static func name(of key: Key) -> String {
    switch key.code {
    case .character(" "): "Space"
    case .character(let scalar):
      key.modifiers.contains(.control) ? scalar.properties.uppercaseMapping : String(Character(scalar))
    case .function(let number): "F\(number)"
    case .enter: "Enter"
    case .tab: "Tab"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .insert: "Insert"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    }
  }

  private static let names: [String: Key.Code] = [
    "space": .character(" "), "enter": .enter, "return": .enter, "tab": .tab, "esc": .escape, "escape": .escape,
    "backspace": .backspace, "delete": .delete, "del": .delete, "insert": .insert, "ins": .insert, "up": .up, "down": .down,
    "left": .left, "right": .right, "home": .home, "end": .end, "pgup": .pageUp, "pageup": .pageUp, "pgdn": .pageDown,
    "pagedown": .pageDown, "minus": .character("-"), "plus": .character("+"),
  ]

  private static func code(_ text: Substring) -> Key.Code? {
    let scalars = text.unicodeScalars
    if scalars.count == 1, let scalar = scalars.first {
      return scalar.value > 0x20 && scalar.value != 0x7F && !(0x80..<0xA0).contains(scalar.value) ? .character(scalar) : nil
    }
    let lower = text.lowercased()
    if let code = names[lower] { return code }
    if lower.hasPrefix("f"), lower.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(lower.dropFirst()), (1...12).contains(number), !lower.hasPrefix("f0")
    {
      return .function(number)
    }
    return nil
  }

  private static func modifier(_ text: Substring) -> Key.Modifiers? {
    switch text.lowercased() {
    case "ctrl", "control", "c": .control
    case "alt", "meta", "m": .alt
    case "shift", "s": .shift
    default: nil
    }
  }
}
