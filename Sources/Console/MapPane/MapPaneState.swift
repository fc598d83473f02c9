import Canvas
import Cartography
import Configuration
import Domain
import Widgets

/// The map as it looks without a selection, made when the board, the pane or the symbols change and copied into every frame since.
package struct MapPaneState: Sendable {
  struct Key: Equatable {
    var version: Int
    var day: LocalDate
    var size: Size
    var symbols: Symbols
  }

  var key: Key?
  var view = MapView(center: .headquarters, zoom: 8)
  var picture = Frame(size: Size(width: 0, height: 0))
  var placed: [PlacedMarks] = []
  var marks: [MapMark] = []
  var tiles = TileShelf()
  var feed = TileFeed()
  var paths = RoutePaths()

  /// Boards of so many jobs are drawn within the message.
  static let drawnAtOnce = 500

  package init() {}
}

extension State {
  /// Selects the job that stands there; where several do, the one after the selected.
  mutating func clickMap(_ point: Point) {
    let pane = PaneLayout(self).map
    let place = Point(x: point.x - pane.x, y: point.y - pane.y)
    focus(PaneLayout(self).isSideBySide ? .list : .map)
    guard let placed = map.placed.first(where: { $0.rect.contains(place) }) else { return }
    let jobs = placed.marks.compactMap { index -> DocumentReference? in
      if case .job(let reference) = map.marks[index].kind { reference } else { nil }
    }
    guard !jobs.isEmpty else { return }
    let current = jobs.firstIndex { .job($0) == list.scroll.selected }
    _ = reveal(jobs[current.map { ($0 + 1) % jobs.count } ?? 0])
  }

  mutating func refreshMap(mayTakeLong: Bool = false) {
    guard view == .main, preferences.mode != .plain, let board else { return }
    let pane = PaneLayout(self).map
    guard !pane.isEmpty else { return }
    let size = Size(width: pane.width, height: pane.height)
    let key = MapPaneState.Key(version: list.layout.version, day: day, size: size, symbols: preferences.symbols)
    guard key != map.key else { return }
    // A large board's map waits for the checks' turn, so that neither a key nor the first rows wait for it; another size or other
    // symbols would leave none to show.
    let isAnotherDay = key.day != map.key?.day
    let fits = key.size == map.key?.size && key.symbols == map.key?.symbols
    if board.jobs.count > MapPaneState.drawnAtOnce, !mayTakeLong, isAnotherDay || fits { return }
    let marks = MapMarks.make(board, list.layout, headquarters: preferences.headquarters)
    // The view stands still while jobs come and go; another day or size, and the first jobs of a day, fit it anew.
    let hadJobs = map.marks.contains { if case .job = $0.kind { true } else { false } }
    if key.size != map.key?.size || key.day != map.key?.day || !hadJobs {
      map.view = MapView.fitting(marks.lazy.map(\.coordinate), in: size)
    }
    map.key = key
    map.marks = marks
    map.picture = Frame(size: size, symbols: preferences.symbols)
    let scene = MapScene(view: map.view, marks: marks)
    map.placed = scene.draw(into: &map.picture, in: map.picture.bounds, symbols: preferences.symbols)
  }
}

/// What stands on the map of a day.
enum MapMarks {
  /// Jobs by the first letter of the technician's name and their place in the day (`M3`), the backlog as plain pins, homes, and
  /// headquarters.
  static func make(_ board: Board, _ layout: JobListLayout, headquarters: Coordinate) -> [MapMark] {
    var marks: [MapMark] = []
    for group in layout.groups {
      var letter = ""
      if case .resource(let name) = group.key {
        letter = (board.technicians[name]?.fullName ?? name.text).prefix(1).uppercased()
      }
      var place = 0
      for reference in group.jobs {
        guard let job = board.jobs[reference], job.status != .cancelled else { continue }
        place += 1
        guard let coordinate = job.coordinate else { continue }
        let role: Role = job.status.isFinished ? .jobDone : job.priority == .p1 ? .jobUrgent : letter.isEmpty ? .jobOpen : .mapPin
        marks.append(
          MapMark(kind: .job(reference), coordinate: coordinate, label: letter.isEmpty ? "" : letter + String(place), role: role))
      }
    }
    marks.append(MapMark(kind: .headquarters, coordinate: headquarters, role: .mapHeadquarters))
    for technician in board.technicians.values where technician.isActive && technician.resourceType == .technician {
      guard let home = technician.home else { continue }
      marks.append(MapMark(kind: .home(technician.name), coordinate: home, role: .mapHome))
    }
    return marks
  }
}
