import Domain
import Testing

@testable import Console

/// Rows that the site no longer shows are kept, and taken out only when a person has said so.
@Suite struct HeldDeletionsTests {
  private func desk(held: Int, role: Preferences.Role = .dispatcher) -> Desk {
    var desk = Desk(role: role)
    desk.send(.syncStatus(SyncStatus(link: .polling, freshAt: SampleDay.now, heldDeletions: held)))
    return desk
  }

  @Test func theSyncViewSaysHowManyAndAsksBeforeTheyGo() {
    var desk = desk(held: 37)
    desk.press("F5")
    #expect(desk.screen.contains("37 suppressions retenues : le site ne montre plus ces documents."))
    #expect(desk.press("A").isEmpty)
    #expect(desk.screen.contains("les retirer"))
    #expect(desk.press("Esc").isEmpty)
    #expect(!desk.screen.contains("les retirer"))
    desk.press("A")
    #expect(desk.press("Enter") == [.acceptDeletions(37)])
    desk.send(.syncStatus(SyncStatus(link: .polling, freshAt: SampleDay.now)))
    #expect(!desk.screen.contains("le site ne montre plus"))
  }

  @Test func whereNoneIsHeldThereIsNothingToAccept() {
    var desk = desk(held: 0)
    desk.press("A")
    #expect(desk.screen.contains("aucune suppression retenue"))
    var reader = self.desk(held: 4, role: .readOnly)
    #expect(!reader.press("A").contains(.acceptDeletions(4)))
    #expect(reader.screen.contains("lecture seule"))
  }
}
