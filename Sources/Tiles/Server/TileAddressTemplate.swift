import Domain
import Transport

/// `https://tiles.example/{z}/{x}/{y}.mvt?key=…`
struct TileAddressTemplate: Sendable {
  let origin: Origin
  private let target: String
  private let countsNorthwards: Bool

  init(_ text: String, countsNorthwards: Bool = false) throws(TileFailure) {
    // Braces have no place in an address; they stand after its host.
    let (origin, target) = try Self.parts(text)
    guard target.contains("{z}"), target.contains("{x}"), target.contains("{y}") || target.contains("{-y}") else {
      throw .badAddress
    }
    self.origin = origin
    self.target = target
    self.countsNorthwards = countsNorthwards
  }

  static func isTemplate(_ text: String) -> Bool { text.contains("{z}") }

  func target(of number: TileNumber) -> String {
    target.replacing("{z}", with: String(number.z)).replacing("{x}", with: String(number.x))
      .replacing("{-y}", with: String(number.northwardRow))
      .replacing("{y}", with: String(countsNorthwards ? number.northwardRow : number.y))
  }

  /// An address as the place that it is at and what to ask for there.
  static func parts(_ text: String) throws(TileFailure) -> (Origin, target: String) {
    guard let scheme = text.firstRange(of: "://") else { throw .badAddress }
    let end = text[scheme.upperBound...].firstIndex { $0 == "/" || $0 == "?" } ?? text.endIndex
    let host = String(text[..<end]).replacing("{s}", with: "a")
    let rest = text[end...].prefix { $0 != "#" }
    let origin: Origin
    do throws(Origin.Mistake) { origin = try Origin(host) } catch { throw .badAddress }
    guard origin.isAcceptable else { throw .insecure }
    return (origin, rest.hasPrefix("/") ? String(rest) : "/" + rest)
  }
}
