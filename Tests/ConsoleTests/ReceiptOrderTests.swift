import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// What is on screen answers what the dispatcher did last.
@Suite struct ReceiptOrderTests {
  private func reported() -> Desk {
    var desk = Desk()
    desk.send(.verb("r 1030,1035 +1"))
    desk.commit()
    desk.state.toasts.dismiss()
    return desk
  }

  @Test func anUndosReceiptOutlastsTheSummaryOfWhatCameBefore() {
    var desk = reported()
    desk.send(.undoOutcome(.undone(verb: "report BT-01022 2026-05-07", documents: [SampleDay.reference(1022)])))
    desk.confirm()
    #expect(desk.toasts == ["défait : reporter 1022"])
    #expect(
      desk.state.toasts.history.last?.text.contains("2\u{A0}réussis") == true
        || desk.state.toasts.history.last?.text.contains("2 réussis") == true)
    #expect(desk.screen.contains("+1 dans « messages récents »"))
    desk.press("Esc")
    #expect(desk.state.toasts.aside == 0)
  }

  @Test func whatWentWrongBeforeStandsAboveTheNewerAnswer() {
    var desk = reported()
    desk.send(.undoOutcome(.undone(verb: "report BT-01022 2026-05-07", documents: [])))
    desk.park(1030, .refused(words: "non"))
    desk.confirm()
    #expect(desk.toasts.count == 2)
    #expect(desk.toasts.first?.contains("1 refusé (non)") == true && desk.toasts.last == "défait : reporter 1022")
  }

  @Test func aSummaryThatComesFirstGivesWayToTheUndo() {
    var desk = reported()
    desk.confirm()
    #expect(desk.toasts == ["reporter 1030, 1035 : 2 réussis"])
    desk.send(.undoOutcome(.undone(verb: "report BT-01022 2026-05-07", documents: [])))
    #expect(desk.toasts == ["défait : reporter 1022"])
  }

  @Test func whatAnswersNobodyReplacesNoAnswer() {
    var desk = Desk()
    desk.send(.undoOutcome(.undone(verb: "report BT-01022 2026-05-07", documents: [])))
    desk.send(.notice(Notice(.information, "la carte est lue")))
    #expect(desk.toasts == ["défait : reporter 1022", "la carte est lue"])
  }
}
