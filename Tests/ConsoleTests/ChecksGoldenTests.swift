import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// The page of the checks, the order of a day, the day's figures and the reason for an override, as they are to look.
@Suite struct ChecksGoldenTests {
  private static let scenes: [(name: String, board: Board, play: @Sendable (inout Desk) -> Void)] = [
    (
      "checks", PlantedWeek.board(),
      {
        $0.press("F7", "Down", "Down", "Down", "Down", "Down")
      }
    ),
    (
      "checks-unfolded", PlantedWeek.board(),
      {
        $0.press("F7", "Down", "Down", "Down", "Down", "Right", "Down")
      }
    ),
    ("checks-technician", PlantedWeek.board(), { $0.press("F7", "End") }),
    ("checks-none", Board(day: SampleDay.day), { $0.press("F7") }),
    (
      "order", OrderLayerTests.board,
      {
        $0.go(to: 2003); $0.press("O")
      }
    ),
    (
      "order-overlap", PlantedWeek.board(),
      {
        $0.go(to: 1034); $0.press("O")
      }
    ),
    (
      "order-nothing", PlantedWeek.board(),
      {
        $0.go(to: 1030); $0.press("O")
      }
    ),
    (
      "statistics", PlantedWeek.board(),
      {
        $0.press(":"); $0.type("statistics"); $0.press("Enter")
      }
    ),
    (
      "assign-reason", SampleDay.board,
      {
        $0.go(to: 1047); $0.press("a"); $0.type("julie"); $0.press("F2"); $0.type("Nathalie la rejoint à midi")
      }
    ),
    (
      "move-reason", SampleDay.board,
      {
        $0.go(to: 1021); $0.press("m"); $0.type("17h"); $0.press("F2"); $0.type("le client ne peut pas avant"); $0.press("Enter")
      }
    ),
  ]

  @Test(arguments: GoldenTests.dialogShots) func scene(shot: GoldenTests.Shot) throws {
    for scene in Self.scenes {
      var desk = Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode, board: scene.board)
      scene.play(&desk)
      try GoldenTests.compare(desk, "\(scene.name)-\(shot)")
    }
  }
}
