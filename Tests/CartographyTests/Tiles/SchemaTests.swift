import Testing
import TileWriting

@testable import Cartography

@Suite struct SchemaTests {
  private let line = [[(0, 0), (9, 9)]]
  private let area = [[(0, 0), (9, 0), (9, 9)]]
  private let point = [[(1, 1)]]

  /// Without the shapes.
  private func kinds(_ writer: TileWriter) throws -> [String] {
    described(try TileDecoder().decode(writer.bytes)).map { String($0.prefix { $0 != ":" }) }
  }

  @Test func schemasAreKnownByTheirLayers() {
    func name(_ layers: String...) -> String? { TileSchema.recognised(byLayers: layers)?.name }
    #expect(name("water", "transportation", "place") == "OpenMapTiles")
    #expect(name("water", "roads", "earth") == "Protomaps")
    #expect(name("streets", "land", "ocean") == "Shortbread")
    #expect(name("earth") == nil)
    #expect(name() == nil)
  }

  @Test func openMapTiles() throws {
    var writer = TileWriter()
    writer.layer(
      "transportation",
      ["motorway", "primary", "trunk", "tertiary", "minor", "service", "path", "rail", "ferry", "primary_construction"].map {
        .init(.lines, [("class", .text($0))], line)
      })
    writer.layer(
      "transportation_name",
      [
        .init(.lines, [("class", .text("primary")), ("name", .text("rang Saint-Régis")), ("ref", .text("209"))], line),
        .init(.lines, [("class", .text("motorway")), ("ref", .text("A-15"))], line),
        .init(.lines, [("class", .text("motorway"))], line),
      ])
    writer.layer(
      "boundary",
      [
        .init(.lines, [("admin_level", .unsigned(2)), ("maritime", .unsigned(0))], line),
        .init(.lines, [("admin_level", .unsigned(2)), ("maritime", .unsigned(1))], line),
        .init(.lines, [("admin_level", .unsigned(8))], line),
      ])
    writer.layer("landcover", [.init(.areas, [("class", .text("wood"))], area), .init(.areas, [("class", .text("sand"))], area)])
    writer.layer("landuse", [.init(.areas, [("class", .text("residential"))], area)])
    writer.layer("park", [.init(.areas, [("class", .text("protected_area"))], area)])
    writer.layer("waterway", [.init(.lines, [("class", .text("stream")), ("name", .text("Norton"))], line)])
    writer.layer("housenumber", [.init(.points, [("housenumber", .text("1867"))], point)])
    writer.layer("poi", [.init(.points, [("name", .text("Mairie")), ("rank", .unsigned(3))], point)])
    #expect(
      try kinds(writer) == [
        "park", "wood", "builtUp", "stream “Norton”", "countryBorder", "municipalBorder", "railway rank 0", "ferry rank 0",
        "motorway rank 0", "motorway [A-15] rank 0 for its name", "trunkRoad rank 1", "trunkRoad rank 0",
        "trunkRoad “rang Saint-Régis” [209] rank 1 for its name", "tertiaryRoad rank 0", "street rank 0", "serviceRoad rank 0",
        "path rank 0", "pointOfInterest “Mairie” rank 3", "houseNumber “1867”",
      ])
  }

  @Test func shortbread() throws {
    var writer = TileWriter()
    writer.layer("ocean", [.init(.areas, [], area)])
    writer.layer(
      "water_polygons", [.init(.areas, [("kind", .text("river"))], area), .init(.areas, [("kind", .text("glacier"))], area)])
    writer.layer("water_lines", [.init(.lines, [("kind", .text("river"))], line)])
    writer.layer("water_polygons_labels", [.init(.points, [("name", .text("Lac Saint-Louis"))], point)])
    writer.layer(
      "streets",
      [
        .init(.lines, [("kind", .text("motorway")), ("link", .flag(true))], line),
        .init(.lines, [("kind", .text("residential")), ("link", .flag(false))], line),
        .init(.lines, [("kind", .text("rail")), ("rail", .flag(true))], line), .init(.lines, [("kind", .text("runway"))], line),
      ])
    writer.layer(
      "street_labels", [.init(.lines, [("kind", .text("residential")), ("name", .text("rue Principale"))], line)])
    writer.layer(
      "boundaries",
      [
        .init(.lines, [("admin_level", .unsigned(4)), ("maritime", .flag(false))], line),
        .init(.lines, [("admin_level", .unsigned(4)), ("maritime", .flag(true))], line),
      ])
    writer.layer(
      "place_labels",
      [.init(.points, [("kind", .text("town")), ("name", .text("Saint-Rémi")), ("population", .unsigned(8_957))], point)])
    writer.layer("land", [.init(.areas, [("kind", .text("forest"))], area), .init(.areas, [("kind", .text("beach"))], area)])
    writer.layer("buildings", [.init(.areas, [], area)])
    writer.layer("addresses", [.init(.points, [("housenumber", .text("12"))], point)])
    #expect(
      try kinds(writer) == [
        "water", "water", "wood", "building", "river", "regionBorder", "railway rank 0", "motorway rank 200", "street rank 1",
        "street “rue Principale” rank 1 for its name", "town “Saint-Rémi” rank 9", "waterName “Lac Saint-Louis”",
        "houseNumber “12”",
      ])
  }

  @Test(arguments: ["", "pmap:"]) func protomaps(prefix: String) throws {
    let (kind, detail) = (prefix + "kind", prefix + "kind_detail")
    var writer = TileWriter()
    writer.layer("earth", [.init(.areas, [(kind, .text("earth"))], area)])
    writer.layer(
      "water",
      [
        .init(.areas, [(kind, .text("lake"))], area), .init(.lines, [(kind, .text("river"))], line),
        .init(.points, [(kind, .text("lake")), ("name", .text("Lac Saint-Louis"))], point),
      ])
    writer.layer(
      "roads",
      [
        .init(
          .lines, [(kind, .text("highway")), (detail, .text("motorway")), ("ref", .text("A-30")), ("name", .text("de l’Acier"))],
          line),
        .init(.lines, [(kind, .text("major_road")), (detail, .text("secondary"))], line),
        .init(.lines, [(kind, .text("minor_road"))], line), .init(.lines, [(kind, .text("other"))], line),
      ])
    writer.layer("boundaries", [.init(.lines, [(kind, .text("region"))], line), .init(.lines, [(kind, .text("country"))], line)])
    writer.layer(
      "places",
      [
        .init(
          .points,
          [
            (kind, .text("locality")), (detail, .text("city")), ("name", .text("Montreal")), ("name:fr", .text("Montréal")),
            (prefix + "population_rank", .unsigned(13)),
          ], point), .init(.points, [(kind, .text("country")), ("name", .text("Canada"))], point),
      ])
    writer.layer("landuse", [.init(.areas, [(kind, .text("park"))], area), .init(.areas, [(kind, .text("farmland"))], area)])
    writer.layer(
      "buildings",
      [
        .init(.areas, [(kind, .text("building"))], area),
        .init(.points, [(kind, .text("address")), ("addr_housenumber", .text("5"))], point),
      ])
    #expect(
      try kinds(writer) == [
        "water", "park", "building", "river", "countryBorder", "regionBorder", "motorway “de l’Acier” [A-30] rank 0",
        "secondaryRoad rank 0", "street rank 2", "city “Montréal” rank 7", "waterName “Lac Saint-Louis”", "houseNumber “5”",
      ])
  }
}
