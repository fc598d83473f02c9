import Canvas
import Cartography
import Domain

/// Moving about on the map. The cross-hair stays in the middle and the ground moves under it, an eighth of the pane a key: what is to
/// be looked at ends in the middle, where Enter opens it and the coordinates are told.
extension State {
  /// What the keys of movement change, to know whether anything has.
  struct MapMoment: Equatable {
    let view: MapView
    let size: Size
    let raster: MapRaster?
    let hidden: Set<MapLayer>

    init(_ state: State) {
      size = state.mapSize
      view = state.mapView
      raster = state.map.raster
      hidden = state.map.hidden
    }
  }

  /// After every message: keeps the followed technician in view.
  mutating func settleMap(since before: MapMoment, isOfHand: Bool) -> [Effect] {
    if map.follows { follow() }
    let now = MapMoment(self)
    guard now != before else { return [] }
    if now.hidden != before.hidden { refreshMap() }
    return isOfHand ? noteSession() : []
  }

  /// Arrows and their letters, pages, Home and End, while the map has the focus. True when the key was one of them.
  mutating func moveOnMap(_ key: Key) -> Bool {
    guard key.modifiers.isEmpty else { return false }
    let size = mapSize
    let (columns, rows) = (max(1, size.width / 8), max(1, size.height / 8))
    switch key.code {
    case .left, .character("h"): pan(columns: -columns, rows: 0)
    case .right, .character("l"): pan(columns: columns, rows: 0)
    case .up, .character("k"): pan(columns: 0, rows: -rows)
    case .down, .character("j"): pan(columns: 0, rows: rows)
    case .pageUp: pan(columns: 0, rows: -max(1, size.height / 2))
    case .pageDown: pan(columns: 0, rows: max(1, size.height / 2))
    case .home: _ = performOnMap(.mapHeadquarters)
    case .end: _ = performOnMap(.mapAll)
    default: return false
    }
    return true
  }

  mutating func pan(columns: Int, rows: Int) {
    map.chosen = mapView.moved(columns: columns, rows: rows)
    map.follows = false
  }

  static let zoomStep = 0.5

  /// Nearer (positive) or farther, around the middle or the place under the pointer.
  mutating func zoomMap(by steps: Int, at point: Point? = nil) {
    let area = mapArea.map
    let anchor = point.flatMap { area.contains($0) ? mapView.coordinate(at: $0, in: area) : nil }
    map.chosen = mapView.zoomed(by: Double(steps) * Self.zoomStep, around: anchor)
  }

  /// The map on screen: where there is no room for it beside the list, it takes the list's place.
  mutating func bringUpMap() -> [Effect] {
    let effects = show(.main)
    if PaneLayout(self).map.isEmpty { focus(.map) }
    return effects
  }

  /// A place in the middle, no farther than so.
  mutating func lookAt(_ coordinate: Coordinate, zoom: Double) {
    map.chosen = MapView(center: coordinate, zoom: max(zoom, mapView.zoom))
    map.follows = false
  }

  private mutating func fit(_ coordinates: [Coordinate]) {
    switch Set(coordinates).count {
    case 0: break
    case 1: map.chosen = MapView(center: coordinates[0], zoom: max(13, mapView.zoom))
    default: map.chosen = MapView.fitting(coordinates, in: mapSize)
    }
  }

  mutating func performOnMap(_ id: CommandID) -> [Effect] {
    if id == .aboutMap { return push(AboutMapLayer()) }
    let effects = bringUpMap()
    switch id {
    case .mapZoomIn: zoomMap(by: 1)
    case .mapZoomOut: zoomMap(by: -1)
    case .mapSelection: return effects + showSelectionOnMap()
    case .mapTechnician:
      guard let technician = selectedTechnician else { return effects + warn(words.selectATechnician) }
      let places = self.places(of: technician)
      if places.isEmpty { return effects + warn(words.nothingOnMap(name(of: technician))) }
      fit(places)
    case .mapAll:
      map.follows = false
      let places = mapMarks.map(\.coordinate)
      if !places.isEmpty { fit(places) }
    case .mapHeadquarters:
      map.follows = false
      map.found = nil
      map.chosen = nil
    case .mapRaster: return effects + cycleRaster()
    case .mapLayers: return effects + push(MapLayersLayer(self))
    case .follow: return effects + toggleFollow()
    case .confirmHeadquarters: return effects + push(HeadquartersLayer())
    default: break
    }
    return effects
  }

  /// The marked jobs, else the selected one, else the technician of the heading.
  private mutating func showSelectionOnMap() -> [Effect] {
    let jobs = targets
    if jobs.isEmpty, selectedTechnician != nil { return performOnMap(.mapTechnician) }
    guard !jobs.isEmpty else { return warn(words.selectAJob) }
    let places = jobs.compactMap(\.coordinate)
    guard !places.isEmpty else { return warn(words.nothingOnMap(jobs.count == 1 ? jobs[0].number : words.jobs(jobs.count))) }
    map.follows = false
    fit(places)
    return []
  }

  /// Home, the day's jobs, and where they are.
  private func places(of technician: DocumentName) -> [Coordinate] {
    let jobs = list.layout.group(.resource(technician))?.jobs.compactMap { board?.jobs[$0]?.coordinate } ?? []
    return jobs + [board?.technicians[technician]?.home, positions[technician]?.coordinate].compactMap(\.self)
  }

  private mutating func cycleRaster() -> [Effect] {
    if preferences.symbols == .ascii { return warn(words.asciiOnly) }
    let all = MapRaster.allCases
    let next = all[((all.firstIndex(of: mapRaster) ?? 0) + 1) % all.count]
    map.raster = next == .braille ? nil : next
    return inform(words.raster(next))
  }
}

/// Following a technician.
extension State {
  /// Who is kept in view: the selected technician.
  var followed: DocumentName? { map.follows ? selectedTechnician : nil }

  mutating func toggleFollow() -> [Effect] {
    if map.follows {
      map.follows = false
      return []
    }
    guard let technician = selectedTechnician else { return warn(words.selectATechnician) }
    guard target(of: technician) != nil else { return warn(words.nothingOnMap(name(of: technician))) }
    map.follows = true
    return []
  }

  /// Their position while it can be trusted, else the next job, else home.
  func target(of technician: DocumentName) -> Coordinate? {
    if let position = positions[technician], position.isValid, !position.isStale(at: now) { return position.coordinate }
    if let board, let group = list.layout.group(.resource(technician)) {
      let open = MapMarks.visits(group, board, sort: list.sort).filter {
        $0.isWork && !$0.status.isFinished && $0.coordinate != nil
      }
      if let next = open.first(where: \.status.isUnderway) ?? open.first { return next.coordinate }
    }
    return positions[technician]?.coordinate ?? board?.technicians[technician]?.home
  }

  /// The middle half of the pane is where they may go about before the ground moves.
  private mutating func follow() {
    let area = mapArea.map
    guard !area.isEmpty, let technician = selectedTechnician, let target = target(of: technician) else { return }
    let inner = Rect(
      x: area.x + area.width / 4, y: area.y + area.height / 4, width: max(1, area.width / 2), height: max(1, area.height / 2))
    if let cell = mapView.cell(of: target, in: area), inner.contains(cell) { return }
    map.chosen = MapView(center: target, zoom: mapView.zoom)
  }
}

extension Words {
  func nothingOnMap(_ name: String) -> String { say("\(name) : aucune coordonnée connue", "\(name): no coordinates known") }
  var asciiOnly: String { say("en mode ASCII, la carte est en ASCII", "in ASCII mode the map is ASCII") }
  func raster(_ raster: MapRaster) -> String {
    switch raster {
    case .braille: say("carte en points (braille)", "map in dots (braille)")
    case .halfBlock: say("carte en demi-blocs", "map in half blocks")
    case .ascii: say("carte en ASCII", "map in ASCII")
    }
  }
}
