import Canvas
import Cartography
import Domain

/// How long a whole map takes to draw at 200×60, in this process: nothing of it is kept from one drawing to the next.
struct MapFigures {
  private static let size = Size(width: 200, height: 60)
  /// The tiles that are drawn, by the zoom that they were made for.
  let tiles: TileShelf
  let center: Coordinate

  /// An invented town of 21,700 roads and 88,000 buildings.
  init() {
    center = .headquarters
    var tiles = TileShelf(capacity: 256 << 20)
    var numbers = Numbers(state: 7)
    for z in [8, 14] {
      let position = WebMercator.project(center, zoom: Double(z))
      let (x, y) = (Int(position.x / 256), Int(position.y / 256))
      let reach = z == 14 ? 2 : 1
      for row in -reach...reach {
        for column in -reach...reach {
          guard let address = TileAddress(z: z, x: x + column, y: y + row) else { continue }
          tiles.put(.tile(Self.town(&numbers, roads: 868, buildings: z == 14 ? 3_520 : 0)), at: address)
        }
      }
    }
    self.tiles = tiles
  }

  func run() {
    measure("map: base, zoom 7.4", zoom: 7.4, tiles: TileShelf(), budget: 5)
    measure("map: base, zoom 8.4", zoom: 8.4, tiles: TileShelf(), budget: 5)
    measure("map: dense tiles, zoom 8", zoom: 8, tiles: tiles, budget: 8)
    measure("map: dense tiles, zoom 14", zoom: 14, tiles: tiles, budget: 6)
    measure("map: dense tiles, zoom 16", zoom: 16, tiles: tiles, budget: 6)
  }

  private func measure(_ what: String, zoom: Double, tiles: TileShelf, budget: Double) {
    var frame = Frame(size: Self.size)
    for raster in MapRaster.allCases {
      var times: [Double] = []
      for step in 0..<200 {
        // Each drawing a few cells farther on, as while an arrow is held.
        let view = MapView(center: center, zoom: zoom).moved(columns: step % 20 - 10, rows: step % 7 - 3)
        let scene = MapScene(view: view, tiles: tiles, raster: raster, usesColourFills: raster != .ascii)
        let symbols: Symbols = raster == .ascii ? .ascii : .unicode
        let time = ContinuousClock().measure { scene.draw(into: &frame, in: Rect(Self.size), symbols: symbols) }
        times.append(Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3)
      }
      let figures = Distribution(times)
      report("\(what), \(raster.rawValue), p50", figures.percentile(50), "ms", budget: budget)
      report("\(what), \(raster.rawValue), p99", figures.percentile(99), "ms", budget: budget)
    }
  }

  /// Streets on a grid with bends, some of them main roads, houses along them, a park and a river.
  private static func town(_ numbers: inout Numbers, roads: Int, buildings: Int) -> MapTile {
    var tile = MapTile(texts: (0..<60).map { "rue \($0)" } + (130..<140).map(String.init))
    func add(
      _ kind: FeatureKind, _ geometry: MapTile.Geometry, _ points: [(Int, Int)], name: Int32 = -1, reference: Int32 = -1
    ) {
      let first = Int32(tile.points.count)
      tile.points += points.map { MapTile.Point(x: Int16($0.0), y: Int16($0.1)) }
      let part = Int32(tile.parts.count)
      tile.parts.append(first..<Int32(tile.points.count))
      tile.features.append(
        MapTile.Feature(kind: kind, geometry: geometry, parts: part..<(part + 1), name: name, reference: reference))
    }
    add(.water, .areas, (0..<200).map { ($0 * 20, 1_900 + numbers.next(120)) } + [(4_000, 2_200), (0, 2_200)])
    add(.park, .areas, [(500, 500), (1_200, 480), (1_250, 900), (480, 950)])
    for index in 0..<roads {
      let kind: FeatureKind =
        index % 97 == 0
        ? .motorway : index % 41 == 0 ? .secondaryRoad : index % 13 == 0 ? .tertiaryRoad : index % 5 == 0 ? .serviceRoad : .street
      var (x, y) = (numbers.next(4_096), numbers.next(4_096))
      let isAcross = index % 2 == 0
      let points = (0..<8).map { _ in
        x = min(4_160, x + (isAcross ? 30 + numbers.next(60) : numbers.next(9)))
        y = min(4_160, y + (isAcross ? numbers.next(9) : 30 + numbers.next(60)))
        return (x, y)
      }
      add(kind, .lines, points, name: Int32(index % 60), reference: index % 41 == 0 ? Int32(60 + index % 10) : -1)
    }
    for _ in 0..<buildings {
      let (x, y) = (numbers.next(4_070), numbers.next(4_070))
      add(.building, .areas, [(x, y), (x + 20, y + 2), (x + 19, y + 16), (x - 1, y + 14)])
    }
    return tile
  }

  /// The same each time.
  private struct Numbers {
    var state: UInt64

    mutating func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
  }
}
