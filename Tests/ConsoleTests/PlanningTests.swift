import Canvas
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

/// A dispatcher at the planning.
@Suite struct PlanningTests {
  private func planning(width: Int = 120, height: Int = 40, board: Board? = SampleDay.board, role: Preferences.Role = .dispatcher)
    -> Desk
  {
    var desk = Desk(width: width, height: height, role: role, board: board)
    desk.press("2")
    return desk
  }

  /// The lines of a resource's row.
  private func line(_ desk: Desk, _ name: String) -> String {
    desk.screen.split(separator: "\n").map(String.init).first { $0.dropFirst().hasPrefix(name) } ?? ""
  }

  /// Where a job's number stands on the screen.
  private func place(_ desk: Desk, _ text: String) -> Point? {
    for y in 2..<desk.state.size.height - 4 {
      let row = Array(desk.frame.text(row: y))
      let wanted = Array(text)
      guard row.count >= wanted.count else { continue }
      for x in 0...(row.count - wanted.count) where Array(row[x..<x + wanted.count]) == wanted { return Point(x: x, y: y) }
    }
    return nil
  }

  /// Where the bar of 1030 begins.
  private func bar(_ desk: Desk) -> Int? { (place(desk, "(1030") ?? place(desk, "(!1030"))?.x }

  private func column(_ desk: Desk, _ instant: Instant) -> Int {
    let geometry = desk.state.timelineGeometry
    return geometry.trackX + desk.state.timelineScale(geometry).column(of: instant.seconds)
  }

  private func mouse(_ desk: inout Desk, _ phase: Mouse.Phase, _ x: Int, _ y: Int) {
    desk.send(.input(.mouse(Mouse(.left, phase, at: Point(x: x, y: y)))))
  }

  // MARK: What is shown

  @Test func everyResourceHasARowWithItsJobsAndItsHours() {
    let desk = planning()
    #expect(line(desk, "Karine Côté").contains("9 h 50"))
    #expect(line(desk, "Marc Tremblay").contains("│1012 Inst.   │"), "done: lines at both ends")
    #expect(line(desk, "Marc Tremblay").contains("[!1021 Épissure        ]"), "published: brackets")
    #expect(line(desk, "Julie Gagnon").contains("(1030 Dém.)"), "a draft: round brackets")
    #expect(line(desk, "Félix Gauthier").contains("absent (maladie)"))
    #expect(line(desk, "Camion-nacelle").contains("+1021"), "materials of the day have rows too")
    #expect(line(desk, "FILE D'ATTENTE (5)").contains("!1043"))
  }

  @Test func overlappingJobsAreStacked() {
    let desk = planning()
    let rows = desk.screen.split(separator: "\n").map(String.init)
    let karine = rows.firstIndex { $0.contains("Karine Côté") }!
    #expect(rows[karine].contains("1025"))
    #expect(!rows[karine].contains("1034"))
    #expect(rows[karine + 1].contains("1034"), "it begins before 1025 has ended")
  }

  @Test func theSelectedJobsWindowIsBracketed() {
    var desk = planning()
    desk.go(to: 1021)
    let axis = desk.frame.text(row: 3)
    #expect(axis.contains("├") && axis.contains(" plage ") && axis.contains("┤"))
    #expect(desk.screen.contains("plage 12–16"))
  }

  // MARK: Keys

  @Test func arrowsGoByJobAndByResource() {
    var desk = planning()
    desk.go(to: 1021)
    #expect(desk.state.view == .planning, "going to a job stays here")
    desk.press("Left")
    #expect(desk.selected == "1015")
    desk.press("Left", "Left")
    #expect(desk.selected == "1012")
    desk.press("Down")
    #expect(desk.state.timelineRow == .resource(SampleDay.technician(6)))
    #expect(desk.selected == nil, "nobody has given Nathalie anything")
    desk.press("Up", "Up")
    #expect(desk.selected == "1013" || desk.state.timelineRow != .backlog)
    desk.press("Home")
    #expect(desk.state.timelineRow == .backlog)
    #expect(desk.selected == "1043")
    desk.press("Right")
    #expect(desk.selected == "1047")
    desk.press("1")
    #expect(desk.selected == "1047", "the list has the same selection")
  }

  @Test func everyCommandActsOnTheSelectedJob() {
    var desk = planning()
    desk.go(to: 1030)
    desk.press("s", "a", "Enter")
    desk.type("personne")
    desk.press("Enter")
    #expect(desk.job(1030).status == .customerAbsent)
  }

  @Test func aJobIsMovedInPlaceAndTheConsequenceStandsThereBefore() {
    var desk = planning()
    desk.go(to: 1030)
    desk.press("m", "Right", "Right")
    #expect(desk.waiting.isEmpty)
    #expect(desk.screen.contains("14:00–15:45"))
    #expect(desk.screen.contains("✓ plage respectée"))
    #expect(desk.screen.contains("Julie Gagnon 4 h 15 / 8 h"))
    desk.press("Enter")
    #expect(desk.job(1030).scheduledStart == SampleDay.at(14))
    #expect(desk.waiting.map(\.verb) == ["move BT-01030 +30m"])
    #expect(desk.selected == "1030")
  }

  @Test func escapeGivesTheMoveUp() {
    var desk = planning()
    desk.go(to: 1030)
    desk.press("m", "Right", "Down", "Esc")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.state.view == .planning)
    #expect(desk.selected == "1030")
    #expect(desk.waiting.isEmpty)
  }

  @Test func itMovesToAnotherTechnicianByKey() {
    var desk = planning()
    desk.go(to: 1030)
    desk.press("m", "Down")
    #expect(desk.screen.contains("Karine Côté 11 h 35 / 8 h"), "the load as it would be")
    desk.press("Enter")
    #expect(desk.job(1030).technician == SampleDay.technician(4))
    #expect(desk.job(1030).scheduledStart == SampleDay.at(13, 30))
    #expect(desk.selected == "1030", "the cursor goes along")
    #expect(desk.state.timelineRow == .resource(SampleDay.technician(4)))
  }

  @Test func aJobOfTheBacklogGetsTheFirstPlaceThatSuits() {
    var desk = planning()
    desk.go(to: 1051)
    desk.press("m", "Down")
    #expect(desk.waiting.isEmpty)
    desk.press("Enter")
    #expect(desk.job(1051).technician != nil)
    #expect(desk.job(1051).scheduledStart != nil)
  }

  @Test func upFromTheFirstTechnicianLeadsBackToTheBacklog() {
    var desk = planning()
    desk.go(to: 1030)
    desk.press("m", "PgUp")
    #expect(desk.screen.contains("retourne en file d'attente"))
    desk.press("Enter")
    #expect(desk.job(1030).technician == nil)
    #expect(desk.state.timelineRow == .backlog)
  }

  @Test func theLengthIsShownBeforeItIsWritten() {
    var desk = planning()
    desk.go(to: 1030)
    desk.press("m", "+", "+")
    #expect(desk.screen.contains("13:30–15:45"))
    #expect(desk.screen.contains("1 h 45 → 2 h 15"))
    #expect(desk.screen.contains("4 h 45 / 8 h"))
  }

  @Test func whereNobodyIsItTakesASecondEnter() {
    var desk = planning()
    desk.go(to: 1030)
    let rows = desk.state.timeline.rows.keys
    let here = rows.firstIndex(of: .resource(SampleDay.technician(2)))!
    let there = rows.firstIndex(of: .resource(SampleDay.technician(9)))!
    desk.press("m")
    for _ in 0..<abs(there - here) { desk.press(there > here ? "Down" : "Up") }
    desk.press("Enter")
    #expect(desk.waiting.isEmpty)
    #expect(desk.toasts.last!.contains("Félix Gauthier est absent"))
    desk.press("Enter")
    #expect(desk.job(1030).technician == SampleDay.technician(9))
  }

  @Test func aJobThatIsGoneMeanwhileIsSaidSo() {
    var desk = planning()
    desk.go(to: 1030)
    desk.press("m", "Right")
    desk.send(.boardPatch(BoardPatch(jobs: [SampleDay.reference(1030): Job?.none])))
    desk.press("Enter")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.waiting.isEmpty)
    #expect(desk.toasts.last == "ce bon n'est plus sur le tableau")
  }

  @Test func aFinishedJobAndAReaderMoveNothing() {
    var desk = planning()
    desk.go(to: 1012)
    desk.press("m")
    #expect(desk.state.layers.isEmpty)
    var reader = planning(role: .readOnly)
    reader.go(to: 1030)
    reader.press("m", "x")
    #expect(reader.state.layers.isEmpty)
    #expect(reader.state.timeline.swap == nil)
  }

  @Test func xMarksTheFirstOfTwo() {
    var desk = planning()
    desk.go(to: 1030)
    desk.press("x")
    #expect(desk.screen.contains("1030 ⇄ ?"))
    desk.press("Esc")
    #expect(!desk.screen.contains("⇄"))
    #expect(desk.state.view == .planning)
  }

  // MARK: Mouse

  @Test func aJobIsDraggedToAnotherTechnician() {
    var desk = planning()
    let from = place(desk, "1030")!
    let samuel = place(desk, "Samuel Roy")!
    mouse(&desk, .press, from.x, from.y)
    #expect(desk.selected == "1030")
    mouse(&desk, .drag, from.x, samuel.y)
    #expect(desk.screen.contains("Samuel Roy 5 h 15 / 8 h"), "what would follow")
    #expect(desk.waiting.isEmpty)
    mouse(&desk, .release, from.x, samuel.y)
    #expect(desk.job(1030).technician == SampleDay.technician(3))
    #expect(desk.job(1030).scheduledStart == SampleDay.at(13, 30), "straight down keeps the time")
  }

  @Test func aJobIsDraggedInTime() {
    var desk = planning()
    let from = place(desk, "1030")!
    mouse(&desk, .press, from.x, from.y)
    mouse(&desk, .drag, from.x + 6, from.y)
    mouse(&desk, .release, from.x + 6, from.y)
    #expect(desk.job(1030).scheduledStart == SampleDay.at(14, 30), "six cells of ten minutes")
    #expect(desk.waiting.map(\.verb) == ["move BT-01030 +60m"])
  }

  @Test func aDropOnALeaveIsRefusedInASentence() {
    var desk = planning()
    let from = place(desk, "1030")!
    let felix = place(desk, "Félix Gauthier")!
    mouse(&desk, .press, from.x, from.y)
    mouse(&desk, .drag, from.x, felix.y)
    mouse(&desk, .release, from.x, felix.y)
    #expect(desk.waiting.isEmpty)
    #expect(desk.job(1030).technician == SampleDay.technician(2))
    #expect(desk.toasts.last!.contains("1030 reste où il était"))
  }

  @Test func escapeGivesADragUp() {
    var desk = planning()
    let from = place(desk, "1030")!
    mouse(&desk, .press, from.x, from.y)
    mouse(&desk, .drag, from.x + 6, from.y)
    desk.press("Esc")
    mouse(&desk, .release, from.x + 6, from.y)
    #expect(desk.waiting.isEmpty)
    #expect(desk.state.view == .planning)
  }

  @Test func aDropOnTheBacklogTakesTheJobBack() {
    var desk = planning()
    let from = place(desk, "1030")!
    let backlog = place(desk, "FILE D'ATTENTE")!
    mouse(&desk, .press, from.x, from.y)
    mouse(&desk, .drag, from.x, backlog.y)
    mouse(&desk, .release, from.x, backlog.y)
    #expect(desk.job(1030).technician == nil)
  }

  @Test func aJobOfTheBacklogIsDroppedOnAnHour() {
    var desk = planning()
    let from = place(desk, "1051")!
    let nathalie = place(desk, "Nathalie Morin")!
    let noon = column(desk, SampleDay.at(13))
    mouse(&desk, .press, from.x, from.y)
    mouse(&desk, .drag, noon, nathalie.y)
    mouse(&desk, .release, noon, nathalie.y)
    #expect(desk.job(1051).technician == SampleDay.technician(6))
    #expect(desk.job(1051).scheduledStart == SampleDay.at(13))
  }

  @Test func theEndOfABarIsDraggedToAnotherLength() {
    var desk = planning()
    let from = place(desk, "1030")!
    let end = column(desk, SampleDay.at(15, 15)) - 1
    mouse(&desk, .press, end, from.y)
    mouse(&desk, .drag, end + 6, from.y)
    #expect(desk.screen.contains("1 h 45 → 2 h 45"))
    #expect(desk.state.timelineProposal?.start == SampleDay.at(13, 30))
  }

  @Test func aFinishedJobIsNotDragged() {
    var desk = planning()
    let from = place(desk, "1012")!
    mouse(&desk, .press, from.x, from.y)
    mouse(&desk, .drag, from.x + 6, from.y)
    mouse(&desk, .release, from.x + 6, from.y)
    #expect(desk.waiting.isEmpty)
    #expect(!desk.toasts.isEmpty)
  }

  @Test func aClickOnlyChooses() {
    var desk = planning()
    let from = place(desk, "1030")!
    mouse(&desk, .press, from.x, from.y)
    mouse(&desk, .release, from.x, from.y)
    #expect(desk.selected == "1030")
    #expect(desk.waiting.isEmpty)
  }

  // MARK: Zoom and prefix

  @Test func zoomGoesFromMinutesToAWeek() {
    var desk = planning()
    #expect(desk.screen.contains("10 min/case"))
    desk.press("+")
    #expect(desk.screen.contains("5 min/case"))
    desk.press("-", "-")
    #expect(desk.screen.contains("15 min/case"))
    for _ in 0..<6 { desk.press("-") }
    #expect(desk.screen.contains("4 mai") && desk.screen.contains("10 mai"), "Monday to Sunday")
    desk.press("z")
    #expect(desk.screen.contains("un quart d'heure par case"), "what may follow is shown")
    desk.press("q")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.screen.contains("15 min/case"))
    desk.press("z", "z")
    #expect(desk.screen.contains("10 min/case"))
  }

  @Test func anyOtherKeyEndsAPrefix() {
    var desk = planning()
    desk.press("z", "Esc")
    #expect(desk.state.layers.isEmpty && desk.state.view == .planning)
    desk.press("z", "y")
    #expect(desk.state.layers.isEmpty)
  }

  @Test func aPrefixMeansNothingElsewhere() {
    var desk = Desk()
    desk.press("z", "+")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.state.view == .main)
  }

  @Test func noPairOfKeysStandsTwiceAndNoPrefixIsAKeyOfItsOwn() {
    for context in CommandContext.allCases {
      let commands = Registry.commands.filter { $0.context == context }
      let chords = commands.flatMap(\.chords)
      #expect(Set(chords).count == chords.count, "\(context)")
      let keys = Set(commands.flatMap(\.keys) + Registry.commands.filter { $0.context == .board }.flatMap(\.keys))
      #expect(keys.isDisjoint(with: chords.map(\.prefix)), "\(context)")
    }
  }

  @Test func theWheelScrollsRowsAndHours() {
    var desk = planning(height: 14)
    let geometry = desk.state.timelineGeometry
    desk.send(.input(.mouse(Mouse(.wheelDown, .press, at: Point(x: 40, y: geometry.rows.y)))))
    #expect(desk.state.timeline.top == 3)
    let before = desk.state.timelineScale(geometry).start
    desk.send(.input(.mouse(Mouse(.wheelDown, .press, at: Point(x: 40, y: geometry.axis.y)))))
    #expect(desk.state.timelineScale(geometry).start == before + 3_600)
  }

  // MARK: Days of 23 and 25 hours

  private func board(on day: LocalDate, at secondOfDay: Int) -> Board {
    var job = SampleDay.board.jobs[SampleDay.reference(1030)]!
    job.scheduledStart = SampleDay.zone.instant(LocalDateTime(day, secondOfDay: secondOfDay))
    job.window = nil
    var board = SampleDay.board
    board.day = day
    board.leaves = []
    board.jobs = [job.reference: job]
    return board
  }

  private func desk(on day: LocalDate, jobAt secondOfDay: Int) -> Desk {
    var desk = Desk(width: 200, board: nil)
    desk.state.day = day
    desk.send(.board(board(on: day, at: secondOfDay)))
    desk.press("2", "z", "q")
    // To the day's beginning.
    for _ in 0..<12 { desk.press("Shift-Left") }
    return desk
  }

  @Test func theDayThatSkipsAnHourHasNoneToShowForIt() {
    let spring = LocalDate(year: 2026, month: 3, day: 8)!
    var desk = desk(on: spring, jobAt: 3 * 3_600)
    let axis = desk.frame.text(row: 2)
    #expect(axis.contains("00  01  03  04"))
    let midnight = SampleDay.zone.instant(LocalDateTime(spring, secondOfDay: 0))
    #expect(bar(desk)! == column(desk, midnight) + 8, "three o'clock is two hours after midnight")
    desk.go(to: 1030)
    desk.press("m", "Left", "Enter")
    #expect(
      SampleDay.zone.local(desk.job(1030).scheduledStart!) == LocalDateTime(spring, secondOfDay: 6_300),
      "a quarter of an hour earlier is 01:45")
  }

  @Test func theHourThatComesTwiceStandsThereTwice() {
    let autumn = LocalDate(year: 2026, month: 11, day: 1)!
    let desk = desk(on: autumn, jobAt: 3 * 3_600)
    let axis = desk.frame.text(row: 2)
    #expect(axis.contains("00  01  01  02  03"))
    let midnight = SampleDay.zone.instant(LocalDateTime(autumn, secondOfDay: 0))
    #expect(bar(desk)! == column(desk, midnight) + 16, "three o'clock is four hours after midnight")
  }

  @Test func aShiftAcrossMidnightIsFreeInTheNight() {
    var board = SampleDay.board
    board.technicians[SampleDay.technician(6)]!.shiftStart = Minutes(20 * 60)
    board.technicians[SampleDay.technician(6)]!.shiftEnd = Minutes(4 * 60)
    var desk = planning(board: board)
    for _ in 0..<30 { desk.press("Shift-Right") }
    let row = line(desk, "Nathalie Morin")
    let evening = column(desk, SampleDay.at(21)), night = column(desk, SampleDay.at(2, days: 1))
    #expect(Array(row)[evening] == " ")
    #expect(night < 110 && Array(row)[night] == " ", "two o'clock belongs to the shift of the evening before")
    #expect(Array(row)[column(desk, SampleDay.at(18))] == "░")
  }

  // MARK: Size

  @Test func aThousandTechniciansScrollAndOnlyTheVisibleAreLaidOut() {
    var board = SampleDay.board
    for number in 100..<1_200 {
      let name = DocumentName("TECH-\(number)")
      board.technicians[name] = Technician(name: name, fullName: "Technicien \(number)", shiftStart: 480, shiftEnd: 990)
      let job = SampleDay.job(number + 20_000, "Retrait d'équipement", "Mercier", 45.3, -73.7, 60)
      var given = job
      given.technician = name
      given.scheduledStart = SampleDay.at(9)
      given.status = .planned
      board.jobs[given.reference] = given
    }
    var desk = planning(board: board)
    desk.press("End")
    #expect(desk.state.timeline.rows.places[desk.state.timelineRow] == desk.state.timeline.rows.keys.count - 1)
    #expect(desk.screen.contains("Camion-nacelle"))
    desk.press("PgUp", "PgUp", "Up")
    #expect(desk.state.timeline.tracks.count < 200)
    desk.press("Home", "Down")
    #expect(desk.state.timeline.top == 0)
  }

  @Test func smallScreensTrapNothing() {
    for (width, height) in [(20, 6), (21, 7), (40, 9), (60, 12), (80, 24), (300, 90)] {
      var desk = planning(width: width, height: height)
      desk.press("Down", "Right", "Down", "Left", "m", "Right", "+", "Down", "Esc", "-", "-", "-", "-", "-", "z")
      #expect(desk.frame.size == Size(width: width, height: height))
      desk.press("Esc")
      for x in stride(from: 0, to: width, by: 7) {
        for y in 0..<height {
          mouse(&desk, .press, x, y)
          mouse(&desk, .drag, width - x, height - y)
          desk.press("Esc", "2")
        }
      }
    }
  }
}
