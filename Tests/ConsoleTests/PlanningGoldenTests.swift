import Canvas
import Configuration
import Domain
import Foundation
import Testing

@testable import Console

/// The planning as it is to look. `UPDATE_GOLDEN=1 swift test` writes the pictures anew.
@Suite struct PlanningGoldenTests {
  typealias Shot = GoldenTests.Shot

  static let shots = [
    Shot(width: 80, height: 24, mode: .unicode, language: .french),
    Shot(width: 120, height: 40, mode: .unicode, language: .french),
    Shot(width: 200, height: 60, mode: .unicode, language: .french),
    Shot(width: 120, height: 40, mode: .unicode, language: .english),
    Shot(width: 120, height: 40, mode: .ascii, language: .french), Shot(width: 120, height: 40, mode: .plain, language: .french),
    Shot(width: 20, height: 6, mode: .unicode, language: .french),
  ]

  static let scenes: [(name: String, play: @Sendable (inout Desk) -> Void)] = [
    ("planning", { $0.go(to: 1034) }),
    ("planning-backlog", { $0.press("Home", "Right", "Right") }),
    (
      "planning-move",
      {
        $0.go(to: 1030)
        $0.press("m", "Down", "Right")
      }
    ),
    (
      "planning-zoom",
      {
        $0.go(to: 1015)
        $0.press("z")
      }
    ),
    ("planning-week", { $0.press("z", "w") }),
  ]

  @Test(arguments: shots) func planning(shot: Shot) throws {
    for scene in Self.scenes {
      var desk = Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode)
      desk.press("2")
      scene.play(&desk)
      try compare(desk, "\(scene.name)-\(shot)")
    }
  }

  @Test func nothingReadYet() throws {
    var desk = Desk(width: 80, height: 24, board: nil)
    desk.press("2")
    try compare(desk, "planning-reading-80x24")
    desk.send(.board(Board(day: SampleDay.day)))
    try compare(desk, "planning-empty-80x24")
  }

  private func compare(_ desk: Desk, _ name: String) throws {
    let text = desk.frame.text() + desk.frame.roles()
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Golden").appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "\(name) looks different:\n\(desk.frame.text())")
  }
}
