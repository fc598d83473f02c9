import Canvas
import Configuration
import Domain
import Testing

@testable import Console

@Suite struct PlainModeTests {
  @Test func nothingIsDrawnThatIsNotText() {
    for keys in [[], ["a"], ["s"], ["?"], ["F9"], ["Ctrl-P"], ["n"]] {
      var desk = Desk(width: 100, height: 30, mode: .plain)
      desk.go(to: 1034)
      for key in keys { desk.press(key) }
      for character in "│─┌┐└┘├┤┬┴▌▾░█┃|" { #expect(!desk.screen.contains(character), "\(keys) \(character)") }
      #expect(!desk.screen.contains("--"), "\(keys)")
    }
  }

  @Test func theCursorStandsWhereTheAttentionIs() throws {
    var desk = Desk(width: 100, height: 30, mode: .plain)
    desk.go(to: 1034)
    func line(_ desk: Desk) throws -> String {
      let cursor = try #require(desk.frame.cursor)
      return desk.frame.text(row: cursor.y)
    }
    #expect(try line(desk).contains("1034"))
    desk.press("Down")
    #expect(try line(desk).contains("1035"))
    desk.press("s")
    #expect(try line(desk).contains("Ouvert"))
    desk.press("Down")
    #expect(try line(desk).contains("Publié"))
    desk.press("Esc", "Enter")
    #expect(try line(desk).contains("1035"))
  }
}
