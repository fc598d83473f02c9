import Canvas
import Testing

@Suite struct SymbolTests {
  @Test(arguments: Symbol.allCases)
  func hasATwinOfTheSameWidth(_ symbol: Symbol) {
    #expect(!symbol.ascii.isEmpty)
    #expect(symbol.ascii.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    let columns = TextWidth.columns(of: symbol.unicode)
    if symbol == .technicians || symbol == .place {
      #expect(columns == 2)
    } else {
      #expect(columns == 1 && TextWidth.columns(of: symbol.ascii) == 1)
    }
  }

  /// What stands beside a job must be told apart without colour.
  @Test func statesHaveTwinsOfTheirOwn() {
    let states: [Symbol] = [
      .cursorBar, .marked, .changed, .watched, .saving, .pending, .conflict, .refused, .windowMissed, .forecast, .late, .queuedUp,
    ]
    for symbols in Symbols.allCases { #expect(Set(states.map { symbols[$0] }).count == states.count) }
  }

  @Test func anAsciiFrameDrawsNoAmbiguousGlyph() {
    var frame = Frame(size: Size(width: 60, height: 1), symbols: .ascii)
    frame.put("▌Québec – “12” … 3×4 ≤ ≠ ⧗ └─┘ ⣿⠀█ 日 № ½ œ", x: 0, y: 0, style: .normal, in: frame.bounds)
    #expect(frame.text().hasPrefix(">Québec - \"12\" ~ 3x4 < # & +-+ . # 日 ? ? œ"))
  }

  @Test func spellingIsWhatAFrameDraws() {
    let text = "⚠ Étienne — 8 h → 9 h"
    var frame = Frame(size: Size(width: 40, height: 1), symbols: .ascii)
    frame.put(text, x: 0, y: 0, style: .normal, in: frame.bounds)
    #expect(frame.text() == Symbols.ascii.spelled(text) + "\n")
    #expect(Symbols.unicode.spelled(text) == text)
  }
}
