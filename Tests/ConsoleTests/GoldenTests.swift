import Canvas
import Configuration
import Domain
import Foundation
import Testing

@testable import Console

/// Screens as they are to look: the text and the roles of every cell. `UPDATE_GOLDEN=1 swift test` writes them anew.
@Suite struct GoldenTests {
  struct Shot: CustomStringConvertible, Sendable {
    let width: Int
    let height: Int
    let mode: SymbolSet
    let language: Language
    var description: String { "\(width)x\(height)-\(mode.rawValue)-\(language.rawValue)" }
  }

  static let sizes = [(20, 6), (80, 24), (120, 40), (200, 60)]
  static let shots = sizes.flatMap { size in
    SymbolSet.allCases.flatMap { mode in
      Language.allCases.map { Shot(width: size.0, height: size.1, mode: mode, language: $0) }
    }
  }

  private func desk(_ shot: Shot, board: Board? = SampleDay.board) -> Desk {
    Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode, board: board)
  }

  @Test(arguments: shots) func mainView(shot: Shot) throws {
    var desk = desk(shot)
    desk.go(to: 1021)
    try compare(desk, "main-\(shot)")
  }

  @Test(arguments: shots) func assigning(shot: Shot) throws {
    var desk = desk(shot)
    desk.go(to: 1051)
    desk.press("a", "F1")
    try compare(desk, "assign-\(shot)")
  }

  /// Every other layer and state, at the two sizes that dispatchers use most.
  static let dialogShots = [(80, 24), (120, 40)].flatMap { size in
    [(SymbolSet.unicode, Language.french), (.unicode, .english), (.ascii, .french), (.plain, .english)].map {
      Shot(width: size.0, height: size.1, mode: $0.0, language: $0.1)
    }
  }

  static let scenes: [(name: String, play: @Sendable (inout Desk) -> Void)] = [
    (
      "move",
      {
        $0.go(to: 1034); $0.press("m", "Down", "Down")
      }
    ),
    (
      "move-typed",
      {
        $0.go(to: 1034); $0.press("m"); $0.type("13h")
      }
    ),
    (
      "report",
      {
        $0.go(to: 1030); $0.press("r"); $0.type("ven")
      }
    ),
    (
      "status",
      {
        $0.go(to: 1015); $0.press("s")
      }
    ),
    (
      "reason",
      {
        $0.go(to: 1030); $0.press("s", "a")
      }
    ),
    (
      "notes",
      {
        $0.go(to: 1021); $0.press("n"); $0.type(" Chien.")
      }
    ),
    (
      "filter",
      {
        $0.press("/"); $0.type("wifi st")
      }
    ),
    (
      "filter-nothing",
      {
        $0.press("/"); $0.type("zzz")
      }
    ),
    ("help", { $0.press("?") }),
    (
      "palette",
      {
        $0.press("Ctrl-P"); $0.type("tri")
      }
    ),
    (
      "menu",
      {
        $0.go(to: 1058); $0.press("F9")
      }
    ),
    ("more", { $0.press("F8") }),
    (
      "verb-line",
      {
        $0.press(":"); $0.type("a 1043 samedi"); $0.press("Enter")
      }
    ),
    (
      "marked",
      {
        $0.go(to: 1043); $0.press("Space", "Space")
      }
    ),
    (
      "technician",
      {
        $0.go(to: 1040); $0.press("Left")
      }
    ),
    (
      "saving",
      {
        $0.go(to: 1030); $0.press("m"); $0.type("+30m"); $0.press("Enter")
      }
    ),
    (
      "pending",
      {
        $0.go(to: 1030); $0.press("m"); $0.type("+30m"); $0.press("Enter"); $0.commit()
      }
    ),
    (
      "refused",
      {
        $0.go(to: 1030); $0.press("m"); $0.type("+30m"); $0.press("Enter"); $0.commit()
        $0.park(1030, .refused(words: "Row #1: Start Time cannot be after the shift of TECH-002\u{1B}[2J")); $0.press("Enter")
      }
    ),
    (
      "conflict",
      {
        $0.go(to: 1030); $0.press("m"); $0.type("+30m"); $0.press("Enter"); $0.commit()
        $0.park(
          1030,
          .conflict([
            FieldConflict(
              field: "scheduled_start", mine: .text("2026-05-06 14:00:00"), theirs: .text("2026-05-06 15:30:00"),
              base: .text("2026-05-06 13:30:00")),
            FieldConflict(field: "technician", mine: .text("TECH-002"), theirs: .text("TECH-003"), base: .text("TECH-002")),
          ]));
        $0.press("Enter")
      }
    ),
    (
      "conflict-notes",
      {
        $0.go(to: 1030); $0.press("n"); $0.type("Code 12"); $0.press("F2"); $0.commit()
        $0.park(
          1030,
          .conflict([
            FieldConflict(
              field: "notes", mine: .text("Code 12"), theirs: .text("Code 4512, entrer par la cour arrière\nChien attaché"),
              base: .null)
          ]))
        $0.press("Enter", "2")
      }
    ),
    (
      "deleted",
      {
        $0.go(to: 1030); $0.press("m"); $0.type("+30m"); $0.press("Enter"); $0.commit(); $0.park(1030, .documentDeleted)
        $0.press("Enter")
      }
    ),
    (
      "refused-changed",
      {
        $0.go(to: 1058); $0.press("a"); $0.type("samuel"); $0.press("Enter"); $0.commit()
        $0.park(1058, .refused(words: "Not permitted")); $0.go(to: 1058); $0.press("Enter", "e")
      }
    ),
    (
      "undo-asked",
      {
        $0.go(to: 1030); $0.press("u"); $0.send(.undoOutcome(.asks(UndoQuestionTests.question))); $0.press("Down", "Right")
      }
    ),
    (
      "assign-several",
      {
        $0.go(to: 1051); $0.press("Space", "Space", "a")
      }
    ),
    (
      "move-several",
      {
        $0.go(to: 1034); $0.press("Space", "Space", "m", "Down")
      }
    ),
    (
      "sync",
      {
        $0.go(to: 1030); $0.press("m"); $0.type("+30m"); $0.press("Enter"); $0.go(to: 1021); $0.press("m"); $0.type("14h");
        $0.press("Enter")
        $0.commit(); $0.park(1021, .refused(words: "Not permitted")); $0.press("F5")
      }
    ),
    (
      "offline",
      {
        $0.send(
          .syncStatus(SyncStatus(link: .offline(since: SampleDay.at(9, 55)), freshAt: SampleDay.at(9, 55), queued: 3, parked: 1)))
      }
    ),
    ("sort", { $0.press("o") }),
    (
      "quit",
      {
        $0.go(to: 1030); $0.press("m"); $0.type("+30m"); $0.press("Enter", "q")
      }
    ),
  ]

  @Test(arguments: dialogShots) func scene(shot: Shot) throws {
    for scene in Self.scenes {
      var desk = desk(shot)
      scene.play(&desk)
      try compare(desk, "\(scene.name)-\(shot)")
    }
  }

  @Test(arguments: dialogShots) func nothingReadYet(shot: Shot) throws {
    var desk = desk(shot, board: nil)
    try compare(desk, "reading-\(shot)")
    desk.send(.syncStatus(SyncStatus(link: .loading(received: 4_300, total: 15_000))))
    try compare(desk, "first-reading-\(shot)")
    desk.send(.board(Board(day: SampleDay.day)))
    try compare(desk, "empty-\(shot)")
  }

  @Test(arguments: [(19, 6), (20, 5), (10, 3), (1, 1)]) func tooSmall(width: Int, height: Int) throws {
    for language in Language.allCases {
      try compare(Desk(width: width, height: height, language: language), "too-small-\(width)x\(height)-\(language.rawValue)")
    }
  }

  /// The map under the pins is Cartography's and has pictures of its own: only its pane's place is compared here.
  func compare(_ desk: Desk, _ name: String) throws {
    var frame = desk.frame
    let map = PaneLayout(desk.state).map
    if desk.state.layers.isEmpty, desk.state.view == .main { frame.fill(map, style: .normal) }
    if !desk.state.layers.isEmpty, desk.state.view == .main {
      var bare = desk
      bare.state.layers = []
      bare.state.toasts.dismiss()
      let under = bare.frame
      for y in map.y..<map.maxY {
        for x in map.x..<map.maxX where frame[x, y] == under[x, y] { frame[x, y] = .blank }
      }
    }
    let text = frame.text() + frame.roles()
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent(
      "Golden")
    let file = folder.appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "\(name) looks different:\n\(frame.text())")
  }
}
