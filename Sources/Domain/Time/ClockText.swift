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
      // Frappe passes over `Z` and offsets, so a text that carries one does not mean what it says.
      guard isFraction(bytes, from: 19) else { return nil }
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
  /// Minutes after midnight of `8:00:00` or `08:00:00`, up to 24:00:00; nil for anything else. Seconds are dropped.
  package init?(clockText text: String) {
    var copy = text
    let minutes: Int? = copy.withUTF8 { bytes in
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), (1...2).contains(colon), bytes.count >= colon + 6,
        bytes[colon + 3] == UInt8(ascii: ":"), let hour = digits(bytes, 0, colon), let minute = digits(bytes, colon + 1, 2),
        let second = digits(bytes, colon + 4, 2), isFraction(bytes, from: colon + 6), minute < 60, second < 60
      else { return nil }
      let minutes = hour * 60 + minute
      return minutes <= 1_440 ? minutes : nil
    }
    guard let minutes else { return nil }
    self.init(minutes)
  }

  /// `HH:MM:SS`.
  package var clockText: String { "\(padded(count / 60, 2)):\(padded(count % 60, 2)):00" }
}

/// Nothing, or a point and one to six digits.
private func isFraction(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
  guard bytes.count > start else { return true }
  let length = bytes.count - start - 1
  return bytes[start] == UInt8(ascii: ".") && (1...6).contains(length) && digits(bytes, start + 1, length) != nil
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
