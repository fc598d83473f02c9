import Domain
import Testing
import Widgets

@testable import Console

/// Finding jobs of any day, and going there.
@Suite struct SearchPageTests {
  @Test func everyLetterAsksAndOnlyTheLastAnswerCounts() {
    var desk = Desk()
    desk.send(.verb("search"))
    desk.type("re")
    let asked = desk.effects.compactMap { if case .search(let text, let generation) = $0 { (text, generation) } else { nil } }
    #expect(asked.map(\.0) == ["r", "re"])
    desk.send(.found(SearchAnswer(hits: SampleSearch.hits, isComplete: true), generation: asked[0].1))
    #expect(desk.state.search.hits.isEmpty)
    #expect(desk.screen.contains("Recherche…"))
    desk.send(.found(SearchAnswer(hits: SampleSearch.hits, isComplete: true), generation: asked[1].1))
    #expect(desk.screen.contains("Rémi Lafleur"))
    // With the text gone there is nothing to ask, and what was asked is of no use.
    desk.press("Ctrl-U")
    #expect(desk.state.search.hits.isEmpty)
    desk.send(.found(SearchAnswer(hits: SampleSearch.hits, isComplete: true), generation: asked[1].1))
    #expect(desk.state.search.hits.isEmpty)
  }

  @Test func enterGoesToTheJobOnItsDay() {
    var desk = Desk()
    SampleSearch.search("remi", &desk)
    desk.press("Enter")
    #expect(desk.state.view == .main)
    #expect(desk.state.day == SampleDay.day.adding(days: 2))
    #expect(desk.effects.last { if case .loadBoard = $0 { true } else { false } } == .loadBoard(SampleDay.day.adding(days: 2)))
    var board = Board(day: SampleDay.day.adding(days: 2), technicians: SampleDay.board.technicians)
    for hit in SampleSearch.hits where hit.job.number == "1102" { board.jobs[hit.job.reference] = hit.job }
    for job in SampleDay.jobs where job.isInBacklog { board.jobs[job.reference] = job }
    desk.send(.board(board))
    #expect(desk.selected == "1102")
    // Once: the next board does not move the cursor.
    desk.press("Up")
    let selected = desk.state.list.scroll.selected
    desk.send(.board(board))
    #expect(desk.state.list.scroll.selected == selected)
  }

  @Test func aJobOfThisDayIsShownAtOnce() {
    var desk = Desk()
    SampleSearch.search("remi", &desk)
    desk.press("Down", "Down", "Enter")
    #expect(desk.selected == "1043")
    #expect(desk.state.view == .main && desk.state.layers.isEmpty)
  }

  @Test func whoGoesElsewhereMeanwhileStaysThere() {
    var desk = Desk()
    SampleSearch.search("remi", &desk)
    desk.press("Enter", ",")
    #expect(desk.state.day == SampleDay.day.adding(days: 1))
    desk.send(.board(Board(day: SampleDay.day.adding(days: 1), technicians: SampleDay.board.technicians)))
    #expect(desk.state.awaited == nil)
    #expect(desk.toasts.allSatisfy { !$0.contains("n'est plus") })
  }

  @Test func aJobThatHasLeftItsDayIsSaid() {
    var desk = Desk()
    SampleSearch.search("remi", &desk)
    desk.press("Enter")
    desk.send(.board(Board(day: SampleDay.day.adding(days: 2), technicians: SampleDay.board.technicians)))
    #expect(desk.toasts.last?.contains("1102 n'est plus") == true, "\(desk.toasts)")
  }

  @Test func aFinishedJobWithoutATimeIsOnNoDay() {
    var desk = Desk()
    desk.send(.verb("search x"))
    let job = SampleDay.job(800, "Retrait", "Mercier", nil, nil, 30, .cancelled)
    desk.send(
      .found(
        SearchAnswer(hits: [SearchHit(job: job, field: .notes, text: "x")], isComplete: true),
        generation: desk.state.search.generation))
    desk.press("Enter")
    #expect(desk.toasts.last?.contains("il n'est sur aucun jour") == true)
    #expect(desk.state.view == .search)
  }

  @Test func escapeLeavesTheFieldThenThePage() {
    var desk = Desk()
    desk.press("F5")
    SampleSearch.search("remi", &desk)
    desk.press("Esc")
    #expect(desk.state.layers.isEmpty && desk.state.view == .search)
    desk.press("j")
    #expect(desk.state.search.scroll.index == 1)
    // "/" opens the field again with what was typed.
    desk.press("/")
    #expect(desk.state.layers.last is SearchLayer)
    desk.type("x")
    #expect(desk.state.search.text == "remix")
    desk.press("Esc", "Esc")
    #expect(desk.state.view == .sync)
  }

  @Test func theFilterHandsItsTextOn() {
    var desk = Desk()
    desk.press("/")
    desk.type("lafleur")
    desk.press("Ctrl-F")
    #expect(desk.state.view == .search && desk.state.search.text == "lafleur")
    #expect(desk.state.list.filter.isEmpty)
    #expect(desk.state.layers.last is SearchLayer)
  }

  @Test func moreOfTheSameSearchKeepsTheCursor() {
    var desk = Desk()
    SampleSearch.search("remi", &desk, isComplete: false)
    desk.press("Down", "Down")
    #expect(desk.screen.contains("l'index se complète"))
    let selected = desk.state.search.scroll.selected
    var more = SampleSearch.hits
    more.insert(SearchHit(job: SampleDay.board.jobs[SampleDay.reference(1018)]!, field: .customer, text: "Rémi"), at: 0)
    desk.send(.found(SearchAnswer(hits: more, isComplete: true), generation: desk.state.search.generation))
    #expect(desk.state.search.scroll.selected == selected)
    #expect(desk.state.search.scroll.index == 3)
  }

  @Test func aNumberFromAnotherDayIsLookedUp() {
    var desk = Desk()
    desk.go(to: 1102)
    guard case .locate("1102", let generation)? = desk.effects.last else { return #expect(Bool(false)) }
    desk.send(.located([SampleSearch.hits[0].job], text: "1102", generation: generation))
    #expect(desk.state.day == SampleDay.day.adding(days: 2))
    // From the verb line as well, a bare number too.
    for line in ["g 77777", "77777", "bon BT-77777"] {
      desk.send(.verb(line))
      guard case .locate(_, let generation)? = desk.effects.last else {
        Issue.record("\(line) looks nowhere")
        continue
      }
      desk.send(.located([], text: "77777", generation: generation))
      #expect(desk.toasts.last?.contains("aucun bon « 77777 »") == true)
    }
  }

  @Test func aNumberThatSeveralHaveIsChosenFrom() {
    var desk = Desk()
    desk.go(to: 912)
    guard case .locate(_, let generation)? = desk.effects.last else { return #expect(Bool(false)) }
    desk.send(.located(SampleSearch.hits.map(\.job), text: "912", generation: generation))
    #expect(desk.state.view == .search && desk.state.search.text == "912")
  }

  @Test func aLockedBoardShowsNothingOfTheCustomers() {
    var desk = Desk()
    SampleSearch.search("remi", &desk)
    let generation = desk.state.search.generation
    desk.send(.syncStatus(SyncStatus(link: .signInNeeded(words: "401"))))
    #expect(!desk.screen.contains("Lafleur"))
    desk.send(.found(SearchAnswer(hits: SampleSearch.hits, isComplete: true), generation: generation))
    #expect(!desk.screen.contains("Lafleur"))
    desk.send(.verb("search remi"))
    #expect(!desk.screen.contains("Lafleur"))
  }

  @Test func whatIsMetIsFoundAgainInTheText() {
    let pieces = SearchQuery("remi lafl").pieces(of: "Chez Rémi Lafleur, St-Rémi")
    #expect(pieces.filter(\.isMatch).map(\.text) == ["Rémi", "Lafleur", "Rémi"])
    #expect(pieces.map(\.text).joined() == "Chez Rémi Lafleur, St-Rémi")
    #expect(SearchQuery("saint").pieces(of: "St-Rémi").first?.isMatch == true)
    #expect(SearchQuery("ste").pieces(of: "Stéphane").first?.isMatch == true)
  }
}
