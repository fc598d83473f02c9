import Domain
import Testing

@testable import Console

/// `R` and a letter, work, `R`; `E` and the letter does the same on what is selected now.
@Suite struct MacroTests {
  private func recorded(_ work: (inout Desk) -> Void) -> (desk: Desk, lines: [String]) {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("R", "a")
    work(&desk)
    desk.press("R")
    return (desk, desk.state.memory.macros.first { $0.letter == "a" }?.lines ?? [])
  }

  @Test func whatWasDoneIsKeptWithoutItsJobs() {
    let (desk, lines) = recorded {
      $0.press("m")
      $0.type("+30m")
      $0.press("Enter")
      $0.press(":")
      $0.type("r 1034 ven")
      $0.press("Enter")
      $0.press(":")
      $0.type("a 1051 zoe 14h30")
      $0.press("Enter")
      $0.press(":")
      $0.type("n 1060 prendre l'échelle")
      $0.press("Enter", "V")
    }
    #expect(lines == ["move +30m", "report +2", "assign TECH-011 14:30", "notes prendre l'échelle", "mark-all"])
    #expect(desk.effects.contains(.keep(.saveMacro(Macro(letter: "a", lines: lines)))))
    #expect(desk.state.recording == nil)
  }

  @Test func theTitleSaysThatItIsRecorded() {
    var desk = Desk()
    desk.press("R", "b")
    #expect(desk.screen.contains("macro b (0)"))
    desk.press("E")
    // No macro plays into one that is being made.
    #expect(desk.state.memory.macros.isEmpty)
    desk.press("R")
    #expect(!desk.screen.contains("macro b ("))
    #expect(desk.toasts.last?.contains("rien à garder") == true)
  }

  @Test func itPlaysOnTheSelectionOfNow() {
    var desk = Desk()
    desk.send(.memory(HandMemory(macros: [Macro(letter: "x", lines: ["move +30m", "report +2"])])))
    desk.go(to: 1034)
    desk.press("E", "x")
    #expect(desk.waiting.map(\.verb) == ["move BT-01034 +30m", "report BT-01034 2026-05-08"])
  }

  @Test func itPlaysOnAllThatAreMarked() {
    var desk = Desk()
    desk.send(.memory(HandMemory(macros: [Macro(letter: "x", lines: ["move +30m", "move +15m"])])))
    desk.go(to: 1034)
    desk.press("Space", "Space", "E", "x")
    // Marks go with the first edit; the lines after it are for the same jobs.
    #expect(desk.waiting.map(\.verb) == ["move BT-01034,BT-01035 +30m", "move BT-01034,BT-01035 +15m"])
  }

  @Test func itStopsAtTheFirstQuestion() {
    var desk = Desk()
    desk.send(.memory(HandMemory(macros: [Macro(letter: "x", lines: ["move +30m", "status abs", "report +2"])])))
    desk.go(to: 1030)
    desk.press("E", "x")
    #expect(desk.waiting.map(\.verb) == ["move BT-01030 +30m"])
    #expect(desk.state.layers.last is QuestionLayer)
    #expect(desk.toasts.last?.contains("macro x arrêtée à « status abs » (1/3 faits)") == true, "\(desk.toasts)")
  }

  @Test func itStopsAtTheFirstRefusal() {
    var desk = Desk()
    desk.send(.memory(HandMemory(macros: [Macro(letter: "x", lines: ["move +30m", "report +2"])])))
    desk.go(to: 1012)
    desk.press("E", "x")
    #expect(desk.waiting.isEmpty)
    #expect(desk.toasts.last?.contains("arrêtée à « move +30m » (0/2 faits)") == true, "\(desk.toasts)")
    #expect(desk.toasts.last?.contains("terminé") == true)
    // A line that makes no sense stops it as well, and a macro plays no other.
    for line in ["zzz 12", "jouer x"] {
      desk.send(.memory(HandMemory(macros: [Macro(letter: "y", lines: [line])])))
      desk.press("E", "y")
      #expect(desk.toasts.last?.contains("arrêtée à « \(line) »") == true, "\(desk.toasts)")
    }
  }

  @Test func anotherLetterSaysWhichThereAre() {
    var desk = Desk()
    desk.press("E")
    #expect(desk.toasts.last?.contains("aucune macro") == true)
    desk.send(.memory(SampleSearch.memory))
    desk.press("E", "z")
    #expect(desk.toasts.last?.contains("« z »") == true && desk.toasts.last?.contains("p, v") == true)
    desk.press("E", "!")
    #expect(desk.state.layers.last is MacroLetterLayer)
    #expect(desk.screen.contains("une lettre de a à z"))
  }

  @Test func helpPaletteAndLineKnowThem() {
    var desk = Desk()
    desk.send(.memory(SampleSearch.memory))
    #expect(HelpLayer.lines(desk.state).contains { $0.key == "E v" && $0.title.contains("report +2") })
    desk.go(to: 1030)
    desk.press("Ctrl-P")
    desk.type("status published")
    desk.press("Enter")
    #expect(desk.waiting.map(\.verb) == ["status BT-01030 Published"])
    desk.go(to: 1035)
    desk.send(.verb("jouer p"))
    #expect(desk.waiting.last?.verb == "status BT-01035 Published")
  }

  @Test func dotRepeatsTheLastVerbOnAllThatAreMarked() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("+30m")
    desk.press("Enter")
    desk.go(to: 1034)
    desk.press("Space", "Space", ".")
    #expect(desk.waiting.last?.verb == "move BT-01034,BT-01035 +30m")
    #expect(desk.state.list.marked.isEmpty)
  }
}
