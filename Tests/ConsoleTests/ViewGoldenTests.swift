import Canvas
import Configuration
import Domain
import Foundation
import Testing

@testable import Console

/// The views beside the main one as they are to look.
@Suite struct ViewGoldenTests {
  static let shots: [GoldenTests.Shot] = [
    .init(width: 80, height: 24, mode: .unicode, language: .french),
    .init(width: 120, height: 40, mode: .unicode, language: .french),
    .init(width: 200, height: 60, mode: .unicode, language: .french),
    .init(width: 120, height: 40, mode: .unicode, language: .english),
    .init(width: 80, height: 24, mode: .ascii, language: .french),
    .init(width: 80, height: 24, mode: .plain, language: .english),
  ]

  static let scenes: [(name: String, play: @Sendable (inout Desk) -> Void)] = [
    ("week", { Self.openWeek(&$0) }),
    (
      "week-jobs",
      {
        Self.openWeek(&$0); $0.press("Down", "Down", "Down", "Down", "Enter", "Down")
      }
    ),
    (
      "week-carrying",
      {
        Self.openWeek(&$0); $0.go(to: 1021); $0.press("m", "Down", "Right")
      }
    ),
    ("week-reading", { $0.press("3") }),
    ("technicians", { $0.press("4", "Down") }),
    ("backlog", { $0.press("5", "Space", "Space") }),
    ("resources", { $0.press("F6") }),
    (
      "resize",
      {
        _ = $0.state.perform(.resizePanes); $0.press("Up", "Left")
      }
    ),
  ]

  private static func openWeek(_ desk: inout Desk) {
    desk.press("3")
    desk.send(.board(SampleDay.week))
  }

  @Test(arguments: shots) func scene(shot: GoldenTests.Shot) throws {
    for scene in Self.scenes {
      var board = SampleDay.board
      board.jobs[SampleDay.reference(1051)]?.creation = "2026-05-03 08:00:00.000000"
      var desk = Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode, board: board)
      desk.send(.position(Position(technician: SampleDay.technician(1), coordinate: .headquarters, at: SampleDay.at(10, 36))))
      desk.send(.position(Position(technician: SampleDay.technician(6), coordinate: .headquarters, at: SampleDay.at(9, 53))))
      scene.play(&desk)
      try GoldenTests.compare(desk, "\(scene.name)-\(shot)")
    }
  }
}
