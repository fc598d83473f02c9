import Canvas
import Chance
import Testing

@testable import TerminalIO

@Suite struct ColorTests {
  @Test(arguments: [
    (Color.terminal, ColorDepth.palette256, -1), (.terminal, .truecolor, -1), (.ansi(9), .mono, -1),
    (.ansi(9), .palette256, 9), (.ansi(9), .palette16, 9), (.ansi(9), .palette8, 1), (.ansi(1), .truecolor, 1),
    (.rgb(red: 255, green: 0, blue: 0), .palette256, 196), (.rgb(red: 0, green: 0, blue: 0), .palette256, 16),
    (.rgb(red: 255, green: 255, blue: 255), .palette256, 231), (.rgb(red: 0x5F, green: 0x87, blue: 0xAF), .palette256, 67),
    (.rgb(red: 128, green: 128, blue: 128), .palette256, 244), (.rgb(red: 8, green: 8, blue: 8), .palette256, 232),
    (.rgb(red: 250, green: 10, blue: 10), .palette16, 9), (.rgb(red: 250, green: 10, blue: 10), .palette8, 1),
    (.rgb(red: 20, green: 20, blue: 20), .palette16, 0), (.rgb(red: 1, green: 2, blue: 3), .truecolor, 0x010203),
    (.rgb(red: 0, green: 0, blue: 1), .truecolor, 8),
  ])
  func isBroughtDown(_ color: Color, _ depth: ColorDepth, _ expected: Int) { #expect(depth.number(of: color) == expected) }

  @Test func depthFollowsTerminfo() {
    #expect(ColorDepth(colors: 0, direct: false) == .mono)
    #expect(ColorDepth(colors: 8, direct: false) == .palette8)
    #expect(ColorDepth(colors: 88, direct: false) == .palette16)
    #expect(ColorDepth(colors: 256, direct: false) == .palette256)
    #expect(ColorDepth(colors: 1 << 24, direct: true) == .truecolor)
  }

  @Test func everyNumberIsOneThatTheTerminalHas() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<20_000 {
      let color = Color.rgb(
        red: UInt8.random(in: 0...255, using: &random), green: UInt8.random(in: 0...255, using: &random),
        blue: UInt8.random(in: 0...255, using: &random))
      #expect((0..<8).contains(ColorDepth.palette8.number(of: color)))
      #expect((0..<16).contains(ColorDepth.palette16.number(of: color)))
      #expect((16..<256).contains(ColorDepth.palette256.number(of: color)))
    }
  }

  @Test func inkNeverDisappearsInItsPaper() {
    let near = Appearance(foreground: .rgb(red: 10, green: 10, blue: 10), background: .rgb(red: 0, green: 0, blue: 0))
    for depth in [ColorDepth.palette8, .palette16] {
      let rendering = depth.rendering(of: near, style: .normal)
      #expect(rendering.foreground != rendering.background)
    }
    let light = Appearance(foreground: .rgb(red: 250, green: 250, blue: 250), background: .rgb(red: 255, green: 255, blue: 255))
    #expect(ColorDepth.palette8.rendering(of: light, style: .normal).foreground == 0)
  }

  @Test func withoutColoursASelectionStillShows() {
    let coloured = Appearance(foreground: .ansi(0), background: .ansi(6))
    let rendering = ColorDepth.mono.rendering(of: coloured, style: Style(.normal, on: .selectedRow))
    #expect(rendering == Rendering(foreground: -1, background: -1, attributes: .reverse))
    #expect(ColorDepth.mono.rendering(of: coloured, style: .normal).attributes == [])
    let underlined = Appearance(attributes: .underline)
    #expect(ColorDepth.mono.rendering(of: underlined, style: Style(.normal, on: .selectedRow)).attributes == .underline)
  }

  @Test func aSelectionIsOfOnePaper() {
    let dimmed = Appearance(attributes: [.dim, .reverse])
    #expect(ColorDepth.palette256.rendering(of: dimmed, style: Style(.dim, on: .selectedRow)).attributes == .reverse)
  }

  @Test func aBrightInkIsBoldOnEightColours() {
    #expect(ColorDepth.palette8.rendering(of: Appearance(foreground: .ansi(11)), style: .normal).attributes == .bold)
    #expect(ColorDepth.palette16.rendering(of: Appearance(foreground: .ansi(11)), style: .normal).attributes == [])
  }
}
