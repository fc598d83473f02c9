import Canvas
import Console
import Domain

/// What a batch of a routing engine's answers costs the thread that draws.
enum TravelFigures {
  static func run() {
    var state = State(
      size: Size(width: 160, height: 50), now: Instant(seconds: 1_778_078_400), zone: .utc, ids: IdentifierSource(seed: 1, 2))
    let batches = (0..<10).map { batch in
      TravelUpdate(
        legs: Dictionary(
          uniqueKeysWithValues: (0..<10_000).map { number in
            let from = Coordinate(latitude: 45 + Double(batch) / 100 + Double(number / 100) / 10_000, longitude: -73.5)!
            let to = Coordinate(latitude: 45.5, longitude: -74 + Double(number % 100) / 1_000)!
            return (TravelMatrix.Pair(from: from, to: to), Leg(metres: number, seconds: number, source: .routed))
          }))
    }
    let clock = ContinuousClock()
    let times = batches.map { batch in
      let spent = clock.measure { _ = reduce(&state, .travel(batch)) }
      return Double(spent.components.attoseconds) / 1e15 + Double(spent.components.seconds) * 1_000
    }
    report("10,000 routed legs merged, p50 of 10 batches", Distribution(times).percentile(50), "ms")
  }
}
