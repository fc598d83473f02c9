import Canvas
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

/// Every drag of the board beside the keys that do the same: the help's table, done both ways.
@Suite struct DragTwinTests {
  private func desk(_ drag: DragTwin.Drag, _ language: Language = .french) -> Desk {
    switch drag {
    case .toDay, .toDayAndRow: return Desk.inWeek(language: language)
    default:
      var desk = Desk(language: language)
      desk.press("2")
      return desk
    }
  }

  /// What has been asked of the replica, each edit once.
  private func edits(_ desk: Desk) -> [DocumentReference: [String: FieldValue]] {
    var edits: [DocumentReference: [String: FieldValue]] = [:]
    for group in desk.waiting {
      for edit in group.edits { for change in edit.changes { edits[edit.document, default: [:]][change.field] = change.after } }
    }
    return edits
  }

  private func typed(_ twin: DragTwin, _ language: Language) -> Desk {
    var desk = desk(twin.drag, language)
    var isFirst = true
    for action in twin.actions {
      switch action {
      case .key(let key): desk.press(key)
      case .word(let word):
        if !isFirst { desk.type(" ") }
        isFirst = false
        desk.type(word(language))
      }
    }
    return desk
  }

  private func place(_ desk: Desk, _ text: String) -> Point? {
    for y in 2..<desk.state.size.height - 4 {
      let row = Array(desk.frame.text(row: y))
      let wanted = Array(text)
      for x in 0...(row.count - wanted.count) where Array(row[x..<x + wanted.count]) == wanted { return Point(x: x, y: y) }
    }
    return nil
  }

  private func column(_ desk: Desk, _ instant: Instant) -> Int {
    let geometry = desk.state.timelineGeometry
    return geometry.trackX + desk.state.timelineScale(geometry).column(of: instant.seconds)
  }

  private func drag(_ desk: inout Desk, _ from: Point, _ to: Point) {
    // A terminal tells of the way as well.
    for (phase, point) in [(Mouse.Phase.press, from), (.drag, Point(x: to.x, y: from.y)), (.drag, to), (.release, to)] {
      desk.send(.input(.mouse(Mouse(.left, phase, at: point))))
    }
  }

  private func dragged(_ drag: DragTwin.Drag) throws -> Desk {
    var desk = desk(drag)
    func at(_ text: String) throws -> Point { try #require(place(desk, text)) }
    switch drag {
    case .along:
      let from = try at("1030")
      self.drag(&desk, from, Point(x: from.x + column(desk, SampleDay.at(15)) - column(desk, SampleDay.at(13, 30)), y: from.y))
    case .acrossRows:
      let from = try at("1030")
      self.drag(&desk, from, Point(x: from.x, y: try at("Samuel Roy").y))
    case .acrossRowsAndAlong:
      let from = try at("1030")
      let shift = column(desk, SampleDay.at(15)) - column(desk, SampleDay.at(13, 30))
      self.drag(&desk, from, Point(x: from.x + shift, y: try at("Samuel Roy").y))
    case .end:
      let y = try at("1030").y
      self.drag(
        &desk, Point(x: column(desk, SampleDay.at(15, 15)) - 1, y: y), Point(x: column(desk, SampleDay.at(15, 30)) - 1, y: y))
    case .toBacklog: self.drag(&desk, try at("1030"), Point(x: 60, y: desk.state.timelineGeometry.backlog.y))
    case .fromBacklog:
      let from = try at("1051")
      self.drag(&desk, from, Point(x: column(desk, SampleDay.at(13)), y: try at("Nathalie Morin").y))
    case .toDay, .toDayAndRow:
      func middle(_ place: WeekPlace) throws -> Point {
        let hits = view(desk.state, size: desk.state.size).hits
        let rect = try #require(hits.regions.first { $0.target == .pageRow(place.number) }).rect
        return Point(x: rect.x + rect.width / 2, y: rect.y)
      }
      func row(_ technician: Int) throws -> Int {
        try #require(desk.state.week.layout.keys.firstIndex(of: .resource(SampleDay.technician(technician))))
      }
      let thursday = try middle(.cell(row: row(2), column: 3))
      desk.click(thursday.x, thursday.y)
      desk.send(.input(.mouse(Mouse(.left, .release, at: thursday))))
      let to = try middle(.cell(row: row(drag == .toDay ? 2 : 3), column: 4))
      self.drag(&desk, try middle(.job(0)), to)
    }
    return desk
  }

  @Test(arguments: DragTwin.all.indices) func theKeysDoWhatTheDragDoes(index: Int) throws {
    let twin = DragTwin.all[index]
    #expect(twin.actions.count <= DragTwin.mostActions)
    let mouse = edits(try dragged(twin.drag))
    #expect(!mouse.isEmpty, "\(twin.drag)")
    for language in Language.allCases {
      let keys = typed(twin, language)
      #expect(keys.state.layers.isEmpty)
      #expect(edits(keys) == mouse, "\(twin.drag)")
    }
  }

  @Test func everyDragHasItsTwinAndTheHelpShowsThem() {
    #expect(Set(DragTwin.all.map(\.drag)) == Set(DragTwin.Drag.allCases) && DragTwin.all.count == DragTwin.Drag.allCases.count)
    for language in Language.allCases {
      let desk = Desk(language: language)
      let lines = HelpLayer.lines(desk.state)
      for twin in DragTwin.all {
        let line = lines.first { $0.key == twin.gesture(language) }
        #expect(line?.title.contains("(\(twin.actions.count))") == true)
        #expect(TextWidth.columns(of: line?.title ?? "") <= 47, "it fits the help's column: \(line?.title ?? "")")
        #expect(TextWidth.columns(of: twin.gesture(language)) <= 16)
      }
    }
  }
}
