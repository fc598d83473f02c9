import Domain
import Testing

@testable import Console

/// Marked jobs that something hides are said, and never acted on unseen.
@Suite struct MarkTests {
  private func marked(_ numbers: Int...) -> Desk {
    var desk = Desk()
    for number in numbers {
      desk.go(to: number)
      desk.press("Space")
    }
    return desk
  }

  @Test func aMarkThatTheFilterHidesIsSaidAndLeftAside() {
    var desk = marked(1034, 1035, 1051)
    #expect(desk.screen.contains("3 bons marqués"))
    #expect(!desk.screen.contains("dont"))
    desk.press("/")
    desk.type("1034")
    desk.press("Enter")
    #expect(desk.screen.contains("3 bons marqués, dont 2 masqués"))
    desk.press("m")
    desk.type("+30m")
    desk.press("Enter")
    #expect(desk.waiting.map(\.verb) == ["move BT-01034 +30m"])
    #expect(desk.toasts.last?.contains("2 marqués mais masqués, laissés de côté") == true)
    // They are still marked, and come back with the filter gone.
    desk.press("Esc")
    #expect(desk.screen.contains("2 bons marqués"))
    #expect(!desk.screen.contains("dont"))
  }

  @Test func aMarkInAFoldedGroupIsHiddenToo() {
    var desk = marked(1034)
    desk.press("Left", "Left")
    #expect(desk.screen.contains("1 bon marqué, dont 1 masqué"))
  }

  @Test func whereAllAreHiddenTheReasonIsToldAndNothingDone() {
    var desk = marked(1034, 1035)
    desk.press("/")
    desk.type("1051")
    desk.press("Enter")
    for key in ["a", "m", "r", "s", "w"] {
      desk.press(key)
      #expect(desk.state.layers.isEmpty, "\(key)")
      #expect(desk.toasts.last?.contains("2 bons marqués sont masqués") == true, "\(key): \(desk.toasts)")
    }
    desk.press(":")
    desk.type("m +30m")
    desk.press("Enter")
    #expect(desk.screen.contains("2 bons marqués sont masqués"))
    #expect(desk.waiting.isEmpty)
  }

  @Test func aMarkedJobThatLeavesTheFilterByAnEditElsewhereIsCounted() {
    var desk = marked(1034, 1035)
    desk.press("/")
    desk.type("karine")
    desk.press("Enter")
    #expect(!desk.screen.contains("dont"))
    var moved = desk.job(1034)
    moved.technician = SampleDay.technician(2)
    moved.modified = "2026-05-06 10:41:00.000000"
    desk.send(.boardPatch(BoardPatch(jobs: [moved.reference: moved])))
    #expect(desk.screen.contains("2 bons marqués, dont 1 masqué"))
    desk.press("w")
    #expect(desk.waiting.flatMap { $0.edits.map(\.document) }.contains(moved.reference) == false)
  }

  @Test func allFilteredAreMarkedAndARangeToo() {
    var desk = Desk()
    desk.press("/")
    desk.type("karine")
    desk.press("Enter", "V")
    #expect(desk.state.list.marked.count == 5)
    desk.press("Esc", "Esc")
    #expect(desk.state.list.marked.isEmpty)
    desk.go(to: 1017)
    desk.press("Space")
    desk.go(to: 1034)
    desk.press("v")
    #expect(desk.state.list.marked == Set([1017, 1018, 1025, 1034].map(SampleDay.reference)))
  }
}
