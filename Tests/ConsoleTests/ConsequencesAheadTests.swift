import Canvas
import Configuration
import Domain
import Scheduling
import Testing
import Widgets

@testable import Console

/// What would follow, told before Enter: of the day a job goes to, and of what a form holds.
@Suite struct ConsequencesAheadTests {
  private func order(_ effects: [Effect]) -> DayAhead? {
    effects.compactMap { if case .planDay(let ahead) = $0 { ahead } else { nil } }.last
  }

  private func day(_ days: Int) -> Board {
    SampleDay.week.narrowed(to: DaySpan(SampleDay.day.adding(days: days)), zone: SampleDay.zone, today: SampleDay.day)!
  }

  @Test func aReportSaysHowTheDayItGoesToWouldStand() throws {
    var desk = Desk()
    desk.go(to: 1030)
    let ahead = try #require(order(desk.press("r")))
    #expect(ahead.day == SampleDay.day.adding(days: 1))
    #expect(!desk.screen.contains("Julie Gagnon 4 h 15"))
    desk.send(.plannedDay(ahead.planned(day(1))))
    #expect(desk.screen.contains("Julie Gagnon 4 h 15 / 8 h"), "two and a half hours that are there, and this job's")
    desk.type("ven 9h")
    #expect(desk.screen.contains("à 09:00"))
    desk.press("Enter")
    #expect(desk.job(1030).scheduledStart == SampleDay.at(9, days: 2))
  }

  @Test func aLeaveOnThatDayIsToldBefore() throws {
    var board = day(1)
    board.leaves.append(
      Leave(
        name: "LV-3", technician: SampleDay.technician(2), start: SampleDay.at(0, days: 1), end: SampleDay.at(0, days: 2),
        reason: "formation"))
    var desk = Desk()
    desk.go(to: 1030)
    let ahead = try #require(order(desk.press("r")))
    desk.send(.plannedDay(ahead.planned(board)))
    #expect(desk.screen.contains("formation"))
  }

  @Test func severalJobsAddUp() throws {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("Space")
    desk.go(to: 1034)
    desk.press("Space")
    let ahead = try #require(order(desk.press("r")))
    desk.send(.plannedDay(ahead.planned(day(1))))
    #expect(desk.screen.contains("Julie Gagnon  jeu. 7 mai  2 h 30 → 4 h 15 / 8 h"))
  }

  @Test func thePlanOfADayThatHasBeenLeftIsOfNoUse() throws {
    var desk = Desk()
    desk.go(to: 1030)
    let ahead = try #require(order(desk.press("r")))
    desk.press("Down")
    desk.send(.plannedDay(ahead.planned(day(1))))
    #expect((desk.state.layers.last as? ReportLayer)?.target == nil)
  }

  @Test func theFormSaysWhatWouldFollow() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("e")
    while (desk.state.layers.last as? JobFormLayer)?.form.focused != .field(.technician) { desk.press("Tab") }
    desk.press("Ctrl-U")
    desk.type("karine")
    #expect(desk.screen.contains("→ Karine Côté · "))
    desk.press("Ctrl-U")
    desk.press("Tab")
    desk.press("Ctrl-U")
    desk.type("16h")
    #expect(desk.screen.contains("libres : ") || desk.screen.contains("personne n'est libre"))
  }
}
