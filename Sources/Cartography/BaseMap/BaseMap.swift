import Domain

/// Water, rivers, borders, numbered roads and places from Ormstown to Sorel and from Plattsburgh to Joliette (75.0 to 72.5 W, 44.7 to
/// 46.0 N): enough to know where one is before any tile is there.
///
/// GSHHG 2.3.7 (LGPL-3.0-or-later): water and rivers. Natural Earth (public domain): borders. GeoNames (CC BY 4.0): places. The
/// roads are schematic, within a few kilometres.
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

  /// Outlines; a point is in the water when a ray from it crosses them an odd number of times.
  package let water: [Path]
  package let rivers: [Path]
  package let borders: [Path]
  package let motorways: [Path]
  package let roads: [Path]
  /// The largest first.
  package let places: [Place]

  /// Whom a screen that shows it must name, and the same where there is little room.
  package static let sources = "GSHHG, Natural Earth, GeoNames"
  package static let shortSources = "GSHHG, GeoNames"

  package static let builtIn = BaseMap()

  private init() {
    water = PackedPaths.unpack(PackedLayers.water)
    rivers = PackedPaths.unpack(PackedLayers.rivers)
    borders = PackedPaths.unpack(PackedLayers.borders)
    motorways = PackedPaths.unpack(PackedLayers.motorways)
    roads = PackedPaths.unpack(PackedLayers.roads)
    places = PackedPaths.places(PackedLayers.places)
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
