import Canvas
import Cartography
import Domain
import Testing

@Suite struct SceneTests {
  private let rect = Rect(x: 2, y: 1, width: 40, height: 12)
  private let view = MapView(center: .headquarters, zoom: 10)

  private func job(_ name: String, _ label: String, at point: Point, selected: Bool = false) throws -> MapMark {
    MapMark(
      kind: .job(DocumentReference(.job, name: DocumentName(name))),
      coordinate: try #require(view.coordinate(at: point, in: rect)), label: label, role: .jobPlanned, isSelected: selected)
  }

  private func draw(_ marks: [MapMark], _ symbols: Symbols = .unicode) -> (Frame, [PlacedMarks]) {
    var frame = Frame(size: Size(width: 44, height: 14))
    let placed = MapScene(view: view, marks: marks, showsBaseMap: false).draw(into: &frame, in: rect, symbols: symbols)
    return (frame, placed)
  }

  private func text(_ frame: Frame, _ x: Int, _ y: Int, _ columns: Int) -> String {
    String(String.UnicodeScalarView((x..<x + columns).map { Unicode.Scalar(frame[$0, y].glyph)! }))
  }

  @Test func pinsStandWhereTheirJobsAre() throws {
    let (frame, placed) = draw([try job("1", "J1", at: Point(x: 5, y: 3)), try job("2", "M12", at: Point(x: 20, y: 9))])
    #expect(text(frame, 5, 3, 2) == "J1")
    #expect(text(frame, 20, 9, 3) == "M12")
    #expect(frame[5, 3].style == Style(.jobPlanned))
    #expect(
      placed == [
        PlacedMarks(rect: Rect(x: 5, y: 3, width: 2, height: 1), marks: [0]),
        PlacedMarks(rect: Rect(x: 20, y: 9, width: 3, height: 1), marks: [1]),
      ])
  }

  @Test func jobsAtOnePlaceAreCounted() throws {
    let place = Point(x: 10, y: 5)
    let (frame, placed) = draw([
      try job("1", "J1", at: place), try job("2", "J2", at: place), try job("3", "M1", at: Point(x: 11, y: 5)),
    ])
    #expect(text(frame, 10, 5, 4) == "J1+2")
    #expect(placed.map(\.marks) == [[0, 1, 2]])
    #expect(placed[0].rect == Rect(x: 10, y: 5, width: 4, height: 1))
  }

  /// A count that grows over a neighbour takes it in, and is then the longer by it.
  @Test func aCountHidesNobody() throws {
    let (frame, placed) = draw([
      try job("1", "J1", at: Point(x: 10, y: 5)), try job("2", "J2", at: Point(x: 13, y: 5)),
      try job("3", "J3", at: Point(x: 10, y: 5)),
    ])
    #expect(text(frame, 10, 5, 4) == "J1+2")
    #expect(placed.map { Set($0.marks) } == [[0, 1, 2]])
    // One that stands before another, which it would hide, goes by the name of the earlier.
    let (second, both) = draw([try job("1", "J1", at: Point(x: 21, y: 5)), try job("2", "M12", at: Point(x: 20, y: 5))])
    #expect(text(second, 21, 5, 4) == "J1+1")
    #expect(both.map(\.marks) == [[0, 1]])
  }

  @Test func everyMarkIsFoundAgain() throws {
    var marks: [MapMark] = []
    for x in stride(from: 2, to: 38, by: 3) {
      for y in 1..<13 { marks.append(try job("\(x)/\(y)", "J\(x)", at: Point(x: x, y: y))) }
    }
    let (_, placed) = draw(marks)
    #expect(placed.flatMap(\.marks).sorted() == Array(marks.indices))
    for (index, one) in placed.enumerated() {
      for other in placed[..<index] { #expect(one.rect.intersection(other.rect).isEmpty) }
    }
  }

  @Test func theSelectionIsOnTop() throws {
    let place = Point(x: 10, y: 5)
    let (frame, placed) = draw([try job("1", "J1", at: place), try job("2", "J2", at: place, selected: true)])
    #expect(text(frame, 10, 5, 4) == "J2+1")
    #expect(frame[10, 5].style.paper == .selectedRow)
    #expect(placed[0].marks == [1, 0])
  }

  @Test func homesAndHeadquartersGiveWayToJobs() throws {
    let place = Point(x: 10, y: 5)
    let home = MapMark(
      kind: .home("TECH-001"), coordinate: try #require(view.coordinate(at: Point(x: 20, y: 5), in: rect)), label: "Marc",
      role: .mapHome)
    let headquarters = MapMark(
      kind: .headquarters, coordinate: try #require(view.coordinate(at: place, in: rect)), role: .mapHeadquarters)
    let (frame, placed) = draw([headquarters, home, try job("1", "J1", at: place)])
    #expect(text(frame, 10, 5, 4) == "J1+1")
    #expect(text(frame, 20, 5, 6) == "⌂ Marc")
    #expect(placed.map(\.marks) == [[2, 0], [1]])
    #expect(text(draw([headquarters]).0, 10, 5, 1) == "▣")
  }

  @Test func nothingIsDrawnOutside() throws {
    let outside = MapMark(
      kind: .job(DocumentReference(.job, name: "1")), coordinate: Coordinate(latitude: 47, longitude: -73)!, label: "J1")
    let edge = try job("2", "M12", at: Point(x: 41, y: 5))
    let (frame, placed) = draw([outside, edge])
    // What would be cut stands left of the edge.
    #expect(placed == [PlacedMarks(rect: Rect(x: 39, y: 5, width: 3, height: 1), marks: [1])])
    #expect(frame[42, 5] == .blank && frame[43, 5] == .blank)
    for x in 0..<44 { #expect(frame[x, 0] == .blank && frame[x, 13] == .blank) }
  }

  @Test func asciiStaysASCII() throws {
    var frame = Frame(size: Size(width: 44, height: 14))
    let marks = [
      MapMark(kind: .headquarters, coordinate: .headquarters, label: "Gigafibre"),
      MapMark(kind: .home("T"), coordinate: try #require(view.coordinate(at: Point(x: 3, y: 2), in: rect)), label: "Zoe"),
      try job("1", "", at: Point(x: 30, y: 8)),
    ]
    MapScene(view: view, marks: marks, crosshair: view.coordinate(at: Point(x: 8, y: 8), in: rect))
      .draw(into: &frame, in: rect, symbols: .ascii)
    #expect(frame.cells.allSatisfy { $0.glyph < 0x80 })
    #expect(frame[8, 8] == Cell(glyph: 0x2B, style: Style(.mapCrosshair)))
  }

  /// The lattice belongs to the ground: it moves with it, cell by cell.
  @Test func theGridMovesWithTheGround() throws {
    let (first, _) = draw([])
    var second = Frame(size: Size(width: 44, height: 14))
    MapScene(view: view.moved(columns: 3, rows: 1), showsBaseMap: false).draw(into: &second, in: rect, symbols: .unicode)
    var dots = 0
    for y in rect.y..<(rect.maxY - 1) {
      for x in rect.x..<(rect.maxX - 3) {
        #expect(second[x, y] == first[x + 3, y + 1])
        if first[x + 3, y + 1].style.ink == .mapGrid { dots += 1 }
      }
    }
    #expect(dots > 8)
  }
}
