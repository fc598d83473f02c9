import SampleWeek

/// The site's zone, America/Toronto, by the rule in force since 2007: daylight time from the second Sunday of March to the first
/// of November, both at 2 o'clock. Computed, so that a machine without a zone database serves the same site.
package enum TorontoTime {
  package static let identifier = "America/Toronto"
  private static let standardOffset = -5 * 3600

  /// Seconds ahead of UTC at an instant, given in seconds since 1970.
  package static func offset(at seconds: Int) -> Int {
    let day = SampleDay(number: floorDivide(seconds + standardOffset, 86_400))
    let (begin, end) = daylight(day.civil.year)
    return seconds >= begin && seconds < end ? standardOffset + 3600 : standardOffset
  }

  /// `YYYY-MM-DD HH:MM:SS`
  package static func text(_ seconds: Int) -> String {
    let local = seconds + offset(at: seconds)
    let day = floorDivide(local, 86_400)
    let rest = local - day * 86_400
    return SampleDay(number: day).at(rest / 60, second: rest % 60)
  }

  package static func day(_ seconds: Int) -> SampleDay { SampleDay(number: floorDivide(seconds + offset(at: seconds), 86_400)) }

  /// The instant of a wall clock's reading; of an hour that comes twice, the first.
  package static func instant(_ day: SampleDay, secondOfDay: Int) -> Int {
    let local = day.number * 86_400 + secondOfDay
    let guess = local - (standardOffset + 3600)
    return offset(at: guess) == standardOffset + 3600 ? guess : local - standardOffset
  }

  private static func daylight(_ year: Int) -> (begin: Int, end: Int) {
    let march = firstSunday(year, 3).number + 7
    let november = firstSunday(year, 11).number
    return (march * 86_400 + 2 * 3600 - standardOffset, november * 86_400 + 2 * 3600 - standardOffset - 3600)
  }

  private static func firstSunday(_ year: Int, _ month: Int) -> SampleDay {
    let first = SampleDay(year: year, month: month, day: 1)
    return first + (7 - first.weekday) % 7
  }
}

func floorDivide(_ value: Int, _ by: Int) -> Int {
  let quotient = value / by
  return value % by < 0 ? quotient - 1 : quotient
}
