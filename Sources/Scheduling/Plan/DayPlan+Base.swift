import Domain

/// The driving of a technician's day as it would be from one base.
package struct DayTravel: Sendable, Equatable {
  package let metres: Int
  package let driving: Minutes
  /// At the first visit of the day, leaving the base as the shift begins; nil on a day without visits.
  package let firstArrival: Instant?
  package let source: Leg.Source
}

extension DayPlan {
  /// From `base` by every visit, second places too, and back; nil for whom the board does not have.
  package func travel(of technician: DocumentName, from base: Coordinate) -> DayTravel? {
    guard let day = day(of: technician) else { return nil }
    var place = base
    var (metres, seconds) = (0, 0)
    var firstArrival: Instant?
    var source = Leg.Source.routed
    func go(to next: Coordinate) -> Leg {
      let leg = travel.leg(from: place, to: next)
      metres += leg.metres
      seconds += leg.seconds
      if leg.source == .estimate { source = .estimate }
      place = next
      return leg
    }
    for stop in day.stops {
      guard let coordinate = stop.coordinate, bounds.contains(stop.start) else { continue }
      let leg = go(to: coordinate)
      if firstArrival == nil { firstArrival = day.shift.lowerBound + leg.minutes }
      if let departure = stop.departure { _ = go(to: departure) }
    }
    if place != base { _ = go(to: base) }
    return DayTravel(metres: metres, driving: Minutes((seconds + 59) / 60), firstArrival: firstArrival, source: source)
  }

  /// Where the technician's visits of the day are, in their order.
  package func visits(of technician: DocumentName) -> [Coordinate] {
    day(of: technician)?.stops.compactMap { bounds.contains($0.start) ? $0.coordinate : nil } ?? []
  }
}
