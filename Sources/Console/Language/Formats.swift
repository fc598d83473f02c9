import Domain

/// Dates, times, lengths and numbers as vocabulary has them. Blanks inside a number or a time do not break (U+00A0).
extension Words {
  /// `08:05`.
  package func clock(_ time: LocalDateTime) -> String { Self.clock(time) }

  /// The same in every language.
  static func clock(_ time: LocalDateTime) -> String { twoDigits(time.hour) + ":" + twoDigits(time.minute) }

  /// `1 h 15`, `45 min`, `4 h 00`: lengths in columns and text.
  package func length(_ minutes: Minutes) -> String {
    let count = abs(minutes.count)
    let sign = minutes.count < 0 ? "−" : ""
    return sign + "\(count / 60)\u{A0}h\u{A0}" + Self.twoDigits(count % 60)
  }

  /// `8 h` where there are no minutes, else as `length`.
  package func shortLength(_ minutes: Minutes) -> String {
    minutes.count % 60 == 0 ? "\(minutes.count / 60)\u{A0}h" : length(minutes)
  }

  /// `+18 min`, `−1 h 05`.
  package func change(_ minutes: Minutes) -> String {
    let sign = minutes.count < 0 ? "−" : "+"
    let count = abs(minutes.count)
    return count < 60 ? "\(sign)\(count)\u{A0}min" : sign + length(Minutes(count))
  }

  /// `mer. 6 mai`, `Wed May 6`.
  package func shortDay(_ date: LocalDate) -> String {
    say(
      "\(Self.frenchWeekdays[date.weekday - 1].prefix(3)). \(dayOfMonth(date)) \(monthName(date))",
      "\(Self.englishWeekdays[date.weekday - 1].prefix(3)) \(Self.englishMonths[date.month - 1].prefix(3)) \(date.day)")
  }

  /// `6 mai`, `May 6`.
  package func tinyDay(_ date: LocalDate) -> String {
    say("\(dayOfMonth(date)) \(monthName(date))", "\(Self.englishMonths[date.month - 1].prefix(3)) \(date.day)")
  }

  /// `mercredi 6 mai 2026`, `Wednesday, May 6, 2026`.
  package func longDay(_ date: LocalDate) -> String {
    say(
      "\(Self.frenchWeekdays[date.weekday - 1]) \(dayOfMonth(date)) \(Self.frenchMonths[date.month - 1]) \(date.year)",
      "\(Self.englishWeekdays[date.weekday - 1]), \(Self.englishMonths[date.month - 1]) \(date.day), \(date.year)")
  }

  /// `6,2 km`, `12 km`.
  package func distance(metres: Int) -> String {
    if metres >= 10_000 { return "\((metres + 500) / 1_000)\u{A0}km" }
    let tenths = (metres + 50) / 100
    return "\(tenths / 10)" + say(",", ".") + "\(tenths % 10)\u{A0}km"
  }

  /// `1 234`, `1,234`.
  package func number(_ count: Int) -> String {
    let digits = Array(String(abs(count)))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += say("\u{A0}", ",") }
      text.append(digit)
    }
    return (count < 0 ? "−" : "") + text
  }

  /// `12 s`, `4 min`, `2 h 05`, `3 j`: how old something is.
  package func age(seconds: Int64) -> String {
    switch seconds {
    case ..<60: "\(max(0, seconds))\u{A0}s"
    case ..<3_600: "\(seconds / 60)\u{A0}min"
    case ..<86_400: length(Minutes(Int(seconds / 60)))
    default: "\(seconds / 86_400)\u{A0}" + say("j", "d")
    }
  }

  /// `450-555-0123` of what is stored as `+14505550123`; anything else as it is.
  package func phone(_ stored: String) -> String {
    let digits = stored.filter { $0.isASCII && $0.isNumber }
    let ten = digits.count == 11 && digits.first == "1" ? String(digits.dropFirst()) : digits
    guard ten.count == 10, stored.allSatisfy({ "+-(). ".contains($0) || ($0.isASCII && $0.isNumber) }) else { return stored }
    let parts = Array(ten)
    return String(parts[0..<3]) + "-" + String(parts[3..<6]) + "-" + String(parts[6...])
  }

  private func dayOfMonth(_ date: LocalDate) -> String { date.day == 1 ? "1er" : String(date.day) }

  private func monthName(_ date: LocalDate) -> String { Self.frenchShortMonths[date.month - 1] }

  static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  private static let frenchWeekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
  private static let englishWeekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  private static let frenchMonths = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
  ]
  private static let frenchShortMonths = [
    "janv.", "févr.", "mars", "avril", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc.",
  ]
  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]
}
