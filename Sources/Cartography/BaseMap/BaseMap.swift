import Domain

/// Water, rivers, borders, numbered roads and places from Ormstown to Sorel and from Plattsburgh to Joliette (75.0 to 72.5 W, 44.7 to
/// 46.0 N): enough to know where one is before any tile is there.
///
/// GSHHG 2.3.7 (LGPL-3.0-or-later): water and rivers. Natural Earth (public domain): borders. GeoNames (CC BY 4.0): places. The
/// roads, the Châteauguay, the Anglais and the Acadie are schematic, within a few kilometres.
package struct BaseMap: Sendable {
  /// A line or the outline of an area.
  package typealias Path = [Coordinate]

  package struct Place: Sendable, Equatable {
    package let name: String
    package let population: Int
    package let coordinate: Coordinate
    /// A part of a city, which only a near view names.
    package let isBorough: Bool
  }

  /// A line and what it goes by: a road's number, a river's name, `country` or `state` for a border.
  package struct Line: Sendable, Equatable {
    package let name: String
    package let path: Path
  }

  /// The name of a lake or a river, and where it is written.
  package struct WaterName: Sendable, Equatable {
    package let name: String
    package let coordinate: Coordinate
    /// A small river, which only a near view names.
    package let isSmall: Bool
  }

  /// Outlines; a point is in the water when a ray from it crosses them an odd number of times.
  package let water: [Path]
  package let rivers: [Line]
  package let borders: [Line]
  package let motorways: [Line]
  package let roads: [Line]
  /// The largest first.
  package let places: [Place]
  package let waterNames: [WaterName]
  let shapes: [Shape]
  /// Of `places`.
  let importances: [Double]

  /// Whom a screen that shows it must name, and the same where there is little room.
  package static let sources = "GSHHG, Natural Earth, GeoNames"
  package static let shortSources = "GSHHG, GeoNames"

  package static let builtIn = BaseMap()

  private init() {
    water = PackedPaths.unpack(PackedLayers.water)
    rivers = PackedPaths.lines(PackedLayers.rivers, PackedLayers.riverNames)
    borders = PackedPaths.lines(PackedLayers.borders, PackedLayers.borderKinds)
    motorways = PackedPaths.lines(PackedLayers.motorways, PackedLayers.motorwayNumbers)
    roads = PackedPaths.lines(PackedLayers.roads, PackedLayers.roadNumbers)
    places = PackedPaths.places(PackedLayers.places)
    importances = places.map(\.importance)
    // A small river's name is written after `-`.
    waterNames = PackedPaths.places(PackedLayers.waterNames).map {
      WaterName(name: $0.name, coordinate: $0.coordinate, isSmall: $0.isBorough)
    }
    shapes = Self.shapes(water: water, rivers: rivers, borders: borders, motorways: motorways, roads: roads)
  }
}

/// How the layers are written in the binary: numbers of three characters of six bits each, line ends passed over. A path is its count
/// of points, then longitude and latitude of each in steps of 0.0001 degrees from the south-west corner.
package enum PackedPaths {
  package static let west = -75.0
  package static let south = 44.7
  package static let stepsPerDegree = 10_000.0
  /// The character of a number's six bits is `first` plus the bits, a backslash replaced by `~`.
  static let first = UInt8(ascii: "0")

  package static func character(_ bits: Int) -> Unicode.Scalar {
    let byte = first + UInt8(bits)
    return byte == UInt8(ascii: "\\") ? "~" : Unicode.Scalar(byte)
  }

  package static func pack(_ number: Int) -> String {
    var text = String.UnicodeScalarView()
    for shift in [12, 6, 0] { text.append(character(number >> shift & 63)) }
    return String(text)
  }

  package static func steps(_ degrees: Double, from origin: Double) -> Int {
    Int(((degrees - origin) * stepsPerDegree).rounded())
  }

  package static func unpack(_ packed: StaticString) -> [BaseMap.Path] {
    var reader = Reader(packed)
    var paths: [BaseMap.Path] = []
    while let count = reader.number() {
      var path: BaseMap.Path = []
      path.reserveCapacity(count)
      for _ in 0..<count {
        guard let x = reader.number(), let y = reader.number() else { return paths }
        if let coordinate = Coordinate(
          latitude: south + Double(y) / stepsPerDegree, longitude: west + Double(x) / stepsPerDegree)
        {
          path.append(coordinate)
        }
      }
      paths.append(path)
    }
    return paths
  }

  /// Paths with the lines of `names`, in the same order.
  static func lines(_ packed: StaticString, _ names: StaticString) -> [BaseMap.Line] {
    let names = names.description.split(separator: "\n", omittingEmptySubsequences: false)
    return zip(unpack(packed), names).map { BaseMap.Line(name: String($1), path: $0) }
  }

  /// Lines of packed longitude and latitude, then population, a blank and the name; a name after `-` is a borough's.
  static func places(_ packed: StaticString) -> [BaseMap.Place] {
    var places: [BaseMap.Place] = []
    for line in packed.description.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 2)
      guard fields.count == 3, let population = Int(fields[1]) else { continue }
      var reader = Reader(bytes: Array(fields[0].utf8))
      guard let x = reader.number(), let y = reader.number(),
        let coordinate = Coordinate(
          latitude: south + Double(y) / stepsPerDegree, longitude: west + Double(x) / stepsPerDegree)
      else { continue }
      let isBorough = fields[2].hasPrefix("-")
      places.append(
        BaseMap.Place(
          name: String(isBorough ? fields[2].dropFirst() : fields[2]), population: population, coordinate: coordinate,
          isBorough: isBorough))
    }
    return places
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    init(_ text: StaticString) {
      bytes = text.withUTF8Buffer { $0.filter { $0 != 0x0A } }
    }

    mutating func number() -> Int? {
      guard bytes.count - index >= 3 else { return nil }
      var value = 0
      for byte in bytes[index..<(index + 3)] {
        value = value << 6 | Int((byte == UInt8(ascii: "~") ? UInt8(ascii: "\\") : byte) - first)
      }
      index += 3
      return value
    }
  }
}
