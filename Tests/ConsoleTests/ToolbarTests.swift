import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// What the bar has no room for is in ⋯, in words.
@Suite struct ToolbarTests {
  private static let links: [SyncStatus.Link] = [
    .starting, .live, .polling, .offline(since: SampleDay.at(9, 0)), .signInNeeded(words: "401"),
    .follower(of: 4_711, stale: true),
    .loading(received: 12_345, total: 45_678),
  ]

  private func desk(_ width: Int, _ language: Language, _ link: SyncStatus.Link, _ view: State.View) -> Desk {
    var desk = Desk(width: width, height: 40, language: language)
    desk.send(.syncStatus(SyncStatus(link: link, freshAt: SampleDay.at(10, 30), queued: 12, parked: 3)))
    _ = desk.state.show(view)
    desk.state.toasts.dismiss()
    return desk
  }

  @Test(arguments: Language.allCases, [State.View.main, .week, .sync]) func nothingIsLostAtAnyWidth(
    language: Language, view: State.View
  ) {
    for link in Self.links {
      let desk = desk(200, language, link, view)
      let words = desk.state.words
      let bar = ToolbarView(desk.state)
      for width in 20...200 {
        let level = bar.level(width: width)
        let shown = bar.items(level: level)
        let line = (shown.left + shown.centre + shown.right).map(\.text).joined()
        let rest = bar.rest(level: level)
        let texts = rest.map(\.text).joined(separator: "\n")
        func isThere(_ text: String) -> Bool { line.contains(text) || texts.contains(text) }
        let needed = [
          words.link(desk.state, withAge: true).0, String(bar.chipCount),
        ]
        for text in needed where !isThere(text) { Issue.record("\(width) \(link): \(text) is nowhere: \(line) | \(texts)") }
        if !line.contains("↑12"), !texts.contains(words.waiting(12)) { Issue.record("\(width): the queue is lost") }
        if !line.contains("⚠3"), !texts.contains(words.toSettle(3)) { Issue.record("\(width): what is to settle is lost") }
        if !line.contains(words.viewName(view)), !line.contains(words.shortViewName(view)), !texts.contains(words.viewName(view))
        {
          Issue.record("\(width): the view is lost")
        }
        // Whole, not cut: the bar's parts fit side by side.
        let needs = [shown.left, shown.centre, shown.right].reduce(0) {
          $0 + $1.reduce(0) { $0 + TextWidth.columns(of: $1.text) }
        }
        if needs + 2 > width { Issue.record("\(width) \(link): the bar needs \(needs)") }
      }
    }
  }

  @Test(arguments: Language.allCases) func theMenuShowsItInFull(language: Language) {
    for width in [20, 30, 40, 60, 80] {
      var desk = desk(width, language, .offline(since: SampleDay.at(9, 0)), .main)
      let bar = ToolbarView(desk.state)
      let rest = bar.rest(level: bar.level(width: width))
      #expect(width > 40 || !rest.isEmpty)
      desk.press("F8")
      for item in rest {
        for line in TextWidth.wrapped(item.text, to: width - 4) {
          let text = String(line.map { $0 == "\u{A0}" ? " " : $0 })
          #expect(desk.screen.contains(text), "\(width): \(text)")
        }
      }
    }
  }

  @Test func whatLeavesTheBarIsChosenInTheMenu() {
    var desk = desk(24, .french, .live, .main)
    desk.press("F8")
    let chip = ToolbarView(desk.state).rest(level: ToolbarView(desk.state).level(width: 24)).firstIndex { $0.command == .chip }!
    for _ in 0..<chip { desk.press("Down") }
    desk.press("Enter")
    #expect(desk.screen.contains("Montrer"))
  }

  @Test func levelsOnlyLoseAsTheBarNarrows() {
    var before = -1
    let bar = ToolbarView(desk(200, .french, .live, .main).state)
    for width in (20...200).reversed() {
      let level = bar.level(width: width)
      #expect(level >= before)
      before = level
    }
  }
}
