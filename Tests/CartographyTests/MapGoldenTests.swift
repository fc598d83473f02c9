import Canvas
import Cartography
import Domain
import Foundation
import Testing

/// The surroundings of headquarters as each raster draws them. After a change of the map: `UPDATE_GOLDEN=1 swift test --filter MapGolden`.
@Suite struct MapGoldenTests {
  struct Shot: CustomTestStringConvertible, Sendable {
    var width: Int
    var height: Int
    var raster: MapRaster
    var isColoured: Bool

    var name: String { "map-\(width)x\(height)-\(raster.rawValue)\(isColoured || raster == .ascii ? "" : "-mono")" }
    var testDescription: String { name }
  }

  static let shots: [Shot] =
    [(20, 6), (80, 24), (120, 40), (200, 60)].flatMap { width, height in
      MapRaster.allCases.map { Shot(width: width, height: height, raster: $0, isColoured: $0 != .ascii) }
    } + [MapRaster.braille, .halfBlock].map { Shot(width: 80, height: 24, raster: $0, isColoured: false) }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

  static func frame(_ shot: Shot) -> Frame {
    let size = Size(width: shot.width, height: shot.height)
    let symbols: Symbols = shot.raster == .ascii ? .ascii : .unicode
    var frame = Frame(size: size, symbols: symbols)
    let scene = MapScene(
      view: .around(.headquarters, in: size),
      marks: [MapMark(kind: .headquarters, coordinate: .headquarters, role: .mapHeadquarters)], raster: shot.raster,
      usesColourFills: shot.isColoured)
    scene.draw(into: &frame, in: Rect(size), symbols: symbols)
    return frame
  }

  @Test(arguments: shots) func theMapLooksAsItDid(_ shot: Shot) throws {
    let frame = Self.frame(shot)
    let text = frame.text() + "\n" + frame.roles()
    let file = Self.folder.appendingPathComponent(shot.name + ".txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(text == (try String(contentsOf: file, encoding: .utf8)), "\(shot.name)\n\(frame.text())")
  }

  @Test(arguments: shots.filter { $0.width >= 80 }) func theMonteregieIsKnown(_ shot: Shot) throws {
    let frame = Self.frame(shot)
    let rect = Rect(frame.size)
    let view = MapView.around(.headquarters, in: frame.size)
    func coordinate(_ latitude: Double, _ longitude: Double) throws -> Coordinate {
      try #require(Coordinate(latitude: latitude, longitude: longitude))
    }
    func cells(around place: Coordinate, reach: Int) throws -> [Cell] {
      let cell = try #require(view.cell(of: place, in: rect))
      let area = Rect(x: cell.x - reach, y: cell.y - reach, width: 2 * reach + 1, height: 2 * reach + 1).intersection(rect)
      return (area.y..<area.maxY).flatMap { y in (area.x..<area.maxX).map { frame[$0, y] } }
    }
    let text = frame.text()
    for name in ["Sainte-Clotilde", "Saint-Rémi", "Châteauguay", "Hemmingford"] {
      #expect(text.contains(name), "\(name)\n\(text)")
    }
    let middle = try #require(view.cell(of: .headquarters, in: rect))
    #expect(middle == Point(x: rect.width / 2, y: rect.height / 2))
    #expect(frame[middle.x, middle.y].style.ink == .mapHeadquarters)
    let water: Set<Role> = [.mapWater, .mapWaterFill, .mapWaterName]
    let lake = try cells(around: try coordinate(45.40, -73.83), reach: 1)
    #expect(lake.contains { water.contains($0.style.ink) || $0.style.paper == .mapWaterFill }, "lac Saint-Louis\n\(text)")
    let richelieu = try cells(around: try coordinate(45.22, -73.25), reach: 2)
    #expect(
      richelieu.contains { [.mapRiver, .mapWater].contains($0.style.ink) || $0.style.paper == .mapWaterFill },
      "Richelieu\n\(text)")
    let border = try cells(around: try coordinate(45.003, -73.75), reach: 4)
    #expect(border.contains { $0.style.ink == .mapBorder }, "border\n\(text)")
  }
}
