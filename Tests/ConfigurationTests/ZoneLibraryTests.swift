import Domain
import Testing

@testable import Configuration

@Suite struct ZoneLibraryTests {
  @Test func headquartersIsKnownWithoutAnyFile() throws {
    let zone = try ZoneLibrary.zone(named: "America/Toronto", in: "/nonexistent").get()
    #expect(zone == ZoneLibrary.headquarters())
    #expect(zone.offset(at: Instant(seconds: 1_778_076_000)) == -14_400)
    #expect(zone.offset(at: Instant(seconds: 1_767_225_600)) == -18_000)
  }

  @Test func filesOfTheMachineAreRead() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("Some/Where", "not a zone file")
    #expect(ZoneLibrary.zone(named: "Some/Where", in: folder.path) == .failure(.unreadable("Some/Where")))
    #expect(ZoneLibrary.zone(named: "Some/Else", in: folder.path) == .failure(.unknown("Some/Else")))
    _ = try folder.write("America/Toronto", "damaged")
    #expect(try ZoneLibrary.zone(named: "America/Toronto", in: folder.path).get() == ZoneLibrary.headquarters())
  }

  @Test(arguments: ["../passwd", "/etc/passwd", "", "a//b", "a/../b", ".hidden", "America/Toronto\0", "a b", "é"])
  func namesStayInside(_ name: String) {
    #expect(ZoneLibrary.zone(named: name, in: "/etc") == .failure(.unknown(name)))
  }

  @Test(arguments: [
    ("tecnician", "technician"), ("thme", "theme"), ("theem", "theme"), ("symbol", "symbols"), ("zzzz", nil), ("", nil),
    ("x", nil),
  ])
  func suggestions(_ typed: String, _ expected: String?) {
    #expect(Suggestion.nearest(to: typed, among: ["technician", "theme", "symbols"]) == expected)
  }
}
