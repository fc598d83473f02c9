/// Visits that one person makes in some order, with as little driving as their hours allow.
package struct RouteProblem: Sendable {
  package struct Stop: Sendable {
    /// Places of `durations`: where it begins and where one leaves from; nil for what is wherever one happens to be, as a break.
    package let arrival: Int?
    package let departure: Int?
    /// Seconds.
    package let service: Int64
    /// The first and the last moment at which it may begin.
    package let opens: Int64
    package let closes: Int64
    /// It begins at `opens`, whatever comes of it.
    package let isPinned: Bool

    package init(arrival: Int?, departure: Int?, service: Int64, opens: Int64, closes: Int64, isPinned: Bool = false) {
      self.arrival = arrival
      self.departure = departure
      self.service = service
      self.opens = opens
      self.closes = closes
      self.isPinned = isPinned
    }
  }

  package let stops: [Stop]
  /// Where and when it begins, and where it ends.
  package let start: Int
  package let leaves: Int64
  package let end: Int
  /// Work, and the way back where `countsReturn`, is to be over by then.
  package let latest: Int64
  package let countsReturn: Bool
  /// Seconds between places.
  package let durations: [[Int]]
  /// Starts fall on multiples of `step` seconds, counted from `-offset`.
  package let step: Int64
  package let offset: Int64

  package init(
    stops: [Stop], start: Int, leaves: Int64, end: Int, latest: Int64, countsReturn: Bool, durations: [[Int]], step: Int64 = 1,
    offset: Int64 = 0
  ) {
    self.stops = stops
    self.start = start
    self.leaves = leaves
    self.end = end
    self.latest = latest
    self.countsReturn = countsReturn
    self.durations = durations
    self.step = max(1, step)
    self.offset = offset
  }
}

/// What an order comes to; the smaller goes first. Customers before hours, hours before driving.
package struct RouteCost: Sendable, Comparable {
  /// Seconds that visits begin too late, summed up.
  package var lateness: Int64 = 0
  /// Seconds beyond the end.
  package var overtime: Int64 = 0
  /// Seconds of driving, there and back.
  package var driving: Int64 = 0
  /// When the last visit is over.
  package var finish: Int64 = 0

  package static func < (left: Self, right: Self) -> Bool {
    if left.lateness != right.lateness { return left.lateness < right.lateness }
    if left.overtime != right.overtime { return left.overtime < right.overtime }
    if left.driving != right.driving { return left.driving < right.driving }
    return left.finish < right.finish
  }
}

/// Somewhere on the way.
struct RoutePosition {
  var place: Int
  var time: Int64
  var lateness: Int64 = 0
  var driving: Int64 = 0
}

extension RouteProblem {
  var beginning: RoutePosition { RoutePosition(place: start, time: leaves) }

  /// Goes on to `stop`, not before `earliest`; returns when it begins.
  @discardableResult
  func advance(_ position: inout RoutePosition, to stop: Stop, notBefore earliest: Int64 = .min) -> Int64 {
    let drive = stop.arrival.map { durations[position.place][$0] } ?? 0
    let arrival = position.time + Int64(drive)
    var begins = stop.opens
    if stop.isPinned {
      position.lateness += max(0, arrival - stop.opens)
    } else {
      begins = roundedUp(max(arrival, stop.opens, earliest))
      position.lateness += max(0, begins - stop.closes)
    }
    position.driving += Int64(drive)
    position.time = begins + stop.service
    position.place = stop.departure ?? position.place
    return begins
  }

  func cost(at position: RoutePosition) -> RouteCost {
    let back = Int64(durations[position.place][end])
    let over = position.time + (countsReturn ? back : 0)
    return RouteCost(
      lateness: position.lateness, overtime: max(0, over - latest), driving: position.driving + back, finish: position.time)
  }

  /// What visiting the stops in this order comes to, and when each begins.
  package func schedule(_ order: [Int]) -> (cost: RouteCost, starts: [Int64]) {
    var position = beginning
    var starts: [Int64] = []
    starts.reserveCapacity(order.count)
    for index in order { starts.append(advance(&position, to: stops[index])) }
    return (cost(at: position), starts)
  }

  func cost(of order: [Int]) -> RouteCost {
    var position = beginning
    for index in order { advance(&position, to: stops[index]) }
    return cost(at: position)
  }

  private func roundedUp(_ time: Int64) -> Int64 {
    let rest = ((time + offset) % step + step) % step
    return rest == 0 ? time : time + step - rest
  }

  /// Pinned stops in the order of their hours: no other is possible.
  var pinned: [Int] {
    stops.indices.filter { stops[$0].isPinned }.sorted { (stops[$0].opens, $0) < (stops[$1].opens, $1) }
  }
}
