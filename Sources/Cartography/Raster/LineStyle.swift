import Canvas

/// How a line is drawn, and which of two lines a shared cell belongs to.
struct LineStyle: Sendable, Equatable {
  /// Of two lines in a cell, the one of the higher band has it alone; lines of one band share it, in the look of the higher rank.
  var rank: UInt8
  var role: Role
  /// Dots across, in braille.
  var weight = 1
  /// Steps drawn, then steps left out; 0 left out is a whole line.
  var on = 1
  var off = 0
  /// In ASCII; 0 for a sign by the line's direction.
  var sign: UInt8 = 0

  static let bandShift: UInt8 = 4

  init(band: UInt8, order: UInt8 = 0, _ role: Role, weight: Int = 1, on: Int = 1, off: Int = 0, sign: Unicode.Scalar? = nil) {
    rank = band << Self.bandShift | order
    self.role = role
    self.weight = weight
    self.on = on
    self.off = off
    self.sign = sign.map { UInt8(ascii: $0) } ?? 0
  }

  /// nil for what is no line, and for what is too small for this zoom.
  init?(_ kind: FeatureKind, zoom: Double) {
    let isNear = zoom >= 15
    switch kind {
    case .motorway: self.init(band: 6, .mapMotorway, weight: zoom >= 9 ? 2 : 1, sign: "#")
    case .trunkRoad: self.init(band: 5, order: 1, .mapRoadMajor, weight: zoom >= 14 ? 2 : 1)
    case .countryBorder: self.init(band: 5, .mapBorder, on: 5, off: 3, sign: "+")
    case .secondaryRoad where zoom >= 8: self.init(band: 4, order: 1, .mapRoadMajor)
    case .regionBorder: self.init(band: 4, .mapBorder, on: 3, off: 3, sign: "+")
    case .tertiaryRoad where zoom >= 10: self.init(band: 3, order: 3, .mapRoad)
    case .river: self.init(band: 3, order: 2, .mapRiver, sign: "~")
    case .railway where zoom >= 10: self.init(band: 3, order: 1, .mapRoad, on: 3, off: 1, sign: "=")
    case .municipalBorder where zoom >= 10: self.init(band: 3, .mapBorder, on: 2, off: 4, sign: ":")
    case .ferry where zoom >= 9: self.init(band: 3, .mapRiver, on: 2, off: 3, sign: ".")
    case .street where zoom >= 12: self.init(band: 2, order: 2, isNear ? .mapRoad : .mapStreet)
    case .stream where zoom >= 12: self.init(band: 2, order: 1, .mapRiver, sign: "~")
    case .serviceRoad where isNear: self.init(band: 1, order: 1, .mapStreet, sign: ".")
    case .path where isNear: self.init(band: 1, .mapStreet, on: 1, off: 2, sign: ".")
    default: return nil
    }
  }

  /// A numbered road typed by hand: dotted, since it lies within a few kilometres only.
  static func schematic(isMotorway: Bool) -> LineStyle {
    isMotorway
      ? LineStyle(band: 2, order: 1, .mapRoadMajor, sign: "=") : LineStyle(band: 1, .mapRoad, on: 1, off: 1, sign: ".")
  }

  static func route(_ role: Role, isDashed: Bool) -> LineStyle {
    LineStyle(band: 15, role, on: isDashed ? 4 : 1, off: isDashed ? 3 : 0, sign: "*")
  }

  /// `- | / \` for a step in cells of twice the height of their width.
  static func sign(dx: Int, dy: Int) -> UInt8 {
    let across = abs(dx) * 2
    let down = abs(dy)
    if down * 5 < across * 2 { return UInt8(ascii: "-") }
    if across * 5 < down * 2 { return UInt8(ascii: "|") }
    return (dx < 0) == (dy < 0) ? UInt8(ascii: "\\") : UInt8(ascii: "/")
  }
}
