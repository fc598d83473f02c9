import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// Doing it all the same, and saying why.
@Suite struct OverrideTests {
  @Test func aReasonGoesIntoTheNotesWithTheEdit() {
    var desk = Desk()
    desk.go(to: 1047)
    desk.press("a")
    desk.type("julie")
    #expect(desk.screen.contains("F2 raison"))
    desk.press("F2")
    desk.type("Nathalie la rejoint à midi")
    desk.press("Enter")
    #expect(desk.screen.contains("Raison  Nathalie la rejoint à midi"))
    #expect(desk.waiting.isEmpty)
    desk.press("Enter")
    #expect(desk.job(1047).technician == SampleDay.technician(2))
    let notes = desk.job(1047).notes
    #expect(notes.hasPrefix("[outrepassé 2026-05-06 10:40 : "))
    #expect(notes.contains("manque : épissure"))
    #expect(notes.hasSuffix(" — Nathalie la rejoint à midi]"))
    #expect(!notes.contains("\u{A0}") && !notes.contains("\n"))
    // One step, so that undoing takes the line back with the rest.
    #expect(desk.waiting.count == 1 && desk.waiting[0].edits.count == 1)
    #expect(desk.waiting[0].edits[0].changes.map(\.field).contains("notes"))
  }

  @Test func nobodyHasToSay() {
    var desk = Desk()
    desk.go(to: 1047)
    desk.press("a")
    desk.type("julie")
    desk.press("Enter")
    #expect(desk.job(1047).technician == SampleDay.technician(2))
    #expect(desk.job(1047).notes.isEmpty)
  }

  @Test func whatBreaksNothingAsksForNothing() {
    var desk = Desk()
    desk.go(to: 1051)
    desk.press("a")
    desk.type("zoe")
    #expect(!desk.screen.contains("F2"))
    desk.press("F2")
    desk.type("lanoix")
    // It was text for the search.
    #expect(desk.screen.contains("personne de ce nom"))
  }

  @Test func aMoveMayBeExplainedToo() {
    var desk = Desk()
    desk.go(to: 1021)
    desk.press("m")
    desk.type("17h")
    #expect(desk.screen.contains("F2 raison"))
    desk.press("F2")
    desk.type("le client ne peut pas avant")
    desk.press("Enter", "Enter")
    #expect(desk.job(1021).scheduledStart == SampleDay.at(17))
    let lines = desk.job(1021).notes.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("Coupleur 14-B") == true)
    #expect(lines.last?.contains("plage dépassée de 1 h 00") == true)
    #expect(lines.last?.hasSuffix("— le client ne peut pas avant]") == true)
  }

  @Test func escapeLeavesTheFieldAndKeepsTheDialog() {
    var desk = Desk()
    desk.go(to: 1021)
    desk.press("m")
    desk.type("17h")
    desk.press("F2")
    desk.type("non")
    desk.press("Esc")
    #expect(!desk.state.layers.isEmpty)
    desk.press("Enter")
    #expect(desk.job(1021).notes.contains("outrepassé") == false)
  }

  @Test func ofSeveralOnlyThoseThatBreakARuleAreExplained() {
    var desk = Desk()
    desk.go(to: 1047)
    desk.press("Space")
    desk.go(to: 1060)
    desk.press("Space", "a")
    desk.type("samuel")
    desk.press("F2")
    desk.type("urgence")
    desk.press("Enter", "Enter")
    #expect(desk.job(1047).notes.contains("manque : épissure") && desk.job(1047).notes.contains("urgence"))
    #expect(desk.job(1060).technician == SampleDay.technician(3))
  }

  @Test func pastedControlsDoNotReachTheNotes() {
    var desk = Desk()
    desk.go(to: 1047)
    desk.press("a")
    desk.type("julie")
    desk.press("F2")
    desk.send(.input(.paste("oui\u{1B}[31m\nnon")))
    desk.press("Enter", "Enter")
    #expect(!desk.job(1047).notes.unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test func englishSaysOverridden() {
    var desk = Desk(language: .english)
    desk.go(to: 1047)
    desk.press("a")
    desk.type("julie")
    desk.press("F2")
    desk.type("no one else")
    desk.press("Enter", "Enter")
    #expect(desk.job(1047).notes.hasPrefix("[overridden 2026-05-06 10:40: "))
  }

  /// A job without a time is proposed one from the configured headquarters, not from the built-in ones.
  @Test func thePlacementStartsFromTheConfiguredHeadquarters() throws {
    let job = SampleDay.job(9001, "Retrait d'équipement", "Ormstown", 45.133, -74.0, 30)
    var board = SampleDay.board
    board.jobs[job.reference] = job
    board.day = SampleDay.day.adding(days: 1)
    // Étienne has no home base.
    let technician = SampleDay.technician(7)
    func start(_ headquarters: Coordinate) -> Instant? {
      let context = EditContext(zone: SampleDay.zone, now: SampleDay.now, headquarters: headquarters)
      return Placement.start(of: job, with: technician, on: board, context)
    }
    let near = try #require(start(Coordinate(latitude: 45.133, longitude: -74.0)!))
    let far = try #require(start(.headquarters))
    #expect(near == SampleDay.at(8, days: 1))
    #expect(far > near)
  }
}
