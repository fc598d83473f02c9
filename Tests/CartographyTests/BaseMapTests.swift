import Canvas
import Cartography
import Domain
import Foundation
import Testing

@Suite struct BaseMapTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/Cartography/BaseMap/PackedLayers.swift")

  /// After a change of the layers: `REPACK_BASE_MAP=1 swift test --filter BaseMapTests`.
  @Test func theBinaryCarriesTheLayers() throws {
    let source = try BaseMapGenerator.source()
    if ProcessInfo.processInfo.environment["REPACK_BASE_MAP"] == "1" {
      try source.write(to: Self.file, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOf: Self.file, encoding: .utf8)
    #expect(source == written)
  }

  @Test func theLayersAreWhole() throws {
    let map = BaseMap.builtIn
    #expect(map.water.reduce(0) { $0 + $1.count } == 1_388)
    #expect(map.rivers.count == 7 && map.rivers.prefix(4).reduce(0) { $0 + $1.path.count } == 239)
    #expect(map.rivers.suffix(3).map(\.name) == ["Rivière Châteauguay", "Rivière des Anglais", "Rivière L'Acadie"])
    #expect(map.borders.count == 6 && map.borders.reduce(0) { $0 + $1.path.count } == 99)
    #expect(map.motorways.count + map.roads.count == 22)
    #expect(map.motorways.map(\.name) == ["A-10", "A-15", "A-20", "A-30", "A-35", "A-40"])
    let numbers = Set(map.roads.map(\.name))
    #expect(numbers.isSuperset(of: ["132", "138", "201", "202", "203", "205", "207", "209", "217", "219", "221"]))
    #expect(map.waterNames.map(\.name).prefix(3) == ["lac Saint-Louis", "fleuve Saint-Laurent", "Richelieu"])
    #expect(map.places.count == 242)
    #expect(map.places.first?.name == "Montréal")
    let clotilde = try #require(map.places.first { $0.name == "Sainte-Clotilde" })
    #expect(clotilde.coordinate.distance(to: .headquarters) < 3_000)
    #expect(map.places.filter(\.isBorough).allSatisfy { !$0.name.hasPrefix("-") && $0.name.contains("–") })
  }

  /// The Montérégie as a pane of 54 × 20 shows it: water where it lies, names where there is room.
  @Test func theMonteregieIsRecognised() throws {
    let size = Size(width: 54, height: 20)
    let view = MapView(center: Coordinate(latitude: 45.22, longitude: -73.68)!, zoom: 7.6)
    let picture = MapPicture(view: view, size: size, raster: .braille)
    var frame = Frame(size: size)
    let rect = Rect(size)
    let placed = MapScene(view: view).draw(into: &frame, in: rect, symbols: .unicode, base: picture)
    #expect(placed.isEmpty)
    func ink(_ latitude: Double, _ longitude: Double) throws -> Role {
      let coordinate = try #require(Coordinate(latitude: latitude, longitude: longitude))
      let cell = try #require(view.cell(of: coordinate, in: rect))
      return frame[cell.x, cell.y].style.ink
    }
    #expect(try ink(45.41, -73.83) == .mapWater, "lac Saint-Louis")
    #expect(try ink(45.28, -73.99) == .mapWater, "the river at Beauharnois")
    #expect(try ink(45.22, -73.55) != .mapWater, "the fields of Saint-Rémi")
    let text = frame.text()
    for name in ["•Châteauguay", "•Vaudreuil-Dorion", "•La Prairie"] { #expect(text.contains(name), "\(name)\n\(text)") }
  }

  /// Scale and sources share the last row: no name is put there.
  @Test func theSourcesAreNamed() {
    for (width, expected) in [(80, "© GSHHG, Natural Earth, GeoNames"), (40, "© GSHHG, GeoNames"), (20, "")] {
      let size = Size(width: width, height: 24)
      var frame = Frame(size: size)
      MapScene(view: MapView(center: .headquarters, zoom: 8)).draw(into: &frame, in: Rect(size), symbols: .unicode)
      let row = frame.text(row: 23)
      #expect(row.hasSuffix(expected) && !row.contains("•"), "\(row)")
    }
  }

  @Test(arguments: MapRaster.allCases) func rastersKeepToTheirCharacters(_ raster: MapRaster) {
    let size = Size(width: 80, height: 30)
    let symbols = raster == .ascii ? Symbols.ascii : .unicode
    let view = MapView(center: .headquarters, zoom: 8)
    var frame = Frame(size: size)
    let picture = MapPicture(view: view, size: size, raster: raster, symbols: symbols)
    MapScene(view: view).draw(into: &frame, in: Rect(size), symbols: symbols, base: picture)
    var isDrawn = false
    for cell in frame.cells where cell.style.ink == .mapWater {
      isDrawn = true
      switch raster {
      case .braille: #expect((0x2801...0x28FF).contains(cell.glyph))
      case .halfBlock: #expect([0x20, 0x2580, 0x2584, 0x2588, 0x2591, 0x2592].contains(cell.glyph))
      case .ascii: #expect([0x20, 0x7E].contains(cell.glyph))
      }
    }
    #expect(isDrawn)
  }

  /// Any view, of any size, is drawn without a trap and within its pane.
  @Test func anyViewIsDrawn() {
    var numbers = SeededNumbers(seed: 9)
    for _ in 0..<60 {
      let size = Size(width: Int.random(in: 0...90, using: &numbers), height: Int.random(in: 0...40, using: &numbers))
      let center = Coordinate(
        latitude: Double.random(in: -89...89, using: &numbers), longitude: Double.random(in: -180...180, using: &numbers))!
      let view = MapView(
        center: Bool.random(using: &numbers) ? center : .headquarters, zoom: Double.random(in: 0...22, using: &numbers))
      let raster = MapRaster.allCases.randomElement(using: &numbers)!
      let picture = MapPicture(view: view, size: size, raster: raster)
      var frame = Frame(size: Size(width: 100, height: 50))
      let rect = Rect(x: 5, y: 5, width: size.width, height: size.height)
      MapScene(view: view, marks: [MapMark(kind: .headquarters, coordinate: .headquarters)], crosshair: center)
        .draw(into: &frame, in: rect, symbols: .unicode, base: picture)
      for y in 0..<50 {
        for x in 0..<100 where !rect.contains(Point(x: x, y: y)) { #expect(frame[x, y] == .blank) }
      }
    }
  }
}
