import Foundation
import Testing

@testable import TerminalHarness

/// The emulator shows what ncurses believes that it has drawn, for thousands of its optimised updates.
@Suite struct CursesComparisonTests {
  struct Expected: Equatable {
    var text: String
    var look: String
    var ink: String
    var paper: String
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func theScreenIsTheOneThatNcursesDrew(seed: UInt64) async throws {
    let record = FileManager.default.temporaryDirectory.appendingPathComponent("curses-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: record) }
    let size = ScreenSize(columns: 40 + Int(seed) * 11, rows: 10 + Int(seed) * 4)
    let session = try TerminalSession(
      executable: BuiltProducts.path("CursesSample"), arguments: [String(seed), "200", record.path], size: size)
    try await session.waitFor("the last frame") { $0.line(0).hasPrefix("done") }
    session.send("q")
    // The alternate screen is gone once the program has ended: what stood on it was taken before the key.
    let last = try await session.lastAlternateScreen()
    #expect(try await session.exitStatus() == .exited(0))
    #expect(last.unrecognised == [], "seed \(seed)")
    let rows = try String(contentsOf: record, encoding: .utf8).components(separatedBy: "\n=\n").dropLast()
    #expect(rows.count == size.rows)
    for (row, lines) in rows.enumerated() {
      let expected = lines.split(separator: "\n").map(Self.expected)
      let shown = last.rows[row].filter { $0.columns > 0 }.map(Self.shown)
      #expect(shown.count == expected.count, "seed \(seed), row \(row)")
      for (column, pair) in zip(shown, expected).enumerated() where pair.0 != pair.1 {
        Issue.record("seed \(seed), row \(row), cell \(column): shows \(pair.0), ncurses drew \(pair.1)")
        break
      }
    }
  }

  private static func expected(_ line: Substring) -> Expected {
    let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    // A glyph may itself be the separator.
    let tail = fields.suffix(3).map { $0 }
    return Expected(text: fields.dropLast(3).joined(separator: "|"), look: tail[0], ink: tail[1], paper: tail[2])
  }

  private static func shown(_ cell: ScreenCell) -> Expected {
    let attributes = cell.style.attributes
    var code = 64
    if attributes.contains(.bold) { code += 1 }
    if attributes.contains(.reverse) { code += 2 }
    if attributes.contains(.underline) { code += 4 }
    if attributes.contains(.dim) { code += 8 }
    func number(_ color: ScreenColor) -> String { color == .standard ? "-1" : "\(color)" }
    return Expected(
      text: cell.text, look: String(UnicodeScalar(UInt8(code))), ink: number(cell.style.foreground),
      paper: number(cell.style.background))
  }
}
