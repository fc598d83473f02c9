/// The shapes of one tile, decoded and put into the console's own terms; flat arrays, so that drawing allocates nothing.
package struct MapTile: Sendable, Equatable {
  /// In units of the tile, 0...4,096 from its north-west corner; shapes reach a little beyond its edges.
  package struct Point: Sendable, Hashable {
    package var x: Int16
    package var y: Int16

    package init(x: Int16, y: Int16) {
      self.x = x
      self.y = y
    }
  }

  package enum Geometry: UInt8, Sendable { case points, lines, areas }

  package struct Feature: Sendable, Hashable {
    package var kind: FeatureKind
    package var geometry: Geometry
    /// Which of `parts` are this feature's: lines, rings of an area (outer and inner alike: even-odd; the last point joins the
    /// first without repeating it), or lone points, a part for each.
    package var parts: Range<Int32>
    /// Index of its name in `texts`; -1 for none.
    package var name: Int32
    /// Index of its road number (`132`, `A-15`) in `texts`; -1 for none.
    package var reference: Int32
    /// 0 is the most important of its kind; 255 where the tile does not tell.
    package var rank: UInt8
    /// The tile has the same line once more, without its name: this one is to be labelled and not to be drawn.
    package var isForName: Bool

    package init(
      kind: FeatureKind, geometry: Geometry, parts: Range<Int32>, name: Int32 = -1, reference: Int32 = -1, rank: UInt8 = 255,
      isForName: Bool = false
    ) {
      self.kind = kind
      self.geometry = geometry
      self.parts = parts
      self.name = name
      self.reference = reference
      self.rank = rank
      self.isForName = isForName
    }
  }

  package static let extent = 4_096

  /// In a decoded tile by kind, in the order of `FeatureKind`, so that `features(of:)` finds them.
  package var features: [Feature]
  package var points: [Point]
  /// Each part's points, as a range of `points`.
  package var parts: [Range<Int32>]
  package var texts: [String]

  package init(features: [Feature] = [], points: [Point] = [], parts: [Range<Int32>] = [], texts: [String] = []) {
    self.features = features
    self.points = points
    self.parts = parts
    self.texts = texts
  }

  /// Where the features of a kind stand in `features`, where those are in the order of kinds.
  package func features(of kind: FeatureKind) -> Range<Int> {
    firstFeature { $0.kind.rawValue >= kind.rawValue }..<firstFeature { $0.kind.rawValue > kind.rawValue }
  }

  /// By bisection; the condition holds from some feature on.
  private func firstFeature(where condition: (Feature) -> Bool) -> Int {
    var low = 0
    var high = features.count
    while low < high {
      let middle = (low + high) / 2
      if condition(features[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// What it takes in memory, about.
  package var byteCount: Int {
    features.count * MemoryLayout<Feature>.stride + points.count * MemoryLayout<Point>.stride
      + parts.count * MemoryLayout<Range<Int32>>.stride + texts.reduce(0) { $0 + 16 + $1.utf8.count }
  }
}
