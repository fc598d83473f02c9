import Canvas
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

/// What a dispatcher does between 10:40 and lunch.
@Suite struct DispatcherDayTests {
  @Test func aJobIsAssignedByThreeLetters() {
    var desk = Desk()
    desk.go(to: 1058)
    desk.press("a")
    desk.type("jul")
    desk.press("Enter")

    let job = desk.job(1058)
    #expect(job.technician == SampleDay.technician(2))
    #expect(job.status == .planned)
    #expect(job.scheduledStart != nil)
    #expect(desk.waiting.count == 1)
    #expect(desk.waiting[0].edits[0].baseModified == "2026-05-06 09:12:33.123456")
    #expect(desk.waiting[0].verb.hasPrefix("assign BT-01058 TECH-002 2026-05-06T"))
    #expect(desk.row(1058)!.contains("· 2 h 30"), "saving shows at once")

    desk.commit()
    #expect(desk.row(1058)!.contains("~ 2 h 30"), "accepted shows as pending")
    desk.confirm()
    #expect(!desk.row(1058)!.contains("~"), "confirmed shows nothing")
  }

  @Test func clearingTheBacklogKeepsTheHandInTheBacklog() {
    var desk = Desk()
    desk.go(to: 1043)
    for _ in 0..<3 {
      desk.press("a", "Enter")
      desk.commit()
    }
    #expect(desk.waiting.isEmpty)
    #expect(["1058", "1060"].contains(desk.selected!))
    #expect(desk.state.list.layout.group(.backlog)!.count == 2)
  }

  @Test func aSaveThatFailsIsTakenBackAndItsTextKept() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("n")
    desk.type("Clé chez le voisin.")
    desk.press("F2")
    #expect(desk.job(1030).notes == "Clé chez le voisin.")
    desk.send(.acceptFailed(desk.waiting[0], .diskFull))
    #expect(desk.job(1030).notes == "")
    #expect(desk.state.toasts.showing.last?.text.contains("le disque est plein") == true)
    #expect(desk.state.unaccepted.first?.edits.first?.changes.first?.after == .text("Clé chez le voisin."))
  }

  @Test func whatCouldNotBeSavedIsTriedAgainWithOneKey() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("14h")
    desk.press("Enter")
    let lost = desk.waiting[0]
    desk.send(.acceptFailed(lost, .diskFull))
    desk.press(".")
    #expect(desk.job(1030).scheduledStart == SampleDay.at(14))
    #expect(desk.waiting.last?.edits == lost.edits)
    #expect(desk.waiting.last?.id != lost.id)
    #expect(desk.state.unaccepted.isEmpty)
  }

  @Test func anAssignmentRepeatedFindsItsOwnTime() {
    var desk = Desk()
    desk.go(to: 1058)
    desk.press("a")
    desk.type("samuel")
    desk.press("Enter")
    desk.go(to: 1043)
    desk.press(".")
    let (first, second) = (desk.job(1058), desk.job(1043))
    #expect(second.technician == SampleDay.technician(3))
    #expect(second.scheduledStart! >= first.scheduledEnd! || second.scheduledEnd! <= first.scheduledStart!)
  }

  @Test func theTimeOfAnAssignmentIsOnesOwnWithF4() {
    var desk = Desk()
    desk.go(to: 1051)
    desk.press("a", "F4")
    desk.type("15h45")
    desk.press("Enter")
    #expect(desk.screen.contains("15:45"))
    desk.type("zoe")
    desk.press("Enter")
    #expect(desk.job(1051).scheduledStart == SampleDay.at(15, 45))
  }

  @Test func nothingReadYetSaysWhy() {
    var desk = Desk(board: Board(day: SampleDay.day))
    desk.send(.syncStatus(SyncStatus(link: .offline(since: SampleDay.now))))
    #expect(desk.screen.contains("Hors ligne, et rien n'a encore été lu du site"))
    desk.send(.syncStatus(SyncStatus(link: .loading(received: 120, total: 600))))
    #expect(desk.screen.contains("Première lecture du site : 120 documents sur 600."))
    desk.send(.syncStatus(SyncStatus(link: .live, freshAt: SampleDay.now)))
    #expect(desk.screen.contains("Aucun bon ce jour-là."))
  }

  @Test func aSecondEditStandsWhenTheFirstIsTakenBack() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("+30m")
    desk.press("Enter")
    desk.press("n")
    desk.type("Porte verte")
    desk.press("F2")
    desk.send(.acceptFailed(desk.waiting[0], .readOnly))
    #expect(desk.job(1030).scheduledStart == SampleDay.at(13, 30))
    #expect(desk.job(1030).notes == "Porte verte")
  }

  @Test func whatOthersWriteArrivesUnderAnEditThatIsBeingSaved() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("14h")
    desk.press("Enter")
    var theirs = SampleDay.board.jobs[SampleDay.reference(1030)]!
    theirs.notes = "de Julie"
    desk.send(.boardPatch(BoardPatch(jobs: [theirs.reference: theirs])))
    #expect(desk.job(1030).notes == "de Julie")
    #expect(desk.job(1030).scheduledStart == SampleDay.at(14), "one's own edit stays on top")
    desk.send(.acceptFailed(desk.waiting[0], .readOnly))
    #expect(desk.job(1030).notes == "de Julie", "taken back to what is there now")
    #expect(desk.job(1030).scheduledStart == SampleDay.at(13, 30))
  }

  @Test func notesAreWrittenAgainstWhatTheEditorOpenedWith() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("n")
    desk.type("mienne")
    var theirs = SampleDay.board.jobs[SampleDay.reference(1030)]!
    theirs.notes = "la leur"
    theirs.modified = "2026-05-06 10:42:00.000000"
    desk.send(.boardPatch(BoardPatch(jobs: [theirs.reference: theirs])))
    #expect(desk.screen.contains("mienne"), "what is typed stays")
    #expect(desk.screen.contains("modifié par Julie Gagnon 10:42"))
    desk.press("F2")
    let edit = desk.waiting[0].edits[0]
    #expect(edit.changes == [FieldChange("notes", before: .null, after: .text("mienne"))])
    #expect(edit.baseModified == "2026-05-06 09:12:33.123456", "so that the site's change is merged, not overwritten")
  }

  @Test func escapeNeverQuitsAndAsksBeforeItThrowsTextAway() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("n")
    desk.type("x")
    desk.press("Esc")
    #expect(desk.state.layers.count == 1)
    desk.press("Esc")
    #expect(desk.state.layers.isEmpty)
    desk.press("Esc", "Esc", "Ctrl-C", "Esc")
    #expect(!desk.effects.contains(.quit))
    desk.press("q")
    #expect(desk.effects.last == .quit)
  }

  @Test func quitWaitsForTheSave() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("+15")
    desk.press("Enter", "q")
    #expect(!desk.effects.contains(.quit))
    desk.commit()
    #expect(desk.effects.contains(.quit))
  }

  @Test func aStatusAsksForItsReasonAndKeepsIt() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("s", "a", "Enter")
    #expect(desk.screen.contains("une raison est nécessaire"))
    desk.type("personne à la porte")
    desk.press("Enter")
    #expect(desk.job(1030).status == .customerAbsent)
    #expect(desk.job(1030).statusReason == "personne à la porte")
  }

  @Test func finishingAsksWhatWasDone() {
    var desk = Desk()
    desk.go(to: 1015)
    desk.press("s", "t")
    #expect(desk.screen.contains("Qu'est-ce qui a été fait ?"))
    desk.type("Décodeur remplacé")
    desk.press("Enter")
    #expect(desk.job(1015).status == .done)
    #expect(desk.job(1015).actualEnd == SampleDay.now)
  }

  @Test func reassigningOneWhoIsOnTheWayAsks() {
    var desk = Desk()
    desk.go(to: 1013)
    desk.press("a")
    desk.type("zoe")
    desk.press("Enter")
    #expect(desk.waiting.isEmpty)
    #expect(desk.screen.contains("Le technicien est déjà en route"))
    desk.press("Enter")
    #expect(desk.job(1013).technician == SampleDay.technician(11))
    #expect(desk.job(1013).status == .planned)
  }

  @Test func anHourThatTheClockSkipsIsAskedAbout() {
    let spring = LocalDate(year: 2026, month: 3, day: 8)!
    var job = SampleDay.board.jobs[SampleDay.reference(1030)]!
    job.scheduledStart = SampleDay.zone.instant(LocalDateTime(spring, secondOfDay: 8 * 3_600))
    var board = SampleDay.board
    board.day = spring
    board.jobs = [job.reference: job]
    var desk = Desk(board: nil)
    desk.state.day = spring
    desk.send(.board(board))
    desk.go(to: 1030)
    desk.press("m")
    desk.type("2h30")
    desk.press("Enter")
    #expect(desk.screen.contains("02:30 n'existe pas ce jour-là"))
    desk.press("Enter")
    #expect(SampleDay.zone.local(desk.job(1030).scheduledStart!) == LocalDateTime(spring, secondOfDay: 3 * 3_600))
  }

  @Test func anHourThatComesTwiceIsAskedAbout() {
    let autumn = LocalDate(year: 2026, month: 11, day: 1)!
    var job = SampleDay.board.jobs[SampleDay.reference(1030)]!
    job.scheduledStart = SampleDay.zone.instant(LocalDateTime(autumn, secondOfDay: 8 * 3_600))
    var board = SampleDay.board
    board.day = autumn
    board.jobs = [job.reference: job]
    var desk = Desk(board: nil)
    desk.state.day = autumn
    desk.send(.board(board))
    desk.send(.verb("m 1030 1h30"))
    #expect(desk.screen.contains("01:30 revient deux fois ce jour-là"))
    #expect(desk.waiting.isEmpty)
    desk.press("Enter")
    let midnight = SampleDay.zone.instant(LocalDateTime(autumn, secondOfDay: 0))
    #expect(desk.job(1030).scheduledStart == midnight + Minutes(90), "the first of the two")
  }

  @Test func marksMakeOneGroup() {
    var desk = Desk()
    desk.go(to: 1034)
    desk.press("Space", "Space", "r")
    desk.type("ven")
    desk.press("Enter")
    #expect(desk.waiting.count == 1)
    #expect(desk.waiting[0].edits.count == 2)
    #expect(desk.waiting[0].verb == "report BT-01034,BT-01035 2026-05-08")
    #expect(desk.state.list.marked.isEmpty)
  }

  @Test func aMarkedJobThatIsHiddenIsNotActedOnUnseen() {
    var desk = Desk()
    desk.go(to: 1034)
    desk.press("Space")
    desk.go(to: 1030)
    desk.press("Space")
    desk.press("/")
    desk.type("mercier")
    desk.press("Enter")
    desk.press("r")
    desk.type("ven")
    desk.press("Enter")
    #expect(desk.waiting[0].edits.map(\.document) == [SampleDay.reference(1034)])
    #expect(desk.state.toasts.showing.last!.text.contains("1 marqué mais masqué"))
    #expect(desk.state.list.marked == [SampleDay.reference(1030)])
  }

  @Test func namesInDecomposedFormKeepTheirAccents() {
    var board = SampleDay.board
    board.technicians[SampleDay.technician(11)]!.fullName = "Zoe\u{301} Be\u{301}langer"
    board.jobs[SampleDay.reference(1055)]!.city = "Saint-Re\u{301}mi"
    var desk = Desk(board: board)
    desk.go(to: 1055)
    #expect(desk.screen.contains("ZOÉ BÉLANGER"))
    #expect(desk.row(1055)!.contains("Saint-Rémi"))
    desk.press("a")
    desk.type("zoe bel")
    #expect(desk.screen.contains("▌Zoé Bélanger"))
  }

  @Test func aJobWithoutAnHourIsAskedForOneOnTheDayItGoesTo() {
    var desk = Desk()
    desk.go(to: 1060)
    desk.press("r")
    desk.type("ven")
    desk.press("Enter")
    #expect(desk.screen.contains("À quelle heure ?"))
    desk.type("9h15")
    desk.press("Enter")
    #expect(desk.job(1060).scheduledStart == SampleDay.at(9, 15, days: 2))
  }

  @Test func aWindowOfAnotherDayIsNotTakenForTodays() {
    var board = SampleDay.board
    board.jobs[SampleDay.reference(1043)]!.window = .init(start: SampleDay.at(8, days: -1), end: SampleDay.at(12, days: -1))
    board.jobs[SampleDay.reference(1051)]!.window = .init(start: SampleDay.at(8, 30, days: 3), end: SampleDay.at(12, days: 3))
    var desk = Desk(board: board)
    #expect(desk.row(1043)!.contains("hier "))
    #expect(desk.row(1051)!.contains("+3 j"))
    desk.send(.input(.resize(Size(width: 200, height: 60))))
    #expect(desk.row(1043)!.contains("hier 08–12"))
  }

  @Test func theSameAgainOnTheNextJob() {
    var desk = Desk()
    desk.go(to: 1034)
    desk.press("m")
    desk.type("+30")
    desk.press("Enter")
    desk.go(to: 1030)
    desk.press(".")
    #expect(desk.job(1030).scheduledStart == SampleDay.at(14))
  }
}
