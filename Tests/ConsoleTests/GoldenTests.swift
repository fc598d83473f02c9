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

  @Test(arguments: shots) func mainView(shot: Shot) throws {
    var desk = Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode)
    desk.go(to: 1021)
    try compare(desk.frame, "main-\(shot)")
  }

  @Test(arguments: shots) func assigning(shot: Shot) throws {
    var desk = Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode)
    desk.go(to: 1051)
    desk.press("a")
    try compare(desk.frame, "assign-\(shot)")
  }

  private func compare(_ frame: Frame, _ name: String) throws {
    let text = frame.text() + frame.roles()
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    let file = folder.appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "\(name) looks different:\n\(frame.text())")
  }
}
