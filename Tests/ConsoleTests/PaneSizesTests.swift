import Canvas
import Configuration
import Testing

@testable import Console

@Suite struct PaneSizesTests {
  @Test func wantedSizesKeepThePanesWithinTheScreen() {
    let shares: [Int?] = [nil, 1, 200, 500, 800, 999]
    for width in stride(from: 20, through: 260, by: 11) {
      for height in stride(from: 6, through: 90, by: 4) {
        for pane in State.Pane.allCases {
          for list in shares {
            for sheet in shares {
              let layout = PaneLayout(
                size: Size(width: width, height: height), pane: pane, isPlain: false, showsSheet: true,
                sizes: PaneSizes(list: list, sheet: sheet))
              let panes = [
                layout.toolbar, layout.titles, layout.list, layout.divider, layout.map, layout.sheetRule, layout.sheet,
                layout.hints,
              ]
              let screen = Rect(x: 0, y: 0, width: width, height: height)
              let covered = panes.reduce(0) { $0 + $1.width * $1.height }
              guard panes.allSatisfy({ $0.isEmpty || screen.intersection($0) == $0 }), covered == width * height else {
                Issue.record("\(width)x\(height) \(pane) \(list ?? -1) \(sheet ?? -1): \(panes)")
                return
              }
              let suited = PaneLayout(
                size: Size(width: width, height: height), pane: pane, isPlain: false, showsSheet: true)
              // No size hides a pane that the screen has room for.
              let samePanes = [(layout.list, suited.list), (layout.map, suited.map), (layout.sheet, suited.sheet)].allSatisfy {
                $0.0.isEmpty == $0.1.isEmpty
              }
              if !samePanes { Issue.record("\(width)x\(height) \(pane): a pane has gone or come") }
            }
          }
        }
      }
    }
  }

  @Test func aShareGivesItsCellsBack() {
    for total in 1...400 {
      for cells in 0...total {
        #expect(
          abs(PaneSizes.cells(PaneSizes.share(cells, of: total), of: total, within: (0, total), otherwise: -1) - cells) == 0)
      }
    }
  }

  @Test func arrowsMoveTheRulesAndEscTakesItBack() {
    var desk = Desk(width: 120, height: 40)
    let before = PaneLayout(desk.state)
    _ = desk.state.perform(.resizePanes)
    desk.press("Left", "Left", "Up", "Up", "Up")
    #expect(PaneLayout(desk.state).list.width == before.list.width - 2)
    #expect(PaneLayout(desk.state).sheet.height == before.sheet.height + 3)
    #expect(desk.screen.contains("liste \(before.list.width - 2)") && desk.screen.contains("fiche \(before.sheet.height + 3)"))
    desk.press("Esc")
    #expect(PaneLayout(desk.state) == before && desk.state.layers.isEmpty)
    _ = desk.state.perform(.resizePanes)
    desk.press("Right", "Enter")
    #expect(PaneLayout(desk.state).list.width == before.list.width + 1)
    desk.press("Shift-Left", "Shift-Left")
    #expect(PaneLayout(desk.state).list.width == before.list.width - 1)
    // At its bound a rule stays, and comes back at the first key.
    for _ in 0..<300 { desk.press("Shift-Left") }
    let least = PaneLayout(desk.state).list.width
    desk.press("Shift-Right")
    #expect(PaneLayout(desk.state).list.width == least + 1)
  }

  @Test func sizesHoldForAnotherTerminal() {
    var desk = Desk(width: 120, height: 40)
    for _ in 0..<6 { desk.press("Shift-Left") }
    let share = PaneLayout(desk.state).list.width * 100 / 120
    desk.send(.input(.resize(Size(width: 80, height: 24))))
    desk.send(.input(.resize(Size(width: 140, height: 50))))
    #expect(abs(PaneLayout(desk.state).list.width * 100 / 140 - share) <= 1)
    desk.send(.input(.resize(Size(width: 120, height: 40))))
    #expect(PaneLayout(desk.state).list.width * 100 / 120 == share)
  }

  @Test func rulesAreDraggedByMouse() {
    var desk = Desk(width: 120, height: 40)
    let panes = PaneLayout(desk.state)
    desk.send(.input(.mouse(Mouse(.left, .press, at: Point(x: panes.divider.x, y: 12)))))
    desk.send(.input(.mouse(Mouse(.left, .drag, at: Point(x: panes.divider.x - 9, y: 14)))))
    desk.send(.input(.mouse(Mouse(.left, .release, at: Point(x: panes.divider.x - 9, y: 14)))))
    #expect(PaneLayout(desk.state).divider.x == panes.divider.x - 9)
    desk.send(.input(.mouse(Mouse(.left, .drag, at: Point(x: 90, y: 14)))))
    #expect(PaneLayout(desk.state).divider.x == panes.divider.x - 9, "let go is let go")
    desk.send(.input(.mouse(Mouse(.left, .press, at: Point(x: 20, y: panes.sheetRule.y)))))
    desk.send(.input(.mouse(Mouse(.left, .drag, at: Point(x: 20, y: panes.sheetRule.y - 4)))))
    #expect(PaneLayout(desk.state).sheet.height == panes.sheet.height + 4)
  }

  @Test func whereThereIsOnePaneItSaysSo() {
    var desk = Desk(width: 60, height: 10)
    #expect(availability(of: .resizePanes, in: desk.state).reason == desk.state.words.nothingToResize)
    desk = Desk(width: 80, height: 24)
    _ = desk.state.perform(.resizePanes)
    desk.press("Left")
    #expect(desk.screen.contains("élargissez la fenêtre"))
  }
}
