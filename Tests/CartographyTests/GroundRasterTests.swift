import Canvas
import Testing

@testable import Cartography

@Suite struct GroundRasterTests {
  private static let one = GroundRaster.one

  private func draw(_ raster: inout GroundRaster, _ style: LineStyle, _ path: [(Int, Int)]) {
    raster.begin(style)
    for (index, point) in path.enumerated() {
      // Given in dots, meant as their middle.
      let (x, y) = (point.0 * Self.one + Self.one / 2, point.1 * Self.one + Self.one / 2)
      if index == 0 { raster.move(x: x, y: y) } else { raster.line(x: x, y: y) }
    }
  }

  private func rectangle(_ raster: inout GroundRaster, _ kind: AreaKind, _ x: Range<Int>, _ y: Range<Int>) {
    let corners = [
      (x.lowerBound, y.lowerBound), (x.upperBound, y.lowerBound), (x.upperBound, y.upperBound), (x.lowerBound, y.upperBound),
    ]
    for (index, corner) in corners.enumerated() {
      let next = corners[(index + 1) % 4]
      raster.edge(
        fromX: corner.0 * Self.one, fromY: corner.1 * Self.one, toX: next.0 * Self.one, toY: next.1 * Self.one)
    }
    raster.fill(kind)
  }

  @Test func aSharedCellIsTheMoreImportantLines() throws {
    let motorway = try #require(LineStyle(.motorway, zoom: 8))
    let street = try #require(LineStyle(.street, zoom: 14))
    func cell(_ first: LineStyle, _ second: LineStyle) -> Cell {
      var raster = GroundRaster(columns: 10, rows: 5, raster: .braille)
      // The motorway goes across by the third row of dots of the middle row of cells, the street down by the first column of dots.
      for style in [first, second] { draw(&raster, style, style == motorway ? [(0, 10), (19, 10)] : [(8, 0), (8, 19)]) }
      return raster.cells(usesColourFills: false)[2 * 10 + 4]
    }
    #expect(cell(motorway, street) == Cell(glyph: 0x2824, style: Style(.mapMotorway)))
    #expect(cell(street, motorway) == cell(motorway, street))
    // Lines of one band share the cell, and it looks like the more important of them.
    let stream = try #require(LineStyle(.stream, zoom: 14))
    for order in [[street, stream], [stream, street]] {
      var raster = GroundRaster(columns: 10, rows: 5, raster: .braille)
      for style in order { draw(&raster, style, style == stream ? [(0, 10), (19, 10)] : [(8, 0), (8, 19)]) }
      #expect(raster.cells(usesColourFills: false)[24] == Cell(glyph: 0x2800 + 0x47 | 0x24, style: Style(.mapStreet)))
    }
  }

  @Test func bordersAreDashed() throws {
    var raster = GroundRaster(columns: 20, rows: 1, raster: .braille)
    draw(&raster, try #require(LineStyle(.countryBorder, zoom: 8)), [(0, 0), (39, 0)])
    let dots = raster.steps.flatMap { [$0 & 0x01 != 0, $0 & 0x08 != 0] }
    #expect(dots.prefix(16).map { $0 ? "x" : "." }.joined() == "xxxxx...xxxxx...")
    // A dash stands still on its line when what lies before it leaves the pane.
    var moved = GroundRaster(columns: 20, rows: 1, raster: .braille)
    draw(&moved, try #require(LineStyle(.countryBorder, zoom: 8)), [(-6, 0), (33, 0)])
    let movedDots = moved.steps.flatMap { [$0 & 0x01 != 0, $0 & 0x08 != 0] }
    #expect(Array(movedDots.prefix(30)) == Array(dots[6..<36]))
  }

  @Test func aMotorwayIsBroader() throws {
    for (kind, expected) in [(FeatureKind.motorway, 2), (.tertiaryRoad, 1)] {
      var raster = GroundRaster(columns: 6, rows: 2, raster: .braille)
      draw(&raster, try #require(LineStyle(kind, zoom: 12)), [(0, 2), (11, 2)])
      #expect(raster.steps[3].nonzeroBitCount == 2 * expected)
    }
  }

  @Test func areasLieUnderTheirLinesWithColours() throws {
    let road = try #require(LineStyle(.trunkRoad, zoom: 12))
    for raster in [MapRaster.braille, .halfBlock] {
      var ground = GroundRaster(columns: 10, rows: 4, raster: raster)
      rectangle(&ground, .park, 0..<20, 0..<16)
      rectangle(&ground, .water, 0..<10, 0..<16)
      draw(&ground, road, [(0, 5), (19, 5)])
      let cells = ground.cells(usesColourFills: true)
      #expect(cells[11].style.ink == .mapRoadMajor && cells[11].style.paper == .mapWaterFill)
      #expect(cells[17].style.ink == .mapRoadMajor && cells[17].style.paper == .mapParkFill)
      #expect(cells[31] == Cell(glyph: 0x20, style: Style(.normal, on: .mapWaterFill)))
    }
  }

  @Test func areasAreTexturesWithoutColours() throws {
    for (raster, glyph) in [(MapRaster.braille, UInt32(0x2895)), (.halfBlock, 0x2591), (.ascii, 0x7E)] {
      var ground = GroundRaster(columns: 10, rows: 4, raster: raster)
      rectangle(&ground, .water, 0..<20, 0..<16)
      draw(&ground, try #require(LineStyle(.trunkRoad, zoom: 12)), [(0, 5), (19, 5)])
      for isColoured in raster == .ascii ? [false, true] : [false] {
        let cells = ground.cells(usesColourFills: isColoured)
        #expect(cells[31] == Cell(glyph: glyph, style: Style(.mapWater)))
        #expect(cells[11].style == Style(.mapRoadMajor))
        #expect(cells.allSatisfy { $0.style.paper == .normal })
      }
    }
  }

  @Test func halvesHaveColoursOfTheirOwn() {
    var ground = GroundRaster(columns: 2, rows: 1, raster: .halfBlock)
    rectangle(&ground, .water, 0..<4, 0..<2)
    #expect(ground.cells(usesColourFills: true)[0] == Cell(glyph: 0x2580, style: Style(.mapWaterFill)))
    rectangle(&ground, .wood, 0..<4, 2..<4)
    #expect(ground.cells(usesColourFills: true)[0] == Cell(glyph: 0x2580, style: Style(.mapWaterFill, on: .mapParkFill)))
  }

  /// What is left of a line lies in the window and on the line; nothing is left of one that does not meet it.
  @Test func clippingKeepsTheLine() {
    var numbers = SeededNumbers(seed: 31)
    var kept = 0
    for _ in 0..<4_000 {
      let window = GroundRaster.Window(
        left: Int.random(in: -500...500, using: &numbers), top: Int.random(in: -500...500, using: &numbers),
        right: Int.random(in: 501...40_000, using: &numbers), bottom: Int.random(in: 501...40_000, using: &numbers))
      let reach = Bool.random(using: &numbers) ? 60_000 : 1 << 30
      func point() -> (x: Int, y: Int) {
        (Int.random(in: -reach...reach, using: &numbers), Int.random(in: -reach...reach, using: &numbers))
      }
      let (from, to) = (point(), point())
      var (start, end) = (from, to)
      if GroundRaster.clip(&start, &end, to: window) {
        kept += 1
        for point in [start, end] {
          #expect(point.x >= window.left && point.x < window.right && point.y >= window.top && point.y < window.bottom)
          let (dx, dy) = (Double(to.x - from.x), Double(to.y - from.y))
          let distance = abs(dx * Double(point.y - from.y) - dy * Double(point.x - from.x)) / (dx * dx + dy * dy).squareRoot()
          #expect(distance < 3)
        }
      } else {
        // No point of the line lies well within the window.
        for step in 0...200 {
          let share = Double(step) / 200
          let x = Double(from.x) + Double(to.x - from.x) * share
          let y = Double(from.y) + Double(to.y - from.y) * share
          let isInside =
            x > Double(window.left + 3) && x < Double(window.right - 4) && y > Double(window.top + 3)
            && y < Double(window.bottom - 4)
          #expect(!isInside)
        }
      }
    }
    #expect(kept > 300)
  }

  /// Dots are covered as the even-odd rule at their middles says, and only within the window.
  @Test func fillingFollowsTheRule() {
    var numbers = SeededNumbers(seed: 32)
    for _ in 0..<60 {
      var raster = GroundRaster(columns: 20, rows: 8, raster: .braille)
      let window = GroundRaster.Window(
        left: Int.random(in: 0...10, using: &numbers) * Self.one, top: Int.random(in: 0...10, using: &numbers) * Self.one,
        right: Int.random(in: 11...40, using: &numbers) * Self.one, bottom: Int.random(in: 11...32, using: &numbers) * Self.one)
      raster.clip(to: window)
      let points = (0..<Int.random(in: 3...9, using: &numbers)).map { _ in
        (x: Int.random(in: -4_000...14_000, using: &numbers), y: Int.random(in: -4_000...12_000, using: &numbers))
      }
      for (index, point) in points.enumerated() {
        let next = points[(index + 1) % points.count]
        raster.edge(fromX: point.x, fromY: point.y, toX: next.x, toY: next.y)
      }
      raster.fill(.water)
      for y in 0..<32 {
        for x in 0..<40 {
          let (dotX, dotY) = (x * Self.one + Self.one / 2, y * Self.one + Self.one / 2)
          var isInside = false
          var isClose = false
          for (index, a) in points.enumerated() {
            let b = points[(index + 1) % points.count]
            guard (a.y <= dotY) != (b.y <= dotY) else {
              if abs(a.y - dotY) < 2 || abs(b.y - dotY) < 2 { isClose = true }
              continue
            }
            let crossing = Double(a.x) + Double(b.x - a.x) * Double(dotY - a.y) / Double(b.y - a.y)
            if abs(crossing - Double(dotX)) < 2 { isClose = true }
            if crossing < Double(dotX) { isInside.toggle() }
          }
          if isClose { continue }
          let isShown = dotX >= window.left && dotX < window.right && dotY >= window.top && dotY < window.bottom
          let bit = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80][y % 4 * 2 + x % 2] as UInt8
          #expect((raster.area(.water, at: y / 4 * 20 + x / 2) & bit != 0) == (isInside && isShown))
        }
      }
    }
  }
}
