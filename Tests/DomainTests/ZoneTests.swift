import Domain
import Foundation
import Testing

@Suite struct ZoneTests {
  static let names = [
    "America/Toronto", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "America/St_Johns",
  ]

  private func zone(_ name: String) throws -> SiteZone { try ZoneFile.parse(zoneBytes(name), identifier: name) }

  /// `offsets.txt` was made by another implementation (Python's zoneinfo): zone, seconds since 1970, seconds ahead of UTC.
  @Test func offsetsAgreeWithAnotherReader() throws {
    let text = try String(contentsOf: Bundle.module.bundleURL.appendingPathComponent("Zones/offsets.txt"), encoding: .utf8)
    var zones: [String: SiteZone] = [:]
    for name in Self.names { zones[name] = try zone(name) }
    let lines = text.split(separator: "\n")
    #expect(lines.count == 240)
    for line in lines {
      let parts = line.split(separator: " ")
      let zone = try #require(zones[String(parts[0])])
      #expect(zone.offset(at: Instant(seconds: Int64(parts[1])!)) == Int(parts[2])!, "\(line)")
    }
  }

  @Test(arguments: names) func everyInstantIsReadBack(_ name: String) throws {
    let zone = try zone(name)
    let seed: UInt64 = 77
    var numbers = SeededNumbers(seed: seed)
    // Anywhere, and close around every step.
    var instants = (0..<2_000).map { _ in Int64.random(in: -1_500_000_000...4_100_000_000, using: &numbers) }
    for span in zone.spans { instants += (-4...4).map { span.start.seconds + $0 * 1_800 } }
    for seconds in instants {
      let instant = Instant(seconds: seconds)
      let clock = zone.local(instant)
      switch zone.read(clock) {
      case .one(let only): #expect(only == instant, "\(clock) seed \(seed)")
      case .ambiguous(let earlier, let later):
        #expect(earlier < later)
        #expect(instant == earlier || instant == later)
        #expect(zone.local(earlier) == clock && zone.local(later) == clock)
        #expect(zone.instant(clock) == earlier)
      case .missing: Issue.record("\(clock) was read from the clock, seed \(seed)")
      }
    }
  }

  @Test(arguments: names) func skippedReadingsLeadPastTheGap(_ name: String) throws {
    let zone = try zone(name)
    for (before, after) in zip(zone.spans, zone.spans.dropFirst()) where after.offset > before.offset {
      let first = LocalDateTime(clockSeconds: after.start.seconds + Int64(before.offset))
      guard after.offset - before.offset <= 7_200 else { continue }
      for reading in [first, LocalDateTime(clockSeconds: first.clockSeconds + Int64(after.offset - before.offset) - 1)] {
        #expect(zone.read(reading) == .missing(after: after.start), "\(reading)")
      }
    }
  }

  @Test func daysOf23And25Hours() {
    func hours(_ text: String) -> Int {
      let day = clock(text + " 12:00:00").date
      let bounds = toronto.bounds(of: day)
      return Int(bounds.upperBound.seconds - bounds.lowerBound.seconds) / 3_600
    }
    #expect(hours("2026-03-07") == 24)
    #expect(hours("2026-03-08") == 23)
    #expect(hours("2026-05-06") == 24)
    #expect(hours("2026-11-01") == 25)
    #expect(toronto.read(clock("2026-03-08 02:00:00")) == .missing(after: time("2026-03-08 03:00:00")))
    #expect(toronto.read(clock("2026-11-01 02:00:00")) == .one(time("2026-11-01 02:00:00")))
  }

  @Test func theRuleIsTheFile() throws {
    let file = try zone("America/Toronto")
    for year in 2008...2100 {
      for month in 1...12 {
        for day in [1, 8, 15] {
          let instant = toronto.instant(LocalDateTime(LocalDate(year: year, month: month, day: day)!, secondOfDay: 43_200))
          #expect(file.local(instant) == toronto.local(instant))
        }
      }
    }
  }

  @Test(arguments: names) func brokenFilesAreRefused(_ name: String) throws {
    let bytes = try zoneBytes(name)
    for length in stride(from: 0, to: bytes.count - 1, by: 13) {
      #expect(throws: ZoneFile.Failure.self) { try ZoneFile.parse(Array(bytes[..<length]), identifier: name) }
    }
    let seed: UInt64 = 5
    var numbers = SeededNumbers(seed: seed)
    for _ in 0..<300 {
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
      // It may be read or refused, but it may not trap, and what is read can be asked.
      if let zone = try? ZoneFile.parse(damaged, identifier: name) { _ = zone.local(now) }
    }
  }

  @Test(arguments: [
    "EST", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0", "5",
    "<+01>", "EST5EDT,M3.2.0,M11.1.0 ", "EST5EDT,J0,J300", "EST5EDT,366,300", "", "ES5", "EST200",
  ])
  func whatIsNoRule(_ text: String) { #expect(PosixZoneRule(text) == nil) }

  @Test func rulesOfEveryForm() throws {
    let fixed = try #require(PosixZoneRule("<-03>3")).spans(years: 2026...2027)
    #expect(fixed.map(\.offset) == [-10_800])
    let julian = try #require(SiteZone(identifier: "x", rule: "AAA-1BBB,J60/0,J300/0", since: 2024))
    // Day 60 is 1 March, in a leap year too.
    #expect(julian.read(clock("2024-03-01 00:30:00")) == .missing(after: Instant(seconds: 1_709_247_600)))
    let counted = try #require(SiteZone(identifier: "x", rule: "AAA-1BBB,59/0,300/0", since: 2024))
    #expect(counted.read(clock("2024-02-29 00:30:00")) == .missing(after: Instant(seconds: 1_709_161_200)))
    let south = try #require(SiteZone(identifier: "x", rule: "AEST-10AEDT,M10.1.0,M4.1.0/3", since: 2026))
    #expect(south.offset(at: time("2026-01-15 12:00:00")) == 39_600)
    #expect(south.offset(at: time("2026-07-15 12:00:00")) == 36_000)
  }
}

@Suite struct ClockTextTests {
  @Test func datetimesRoundTrip() {
    var numbers = SeededNumbers(seed: 3)
    for _ in 0..<2_000 {
      let clock = LocalDateTime(clockSeconds: Int64.random(in: -30_000_000_000...200_000_000_000, using: &numbers))
      #expect(LocalDateTime(siteText: clock.siteText) == clock)
      #expect(LocalDateTime(siteText: clock.siteText + ".000001") == clock)
    }
    #expect(clock("2026-05-06 08:05:09").siteText == "2026-05-06 08:05:09")
    #expect(LocalDateTime(siteText: "2026-05-06") == clock("2026-05-06 00:00:00"))
  }

  @Test(arguments: [
    "", "2026-05-06T08:05:00", "2026-05-06 08:05", "2026-05-06 08:05:00Z", "2026-05-06 08:05:00+00:00", "2026-05-06 8:05:00",
    "2026-02-29 08:00:00", "2026-13-01 08:00:00", "2026-05-06 24:00:00", "2026-05-06 08:60:00", "2026-05-06 08:00:60",
    "2026-05-06 08:00:00.", "2026-05-06 08:00:00.1234567", "2026-05-06 08:00:00.12x", "2026-05-06 08:00:00 ",
    " 2026-05-06 08:00:00", "２０２６-05-06 08:00:00", "2026/05/06 08:00:00", "-026-05-06 08:00:00",
  ])
  func whatIsNoDatetime(_ text: String) { #expect(LocalDateTime(siteText: text) == nil) }

  @Test func timesOfDay() {
    #expect(Minutes(clockText: "8:05:00") == 485)
    #expect(Minutes(clockText: "08:05:00") == 485)
    #expect(Minutes(clockText: "16:00:59.999999") == 960)
    #expect(Minutes(clockText: "24:00:00") == 1_440)
    for minutes in 0...1_440 { #expect(Minutes(clockText: Minutes(minutes).clockText) == Minutes(minutes)) }
  }

  @Test(arguments: [
    "", "8", "8:5:00", "25:00:00", "24:01:00", "08:60:00", "08:00", "+8:00:00", "08:00:0x", "08:00:00Z", "123:00:00",
  ])
  func whatIsNoTime(_ text: String) { #expect(Minutes(clockText: text) == nil) }
}
