import Canvas
import Configuration
import Foundation
import Testing

@testable import Console

/// A screen as it was looked at and found good, in a file of its own; `UPDATE_GOLDEN=1` writes it anew. The map under a layer is left
/// out: it has pictures of its own.
enum GoldenComparison {
  static func compare(_ desk: Desk, _ name: String, leavingOut parts: [Rect] = []) throws {
    var frame = desk.frame
    for part in parts { frame.fill(part, style: .normal) }
    let map = PaneLayout(desk.state).map
    if desk.state.view == .main {
      var bare = desk
      bare.state.layers = []
      bare.state.toasts.dismiss()
      let under = bare.frame
      for y in map.y..<map.maxY {
        for x in map.x..<map.maxX where frame[x, y] == under[x, y] { frame[x, y] = .blank }
      }
    }
    let text = frame.text() + frame.roles()
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Golden")
    let file = folder.appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "\(name) looks different:\n\(frame.text())")
  }
}
