import Domain

/// Google's encoded polylines, as OSRM writes ways: differences of scaled coordinates in chunks of five bits.
package enum Polyline {
  /// nil where the text is none, or leaves the globe.
  package static func decode(_ text: String, precision: Int = 5) -> [Coordinate]? {
    let scale = precision == 6 ? 1e6 : 1e5
    var bytes = text.utf8.makeIterator()
    func next() -> Int?? {
      var value = 0
      var shift = 0
      while let byte = bytes.next() {
        guard (63...126).contains(byte), shift < 40 else { return .none }
        value |= (Int(byte - 63) & 0x1F) << shift
        if byte - 63 < 0x20 { return .some(value & 1 == 1 ? ~(value >> 1) : value >> 1) }
        shift += 5
      }
      // Only between two numbers may the text end.
      return shift == 0 ? .some(nil) : .none
    }
    var path: [Coordinate] = []
    var (latitude, longitude) = (0, 0)
    while true {
      guard let first = next() else { return nil }
      guard let north = first else { return path }
      guard let second = next(), let east = second else { return nil }
      latitude += north
      longitude += east
      guard let place = Coordinate(latitude: Double(latitude) / scale, longitude: Double(longitude) / scale) else { return nil }
      path.append(place)
    }
  }

  package static func encode(_ path: [Coordinate]) -> String {
    var bytes: [UInt8] = []
    var (latitude, longitude) = (0, 0)
    func put(_ difference: Int) {
      var rest = difference < 0 ? ~(difference << 1) : difference << 1
      while rest >= 0x20 {
        bytes.append(UInt8(rest & 0x1F | 0x20) + 63)
        rest >>= 5
      }
      bytes.append(UInt8(rest) + 63)
    }
    for place in path {
      let (north, east) = (Int((place.latitude * 1e5).rounded()), Int((place.longitude * 1e5).rounded()))
      put(north - latitude)
      put(east - longitude)
      (latitude, longitude) = (north, east)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
