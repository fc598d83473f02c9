/// How Frappe writes clock readings: `YYYY-MM-DD HH:MM:SS[.ffffff]` and `H:MM:SS` (CONTRACT.md, "A document").
extension LocalDateTime {
  /// nil for anything but a date, or a date and a time of a real day; a fraction of a second is dropped.
  package init?(siteText text: String) {
    var copy = text
    let parsed: LocalDateTime? = copy.withUTF8 { bytes in
      guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
        let year = digits(bytes, 0, 4), let month = digits(bytes, 5, 2), let day = digits(bytes, 8, 2),
        let date = LocalDate(year: year, month: month, day: day)
      else { return nil }
      if bytes.count == 10 { return LocalDateTime(date, secondOfDay: 0) }
      guard bytes.count >= 19, bytes[10] == UInt8(ascii: " "), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
        let hour = digits(bytes, 11, 2), let minute = digits(bytes, 14, 2), let second = digits(bytes, 17, 2)
      else { return nil }
      if bytes.count > 19, bytes[19] != UInt8(ascii: ".") { return nil }
      return LocalDateTime(date, hour: hour, minute: minute, second: second)
    }
    guard let parsed else { return nil }
    self = parsed
  }

  /// `YYYY-MM-DD HH:MM:SS`.
  package var siteText: String {
    "\(date.siteText) \(padded(hour, 2)):\(padded(minute, 2)):\(padded(secondOfDay % 60, 2))"
  }
}

extension LocalDate {
  /// `YYYY-MM-DD`.
  package var siteText: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
}

extension Minutes {
  /// Minutes after midnight of `8:00:00` or `08:00:00`; nil for anything else or past 24:00. Seconds are dropped.
  package init?(clockText text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = Int(parts[0]), let minute = Int(parts[1]), (0...24).contains(hour),
      (0..<60).contains(minute), hour * 60 + minute <= 1_440
    else { return nil }
    self.init(hour * 60 + minute)
  }

  /// `HH:MM:SS`.
  package var clockText: String { "\(padded(count / 60, 2)):\(padded(count % 60, 2)):00" }
}

private func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
  var value = 0
  for index in start..<start + count {
    let digit = Int(bytes[index]) - 48
    guard (0...9).contains(digit) else { return nil }
    value = value * 10 + digit
  }
  return value
}

private func padded(_ number: Int, _ width: Int) -> String {
  let text = String(number)
  return text.count >= width ? text : String(repeating: "0", count: width - text.count) + text
}
