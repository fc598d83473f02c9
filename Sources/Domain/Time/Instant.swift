/// A point in time, in whole seconds since 1970-01-01T00:00:00Z. Appointments need no more, and the clock is always handed in.
package struct Instant: Hashable, Comparable, Sendable, Codable {
  package var seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }
  package static func + (left: Self, minutes: Minutes) -> Self { Self(seconds: left.seconds + Int64(minutes.count) * 60) }
  package static func - (left: Self, minutes: Minutes) -> Self { Self(seconds: left.seconds - Int64(minutes.count) * 60) }

  /// Whole minutes from `other` to this instant, rounded towards zero.
  package func minutes(since other: Self) -> Minutes { Minutes(Int((seconds - other.seconds) / 60)) }
}

/// A length of time in minutes.
package struct Minutes: Hashable, Comparable, Sendable, Codable, ExpressibleByIntegerLiteral {
  package var count: Int

  package init(_ count: Int) { self.count = count }
  package init(integerLiteral value: Int) { count = value }

  package static func < (left: Self, right: Self) -> Bool { left.count < right.count }
  package static func + (left: Self, right: Self) -> Self { Self(left.count + right.count) }
  package static func - (left: Self, right: Self) -> Self { Self(left.count - right.count) }
}
