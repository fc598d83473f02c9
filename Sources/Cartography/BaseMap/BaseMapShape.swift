import Domain

extension BaseMap {
  /// A line of the base map or all outlines of its water, projected once and for all: the world is a square of 1 × 1.
  struct Shape: Sendable {
    let kind: FeatureKind
    /// Its road number or the name of its river; empty for none.
    let name: String
    let paths: [[WebMercator.Position]]
    let west: Double
    let east: Double
    let north: Double
    let south: Double

    init(_ kind: FeatureKind, name: String = "", _ paths: [Path]) {
      self.kind = kind
      self.name = name
      let size = WebMercator.worldSize(zoom: 0)
      self.paths = paths.map { path in
        path.map {
          let position = WebMercator.project($0, zoom: 0)
          return .init(x: position.x / size, y: position.y / size)
        }
      }
      let points = self.paths.joined()
      west = points.lazy.map(\.x).min() ?? 0
      east = points.lazy.map(\.x).max() ?? 0
      north = points.lazy.map(\.y).min() ?? 0
      south = points.lazy.map(\.y).max() ?? 0
    }
  }

  static func shapes(
    water: [Path], rivers: [Line], borders: [Line], motorways: [Line], roads: [Line]
  ) -> [Shape] {
    [Shape(.water, water)] + rivers.map { Shape(.river, name: $0.name, [$0.path]) }
      + borders.map { Shape($0.name == "country" ? .countryBorder : .regionBorder, [$0.path]) }
      + motorways.map { Shape(.motorway, name: $0.name, [$0.path]) } + roads.map { Shape(.trunkRoad, name: $0.name, [$0.path]) }
  }
}
