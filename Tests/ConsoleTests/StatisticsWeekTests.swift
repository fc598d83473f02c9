import Canvas
import Configuration
import Domain
import Scheduling
import Testing

@testable import Console

@Suite struct StatisticsWeekTests {
  private func statistics() -> Desk {
    var desk = Desk()
    desk.press(":")
    desk.type("statistics")
    desk.press("Enter")
    return desk
  }

  @Test func minusShowsTheWeekAndPlusTheDayAgain() {
    var desk = statistics()
    #expect(desk.screen.contains("Statistiques · mer. 6 mai"))
    let day = desk.state.statistics?.figures.total.jobs ?? 0
    let effects = desk.press("-")
    #expect(effects.contains(.loadBoard(SampleDay.monday, days: 7)))
    #expect(desk.screen.contains("semaine du lun. 4 mai"))
    desk.send(.board(SampleDay.week))
    #expect(desk.state.statistics?.figures.total.jobs == day + 5, "the jobs of the other days are counted")
    #expect(desk.state.statistics?.figures.days == 4, "days on which nobody has anything to do count for nothing")
    desk.press("+")
    #expect(desk.screen.contains("Statistiques · mer. 6 mai"))
    #expect(desk.state.statistics?.figures.total.jobs == day)
  }

  @Test func weeksGoByWeek() {
    var desk = statistics()
    desk.press("z", "w")
    desk.send(.board(SampleDay.week))
    let effects = desk.press(";")
    #expect(effects.contains(.loadBoard(SampleDay.monday.adding(days: 7), days: 7)))
  }

  @Test func anotherViewHasItsDay() {
    var desk = statistics()
    desk.press("-")
    desk.send(.board(SampleDay.week))
    let effects = desk.press("1")
    #expect(effects.contains(.loadBoard(SampleDay.day)))
    #expect(desk.state.board?.span == DaySpan(SampleDay.day))
  }
}
