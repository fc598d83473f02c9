import Configuration
import Domain
import Testing

@testable import Console

@Suite struct TimeTextTests {
  @Test(arguments: [
    ("10h30", 630), ("10:30", 630), ("10 h 30", 630), ("1030", 630), ("930", 570), ("9", 540), ("9h", 540), ("0h05", 5),
    ("23:59", 1_439),
    ("10H30", 630),
  ]) func times(text: String, minutes: Int) { #expect(TimeText.clock(text) == Minutes(minutes)) }

  @Test(arguments: ["", "24h", "10h60", "10h3", "h30", "10:30:00", "abc", "-5", "10.5", "12345", "1 0 3 0 5"])
  func noTimes(text: String) { #expect(TimeText.clock(text) == nil) }

  @Test(arguments: [
    ("+30m", 30), ("+30", 30), ("-15min", -15), ("−15", -15), ("+1h", 60), ("+1h30", 90), ("-2h05", -125), ("+ 30 min", 30),
  ])
  func changes(text: String, minutes: Int) { #expect(TimeText.change(text) == Minutes(minutes)) }

  @Test(arguments: ["30m", "", "+", "+h", "+m", "+1h3x", "+99999", "+1d", "+9223372036854775807"])
  func noChanges(text: String) { #expect(TimeText.change(text) == nil) }

  @Test(arguments: [
    ("ven", 2), ("fri", 2), ("mercredi", 7), ("demain", 1), ("tomorrow", 1), ("+3", 3), ("-1", -1), ("8", 2), ("8 mai", 2),
    ("may 8", 2),
    ("2026-05-10", 4), ("auj", 0), ("5", 30),
  ]) func days(text: String, ahead: Int) {
    #expect(DayText.day(text, today: SampleDay.day) == SampleDay.day.adding(days: ahead), "\(text)")
  }

  @Test(arguments: ["", "zut", "30 février", "2026-02-30", "32", "0", "+9999999", "ven sam dim"])
  func noDays(text: String) { #expect(DayText.day(text, today: SampleDay.day) == nil) }

  @Test func formatsAreThoseOfTheVocabulary() {
    let french = Words(.french)
    let english = Words(.english)
    #expect(french.clock(LocalDateTime(SampleDay.day, secondOfDay: 8 * 3_600 + 300)) == "08:05")
    #expect(french.length(Minutes(460)) == "7\u{A0}h\u{A0}40")
    #expect(french.shortLength(480) == "8\u{A0}h")
    #expect(french.shortDay(SampleDay.day) == "mer. 6 mai")
    #expect(english.shortDay(SampleDay.day) == "Wed May 6")
    #expect(french.longDay(LocalDate(year: 2026, month: 7, day: 1)!) == "mercredi 1er juillet 2026")
    #expect(french.distance(metres: 6_240) == "6,2\u{A0}km")
    #expect(english.distance(metres: 6_240) == "6.2\u{A0}km")
    #expect(french.number(15_000) == "15\u{A0}000")
    #expect(french.phone("+14505550123") == "450-555-0123")
    #expect(french.phone("poste 12 <b>") == "poste 12 <b>")
    #expect(french.jobs(0) == "0\u{A0}bon" && french.jobs(2) == "2\u{A0}bons")
    #expect(english.jobs(0) == "0\u{A0}jobs" && english.jobs(1) == "1\u{A0}job")
    #expect(french.change(Minutes(-65)) == "−1\u{A0}h\u{A0}05")
  }

  @Test func namesAreShortenedToWholeWords() {
    #expect(Shortening.type("Installation fibre (aérien)", columns: 27) == "Installation fibre (aérien)")
    #expect(Shortening.type("Installation fibre (aérien)", columns: 20) == "Installation aérien")
    #expect(Shortening.type("Installation fibre (aérien)", columns: 15) == "Inst. aérien")
    #expect(Shortening.type("Réparation, sans service", columns: 15) == "Sans service")
    #expect(Shortening.type("Réparation TV/téléphonie", columns: 15) == "Réparation TV")
    #expect(Shortening.type("Épissure / entretien réseau", columns: 15) == "Épissure")
    #expect(Shortening.type("Déménagement", columns: 8) == "Dém.")
    #expect(Shortening.place("Saint-Jean-sur-Richelieu", columns: 22) == "St-Jean-sur-Richelieu")
    #expect(Shortening.place("Saint-Jean-sur-Richelieu", columns: 14) == "St-Jean")
    #expect(Shortening.place("Salaberry-de-Valleyfield", columns: 14) == "Salaberry")
    #expect(Shortening.place("Sainte-Clotilde", columns: 3) == "Ste-Clotilde")
  }
}
