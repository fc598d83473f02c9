/// A day of the proleptic Gregorian calendar.
package struct LocalDate: Hashable, Comparable, Sendable, Codable {
  package let year: Int
  /// 1...12
  package let month: Int
  /// 1...31
  package let day: Int

  /// nil when there is no such day (a 30 February).
  package init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Days since 1970-01-01.
  package init(epochDay: Int) {
    // Howard Hinnant's civil_from_days: eras of 400 years, years that begin in March.
    let shifted = epochDay + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  package var epochDay: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 1 for Monday to 7 for Sunday (ISO 8601).
  package var weekday: Int { ((epochDay % 7 + 7 + 3) % 7) + 1 }

  package func adding(days: Int) -> LocalDate { LocalDate(epochDay: epochDay + days) }

  package static func < (left: Self, right: Self) -> Bool { left.epochDay < right.epochDay }

  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// A reading of a wall clock, without a zone: how Frappe writes every Datetime.
package struct LocalDateTime: Hashable, Comparable, Sendable, Codable {
  package var date: LocalDate
  /// Seconds since midnight, 0..<86,400.
  package var secondOfDay: Int

  package init(_ date: LocalDate, secondOfDay: Int) {
    self.date = date
    self.secondOfDay = secondOfDay
  }

  package init?(_ date: LocalDate, hour: Int, minute: Int, second: Int = 0) {
    guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second) else { return nil }
    self.date = date
    secondOfDay = hour * 3_600 + minute * 60 + second
  }

  package var hour: Int { secondOfDay / 3_600 }
  package var minute: Int { secondOfDay / 60 % 60 }
  /// Seconds from 1970-01-01 00:00 on the same clock.
  package var clockSeconds: Int64 { Int64(date.epochDay) * 86_400 + Int64(secondOfDay) }

  package init(clockSeconds: Int64) {
    let day = clockSeconds >= 0 ? clockSeconds / 86_400 : (clockSeconds - 86_399) / 86_400
    date = LocalDate(epochDay: Int(day))
    secondOfDay = Int(clockSeconds - day * 86_400)
  }

  package static func < (left: Self, right: Self) -> Bool { left.clockSeconds < right.clockSeconds }
}
