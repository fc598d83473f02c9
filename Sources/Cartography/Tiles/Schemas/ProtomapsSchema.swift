extension TileSchema {
  /// Protomaps' basemap, versions 3 (whose attributes begin with `pmap:`) and 4.
  package static let protomaps = TileSchema(
    name: "Protomaps",
    layers: [
      "water": LayerMeaning(
        kindKeys: kind, areas: .init([(nil, "swimming_pool fountain")], otherwise: .water), lines: waterLines,
        points: .every(.waterName), names: .name),
      "physical_line": LayerMeaning(kindKeys: kind, lines: waterLines, names: .name),
      "physical_point": LayerMeaning(
        kindKeys: kind, points: .init([(.waterName, "ocean sea bay strait fjord lake water reservoir")]), names: .name),
      "landcover": LayerMeaning(kindKeys: kind, areas: land),
      "landuse": LayerMeaning(kindKeys: kind, areas: land),
      "natural": LayerMeaning(kindKeys: kind, areas: land),
      "buildings": LayerMeaning(
        areas: .every(.building), points: .every(.houseNumber),
        names: .attributes(["addr_housenumber", "addr:housenumber"])),
      "boundaries": LayerMeaning(
        kindKeys: kind + ["kind_detail", "pmap:min_admin_level"],
        lines: .init([
          (.countryBorder, "country 2"), (.regionBorder, "macroregion region 3 4"),
          (.municipalBorder, "county localadmin locality 5 6 7 8"),
        ]), vetoes: ["maritime"]),
      "roads": LayerMeaning(
        kindKeys: ["kind_detail", "pmap:kind_detail", "highway"] + kind, lines: roads, names: .name,
        references: ["ref", "shield_text", "pmap:shield_text"],
        rank: .link(["is_link", "link", "pmap:link"])),
      "transit": LayerMeaning(kindKeys: kind, lines: .init([(.railway, "rail"), (.ferry, "ferry")])),
      "places": LayerMeaning(
        kindKeys: ["kind_detail", "pmap:kind_detail"] + kind,
        points: .init([
          (.city, "city"), (.town, "town"), (.village, "village locality"), (.hamlet, "hamlet isolated_dwelling"),
          (.neighbourhood, "suburb quarter macrohood neighbourhood"),
        ]), names: .name, rank: .large(["population_rank", "pmap:population_rank"], most: 20)),
      "pois": LayerMeaning(points: .every(.pointOfInterest), names: .name),
    ])

  private static let kind = ["kind", "pmap:kind"]

  private static let land = LayerMeaning.Kinds([
    (.wood, "forest wood"),
    (
      .park,
      "park national_park nature_reserve protected_area garden golf_course recreation_ground village_green cemetery playground"
    ),
    (.builtUp, "urban_area residential commercial retail industrial"),
  ])

  private static let roads = LayerMeaning.Kinds(
    [
      (.motorway, "motorway highway motorway_link"),
      (.trunkRoad, "trunk primary major_road trunk_link primary_link"),
      (.secondaryRoad, "secondary medium_road secondary_link"), (.tertiaryRoad, "tertiary tertiary_link"),
      (.street, "residential unclassified minor_road living_street road busway pedestrian"),
      (.serviceRoad, "service track driveway alley parking_aisle"),
      (.path, "path footway cycleway steps bridleway sidewalk crossing"),
      (.railway, "rail light_rail narrow_gauge tram subway monorail funicular"), (.ferry, "ferry"),
    ], isRanked: true)
}
