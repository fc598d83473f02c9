/// A day of the Gregorian calendar, without a time zone.
package struct SampleDay: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  package let number: Int

  package init(number: Int) { self.number = number }

  package init(year: Int, month: Int, day: Int) {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// `YYYY-MM-DD`, or nil where that is no day of the calendar.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(Substring(parts[0])), let month = Int(Substring(parts[1])), let day = Int(Substring(parts[2])),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    self.init(year: year, month: month, day: day)
    guard self.text == text else { return nil }
  }

  package var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// 0 on Sunday.
  package var weekday: Int { ((number % 7) + 11) % 7 }

  package var text: String {
    let (year, month, day) = civil
    return "\(paddedDigits(year, 4))-\(paddedDigits(month, 2))-\(paddedDigits(day, 2))"
  }

  /// The day that many working days later, or earlier where negative; Saturdays and Sundays are passed over.
  package func workday(_ offset: Int) -> Self {
    var day = self
    var left = offset
    while left != 0 {
      day = day + left.signum()
      if day.weekday != 0 && day.weekday != 6 { left -= left.signum() }
    }
    return day
  }

  package static func + (day: Self, days: Int) -> Self { Self(number: day.number + days) }
  package static func - (day: Self, days: Int) -> Self { Self(number: day.number - days) }
  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  /// `YYYY-MM-DD HH:MM:SS` at a minute of this day; minutes before 0 or from 1440 on fall on other days.
  package func at(_ minute: Int, second: Int = 0) -> String {
    let days = minute >= 0 ? minute / 1440 : -((1439 - minute) / 1440)
    let rest = minute - days * 1440
    return "\((self + days).text) \(clock(rest)):\(paddedDigits(second, 2))"
  }
}

/// `HH:MM` of a minute of the day.
func clock(_ minute: Int) -> String { "\(paddedDigits(minute / 60, 2)):\(paddedDigits(minute % 60, 2))" }

package func paddedDigits(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}
