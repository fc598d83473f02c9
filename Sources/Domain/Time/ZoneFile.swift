/// Reads compiled time zone files (TZif, RFC 8536).
package enum ZoneFile {
  package enum Failure: Error, Sendable, Equatable {
    /// It does not begin with `TZif`.
    case notAZoneFile
    /// It ends before its own counts say, or its counts contradict each other.
    case truncated
    /// A transition points at a type that is not there, or the times do not rise.
    case corrupt
    /// The footer is no POSIX rule.
    case badFooter
  }

  /// The years for which the footer's rule is written out, after the table's last transition.
  static let lastYear = 2_100

  /// Versions 1 (32-bit times) to 4; from version 2 on the second, 64-bit block and the footer count.
  package static func parse(_ bytes: [UInt8], identifier: String) throws(Failure) -> SiteZone {
    var reader = Reader(bytes: bytes)
    let first = try reader.header()
    guard first.version >= 2 else { return try zone(reader.block(first, timeSize: 4), footer: nil, identifier: identifier) }
    try reader.skip(first.blockSize(timeSize: 4))
    let second = try reader.header()
    let table = try reader.block(second, timeSize: 8)
    return try zone(table, footer: try reader.footer(), identifier: identifier)
  }

  private static func zone(_ table: Table, footer: PosixZoneRule?, identifier: String) throws(Failure) -> SiteZone {
    var spans: [SiteZone.Span] = []
    func add(_ span: SiteZone.Span) {
      if spans.last?.offset != span.offset { spans.append(span) }
    }
    // What holds before the first transition (RFC 8536, 3.2: type 0).
    guard let opening = table.offsets.first else { throw .corrupt }
    add(SiteZone.Span(start: Instant(seconds: table.times.first.map { $0 - 1 } ?? 0), offset: opening))
    var previous = Int64.min
    for (time, type) in zip(table.times, table.types) {
      guard time > previous || previous == Int64.min, type < table.offsets.count else { throw .corrupt }
      previous = time
      add(SiteZone.Span(start: Instant(seconds: time), offset: table.offsets[type]))
    }
    if let footer {
      let last = table.times.last ?? Int64.min
      let firstYear = table.times.last.map { LocalDateTime(clockSeconds: $0).date.year } ?? 1_970
      if firstYear <= lastYear {
        for span in footer.spans(years: firstYear...lastYear) where span.start.seconds > last { add(span) }
      }
    }
    return SiteZone(identifier: identifier, spans: spans)
  }

  private struct Header {
    var version: Int
    var isUTCCount: Int
    var isStandardCount: Int
    var leapCount: Int
    var timeCount: Int
    var typeCount: Int
    var characterCount: Int

    func blockSize(timeSize: Int) -> Int {
      timeCount * (timeSize + 1) + typeCount * 6 + characterCount + leapCount * (timeSize + 4) + isStandardCount + isUTCCount
    }
  }

  private struct Table {
    var times: [Int64] = []
    var types: [Int] = []
    /// Seconds ahead of UTC, by type.
    var offsets: [Int] = []
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func skip(_ count: Int) throws(Failure) {
      guard count >= 0, bytes.count - index >= count else { throw .truncated }
      index += count
    }

    mutating func integer(bytes count: Int) throws(Failure) -> Int64 {
      let start = index
      try skip(count)
      var value: Int64 = bytes[start] >= 0x80 ? -1 : 0
      for byte in bytes[start..<index] { value = value << 8 | Int64(byte) }
      return value
    }

    mutating func count() throws(Failure) -> Int {
      let value = try integer(bytes: 4)
      // No real file comes near; it keeps the sizes below from overflowing.
      guard (0...1_000_000).contains(value) else { throw .truncated }
      return Int(value)
    }

    mutating func header() throws(Failure) -> Header {
      guard bytes.count - index >= 4, bytes[index..<(index + 4)].elementsEqual("TZif".utf8) else { throw .notAZoneFile }
      index += 4
      let mark = index
      try skip(16)
      let version = bytes[mark] == 0 ? 1 : Int(bytes[mark]) - 0x30
      let counts = (try count(), try count(), try count(), try count(), try count(), try count())
      return Header(
        version: version, isUTCCount: counts.0, isStandardCount: counts.1, leapCount: counts.2, timeCount: counts.3,
        typeCount: counts.4, characterCount: counts.5)
    }

    mutating func block(_ header: Header, timeSize: Int) throws(Failure) -> Table {
      let end = index + header.blockSize(timeSize: timeSize)
      guard end <= bytes.count else { throw .truncated }
      var table = Table()
      for _ in 0..<header.timeCount { table.times.append(try integer(bytes: timeSize)) }
      for _ in 0..<header.timeCount { table.types.append(Int(try integer(bytes: 1) & 0xFF)) }
      for _ in 0..<header.typeCount {
        table.offsets.append(Int(try integer(bytes: 4)))
        try skip(2)
      }
      index = end
      return table
    }

    /// The rule between two line feeds; nil where it is empty.
    mutating func footer() throws(Failure) -> PosixZoneRule? {
      guard index < bytes.count, bytes[index] == 0x0A, let end = bytes[(index + 1)...].firstIndex(of: 0x0A) else {
        throw .truncated
      }
      let text = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
      if text.isEmpty { return nil }
      guard let rule = PosixZoneRule(text) else { throw .badFooter }
      return rule
    }
  }
}

extension SiteZone {
  /// A zone that has followed one rule since `since` (a year), written out up to 2100; nil when the text is no such rule.
  package init?(identifier: String, rule: String, since: Int) {
    guard since <= ZoneFile.lastYear, let rule = PosixZoneRule(rule) else { return nil }
    self.init(identifier: identifier, spans: rule.spans(years: since...ZoneFile.lastYear))
  }

  /// The first instant of a day on the site's clock.
  package func start(of day: LocalDate) -> Instant { instant(LocalDateTime(day, secondOfDay: 0)) }

  /// From the first instant of a day to the first of the next: 23, 24 or 25 hours.
  package func bounds(of day: LocalDate) -> Range<Instant> { start(of: day)..<start(of: day.adding(days: 1)) }
}
