import Canvas
import Configuration
import Domain
import Foundation
import Testing

@testable import Console

/// The dialogs in which jobs are made, edited, exchanged, placed, crewed and published.
@Suite struct JobVerbGoldenTests {
  struct Shot: CustomStringConvertible, Sendable {
    let width: Int
    let height: Int
    let mode: SymbolSet
    let language: Language
    var description: String { "\(width)x\(height)-\(mode.rawValue)-\(language.rawValue)" }
  }

  static let shots = [
    Shot(width: 80, height: 24, mode: .unicode, language: .french),
    Shot(width: 80, height: 24, mode: .unicode, language: .english),
    Shot(width: 120, height: 40, mode: .unicode, language: .french),
    Shot(width: 80, height: 24, mode: .ascii, language: .english),
    Shot(width: 80, height: 24, mode: .plain, language: .french), Shot(width: 20, height: 6, mode: .unicode, language: .french),
  ]

  static let scenes: [(name: String, play: @Sendable (inout Desk) -> Void)] = [
    (
      "resize",
      {
        $0.go(to: 1034); $0.press("Ctrl-P"); $0.type($0.state.words.say("changer la durée", "change the duration"));
        $0.press("Enter"); $0.type("+1h")
      }
    ),
    (
      "resize-wrong",
      {
        $0.go(to: 1034); $0.run(.resize); $0.type("bientôt"); $0.press("Enter")
      }
    ),
    (
      "swap-pick",
      {
        $0.go(to: 1034); $0.press("x")
      }
    ),
    (
      "swap-marked",
      {
        $0.go(to: 1021); $0.press("Space"); $0.go(to: 1030); $0.press("Space", "x")
      }
    ),
    (
      "place",
      {
        $0.go(to: 1035); $0.run(.reorder); $0.press("Tab"); $0.type("1025")
      }
    ),
    (
      "crew",
      {
        $0.go(to: 1021); $0.run(.crew)
      }
    ),
    (
      "material",
      {
        $0.go(to: 1022); $0.run(.material)
      }
    ),
    (
      "create",
      {
        $0.press("c"); $0.type("lenteur"); $0.press("Tab", "Tab", "Right", "Tab"); $0.type("Ginette Lafleur")
      }
    ),
    (
      "create-wrong",
      {
        $0.press("c"); $0.type("x"); for _ in 0..<6 { $0.press("Tab") }; $0.type("jamais"); $0.press("Tab"); $0.type("0");
        $0.press("Enter")
      }
    ),
    (
      "create-notes",
      {
        $0.press("c", "Shift-Tab"); $0.type("Chien. "); $0.press("Enter"); $0.type("Sonner deux fois.")
      }
    ),
    (
      "edit",
      {
        $0.go(to: 1021); $0.press("e"); for _ in 0..<7 { $0.press("Tab") }; $0.press("Ctrl-U"); $0.type("ven 8-10h30")
      }
    ),
    (
      "duplicate",
      {
        $0.go(to: 1043); $0.press("y")
      }
    ),
    (
      "publish-menu",
      {
        $0.go(to: 1030); $0.press("Left", "w")
      }
    ),
    (
      "priority",
      {
        $0.go(to: 1051); $0.run(.priority)
      }
    ),
    (
      "bulk-answers",
      {
        for number in [1043, 1051, 1058, 1012] { $0.go(to: number); $0.press("Space") }
        $0.type(":")
        $0.type("r +1")
        $0.press("Enter")
        $0.type("9h")
        $0.press("Enter")
        $0.commit()
        $0.park(1051, .conflict([]))
        $0.run(.messages)
        $0.press("Enter")
      }
    ),
    (
      "created",
      {
        $0.press("c"); $0.type("sans service"); $0.press("Enter"); $0.commit()
      }
    ),
  ]

  @Test(arguments: shots) func scene(shot: Shot) throws {
    for scene in Self.scenes {
      var desk = Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode)
      scene.play(&desk)
      try compare(desk, "\(scene.name)-\(shot)")
    }
  }

  /// The map beneath has golden frames of its own.
  private func compare(_ desk: Desk, _ name: String) throws {
    var frame = desk.frame
    var bare = desk
    bare.state.layers = []
    bare.state.toasts.dismiss()
    let under = bare.frame
    let map = PaneLayout(desk.state).map
    for y in map.y..<map.maxY {
      for x in map.x..<map.maxX where frame[x, y] == under[x, y] { frame[x, y] = .blank }
    }
    let text = frame.text() + frame.roles()
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Golden/job-\(name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "\(name) looks different:\n\(frame.text())")
  }
}

extension Desk {
  /// A command that has no key of its own, as the verb line runs it.
  mutating func run(_ id: CommandID) {
    press(":")
    type(id.rawValue)
    press("Enter")
  }
}
