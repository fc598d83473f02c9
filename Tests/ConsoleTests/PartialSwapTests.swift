import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// A step that the site takes by half: the rest stands, says so, and can be taken back.
@Suite struct PartialSwapTests {
  private func swapped() -> Desk {
    var desk = Desk()
    desk.send(.verb("x 1030 1034"))
    desk.commit()
    return desk
  }

  private func answer(_ desk: inout Desk) {
    desk.park(1030, .refused(words: "non"))
    desk.confirm()
  }

  @Test func aSwapThatComesOffSaysNoMore() {
    var desk = swapped()
    #expect(desk.screen.contains("1030 et 1034 échangés") && !desk.screen.contains("en attente ·"))
    desk.state.toasts.dismiss()
    desk.confirm()
    #expect(desk.toasts.isEmpty)
  }

  @Test func halfASwapSaysSo() {
    var desk = swapped()
    answer(&desk)
    #expect(desk.screen.contains("1 réussi · 1 refusé (non)") && desk.screen.contains("régler"))
  }

  @Test func theRestIsTakenBackFromTheRefusal() {
    var desk = swapped()
    let group = desk.state.board!.intents.first!.group
    answer(&desk)
    desk.go(to: 1030)
    desk.press("Enter")
    #expect(desk.screen.contains("u défaire le reste"))
    let effects = desk.press("u")
    #expect(effects.contains(.undoStep(group: group)))
    #expect(desk.state.layers.isEmpty)
  }

  @Test func aQuestionOfThatStepIsAnsweredForThatStep() {
    var desk = swapped()
    let field = ChangedField(
      document: SampleDay.reference(1034), field: "technician", wrote: .text("TECH-002"), present: .text("TECH-003"),
      restored: .text("TECH-004"))
    let question = UndoQuestion(isUndo: true, verb: "swap BT-01030,BT-01034", fields: [field], step: "g")
    desk.send(.undoOutcome(.asks(question)))
    let effects = desk.press("Enter")
    #expect(effects.contains(.answerUndo(question, overwriting: [])))
  }

  @Test func aRefusalOfOneAloneOffersNothing() {
    var desk = Desk()
    desk.send(.verb("r 1030 +1"))
    desk.commit()
    desk.park(1030, .refused(words: "non"))
    desk.go(to: 1030)
    desk.press("Enter")
    #expect(desk.screen.contains("refusé par le site") && !desk.screen.contains("défaire le reste"))
  }

  @Test func aBulkStepIsTakenBackFromItsList() {
    var desk = Desk()
    desk.send(.verb("a 1030,1034 marc"))
    desk.commit()
    let group = desk.state.board!.intents.first!.group
    answer(&desk)
    desk.press(":")
    desk.type("messages")
    desk.press("Enter", "Enter")
    #expect(desk.screen.contains("u défaire le reste"))
    #expect(desk.press("u").contains(.undoStep(group: group)))
  }
}
