/// A zone's rule for years to come, as the `TZ` variable of POSIX.1-2017 (8.3) and the footer of a TZif file (RFC 8536, 3.3)
/// write it: `EST5EDT,M3.2.0,M11.1.0`.
package struct PosixZoneRule: Sendable, Equatable {
  /// When in a year the clock steps.
  enum Day: Sendable, Equatable {
    /// 1...365, 29 February never counted.
    case julian(Int)
    /// 0...365, 29 February counted.
    case zeroBased(Int)
    /// Month 1...12, week 1...5 (5 is the last), weekday 0 (Sunday)...6.
    case weekday(month: Int, week: Int, day: Int)
  }

  struct Step: Sendable, Equatable {
    var day: Day
    /// Seconds after midnight by the clock before the step; -167...167 hours.
    var time: Int
  }

  /// Seconds ahead of UTC outside of summer time.
  let standardOffset: Int
  /// nil where the clock never steps.
  let summer: Summer?

  struct Summer: Sendable, Equatable {
    var offset: Int
    var start: Step
    var end: Step
  }

  /// nil when the text is not such a rule.
  package init?(_ text: some StringProtocol) {
    var reader = Reader(bytes: Array(text.utf8))
    guard reader.skipName(), let west = reader.offset() else { return nil }
    standardOffset = -west
    if reader.isAtEnd {
      summer = nil
      return
    }
    guard reader.skipName() else { return nil }
    var summerOffset = standardOffset + 3_600
    if !reader.isAtEnd, reader.peek != UInt8(ascii: ",") {
      guard let west = reader.offset() else { return nil }
      summerOffset = -west
    }
    guard reader.take(","), let start = reader.step(), reader.take(","), let end = reader.step(), reader.isAtEnd else {
      return nil
    }
    summer = Summer(offset: summerOffset, start: start, end: end)
  }

  /// The offsets from the start of `first` to the end of `last` (years), in order, the one that holds at the very start first.
  package func spans(years: ClosedRange<Int>) -> [SiteZone.Span] {
    guard let summer else {
      return [SiteZone.Span(start: Instant(seconds: Self.midnight(of: years.lowerBound)), offset: standardOffset)]
    }
    var steps: [SiteZone.Span] = []
    for year in years {
      let start = Self.clockSeconds(of: summer.start, in: year) - Int64(standardOffset)
      let end = Self.clockSeconds(of: summer.end, in: year) - Int64(summer.offset)
      steps.append(SiteZone.Span(start: Instant(seconds: start), offset: summer.offset))
      steps.append(SiteZone.Span(start: Instant(seconds: end), offset: standardOffset))
    }
    steps.sort { $0.start < $1.start }
    let opening = steps[0].offset == summer.offset ? standardOffset : summer.offset
    return [SiteZone.Span(start: Instant(seconds: Self.midnight(of: years.lowerBound) - 86_400), offset: opening)] + steps
  }

  private static func midnight(of year: Int) -> Int64 { Int64(LocalDate(year: year, month: 1, day: 1)!.epochDay) * 86_400 }

  private static func clockSeconds(of step: Step, in year: Int) -> Int64 {
    let firstDay = LocalDate(year: year, month: 1, day: 1)!.epochDay
    let day: Int
    switch step.day {
    case .zeroBased(let count): day = firstDay + count
    case .julian(let count):
      let isLeap = LocalDate.days(inMonth: 2, of: year) == 29
      day = firstDay + count - 1 + (isLeap && count >= 60 ? 1 : 0)
    case .weekday(let month, let week, let weekday):
      let first = LocalDate(year: year, month: month, day: 1)!
      let firstMatch = (weekday - first.weekday % 7 + 7) % 7
      var offset = firstMatch + 7 * (week - 1)
      if offset >= LocalDate.days(inMonth: month, of: year) { offset -= 7 }
      day = first.epochDay + offset
    }
    return Int64(day) * 86_400 + Int64(step.time)
  }
}

extension PosixZoneRule {
  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }
    var peek: UInt8? { isAtEnd ? nil : bytes[index] }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard peek == UInt8(ascii: character) else { return false }
      index += 1
      return true
    }

    /// Three letters or more, or anything but `>` between angle brackets.
    mutating func skipName() -> Bool {
      let start = index
      if take("<") {
        while let byte = peek, byte != UInt8(ascii: ">") { index += 1 }
        return take(">") && index - start >= 5
      }
      while let byte = peek, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF), byte >= 0x41 { index += 1 }
      return index - start >= 3
    }

    mutating func number(upTo limit: Int) -> Int? {
      let start = index
      var value = 0
      while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), index - start < 4 {
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
        index += 1
      }
      return index > start && value <= limit ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func offset() -> Int? {
      var sign = 1
      if take("-") { sign = -1 } else { _ = take("+") }
      guard let hours = number(upTo: 167) else { return nil }
      var seconds = hours * 3_600
      if take(":") {
        guard let minutes = number(upTo: 59) else { return nil }
        seconds += minutes * 60
        if take(":") {
          guard let rest = number(upTo: 59) else { return nil }
          seconds += rest
        }
      }
      return sign * seconds
    }

    mutating func step() -> Step? {
      guard let day = day() else { return nil }
      guard take("/") else { return Step(day: day, time: 7_200) }
      guard let time = offset() else { return nil }
      return Step(day: day, time: time)
    }

    private mutating func day() -> Day? {
      if take("M") {
        guard let month = number(upTo: 12), month > 0, take("."), let week = number(upTo: 5), week > 0, take("."),
          let day = number(upTo: 6)
        else { return nil }
        return .weekday(month: month, week: week, day: day)
      }
      if take("J") {
        guard let count = number(upTo: 365), count > 0 else { return nil }
        return .julian(count)
      }
      return number(upTo: 365).map { .zeroBased($0) }
    }
  }
}
