extension TileSchema {
  /// Shortbread 1.x, as the servers of VersaTiles and OpenStreetMap write it.
  package static let shortbread = TileSchema(
    name: "Shortbread",
    layers: [
      "ocean": LayerMeaning(areas: .every(.water)),
      "water_polygons": LayerMeaning(
        kindKeys: ["kind"], areas: .init([(nil, "glacier swimming_pool")], otherwise: .water)),
      "water_polygons_labels": LayerMeaning(points: .every(.waterName), names: .name),
      "water_lines": LayerMeaning(kindKeys: ["kind"], lines: waterLines),
      "water_lines_labels": LayerMeaning(kindKeys: ["kind"], lines: waterLines, names: .name, isForNames: true),
      "boundaries": LayerMeaning(kindKeys: ["admin_level"], lines: borders, vetoes: ["maritime"]),
      "place_labels": LayerMeaning(
        kindKeys: ["kind"],
        points: .init([
          (.city, "capital state_capital city"), (.town, "town"), (.village, "village"),
          (.hamlet, "hamlet isolated_dwelling"), (.neighbourhood, "suburb quarter neighbourhood"),
        ]), names: .name, rank: .population(["population"])),
      "land": LayerMeaning(
        kindKeys: ["kind"],
        areas: .init([
          (.wood, "forest"),
          (.park, "park garden golf_course recreation_ground village_green cemetery playground grave_yard"),
          (.builtUp, "residential commercial retail industrial garages"),
        ])),
      "buildings": LayerMeaning(areas: .every(.building)),
      "addresses": LayerMeaning(points: .every(.houseNumber), names: .attributes(["housenumber"])),
      "streets": LayerMeaning(kindKeys: ["kind"], lines: streets, rank: .link(["link"])),
      "street_labels": LayerMeaning(kindKeys: ["kind"], lines: streets, names: .name, references: ["ref"], isForNames: true),
      "ferries": LayerMeaning(lines: .every(.ferry)),
      "pois": LayerMeaning(points: .every(.pointOfInterest), names: .name),
    ])

  private static let streets = LayerMeaning.Kinds(
    [
      (.motorway, "motorway motorway_link"), (.trunkRoad, "trunk primary trunk_link primary_link"),
      (.secondaryRoad, "secondary secondary_link"), (.tertiaryRoad, "tertiary tertiary_link"),
      (.street, "unclassified residential living_street busway bus_guideway pedestrian"), (.serviceRoad, "service track"),
      (.path, "footway path cycleway steps bridleway"), (.railway, "rail light_rail narrow_gauge tram monorail funicular"),
    ], isRanked: true)
}
