extension TileSchema {
  /// OpenMapTiles 3.x, as its own tool chain, Planetiler, tilemaker and tippecanoe write it.
  package static let openMapTiles = TileSchema(
    name: "OpenMapTiles",
    layers: [
      "water": LayerMeaning(kindKeys: ["class"], areas: .init([(nil, "swimming_pool")], otherwise: .water)),
      "waterway": LayerMeaning(kindKeys: ["class"], lines: waterLines, names: .name),
      "water_name": LayerMeaning(points: .every(.waterName), names: .name),
      "landcover": LayerMeaning(
        kindKeys: ["subclass", "class"],
        areas: .init([
          (.wood, "wood forest"),
          (.park, "park recreation_ground village_green garden golf_course"),
        ])),
      "landuse": LayerMeaning(
        kindKeys: ["class"],
        areas: .init([
          (.builtUp, "residential suburb neighbourhood quarter commercial retail industrial"),
          (.park, "cemetery pitch playground stadium"),
        ])),
      "park": LayerMeaning(areas: .every(.park)),
      "building": LayerMeaning(areas: .every(.building)),
      "housenumber": LayerMeaning(points: .every(.houseNumber), names: .attributes(["housenumber"])),
      "boundary": LayerMeaning(kindKeys: ["admin_level"], lines: borders, vetoes: ["maritime"]),
      "transportation": LayerMeaning(kindKeys: ["class"], lines: roads, rank: .link(["ramp"])),
      "transportation_name": LayerMeaning(
        kindKeys: ["class"], lines: roads, names: .name, references: ["ref"], isForNames: true),
      "place": LayerMeaning(
        kindKeys: ["class"],
        points: .init([
          (.city, "city"), (.town, "town"), (.village, "village"), (.hamlet, "hamlet isolated_dwelling"),
          (.neighbourhood, "suburb borough quarter neighbourhood"),
        ]), names: .name, rank: .small(["rank"])),
      "poi": LayerMeaning(points: .every(.pointOfInterest), names: .name, rank: .small(["rank"])),
    ])

  private static let roads = LayerMeaning.Kinds(
    [
      (.motorway, "motorway"), (.trunkRoad, "trunk primary"), (.secondaryRoad, "secondary"), (.tertiaryRoad, "tertiary"),
      (.street, "minor minor_road street busway bus_guideway"), (.serviceRoad, "service track"),
      (.path, "path"), (.railway, "rail transit"), (.ferry, "ferry"),
    ], isRanked: true)

  static let waterLines = LayerMeaning.Kinds([(.river, "river canal"), (.stream, "stream ditch drain")])

  static let borders = LayerMeaning.Kinds([
    (.countryBorder, "2"), (.regionBorder, "3 4"), (.municipalBorder, "5 6 7 8"),
  ])
}
