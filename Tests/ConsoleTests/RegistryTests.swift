import Canvas
import Configuration
import Testing

@testable import Console

@Suite struct RegistryTests {
  @Test func everyCommandIsThereOnceWithBothTitles() {
    #expect(Registry.commands.map(\.id.rawValue).sorted() == CommandID.allCases.map(\.rawValue).sorted())
    for command in Registry.commands {
      #expect(!command.title.french.isEmpty && !command.title.english.isEmpty, "\(command.id)")
      #expect(!command.hint.french.isEmpty && !command.hint.english.isEmpty, "\(command.id)")
    }
  }

  @Test func noKeyStandsTwiceInOneContext() {
    for context in CommandContext.allCases {
      let keys = Registry.commands.filter { $0.context == context }.flatMap(\.keys)
      let repeated = Dictionary(grouping: keys, by: \.self).filter { $0.value.count > 1 }.keys
      #expect(repeated.isEmpty, "\(context): \(repeated.map(KeyNotation.text))")
    }
  }

  @Test func keysThatTerminalsAndMultiplexersTakeAreLeftAlone() {
    let keys = Set(Registry.commands.flatMap(\.keys))
    #expect(keys.isDisjoint(with: KeymapOverrides.reserved))
    for number in 10...12 { #expect(!keys.contains(Key(.function(number)))) }
    #expect(keys.allSatisfy { !$0.modifiers.contains(.shift) || $0.code == .tab })
  }

  @Test func everyAltGrKeyHasATwin() {
    for command in Registry.commands {
      let hard = command.keys.filter {
        if case .character(let scalar) = $0.code { "[]{}@\\|~^`/:?".unicodeScalars.contains(scalar) } else { false }
      }
      if !hard.isEmpty { #expect(command.keys.count > hard.count, "\(command.id)") }
    }
  }

  @Test func movementKeysAreFree() {
    for letter in "hjkl".unicodeScalars { #expect(!Registry.commands.contains { $0.keys.contains(Key(letter)) }) }
  }

  @Test func aPersonsOwnKeysReplaceTheRegistrysAndShowEverywhere() {
    let own = KeymapOverrides(entries: [.init(command: "assign", keys: ["x"], file: "config.yaml", line: 3, column: 1)])
    var state = Desk().state
    state.keyMap = KeyMap(own)
    #expect(state.keyMap.command(for: "x") == .assign)
    #expect(state.keyMap.command(for: "a") == nil)
    #expect(view(state, size: state.size).frame.text().contains("x assigner"))
    #expect(HelpLayer.lines(state).contains { $0.key == "x" && $0.title == "assigner" })
  }

  @Test func lettersOfTheStatusMenuAreDifferentAndDoNotMove() {
    for language in Language.allCases {
      let letters = JobStatusLetters.all(language)
      #expect(Set(letters).count == letters.count)
      #expect(Set(letters).isDisjoint(with: ["j", "k"]))
    }
  }
}
