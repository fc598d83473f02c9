import Canvas

/// Areas, the most important first: a cell is painted as the first that covers enough of it.
enum AreaKind: UInt8, CaseIterable, Sendable {
  case building, water, park, wood, builtUp

  init?(_ kind: FeatureKind, zoom: Double) {
    switch kind {
    case .building where zoom >= 15: self = .building
    case .water: self = .water
    case .park: self = .park
    case .wood: self = .wood
    case .builtUp: self = .builtUp
    default: return nil
    }
  }

  /// What it looks like as a surface.
  var fill: Role {
    switch self {
    case .building: .mapBuildingFill
    case .water: .mapWaterFill
    case .park, .wood: .mapParkFill
    case .builtUp: .mapBuiltUpFill
    }
  }

  /// What its dots and signs look like.
  var ink: Role {
    switch self {
    case .building: .mapBuilding
    case .water: .mapWater
    case .park, .wood: .mapPark
    case .builtUp: .mapStreet
    }
  }

  /// Dots of eight that make a cell its own.
  var leastDots: Int { self == .building ? 3 : self == .water ? 6 : 4 }

  /// In ASCII.
  var sign: UInt32 {
    switch self {
    case .building: 0x25  // %
    case .water: 0x7E  // ~
    case .park: 0x22  // "
    case .wood: 0x5E  // ^
    case .builtUp: 0x3A  // :
    }
  }

  /// The dots of its texture in a whole cell, of even and of odd cells.
  func texture(isOdd: Bool) -> UInt8 {
    switch self {
    case .building: 0xFF
    case .water: 0x95
    case .park: isOdd ? 0 : 0x02
    case .wood: isOdd ? 0x02 : 0x20
    case .builtUp: isOdd ? 0x04 : 0
    }
  }
}
