import Canvas
import Configuration
import Domain
import Scheduling
import Testing
import Widgets

@testable import Console

/// A dispatcher on the page of the checks.
@Suite struct ChecksPageTests {
  private func desk(day offset: Int = 0, width: Int = 160, height: Int = 60, language: Language = .french) -> Desk {
    var desk = Desk(width: width, height: height, language: language, board: nil)
    for _ in 0..<offset { desk.press(";") }
    desk.send(.board(PlantedWeek.board(day: offset)))
    desk.press("F7")
    return desk
  }

  private func row(_ desk: Desk, _ parts: String...) -> String? {
    desk.screen.split(separator: "\n").map(String.init).first { line in parts.allSatisfy { line.contains($0) } }
  }

  /// Puts the cursor on the first row that holds a check of the kind for the job.
  private func stand(_ desk: inout Desk, on number: Int, _ kind: Check.Kind) {
    let wanted = desk.state.checksPage.rows.firstIndex { row in
      row.jobs.contains(SampleDay.reference(number)) && row.first.check.kind == kind
    }
    desk.press("Home")
    for _ in 0..<(wanted ?? 0) { desk.press("Down") }
    #expect(wanted != nil && desk.state.checkedJobs.contains(SampleDay.reference(number)))
  }

  // MARK: What is planted

  @Test func todaysPlantedFaultsAreThereWithTheKeysThatMendThem() throws {
    let desk = desk()
    let faults: [(fault: String, [String])] = [
      ("1", ["erreur", "1034", "Karine Côté", "chevauche 1025 de 20 min", "m déplacer", "a réassigner", "O ordre"]),
      ("2", ["avert.", "1035", "route depuis 1034", "m déplacer", "O ordre"]),
      ("3", ["avert.", "1023", "Olivier Bouchard", "manque : épissure", "a réassigner"]),
      ("4", ["avert.", "Karine Côté", "surcharge : 9 h 50 / 8 h", "O ordre"]),
      ("5", ["erreur", "1031", "plage dépassée de 1 h 00", "a réassigner", "r reporter"]),
      ("5", ["avert.", "1026", "la plage se ferme dans 25 min", "a réassigner"]),
      ("6", ["erreur", "Félix Gauthier", "3 bons orphelins : absent (maladie)", "a réassigner", "r reporter"]),
      ("7", ["erreur", "1028", "Camion-nacelle est aussi sur 1021", "m déplacer"]),
      ("9", ["avis", "1049", "sans coordonnées"]),
      ("11", ["avis", "1030", "2 adresses : finit à Saint-Édouard"]),
      ("12", ["avert.", "1051", "abonnement suspendu", "r reporter"]),
      ("15", ["avis", "Hugo D'Amours", "sans point de départ : compté depuis le siège"]),
    ]
    for (fault, parts) in faults {
      let found = desk.screen.split(separator: "\n").contains { line in parts.allSatisfy { line.contains($0) } }
      #expect(found, "fault \(fault): \(parts)\n\(desk.screen)")
    }
  }

  @Test func tomorrowsPlantedFaultsAreThere() {
    let desk = desk(day: 1)
    for parts in [
      ["erreur", "1066", "Amélie Fortin", "absent jusqu'à", "m déplacer"],
      ["avis", "1068", "même adresse que 1067", "a réassigner"],
      ["avis", "1069", "Nathalie Morin", "passe minuit", "m déplacer"],
    ] {
      let found = desk.screen.split(separator: "\n").contains { line in parts.allSatisfy { line.contains($0) } }
      #expect(found, "\(parts)\n\(desk.screen)")
    }
  }

  @Test func theWorstStandFirstAndAreCounted() {
    let desk = desk()
    let severities = desk.state.checksPage.rows.map(\.first.check.severity.rawValue)
    #expect(severities == severities.sorted(by: >))
    let counts = desk.state.planning.list.counts
    #expect(
      row(
        desk, "\(counts[.error] ?? 0) erreurs", "\(counts[.warning] ?? 0) avertissements", "\(counts[.notice] ?? 0) avis") != nil)
    #expect(desk.screen.contains("Vérifications · \(desk.state.planning.list.count)"))
  }

  @Test func englishSaysTheSame() {
    let desk = desk(language: .english)
    #expect(row(desk, "error", "1034", "overlaps 1025 by 20 min", "m move") != nil)
    #expect(row(desk, "warning", "Karine Côté", "overloaded: 9 h 50 / 8 h") != nil)
    #expect(row(desk, "notice", "1049", "no coordinates") != nil)
  }

  // MARK: Acting there

  @Test func anOverlapIsMendedWithoutLeavingThePage() {
    var desk = desk()
    stand(&desk, on: 1034, .overlap)
    #expect(desk.selected == "1034")
    desk.press("m")
    desk.type("13h15")
    desk.press("Enter")
    #expect(desk.job(1034).scheduledStart == SampleDay.at(13, 15))
    #expect(desk.state.view == .checks)
    #expect(row(desk, " 1034 ", "chevauche 1025") == nil)
  }

  @Test func aRowOfSeveralJobsIsAssignedAsOneStep() {
    var desk = desk()
    stand(&desk, on: 1040, .orphaned)
    #expect(desk.state.targets.map(\.number) == ["1040", "1041", "1042"])
    desk.press("a")
    #expect(desk.screen.contains("Assigner 3 bons"))
    desk.type("zoe")
    desk.press("Enter")
    for number in [1040, 1041, 1042] { #expect(desk.job(number).technician == SampleDay.technician(11), "\(number)") }
    #expect(desk.waiting.count == 1)
  }

  @Test func aRowOfSeveralUnfoldsIntoItsJobs() {
    var desk = desk()
    stand(&desk, on: 1040, .orphaned)
    let count = desk.state.checksPage.rows.count
    desk.press("Right")
    #expect(desk.state.checksPage.rows.count == count + 3)
    desk.press("Down", "Down")
    #expect(desk.state.targets.map(\.number) == ["1041"])
    desk.press("Left")
    #expect(desk.state.checksPage.rows.count == count)
    #expect(desk.state.targets.count == 3)
  }

  @Test func enterGoesToTheJobOrTheTechnicianOnTheMainView() {
    var desk = desk()
    desk.press("1", "/")
    desk.type("1043")
    desk.press("Enter", "F7")
    stand(&desk, on: 1023, .missingTags)
    desk.press("Enter")
    #expect(desk.state.view == .main)
    #expect(desk.selected == "1023")
    desk.press("F7")
    let index = desk.state.checksPage.rows.firstIndex { $0.first.check.kind == .overHours }
    desk.press("Home")
    for _ in 0..<(index ?? 0) { desk.press("Down") }
    desk.press("Enter")
    #expect(desk.state.list.scroll.selected == .group(.resource(SampleDay.technician(4))))
  }

  /// What is marked on the main view is not in sight here.
  @Test func marksOfTheMainViewAreNotActedOnUnseen() {
    var desk = desk()
    desk.press("1")
    desk.go(to: 1049)
    desk.press("Space", "F7")
    stand(&desk, on: 1023, .missingTags)
    desk.press("a")
    desk.type("nath")
    desk.press("Enter")
    #expect(desk.job(1023).technician == SampleDay.technician(6))
    #expect(desk.job(1049).technician == nil)
    desk.press("Space")
    #expect(desk.toasts.last?.contains("vue principale") == true)
  }

  @Test func theCursorStaysOnItsRowWhenOthersComeAndGo() {
    var desk = desk()
    stand(&desk, on: 1023, .missingTags)
    let id = desk.state.checksPage.scroll.selected
    var job = desk.job(1034)
    job.scheduledStart = SampleDay.at(15)
    job.modified = "2026-05-06 10:41:00.000000"
    desk.send(.boardPatch(BoardPatch(jobs: [job.reference: job])))
    #expect(desk.state.checksPage.scroll.selected == id)
    #expect(desk.selected == "1023")
    // A minute on the sentence has other numbers, and is the same row.
    stand(&desk, on: 1026, .windowClosing)
    let closing = desk.state.checksPage.scroll.selected
    desk.send(.clock(SampleDay.at(10, 45)))
    #expect(desk.state.checksPage.scroll.selected == closing)
    #expect(row(desk, "1026", "dans 20 min") != nil)
  }

  @Test func whatIsMendedGoesAndTheNextRowTakesItsPlace() {
    var desk = desk()
    stand(&desk, on: 1023, .missingTags)
    let next = desk.state.checksPage.rows[desk.state.checksPage.scroll.index + 1].id
    desk.press("a")
    desk.type("nath")
    desk.press("Enter")
    #expect(desk.state.checksPage.scroll.selected == next)
  }

  @Test func anotherDayIsNotShownWithTheChecksOfTheLast() {
    var desk = desk()
    desk.press(";")
    #expect(desk.state.checksPage.rows.isEmpty)
    #expect(desk.screen.contains("en cours de vérification"))
    desk.send(.board(Board(day: SampleDay.day.adding(days: 1))))
    #expect(desk.screen.contains("Rien à signaler : la journée du jeu. 7 mai tient telle qu'elle est."))
    desk.press("Enter", "a", "Down", "Right")
    #expect(desk.state.view == .checks)
  }

  @Test func aClickSelectsAndASecondGoesThere() {
    var desk = desk()
    let y = desk.screen.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(" 1023 ") } ?? 0
    desk.click(10, y)
    #expect(desk.selected == "1023" && desk.state.view == .checks)
    desk.click(10, y)
    #expect(desk.selected == "1023" && desk.state.view == .main)
  }

  @Test func theHintBarOffersWhatMendsTheRow() {
    var desk = desk()
    stand(&desk, on: 1034, .overlap)
    let last = desk.screen.split(separator: "\n").last.map(String.init) ?? ""
    #expect(last.contains("m déplacer") && last.contains("O ordre"))
    stand(&desk, on: 1051, .suspendedSubscription)
    let other = desk.screen.split(separator: "\n").last.map(String.init) ?? ""
    #expect(other.contains("r reporter") && !other.contains("O ordre"))
  }

  @Test func nothingTrapsOnTheSmallestScreens() {
    for (width, height) in [(20, 6), (30, 8), (50, 10), (64, 12), (200, 60)] {
      var desk = desk(width: width, height: height)
      desk.press("Down", "PgDn", "End", "Right", "Left", "Home")
      #expect(desk.frame.size == Size(width: width, height: height))
    }
  }
}
