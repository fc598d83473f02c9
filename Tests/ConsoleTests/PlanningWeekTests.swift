import Canvas
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

/// The planning from Monday to Sunday, and moves that change several things at once.
@Suite struct PlanningWeekTests {
  private func week() -> Desk {
    var desk = Desk()
    desk.press("2", "z", "w")
    desk.send(.board(SampleDay.week))
    return desk
  }

  private func place(_ desk: Desk, _ text: String) -> Point? {
    for y in 2..<desk.state.size.height - 4 {
      let row = Array(desk.frame.text(row: y))
      let wanted = Array(text)
      for x in 0...(row.count - wanted.count) where Array(row[x..<x + wanted.count]) == wanted { return Point(x: x, y: y) }
    }
    return nil
  }

  private func mouse(_ desk: inout Desk, _ phase: Mouse.Phase, _ x: Int, _ y: Int) {
    desk.send(.input(.mouse(Mouse(.left, phase, at: Point(x: x, y: y)))))
  }

  @Test func theWeekIsReadAndShown() {
    var desk = Desk()
    let effects = desk.press("2", "z", "w")
    #expect(effects.contains(.loadBoard(SampleDay.monday, days: 7)))
    #expect(desk.screen.contains("lecture…"), "until it has come, the day stays")
    desk.send(.board(SampleDay.week))
    #expect(desk.screen.contains("semaine du lun. 4 mai") && !desk.screen.contains("lecture…"))
    desk.go(to: 1106)
    #expect(desk.state.view == .planning && desk.selected == "1106")
    #expect(desk.state.day == SampleDay.day.adding(days: 2), "the day that is looked at goes along")
    let samuel = desk.screen.split(separator: "\n").first { $0.contains("Samuel Roy") }
    #expect(samuel?.contains("12 h 30") == true, "the hours of all days")
  }

  @Test func closerAgainIsTheDayThatWasLookedAt() {
    var desk = week()
    desk.go(to: 1106)
    let effects = desk.press("z", "z")
    #expect(effects.contains(.loadBoard(SampleDay.day.adding(days: 2))))
    #expect(desk.state.board?.span == DaySpan(SampleDay.day.adding(days: 2)))
    #expect(desk.selected == "1106")
  }

  @Test func aJobGoesToAnotherDayWithItsWindow() {
    var desk = week()
    desk.go(to: 1101)
    desk.press("m", "Right")
    #expect(desk.state.timelineProposal?.start == SampleDay.at(8, 30, days: 2))
    #expect(desk.waiting.isEmpty)
    desk.press("Enter")
    #expect(desk.job(1101).scheduledStart == SampleDay.at(8, 30, days: 2))
    #expect(desk.job(1101).window?.start == SampleDay.at(8, days: 2), "the customer's window goes along")
    #expect(desk.waiting.count == 1 && desk.selected == "1101")
    #expect(desk.state.day == SampleDay.day.adding(days: 2))
  }

  @Test func aDayAndATechnicianAtOnce() {
    var desk = week()
    desk.go(to: 1101)
    desk.press("m", "Left", "Down", "Enter")
    #expect(desk.job(1101).technician == SampleDay.technician(4))
    #expect(desk.job(1101).scheduledStart == SampleDay.at(8, 30))
    #expect(desk.waiting.count == 1, "one step")
  }

  @Test func itEndsWhereTheWeekEnds() {
    var desk = week()
    desk.go(to: 1101)
    desk.press("m")
    for _ in 0..<9 { desk.press("Right") }
    #expect(desk.state.timelineProposal?.start == SampleDay.at(8, 30, days: 4))
    desk.press("Esc")
    #expect(desk.state.day == SampleDay.day.adding(days: 1), "given up, it is where it was")
  }

  @Test func theMouseTakesAJobToAnotherDay() {
    var desk = week()
    let geometry = desk.state.timelineGeometry
    let scale = desk.state.timelineScale(geometry)
    let from = Point(
      x: geometry.trackX + scale.cell(of: SampleDay.at(9, days: 1).seconds), y: place(desk, "Julie Gagnon")!.y)
    let friday = geometry.trackX + scale.cell(of: SampleDay.at(12, days: 2).seconds)
    mouse(&desk, .press, from.x, from.y)
    #expect(desk.selected == "1101")
    mouse(&desk, .drag, friday, from.y)
    mouse(&desk, .release, friday, from.y)
    #expect(desk.job(1101).scheduledStart == SampleDay.at(8, 30, days: 2), "at the same time of the day")
    #expect(desk.job(1101).technician == SampleDay.technician(2))
  }

  @Test func consequencesAreThoseOfTheDayItIsHeldOver() {
    var desk = week()
    desk.go(to: 1106)
    desk.press("m", "Left")
    #expect(desk.screen.contains("Karine Côté 2 h 00 / 8 h"))
    desk.press("Up")
    #expect(desk.state.timelineProposal?.technician == SampleDay.technician(2))
    #expect(desk.screen.contains("Julie Gagnon 4 h 30 / 8 h"))
  }

  @Test func theZoomComesBackAtTheNextStart() {
    let desk = week()
    let memory = SessionMemory(desk.state)
    var other = Desk(board: nil)
    other.state.restore(memory)
    #expect(other.state.timeline.zoom == .week && other.state.view == .planning)
    #expect(State.startingEffects(of: other.state).contains(.loadBoard(SampleDay.monday, days: 7)))
  }

  // MARK: One step

  @Test func movedAndMadeLongerIsOneStep() {
    var desk = Desk()
    desk.press("2")
    desk.go(to: 1030)
    desk.press("m", "Down", "Right", "+", "+", "Enter")
    #expect(desk.waiting.count == 1)
    #expect(Set(desk.waiting[0].edits[0].changes.map(\.field)) == ["technician", "scheduled_start", "duration_minutes"])
    #expect(desk.job(1030).technician == SampleDay.technician(4))
    #expect(desk.job(1030).duration == 135 && desk.job(1030).scheduledStart == SampleDay.at(13, 45))
    #expect(desk.toasts == ["1030 → Karine Côté 13:45 · durée 2 h 15"])
  }

  @Test func laterAndShorterIsOneStep() {
    var desk = Desk()
    desk.press("2")
    desk.go(to: 1030)
    desk.press("m", "Right", "-", "Enter")
    #expect(desk.waiting.count == 1 && desk.waiting[0].edits[0].changes.count == 2)
    #expect(desk.waiting[0].verb.hasPrefix("move BT-01030"))
  }
}
