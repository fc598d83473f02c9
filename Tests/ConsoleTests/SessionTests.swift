import Canvas
import Configuration
import Domain
import Testing

@testable import Console

@Suite struct SessionTests {
  private func fresh() -> State {
    State(
      size: Size(width: 120, height: 40), now: SampleDay.now, zone: SampleDay.zone, ids: IdentifierSource(seed: 1, 2))
  }

  /// Everything that comes back, each away from where it starts.
  private func used() -> Desk {
    var desk = Desk()
    desk.press("Left", "Left", ";")
    desk.send(
      .board(Board(day: SampleDay.day.adding(days: 1), jobs: SampleDay.board.jobs, technicians: SampleDay.board.technicians)))
    desk.state.list.folded = [.backlog, .resource("TECH-002"), .unassigned]
    desk.press("o", "n", "Shift-Left", "Shift-Up", "/")
    desk.type("wi\"fi: [é]")
    desk.press("Enter", "4", "o", "c", "5", "o", "a")
    _ = desk.state.apply(.tag("épissure"))
    return desk
  }

  @Test func whatWasLeftComesBack() throws {
    let desk = used()
    let memory = SessionMemory(desk.state)
    let read = SessionMemory(values: try SessionFile.read(SessionFile.text(memory.values)))
    #expect(read == memory)
    var state = fresh()
    state.restore(read)
    #expect(SessionMemory(state) == memory)
    #expect(state.view == .backlog && state.day == SampleDay.day.adding(days: 1) && state.list.sort == .number)
    #expect(state.list.filter == "wi\"fi: [é]" && state.list.tag == "épissure" && state.list.folded.count == 3)
    #expect(state.paneSizes == desk.state.paneSizes && state.backlog.sort == .age && state.technicians.sort == .load)
  }

  @Test func everyFieldIsTold() {
    let names = Set(SessionMemory(used().state).values.keys)
    #expect(
      Set(SessionFields.all.map(\.name)).subtracting(names)
        == ["resource", "weeks", "zoom", "map-raster", "map-hidden", "map-center", "map-zoom"])
    #expect(SessionMemory(fresh()).values.isEmpty, "nothing is kept of what stands as it starts")
  }

  @Test func whoLookedAtTodayLooksAtTodayAgain() {
    var tomorrow = fresh()
    let desk = Desk()
    #expect(SessionMemory(desk.state).values["day"] == nil)
    tomorrow.restore(SessionMemory(desk.state))
    #expect(tomorrow.day == tomorrow.today)
    // Left open over midnight, today's board is still not a date to come back to.
    var overnight = Desk()
    overnight.press("j")
    overnight.send(.clock(SampleDay.at(6, 0, days: 1)))
    #expect(overnight.state.day != overnight.state.today && SessionMemory(overnight.state).values["day"] == nil)
  }

  @Test func theSitesClockTellsWhichDayIsToday() {
    var state = fresh()
    let effects = reduce(&state, .clock(SampleDay.at(10, 40, days: 1)))
    #expect(state.day == SampleDay.day.adding(days: 1) && effects == [.loadBoard(SampleDay.day.adding(days: 1))])
    // A day that was asked for stays.
    var asked = fresh()
    asked.restore(SessionMemory(values: ["day": .text("2026-05-20")]))
    _ = reduce(&asked, .clock(SampleDay.at(10, 40, days: 1)))
    #expect(asked.day.siteText == "2026-05-20")
  }

  @Test func aWeekThatComesBackIsReadAsAWeek() {
    var state = fresh()
    state.restore(SessionMemory(values: ["view": .text("week")]))
    #expect(State.startingEffects(of: state).contains(.loadBoard(SampleDay.monday, days: 7)))
    _ = reduce(&state, .board(SampleDay.week))
    #expect(state.week.layout.keys.count > 5)
  }

  @Test func whatCannotBeUsedIsPassedOver() {
    var state = fresh()
    state.restore(
      SessionMemory(values: [
        "view": .text("hologram"), "day": .text("2026-02-30"), "sort": .number(3), "list-share": .number(5_000),
        "folded": .text("backlog"), "filter": .texts(["a"]), "unheard-of": .text("x"), "tag": .text(""),
      ]))
    #expect(SessionMemory(state).values.isEmpty)
  }

  @Test func itIsWrittenAWhileAfterAChangeAndOnce() {
    var desk = Desk()
    #expect(!desk.press("Down").contains { if case .timer(let id, _) = $0 { id.purpose == .session } else { false } })
    desk.press("4")
    let timers = desk.effects.compactMap { effect -> TimerID? in
      if case .timer(let id, after: SessionUpkeep.pause) = effect, id.purpose == .session { id } else { nil }
    }
    #expect(timers.count == 1)
    desk.press("5")
    #expect(desk.send(.timer(timers[0])) == [.keepSession(SessionMemory(values: ["view": .text("backlog")]))])
    // Back where it was, and nothing is written twice.
    desk.press("4", "5")
    let last = desk.effects.reversed().compactMap { effect -> TimerID? in
      if case .timer(let id, after: SessionUpkeep.pause) = effect, id.purpose == .session { id } else { nil }
    }.first!
    #expect(desk.send(.timer(last)) == [])
  }
}
