extension BaseMap {
  /// Whose work a layer of the base map is, for a screen to say.
  package struct Credit: Sendable, Equatable {
    package enum Layer: Sendable, CaseIterable { case water, rivers, borders, places, roads, smallRivers, waterNames }

    package let layer: Layer
    package let source: String
    /// By its SPDX name or in the words of its owner; empty for what is the console's own.
    package let licence: String
    /// Typed by hand from general knowledge, within a few kilometres.
    package let isSchematic: Bool
  }

  /// As `Resources/README.md` has them.
  package static let credits: [Credit] = [
    Credit(layer: .water, source: "GSHHG 2.3.7", licence: "LGPL-3.0-or-later", isSchematic: false),
    Credit(layer: .rivers, source: "GSHHG 2.3.7, WDBII", licence: "LGPL-3.0-or-later", isSchematic: false),
    Credit(layer: .borders, source: "Natural Earth 10m", licence: "domaine public / public domain", isSchematic: false),
    Credit(layer: .places, source: "GeoNames cities500", licence: "CC BY 4.0", isSchematic: false),
    Credit(layer: .roads, source: "Gigafibre Dispatch", licence: "", isSchematic: true),
    Credit(layer: .smallRivers, source: "Gigafibre Dispatch", licence: "", isSchematic: true),
    Credit(layer: .waterNames, source: "Gigafibre Dispatch", licence: "", isSchematic: true),
  ]
}
