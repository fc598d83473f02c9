import Canvas
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

@Suite struct OtherViewsTests {
  @Test func everyViewHasItsKeyNameAndCommand() {
    #expect(Set(ViewTable.entries.map(\.view)) == Set(State.View.allCases))
    for language in Language.allCases {
      for entry in ViewTable.entries {
        var desk = Desk(language: language)
        if let key = entry.keys.last { desk.press(KeyNotation.text(key)) } else { desk.send(.verb(entry.command.rawValue)) }
        #expect(desk.state.view == entry.view)
        #expect(desk.screen.contains(entry.name(language)))
        // The search begins in its field.
        guard desk.state.layers.isEmpty else { continue }
        desk.press("F4")
        #expect(desk.screen.contains("▌\(entry.name(language))"))
      }
    }
  }

  @Test func technicianRowsTellTheDay() throws {
    var desk = Desk()
    desk.send(.position(Position(technician: SampleDay.technician(6), coordinate: .headquarters, at: SampleDay.at(9, 53))))
    desk.press("4")
    func row(_ name: String) -> String {
      desk.screen.split(separator: "\n").map(String.init).first { $0.contains(name) && $0.contains("/") } ?? ""
    }
    #expect(row("Marc Tremblay").contains("07:30–16:00") && row("Marc Tremblay").contains("1/3"))
    #expect(row("Marc Tremblay").contains("SPL 1015") && row("Marc Tremblay").contains("1021 ⧗"))
    #expect(row("Karine").contains("! 9 h 50"))
    #expect(row("Nathalie").contains("! 47 min"))
    #expect(row("Étienne").contains("! siège"))
    let felix = desk.screen.split(separator: "\n").first { $0.contains("Félix Gauthier") }
    #expect(felix?.contains("absent") == true)
    desk.press("o", "c")
    #expect(desk.state.technicians.names.first == SampleDay.technician(4))
    #expect(desk.screen.contains("par charge"))
  }

  @Test func enterShowsTheTechniciansJobs() {
    var desk = Desk()
    desk.press("4")
    while desk.state.technicians.scroll.selected != SampleDay.technician(4) { desk.press("Down") }
    desk.press("Enter")
    #expect(desk.state.view == .main)
    #expect(desk.state.list.scroll.selected == .group(.resource(SampleDay.technician(4))))
    #expect(desk.screen.contains("1035"))
  }

  @Test func theBacklogSharesSelectionAndMarksWithTheList() {
    var desk = Desk()
    desk.press("5")
    #expect(desk.selected == "1043")
    desk.press("Down")
    #expect(desk.selected == "1047")
    desk.press("a")
    desk.type("nathalie")
    desk.press("Enter")
    #expect(desk.job(1047).technician == SampleDay.technician(6))
    #expect(desk.selected == "1051" && desk.state.view == .backlog, "the next one takes its place")
    desk.press("V", "s", "a")
    #expect(desk.state.list.marked.count == 4)
  }

  @Test func theBacklogSortsAndFilters() {
    var board = SampleDay.board
    for (number, made) in [(1043, "2026-05-06 08:00:00.000000"), (1060, "2026-05-01 08:00:00.000000")] {
      board.jobs[SampleDay.reference(number)]?.creation = made
    }
    var desk = Desk(board: board)
    desk.press("5", "o", "a")
    #expect(desk.state.backlog.rows.first == SampleDay.reference(1060) && desk.screen.contains("5 j"))
    #expect(desk.screen.contains("2 h"), "made this morning")
    desk.press("/")
    desk.type("wifi")
    desk.press("Enter")
    #expect(desk.state.backlog.rows == [SampleDay.reference(1051)] && desk.screen.contains("1 / 5"))
    desk.press("Esc", "o", "d")
    #expect(desk.state.backlog.rows.first == SampleDay.reference(1047))
  }

  @Test func rangesAreMarkedInTheOrderOfTheTable() {
    var desk = Desk()
    desk.press("5", "o", "n", "Home", "Space", "Down", "v")
    #expect(desk.state.list.marked == Set(desk.state.backlog.rows.prefix(3)))
  }

  @Test func aGroupIsShownByItsTagInEveryView() {
    var desk = Desk()
    desk.press("F6")
    #expect(desk.screen.contains("épissure  2"))
    _ = desk.state.apply(.tag("épissure"))
    desk.state.layers.removeAll()
    #expect(desk.screen.contains("épissure 2 ▾]") && desk.screen.contains("MARC TREMBLAY") && !desk.screen.contains("JULIE"))
    #expect(desk.screen.contains("FILE D'ATTENTE"))
    desk.press("4")
    #expect(desk.state.technicians.names == [SampleDay.technician(1), SampleDay.technician(6)])
    desk.press("3")
    desk.send(.board(SampleDay.week))
    #expect(desk.state.week.layout.keys.count == 3)
    // What others do to those who are not shown makes nothing anew.
    let rebuilds = desk.state.list.layout.rebuilds
    var job = SampleDay.week.jobs[SampleDay.reference(1030)]!
    job.notes = "x"
    desk.send(.boardPatch(BoardPatch(jobs: [job.reference: job])))
    #expect(desk.state.list.layout.rebuilds == rebuilds)
    desk.press("1")
    desk.go(to: 1030)
    #expect(desk.selected == "1030" && desk.state.list.tag == nil, "a job that is asked for is shown")
  }

  @Test func theSyncPageKeepsALog() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("+30m")
    desk.press("Enter")
    desk.commit()
    desk.press("6")
    #expect(!desk.screen.contains("Journal"))
    desk.confirm()
    #expect(desk.screen.contains("Journal de cette session") && desk.screen.contains("✓ 10:40 1030"))
    #expect(desk.state.syncLog.entries.map(\.outcome) == [.confirmed])
  }

  @Test func theLogTellsRefusalsAndWhatWasGivenUp() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("+30m")
    desk.press("Enter")
    desk.commit()
    desk.park(1030, .refused(words: "No."))
    desk.send(.boardPatch(BoardPatch(intents: [])))
    #expect(desk.state.syncLog.entries.map(\.outcome) == [.refused, .settled])
    var log = SyncLog()
    let intent = desk.effects.count > 0 ? desk.state.syncLog.entries[0].intent : nil
    for number in 0..<250 {
      guard var one = intent else { break }
      one = Intent(
        id: "\(number)", group: "G", order: Int64(number), verb: one.verb, edit: one.edit, state: .pending,
        acceptedAt: one.acceptedAt)
      log.note([one], at: SampleDay.now)
    }
    #expect(log.entries.count == SyncLog.most && log.entries.last?.intent.id == "248")
    log.withdraw(["G"])
    #expect(log.entries.allSatisfy { $0.outcome == .withdrawn })
  }
}
