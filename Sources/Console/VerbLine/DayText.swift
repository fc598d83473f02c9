import Domain

/// Days as people type them.
package enum DayText {
  /// `2026-05-08`, `8`, `8 mai`, `may 8`, `ven`, `fri`, `demain`, `tomorrow`, `+2`, `-1`; seen from `today`. A weekday and a day of the month
  /// are the next ones to come.
  package static func day(_ text: some StringProtocol, today: LocalDate) -> LocalDate? {
    let words = SearchFolding.fold(text).split(separator: " ").map(String.init)
    if let sign = text.first, sign == "+" || sign == "-" || sign == "−", let days = Int(text.dropFirst()), days <= 366 {
      return today.adding(days: sign == "+" ? days : -days)
    }
    if text.utf8.count == 10, let clock = LocalDateTime(siteText: String(text)) { return clock.date }
    switch words.count {
    case 1:
      if ["auj", "aujourd", "today", "tod"].contains(words[0]) { return today }
      if words[0].utf8.count >= 3, "demain".hasPrefix(words[0]) || "tomorrow".hasPrefix(words[0]) { return today.adding(days: 1) }
      if let weekday = weekday(words[0]) {
        let ahead = (weekday - today.weekday + 7) % 7
        return today.adding(days: ahead == 0 ? 7 : ahead)
      }
      return Int(words[0]).flatMap { next(dayOfMonth: $0, today: today) }
    case 2:
      if words[0] == "aujourd" { return today }
      if let day = number(words[0]), let month = month(words[1]) { return next(day: day, month: month, today: today) }
      if let day = number(words[1]), let month = month(words[0]) { return next(day: day, month: month, today: today) }
      return nil
    default: return nil
    }
  }

  /// A day, and a time of it where the last word is one: `ven 8h30`.
  package static func dayAndTime(_ text: some StringProtocol, today: LocalDate) -> (day: LocalDate, time: Minutes?)? {
    if let day = day(text, today: today) { return (day, nil) }
    let words = text.split(separator: " ")
    guard words.count > 1, let time = TimeText.clock(words[words.count - 1]),
      let day = day(words.dropLast().joined(separator: " "), today: today)
    else { return nil }
    return (day, time)
  }

  private static let frenchWeekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
  private static let englishWeekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
  private static let frenchMonths = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
  ]
  private static let englishMonths = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ]

  private static func number(_ word: String) -> Int? { Int(word) ?? (word == "1er" ? 1 : nil) }

  private static func weekday(_ word: String) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    return (frenchWeekdays.firstIndex { $0.hasPrefix(word) } ?? englishWeekdays.firstIndex { $0.hasPrefix(word) }).map { $0 + 1 }
  }

  private static func month(_ word: String) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    let french = frenchMonths.firstIndex { SearchFolding.fold($0).hasPrefix(word) }
    return (french ?? englishMonths.firstIndex { $0.hasPrefix(word) }).map { $0 + 1 }
  }

  private static func next(dayOfMonth day: Int, today: LocalDate) -> LocalDate? {
    guard (1...31).contains(day) else { return nil }
    for months in 0...2 {
      let month = (today.month - 1 + months) % 12 + 1
      let year = today.year + (today.month - 1 + months) / 12
      if let date = LocalDate(year: year, month: month, day: day), date >= today { return date }
    }
    return nil
  }

  private static func next(day: Int, month: Int, today: LocalDate) -> LocalDate? {
    let thisYear = LocalDate(year: today.year, month: month, day: day)
    if let thisYear, thisYear >= today.adding(days: -60) { return thisYear }
    return LocalDate(year: today.year + 1, month: month, day: day)
  }
}

extension DayText {
  /// What to type for a day of the two weeks to come: `demain`, `ven`, `15 mai`.
  static func names(of day: LocalDate, today: LocalDate) -> (french: String, english: String) {
    switch day.epochDay - today.epochDay {
    case 0: ("aujourd'hui", "today")
    case 1: ("demain", "tomorrow")
    case 2...7: (frenchWeekdays[day.weekday - 1], englishWeekdays[day.weekday - 1])
    default: ("\(day.day) \(frenchMonths[day.month - 1])", "\(englishMonths[day.month - 1]) \(day.day)")
    }
  }
}

extension LocalDateTime {
  /// So many minutes after midnight.
  init(_ day: LocalDate, _ time: Minutes) { self.init(day, secondOfDay: time.count * 60) }
}
