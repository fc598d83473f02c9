import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// Weeks, and what is told ahead, as they are to look. `UPDATE_GOLDEN=1 swift test` writes the pictures anew.
@Suite struct WeekAheadGoldenTests {
  private static let scenes: [(name: String, play: @Sendable (inout Desk) -> Void)] = [
    (
      "planning-whole-week",
      {
        $0.press("2", "z", "w"); $0.send(.board(SampleDay.week)); $0.go(to: 1101)
      }
    ),
    (
      "planning-whole-week-move",
      {
        $0.press("2", "z", "w"); $0.send(.board(SampleDay.week)); $0.go(to: 1101); $0.press("m", "Right", "Down")
      }
    ),
    (
      "statistics-whole-week",
      {
        $0.send(.verb("statistics")); $0.press("-"); $0.send(.board(SampleDay.week))
      }
    ),
    (
      "report-ahead",
      {
        $0.go(to: 1030)
        for case .planDay(let ahead) in $0.press("r") {
          let thursday = DaySpan(SampleDay.day.adding(days: 1))
          let board = SampleDay.week.narrowed(to: thursday, zone: SampleDay.zone, today: SampleDay.day)!
          $0.send(.plannedDay(ahead.planned(board)))
        }
      }
    ),
    (
      "swap-by-half",
      {
        $0.send(.verb("x 1030 1034")); $0.commit()
        $0.park(1030, .refused(words: "Value not allowed")); $0.confirm()
        $0.go(to: 1030); $0.press("Enter")
      }
    ),
  ]

  @Test(arguments: GoldenTests.dialogShots) func scene(shot: GoldenTests.Shot) throws {
    for scene in Self.scenes {
      var desk = Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode)
      scene.play(&desk)
      try GoldenTests.compare(desk, "\(scene.name)-\(shot)")
    }
  }
}
