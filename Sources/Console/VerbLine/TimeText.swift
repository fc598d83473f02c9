import Domain

/// Times and lengths as people type them.
package enum TimeText {
  /// Minutes after midnight of `10h30`, `10:30`, `10h`, `1030`, `9`, `14 h 30`; nil for anything else.
  package static func clock(_ text: some StringProtocol) -> Minutes? {
    let bytes = text.utf8.filter { $0 != UInt8(ascii: " ") }.map { $0 | 0x20 == UInt8(ascii: "h") ? UInt8(ascii: ":") : $0 }
    guard !bytes.isEmpty, bytes.allSatisfy({ (48...58).contains($0) }) else { return nil }
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    let hour: Int?
    let minute: Int?
    switch parts.count {
    case 1 where parts[0].utf8.count >= 3 && parts[0].utf8.count <= 4:
      hour = Int(parts[0].dropLast(2))
      minute = Int(parts[0].suffix(2))
    case 1 where parts[0].utf8.count <= 2: (hour, minute) = (Int(parts[0]), 0)
    case 2 where parts[0].utf8.count <= 2 && (parts[1].isEmpty || parts[1].utf8.count == 2):
      (hour, minute) = (Int(parts[0]), parts[1].isEmpty ? 0 : Int(parts[1]))
    default: return nil
    }
    guard let hour, let minute, (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
    return Minutes(hour * 60 + minute)
  }

  /// `2026-05-06T10:30`, as canonical lines have it.
  package static func moment(_ text: some StringProtocol) -> LocalDateTime? {
    guard text.utf8.count == 16, let mark = text.firstIndex(where: { $0 == "T" || $0 == "t" }) else { return nil }
    return LocalDateTime(siteText: text[..<mark] + " " + text[text.index(after: mark)...] + ":00")
  }

  /// `+30`, `+30m`, `-15min`, `+1h`, `+1h30`: a sign, then minutes, or hours and minutes.
  package static func change(_ text: some StringProtocol) -> Minutes? {
    var body = String(String(text).filter { $0 != " " && $0 != "\u{A0}" }).lowercased()
    guard let sign = body.first, sign == "+" || sign == "-" || sign == "−" else { return nil }
    body.removeFirst()
    if body.hasSuffix("min") { body.removeLast(3) } else if body.hasSuffix("m") { body.removeLast() }
    let count: Int?
    if let mark = body.firstIndex(of: "h") {
      let rest = body[body.index(after: mark)...]
      count = Int(body[..<mark]).flatMap { hours in (rest.isEmpty ? 0 : Int(rest)).map { hours &* 60 &+ $0 } }
    } else {
      count = Int(body)
    }
    guard let count, (0...1_440).contains(count), body.utf8.allSatisfy({ (48...57).contains($0) || $0 == 104 }) else {
      return nil
    }
    return Minutes(sign == "+" ? count : -count)
  }
}
