import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// Who changed a job, and what this dispatcher did.
@Suite struct HistoryTests {
  static func entry(
    _ hour: Int, _ minute: Int, _ user: String, _ name: String, _ changes: [FieldChange], days: Int = 0
  ) -> HistoryEntry {
    HistoryEntry(
      at: LocalDateTime(SampleDay.day.adding(days: days), secondOfDay: hour * 3_600 + minute * 60), user: user, name: name,
      changes: changes)
  }

  static let told: [HistoryEntry] = [
    entry(
      10, 32, "julie.brault@gigafibre.example", "Julie Brault",
      [
        FieldChange("technician", before: .text("TECH-003"), after: .text("TECH-001")),
        FieldChange("scheduled_start", before: .null, after: .text("2026-05-06 13:00:00")),
      ]),
    entry(
      9, 12, "karine.cote@gigafibre.example", "",
      [FieldChange("tags", before: .rows([["tag": .text("TV")]]), after: .rows([["tag": .text("épissure")]]))]),
    entry(
      16, 5, "julie.brault@gigafibre.example", "Julie Brault", [FieldChange("notes", before: .null, after: .text("a"))], days: -1),
  ]

  private func loads(_ effects: [Effect]) -> [Int] {
    effects.compactMap { if case .loadHistory(_, let generation) = $0 { generation } else { nil } }
  }

  @Test func theHistoryIsAskedForWhenTheSheetGetsTheFocusAndNotBefore() {
    var desk = Desk()
    #expect(loads(desk.effects).isEmpty)
    desk.go(to: 1021)
    #expect(loads(desk.effects).isEmpty)
    let generations = loads(desk.press("Enter"))
    #expect(generations.count == 1)
    #expect(desk.screen.contains("Historique  lecture…"))
    #expect(loads(desk.press("Down", "Up")).isEmpty, "asked once")
    desk.send(.history(SampleDay.reference(1021), generation: generations[0], .site(Self.told)))
    for text in [
      "10:32          Julie Brault     technicien Samuel Roy → Marc Tremblay, début (vide) → 13:00",
      "09:12          Karine Cote      compétences +épissure −TV", "5 mai 16:05    Julie Brault     notes modifiées",
    ] { #expect(desk.screen.contains(text), "\(text)") }
  }

  @Test func aLateAnswerForAnotherJobIsDropped() {
    var desk = Desk()
    desk.go(to: 1021)
    let first = loads(desk.press("Enter"))[0]
    desk.press("Esc")
    desk.go(to: 1030)
    let second = loads(desk.press("Enter"))[0]
    #expect(second != first)
    desk.send(.history(SampleDay.reference(1021), generation: first, .site(Self.told)))
    #expect(!desk.screen.contains("Julie Brault"))
    desk.send(.history(SampleDay.reference(1030), generation: first, .site(Self.told)))
    #expect(!desk.screen.contains("Julie Brault"))
    desk.send(.history(SampleDay.reference(1030), generation: second, .site([])))
    #expect(desk.screen.contains("aucune modification connue"))
  }

  @Test func aJobThatChangesUnderTheSheetIsAskedForAnew() {
    var desk = Desk()
    desk.go(to: 1021)
    let first = loads(desk.press("Enter"))[0]
    desk.send(.history(SampleDay.reference(1021), generation: first, .site(Self.told)))
    var job = desk.job(1021)
    job.modified = "2026-05-06 10:44:00.000000"
    let again = loads(desk.send(.boardPatch(BoardPatch(jobs: [job.reference: job]))))
    #expect(again.count == 1 && again[0] > first)
    #expect(desk.screen.contains("Julie Brault     technicien"), "what is known stays while it is read")
  }

  @Test func offlineOnesOwnEditsAreThereWithASentence() {
    var desk = Desk()
    desk.go(to: 1021)
    let generation = loads(desk.press("Enter"))[0]
    let own = HistoryEntry(
      at: LocalDateTime(SampleDay.day, secondOfDay: 36_000), user: "", name: "",
      changes: [FieldChange("priority", before: .text("P3"), after: .text("P1"))])
    desk.send(.history(SampleDay.reference(1021), generation: generation, .own([own])))
    desk.send(.history(SampleDay.reference(1021), generation: generation, .absent(.offline)))
    #expect(desk.screen.contains("hors ligne : vos modifications seulement"))
    #expect(desk.screen.contains("10:00          vous             priorité P3 → P1"))
  }

  @Test func whatIsOnItsWayStandsFirst() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("15h")
    desk.press("Enter")
    desk.commit()
    desk.press("Enter")
    #expect(desk.screen.contains("10:40          vous             début 13:30 → 15:00  ~ en attente"))
  }

  @Test func aHostileHistoryIsData() {
    var desk = Desk()
    desk.go(to: 1021)
    let generation = loads(desk.press("Enter"))[0]
    let entry = Self.entry(
      8, 0, "x\u{1B}[2J", "\u{1B}]0;x\u{7}", [FieldChange("priority", before: .text("\u{9B}31m"), after: .text("\u{202E}"))])
    desk.send(.history(SampleDay.reference(1021), generation: generation, .site([entry])))
    #expect(!desk.screen.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x9B || $0 == "\u{202E}" })
  }

  // MARK: Steps

  static let steps: [PastStep] = [
    step("G5", "assign BT-01043,BT-01051,BT-01058 TECH-002", .pending, [1043, 1051, 1058], minute: 38),
    step("G4", "status BT-01021 Published", .confirmed, [1021], minute: 30),
    step("G3", "move BT-01030 2026-05-06T14:00", .parked(1), [1030], minute: 12),
    step("G2", "notes BT-01012", .givenUp, [1012], minute: 2),
    step("G1", "assign BT-01099 TECH-002", .documentsGone, [1099], minute: nil),
  ]

  private static func step(
    _ id: String, _ verb: String, _ standing: PastStep.Standing, _ numbers: [Int], minute: Int?
  ) -> PastStep {
    PastStep(
      id: id, verb: verb, at: minute.map { SampleDay.at(10, $0) }, standing: standing,
      parts: numbers.map {
        PastStep.Part(
          document: SampleDay.reference($0), action: .update,
          changes: [FieldChange("technician", before: .null, after: .text("TECH-002"))])
      })
  }

  @Test func theStepsAreListedNewestFirstWithWhatBecameOfThem() {
    var desk = Desk()
    #expect(desk.send(.verb("history")).contains(.loadSteps))
    #expect(desk.screen.contains("lecture…"))
    desk.send(.steps(Self.steps))
    let lines = desk.screen.split(separator: "\n").map(String.init)
    func row(_ text: String) -> Int? { lines.firstIndex { $0.contains(text) } }
    #expect(row("assigner 1043, 1051, 1058") != nil && row("assigner 1043, 1051, 1058")! < row("statut 1021")!)
    for (text, standing) in [
      ("assigner 1043, 1051, 1058", "~ en attente"), ("statut 1021", "✓ confirmé"), ("déplacer 1030", "✗ à régler"),
      ("notes 1012", "✕ abandonné"), ("assigner 1099", "✕ irréversible"),
    ] { #expect(row(text).map { lines[$0].contains(standing) } == true, "\(text)") }
    #expect(lines[row("assigner 1043")!].contains("10:38"))
  }

  @Test func enterOnTheTopStepUndoesItAndOnAnotherSaysWhyNot() {
    var desk = Desk()
    desk.send(.verb("history"))
    desk.send(.steps(Self.steps))
    #expect(desk.press("Enter").prefix(2) == [.undo, .loadSteps])
    var steps = Self.steps
    steps[0] = PastStep(id: "G5", verb: steps[0].verb, at: steps[0].at, standing: .undone, parts: steps[0].parts)
    desk.send(.steps(steps))
    #expect(!desk.press("Enter").contains(.undo))
    #expect(desk.toasts.last == "cette action est déjà défaite (U la refait)")
    #expect(desk.press("Down", "Enter").contains(.undo), "the next one is the newest now")
    #expect(!desk.press("Down", "Enter").contains(.undo))
    #expect(desk.toasts.last?.hasPrefix("seule la plus récente") == true)
  }

  @Test func aQuestionTakesThePlaceOfTheHistory() {
    var desk = Desk()
    desk.send(.verb("history"))
    desk.send(.steps(Self.steps))
    desk.press("Enter")
    let field = ChangedField(
      document: SampleDay.reference(1043), field: "technician", wrote: .text("TECH-002"), present: .text("TECH-003"),
      restored: .null)
    desk.send(.undoOutcome(.asks(UndoQuestion(isUndo: true, verb: "assign BT-01043 TECH-002", fields: [field]))))
    #expect(desk.state.layers.count == 1 && desk.state.layers[0] is UndoLayer)
  }

  @Test func whoMayChangeNothingUndoesNothing() {
    var desk = Desk(role: .readOnly)
    desk.send(.verb("history"))
    desk.send(.steps(Self.steps))
    #expect(!desk.press("Enter").contains(.undo))
    #expect(!desk.press("U").contains(.redo))
  }
}
