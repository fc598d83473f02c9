import Domain

/// Coordinates as people type and copy them.
enum CoordinateNotation {
  /// `45.16000, -73.68000`: latitude and longitude in degrees.
  static func text(_ coordinate: Coordinate) -> String { degrees(coordinate.latitude) + ", " + degrees(coordinate.longitude) }

  private static func degrees(_ value: Double) -> String {
    let scaled = Int((abs(value) * 100_000).rounded())
    let fraction = String(scaled % 100_000)
    return (value < 0 ? "-" : "") + "\(scaled / 100_000)." + String(repeating: "0", count: 5 - fraction.utf8.count) + fraction
  }

  /// `45.16, -73.68`, `45,16 -73,68`, `45.16 N 73.68 O`, `45,16; -73,68`: latitude, then longitude. nil for anything else.
  static func parse(_ text: String) -> Coordinate? {
    var line = ""
    for character in text.uppercased() {
      switch character {
      case "−": line.append("-")
      case "°", "\u{A0}", ";", "\t": line.append(" ")
      default: line.append(character)
      }
    }
    // A comma before a digit, after one, is a decimal's where there is another sign between the two numbers.
    let parts = line.split(separator: " ").map(String.init)
    let hasPoints = line.contains(".")
    var numbers: [Double] = []
    for part in parts {
      if let direction = part.first, part.count == 1, "NSEOW".contains(direction) {
        guard !numbers.isEmpty, turn(&numbers[numbers.count - 1], direction) else { return nil }
        continue
      }
      var pieces: [String]
      if hasPoints {
        pieces = part.split(separator: ",").map(String.init)
      } else {
        pieces = [part.hasSuffix(",") ? String(part.dropLast()) : part]
        pieces[0] = pieces[0].replacing(",", with: ".")
      }
      for piece in pieces {
        var digits = piece
        var direction: Character?
        if let last = digits.last, "NSEOW".contains(last) {
          direction = last
          digits.removeLast()
        }
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }),
          let number = Double(digits)
        else { return nil }
        numbers.append(number)
        if let direction, !turn(&numbers[numbers.count - 1], direction) { return nil }
      }
    }
    guard numbers.count == 2, line.contains(where: { $0 == "." || $0 == "," || $0 == "-" || "NSEOW".contains($0) }) else {
      return nil
    }
    return Coordinate(latitude: numbers[0], longitude: numbers[1])
  }

  private static func turn(_ number: inout Double, _ direction: Character) -> Bool {
    guard number >= 0 else { return false }
    if direction == "S" || direction == "W" || direction == "O" { number = -number }
    return true
  }
}
