import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// The sheet with its history, the history of one's own actions, and the export dialog.
@Suite struct SheetGoldenTests {
  static let shots = [
    GoldenTests.Shot(width: 80, height: 24, mode: .unicode, language: .french),
    GoldenTests.Shot(width: 120, height: 40, mode: .unicode, language: .french),
    GoldenTests.Shot(width: 120, height: 40, mode: .ascii, language: .english),
  ]

  static let scenes: [(name: String, play: @Sendable (inout Desk) -> Void)] = [
    (
      "sheet-history",
      { desk in
        desk.go(to: 1021)
        desk.send(.presence([SampleDay.reference(1021): ["julie.brault@gigafibre.example"]]))
        desk.press("Enter")
        desk.send(
          .history(SampleDay.reference(1021), generation: desk.state.history.generation, .site(HistoryTests.told)))
      }
    ),
    (
      "history",
      { desk in
        desk.send(.verb("history"))
        desk.send(.steps(HistoryTests.steps))
      }
    ),
    (
      "export",
      { desk in
        desk.go(to: 1021)
        desk.send(.verb("export"))
      }
    ),
    (
      "dialog-changed",
      { desk in
        desk.go(to: 1051)
        desk.press("a")
        desk.send(LiveDialogTests.patch(desk, 1051))
      }
    ),
  ]

  @Test(arguments: shots) func scene(shot: GoldenTests.Shot) throws {
    for scene in Self.scenes {
      var desk = Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode)
      scene.play(&desk)
      try GoldenTests.compare(desk, "\(scene.name)-\(shot)")
    }
  }
}
