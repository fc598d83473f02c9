import Domain
import Testing

@testable import Console

/// How the console stands to its site: zones that differ, boards that cannot be read, keys that are not taken any more.
@Suite struct StandingTests {
  @Test func noTimeIsWrittenWhileTheZonesDiffer() {
    var desk = Desk()
    desk.send(.zoneMismatch(ZoneMismatch(site: "Europe/Paris", own: "America/Toronto")))
    #expect(desk.screen.contains("le site est à l'heure de Europe/Paris"))
    desk.go(to: 1030)
    desk.press("m")
    desk.type("+30")
    desk.press("Enter")
    #expect(desk.waiting.isEmpty)
    desk.press("Esc")
    desk.press("n")
    desk.type("chien méchant")
    desk.press("F2")
    #expect(desk.waiting.count == 1, "what is no time is written as ever")
    desk.commit()
    desk.send(.zoneMismatch(nil))
    desk.go(to: 1030)
    desk.press("m")
    desk.type("+30")
    desk.press("Enter")
    #expect(desk.waiting.count == 1)
  }

  @Test func aBoardThatCannotBeReadIsNotBeingRead() {
    var desk = Desk(board: nil)
    #expect(desk.screen.contains("Lecture de la journée"))
    desk.send(.boardFailed("La copie locale est abîmée."))
    #expect(!desk.screen.contains("Lecture de la journée"))
    desk.send(.timer(TimerID(.toasts, generation: desk.state.toasts.generation)))
    #expect(desk.screen.contains("La copie locale est abîmée."), "it stays when the toast has gone")
    desk.send(.board(SampleDay.board))
    #expect(desk.state.boardFailure == nil)
  }

  @Test func aKeyThatIsNotTakenLocksTheBoardAndNothingIsLost() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("n")
    desk.type("à moitié écrit")
    let shown = SampleDay.board.jobs.values.map(\.customerName).filter { !$0.isEmpty }
    desk.send(.syncStatus(SyncStatus(link: .signInNeeded(words: "401"), queued: 2)))
    #expect(desk.screen.contains("Tableau verrouillé") && desk.screen.contains("↑2"))
    #expect(
      !shown.contains { desk.screen.contains($0) } && !desk.screen.contains("à moitié écrit") && !desk.screen.contains("1030"))
    desk.send(.board(SampleDay.board))
    #expect(desk.state.board == nil, "a board that was on its way is not shown")
    #expect(desk.press("a").allSatisfy { if case .accept = $0 { false } else { true } } && desk.state.layers.isEmpty)
    desk.press("F5")
    #expect(desk.screen.contains("Tableau verrouillé") && !desk.screen.contains("Rien n'attend"))
    desk.press("F5")
    // New credentials are there, and nothing has been proved yet.
    desk.send(.syncStatus(SyncStatus(link: .starting)))
    #expect(desk.screen.contains("Tableau verrouillé"))
    #expect(desk.send(.syncStatus(SyncStatus(link: .polling, freshAt: SampleDay.now))).contains(.loadBoard(SampleDay.day)))
    desk.send(.board(SampleDay.board))
    #expect(!desk.screen.contains("Tableau verrouillé") && desk.screen.contains("à moitié écrit"))
    #expect(desk.selected == "1030")
    desk.press("F2")
    #expect(desk.waiting.count == 1)
  }

  @Test func threeDaysWithoutAnAnswerLockTheBoard() {
    var desk = Desk()
    desk.press("j")
    let hours = { (count: Int64) in Instant(seconds: SampleDay.now.seconds + count * 3_600) }
    desk.send(.syncStatus(SyncStatus(link: .offline(since: SampleDay.now), freshAt: SampleDay.now)))
    desk.send(.clock(hours(71)))
    #expect(!desk.state.isLocked)
    desk.send(.clock(hours(72)))
    #expect(desk.state.isLocked && desk.screen.contains("72 h"))
    desk.send(.syncStatus(SyncStatus(link: .live, freshAt: hours(73))))
    desk.send(.board(SampleDay.board))
    #expect(!desk.state.isLocked)
    // The last answer may be one that an earlier run got.
    var other = Desk(board: nil)
    other.send(.syncStatus(SyncStatus(link: .starting)))
    other.send(.lastAnswer(Instant(seconds: SampleDay.now.seconds - 73 * 3_600)))
    other.send(.board(SampleDay.board))
    #expect(other.state.isLocked && other.state.board == nil)
  }

  @Test func whoLooksWhileTheSiteWantsAnotherKeyAsksItAgain() {
    var desk = Desk()
    desk.send(.syncStatus(SyncStatus(link: .signInNeeded(words: "401"))))
    #expect(desk.screen.contains("credential_command") && desk.screen.contains("F5"))
    #expect(desk.press("F5").contains(.syncNow))
    desk.send(.syncStatus(SyncStatus(link: .live)))
    #expect(desk.press("F5") == [])
  }
}
