import Canvas
import Domain
import Testing

@testable import Console

/// What the choice of a technician says before Enter.
@Suite struct PickerTests {
  private func opened(_ number: Int, width: Int = 120, height: Int = 40, board: Board = SampleDay.board) -> Desk {
    var desk = Desk(width: width, height: height, board: board)
    desk.go(to: number)
    desk.press("a")
    return desk
  }

  /// What stands in the box beside a name.
  private func row(_ name: String, _ desk: Desk) -> String {
    let pieces = desk.screen.split(separator: "\n").flatMap { $0.split(separator: "│") }.map(String.init)
    return pieces.first { $0.hasPrefix("  \(name) ") || $0.hasPrefix(" ▌\(name) ") } ?? ""
  }

  @Test func aMissedWindowIsNotHiddenBehindAMissingSkill() {
    var board = SampleDay.board
    board.jobs[SampleDay.reference(1051)]!.window = .init(start: SampleDay.at(11), end: SampleDay.at(12))
    var desk = opened(1051, board: board)
    desk.type("marc")
    desk.press("Down")
    #expect(row("Marc Tremblay", desk).contains("! manque Wi-Fi"))
    #expect(desk.screen.contains("plage dépassée de"))
  }

  @Test func ofSeveralJobsOnlyWhatHoldsForAllIsTold() {
    var desk = Desk()
    desk.go(to: 1051)
    desk.press("Space", "Space", "a")
    #expect(desk.screen.contains("Assigner 2 bons"))
    let julie = row("Julie Gagnon", desk)
    // 4 h 15 and 1 h 00 + 2 h 30.
    #expect(julie.contains("4 h 15 → 7 h 45 / 8 h"))
    #expect(!julie.contains("km") && !julie.contains(":"))
    let rows = desk.screen.split(separator: "\n").filter { $0.contains(" / 8 h") && $0.contains("→") }
    #expect(rows.contains { $0.contains("1/2") })
    desk.type("julie")
    #expect(desk.screen.contains("1051 : manque : Wi-Fi"), "beneath, whose it is")
  }

  @Test func ofSeveralJobsTheWindowsAreCounted() {
    var board = SampleDay.board
    for number in [1051, 1058] { board.jobs[SampleDay.reference(number)]!.tags = [] }
    board.jobs[SampleDay.reference(1058)]!.window = .init(start: SampleDay.at(8), end: SampleDay.at(9))
    var desk = Desk(board: board)
    desk.go(to: 1051)
    desk.press("Space", "Space", "a")
    #expect(row("Nathalie Morin", desk).contains("✕ 1/2 plages"))
  }

  @Test func whoHasTheJobIsShownWithTheTimeThatItHas() {
    var desk = opened(1030)
    let julie = row("Julie Gagnon", desk)
    #expect(julie.contains("13:30"))
    #expect(julie.contains("l'a déjà · ✓ plage"))
    #expect(!julie.contains("km"))
    desk.type("julie")
    desk.press("Enter")
    #expect(desk.waiting.isEmpty)
    #expect(desk.screen.contains("rien à changer"))
    #expect(row("Julie Gagnon", opened(1030, width: 60, height: 15)).contains("l'a déjà ✓"))
  }

  @Test func theTimeFieldLeavesNothingOfTheNameField() {
    var desk = opened(1051)
    desk.press("F4")
    #expect(desk.screen.contains("Heure 10h30, vide pour la proposition"))
  }

  @Test func escapeClosesTheReasonsFirst() {
    var desk = opened(1051)
    desk.press("F1")
    #expect(desk.screen.contains("Avant "))
    desk.press("Esc")
    #expect(!desk.screen.contains("Avant "))
    #expect(desk.state.layers.count == 1)
    desk.press("Esc")
    #expect(desk.state.layers.isEmpty)
  }

  @Test func theBoxStandsStillWhileOneTypes() {
    var desk = opened(1051)
    func edges(_ desk: Desk) -> [Int] {
      desk.screen.split(separator: "\n", omittingEmptySubsequences: false).indices.filter { row in
        let line = desk.screen.split(separator: "\n", omittingEmptySubsequences: false)[row]
        return line.contains("┌─ Assigner") || line.contains("└──")
      }
    }
    let before = edges(desk)
    for letter in ["z", "o", "x"] {
      desk.type(letter)
      #expect(edges(desk) == before)
    }
  }

  @Test func rowsStayWhereTheyAreWhenOthersEdit() {
    var desk = opened(1051)
    desk.press("Down")
    // Zoé, first of the list, is given a full day elsewhere.
    var busy = SampleDay.board.jobs[SampleDay.reference(1055)]!
    busy.reference = SampleDay.reference(1099)
    busy.duration = 420
    desk.send(.boardPatch(BoardPatch(jobs: [busy.reference: busy])))
    #expect(row("Zoé Bélanger", desk).contains("7 h 45"), "what is said of her is new")
    #expect(row("Karine Côté", desk).contains("▌Karine Côté"))
    let names = { (desk: Desk) in
      desk.screen.split(separator: "\n").compactMap { line in
        SampleDay.technicians.map(\.fullName).first { line.contains("│") && line.contains($0) && line.contains(" / ") }
      }
    }
    #expect(names(desk) == names(opened(1051)))
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 15)]) func noConsequenceIsDropped(width: Int, height: Int) {
    let desk = opened(1047, width: width, height: height)
    let marc = row("Nathalie Morin", desk)
    #expect(marc.contains("→"))
    #expect(marc.contains("km"))
    #expect(marc.contains("aérien"))
    #expect(!marc.contains("…"))
  }

  @Test func aHelperComesLastAndItIsSaidWhy() {
    var board = SampleDay.board
    board.technicians["TECH-012"] = Technician(
      name: "TECH-012", fullName: "Hugo D'Amours", shiftStart: 480, shiftEnd: 990,
      home: Coordinate(latitude: 45.32, longitude: -73.745), tags: ["aide-technicien"])
    var desk = opened(1051, board: board)
    #expect(row("Hugo D'Amours", desk).contains("! aide-technicien"))
    desk.press("PageDown", "PageDown", "Up", "Up", "F1")
    #expect(desk.screen.contains("Avant Hugo D'Amours : technicien, et non aide."))
  }
}
