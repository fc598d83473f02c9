import Canvas
import Cartography
import Domain
import Testing

/// The edges of the world, and the nearest and the farthest view.
@Suite struct WorldTests {
  @Test(arguments: [0.0, 18.0]) func roundTripsAtTheEnds(_ zoom: Double) throws {
    var numbers = SeededNumbers(seed: 61)
    for _ in 0..<1_000 {
      let coordinate = Coordinate(
        latitude: Double.random(in: -85...85, using: &numbers), longitude: Double.random(in: -180...180, using: &numbers))!
      let back = try #require(WebMercator.coordinate(at: WebMercator.project(coordinate, zoom: zoom), zoom: zoom))
      #expect(abs(back.latitude - coordinate.latitude) < 1e-9 && abs(back.longitude - coordinate.longitude) < 1e-9)
    }
  }

  @Test func eastGoesRound() throws {
    let world = WebMercator.worldSize(zoom: 5)
    let place = WebMercator.project(.headquarters, zoom: 5)
    for turn in -3...3 {
      let back = try #require(WebMercator.coordinate(at: .init(x: place.x + Double(turn) * world, y: place.y), zoom: 5))
      #expect(abs(back.longitude - Coordinate.headquarters.longitude) < 1e-9)
    }
    #expect(WebMercator.coordinate(at: .init(x: 10, y: -1), zoom: 5) == nil)
  }

  @Test func aViewCrossesTheAntimeridian() throws {
    let size = Size(width: 60, height: 20)
    let rect = Rect(size)
    var view = MapView(center: Coordinate(latitude: 52, longitude: 179.9)!, zoom: 8)
    let east = Coordinate(latitude: 52, longitude: -179.9)!
    let cell = try #require(view.cell(of: east, in: rect))
    #expect(cell.x > 30)
    let back = try #require(view.coordinate(at: cell, in: rect))
    #expect(abs(abs(back.longitude) - 179.9) < 0.02 && back.longitude < 0)
    // All around the world and home again.
    let start = view.center.longitude
    let columns = Int(WebMercator.worldSize(zoom: 8)) / MapView.dotsPerColumn
    for _ in 0..<8 { view = view.moved(columns: columns / 8, rows: 0) }
    #expect(abs(view.center.longitude - start) < 1e-6)
    // Zooming about a place on the other side keeps it where it is.
    let placed = view.zoomed(by: 1, around: east)
    #expect(placed.cell(of: east, in: rect) == view.cell(of: east, in: rect))
  }

  @Test func thePolesAreTheEnd() {
    var view = MapView(center: .headquarters, zoom: 3)
    for _ in 0..<300 { view = view.moved(columns: 0, rows: -20) }
    #expect(view.center.latitude > 85)
    for _ in 0..<600 { view = view.moved(columns: 0, rows: 20) }
    #expect(view.center.latitude < -85)
    view = view.moved(columns: 0, rows: -40)
    #expect(view.center.latitude > -85)
  }

  @Test(arguments: MapRaster.allCases) func theFarthestAndTheNearestViewAreDrawn(_ raster: MapRaster) {
    for (center, zoom) in [
      (Coordinate.headquarters, 0.0), (.headquarters, 18), (Coordinate(latitude: 90, longitude: 0)!, 0),
      (Coordinate(latitude: -90, longitude: 180)!, 18), (Coordinate(latitude: 45.3, longitude: -180)!, 4),
    ] {
      for size in [Size(width: 200, height: 60), Size(width: 20, height: 6), Size(width: 1, height: 1)] {
        var frame = Frame(size: size)
        let route = MapRoute(
          path: [.headquarters, Coordinate(latitude: -80, longitude: 179)!, Coordinate(latitude: 80, longitude: -179)!],
          isDashed: true)
        MapScene(
          view: MapView(center: center, zoom: zoom), marks: [MapMark(kind: .headquarters, coordinate: .headquarters)],
          routes: [route], raster: raster, usesColourFills: true
        ).draw(into: &frame, in: Rect(size), symbols: raster == .ascii ? .ascii : .unicode)
        if raster == .ascii { #expect(frame.cells.allSatisfy { $0.glyph < 0x80 }) }
      }
    }
  }

  @Test func aRouteLiesOverRoadsAndUnderPins() throws {
    let size = Size(width: 40, height: 12)
    let view = MapView(center: .headquarters, zoom: 9)
    let rect = Rect(size)
    func place(_ x: Int, _ y: Int) throws -> Coordinate { try #require(view.coordinate(at: Point(x: x, y: y), in: rect)) }
    let ends = [try place(5, 6), try place(35, 6)]
    let pin = MapMark(kind: .home("T"), coordinate: try place(20, 6), role: .mapHome)
    for isDashed in [false, true] {
      var frame = Frame(size: size)
      let scene = MapScene(view: view, marks: [pin], routes: [MapRoute(path: ends, isDashed: isDashed)])
      scene.draw(into: &frame, in: rect, symbols: .unicode)
      let drawn = (6..<35).filter { frame[$0, 6].style.ink == .mapRoute }
      #expect(isDashed ? drawn.count > 12 && drawn.count < 29 : drawn.count >= 20)
      #expect(frame[20, 6].style.ink == .mapHome)
    }
  }

  @Test func surroundingsAreShownWhole() {
    for size in [Size(width: 20, height: 6), Size(width: 80, height: 24), Size(width: 200, height: 60)] {
      let view = MapView.around(.headquarters, metres: 20_000, in: size)
      for (latitude, longitude) in [(0.17, 0.0), (-0.17, 0.0), (0.0, 0.24), (0.0, -0.24)] {
        let place = Coordinate(latitude: 45.16 + latitude, longitude: -73.68 + longitude)!
        #expect(view.cell(of: place, in: Rect(size)) != nil)
      }
    }
  }
}
