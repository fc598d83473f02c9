import Glibc
import SampleWeek

/// The sample's roads: a ranged country, in which one goes north, then east, then north again. So ways bend, and their kilometres are
/// not the estimate's; but each takes as long as the sample is planned with, so that the flaws that are planted in it stay as they are
/// and no start depends on whether the roads were known by then.
enum RoadPlain {
  struct Snap {
    let spot: SampleSpot
    /// Metres from the place that was asked about.
    let distance: Double
  }

  struct Way {
    let metres: Double
    let seconds: Double
    let path: [SampleSpot]
  }

  /// Where there are roads at all.
  private static let low = SampleSpot(44.8, -75.2)
  private static let high = SampleSpot(45.9, -72.6)
  /// The road nearest to a place: in the country a few metres off, elsewhere at its edge.
  static func snap(_ spot: SampleSpot) -> Snap {
    let inside = SampleSpot(
      min(max(spot.latitude, low.latitude), high.latitude), min(max(spot.longitude, low.longitude), high.longitude))
    return inside == spot ? Snap(spot: spot, distance: 12.5) : Snap(spot: inside, distance: metres(spot, inside))
  }

  static func way(from: SampleSpot, to: SampleSpot) -> Way {
    if from == to { return Way(metres: 0, seconds: 0, path: [from, to]) }
    // The same road there and back.
    let isReversed = (from.latitude, from.longitude) > (to.latitude, to.longitude)
    let (south, north) = isReversed ? (to, from) : (from, to)
    // Where it turns depends on the places alone.
    let share = 0.3 + Double(Int((abs(south.longitude + north.longitude) * 10_000).rounded()) % 5) / 10
    let turn = south.latitude + (north.latitude - south.latitude) * share
    var path = [south, SampleSpot(turn, south.longitude), SampleSpot(turn, north.longitude), north]
    if isReversed { path.reverse() }
    let length = zip(path, path.dropFirst()).reduce(0) { $0 + metres($1.0, $1.1) }
    return Way(metres: length, seconds: (metres(from, to) * 1.3 * 0.06).rounded(), path: path)
  }

  /// Along a great circle of a sphere.
  private static func metres(_ one: SampleSpot, _ other: SampleSpot) -> Double {
    let radians = Double.pi / 180
    let (north, east) = (
      sin((other.latitude - one.latitude) * radians / 2), sin((other.longitude - one.longitude) * radians / 2)
    )
    let square = north * north + cos(one.latitude * radians) * cos(other.latitude * radians) * east * east
    return 2 * 6_371_008.8 * asin(min(1, square.squareRoot()))
  }

  /// Five decimals a coordinate, as OSRM writes it where nobody asks for another form.
  static func polyline(_ path: [SampleSpot]) -> String {
    var bytes: [UInt8] = []
    var (latitude, longitude) = (0, 0)
    func put(_ difference: Int) {
      var rest = difference < 0 ? ~(difference << 1) : difference << 1
      while rest >= 0x20 {
        bytes.append(UInt8(0x20 | rest & 0x1F) + 63)
        rest >>= 5
      }
      bytes.append(UInt8(rest) + 63)
    }
    for spot in path {
      let (north, east) = (Int((spot.latitude * 1e5).rounded()), Int((spot.longitude * 1e5).rounded()))
      put(north - latitude)
      put(east - longitude)
      (latitude, longitude) = (north, east)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
