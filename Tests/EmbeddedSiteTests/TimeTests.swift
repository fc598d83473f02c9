import EmbeddedSite
import SampleWeek
import Testing

@Suite struct TimeTests {
  /// (seconds since 1970, Toronto's clock), from the zone database.
  @Test(arguments: [
    (1_778_078_400, "2026-05-06 10:40:00"), (1_772_953_199, "2026-03-08 01:59:59"), (1_772_953_200, "2026-03-08 03:00:00"),
    (1_793_509_200, "2026-11-01 01:00:00"), (1_793_512_799, "2026-11-01 01:59:59"), (1_793_512_800, "2026-11-01 01:00:00"),
    (0, "1969-12-31 19:00:00"),
  ])
  func torontosClockIsTheRules(_ seconds: Int, _ text: String) {
    #expect(TorontoTime.text(seconds) == text)
  }

  @Test func aWallClockIsReadBack() {
    for day in 0..<365 {
      let date = SampleDay(year: 2026, month: 1, day: 1) + day
      let instant = TorontoTime.instant(date, secondOfDay: 12 * 3600)
      #expect(TorontoTime.text(instant) == "\(date.text) 12:00:00")
    }
  }

  @Test func aFrozenClockStillStampsApart() {
    let clock = SiteClock(frozenAt: 1_778_078_400)
    #expect(clock.httpDate == "Wed, 06 May 2026 14:40:00 GMT")
    let stamps = (0..<100).map { _ in clock.stamp() }
    #expect(Set(stamps).count == 100)
    #expect(stamps == stamps.sorted())
    #expect(stamps[0] == "2026-05-06 10:40:00.000001")
  }

  @Test func aStampLeavesZeroMicrosecondsOut() {
    #expect(SiteClock.naive(1_778_078_400_000_000) == "2026-05-06 10:40:00")
    #expect(SiteClock.naive(1_778_078_400_120_000) == "2026-05-06 10:40:00.120000")
  }

  @Test(arguments: ["2026-05-06T10:40:00", "2026-05-06 10:40"])
  func theClocksFlagIsRead(_ text: String) throws {
    let read = try #require(EmbeddedSiteOptions.instant(ofClock: text))
    #expect(read.seconds == 1_778_078_400)
    #expect(read.day.text == "2026-05-06")
  }

  @Test(arguments: ["", "demain", "2026-13-01T10:00:00", "2026-05-06T25:00:00", "2026-05-06T10:40:00Z"])
  func aClockThatIsNoneIsRefused(_ text: String) {
    #expect(EmbeddedSiteOptions.instant(ofClock: text) == nil)
  }
}
