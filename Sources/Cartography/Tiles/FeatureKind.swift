/// What a shape on the map is, whatever schema its tile has.
package enum FeatureKind: UInt8, Sendable, CaseIterable {
  // Areas
  case water, park, wood, builtUp, building
  // Lines
  case river, stream, countryBorder, regionBorder, municipalBorder, railway, ferry
  case motorway, trunkRoad, secondaryRoad, tertiaryRoad, street, serviceRoad, path
  // Points
  case city, town, village, hamlet, neighbourhood, waterName, pointOfInterest, houseNumber
}
