import Domain
import Testing

@testable import Console

@Suite struct SavedViewTests {
  @Test func aViewIsKeptAndComesBack() {
    var desk = Desk()
    desk.press("/")
    desk.type("wifi")
    desk.press("Enter")
    desk.send(.verb("garder Wi-Fi du jour"))
    let kept = SavedView(name: "Wi-Fi du jour", filter: "wifi")
    #expect(desk.effects.contains(.keep(.saveView(kept))))
    desk.press("Esc", "o", "c")
    #expect(desk.state.list.filter.isEmpty && desk.state.list.sort == .load)
    // Without accents, and by its beginning.
    desk.send(.verb("vue wi-fi"))
    #expect(desk.state.list.filter == "wifi" && desk.state.list.sort == .time)
    #expect(desk.screen.contains("5 / 20"))
  }

  @Test func theDialogKeepsItUnderTheTypedName() {
    var desk = Desk()
    desk.send(.verb("save-view"))
    desk.type("  Soir ")
    desk.press("Enter")
    #expect(desk.state.memory.views.map(\.name) == ["Soir"])
    // The same name again replaces it.
    desk.press("o", "c")
    desk.send(.verb("keep soir"))
    #expect(desk.state.memory.views.map(\.sort) == [.load])
    #expect(desk.toasts.last?.contains("remplacée") == true)
  }

  @Test func theMenuOfViewsOffersThem() {
    var desk = Desk()
    desk.send(.memory(SampleSearch.memory))
    desk.press("F4", "End", "Enter")
    #expect(desk.state.list.sort == .load && desk.state.list.folded == [.backlog])
  }

  @Test func oneThatIsNotThereSaysWhichAre() {
    var desk = Desk()
    desk.send(.verb("vue matin"))
    #expect(desk.toasts.last?.contains("aucune vue gardée") == true)
    desk.send(.memory(SampleSearch.memory))
    desk.send(.verb("vue matin"))
    #expect(desk.toasts.last?.contains("Urgences, Soir") == true)
    desk.send(.verb("oublier soir"))
    #expect(desk.effects.contains(.keep(.forgetView("Soir"))))
    #expect(desk.state.memory.views.map(\.name) == ["Urgences"])
  }

  @Test func groupsAreSpelledInAFile() {
    for key in [GroupKey.backlog, .unassigned, .resource("TECH-001"), .resource("backlog")] {
      #expect(GroupKey(text: key.text) == key)
    }
    #expect(GroupKey(text: "resource:") == nil)
    #expect(GroupKey(text: "zzz") == nil)
  }

  @Test func twoConsolesAddToOneMemory() {
    var file = HandMemory()
    for change in [
      MemoryChange.saveView(SavedView(name: "a")), .saveView(SavedView(name: "b")), .saveView(SavedView(name: "a", filter: "x")),
      .saveMacro(Macro(letter: "p", lines: ["undo"])), .line("u"), .line("m 1 +30m"), .line("u"), .forgetView("b"),
      .saveMacro(Macro(letter: "p", lines: [])),
    ] { file.apply(change) }
    #expect(file == HandMemory(views: [SavedView(name: "a", filter: "x")], macros: [], history: ["m 1 +30m", "u"]))
    for number in 0..<150 { file.apply(.line("g \(number)")) }
    #expect(file.history.count == HandMemory.longestHistory && file.history.last == "g 149")
  }
}
