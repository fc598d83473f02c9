import Canvas
import Domain

/// A round length and how long it is on screen.
package struct ScaleBar: Sendable, Hashable {
  package let metres: Int
  /// Columns between the two ends, at least 1.
  package let columns: Int

  /// The longest of 1, 2 or 5 × 10ⁿ metres that takes at most `columns`; nil where there is no room for one.
  package init?(_ view: MapView, columns limit: Int) {
    let perColumn = view.metresPerColumn
    guard limit >= 3, perColumn > 0 else { return nil }
    let longest = perColumn * Double(limit)
    var step = 1
    var metres = 0
    while Double(step) <= longest, step <= 10_000_000 {
      for factor in [1, 2, 5] where Double(step * factor) <= longest { metres = step * factor }
      step *= 10
    }
    guard metres > 0 else { return nil }
    self.metres = metres
    columns = max(1, Int((Double(metres) / perColumn).rounded()))
  }

  /// `10 km`, `500 m`, with a no-break space: alike in French and in English.
  package var length: String { metres >= 1_000 ? "\(metres / 1_000)\u{A0}km" : "\(metres)\u{A0}m" }

  /// `├── 10 km ──┤`; the bare length where the bar is too short for it.
  package func text(_ symbols: Symbols) -> String {
    let inner = columns - 1
    let words = " \(length) "
    let room = inner - TextWidth.columns(of: words)
    guard room >= 2 else { return length }
    let rule = symbols[.horizontal]
    return symbols[.teeRight] + String(repeating: rule, count: room / 2) + words
      + String(repeating: rule, count: room - room / 2) + symbols[.teeLeft]
  }
}

/// A coordinate in numbers, for the language to spell.
package struct CoordinateText: Sendable, Hashable {
  package let coordinate: Coordinate

  package init(_ coordinate: Coordinate) { self.coordinate = coordinate }

  /// `45,163 N 73,679 O`: absolute degrees with so many decimals, and the letters of the four directions.
  package func text(decimals: Int = 3, separator: String, north: String, south: String, east: String, west: String) -> String {
    Self.degrees(coordinate.latitude, decimals, separator) + " " + (coordinate.latitude < 0 ? south : north) + " "
      + Self.degrees(coordinate.longitude, decimals, separator) + " " + (coordinate.longitude < 0 ? west : east)
  }

  private static func degrees(_ value: Double, _ decimals: Int, _ separator: String) -> String {
    var scale = 1
    for _ in 0..<max(0, min(7, decimals)) { scale *= 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    if scale == 1 { return String(scaled) }
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: String(scale).utf8.count - 1 - fraction.utf8.count)
    return "\(scaled / scale)\(separator)\(zeros)\(fraction)"
  }
}
