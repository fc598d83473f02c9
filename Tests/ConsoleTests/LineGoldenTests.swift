import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// The verb line with what it offers, and the search page, as they look.
@Suite struct LineGoldenTests {
  struct Shot: Sendable, CustomTestStringConvertible {
    let width: Int
    let height: Int
    let mode: SymbolSet
    let language: Language
    var testDescription: String { "\(width)x\(height)-\(mode.rawValue)-\(language.rawValue)" }
  }

  static let shots = [(80, 24), (120, 40)].flatMap { size in
    [(SymbolSet.unicode, Language.french), (.unicode, .english), (.ascii, .french), (.plain, .english)].map {
      Shot(width: size.0, height: size.1, mode: $0.0, language: $0.1)
    }
  }

  static let scenes: [(name: String, play: @Sendable (inout Desk) -> Void)] = [
    ("line-empty", { $0.press(":") }),
    (
      "line-verbs",
      {
        $0.press(":"); $0.type("d")
      }
    ),
    (
      "line-jobs",
      {
        $0.press(":"); $0.type("a 10")
      }
    ),
    (
      "line-names",
      {
        $0.press(":"); $0.type("a 1051 ")
      }
    ),
    (
      "line-chosen",
      {
        $0.press(":"); $0.type("a 1051 "); $0.press("Tab", "Tab")
      }
    ),
    (
      "line-times",
      {
        $0.press(":"); $0.type("a 1051 karine ")
      }
    ),
    (
      "line-preview",
      {
        $0.press(":"); $0.type("a 1051 marc 13h30")
      }
    ),
    (
      "line-days",
      {
        $0.press(":"); $0.type("r 1034 ")
      }
    ),
    (
      "line-statuses",
      {
        $0.press(":"); $0.type("s 1015 ")
      }
    ),
    (
      "line-several",
      {
        $0.press(":"); $0.type("m 1034,1035 +30m")
      }
    ),
    (
      "line-wrong",
      {
        $0.press(":"); $0.type("a 1043 samedi"); $0.press("Enter")
      }
    ),
    (
      "line-ambiguous",
      {
        $0.send(.boardPatch(BoardPatch(technicians: ["TECH-020": SampleSearch.otherJulie])))
        $0.press(":"); $0.type("a 1043 ju 15h"); $0.press("Enter")
      }
    ),
    (
      "macro-letter",
      {
        $0.send(.memory(SampleSearch.memory)); $0.press("E")
      }
    ),
    (
      "recording",
      {
        $0.go(to: 1030); $0.press("R", "b"); $0.press("m"); $0.type("+30m"); $0.press("Enter"); $0.state.toasts.dismiss()
      }
    ),
    (
      "save-view",
      {
        $0.press("/"); $0.type("wifi"); $0.press("Enter"); $0.send(.verb("save-view")); $0.type("Wi-Fi")
      }
    ),
    (
      "views",
      {
        $0.send(.memory(SampleSearch.memory)); $0.press("F4")
      }
    ),
    (
      "marks-hidden",
      {
        $0.go(to: 1043); $0.press("Space", "Space", "Space", "/"); $0.type("1043"); $0.press("Enter")
      }
    ),
    ("search-empty", { $0.send(.verb("search")) }),
    ("search", { SampleSearch.search("remi lafl", &$0) }),
    (
      "search-page",
      {
        SampleSearch.search("remi", &$0); $0.press("Esc", "Down", "Down")
      }
    ),
    ("search-filling", { SampleSearch.search("remi", &$0, isComplete: false) }),
    (
      "search-nothing",
      {
        $0.send(.verb("search")); $0.type("zzz");
        $0.send(.found(SearchAnswer(hits: [], isComplete: true), generation: $0.state.search.generation))
      }
    ),
  ]

  @Test(arguments: shots) func scene(shot: Shot) throws {
    for scene in Self.scenes {
      var desk = Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode)
      scene.play(&desk)
      try GoldenComparison.compare(desk, "\(scene.name)-\(shot.testDescription)")
    }
  }

  /// Where there is no room for a list, the line still works.
  @Test func theSmallestScreen() throws {
    var desk = Desk(width: 20, height: 6)
    desk.press(":")
    desk.type("a 1051 ")
    try GoldenComparison.compare(desk, "line-names-20x6")
    desk.press("Esc")
    SampleSearch.search("remi", &desk)
    try GoldenComparison.compare(desk, "search-20x6")
  }
}

/// What a search of the sample might find, and what a dispatcher may have kept.
enum SampleSearch {
  static let otherJulie = Technician(name: "TECH-020", fullName: "Julien Caron", shiftStart: 480, shiftEnd: 990)

  static let memory = HandMemory(
    views: [
      SavedView(name: "Urgences", filter: "p1"), SavedView(name: "Soir", sort: .load, folded: [.backlog]),
    ],
    macros: [
      Macro(letter: "p", lines: ["status Published"]),
      Macro(letter: "v", lines: ["assign TECH-001", "report +2", "notes pluie"]),
    ],
    history: ["a 1043 marc"])

  /// Of other days too.
  static var hits: [SearchHit] {
    var past = SampleDay.job(
      912, "Installation fibre (aérien)", "Saint-Rémi", nil, nil, 150, to: 2, .done, customer: "Rémi Lafleur")
    past.scheduledStart = SampleDay.at(9, 0, days: -40)
    past.notes =
      "Chez les Lafleur, Saint-Rémi : entrer par la cour arrière, le chien est attaché, sonner deux fois avant de monter."
    var later = SampleDay.job(1102, "Déménagement", "Saint-Rémi", nil, nil, 90, to: 1, .planned, customer: "Rémi Gagné")
    later.scheduledStart = SampleDay.at(13, 0, days: 2)
    let board = SampleDay.board.jobs
    let today = board[SampleDay.reference(1043)]!
    return [
      SearchHit(job: later, field: .customer, text: later.customerName),
      SearchHit(job: past, field: .customer, text: past.customerName),
      SearchHit(job: today, field: .serial, text: "GF48A1B2C3"),
      SearchHit(job: board[SampleDay.reference(1013)]!, field: .address, text: "1013, rang Saint-Charles, Saint-Rémi"),
      SearchHit(job: board[SampleDay.reference(1055)]!, field: .subject, text: board[SampleDay.reference(1055)]!.subject),
      SearchHit(job: past, field: .notes, text: past.notes),
    ]
  }

  static func search(_ text: String, _ desk: inout Desk, isComplete: Bool = true) {
    desk.send(.verb("search"))
    desk.type(text)
    desk.send(.found(SearchAnswer(hits: hits, isComplete: isComplete), generation: desk.state.search.generation))
  }
}
