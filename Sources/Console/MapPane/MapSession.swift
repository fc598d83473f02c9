import Cartography
import Configuration
import Domain

/// How the map was left.
enum MapSession {
  static let fields: [SessionField] = [
    SessionField(name: "map-center") {
      $0.map.chosen.map { .text(CoordinateNotation.text($0.center)) }
    } restore: {
      guard let center = $0.text.flatMap(CoordinateNotation.parse) else { return }
      $1.map.chosen = MapView(center: center, zoom: $1.map.chosen?.zoom ?? 10)
    },
    // In hundredths. After the centre, which it is nothing without.
    SessionField(name: "map-zoom") {
      $0.map.chosen.map { .number(Int(($0.zoom * 100).rounded())) }
    } restore: {
      guard let zoom = $0.number, (0...2_200).contains(zoom), let center = $1.map.chosen?.center else { return }
      $1.map.chosen = MapView(center: center, zoom: Double(zoom) / 100)
    },
    SessionField(name: "map-raster") {
      $0.map.raster.map { .text($0.rawValue) }
    } restore: {
      if let raster = $0.text.flatMap(MapRaster.init(rawValue:)) { $1.map.raster = raster }
    },
    SessionField(name: "map-hidden") {
      $0.map.hidden.isEmpty ? nil : .texts($0.map.hidden.map(\.rawValue).sorted())
    } restore: {
      $1.map.hidden = Set($0.texts.compactMap(MapLayer.init(rawValue:)))
    },
  ]
}

extension SessionMemory {
  /// What is kept of headquarters that have been confirmed on the map; nothing where the confirmation is forgotten.
  package init(headquarters: Coordinate?) {
    self.init(values: headquarters.map { ["headquarters": .text(CoordinateNotation.text($0))] } ?? [:])
  }

  package var headquarters: Coordinate? { values["headquarters"]?.text.flatMap(CoordinateNotation.parse) }
}
