import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// What the verb line offers while it is typed, and what it says that it would do.
@Suite struct CompletionTests {
  private func labels(_ line: String, _ desk: Desk = Desk()) -> [String] {
    var desk = desk
    desk.send(.board(SampleDay.board))
    return VerbCompleter(desk.state)!.complete(line).items.map(\.label)
  }

  private func texts(_ line: String) -> [String] { VerbCompleter(Desk().state)!.complete(line).items.map(\.text) }

  @Test func everyVerbOfTheParserIsInTheTableOnceAndIsCompleted() {
    for entry in VerbTable.entries {
      #expect(VerbTable.entries.count { $0.head == entry.head } == 1)
      for word in entry.folded {
        #expect(VerbLineParser.head(word) == entry.head, "\(word)")
        #expect(!texts(String(word.prefix(1))).isEmpty, "\(word)")
      }
      for language in Language.allCases { #expect(VerbLineParser.head(entry.word(Words(language))) == entry.head) }
    }
    let words = VerbTable.entries.flatMap { Array(Set($0.folded)) }
    #expect(Set(words).count == words.count, "a word stands for two verbs")
  }

  @Test func verbsInBothLanguagesAccentsOptional() {
    #expect(labels("dépl") == ["déplacer"])
    #expect(labels("depl") == ["déplacer"])
    #expect(labels("assi") == ["assigner"])
    #expect(labels("mov") == ["déplacer"])
    #expect(texts("mov") == ["move"])
    #expect(labels("mov", Desk(language: .english)) == ["move"])
    #expect(labels("zzz").isEmpty)
  }

  @Test func jobsByNumberWithWhatTheyAre() throws {
    let completion = VerbCompleter(Desk().state)!.complete("a 105")
    #expect(completion.items.map(\.text) == ["1051", "1055", "1058"])
    #expect(completion.items[0].aside.contains("Mercier"))
    #expect(completion.line(with: completion.items[0]) == "a 1051 ")
    // After a comma the next job, without those that are named.
    let second = VerbCompleter(Desk().state)!.complete("r 1051,105")
    #expect(second.items.map(\.text) == ["1055", "1058"])
    #expect(second.line(with: second.items[0]) == "r 1051,1055 ")
    // A number alone goes there; "?" asks who can.
    #expect(texts("104") == ["1040", "1041", "1043", "1047"])
    #expect(VerbCompleter(Desk().state)!.complete("?104").head == "?")
  }

  @Test func peopleAsTheySuitTheJob() {
    let offered = labels("a 1051 ")
    // Wi-Fi, and inside the window, goes first; who is away goes last.
    #expect(offered.first == "Zoé Bélanger")
    #expect(offered.last == "Félix Gauthier")
    #expect(labels("a 1051 zoe") == ["Zoé Bélanger"])
    #expect(labels("a 1051 bel zo") == ["Zoé Bélanger"])
    #expect(labels("a 1051 nobody").isEmpty)
    var desk = Desk()
    desk.go(to: 1051)
    // With a selection the job need not be named.
    #expect(VerbCompleter(desk.state)!.complete("a zoe").items.map(\.text) == ["Zoé Bélanger"])
    #expect(VerbCompleter(desk.state)!.complete("a ").items.first?.text == "Zoé Bélanger")
  }

  @Test func timesDaysAndStatuses() {
    #expect(labels("a 1051 zoé bélanger ").first == "14h30")
    #expect(labels("a 1051 zoe 13").allSatisfy { $0.hasPrefix("13h") })
    #expect(labels("m 1034 +1") == ["+15m", "+1h", "+1h30"])
    #expect(labels("r 1034 ve") == ["vendredi", "15 mai"])
    #expect(labels("r 1034 friday") == ["vendredi"])
    #expect(labels("r 1034 15") == ["15 mai"])
    #expect(labels("jour dem") == ["demain"])
    #expect(labels("s 1015 te") == ["TER  Terminé"])
    #expect(labels("s 1015 do") == ["TER  Terminé"])
    // What the job can become comes before what it cannot.
    #expect(labels("s 1015 ").prefix(2) == ["PAU  En pause", "TER  Terminé"])
    #expect(labels("filtrer épi") == ["épissure"])
    #expect(labels("thème da") == ["dark"])
  }

  @Test func whatIsOfferedIsUnderstood() {
    for line in ["a 1051 ", "m 1034 ", "m 1034 +", "r 1034 ", "s 1030 ", "jour ", "filtrer "] {
      let completion = VerbCompleter(Desk().state)!.complete(line)
      #expect(!completion.items.isEmpty, "\(line)")
      for item in completion.items {
        let whole = completion.line(with: item)
        guard case .success = Desk().state.parse(whole) else {
          Issue.record("\(whole) is offered and not understood")
          continue
        }
      }
    }
  }

  @Test func tabTakesFromTheListAndEscapeGivesTheTypedLineBack() {
    var desk = Desk()
    desk.press(":")
    desk.type("dépl")
    desk.press("Tab")
    #expect(desk.screen.contains(":déplacer "))
    desk.type("1034 +3")
    desk.press("Tab")
    #expect(desk.screen.contains(":déplacer 1034 +30m"))
    desk.press("Enter")
    #expect(desk.waiting.map(\.verb) == ["move BT-01034 +30m"])
    desk.press(":")
    desk.type("a 1051 ")
    desk.press("Tab", "Tab")
    #expect(desk.screen.contains(":a 1051 Karine Côté"))
    desk.press("Up")
    #expect(desk.screen.contains(":a 1051 Zoé Bélanger"))
    desk.press("Esc")
    #expect(desk.screen.contains(":a 1051 "))
    #expect(!desk.screen.contains(":a 1051 Z"))
    desk.press("Esc")
    #expect(desk.state.layers.isEmpty)
  }

  @Test func anAmbiguousNameIsChosenFromAndKeepsTheTime() {
    var desk = Desk()
    desk.send(.boardPatch(BoardPatch(technicians: ["TECH-020": SampleSearch.otherJulie])))
    desk.press(":")
    desk.type("a 1058 ju 15h30")
    desk.press("Enter")
    #expect(desk.waiting.isEmpty)
    #expect(desk.screen.contains(":a 1058 Julie Gagnon 15h30"))
    desk.press("Down")
    #expect(desk.screen.contains(":a 1058 Julien Caron 15h30"))
    desk.press("Enter")
    #expect(desk.waiting.map(\.verb) == ["assign BT-01058 TECH-020 2026-05-06T15:30"])
    // A status too.
    desk.press(":")
    desk.type("s 1030 p")
    desk.press("Enter", "Down", "Enter")
    #expect(desk.waiting.count + (desk.state.toasts.showing.isEmpty ? 0 : 1) > 1)
  }

  @Test func namesakesAreToldApart() {
    var board = SampleDay.board
    board.technicians["TECH-030"] = Technician(name: "TECH-030", fullName: "Julie Gagnon")
    let state = Desk(board: board).state
    #expect(Set(VerbCompleter(state)!.complete("a 1043 julie").items.map(\.text)) == ["TECH-002", "TECH-030"])
  }

  @Test func theConsequenceIsToldBeforeEnter() {
    func preview(_ line: String, _ desk: Desk = Desk()) -> String {
      VerbPreview.spans(of: line, desk.state).map(\.text).joined(separator: " · ").replacing("\u{A0}", with: " ")
    }
    let told = preview("a 1051 zoe 14h30")
    #expect(told.hasPrefix("1051 → Zoé Bélanger 14:30"))
    #expect(told.contains("min route") && told.contains("✓ plage respectée") && told.contains("/ 7 h 30"))
    #expect(preview("a 1051 marc 13h30").contains("chevauche 1021"))
    #expect(preview("a 1051 marc 13h30").contains("manque : Wi-Fi"))
    #expect(preview("m 1034,1035 +30m").hasPrefix("2 bons +30 min"))
    #expect(preview("s 1030 abs").hasPrefix("demandera"))
    #expect(preview("m 1012 +30m").contains("terminé"))
    #expect(preview("a 1051").contains("à qui"))
    #expect(preview("9999").contains("9999"))
    #expect(preview("zzz") == "")
    #expect(preview("a 1051 zoe", Desk(role: .readOnly)) == "lecture seule")
  }

  @Test func whoCanOpensTheCandidatesOfThatJob() {
    for line in ["?1058", "? 1058", "qui 1058", "who 1058"] {
      var desk = Desk()
      desk.go(to: 1043)
      desk.press(":")
      desk.type(line)
      desk.press("Enter")
      #expect(desk.selected == "1058", "\(line)")
      #expect(desk.state.layers.last is AssignLayer, "\(line)")
    }
    var desk = Desk()
    desk.send(.verb("?9999"))
    #expect(desk.toasts.last?.contains("9999") == true)
  }

  @Test func theIndexFindsWhatLookingThroughTheBoardFinds() {
    let index = VerbIndex(SampleDay.board)
    for text in ["1043", "01043", "BT-01043", "bt-01051", "9", "9999", "104", "", "x"] {
      #expect(JobToken.find(text, SampleDay.board, index: index) == JobToken.find(text, SampleDay.board), "\(text)")
    }
    var board = SampleDay.board
    #expect(index.isCurrent(for: board))
    let twin = SampleDay.job(1043, "Autre", "Mercier", nil, nil, 30)
    var other = twin
    other.reference = DocumentReference(.job, name: "SAV-1043")
    board.jobs[other.reference] = other
    #expect(!index.isCurrent(for: board))
    // An index that is behind does not hide what the board has.
    #expect(JobToken.find("SAV-1043", board, index: index) == other.reference)
    #expect(JobToken.find("1043", board, index: VerbIndex(board)) == nil)
  }

  @Test func linesOfOnesOwnWordsAreNotKeptForTheNextConsole() {
    var desk = Desk()
    func kept(_ line: String, _ desk: inout Desk) -> Bool {
      desk.press(":")
      desk.type(line)
      return desk.press("Enter").contains(.keep(.line(line)))
    }
    #expect(kept("m 1034 +30m", &desk))
    #expect(!kept("n 1034 code 4512", &desk))
    #expect(!kept("s 1030 abs code 4512", &desk))
    desk.press(":", "Up")
    #expect(desk.screen.contains(":s 1030 abs code 4512"))
    desk.press("Up", "Up")
    #expect(desk.screen.contains(":m 1034 +30m"))
  }

  @Test func whatEarlierConsolesTypedComesBack() {
    var desk = Desk()
    #expect(State.startingEffects(of: desk.state).contains(.recallMemory))
    desk.send(.memory(SampleSearch.memory))
    desk.press(":", "Up")
    #expect(desk.screen.contains(":a 1043 marc"))
  }
}
