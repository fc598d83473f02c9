/// A position as people type it: `45,1330 N 74,0000 O`, `45.133, -74.000`, `45°07'58"N 74°00'00"O`.
package enum CoordinateReading: Sendable, Equatable {
  case coordinate(Coordinate)
  case problem(Problem)

  package enum Problem: Sendable, Equatable {
    case empty
    case notUnderstood
    /// One number, or one angle, where two are needed.
    case oneOfTwo
    case latitudeOutOfRange(Double)
    case longitudeOutOfRange(Double)
    /// The longitude stands first; so it would be right.
    case swapped(Coordinate)
  }

  /// `home` is where most places are: what lies near it only the other way round has been exchanged.
  package init(_ text: String, near home: Coordinate) {
    do throws(Stop) { self = .coordinate(try Self.read(text, home)) } catch { self = .problem(error.problem) }
  }

  private struct Stop: Error { let problem: Problem }

  private enum Axis { case latitude, longitude }

  /// Degrees, minutes and seconds that belong together.
  private struct Angle {
    var isNegative = false
    var numbers: [Double] = []
    var letter: Unicode.Scalar?
    var isClosed = false

    var axis: Axis? { letter.map { "ns".unicodeScalars.contains($0) ? .latitude : .longitude } }

    var value: Double? {
      guard (1...3).contains(numbers.count), numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
      let size = numbers.reversed().reduce(0.0) { $0 / 60 + $1 }
      return isNegative || letter == "s" || letter == "w" ? -size : size
    }
  }

  private enum Token: Equatable {
    case number(Double)
    case degreeSign
    case letter(Unicode.Scalar)
    case minus, separator
  }

  private static let nearby = 300_000.0

  private static func read(_ text: String, _ home: Coordinate) throws(Stop) -> Coordinate {
    guard let tokens = tokens(of: text) else { throw Stop(problem: .notUnderstood) }
    if tokens.isEmpty { throw Stop(problem: .empty) }
    var angles = angles(of: tokens)
    if angles.count == 1, angles[0].letter == nil, [2, 4, 6].contains(angles[0].numbers.count) { angles = halves(of: angles[0]) }
    guard angles.count <= 2 else { throw Stop(problem: .notUnderstood) }
    guard angles.count == 2 else { throw Stop(problem: angles[0].value == nil ? .notUnderstood : .oneOfTwo) }
    guard let first = angles[0].value, let second = angles[1].value else { throw Stop(problem: .notUnderstood) }
    if let axis = angles[0].axis, axis == angles[1].axis { throw Stop(problem: .notUnderstood) }
    let isLongitudeFirst = angles[0].axis == .longitude || angles[1].axis == .latitude
    let (latitude, longitude) = isLongitudeFirst ? (second, first) : (first, second)
    let hasLetters = angles.contains { $0.letter != nil }
    // What letters say is meant.
    if !hasLetters, let turned = exchanged(latitude, longitude, home) { throw Stop(problem: .swapped(turned)) }
    if abs(latitude) > 90 { throw Stop(problem: .latitudeOutOfRange(latitude)) }
    if abs(longitude) > 180 { throw Stop(problem: .longitudeOutOfRange(longitude)) }
    guard let coordinate = Coordinate(latitude: latitude, longitude: longitude) else { throw Stop(problem: .notUnderstood) }
    return coordinate
  }

  private static func exchanged(_ latitude: Double, _ longitude: Double, _ home: Coordinate) -> Coordinate? {
    if let asTyped = Coordinate(latitude: latitude, longitude: longitude), asTyped.distance(to: home) <= nearby { return nil }
    guard let turned = Coordinate(latitude: longitude, longitude: latitude), turned.distance(to: home) <= nearby else {
      return nil
    }
    return turned
  }

  /// Two angles that nothing stands between.
  private static func halves(of angle: Angle) -> [Angle] {
    let middle = angle.numbers.count / 2
    var (first, second) = (angle, angle)
    first.numbers = Array(angle.numbers[..<middle])
    second.numbers = Array(angle.numbers[middle...])
    second.isNegative = false
    return [first, second]
  }

  private static func angles(of tokens: [Token]) -> [Angle] {
    var lettersComeFirst = false
    if case .letter? = tokens.first { lettersComeFirst = true }
    var angles: [Angle] = []
    var current = Angle()
    func isEmpty(_ angle: Angle) -> Bool { angle.numbers.isEmpty && angle.letter == nil && !angle.isNegative }
    func close() {
      if !isEmpty(current) { angles.append(current) }
      current = Angle()
    }
    for (place, token) in tokens.enumerated() {
      switch token {
      case .separator: close()
      case .minus:
        if !current.numbers.isEmpty { close() }
        current.isNegative = true
      case .letter(let letter):
        if lettersComeFirst { close() }
        current.letter = letter
        if !lettersComeFirst { close() }
      case .number(let number):
        // Degrees anew: another angle.
        let isDegrees = place + 1 < tokens.count && tokens[place + 1] == .degreeSign
        if isDegrees, !current.numbers.isEmpty { close() }
        current.numbers.append(number)
      case .degreeSign: break
      }
    }
    close()
    return angles
  }

  /// nil where a character means nothing in a position.
  private static func tokens(of text: String) -> [Token]? {
    let scalars = Array(text.unicodeScalars)
    var tokens: [Token] = []
    var index = 0
    func isDigit(_ place: Int) -> Bool { place < scalars.count && ("0"..."9").contains(scalars[place]) }
    while index < scalars.count {
      let scalar = scalars[index]
      if isDigit(index) {
        var digits = ""
        var hasPoint = false
        while index < scalars.count {
          if isDigit(index) {
            digits.unicodeScalars.append(scalars[index])
          } else if !hasPoint, scalars[index] == "." || scalars[index] == ",", isDigit(index + 1) {
            digits += "."
            hasPoint = true
          } else {
            break
          }
          index += 1
        }
        guard let number = Double(digits) else { return nil }
        tokens.append(.number(number))
        continue
      }
      switch scalar {
      case " ", "\u{A0}", "\u{202F}", "\t", "'", "′", "’", "\"", "″", "”", "“", "+": break
      case "°", "º": tokens.append(.degreeSign)
      case "-", "−", "–": tokens.append(.minus)
      case ",", ";", "/": tokens.append(.separator)
      default:
        guard scalar.properties.isAlphabetic else { return nil }
        let start = index
        while index + 1 < scalars.count, scalars[index + 1].properties.isAlphabetic { index += 1 }
        guard let letter = direction(String(String.UnicodeScalarView(scalars[start...index]))) else { return nil }
        tokens.append(.letter(letter))
      }
      index += 1
    }
    return tokens
  }

  private static func direction(_ word: String) -> Unicode.Scalar? {
    switch word.lowercased() {
    case "n", "nord", "north": "n"
    case "s", "sud", "south": "s"
    case "e", "est", "east": "e"
    case "o", "w", "ouest", "west": "w"
    default: nil
    }
  }
}
