import Canvas
import Cartography
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

// What else leads to the dialog.
extension HomeBaseTests {
  @Test func controlsOfAnAnswerNeverReachTheScreen() {
    var desk = Desk()
    desk.stand(on: 7)
    desk.press("p")
    desk.type("x")
    desk.press("Enter")
    var evil = Self.lambton
    evil.municipality = ""
    evil.label = "a\u{1B}[31mb\u{202E}c\nd"
    desk.answer(.success(AddressAnswer(found: [evil], asked: "\u{9B}31m", attribution: "\u{1B}]0;x\u{7}")))
    let scalars = desk.screen.unicodeScalars
    #expect(!scalars.contains { $0 != "\n" && ($0.value < 32 || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}") })
    desk.press("Enter")
    #expect(desk.technician(7).homeAddress.unicodeScalars.allSatisfy { $0.value >= 32 && $0 != "\u{202E}" })
  }

  @Test func anEmptySearchAsksForText() {
    var desk = Desk()
    desk.stand(on: 7)
    desk.press("p", "Enter")
    #expect(desk.asked == nil && desk.screen.contains("Tapez d'abord une adresse"))
  }

  /// The smallest screen traps nobody.
  @Test func theSmallestScreenHolds() {
    for way in [["p"], ["p", "F3"], ["p", "F4"], ["p", "F4", "5", "5", "g"], ["p", "F6"]] {
      var desk = Desk(width: 20, height: 6)
      desk.stand(on: 3)
      for key in way { desk.press(key) }
      _ = desk.frame
      for _ in 0..<4 { desk.press("Esc") }
      #expect(desk.state.layers.isEmpty, "\(way)")
    }
  }
}
