import Canvas
import Domain
import Testing

@testable import Console

/// Edits that the site did not take, and the receipts of those that it did.
@Suite struct SettlingTests {
  private func parked(_ answer: EditState, width: Int = 120, height: Int = 40, _ edit: (inout Desk) -> Void) -> Desk {
    var desk = Desk(width: width, height: height)
    desk.go(to: 1030)
    edit(&desk)
    desk.commit()
    desk.park(1030, answer)
    desk.go(to: 1030)
    desk.press("Enter")
    return desk
  }

  private static func note(_ desk: inout Desk) {
    desk.press("n")
    desk.type("Porte verte")
    desk.press("F2")
  }

  @Test func enterNeverGivesUpTheEditOfADeletedJob() {
    var desk = parked(.documentDeleted, Self.note)
    #expect(desk.screen.contains("1030 n'existe plus sur le site"))
    desk.press("Enter", "r", "e")
    #expect(desk.state.layers.count == 1)
    #expect(!desk.effects.contains { if case .drop = $0 { true } else { false } })
    desk.press("c")
    #expect(desk.effects.contains(.copy("Porte verte")))
    #expect(desk.state.layers.count == 1)
    desk.press("d")
    #expect(desk.effects.contains(.drop(intent: desk.state.board!.intents[0].id)))
    #expect(!desk.state.toasts.showing.contains { $0.text.contains("notes modifiées") }, "its receipt goes with it")
  }

  @Test func aReceiptIsNeverGreenForWhatIsNotConfirmed() {
    var desk = Desk()
    desk.go(to: 1058)
    desk.press("a")
    desk.type("julie")
    desk.press("Enter")
    #expect(desk.state.toasts.showing.last?.text.hasPrefix("1058 → Julie Gagnon") == true)
    #expect(!desk.screen.contains("✓ 1058"))
    desk.send(.acceptFailed(desk.waiting[0], .diskFull))
    #expect(!desk.screen.contains("✓ 1058"))
    #expect(desk.state.toasts.showing.map(\.kind) == [.error], "the receipt is taken back with its edit")
    #expect(desk.state.toasts.history.map(\.kind) == [.error])
  }

  @Test func aReceiptKnowsNothingWhileAnotherDayIsRead() {
    var desk = Desk(width: 100, height: 30)
    desk.go(to: 1030)
    desk.press("m")
    desk.type("+30")
    desk.press("Enter")
    desk.commit()
    desk.press(";")
    #expect(desk.screen.contains("~ 1030 → 14:00"))
    #expect(!desk.screen.contains("✓ 1030"))
  }

  @Test func aRefusedEditIsShownAsPeopleWriteIt() {
    var desk = parked(.refused(words: "No.")) {
      $0.press("a")
      $0.type("samuel")
      $0.press("Enter")
    }
    let intent = desk.state.board!.intents[0]
    desk.press("e")
    #expect(desk.screen.contains("Samuel Roy"))
    #expect(!desk.screen.contains("TECH-003") && !desk.screen.contains("2026-05-06 1"))
    // Untouched, it goes as it was.
    var same = desk
    same.press("Enter")
    #expect(
      same.effects.last { if case .resend = $0 { true } else { false } }
        == .resend(intent: intent.id, changes: intent.edit.changes))
    desk.press("Ctrl-U")
    desk.type("marc")
    desk.press("Enter")
    guard case .resend(_, let changes)? = desk.effects.last(where: { if case .resend = $0 { true } else { false } }) else {
      Issue.record("not sent")
      return
    }
    #expect(changes.first { $0.field == "technician" }?.after == .text("TECH-001"))
  }

  @Test func everyValueIsReadBackAsItWasShown() {
    let desk = Desk()
    let values: [(String, FieldValue, String)] = [
      ("technician", .text("TECH-003"), "Samuel Roy"), ("scheduled_start", .text("2026-05-06 18:00:00"), "18:00"),
      ("scheduled_start", .text("2026-05-08 18:00:00"), "2026-05-08 18:00"), ("status", .text("Planned"), "Planifié"),
      ("duration_minutes", .int(75), "75"), ("notes", .text("un\ndeux"), "un ⏎ deux"), ("priority", .text("P2"), "P2"),
    ]
    for (field, value, shown) in values {
      #expect(FieldReading.text(value, of: field, kind: .job, state: desk.state) == shown)
      #expect(try! FieldReading.value(shown, of: field, kind: .job, state: desk.state).get() == value)
    }
  }

  @Test func theFieldThatIsTypedInIsOnScreen() {
    let words = "Une bien longue explication du site, sur plusieurs lignes, qui prendrait toute la place. "
    var desk = parked(.refused(words: String(repeating: words, count: 6)), width: 60, height: 15) {
      $0.press("a")
      $0.type("samuel")
      $0.press("Enter")
    }
    desk.press("e")
    let fields = desk.state.board!.intents[0].edit.changes
    for change in fields {
      #expect(desk.screen.contains(desk.state.words.field(change.field) + " "), "\(change.field)")
      desk.press("Tab")
    }
  }

  @Test func theSyncViewNamesJobsAsPeopleDo() {
    var desk = Desk()
    let elsewhere = Intent(
      id: "i", group: "g", order: 1, verb: "x",
      edit: Edit(
        document: DocumentReference(.job, name: "BT-02077"), changes: [FieldChange("notes", before: .null, after: .text("x"))],
        baseModified: nil), state: .documentDeleted, acceptedAt: SampleDay.now)
    desk.send(.boardPatch(BoardPatch(intents: [elsewhere])))
    desk.press("F5")
    #expect(desk.screen.contains(" 2077 "))
    desk.press("Enter")
    #expect(desk.screen.contains("2077 n'existe plus sur le site"))
    #expect(!desk.screen.contains("BT-0"))
  }

  // MARK: Conflicts

  private static func conflict(_ field: String, _ mine: String, _ theirs: String, _ base: String) -> FieldConflict {
    FieldConflict(field: field, mine: .text(mine), theirs: .text(theirs), base: .text(base))
  }

  @Test func theColumnOfOthersKeepsItsTime() {
    var desk = parked(.conflict([Self.conflict("notes", "a", "b", "c")]), Self.note)
    #expect(desk.screen.contains("Julie 10:42"))
    var intents = desk.state.board!.intents
    intents[0].theirs = Author(user: "repartition-du-service@example.org", modified: "2026-05-06 10:40:00.000000")
    desk.press("Esc")
    desk.send(.boardPatch(BoardPatch(intents: intents)))
    desk.press("Enter")
    #expect(desk.screen.contains("Repartition 10:40"))
  }

  @Test func keepingTheirsSaysThatMineIsGivenUp() {
    var desk = parked(.conflict([Self.conflict("notes", "a", "b", "c")]), Self.note)
    desk.press("Right", "Enter")
    #expect(desk.toasts.last == "conflit réglé : le sien reste, votre modification est abandonnée")
    desk = parked(.conflict([Self.conflict("technician", "TECH-003", "TECH-004", "TECH-002")])) {
      $0.press("a")
      $0.type("samuel")
      $0.press("Enter")
    }
    desk.press("Right", "Enter")
    #expect(desk.state.toasts.showing.last?.text.contains("le sien reste pour technicien, le reste part vers le site") == true)
  }

  @Test func ofTwoTextsBothCanBeKept() {
    var desk = parked(
      .conflict([
        Self.conflict("notes", "Code 12\nPorte verte", "Code 99\nChien", "Code 12"),
        Self.conflict("technician", "TECH-003", "TECH-004", "TECH-002"),
      ]), Self.note)
    let id = desk.state.board!.intents[0].id
    #expect(desk.screen.contains("2 les deux"))
    desk.press("2")
    #expect(desk.screen.contains("les deux : Code 99"), "what it comes to stands beneath")
    desk.press("Down", "2", "Right", "Enter")
    #expect(
      desk.effects.contains(
        .resolveConflict(
          intent: id, choices: ["notes": .both(.text("Code 99\nChien\nPorte verte")), "technician": .theirs])))
  }

  @Test func aLongTextCanBeReadToItsEnd() {
    let long = (1...40).map { "ligne \($0)" }.joined(separator: "\n")
    var desk = parked(.conflict([Self.conflict("notes", "a", "b", long)]), width: 80, height: 24, Self.note)
    #expect(!desk.screen.contains("ligne 40"))
    for _ in 0..<20 { desk.press("PageDown") }
    #expect(desk.screen.contains("ligne 40"))
    for _ in 0..<20 { desk.press("PageUp") }
    #expect(desk.screen.contains("le vôtre : a"))
  }
}
