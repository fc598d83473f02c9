import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// A verb for several jobs answers for each of them, and goes on counting.
@Suite struct BulkAnswerTests {
  private func reported(_ numbers: [Int] = [1030, 1034, 1035, 1012]) -> Desk {
    var desk = Desk()
    desk.send(.verb("r \(numbers.map(String.init).joined(separator: ",")) +1"))
    return desk
  }

  private func summary(_ desk: Desk) -> String? {
    desk.state.bulk.steps.last.map { desk.state.words.summary($0.items.map(\.standing)) }.map {
      String($0.map { $0 == "\u{A0}" ? " " : $0 })
    }
  }

  @Test func theSummaryCountsAsAnswersCome() {
    var desk = reported()
    #expect(summary(desk) == "1 refusé (le bon est terminé : rouvrez-le d'abord (s)) · 3 en attente")
    desk.commit()
    desk.park(1034, .conflict([]))
    desk.send(
      .boardPatch(BoardPatch(intents: desk.state.board!.intents.filter { $0.edit.document != SampleDay.reference(1030) })))
    #expect(summary(desk)?.hasPrefix("1 réussi · 2 refusés (1 × conflit, 1 × le bon est terminé) · 1 en attente") == true)
    #expect(desk.screen.contains("1 réussi · 2 refusés"), "the receipt counts on")
    desk.send(.boardPatch(BoardPatch(intents: desk.state.board!.intents.filter { $0.state != .pending })))
    #expect(summary(desk)?.hasPrefix("2 réussis") == true)
  }

  @Test func theEndIsSaidWhenTheReceiptIsOutOfSight() {
    var desk = reported([1030, 1035])
    desk.commit()
    desk.state.toasts.dismiss()
    desk.confirm()
    #expect(desk.toasts == ["reporter 1030, 1035 : 2 réussis"])
    desk.confirm()
    #expect(desk.toasts.count == 1, "and only once")
  }

  @Test func nothingIsConfirmedWhileAnotherDayIsRead() {
    var desk = reported([1030, 1035])
    desk.commit()
    desk.press(";")
    #expect(desk.state.board == nil)
    desk.send(.boardPatch(BoardPatch(intents: [])))
    #expect(summary(desk) == "2 en attente")
  }

  @Test func whatIsGivenUpIsNotCountedAsDone() {
    var desk = reported([1030, 1035])
    desk.commit()
    desk.park(1030, .refused(words: "non"))
    desk.confirm()
    #expect(summary(desk) == "1 réussi · 1 refusé (non)")
    desk.send(.boardPatch(BoardPatch(intents: [])))
    #expect(summary(desk) == "1 réussi · 1 abandonné")
  }

  @Test func eachJobIsFoundThroughTheMessages() {
    var desk = reported()
    desk.press(":")
    desk.type("messages")
    desk.press("Enter", "Enter")
    #expect(desk.screen.contains("reporter 1030, 1034, 1035, 1012"))
    desk.press("Enter")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.selected == "1012", "the refused one stands first")
  }

  @Test func aStepThatCouldNotBeSavedIsForgotten() {
    var desk = reported([1030, 1035])
    desk.send(.acceptFailed(desk.waiting[0], .diskFull))
    #expect(desk.state.bulk.steps.isEmpty)
  }

  @Test func fiveHundredWithTheNetworkDownWait() {
    var board = SampleDay.board
    for number in 2_000..<2_500 {
      let job = SampleDay.job(number, "Sans service", "Mercier", 45.3, -73.7, 30, to: 4, at: (8, 0), .planned)
      board.jobs[job.reference] = job
    }
    var desk = Desk(board: board)
    desk.send(.syncStatus(SyncStatus(link: .offline(since: SampleDay.now))))
    desk.press("/")
    desk.type("sans service mercier")
    desk.press("Enter", "V", "r", "Enter")
    #expect(desk.waiting.count == 1 && desk.waiting[0].edits.count == 500)
    desk.commit()
    #expect(summary(desk) == "500 en attente")
    #expect(desk.screen.contains("500 en attente"))
  }

  @Test func jobsWithoutATimeTakeTheAnswerAndTheOthersKeepTheirs() {
    var desk = reported([1030, 1051])
    #expect(desk.state.layers.count == 1, "1051 has no time")
    desk.type("9h")
    desk.press("Enter")
    #expect(desk.job(1051).scheduledStart == SampleDay.at(9, days: 1))
    #expect(desk.job(1030).scheduledStart == SampleDay.at(13, 30, days: 1))
  }
}
