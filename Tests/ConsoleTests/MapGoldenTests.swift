import Canvas
import Configuration
import Domain
import Foundation
import Testing

@testable import Console

/// The map's pane as it is to look, but for the ground, which Cartography draws and has pictures of its own for.
@Suite struct MapGoldenTests {
  static let shots = [(20, 6), (80, 24), (120, 40), (200, 60)].flatMap { size in
    [(SymbolSet.unicode, Language.french), (.ascii, .english)].map {
      GoldenTests.Shot(width: size.0, height: size.1, mode: $0.0, language: $0.1)
    }
  }

  static let scenes: [(name: String, play: @Sendable (inout Desk) -> Void)] = [
    (
      "map-follow",
      {
        $0.go(to: 1012); $0.press("f")
      }
    ),
    ("map-layers", { $0.press("L", "Down", "Space") }),
    ("map-prefix", { $0.press("z") }),
    ("map-headquarters", { _ = $0.state.perform(.confirmHeadquarters) }),
    ("map-about", { _ = $0.state.perform(.aboutMap) }),
    (
      "map-pins",
      {
        $0.press("End", "-", "-", "-", "-", "Enter")
      }
    ),
    (
      "map-place",
      {
        $0.press("g"); $0.type("saint-r")
      }
    ),
  ]

  @Test(arguments: shots) func scene(shot: GoldenTests.Shot) throws {
    for scene in Self.scenes {
      var desk = Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode)
      while desk.state.pane != .map { desk.press("Tab") }
      // The pins alone: without names, which move with what Cartography knows.
      scene.play(&desk)
      try GoldenTests.compare(desk, "\(scene.name)-\(shot)")
    }
  }

  /// Nothing traps, whatever the size.
  @Test(arguments: [(20, 6), (21, 7), (46, 9), (80, 24), (101, 13)]) func everySizeHolds(width: Int, height: Int) {
    for scene in Self.scenes {
      var desk = Desk(width: width, height: height)
      desk.press("Tab")
      scene.play(&desk)
      #expect(desk.frame.size.width == width)
      desk.press("Right", "+", "Esc", "Esc", "Esc")
    }
  }
}
