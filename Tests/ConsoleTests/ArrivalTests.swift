import Canvas
import Configuration
import Domain
import Testing

@testable import Console

@Suite struct ArrivalTests {
  @Test func theOldestFixOfADeviceIsNotShownOverANewer() {
    var desk = Desk()
    let place = Coordinate(latitude: 45.2, longitude: -73.6)!
    desk.send(.position(Position(technician: SampleDay.technician(1), coordinate: place, at: SampleDay.at(10, 36))))
    desk.send(.position(Position(technician: SampleDay.technician(1), coordinate: place, at: SampleDay.at(9, 0))))
    #expect(desk.screen.contains("4 min"))
  }

  @Test func undoSaysWhatItDidAndShowsIt() {
    var desk = Desk()
    desk.press("u")
    #expect(desk.effects.last == .undo)
    desk.send(.undoOutcome(.undone(verb: "assign BT-01030 TECH-002 2026-05-06T13:30", documents: [SampleDay.reference(1030)])))
    #expect(desk.selected == "1030")
    #expect(desk.screen.contains("défait : assigner 1030"))
    desk.send(.undoOutcome(.nothingToUndo))
    #expect(desk.screen.contains("rien à défaire"))
    desk.send(
      .undoOutcome(
        .undoneInPart(
          verb: "move BT-01030 +30m", documents: [],
          kept: [FieldConflict(field: "technician", mine: .null, theirs: .null, base: .null)])))
    #expect(desk.screen.contains("gardé : technicien"))
  }

  @Test func aReceiptFollowsItsEdit() {
    var desk = Desk(width: 100, height: 30)
    desk.go(to: 1030)
    desk.press("m")
    desk.type("+30")
    desk.press("Enter")
    #expect(desk.screen.contains("· 1030 → 14:00"))
    desk.commit()
    #expect(desk.screen.contains("~ 1030 → 14:00"))
    desk.confirm()
    #expect(desk.screen.contains("✓ 1030 → 14:00"))
    desk.send(.timer(TimerID(.toasts, generation: desk.state.toasts.generation)))
    #expect(!desk.screen.contains("✓ 1030"))
  }

  @Test func aTimerThatWasSetAnewDoesNothing() {
    var desk = Desk()
    desk.press(".")
    let old = TimerID(.toasts, generation: desk.state.toasts.generation)
    desk.press("w")
    desk.send(.timer(old))
    #expect(!desk.state.toasts.showing.isEmpty)
  }

  @Test func anAcceptedEditIsCountedOnce() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("+30")
    desk.press("Enter")
    // The patch that shows the edit may come before the answer that it was accepted.
    let group = desk.waiting[0]
    let intent = Intent(
      id: "i", group: group.id, order: 1, verb: group.verb, edit: group.edits[0], state: .pending, acceptedAt: SampleDay.now)
    let job = desk.job(1030)
    desk.send(.boardPatch(BoardPatch(jobs: [job.reference: job], intents: [intent])))
    desk.send(.accepted(group: group.id, intents: [intent]))
    #expect(desk.state.board!.intents == [intent])
    #expect(desk.job(1030).scheduledStart == SampleDay.at(14))
  }

  @Test func everyDiagnosticIsOneSentenceInBothLanguages() {
    let problems: [Problem] = [
      .unknownKey("thme", suggestion: "theme"), .duplicateKey("x"), .wrongType(key: "x", expected: .boolean),
      .badValue(key: "x", value: "y", expected: .latitude),
      .notAmong(key: "x", value: "y", allowed: ["a", "b"], suggestion: nil), .missing, .notYAML("x"),
      .unreadable(errno: 13), .notAFile, .tooLarge(limit: 1_000_000), .notUTF8, .writableByOthers(mode: 0o666),
      .foreignOwner(user: 0),
      .unknownCommand("x", suggestion: nil), .badKey("x"), .reservedKey("Ctrl-A"), .movementKey("j"),
      .keyConflict(key: "a", commands: ["x", "y"]),
      .unknownRole("x", suggestion: nil), .unknownColor("x", suggestion: nil), .unknownAttribute("x", suggestion: nil),
      .unknownTheme("x", suggestion: nil), .unknownBase("x", suggestion: nil), .themeLoop("x"), .unknownZone("x"),
      .unreadableZone("x"),
    ]
    for problem in problems {
      let diagnostic = Diagnostic(file: "config.yaml", line: 3, problem)
      let both = Language.allCases.map { Words($0).diagnostic(diagnostic) }
      #expect(both.allSatisfy { $0.contains("config.yaml") && $0.contains("3") && !$0.contains("\n") }, "\(problem)")
      #expect(both[0] != both[1], "\(problem)")
    }
    var desk = Desk()
    desk.send(.diagnostics([Diagnostic(file: "config.yaml", line: 3, .unknownKey("thme", suggestion: "theme"))]))
    #expect(desk.screen.contains("config.yaml, ligne 3 : « thme » est inconnu ; peut-être « theme » ?"))
  }

  @Test func identifiersAreUUIDsAndComeFromTheSeedAlone() {
    var first = IdentifierSource(seed: 3, 4)
    var second = IdentifierSource(seed: 3, 4)
    let ids = (0..<1_000).map { _ in first.next() }
    #expect(ids == (0..<1_000).map { _ in second.next() })
    #expect(Set(ids).count == 1_000)
    for id in ids {
      let characters = Array(id)
      #expect(characters.count == 36 && characters[14] == "4" && "89ab".contains(characters[19]), "\(id)")
    }
  }
}
