import Foundation
import Household
import TerminalHarness
import Testing

/// A technician's home base, from a key press to the site, by each of the ways in.
@Suite(.serialized) struct HomeBaseTests {
  private struct Base: Equatable {
    let latitude: Double
    let longitude: Double
  }

  private static let name = "TECH-003"

  private func base(_ site: RunningSite) async throws -> Base {
    let document = try await site.document("Dispatch Technician", Self.name)
    return Base(latitude: document["home_latitude"].number ?? 0, longitude: document["home_longitude"].number ?? 0)
  }

  /// Waits until the site holds another base than this, and the console has heard so.
  private func confirmed(_ site: RunningSite, _ console: TerminalSession, besides before: Base) async throws -> Base {
    try await waitUntilAsync("the site to have the base") { try await base(site) != before }
    try await console.waitFor("the row without a mark") { screen in
      screen.lines.contains { $0.contains("SAMUEL ROY") && !$0.contains("~") && !$0.contains(" · ") }
    }
    return try await base(site)
  }

  @Test func byKeyboardAlone() async throws {
    let household = try Household()
    let site = try await household.startSite()
    let console = try household.console()
    try await console.waitForLive()
    let first = try await base(site)

    // From start: the verb line finds whom it is about, which is text. Then coordinates.
    var keys = 0
    func press(_ all: TerminalKey...) {
      for key in all { console.send(key) }
      keys += all.count
    }
    press(.text(":"))
    console.send("base samuel")
    press(.enter)
    try await console.waitFor("Point de départ · Samuel Roy")
    press(.function(3))
    console.send("45,2000 N 73,4000 O")
    press(.enter)
    let typed = try await confirmed(site, console, besides: first)
    #expect(typed == Base(latitude: 45.2, longitude: -73.4))
    #expect(keys <= 15)

    // On the map, about three kilometres away: each figure takes a ninth of what is shown.
    keys = 0
    press(.text(":"))
    console.send("base samuel")
    press(.enter)
    try await console.waitFor("Point de départ · Samuel Roy")
    press(.function(4))
    try await console.waitFor("the map of the dialog") { $0.contains("case de") }
    for figure in ["9", "1", "5", "3"] { press(.text(figure)) }
    try await console.waitFor("a map that is fine enough") { $0.contains("prendre ce point") }
    press(.enter)
    try await console.waitFor("the point taken") { $0.contains("Point pris") }
    press(.enter)
    let picked = try await confirmed(site, console, besides: typed)
    #expect(keys <= 15)
    let metres = hypot((picked.latitude - 45.2) * 111_195, (picked.longitude + 73.4) * 111_195 * 0.705)
    #expect(metres > 1_000 && metres < 9_000, "\(metres)")

    // And back.
    console.send("u")
    #expect(try await confirmed(site, console, besides: picked) == typed)
    console.send("U")
    try await waitUntilAsync("the site to have the picked base again") { try await base(site) == picked }
  }

  @Test func byMouseAlone() async throws {
    let household = try Household()
    let site = try await household.startSite()
    let console = try household.console()
    let screen = try await console.waitForLive()
    let before = try await base(site)
    let row = try #require(screen.lines.firstIndex { $0.contains("SAMUEL ROY") })
    console.click(.right, at: ScreenPoint(row: row, column: 8))
    let menu = try await console.waitFor("the menu of the technician") { $0.contains("choisir sur la carte") }
    let item = try #require(menu.lines.firstIndex { $0.contains("choisir sur la carte") })
    let column = try #require(
      menu.lines[item].range(of: "choisir").map {
        menu.lines[item].distance(from: menu.lines[item].startIndex, to: $0.lowerBound)
      })
    console.click(at: ScreenPoint(row: item, column: column))
    let map = try await console.waitFor("the map of the dialog") { $0.contains("case de") }
    let head = try #require(map.lines.firstIndex { $0.contains("case de") })
    // A click places the cross-hair, another on it looks closer.
    let point = ScreenPoint(row: head + 8, column: map.lines[head].count / 2 + 9)
    console.click(at: point)
    var shown = try await console.waitFor("the cross-hair moved") { $0.lines != map.lines }
    for _ in 0..<6 where !shown.contains("prendre ce point") {
      let before = shown
      func place(_ text: String, _ screen: Screen) -> ScreenPoint? {
        for (row, line) in screen.lines.enumerated() {
          guard let range = line.range(of: text) else { continue }
          return ScreenPoint(row: row, column: line.distance(from: line.startIndex, to: range.lowerBound))
        }
        return nil
      }
      console.click(at: try #require(place("rapprocher", shown)))
      shown = try await console.waitFor("a closer map") { $0.lines != before.lines }
    }
    for text in ["prendre ce point", "enregistrer"] {
      let screen = try await console.waitFor("“\(text)”") { $0.contains(text) }
      let row = try #require(screen.lines.firstIndex { $0.contains(text) })
      let line = screen.lines[row]
      let range = try #require(line.range(of: text))
      console.click(at: ScreenPoint(row: row, column: line.distance(from: line.startIndex, to: range.lowerBound)))
    }
    let after = try await confirmed(site, console, besides: before)
    #expect(abs(after.latitude - before.latitude) < 0.2 && abs(after.longitude - before.longitude) < 0.2)
  }

  @Test func fromAScript() async throws {
    let household = try Household()
    let site = try await household.startSite()
    let before = try await base(site)
    let dry = try await household.run("do", "base samuel 45.2,-73.4", "--dry-run")
    #expect(dry.status == 0, "\(dry.output)\(dry.errors)")
    #expect(try await base(site) == before)
    let done = try await household.run("do", "départ samuel 45,2000 N 73,4000 O")
    #expect(done.status == 0 && done.output.contains("Samuel Roy"), "\(done.output)\(done.errors)")
    #expect(try await base(site) == Base(latitude: 45.2, longitude: -73.4))
    let same = try await household.run("do", "base samuel 45.2,-73.4")
    #expect(same.status == 0, "\(same.output)\(same.errors)")
    let wrong = try await household.run("do", "base samuel -73.4,45.2")
    #expect(wrong.status == 2 && wrong.errors.contains("inversées"), "\(wrong.output)\(wrong.errors)")
    let cleared = try await household.run("do", "base samuel -")
    #expect(cleared.status == 0, "\(cleared.output)\(cleared.errors)")
    #expect(try await base(site) == Base(latitude: 0, longitude: 0))
  }
}
