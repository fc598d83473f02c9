import Canvas
import Domain
import Testing

@testable import Cartography

@Suite struct LabelTests {
  private func check(_ placed: [LabelPlacement.Placed], size: Size, taken: [Rect]) {
    for (index, label) in placed.enumerated() {
      #expect(label.area.intersection(Rect(size)) == label.area, "\(label.text) is cut")
      #expect(TextWidth.columns(of: label.text) == label.area.width)
      for other in taken { #expect(label.area.intersection(other).isEmpty, "\(label.text) lies on a pin") }
      for other in placed[(index + 1)...] {
        #expect(label.area.intersection(other.area).isEmpty, "\(label.text) lies on \(other.text)")
      }
    }
  }

  @Test func namesNeverTouchNorAreCut() {
    var numbers = SeededNumbers(seed: 41)
    var count = 0
    for _ in 0..<120 {
      let size = Size(width: Int.random(in: 1...120, using: &numbers), height: Int.random(in: 1...40, using: &numbers))
      func point() -> Point {
        Point(x: Int.random(in: 0..<size.width, using: &numbers), y: Int.random(in: 0..<size.height, using: &numbers))
      }
      let labels = (0..<Int.random(in: 0...200, using: &numbers)).compactMap { index in
        MapLabel(
          [MapLabel.Kind.place, .water, .roadNumber, .street][index % 4], at: point(),
          String(["é", "漢字", "Saint-Rémi ", "132"].randomElement(using: &numbers)! + String(index % 17)), importance: 0)
      }
      let taken = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
        let cell = point()
        return Rect(x: cell.x, y: cell.y, width: 3, height: 1).intersection(Rect(size))
      }
      var placement = LabelPlacement(size: size, avoiding: taken, dot: "•")
      placement.place(labels, atMost: 60)
      check(placement.placed, size: size, taken: taken)
      count += placement.placed.count
    }
    #expect(count > 500)
  }

  @Test func theMostImportantComeFirst() throws {
    let size = Size(width: 40, height: 10)
    let large = try #require(MapLabel(.place, at: Point(x: 5, y: 5), "Montréal", importance: 20))
    let small = try #require(MapLabel(.place, at: Point(x: 6, y: 5), "Delson", importance: 12))
    var placement = LabelPlacement(size: size, avoiding: [], dot: "•")
    placement.place([large, small], atMost: 9)
    #expect(placement.placed.map(\.text) == ["•Montréal"])
    #expect(placement.placed.first?.area == Rect(x: 5, y: 5, width: 9, height: 1))
  }

  /// At the right edge a name stands left of its dot; with a pin on the dot it stands beside the pin.
  @Test func aNameFindsRoomBesideItsPlace() throws {
    let size = Size(width: 40, height: 10)
    var edge = LabelPlacement(size: size, avoiding: [], dot: "•")
    edge.place([try #require(MapLabel(.place, at: Point(x: 37, y: 5), "Hemmingford", importance: 1))], atMost: 9)
    #expect(edge.placed.map(\.text) == ["Hemmingford•"])
    #expect(edge.placed.first?.area.maxX == 38)
    var pinned = LabelPlacement(size: size, avoiding: [Rect(x: 10, y: 5, width: 1, height: 1)], dot: "•")
    pinned.place([try #require(MapLabel(.place, at: Point(x: 10, y: 5), "Sainte-Clotilde", importance: 1))], atMost: 9)
    #expect(pinned.placed.map(\.text) == ["Sainte-Clotilde"])
    #expect(pinned.placed.first?.area == Rect(x: 12, y: 5, width: 15, height: 1))
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 200, height: 60), Size(width: 20, height: 6)])
  func theBaseMapsNamesKeepApart(_ size: Size) {
    for tenths in stride(from: 50, through: 140, by: 7) {
      let view = MapView(center: .headquarters, zoom: Double(tenths) / 10)
      let picture = MapPicture(view: view, size: size, raster: .braille)
      let taken = [Rect(x: size.width / 2, y: size.height / 2, width: 3, height: 1)]
      check(picture.placedLabels(avoiding: taken), size: size, taken: taken)
    }
  }

  @Test func lettersKeepTheGroundUnderThem() {
    let size = Size(width: 80, height: 24)
    let view = MapView(center: Coordinate(latitude: 45.41, longitude: -73.80)!, zoom: 10)
    var frame = Frame(size: size)
    MapScene(view: view, usesColourFills: true).draw(into: &frame, in: Rect(size), symbols: .unicode)
    let names = frame.cells.filter { $0.style.ink == .mapWaterName }
    #expect(names.count == "lac Saint-Louis".count)
    #expect(names.allSatisfy { $0.style.paper == .mapWaterFill })
  }
}
