import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// When checks are asked for.
@Suite struct CheckOrderTests {
  private func timer(_ effects: [Effect]) -> TimerID? {
    effects.compactMap { if case .timer(let id, _) = $0, id.purpose == .checks { id } else { nil } }.first
  }

  @Test func aBoardThatIsLeftBeforeItsChecksAreOrderedEndsNoneOfThoseToCome() throws {
    var desk = Desk(board: nil)
    let first = try #require(timer(reduce(&desk.state, .board(SampleDay.board))))
    _ = reduce(&desk.state, .input(.key(";")))
    #expect(desk.state.board == nil)
    _ = reduce(&desk.state, .timer(first))
    var next = SampleDay.board
    next.day = SampleDay.day.adding(days: 1)
    #expect(timer(reduce(&desk.state, .board(next))) != nil, "the board that comes is checked")
  }
}
