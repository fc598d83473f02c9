import Canvas
import Domain
import Testing

@testable import Cartography

@Suite struct TileDrawingTests {
  private let size = Size(width: 64, height: 32)

  /// A tile of lines and areas, each given by its corners.
  static func tile(_ shapes: [(FeatureKind, MapTile.Geometry, [(Int16, Int16)], String, String)]) -> MapTile {
    var tile = MapTile()
    func index(_ text: String) -> Int32 {
      guard !text.isEmpty else { return -1 }
      tile.texts.append(text)
      return Int32(tile.texts.count - 1)
    }
    for (kind, geometry, points, name, number) in shapes {
      let first = Int32(tile.points.count)
      tile.points += points.map { MapTile.Point(x: $0.0, y: $0.1) }
      tile.parts.append(first..<Int32(tile.points.count))
      let part = Int32(tile.parts.count - 1)
      tile.features.append(
        MapTile.Feature(
          kind: kind, geometry: geometry, parts: part..<(part + 1), name: index(name), reference: index(number)))
    }
    return tile
  }

  static let square: [(Int16, Int16)] = [(-100, -100), (4_200, -100), (4_200, 4_200), (-100, 4_200)]

  /// The view whose pane of 64 × 32 is exactly the tile of headquarters at a zoom, and that tile's address.
  private func tileView(_ zoom: Int) throws -> (MapView, TileAddress) {
    let position = WebMercator.project(.headquarters, zoom: Double(zoom))
    let (x, y) = (Int(position.x / 256), Int(position.y / 256))
    let center = try #require(
      WebMercator.coordinate(at: .init(x: Double(x) * 256 + 64, y: Double(y) * 256 + 64), zoom: Double(zoom)))
    return (MapView(center: center, zoom: Double(zoom)), try #require(TileAddress(z: zoom, x: x, y: y)))
  }

  private func draw(_ view: MapView, _ tiles: TileShelf, usesColourFills: Bool = true, attribution: String = "") -> Frame {
    var frame = Frame(size: size)
    MapScene(view: view, tiles: tiles, tileAttribution: attribution, usesColourFills: usesColourFills)
      .draw(into: &frame, in: Rect(size), symbols: .unicode)
    return frame
  }

  @Test func aTileIsDrawnWhereItLies() throws {
    let (view, address) = try tileView(14)
    // 128 × 128 dots of the tile's 256: its north-western quarter.
    var tiles = TileShelf()
    tiles.put(
      .tile(
        Self.tile([
          (.water, .areas, [(0, 0), (1_024, 0), (1_024, 4_096), (0, 4_096)], "", ""),
          (.tertiaryRoad, .lines, [(0, 1_024), (4_096, 1_024)], "rue des Prés-Verts", ""),
          (.motorway, .lines, [(1_536, 0), (1_536, 4_096)], "", "A-15"),
        ])), at: address)
    let frame = draw(view, tiles)
    #expect(frame[5, 2].style.paper == .mapWaterFill)
    #expect(frame[40, 2].style.paper == .normal)
    #expect(frame[48, 3].style.ink == .mapMotorway)
    #expect(frame[60, 16].style.ink == .mapRoad)
    #expect(frame.text(row: 16).contains("rue des Prés-Verts"))
    #expect(frame.text().contains("A-15") == false, "its middle lies beyond the pane")
  }

  @Test func anAncestorStandsInForAMissingTile() throws {
    let (view, address) = try tileView(14)
    let far = try #require(address.parent?.parent)
    var tiles = TileShelf()
    tiles.put(.tile(Self.tile([(.wood, .areas, Self.square, "", "")])), at: far)
    tiles.put(.absent, at: address)
    #expect(draw(view, tiles)[30, 15].style.paper == .mapParkFill)
    // Near views are drawn of the nearest tiles that there are.
    let near = MapView(center: view.center, zoom: 18)
    #expect(draw(near, tiles)[30, 15].style.paper == .mapParkFill)
  }

  @Test func theBaseMapStandsInWhereNoTileIs() throws {
    let lake = Coordinate(latitude: 45.41, longitude: -73.80)!
    let view = MapView(center: lake, zoom: 12)
    var tiles = TileShelf()
    #expect(draw(view, tiles)[32, 16].style.paper == .mapWaterFill)
    for address in TileCover(view, size: size).addresses { tiles.put(.absent, at: address) }
    #expect(draw(view, tiles)[32, 16].style.paper == .mapWaterFill)
    for address in TileCover(view, size: size).addresses {
      tiles.put(.tile(Self.tile([(.builtUp, .areas, Self.square, "", "")])), at: address)
    }
    let tiled = draw(view, tiles, attribution: "© OpenStreetMap")
    #expect(tiled.cells.allSatisfy { $0.style.paper == .mapBuiltUpFill || $0.style.ink == .dim || $0 == .blank })
    #expect(tiled.text(row: 31).hasSuffix("© OpenStreetMap"))
    // From farther out than zoom 8 it is the base map.
    #expect(TileCover(MapView(center: lake, zoom: 7.9), size: size).squares.isEmpty)
  }

  @Test func buildingsAndServiceRoadsAreForNearViews() throws {
    let (view, address) = try tileView(14)
    var tiles = TileShelf()
    tiles.put(
      .tile(
        Self.tile([
          (.building, .areas, [(0, 0), (2_048, 0), (2_048, 512), (0, 512)], "", ""),
          (.serviceRoad, .lines, [(0, 600), (4_096, 600)], "", ""),
        ])), at: address)
    #expect(draw(view, tiles).cells.allSatisfy { $0.style.paper != .mapBuildingFill && $0.style.ink != .mapStreet })
    let near = draw(MapView(center: view.center, zoom: 15), tiles)
    #expect(near.cells.contains { $0.style.paper == .mapBuildingFill } || near.cells.contains { $0.style.ink == .mapStreet })
  }

  /// Numbers that a decoder would never give neither trap nor draw outside.
  @Test func anyTileIsDrawn() throws {
    var numbers = SeededNumbers(seed: 51)
    let (view, address) = try tileView(14)
    for round in 0..<40 {
      var tile = MapTile(texts: ["", "a", "Rivière 漢"])
      tile.points = (0..<Int.random(in: 0...400, using: &numbers)).map { _ in
        MapTile.Point(x: Int16.random(in: .min ... .max, using: &numbers), y: Int16.random(in: .min ... .max, using: &numbers))
      }
      tile.parts = (0..<40).map { _ in
        let from = Int32.random(in: -3...420, using: &numbers)
        return from..<(from + Int32.random(in: 0...40, using: &numbers))
      }
      tile.features = (0..<200).map { _ in
        let part = Int32.random(in: -2...44, using: &numbers)
        return MapTile.Feature(
          kind: FeatureKind.allCases.randomElement(using: &numbers)!,
          geometry: [MapTile.Geometry.points, .lines, .areas].randomElement(using: &numbers)!, parts: part..<(part + 3),
          name: Int32.random(in: -2...5, using: &numbers), reference: Int32.random(in: -2...5, using: &numbers))
      }
      var tiles = TileShelf()
      var place = address
      for _ in 0..<(round % 10) { place = place.parent ?? place }
      tiles.put(.tile(tile), at: place)
      for raster in MapRaster.allCases {
        let scene = MapScene(
          view: MapView(center: view.center, zoom: Double.random(in: 8...18, using: &numbers)), tiles: tiles, raster: raster,
          usesColourFills: round % 2 == 0)
        var frame = Frame(size: Size(width: 70, height: 40))
        scene.draw(into: &frame, in: Rect(x: 3, y: 3, width: 60, height: 30), symbols: .unicode)
        #expect((0..<70).allSatisfy { frame[$0, 2] == .blank && frame[$0, 33] == .blank })
      }
    }
  }

  @Test func theCoverGoesRoundTheWorld() throws {
    let view = MapView(center: Coordinate(latitude: 10, longitude: 179.99)!, zoom: 9)
    let cover = TileCover(view, size: size)
    let columns = Set(cover.addresses.map(\.x))
    #expect(columns.contains(0) && columns.contains(511))
    #expect(cover.squares.contains { $0.turn == 1 } && cover.squares.contains { $0.turn == 0 })
    #expect(TileCover(MapView(center: .headquarters, zoom: 18), size: size).z == 14)
    #expect(TileCover(MapView(center: .headquarters, zoom: 18), size: size, greatestZoom: 16).z == 16)
    #expect(TileCover(view, size: Size(width: 0, height: 9)).squares.isEmpty)
  }
}
