import Canvas
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

/// Jobs made, edited, exchanged, placed, crewed and published, as a dispatcher does it.
@Suite struct JobVerbTests {
  private func create(_ desk: inout Desk, _ type: String) {
    desk.press("c")
    desk.type(type)
    desk.press("Enter")
  }

  // MARK: Making

  @Test func aNewJobStandsOnTheBoardBeforeAnybodyHasNamedIt() throws {
    var desk = Desk()
    desk.press("c")
    desk.type("lenteur")
    desk.press("Tab", "Tab", "Right", "Right", "Tab")
    desk.type("Ginette Lafleur")
    for _ in 0..<3 { desk.press("Tab") }
    desk.type("13h-16h")
    desk.press("Tab")
    desk.type("1h30")
    desk.press("Tab")
    desk.type("wi, tv")
    desk.press("Enter")

    #expect(desk.state.layers.isEmpty)
    let group = try #require(desk.waiting.first)
    let edit = group.edits[0]
    #expect(edit.action == .create && edit.document.isLocal && edit.baseModified == nil)
    #expect(edit.value("job_type") == .text("Réparation, lenteur/Wi-Fi"), "a word of the type is enough")
    #expect(edit.value("subject") == .text("Réparation, lenteur/Wi-Fi"))
    #expect(edit.value("status") == .text("Open") && edit.value("priority") == .text("P2"))
    #expect(edit.value("window_start") == .text("2026-05-06 13:00:00") && edit.value("duration_minutes") == .int(90))
    #expect(edit.value("tags") == .rows([["tag": .text("Wi-Fi")], ["tag": .text("TV")]]))
    #expect(desk.state.selectedJob?.reference == edit.document, "the new job is under the cursor")
    let number = edit.document.number
    #expect(desk.screen.contains(number + "  Lenteur/Wi-Fi"))
    #expect(desk.state.marks[edit.document] == .saving)
    desk.commit()
    #expect(desk.state.marks[edit.document] == .pending)
  }

  @Test func theHandFollowsAJobToItsName() throws {
    var desk = Desk()
    create(&desk, "sans service")
    desk.commit()
    let local = try #require(desk.state.selectedJob?.reference)
    desk.press("Space")
    let named = SampleDay.reference(1099)
    var job = try #require(desk.state.board?.jobs[local])
    job.reference = named
    job.modified = "2026-05-06 10:41:00.000000"
    var patch = BoardPatch(jobs: [local: nil, named: job], intents: [])
    patch.renamed = [local: named]
    desk.go(to: 1043)
    desk.state.list.scroll.select(.job(local), in: desk.state.list.layout.rows, height: 20)
    desk.send(.boardPatch(patch))
    #expect(desk.selected == "1099")
    #expect(desk.state.list.marked == [named])
    // A dialog that was opened on the old one goes on with the new one.
    desk.send(.boardPatch(patch))
    desk.state.list.marked = []
    _ = desk.state.attempt(.priority(.p1), on: [local])
    #expect(desk.job(1099).priority == .p1)
  }

  @Test func aNewJobThatCannotBeSavedIsTakenOffAndTriedAgainWithOneKey() throws {
    var desk = Desk()
    create(&desk, "sans service")
    let lost = desk.waiting[0]
    desk.send(.acceptFailed(lost, .diskFull))
    #expect(desk.state.board?.jobs[lost.edits[0].document] == nil)
    #expect(desk.toasts.last?.contains("le disque est plein") == true)
    desk.press(".")
    #expect(desk.waiting.last?.edits == lost.edits)
    #expect(desk.state.board?.jobs[lost.edits[0].document]?.type == "Sans service")
  }

  @Test func aFormWithoutWordsForTheJobSaysSo() {
    var desk = Desk()
    desk.press("c", "Tab", "Tab", "Tab")
    desk.type("Jean")
    desk.press("Enter")
    #expect(desk.screen.contains("dites de quoi il s'agit"))
    #expect(desk.screen.contains("Jean"), "what was typed stays")
    #expect(desk.waiting.isEmpty)
  }

  @Test func impossibleValuesAreSaidAtTheirFields() {
    var desk = Desk()
    desk.press("c")
    desk.type("sans service")
    for _ in 0..<6 { desk.press("Tab") }
    desk.type("12h-8h")
    desk.press("Tab")
    desk.type("zéro")
    desk.press("Tab")
    desk.type("plomberie")
    desk.press("Enter")
    #expect(desk.screen.contains("« zéro » n'est pas une durée"))
    #expect(desk.screen.contains("« plomberie » : quelle compétence ?"))
    desk.press("Ctrl-U", "Tab", "Ctrl-U", "Enter")
    #expect(desk.screen.contains("la plage finit avant de commencer"))
    #expect(desk.state.layers.count == 1 && desk.waiting.isEmpty)
  }

  @Test func escapeAsksBeforeTypedTextGoes() {
    var desk = Desk()
    desk.press("c")
    desk.type("sans")
    desk.press("Esc")
    #expect(desk.state.layers.count == 1)
    #expect(desk.screen.contains("Échap encore jette le texte"))
    desk.press("Esc")
    #expect(desk.state.layers.isEmpty)
  }

  @Test func aCopyTakesAllButThePlaceInTheDay() throws {
    var desk = Desk()
    desk.go(to: 1021)
    desk.press("y", "Enter")
    let edit = try #require(desk.waiting.first?.edits.first)
    #expect(edit.action == .create)
    #expect(edit.value("notes") == desk.job(1021).value(of: "notes", in: SampleDay.zone))
    #expect(edit.value("technician") == nil && edit.value("scheduled_start") == nil && edit.value("crew") == nil)
    #expect(edit.value("status") == .text("Open"))
    #expect(desk.waiting[0].verb == "duplicate \(edit.document.key.text)")
  }

  @Test func aNewJobThatTheSiteRefusesStaysWithItsWordsUntilItIsGivenUp() throws {
    var desk = Desk()
    create(&desk, "sans service")
    desk.commit()
    let local = try #require(desk.state.selectedJob?.reference)
    var intents = try #require(desk.state.board?.intents)
    intents[0].state = .refused(words: "Quota atteint")
    desk.send(.boardPatch(BoardPatch(intents: intents)))
    #expect(desk.screen.contains("refusé : Quota atteint"))
    #expect(desk.state.board?.jobs[local] != nil)
    desk.press("Enter")
    #expect(desk.state.layers.count == 1 && desk.screen.contains("Quota atteint"))
    desk.press("Esc")
    desk.send(.boardPatch(BoardPatch(jobs: [local: nil], intents: [])))
    #expect(desk.state.board?.jobs[local] == nil && desk.selected != nil)
  }

  @Test func anHourThatComesTwiceIsAskedAboutForANewJobToo() {
    var desk = Desk()
    desk.send(.verb("creer Visite de nuit tech: julie debut: 2026-11-01T01:30"))
    #expect(desk.state.layers.count == 1 && desk.waiting.isEmpty)
    desk.press("Enter")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.waiting.first?.edits.first?.value("scheduled_start") == .text("2026-11-01 01:30:00"))
  }

  @Test func aReaderMakesNothing() {
    var desk = Desk(role: .readOnly)
    desk.go(to: 1030)
    for key in ["c", "y", "e", "x", "w", "D"] {
      desk.press(key)
      #expect(desk.state.layers.isEmpty, "\(key)")
    }
    desk.send(.verb("creer Visite"))
    desk.send(.verb("pub tout"))
    #expect(desk.waiting.isEmpty)
    #expect(desk.toasts.last == "lecture seule")
  }

  // MARK: Editing

  private func field(_ desk: inout Desk, _ number: Int, tabs: Int, _ text: String) {
    desk.go(to: number)
    desk.press("e")
    for _ in 0..<tabs { desk.press("Tab") }
    desk.press("Ctrl-U")
    desk.type(text)
  }

  @Test func onlyWhatWasTypedIsWritten() {
    var desk = Desk()
    field(&desk, 1030, tabs: 4, "450-555-0199")
    desk.press("Enter")
    #expect(
      desk.waiting.first?.edits.first?.changes
        == [FieldChange("customer_phone", before: .text("+14505550123"), after: .text("450-555-0199"))])
    #expect(desk.waiting.first?.edits.first?.baseModified == "2026-05-06 09:12:33.123456")
  }

  @Test func whatOthersWriteMeanwhileStandsBesideWhatIsTyped() throws {
    var desk = Desk()
    field(&desk, 1030, tabs: 4, "450-555-0199")
    var theirs = desk.job(1030)
    theirs.customerName = "Jeanne Bergeron"
    theirs.customerPhone = "+14505550777"
    theirs.modified = "2026-05-06 10:42:00.000000"
    desk.send(.boardPatch(BoardPatch(jobs: [theirs.reference: theirs])))
    #expect(desk.screen.contains("Jeanne Bergeron"), "a field that nobody typed in shows what is there now")
    #expect(desk.screen.contains("450-555-0199"), "what was typed stays")
    desk.press("Enter")
    let edit = try #require(desk.waiting.first?.edits.first)
    // The edit stands on what was seen, so that the site's lock brings the conflict to light.
    #expect(edit.changes == [FieldChange("customer_phone", before: .text("+14505550123"), after: .text("450-555-0199"))])
    #expect(edit.baseModified == "2026-05-06 09:12:33.123456")
  }

  @Test func aJobThatIsDeletedUnderTheFormKeepsTheText() {
    var desk = Desk()
    field(&desk, 1030, tabs: 3, "Luc Hébert")
    desk.send(.boardPatch(BoardPatch(jobs: [SampleDay.reference(1030): nil])))
    desk.press("Enter")
    #expect(desk.state.layers.count == 1 && desk.waiting.isEmpty)
    #expect(desk.screen.contains("Luc Hébert"))
    #expect(desk.toasts.last?.contains("n'est plus sur le tableau") == true)
  }

  @Test func aPlanChangedUnderwayIsAskedAboutWithinTheForm() {
    var desk = Desk()
    field(&desk, 1013, tabs: 9, "11h")
    desk.press("Enter")
    #expect(desk.screen.contains("Le technicien est déjà en route"))
    #expect(desk.screen.contains("11h") && desk.waiting.isEmpty)
    desk.press("Enter")
    #expect(desk.job(1013).scheduledStart == SampleDay.at(11))
  }

  // MARK: Swapping, placing, sizing

  @Test func twoMarkedJobsExchangePlacesInOneStep() {
    var desk = Desk()
    desk.go(to: 1021)
    desk.press("Space")
    desk.go(to: 1030)
    desk.press("Space", "x", "Enter")
    #expect(desk.job(1021).technician == SampleDay.technician(2) && desk.job(1021).scheduledStart == SampleDay.at(13, 30))
    #expect(desk.job(1030).technician == SampleDay.technician(1) && desk.job(1030).scheduledStart == SampleDay.at(13))
    #expect(desk.waiting.count == 1 && desk.waiting[0].edits.count == 2)
    #expect(desk.waiting[0].verb == "swap BT-01030,BT-01021" || desk.waiting[0].verb == "swap BT-01021,BT-01030")
  }

  @Test func theOtherJobOfASwapIsChosenByItsNumber() {
    var desk = Desk()
    desk.go(to: 1051)
    desk.press("x")
    desk.type("1030")
    desk.press("Enter")
    #expect(desk.job(1051).technician == SampleDay.technician(2) && desk.job(1051).status == .planned)
    #expect(desk.job(1030).isInBacklog, "the one whose place was taken waits in the backlog")
  }

  @Test func halfASwapIsNone() {
    var desk = Desk()
    desk.send(.verb("swap 1030 1012"))
    #expect(desk.waiting.isEmpty)
    #expect(desk.toasts.last?.contains("terminé") == true)
    desk.go(to: 1030)
    desk.send(.verb("swap 1030"))
    #expect(desk.toasts.last?.contains("quel autre bon") == true || desk.state.layers.count == 1)
    #expect(desk.waiting.isEmpty)
  }

  @Test func aJobIsPlacedBetweenTwoOthersByWritingItAlone() throws {
    var desk = Desk()
    desk.go(to: 1035)
    desk.press(":")
    desk.type("ord")
    desk.press("Enter", "Tab")
    desk.type("1025")
    desk.press("Enter")
    let edit = try #require(desk.waiting.first?.edits.first)
    #expect(desk.waiting[0].edits.count == 1)
    #expect(edit.document == SampleDay.reference(1035))
    let group = try #require(desk.state.list.layout.group(.resource(SampleDay.technician(4))))
    #expect(group.jobs.map(\.number) == ["1017", "1018", "1035", "1025", "1034"])
  }

  @Test func aDurationIsTypedOrMovedAndShowsWhatFollows() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press(":")
    desk.type("dur")
    desk.press("Enter", "Up", "Up")
    #expect(desk.screen.contains("1 h 45 → 2 h 15"))
    #expect(desk.screen.contains("4 h 45 / 8 h"))
    desk.press("Enter")
    #expect(desk.job(1030).duration == 135)
    desk.send(.verb("dur 1030 2h"))
    #expect(desk.job(1030).duration == 120)
    desk.send(.verb("dur 1030 -3h"))
    #expect(desk.job(1030).duration == 120)
    #expect(desk.toasts.last?.contains("ne se peut pas") == true)
  }

  // MARK: Crew

  @Test func aMaterialThatIsBookedThenSaysSo() {
    var desk = Desk()
    desk.go(to: 1022)
    desk.press(":")
    desk.type("mat")
    desk.press("Enter")
    #expect(desk.screen.contains("réservé : 1021 13:00–17:00"))
    desk.press("Enter")
    #expect(desk.job(1022).crew == [.init(resource: "MAT-001", role: .material)])
    desk.send(.verb("mat 1022 -nacelle"))
    #expect(desk.job(1022).crew.isEmpty)
    desk.send(.verb("mat 1022 -nacelle"))
    #expect(desk.toasts.last?.contains("n'est pas de l'équipe") == true)
  }

  @Test func severalComeAlongAtOnce() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press(":")
    desk.type("crew")
    desk.press("Enter")
    desk.type("e")
    desk.press("Ctrl-U", "Tab", "Tab", "Enter")
    #expect(desk.job(1030).crew.count == 2 && desk.waiting.count == 1)
    #expect(desk.job(1030).crew.allSatisfy { $0.role == .assistant })
    desk.send(.verb("equipe 1030 +julie"))
    #expect(desk.toasts.last?.contains("mène déjà ce bon") == true)
  }

  // MARK: Publishing

  @Test func aDayIsPublishedFromItsHeading() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("Left", "w", "w")
    #expect(desk.job(1030).status == .published)
    #expect(desk.waiting.count == 1)
  }

  @Test func everyDayIsPublishedInOneStep() {
    var desk = Desk()
    desk.send(.verb("pub tout"))
    #expect(desk.waiting.count == 1)
    #expect(desk.waiting[0].edits.count == 4)
    desk.send(.verb("pub tout"))
    #expect(desk.toasts.last == "rien à publier : aucun bon planifié")
    #expect([1030, 1035, 1041, 1055].allSatisfy { desk.job($0).status == .published })
  }

  // MARK: Cancelling

  @Test func cancellingAsksOnceForAllAndSaysWhy() {
    var desk = Desk()
    for number in [1030, 1051] {
      desk.go(to: number)
      desk.press("Space")
    }
    desk.press("D")
    #expect(desk.screen.contains("2 bons"))
    desk.press("Enter")
    #expect(desk.screen.contains("une raison est nécessaire"))
    desk.type("client parti")
    desk.press("Enter")
    #expect([1030, 1051].allSatisfy { desk.job($0).status == .cancelled && desk.job($0).statusReason == "client parti" })
    #expect(desk.waiting.count == 1)
  }
}
