import Canvas
import Cartography
import Configuration
import Domain

/// All that the map's picture depends on: two that are the same look the same.
struct MapShown: Equatable {
  let view: MapView
  let area: Rect
  let raster: MapRaster
  let symbols: Symbols
  let language: Language
  let hidden: Set<MapLayer>
  let marks: Int
  let positions: Int
  let tiles: Int
  let paths: Int
  /// Fixes grow old by the minute.
  let minute: Int64
  let headquarters: Coordinate
  let isApproximate: Bool
  let isLocked: Bool
  let theme: String
  /// Whose way is drawn, and of which marks.
  let technician: DocumentName?
  let found: FoundPlace?

  init?(_ state: State) {
    area = state.mapArea.map
    if area.isEmpty { return nil }
    view = state.mapView
    raster = state.mapRaster
    symbols = state.preferences.symbols
    language = state.preferences.language
    hidden = state.map.hidden
    marks = state.map.marksVersion
    positions = state.map.positionsVersion
    tiles = state.map.tiles.version
    paths = state.map.pathsVersion
    minute = state.positions.isEmpty ? 0 : state.now.seconds / 60
    headquarters = state.preferences.headquarters
    isApproximate = state.preferences.headquartersSource == .builtIn
    isLocked = state.isLocked
    theme = state.preferences.theme
    technician = hidden.contains(.route) ? nil : state.selectedTechnician
    found = state.map.found
  }
}

/// The map as it was last drawn.
struct DrawnMap: Sendable {
  private var shown: MapShown?
  private var cells: [Cell] = []
  /// Times that a picture has been made.
  private(set) var pictures = 0

  mutating func draw(_ state: State, into frame: inout Frame) {
    guard let shown = MapShown(state) else { return }
    if shown != self.shown {
      self.shown = shown
      pictures += 1
      let size = Size(width: shown.area.width, height: shown.area.height)
      var picture = Frame(size: size, symbols: shown.symbols)
      state.mapScene(marks: state.mapMarks, routes: state.mapRoutes).draw(into: &picture, in: Rect(size), symbols: shown.symbols)
      cells = picture.cells
    }
    frame.paste(cells, into: shown.area)
  }
}

/// What stands over the map and below it: all that follows the selection and the focus.
enum MapPaneView {
  static func drawSelection(_ state: State, into frame: inout Frame) {
    let (area, status) = state.mapArea
    guard !area.isEmpty else { return }
    let view = state.mapView
    if let found = state.map.found, let cell = view.cell(of: found.coordinate, in: area) {
      put(
        state.preferences.symbols[.times] + " " + found.name, at: cell, Style(.mapCrosshair, on: .selectedRow), into: &frame,
        in: area)
    }
    var note: (text: String, role: Role)?
    if let job = state.selectedJob, !state.isLocked {
      if let coordinate = job.coordinate, let cell = view.cell(of: coordinate, in: area) {
        put(state.preferences.symbols[.pin] + job.number, at: cell, Style(.mapPin, on: .selectedRow), into: &frame, in: area)
      } else {
        let text = job.coordinate == nil ? state.words.noCoordinates : state.words.outsideTheMap(state)
        note = (job.number + state.words.say("\u{A0}: ", ": ") + text, .warning)
      }
    }
    if note == nil { note = state.fixNote }
    if let note, area.width > 12 {
      frame.put(
        " " + note.text + " ", x: area.x, y: area.y, columns: min(area.width, TextWidth.columns(of: note.text) + 2),
        style: Style(note.role), in: area)
    }
    if state.pane == .map, state.layers.isEmpty || state.showsCrosshair {
      frame.put("+", x: area.x + area.width / 2, y: area.y + area.height / 2, style: Style(.mapCrosshair), in: area)
    }
    drawStatus(state, into: &frame, in: status)
  }

  /// Moved left where it would be cut.
  private static func put(_ text: String, at cell: Point, _ style: Style, into frame: inout Frame, in area: Rect) {
    let x = max(area.x, min(cell.x, area.maxX - TextWidth.columns(of: text)))
    frame.put(text, x: x, y: cell.y, style: style, in: area)
  }

  /// Scale, the cross-hair's coordinates and whose data it is, as far as there is room.
  private static func drawStatus(_ state: State, into frame: inout Frame, in line: Rect) {
    guard !line.isEmpty else { return }
    var left = line.x
    if let bar = ScaleBar(state.mapView, columns: min(24, line.width / 4)) {
      left = frame.put(bar.text(state.preferences.symbols), x: line.x + 1, y: line.y, style: Style(.mapGrid), in: line) + 2
    }
    var right = line.maxX
    let coordinates = state.pane == .map ? state.words.coordinates(state.mapView.center, zoom: state.mapView.zoom) : ""
    let room = right - left - (coordinates.isEmpty ? 0 : TextWidth.columns(of: coordinates) + 2)
    let sources = state.mapAttributions.first { TextWidth.columns(of: $0) < room }
    if let sources {
      right -= TextWidth.columns(of: sources) + 1
      frame.put(sources, x: right, y: line.y, style: Style(.dim), in: line)
    }
    if !coordinates.isEmpty, TextWidth.columns(of: coordinates) <= right - left {
      frame.put(coordinates, x: left, y: line.y, style: Style(.normal), in: line)
    }
  }

  /// What the pane's title says beside its name.
  static func drawTitle(_ state: State, into frame: inout Frame, in panes: PaneLayout) {
    guard !panes.titles.isEmpty, !panes.map.isEmpty, state.preferences.mode != .plain else { return }
    let notes = state.words.mapTitleNotes(state)
    guard !notes.isEmpty else { return }
    let start = panes.isSideBySide ? panes.divider.x + 1 : panes.titles.x
    let x = start + 2 + TextWidth.columns(of: state.words.mapTitle)
    let room = panes.titles.maxX - x - 1
    guard room > 6 else { return }
    let text = TextWidth.truncated(" · " + notes + " ", to: room, ellipsis: state.preferences.symbols[.ellipsis])
    frame.put(text, x: x, y: panes.titles.y, style: Style(state.pane == .map ? .focusTitle : .title), in: panes.titles)
  }
}

extension State {
  /// A layer that asks about the place in the middle.
  var showsCrosshair: Bool { layers.last is HeadquartersLayer }

  /// How old the selected technician's fix is, and what is wrong with it.
  var fixNote: (text: String, role: Role)? {
    guard !isLocked, let technician = selectedTechnician, let position = positions[technician] else { return nil }
    let age = words.age(seconds: now.seconds - position.at.seconds)
    let first = name(of: technician).split(separator: " ").first.map(String.init) ?? name(of: technician)
    let isSound = position.isValid && !position.isStale(at: now)
    let text = preferences.symbols[.watched] + " " + first + (isSound ? " " : "? ") + words.fix(age, isValid: position.isValid)
    let isSeen = mapView.cell(of: position.coordinate, in: mapArea.map) != nil
    return (text + (isSeen ? "" : ", " + words.outside), isSound ? .normal : .dim)
  }

  /// Whom the map's data is due to, the fullest first.
  var mapAttributions: [String] {
    let sign = preferences.symbols == .ascii ? "(c) " : "© "
    return [sign + BaseMap.sources, sign + BaseMap.shortSources]
  }
}

extension Words {
  var outside: String { say("hors de la carte", "outside the map") }
  func outsideTheMap(_ state: State) -> String { outside + " (z s)" }
  func fix(_ age: String, isValid: Bool) -> String {
    say("il y a \(age)", "\(age) ago") + (isValid ? "" : say(", position douteuse", ", fix in doubt"))
  }

  /// `45,1630 N 73,6790 O`, the finer the nearer.
  func coordinates(_ coordinate: Coordinate, zoom: Double = 16) -> String {
    CoordinateText(coordinate).text(
      decimals: zoom >= 15 ? 5 : zoom >= 12 ? 4 : 3, separator: say(",", "."), north: "N", south: "S", east: "E",
      west: say("O", "W"))
  }

  func mapTitleNotes(_ state: State) -> String {
    var notes: [String] = []
    if state.map.follows {
      notes.append(
        state.followed.map { say("suit ", "follows ") + state.name(of: $0) }
          ?? say("suit le technicien choisi", "follows the technician"))
    }
    if !state.map.hidden.isEmpty {
      let count = state.map.hidden.count
      notes.append(
        say("\(count) calque\(isOne(count) ? "" : "s") masqué\(isOne(count) ? "" : "s")", "\(count) hidden"))
    }
    return notes.joined(separator: " · ")
  }
}
