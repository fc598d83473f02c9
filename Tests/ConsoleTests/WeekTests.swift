import Canvas
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

@Suite struct WeekTests {
  private func cell(_ desk: Desk, _ technician: Int, _ days: Int) -> WeekLayout.Cell? {
    desk.state.week.layout.cell(.resource(SampleDay.technician(technician)), SampleDay.day.adding(days: days))
  }

  /// Puts the cursor on a technician's row.
  private func stand(_ desk: inout Desk, on technician: Int) {
    let key = GroupKey.resource(SampleDay.technician(technician))
    guard let row = desk.state.week.layout.keys.firstIndex(of: key) else { return }
    desk.press("Home")
    for _ in 0..<row { desk.press("Down") }
  }

  @Test func theDayStaysUntilTheWeekHasCome() {
    var desk = Desk()
    let effects = desk.press("3")
    #expect(effects.contains(.loadBoard(SampleDay.monday, days: 7)))
    #expect(desk.screen.contains("lecture…"))
    #expect(cell(desk, 1, 0)?.jobs.count == 3)
    // The other days say that they are not known yet.
    #expect(desk.screen.split(separator: "\n").first { $0.contains("Marc Tremblay") }?.contains("…") == true)
    desk.send(.board(SampleDay.week))
    #expect(!desk.screen.contains("lecture…") && cell(desk, 3, 1)?.jobs.count == 2)
  }

  @Test func goingBackShowsTheDayAtOnceAndReadsIt() {
    var desk = Desk.inWeek()
    stand(&desk, on: 2)
    desk.press("Right")
    let effects = desk.press("1")
    #expect(effects.contains(.loadBoard(SampleDay.day.adding(days: 1))))
    #expect(desk.state.board?.span == DaySpan(SampleDay.day.adding(days: 1)))
    #expect(desk.screen.contains("1101") && !desk.screen.contains("1106"))
    #expect(desk.selected == "1101")
  }

  @Test func aPatchOfTheWeekLeavesTheDayWhatItIs() {
    var desk = Desk.inWeek()
    desk.press("1")
    var later = SampleDay.week.jobs[SampleDay.reference(1106)]!
    later.notes = "x"
    desk.send(.boardPatch(BoardPatch(jobs: [later.reference: later])))
    #expect(desk.state.board?.jobs[later.reference] == nil)
  }

  @Test func cellsHoldLoadsLeavesAndWhatIsLeftOver() {
    let desk = Desk.inWeek()
    #expect(cell(desk, 3, 1)?.load == 540)
    #expect(cell(desk, 1, -2)?.load == 30, "what is left over from before takes none of Monday's time")
    #expect(cell(desk, 1, -2)?.jobs.count == 2 && cell(desk, 1, -2)?.isUrgent == true)
    let samuel = desk.screen.split(separator: "\n").first { $0.contains("Samuel Roy") }
    #expect(samuel?.contains("!") == true && samuel?.contains("9:00") == true)
    let felix = desk.screen.split(separator: "\n").first { $0.contains("Félix") }
    #expect(felix?.contains("maladie 2") == true)
    #expect(desk.screen.split(separator: "\n").first { $0.contains("Étienne") }?.contains("vacances") == true)
    #expect(desk.screen.contains("▾mer. 6"))
  }

  @Test func arrowsMoveByCellAndStayInTheWeek() {
    var desk = Desk.inWeek()
    for _ in 0..<9 { desk.press("Left") }
    #expect(desk.state.day == SampleDay.monday)
    for _ in 0..<9 { desk.press("Right") }
    #expect(desk.state.day == SampleDay.monday.adding(days: 6))
    #expect(!desk.effects.contains { if case .loadBoard(_, days: 1) = $0 { true } else { false } })
    let effects = desk.press(";")
    #expect(effects.contains(.loadBoard(SampleDay.monday.adding(days: 7), days: 7)))
  }

  @Test func enterOpensTheCellAndTheJobOnItsDay() {
    var desk = Desk.inWeek()
    stand(&desk, on: 4)
    desk.press("Enter", "Down")
    #expect(desk.selected == "1018" && desk.state.weekMode.isInJobs)
    desk.press("Esc")
    #expect(!desk.state.weekMode.isInJobs && desk.state.view == .week)
    desk.press("Enter", "Enter")
    #expect(desk.state.view == .main && desk.selected == "1018")
    // An empty cell says so.
    var empty = Desk.inWeek()
    stand(&empty, on: 2)
    empty.press("Left", "Enter")
    #expect(empty.screen.contains("aucun bon dans cette case") && empty.selected == nil)
  }

  @Test func aJobIsCarriedToAnotherDayByKeyboard() {
    var desk = Desk.inWeek()
    stand(&desk, on: 2)
    desk.press("Right", "m", "Right")
    #expect(desk.screen.contains("1101 → Julie Gagnon, ven. 8 · 0 h 00 → 2 h 30 / 8 h"))
    desk.press("Enter")
    #expect(desk.waiting.first?.verb == "report BT-01101 2026-05-08 TECH-002")
    let job = desk.job(1101)
    #expect(job.scheduledStart == SampleDay.at(8, 30, days: 2))
    #expect(job.window == Job.Window(start: SampleDay.at(8, days: 2), end: SampleDay.at(12, days: 2)), "its window goes along")
    #expect(cell(desk, 2, 1)?.jobs.isEmpty == true && cell(desk, 2, 2)?.jobs.count == 1)
    #expect(desk.selected == "1101")
  }

  @Test func carryingToSomebodyElseSaysWhatIsWrong() {
    var desk = Desk.inWeek()
    stand(&desk, on: 3)
    desk.press("Right", "m", "Down")
    // Zoé comes after Samuel and has not the tag; the job of the sample asks for none.
    let name = desk.state.week.rows.selected
    desk.press("Esc")
    #expect(desk.state.weekMode.grab == nil && desk.state.week.rows.selected != name, "Esc puts the cursor back")
    stand(&desk, on: 1)
    desk.press("Left", "Right")
    desk.go(to: 1021)
    desk.press("m")
    stand(&desk, on: 9)
    #expect(desk.screen.contains("absent (maladie)"))
    #expect(desk.screen.contains("manque"))
    #expect(desk.screen.contains("Entrée déposer"))
  }

  @Test func theBacklogIsDroppedOnADayAndGoesBack() {
    var desk = Desk.inWeek()
    desk.press("Home")
    #expect(desk.selected == "1043")
    desk.press("m")
    stand(&desk, on: 2)
    desk.press("Right", "Enter")
    let job = desk.job(1043)
    #expect(job.technician == SampleDay.technician(2))
    #expect(job.scheduledStart.map { SampleDay.zone.local($0).date } == SampleDay.day.adding(days: 1))
    desk.commit()
    desk.press("m", "Home", "Enter")
    #expect(desk.job(1043).technician == nil)
  }

  @Test func marksAreCarriedTogether() {
    var desk = Desk.inWeek()
    stand(&desk, on: 3)
    desk.press("Right", "Enter", "Space", "Space", "m", "Right", "Enter")
    #expect(desk.waiting.first?.edits.count == 2)
    #expect(cell(desk, 3, 2)?.jobs.count == 2)
  }

  @Test func aJobIsDraggedByMouse() {
    var desk = Desk.inWeek()
    stand(&desk, on: 2)
    desk.press("Right")
    let hits = view(desk.state, size: desk.state.size).hits
    func middle(_ place: WeekPlace) -> Point {
      let rect = hits.regions.first { $0.target == .pageRow(place.number) }!.rect
      return Point(x: rect.x + rect.width / 2, y: rect.y)
    }
    let row = desk.state.week.layout.keys.firstIndex(of: .resource(SampleDay.technician(2)))!
    let from = middle(.job(0))
    let to = middle(.cell(row: row, column: 4))
    desk.send(.input(.mouse(Mouse(.left, .press, at: from))))
    #expect(desk.selected == "1101")
    desk.send(.input(.mouse(Mouse(.left, .drag, at: Point(x: to.x, y: to.y + 1)))))
    #expect(desk.state.weekMode.grab != nil)
    desk.send(.input(.mouse(Mouse(.left, .drag, at: to))))
    #expect(desk.screen.contains("1101 → Julie Gagnon, ven. 8"))
    desk.send(.input(.mouse(Mouse(.left, .release, at: to))))
    #expect(desk.job(1101).scheduledStart == SampleDay.at(8, 30, days: 2))
    // Let go beside the grid, nothing happens.
    var other = Desk.inWeek()
    stand(&other, on: 2)
    other.press("Right")
    other.send(.input(.mouse(Mouse(.left, .press, at: from))))
    other.send(.input(.mouse(Mouse(.left, .drag, at: to))))
    other.send(.input(.mouse(Mouse(.left, .release, at: Point(x: 0, y: 0)))))
    #expect(other.waiting.isEmpty && other.state.weekMode.grab == nil)
  }

  @Test func theOrdinaryVerbsActOnTheCellsJob() {
    var desk = Desk.inWeek()
    stand(&desk, on: 2)
    desk.press("Right", "r")
    desk.type("ven")
    desk.press("Enter")
    #expect(desk.job(1101).scheduledStart == SampleDay.at(8, 30, days: 2))
  }

  @Test func aFilterLeavesTheRowsThatMatch() {
    var desk = Desk.inWeek()
    desk.press("/")
    desk.type("enfoui")
    desk.press("Enter")
    #expect(desk.state.week.layout.keys == [.resource(SampleDay.technician(3))])
    #expect(cell(desk, 3, 1)?.shown.count == 2 && cell(desk, 3, 0)?.shown.count == 1 && cell(desk, 3, 0)?.jobs.count == 2)
    #expect(desk.screen.contains("/enfoui"))
    desk.press("Esc")
    #expect(desk.state.week.layout.keys.count > 5 && desk.state.view == .week)
  }

  @Test func theGridKeptUpToDateIsTheGridMadeAnew() {
    var desk = Desk.inWeek()
    var random = SeededRandom(seed: 11)
    for _ in 0..<120 {
      let jobs = desk.state.board!.jobs.values.sorted { $0.reference.key < $1.reference.key }
      var job = jobs[random.next(jobs.count)]
      job.technician = random.next(5) == 0 ? nil : SampleDay.technician(1 + random.next(4))
      job.scheduledStart = random.next(6) == 0 ? nil : SampleDay.at(8 + random.next(9), days: random.next(11) - 4)
      job.status = random.next(4) == 0 ? .done : .planned
      desk.send(.boardPatch(BoardPatch(jobs: [job.reference: job])))
      if random.next(9) == 0 { _ = desk.state.setFilter(random.next(2) == 0 ? "" : "repar"); desk.state.refreshWeek() }
      var anew = WeekLayout()
      anew.update(
        desk.state.list.layout, desk.state.board!, span: desk.state.span, zone: SampleDay.zone, today: SampleDay.day,
        isFiltered: !desk.state.list.filter.isEmpty)
      #expect(anew.keys == desk.state.week.layout.keys)
      for key in anew.keys { #expect(anew.row(key)?.cells == desk.state.week.layout.row(key)?.cells) }
    }
  }

  @Test func theLineSaysDayAndTechnician() throws {
    let context = VerbLine.Context(
      board: SampleDay.week, zone: SampleDay.zone, now: SampleDay.now, selection: [SampleDay.reference(1101)])
    guard case .edit(let verb, let jobs, _) = try VerbLineParser(context).parse("r 1101 ven marc") else {
      Issue.record("no edit")
      return
    }
    #expect(verb == .schedule(SampleDay.technician(1), on: SampleDay.day.adding(days: 2)) && jobs == [SampleDay.reference(1101)])
    // What the history keeps is read as it was written.
    let line = verb.line(for: [SampleDay.week.jobs[jobs[0]]!], zone: SampleDay.zone)
    guard case .edit(let again, _, _) = try VerbLineParser(context).parse(line) else {
      Issue.record("no edit: \(line)")
      return
    }
    #expect(again == verb)
  }
}
