import Canvas
import Testing

@testable import Widgets

@Suite struct TimelineTests {
  let scale = TimelineScale(start: 1_000_000, secondsPerCell: 600, columns: 40)

  @Test func whatEndsAndWhatBeginsAtOneMomentTouch() {
    let first = scale.cells(of: 1_000_000..<1_004_000)
    let second = scale.cells(of: 1_004_000..<1_007_000)
    #expect(first == 0..<7)
    #expect(second.lowerBound == first.upperBound)
  }

  @Test func theShortestStretchTakesACell() {
    #expect(scale.cells(of: 1_000_000..<1_000_001) == 0..<1)
    #expect(scale.visibleCells(of: 999_000..<1_000_200) == nil)
    #expect(scale.visibleCells(of: 990_000..<1_001_200) == 0..<2)
    #expect(scale.visibleCells(of: 1_023_400..<1_099_999) == 39..<40)
  }

  @Test func momentsBeforeTheStartLieInColumnsBeforeTheFirst() {
    #expect(scale.cell(of: 999_999) == -1)
    #expect(scale.cell(of: 999_400) == -1)
    #expect(scale.cell(of: 999_399) == -2)
    #expect(scale.moment(at: scale.cell(of: 1_004_321)) == 1_004_200)
  }

  @Test func overlapsAreStackedAndFreedLanesUsedAgain() {
    let (lanes, count) = TimelineLanes.stack([0..<10, 5..<20, 10..<12, 11..<30, 20..<21])
    #expect(lanes == [0, 1, 0, 2, 0])
    #expect(count == 3)
    #expect(TimelineLanes.stack([]).count == 1)
    #expect(TimelineLanes.stack([5..<5, 5..<5]).lanes == [0, 1], "a stretch without length takes a moment")
  }

  @Test func aBarSaysTheLongestThatFits() {
    func drawn(_ cells: Range<Int>) -> String {
      var frame = Frame(size: Size(width: 12, height: 1))
      TimelineBar(opening: "[", closing: "]", labels: ["1034 Wi-Fi", "1034"], style: .normal).draw(
        cells, into: &frame, in: frame.bounds)
      return frame.text(row: 0)
    }
    #expect(drawn(0..<12) == "[1034 Wi-Fi]")
    #expect(drawn(1..<9) == " [1034  ]   ")
    #expect(drawn(3..<6) == "   [ ]      ")
    #expect(drawn(3..<4) == "   [        ")
    #expect(drawn(-5..<6) == "‹1034]      ", "it began before")
    #expect(drawn(6..<60) == "      [1034›", "it goes on")
    #expect(drawn(20..<30) == "            ")
  }

  @Test func labelsOfTheAxisKeepApart() {
    var frame = Frame(size: Size(width: 20, height: 1))
    let scale = TimelineScale(start: 0, secondsPerCell: 1_800, columns: 20)
    let ticks = (0..<12).map { TimelineAxis.Tick(moment: Int64($0) * 3_600, label: $0 < 10 ? "0\($0)" : "\($0)") }
    TimelineAxis.draw(ticks, scale, into: &frame, in: frame.bounds)
    #expect(frame.text(row: 0) == "00  02  04  06  08  ")
  }
}
