import Domain
import Testing

@testable import Console

/// Undoing what others have changed since.
@Suite struct UndoQuestionTests {
  static let fields = [
    ChangedField(
      document: SampleDay.reference(1030), field: "technician", wrote: .text("TECH-002"), present: .text("TECH-003"),
      restored: .text("TECH-001")),
    ChangedField(
      document: SampleDay.reference(1030), field: "scheduled_start", wrote: .text("2026-05-06 14:00:00"),
      present: .text("2026-05-06 15:30:00"), restored: .text("2026-05-06 13:30:00")),
  ]
  static let question = UndoQuestion(isUndo: true, verb: "assign BT-01030 TECH-002", fields: fields)

  private func asked() -> Desk {
    var desk = Desk()
    desk.press("u")
    desk.send(.undoOutcome(.asks(Self.question)))
    return desk
  }

  @Test func nothingOfOthersIsOverwrittenUnasked() {
    var desk = asked()
    #expect(desk.screen.contains("Défaire « assigner 1030 » : changé depuis"))
    let row = desk.screen.split(separator: "\n").first { $0.contains("technicien") && $0.contains("Samuel Roy") }
    #expect(
      row?.contains("Julie Gagnon") == true && row?.contains("✓ Samuel Roy") == true && row?.contains("Marc Tremblay") == true)
    desk.press("Enter")
    #expect(desk.effects.last == .answerUndo(Self.question, overwriting: []))
    #expect(desk.state.layers.isEmpty)
  }

  @Test func escapeDoesNothing() {
    var desk = asked()
    let before = desk.effects.count
    desk.press("Right", "Esc")
    #expect(desk.effects.count == before)
    #expect(desk.state.layers.isEmpty)
  }

  @Test func eachFieldIsDecidedByItself() {
    var desk = asked()
    desk.press("Down", "Right", "Enter")
    #expect(desk.effects.last == .answerUndo(Self.question, overwriting: [Self.fields[1]]))
    desk = asked()
    desk.press("t", "Up", "Left", "Enter")
    #expect(desk.effects.last == .answerUndo(Self.question, overwriting: [Self.fields[1]]))
    desk = asked()
    desk.press("t", "Enter")
    #expect(desk.effects.last == .answerUndo(Self.question, overwriting: Set(Self.fields)))
  }

  @Test func whatIsBeingTypedDoesNotAnswerIt() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("u", "n")
    desk.send(.undoOutcome(.asks(Self.question)))
    desk.type("x")
    desk.press("Esc", "Esc")
    #expect(!desk.effects.contains { if case .answerUndo = $0 { true } else { false } })
    #expect(desk.screen.contains("changé depuis"), "it comes up when the notes are closed")
  }

  @Test func severalJobsAreToldApart() {
    var desk = Desk()
    let other = ChangedField(
      document: SampleDay.reference(1034), field: "status", wrote: .text("Planned"), present: .text("En Route"),
      restored: .text("Open"))
    desk.send(.undoOutcome(.asks(UndoQuestion(isUndo: false, verb: "x", fields: [Self.fields[0], other]))))
    #expect(desk.screen.contains("1030 technic"))
    #expect(desk.screen.contains("1034 statut"))
    #expect(desk.screen.contains("en refaisant"))
  }

  @Test func theReceiptOfWhatNeverLeftGoes() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("+30")
    desk.press("Enter")
    let group = desk.waiting[0].id
    desk.commit()
    desk.press("u")
    desk.send(.boardPatch(BoardPatch(intents: [])))
    desk.send(.undoOutcome(.undone(verb: "move BT-01030 +30m", documents: [], withdrawn: [group])))
    #expect(!desk.screen.contains("✓ 1030"))
    #expect(desk.toasts == ["défait : déplacer 1030"])
  }
}
