import Foundation
import Household
import TerminalHarness
import Testing

/// Text from outside is data: pasted, or written by a server, it never reaches the terminal as control and never runs a command.
@Suite(.serialized) struct OutsideTextTests {
  static let hostile = [
    "\u{1B}]0;pwned\u{07}titre", "\u{1B}[2J\u{1B}[Heffacé", "\u{1B}]52;c;cHduZWQ=\u{07}presse", "\u{9B}31mrouge",
    "\u{202E}sroverne\u{202C}",
    "\u{1B}[?1049l\u{1B}[?25l", "👩‍👩‍👧‍👦 ❤️ 🇨🇦 é\u{301}\u{301}\u{301}", "\u{1B}P1$r\u{1B}\\", "\u{7}\u{8}\u{8}\u{8}\r\n\t",
    String(repeating: "Nom-de-soixante-caractères", count: 4),
  ]

  @Test func hostileServerStringsAreShownHarmlessly() async throws {
    let household = try Household()
    let console = try household.console()
    let before = try await console.waitForLive()
    let jobs = Array(before.backlog.prefix(Self.hostile.count))
    let site = try await household.site()
    for (job, text) in zip(jobs, Self.hostile) {
      try await site.update(
        "Dispatch Job", "BT-0\(job)", ["subject": text, "customer_name": text, "notes": text + "\nsentinelle \(job)"])
    }
    for job in jobs {
      try await console.goTo(job: job)
      try await console.waitFor("the notes of \(job)") { $0.contains("sentinelle \(job)") }
    }
    let screen = console.screen
    #expect(screen.isAlternate)
    #expect(screen.title == before.title)
    #expect(screen.clipboard == nil)
    #expect(screen.bells == 0)
    #expect(screen.unrecognised == [])
    #expect(screen.modes == before.modes)
    let forbidden: Set<Unicode.Scalar> = [
      "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}",
    ]
    #expect(screen.text.unicodeScalars.allSatisfy { !forbidden.contains($0) })
    // The rule between list and map still stands in one column.
    let columns = Set(
      jobs.compactMap { screen.rowIndex(ofJob: $0) }.map { row in screen.rows[row].firstIndex { $0.text == "│" } })
    #expect(columns.count == 1)
  }

  @Test func aPasteIsTextAndRunsNothing() async throws {
    let household = try Household()
    let console = try household.console(size: ScreenSize(columns: 120, rows: 40))
    let job = try #require(try await console.waitForLive().backlog.first)
    // On the board, where every letter is a command, nothing happens.
    console.paste("qqa\rD\r")
    try await console.goTo(job: job)
    // In a text field it is text, on one line.
    console.send("/")
    console.paste("q\u{1B}[31m\(job)\nq")
    try await console.waitFor("the pasted text in the filter") { $0.contains("\(job)") && $0.contains("/q") }
    #expect(console.screen.unrecognised == [])
    #expect(!console.hasExited)
    // Escape leaves the field; a second one, where the filter still holds, clears it. A key right behind an Escape would be Alt.
    console.send(.escape)
    let left = try await console.waitFor("the field left") { $0.contains("? aide") }
    if left.line(1).contains("/") { console.send(.escape) }
    try await console.waitFor("the whole list") {
      $0.row(ofJob: job) != nil && !$0.line(1).contains("/") && $0.contains("? aide")
    }
    // In the notes it keeps its lines.
    try await console.writeNotes(ofJob: job, "")
    console.paste("première ligne\nseconde ligne")
    try await console.waitFor("both lines") {
      $0.contains("première ligne") && $0.contains("seconde ligne") && !$0.contains("ligne seconde")
    }
    let accepted = console.expect("the notes accepted") { !$0.contains("Notes · \(job)") && $0.contains("seconde ligne") }
    console.send(.function(2))
    try await accepted.seen()
    try await waitUntilAsync("the notes at the site") {
      try await household.site().document("Dispatch Job", "BT-0\(job)")["notes"].string?.contains("première ligne\nseconde ligne")
        == true
    }
  }

  @Test func theMouseSelectsScrollsAndOpensMenus() async throws {
    let household = try Household()
    let console = try household.console(size: ScreenSize(columns: 120, rows: 40))
    let screen = try await console.waitForLive()
    let job = try #require(screen.backlog.dropFirst(3).first)
    let row = try #require(screen.rowIndex(ofJob: job))
    console.click(at: ScreenPoint(row: row, column: 20))
    try await console.waitFor("the clicked row selected") { $0.isSelected(job: job) }
    console.click(.right, at: ScreenPoint(row: row, column: 20))
    try await console.waitFor("the menu of the job") { $0.contains("assigner") && $0.contains("désassigner") }
    console.send(.escape)
    try await console.waitFor("the menu gone") { !$0.contains("désassigner") }
    for _ in 0..<10 { console.click(.wheelDown, at: ScreenPoint(row: row, column: 20)) }
    try await console.waitFor("the list scrolled") { !$0.contains("FILE D'ATTENTE") }
  }
}
