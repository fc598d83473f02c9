import SampleWeek

/// Reads dates and times as the two databases do, and gives them back as they store them.
struct TemporalText {
  let manners: DatabaseManners

  enum Refusal: Error, Equatable {
    /// No date at all.
    case format
    /// A date that the calendar does not have.
    case range
  }

  /// `YYYY-MM-DD HH:MM:SS[.ffffff]`
  func datetime(_ text: String) throws(Refusal) -> String {
    var rest = Substring(text)
    let day: SampleDay
    if manners == .postgresql, let american = americanDay(&rest) {
      day = american
    } else {
      day = try isoDay(&rest)
    }
    guard let separator = rest.first else { return "\(day.text) 00:00:00" }
    guard separator == " " || separator == "T" else { throw .format }
    rest.removeFirst()
    if let zone = rest.firstIndex(where: { $0 == "Z" || $0 == "+" || $0 == "-" }) {
      // PostgreSQL reads the zone and drops it; MariaDB refuses the text.
      guard manners == .postgresql else { throw .format }
      rest = rest[..<zone]
    }
    return "\(day.text) \(try clock(rest, hours: 23))"
  }

  func date(_ text: String) throws(Refusal) -> String {
    var rest = Substring(text)
    let day = try isoDay(&rest)
    guard rest.isEmpty || rest.first == " " || rest.first == "T" else { throw .format }
    return day.text
  }

  /// `HH:MM:SS[.ffffff]`; 24 o'clock and, on MariaDB, later are let through.
  func time(_ text: String) throws(Refusal) -> String {
    try clock(Substring(text), hours: manners == .postgresql ? 24 : 838)
  }

  /// As the site answers: MariaDB's driver gives a duration, without a leading zero.
  func answered(time: String) -> String {
    manners == .mariadb && time.hasPrefix("0") ? String(time.dropFirst()) : time
  }

  private func isoDay(_ rest: inout Substring) throws(Refusal) -> SampleDay {
    let head = rest.prefix(10)
    let parts = head.split(separator: "-", omittingEmptySubsequences: false)
    guard head.utf8.count == 10, parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } })
    else { throw .format }
    guard let day = SampleDay(String(head)) else { throw .range }
    rest = rest.dropFirst(10)
    return day
  }

  /// `MM/DD/YYYY`
  private func americanDay(_ rest: inout Substring) -> SampleDay? {
    let head = rest.prefix(10)
    let parts = head.split(separator: "/")
    guard parts.count == 3, parts[2].utf8.count == 4 else { return nil }
    guard let day = SampleDay("\(parts[2])-\(parts[0])-\(parts[1])") else { return nil }
    rest = rest.dropFirst(10)
    return day
  }

  private func clock(_ text: Substring, hours: Int) throws(Refusal) -> String {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let hour = Int(parts[0]), let minute = Int(parts[1]) else { throw .format }
    var second = 0
    var fraction = ""
    if parts.count == 3 {
      let halves = parts[2].split(separator: ".", omittingEmptySubsequences: false)
      guard halves.count <= 2, let whole = Int(halves[0]) else { throw .format }
      second = whole
      if halves.count == 2 {
        guard let digits = Int(halves[1]), halves[1].utf8.count <= 9 else { throw .format }
        let micros = String(halves[1].prefix(6))
        if digits != 0 { fraction = "." + micros + String(repeating: "0", count: 6 - micros.utf8.count) }
      }
    }
    guard hour >= 0, minute >= 0, second >= 0 else { throw .format }
    guard hour <= hours, minute < 60, second < 61 else { throw .range }
    return "\(paddedDigits(hour, 2)):\(paddedDigits(minute, 2)):\(paddedDigits(second, 2))\(fraction)"
  }
}
