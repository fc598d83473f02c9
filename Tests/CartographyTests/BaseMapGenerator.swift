import Cartography
import Foundation

/// Packs the layers in `Layers/` into `Sources/Cartography/BaseMap/PackedLayers.swift`.
enum BaseMapGenerator {
  private typealias Feature = (properties: [String: Any], paths: [[[Double]]])

  static func source() throws -> String {
    // A road that was typed a second time, along the towns that it passes, replaces the first.
    let better = try features("roads-monteregie")
    let replaced = Set(better.compactMap { $0.properties["ref"] as? String })
    let roads = try features("roads-schematic").filter { !replaced.contains($0.properties["ref"] as? String ?? "") } + better
    let motorways = roads.filter { $0.properties["kind"] as? String == "motorway" }
    let others = roads.filter { $0.properties["kind"] as? String != "motorway" }
    let rivers = try features("rivers") + features("rivers-schematic")
    let borders = try features("borders")
    let layers: [(String, String)] = [
      ("water", packed(try features("water"))), ("rivers", packed(rivers)), ("riverNames", values(rivers, "name")),
      ("borders", packed(borders)), ("borderKinds", values(borders, "kind")), ("motorways", packed(motorways)),
      ("motorwayNumbers", values(motorways, "ref")), ("roads", packed(others)), ("roadNumbers", values(others, "ref")),
      ("places", try places()), ("waterNames", try waterNames()),
    ]
    var text =
      "// Packed from Tests/CartographyTests/Layers by BaseMapGenerator; a test holds it to them.\n\nenum PackedLayers {\n"
    text += layers.map { "  static let \($0): StaticString = \"\"\"\n\($1)\n    \"\"\"\n" }.joined(separator: "\n")
    return text + "}\n"
  }

  private static func values(_ features: [Feature], _ property: String) -> String {
    features.map { "    " + ($0.properties[property] as? String ?? "-") }.joined(separator: "\n")
  }

  private static func waterNames() throws -> String {
    try features("waters").map { feature in
      let isSmall = feature.properties["kind"] as? String == "stream"
      return "    \(packed(feature.paths[0][0])) 0 \(isSmall ? "-" : "")\(feature.properties["name"] as? String ?? "")"
    }.joined(separator: "\n")
  }

  private static func features(_ layer: String) throws -> [Feature] {
    let file = Bundle.module.bundleURL.appendingPathComponent("Layers/\(layer).geojson")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    return (json?["features"] as? [[String: Any]] ?? []).map { feature in
      let geometry = feature["geometry"] as? [String: Any]
      let properties = feature["properties"] as? [String: Any] ?? [:]
      switch geometry?["type"] as? String {
      case "Polygon": return (properties, geometry?["coordinates"] as? [[[Double]]] ?? [])
      case "LineString": return (properties, [geometry?["coordinates"] as? [[Double]] ?? []])
      case "Point": return (properties, [[geometry?["coordinates"] as? [Double] ?? []]])
      default: return (properties, [])
      }
    }
  }

  private static func packed(_ features: [Feature]) -> String {
    var text = ""
    for path in features.flatMap(\.paths) {
      text += PackedPaths.pack(path.count)
      for point in path { text += packed(point) }
    }
    // Lines of 114 characters, indented as the closing quotes are.
    var lines: [String] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      lines.append("    " + rest.prefix(114))
      rest = rest.dropFirst(114)
    }
    return lines.joined(separator: "\n")
  }

  private static func packed(_ point: [Double]) -> String {
    PackedPaths.pack(PackedPaths.steps(point[0], from: PackedPaths.west))
      + PackedPaths.pack(PackedPaths.steps(point[1], from: PackedPaths.south))
  }

  private static func places() throws -> String {
    let places = try features("places").map { feature in
      let name = feature.properties["name"] as? String ?? ""
      // The boroughs of Montréal are named by two or more former places, joined by an en dash.
      let isBorough = name.contains("–")
      return (
        name: (isBorough ? "-" : "") + name, population: feature.properties["population"] as? Int ?? 0, point: feature.paths[0][0]
      )
    }
    // A name with digits in it is a census tract's (`Ct 0014`), which nobody goes by.
    return places.filter { !$0.name.contains(where: \.isNumber) }.sorted { ($1.population, $0.name) < ($0.population, $1.name) }
      .map { "    \(packed($0.point)) \($0.population) \($0.name)" }.joined(separator: "\n")
  }
}
