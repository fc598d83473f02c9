import Canvas
import Cartography
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

/// Finding a point on the dialog's map.
@Suite struct PlacePickerTests {
  static let base = Coordinate(latitude: 45.183, longitude: -73.403)!

  /// The place so many metres away on a bearing, near enough for a few kilometres.
  static func place(_ metres: Double, bearing: Int, from base: Coordinate) -> Coordinate {
    let directions: [(Double, Double)] = [
      (1, 0), (0.924, 0.383), (0.707, 0.707), (0.383, 0.924), (0, 1), (-0.383, 0.924), (-0.707, 0.707), (-0.924, 0.383), (-1, 0),
      (-0.924, -0.383), (-0.707, -0.707), (-0.383, -0.924), (0, -1), (0.383, -0.924), (0.707, -0.707), (0.924, -0.383),
    ]
    let (north, east) = directions[bearing]
    return Coordinate(
      latitude: base.latitude + north * metres / 111_195, longitude: base.longitude + east * metres / (111_195 * 0.705))!
  }

  /// The keypad's figure for the ninth in which a place lies.
  static func figure(of place: Coordinate, in picker: PlacePicker) -> Int {
    let dots = picker.view.dots(of: place, in: picker.size)
    let column = min(2, max(0, Int(dots.x * 3 / Double(picker.size.width * MapView.dotsPerColumn))))
    let row = min(2, max(0, Int(dots.y * 3 / Double(picker.size.height * MapView.dotsPerRow))))
    return (2 - row) * 3 + column + 1
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60)])
  func aPointThreeKilometresAwayTakesAtMostFifteenKeys(_ size: Size) {
    for bearing in 0..<16 {
      var desk = Desk(width: size.width, height: size.height)
      desk.state.list.scroll.select(
        .group(.resource(SampleDay.technician(3))), in: desk.state.list.layout.rows, height: desk.state.listHeight)
      let target = Self.place(3_000, bearing: bearing, from: Self.base)
      var keys = 0
      func press(_ key: String, _ desk: inout Desk) {
        desk.press(key)
        keys += 1
      }
      press("p", &desk)
      press("F4", &desk)
      while let picker = (desk.state.layers.last as? HomeBaseLayer)?.picker,
        !picker.isFine || picker.crosshair.distance(to: target) > 20, keys < 20
      {
        press(String(Self.figure(of: target, in: picker)), &desk)
      }
      press("Enter", &desk)
      press("Enter", &desk)
      #expect(desk.state.layers.isEmpty && desk.waiting.count == 1, "bearing \(bearing)")
      #expect(keys <= 15, "bearing \(bearing): \(keys) keys")
      let home = desk.state.board?.technicians[SampleDay.technician(3)]?.home
      #expect(home.map { $0.distance(to: target) <= 20 } == true, "bearing \(bearing): \(String(describing: home))")
    }
  }

  /// By arrows and + alone: along the axes a point is near in as many keys.
  @Test func arrowsGoFarWhileTheMapIsCoarse() {
    var picker = PlacePicker(around: Self.base, in: Size(width: 76, height: 16))
    let target = Self.place(3_000, bearing: 4, from: Self.base)
    var keys = 0
    while !picker.isFine || picker.crosshair.distance(to: target) > 100, keys < 30 {
      let before = picker.crosshair.distance(to: target)
      var next = picker
      next.step(columns: 1, rows: 0)
      var back = picker
      back.step(columns: -1, rows: 0)
      if next.crosshair.distance(to: target) < before {
        picker = next
      } else if back.crosshair.distance(to: target) < before {
        picker = back
      } else {
        picker.zoom(in: true)
      }
      keys += 1
    }
    #expect(keys <= 11, "\(keys)")
  }

  @Test func aFineMapMovesByCells() {
    var picker = PlacePicker(around: Self.base, in: Size(width: 76, height: 16), near: true)
    #expect(picker.isFine)
    picker.step(columns: 1, rows: 0)
    #expect(abs(picker.crosshair.distance(to: Self.base) - picker.view.metresPerColumn) < 0.5)
    var other = PlacePicker(around: Self.base, in: Size(width: 76, height: 16), near: true)
    other.step(columns: 1, rows: 0, isOther: true)
    #expect(other.crosshair.distance(to: Self.base) > 3 * picker.crosshair.distance(to: Self.base))
  }

  @Test func theMapFollowsAndNothingBreaksAtTheEnds() {
    for size in [Size(width: 3, height: 1), Size(width: 16, height: 1), Size(width: 76, height: 16)] {
      var picker = PlacePicker(around: Coordinate(latitude: 84.9, longitude: 179.99)!, in: size)
      for _ in 0..<60 { picker.step(columns: 1, rows: -1) }
      for figure in [7, 9, 1, 3, 5] { picker.choose(part: figure) }
      for _ in 0..<30 { picker.zoom(in: false) }
      for _ in 0..<30 { picker.zoom(in: true) }
      picker.point(at: Point(x: 0, y: 0))
      #expect((-90...90).contains(picker.crosshair.latitude))
      #expect(picker.view.cell(of: picker.crosshair, in: Rect(size)) != nil, "\(size)")
    }
  }
}
