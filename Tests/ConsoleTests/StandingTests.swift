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

  @Test func whoLooksWhileTheSiteWantsAnotherKeyAsksItAgain() {
    var desk = Desk()
    desk.send(.syncStatus(SyncStatus(link: .signInNeeded(words: "401"))))
    #expect(desk.screen.contains("credential_command") && desk.screen.contains("F5"))
    #expect(desk.press("F5") == [.syncNow])
    desk.send(.syncStatus(SyncStatus(link: .live)))
    #expect(desk.press("F5") == [])
  }
}
