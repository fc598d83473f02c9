import Canvas
import Cartography
import Domain
import Testing

/// Numbers that look random and are the same each time (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

@Suite struct ProjectionTests {
  /// Tile numbers of well-known places, from the tile scheme's own formula: dots divided by 256.
  @Test func knownPlacesFallInTheirTiles() {
    let clotilde = WebMercator.project(.headquarters, zoom: 10)
    #expect(Int(clotilde.x / 256) == 302 && Int(clotilde.y / 256) == 367)
    let origin = WebMercator.project(Coordinate(latitude: 85.051_128_78, longitude: -180)!, zoom: 3)
    #expect(abs(origin.x) < 1e-6 && abs(origin.y) < 1e-3)
    let middle = WebMercator.project(Coordinate(latitude: 0, longitude: 1e-12)!, zoom: 0)
    #expect(abs(middle.x - 128) < 1e-6 && abs(middle.y - 128) < 1e-6)
  }

  @Test func coordinatesRoundTrip() throws {
    var numbers = SeededNumbers(seed: 21)
    for _ in 0..<2_000 {
      let coordinate = Coordinate(
        latitude: Double.random(in: -85...85, using: &numbers), longitude: Double.random(in: -180...180, using: &numbers))!
      let zoom = Double.random(in: 0...18, using: &numbers)
      let back = try #require(WebMercator.coordinate(at: WebMercator.project(coordinate, zoom: zoom), zoom: zoom))
      #expect(abs(back.latitude - coordinate.latitude) < 1e-9 && abs(back.longitude - coordinate.longitude) < 1e-9)
    }
  }

  @Test func cellsRoundTrip() throws {
    var numbers = SeededNumbers(seed: 22)
    let rect = Rect(x: 30, y: 4, width: 54, height: 20)
    for _ in 0..<500 {
      let view = MapView(center: .headquarters, zoom: Double.random(in: 6...16, using: &numbers))
      let point = Point(
        x: Int.random(in: rect.x..<rect.maxX, using: &numbers), y: Int.random(in: rect.y..<rect.maxY, using: &numbers))
      let coordinate = try #require(view.coordinate(at: point, in: rect))
      #expect(view.cell(of: coordinate, in: rect) == point)
    }
    #expect(MapView(center: .headquarters, zoom: 12).cell(of: Coordinate(latitude: 46, longitude: -73)!, in: rect) == nil)
  }

  @Test func fittingShowsEverything() {
    var numbers = SeededNumbers(seed: 23)
    let size = Size(width: 54, height: 20)
    for _ in 0..<300 {
      let coordinates = (0..<Int.random(in: 1...30, using: &numbers)).map { _ in
        Coordinate(
          latitude: Double.random(in: 45...45.6, using: &numbers), longitude: Double.random(in: -74.3 ... -73.2, using: &numbers))!
      }
      let view = MapView.fitting(coordinates, in: size)
      #expect(view.zoom <= 14)
      for coordinate in coordinates { #expect(view.cell(of: coordinate, in: Rect(size)) != nil) }
    }
    #expect(MapView.fitting([], in: size).center == .headquarters)
  }

  @Test func movingAndZoomingKeepTheGround() throws {
    let rect = Rect(Size(width: 54, height: 20))
    let view = MapView(center: .headquarters, zoom: 10)
    let point = Point(x: 12, y: 5)
    let place = try #require(view.coordinate(at: point, in: rect))
    #expect(view.zoomed(by: 1, around: place).cell(of: place, in: rect) == point)
    #expect(view.zoomed(by: -1.5, around: place).cell(of: place, in: rect) == point)
    #expect(view.moved(columns: 3, rows: -2).cell(of: place, in: rect) == Point(x: 9, y: 7))
    #expect(view.zoomed(by: 100).zoom == MapView.zoomRange.upperBound)
    #expect(view.zoomed(by: -100).zoom == MapView.zoomRange.lowerBound)
  }

  @Test func theScaleIsRoundAndFits() throws {
    for tenths in 40...180 {
      let view = MapView(center: .headquarters, zoom: Double(tenths) / 10)
      let bar = try #require(ScaleBar(view, columns: 16))
      #expect(bar.columns <= 16)
      #expect(bar.columns >= 6)
      let digits = String(bar.metres).filter { $0 != "0" }
      #expect(["1", "2", "5"].contains(digits))
      // Twenty columns of the view are as long as the great circle between their ends.
      let text = bar.text(.unicode)
      #expect(TextWidth.columns(of: text) == bar.columns + 1 || text == bar.length)
    }
    #expect(ScaleBar(MapView(center: .headquarters, zoom: 8), columns: 16)?.text(.unicode) == "├── 10 km ──┤".replacingSpaces)
    #expect(ScaleBar(MapView(center: .headquarters, zoom: 8), columns: 2) == nil)
    let rect = Rect(Size(width: 41, height: 3))
    let view = MapView(center: .headquarters, zoom: 11)
    let west = try #require(view.coordinate(at: Point(x: 0, y: 1), in: rect))
    let east = try #require(view.coordinate(at: Point(x: 40, y: 1), in: rect))
    #expect(abs(west.distance(to: east) / (view.metresPerColumn * 40) - 1) < 0.01)
  }

  @Test func coordinatesInWords() {
    let text = CoordinateText(Coordinate(latitude: 45.163_04, longitude: -73.678_6)!)
    #expect(text.text(separator: ",", north: "N", south: "S", east: "E", west: "O") == "45,163 N 73,679 O")
    #expect(
      CoordinateText(Coordinate(latitude: -5.000_04, longitude: 9.999_96)!).text(
        decimals: 4, separator: ".", north: "N", south: "S", east: "E", west: "W") == "5.0000 S 10.0000 E")
  }
}

extension String {
  /// With the no-break space between a number and its unit.
  fileprivate var replacingSpaces: String {
    String(map { $0 }).replacing("0 km", with: "0\u{A0}km")
  }
}
