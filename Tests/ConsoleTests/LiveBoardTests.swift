import Canvas
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

/// What others do meanwhile, and how edits end.
@Suite struct LiveBoardTests {
  @Test func remoteEditsMoveNeitherCursorNorScrollNorTypedText() {
    var desk = Desk(width: 80, height: 24)
    desk.go(to: 1034)
    desk.press("/")
    desk.type("mercier")
    let line = { (desk: Desk) in
      desk.screen.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("1034") }
    }
    desk.press("Down")
    let selected = desk.selected
    let before = line(desk)
    var new = SampleDay.board.jobs[SampleDay.reference(1030)]!
    new.reference = SampleDay.reference(1099)
    new.status = .open
    new.technician = nil
    desk.send(.boardPatch(BoardPatch(jobs: [new.reference: new])))
    #expect(desk.selected == selected)
    #expect(line(desk) == before)
    #expect(desk.state.list.filter == "mercier")
  }

  private static func taken(_ number: Int, by technician: Int) -> BoardPatch {
    var job = SampleDay.board.jobs[SampleDay.reference(number)]!
    job.technician = SampleDay.technician(technician)
    job.scheduledStart = SampleDay.at(18)
    job.status = .planned
    job.modified = "2026-05-06 10:44:00.000000"
    job.modifiedBy = "repartition@example.org"
    return BoardPatch(jobs: [job.reference: job])
  }

  @Test func whenSomebodyTakesTheSelectedJobTheViewStaysAndSaysSo() {
    var desk = Desk(width: 80, height: 24)
    desk.go(to: 1051)
    let top = desk.state.list.scroll.top
    let neighbour = desk.state.list.neighbour(of: SampleDay.reference(1051))
    desk.send(.boardPatch(Self.taken(1051, by: 11)))
    #expect(desk.state.list.scroll.selected == neighbour && desk.selected != "1051")
    #expect(desk.state.list.scroll.top == top)
    #expect(desk.screen.contains("1051 → Zoé Bélanger (par Repartition)"))
  }

  @Test func aRowThatSomebodyElseChangedSaysSoForAWhile() {
    var desk = Desk(width: 120, height: 60)
    desk.go(to: 1043)
    var job = SampleDay.board.jobs[SampleDay.reference(1021)]!
    job.notes = "Autre chose"
    job.modified = "2026-05-06 10:44:00.000000"
    desk.send(.boardPatch(BoardPatch(jobs: [job.reference: job])))
    #expect(desk.row(1021)!.hasPrefix("◦"))
    #expect(!desk.row(1015)!.contains("◦"))
    let timers = desk.effects.compactMap { effect -> TimerID? in
      if case .timer(let id, _) = effect, id.purpose == .changes { id } else { nil }
    }
    desk.send(.timer(timers[0]))
    #expect(!desk.row(1021)!.contains("◦"))
  }

  @Test func onesOwnEditsAreNoNews() {
    var desk = Desk(width: 120, height: 60)
    desk.go(to: 1043)
    desk.press("a", "Enter")
    desk.commit()
    var job = desk.job(1043)
    job.modified = "2026-05-06 10:44:00.000000"
    desk.send(.boardPatch(BoardPatch(jobs: [job.reference: job])))
    #expect(desk.state.changedElsewhere.isEmpty)
  }

  @Test func markedRowsAreMarkedWithoutColour() {
    var desk = Desk(width: 120, height: 60)
    desk.go(to: 1043)
    desk.press("Space")
    #expect(desk.row(1043)!.hasPrefix("◆"))
  }

  @Test func aDoubtfulFixIsSaidInWords() {
    var desk = Desk(width: 120, height: 60)
    let (julie, marc) = (SampleDay.technician(2), SampleDay.technician(1))
    desk.send(.position(Position(technician: julie, coordinate: .headquarters, at: desk.state.now, isValid: false)))
    desk.send(.position(Position(technician: marc, coordinate: .headquarters, at: desk.state.now + Minutes(-47))))
    #expect(desk.screen.contains("! GPS douteux") && desk.screen.contains("! 47 min"))
    desk.state.list.scroll.select(.group(.resource(marc)), in: desk.state.list.layout.rows, height: 50)
    #expect(desk.screen.contains("dernière position il y a 47 min"))
  }

  @Test func aJobThatIsGoneWhileItsDialogIsOpenIsSaidSo() {
    var desk = Desk()
    desk.go(to: 1058)
    desk.press("a")
    desk.send(.boardPatch(BoardPatch(jobs: [SampleDay.reference(1058): nil])))
    desk.press("Enter")
    #expect(desk.waiting.isEmpty)
    #expect(desk.screen.contains("ce bon n'est plus sur le tableau"))
  }

  @Test func aConflictIsSettledFieldByField() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("14h")
    desk.press("Enter")
    desk.commit()
    let id = desk.state.board!.intents[0].id
    desk.park(
      1030,
      .conflict([
        FieldConflict(
          field: "scheduled_start", mine: .text("2026-05-06 14:00:00"), theirs: .text("2026-05-06 15:30:00"), base: .null),
        FieldConflict(field: "technician", mine: .text("TECH-002"), theirs: .text("TECH-003"), base: .null),
      ]))
    #expect(desk.row(1030)!.contains("≠"))
    desk.press("Enter", "Down", "Right", "Enter")
    #expect(desk.effects.contains(.resolveConflict(intent: id, choices: ["scheduled_start": .mine, "technician": .theirs])))
  }

  @Test func aRefusedEditCanBeChangedSentAgainOrGivenUp() {
    func refused() -> (Desk, String) {
      var desk = Desk()
      desk.go(to: 1030)
      desk.press("m")
      desk.type("14h")
      desk.press("Enter")
      desk.commit()
      desk.park(1030, .refused(words: "Start Time is in the past"))
      desk.press("Enter")
      return (desk, desk.state.board!.intents[0].id)
    }
    var (desk, id) = refused()
    #expect(desk.screen.contains("Start Time is in the past"))
    desk.press("r")
    #expect(desk.effects.contains(.retry(intent: id)))
    (desk, id) = refused()
    desk.press("d")
    #expect(desk.effects.contains(.drop(intent: id)))
    (desk, id) = refused()
    desk.press("e", "Ctrl-U")
    desk.type("15h15")
    desk.press("Enter")
    #expect(
      desk.effects.contains(
        .resend(
          intent: id,
          changes: [
            FieldChange("scheduled_start", before: .text("2026-05-06 13:30:00"), after: .text("2026-05-06 15:15:00"))
          ])))
  }

  @Test func anotherDayIsAskedForAndItsLateAnswerDropped() {
    var desk = Desk()
    desk.press(";", ";")
    #expect(desk.effects.contains(.loadBoard(SampleDay.day.adding(days: 2))))
    desk.send(.board(Board(day: SampleDay.day.adding(days: 1))))
    #expect(desk.state.board == nil, "the day in between has been left")
    desk.send(.board(Board(day: SampleDay.day.adding(days: 2))))
    #expect(desk.screen.contains("Aucun bon ce jour-là."))
  }

  @Test func theMouseDoesWhatTheKeysDo() {
    var desk = Desk()
    let lines = desk.screen.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let row = lines.firstIndex { $0.contains(" 1030 ") }!
    desk.click(20, row)
    #expect(desk.selected == "1030")
    desk.click(20, row, .right)
    #expect(desk.state.layers.count == 1)
    desk.click(1, 39)
    #expect(desk.state.layers.isEmpty, "a click outside closes a menu")
    let top = desk.state.list.scroll.top
    var small = Desk(width: 80, height: 24)
    small.click(20, 10, .wheelDown)
    #expect(small.state.list.scroll.top == top + 3)
    #expect(small.selected == "1043", "the wheel leaves the selection")
    small.click(1, 0)
    #expect(small.state.layers.count == 1, "the toolbar's items are clicked")
  }

  @Test func readOnlyCanLookButNotTouch() {
    var desk = Desk(role: .readOnly)
    desk.go(to: 1030)
    for key in ["a", "m", "r", "s", "n", "w", "D", "u", "."] { desk.press(key) }
    #expect(desk.state.layers.isEmpty)
    #expect(desk.waiting.isEmpty)
    #expect(!desk.effects.contains(.undo))
    desk.send(.verb("m 1030 +30m"))
    #expect(desk.waiting.isEmpty)
    #expect(desk.screen.contains("lecture seule"))
  }

  @Test func theLinkIsSaidInWords() {
    var desk = Desk()
    desk.send(.clock(SampleDay.at(10, 44)))
    #expect(desk.screen.contains("en direct · 4 min"))
    desk.send(.syncStatus(SyncStatus(link: .offline(since: SampleDay.at(10, 42)), freshAt: SampleDay.now, queued: 2, parked: 1)))
    #expect(desk.screen.contains("hors ligne · 2 min  ↑2  ⚠1"))
    desk.send(.syncStatus(SyncStatus(link: .live, freshAt: SampleDay.at(10, 44), queued: 2, parked: 1)))
    #expect(desk.screen.contains("de nouveau en ligne : envoi de 2 modifications"))
  }

  @Test func materialsAreOfferedWhereTheDayUsesSome() {
    var desk = Desk()
    desk.press("F6", "m")
    #expect(desk.screen.contains("CAMION-NACELLE"))
    var board = SampleDay.board
    board.jobs[SampleDay.reference(1021)]!.crew = []
    var without = Desk(board: board)
    without.press("F6")
    #expect(without.screen.contains("techniciens  8") && !without.screen.contains("matériel"))
  }

  @Test func theSyncViewListsWhatWaitsAndSettlesIt() {
    var desk = Desk()
    for number in [1021, 1030, 1034] {
      desk.go(to: number)
      desk.press("m")
      desk.type("+15")
      desk.press("Enter")
    }
    desk.commit()
    desk.park(1030, .refused(words: "Not permitted"))
    desk.press("F5")
    #expect(desk.screen.contains("3 modifications · 1 à régler"))
    #expect(desk.screen.contains("▌ ✗ 10:40 1030"), "what needs a person comes first, under the cursor")
    desk.press("Enter")
    #expect(desk.screen.contains("1030 : refusé par le site"))
    desk.press("Esc")
    desk.send(
      .boardPatch(BoardPatch(intents: desk.state.board!.intents.filter { $0.edit.document != SampleDay.reference(1030) })))
    #expect(desk.screen.contains("▌ ~ 10:40 1021"))
    desk.press("F5")
    #expect(desk.state.view == .main)
  }

  @Test func anUntouchedConsoleFollowsTheSitesDay() {
    let tomorrow = SampleDay.now + Minutes(24 * 60)
    var desk = Desk()
    #expect(desk.send(.clock(tomorrow)).contains(.loadBoard(SampleDay.day.adding(days: 1))))
    // What somebody looks at is theirs.
    var used = Desk()
    used.press("j")
    used.send(.clock(tomorrow))
    #expect(used.state.day == SampleDay.day)
  }
}
