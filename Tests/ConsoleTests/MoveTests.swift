import Domain
import Testing

@testable import Console

/// What a move says before Enter.
@Suite struct MoveTests {
  @Test func aBacklogJobIsNotProposedForATimeThatIsOver() {
    var desk = Desk()
    desk.go(to: 1058)
    desk.press("m")
    #expect(desk.screen.contains("sans heure → 10:45–13:15"))
    #expect(desk.screen.contains("✓ plage respectée"))
    desk.type("9h")
    #expect(desk.screen.contains("heure passée de 1 h 40"))
    #expect(!desk.screen.contains("plage respectée"))
    desk.press("Enter")
    #expect(desk.job(1058).scheduledStart == SampleDay.at(9), "it is said, and not forbidden")
    #expect(desk.toasts.last?.hasSuffix("09:00 · ! heure passée") == true)
  }

  @Test func onAnotherDayTheMorningIsProposed() {
    var board = SampleDay.board
    board.day = SampleDay.day.adding(days: 1)
    board.jobs = board.jobs.filter { $0.value.isInBacklog }
    var desk = Desk()
    desk.press(";")
    desk.send(.board(board))
    desk.go(to: 1058)
    desk.press("m")
    #expect(desk.screen.contains("sans heure → 08:00"))
  }

  @Test func aTimeThatIsOverIsSaidInThePicker() {
    var desk = Desk()
    desk.go(to: 1051)
    desk.press("a", "F4")
    desk.type("9h")
    desk.press("Enter")
    #expect(desk.screen.contains("! heure passée"))
  }

  @Test func ofSeveralJobsEachIsToldByItsNumber() {
    var desk = Desk()
    desk.go(to: 1034)
    desk.press("Space", "Space", "m")
    desk.type("+30m")
    #expect(desk.screen.contains("1034 : 14:10 → 14:40"))
    #expect(desk.screen.contains("1034 → 14:40  ✓ plage respectée"))
    #expect(desk.screen.contains("1035 → 17:15"))
    #expect(!desk.screen.contains("chevauche 1035"), "it moves out of the way")
    desk.press("Esc", "r")
    #expect(desk.screen.contains("chacun garde son heure"))
  }
}
