/// The site's time zone as a table of offsets: pure, so that the board's time never depends on this machine's.
package struct SiteZone: Sendable, Equatable {
  /// From `start` on, the clock is `offset` seconds ahead of UTC.
  package struct Span: Sendable, Equatable {
    package let start: Instant
    package let offset: Int

    package init(start: Instant, offset: Int) {
      self.start = start
      self.offset = offset
    }
  }

  /// What a wall clock's reading stands for.
  package enum Reading: Sendable, Equatable {
    case one(Instant)
    /// The hour that comes twice when the clock steps back: the earlier and the later instant.
    case ambiguous(Instant, Instant)
    /// The hour that the clock skips; the first instant after the gap.
    case missing(after: Instant)
  }

  /// IANA name, for example `America/Toronto`.
  package let identifier: String
  /// In order of `start`; the first one also holds before its start.
  package let spans: [Span]

  package init(identifier: String, spans: [Span]) {
    precondition(!spans.isEmpty, "a zone has at least one offset")
    self.identifier = identifier
    self.spans = spans
  }

  package static let utc = SiteZone(identifier: "UTC", spans: [Span(start: Instant(seconds: 0), offset: 0)])

  /// Seconds ahead of UTC.
  package func offset(at instant: Instant) -> Int { spans[spanIndex(at: instant)].offset }

  package func local(_ instant: Instant) -> LocalDateTime {
    LocalDateTime(clockSeconds: instant.seconds + Int64(offset(at: instant)))
  }

  package func read(_ clock: LocalDateTime) -> Reading {
    var matches: [Instant] = []
    let guess = spanIndex(at: Instant(seconds: clock.clockSeconds))
    for index in max(0, guess - 1)...min(spans.count - 1, guess + 1) {
      let candidate = Instant(seconds: clock.clockSeconds - Int64(spans[index].offset))
      if spanIndex(at: candidate) == index, !matches.contains(candidate) { matches.append(candidate) }
    }
    matches.sort()
    if matches.count > 1 { return .ambiguous(matches[0], matches[1]) }
    if let only = matches.first { return .one(only) }
    let next = spans.dropFirst().first { local($0.start) > clock && $0.start.seconds > clock.clockSeconds - 172_800 }
    return .missing(after: next?.start ?? Instant(seconds: clock.clockSeconds))
  }

  /// The instant that a stored clock reading is taken for: the earlier one of an ambiguous hour, the end of a gap.
  package func instant(_ clock: LocalDateTime) -> Instant {
    switch read(clock) {
    case .one(let instant), .ambiguous(let instant, _), .missing(let instant): instant
    }
  }

  private func spanIndex(at instant: Instant) -> Int {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].start <= instant { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}

extension SiteZone {
  /// The first instant from `instant` on whose clock reading means one instant only.
  package func endOfRepeatedHour(after instant: Instant) -> Instant {
    var candidate = instant
    // Steps of a minute suffice: no zone steps by less, and a repeated stretch is hours at most.
    for _ in 0..<2_880 {
      if case .ambiguous = read(local(candidate)) { candidate = candidate + Minutes(1) } else { return candidate }
    }
    return candidate
  }
}
