import Canvas
import Configuration
import Testing

@testable import Console

@Suite struct PaneLayoutTests {
  @Test func panesFillTheScreenWithoutOverlapping() {
    for width in stride(from: 20, through: 300, by: 7) {
      for height in stride(from: 6, through: 100, by: 3) {
        for pane in State.Pane.allCases {
          for isPlain in [false, true] {
            let layout = PaneLayout(size: Size(width: width, height: height), pane: pane, isPlain: isPlain, showsSheet: true)
            let panes = [
              layout.toolbar, layout.titles, layout.list, layout.divider, layout.map, layout.sheetRule, layout.sheet,
              layout.hints,
            ]
            let screen = Rect(x: 0, y: 0, width: width, height: height)
            let areInside = panes.allSatisfy { $0.isEmpty || screen.intersection($0) == $0 }
            let overlap = panes.indices.contains { a in
              panes.indices.contains { b in a < b && !panes[a].intersection(panes[b]).isEmpty }
            }
            let covered = panes.reduce(0) { $0 + $1.width * $1.height }
            guard areInside, !overlap, covered == width * height else {
              Issue.record("\(width)x\(height) \(pane) plain \(isPlain): \(panes)")
              return
            }
          }
        }
      }
    }
  }

  @Test func theScrollbarBesideTheMapIsTheLineBetweenThem() {
    let desk = Desk(width: 120, height: 24)
    let layout = PaneLayout(desk.state)
    let column = (layout.divider.y..<layout.divider.maxY).map { Unicode.Scalar(desk.frame[layout.divider.x, $0].glyph)! }
    #expect(column.contains("┃") && column.contains("│"))
    #expect(column.allSatisfy { $0 == "┃" || $0 == "│" })
  }
}
