import Canvas
import Cartography
import Configuration
import Domain

/// Where the map looks and what it shows. Nothing of it counts in `State.revision`: the map is drawn by `MapShown`, once a frame, so
/// that keys which arrive together cost one picture.
package struct MapPaneState: Sendable {
  /// What the marks were made of.
  struct Key: Equatable {
    var version: Int
    var day: LocalDate
    var hidden: Set<MapLayer>
  }

  /// nil: as it opens, with headquarters in the middle.
  package internal(set) var chosen: MapView?
  /// nil: what suits the symbols.
  package internal(set) var raster: MapRaster?
  package internal(set) var hidden: Set<MapLayer> = []
  package internal(set) var follows = false
  /// Jobs and home bases, made when the board changes.
  private(set) var marks: [MapMark] = []
  /// Counts the marks that have been made.
  private(set) var marksVersion = 0
  /// Counts the positions that have come.
  var positionsVersion = 0
  private var key: Key?
  var drag: MapDrag?
  /// A place that was asked for, until another is.
  var found: FoundPlace?
  /// Counts the addresses that have been asked for.
  var lookups = 0
  /// Whom the addresses found so far are due to; empty where nobody asks for it.
  var addressCredit = ""
  var tiles = TileShelf()
  var feed = TileFeed()
  var paths = RoutePaths() { didSet { pathsVersion += 1 } }
  private(set) var pathsVersion = 0

  /// Boards of so many jobs get their marks within the message.
  static let drawnAtOnce = 500

  package init() {}

  mutating func refresh(_ key: Key?, isLarge: Bool, mayTakeLong: Bool, make: () -> [MapMark]) {
    guard key != self.key else { return }
    // A large board's marks wait for the checks' turn, so that neither a key nor the first rows wait for them.
    if isLarge, !mayTakeLong, let key {
      guard key.day == self.key?.day else {
        // Those of another day are in nobody's way.
        if !marks.isEmpty { (marks, marksVersion) = ([], marksVersion + 1) }
        return
      }
      if key.hidden == self.key?.hidden { return }
    }
    self.key = key
    marks = key == nil ? [] : make()
    marksVersion += 1
  }
}

/// A place that `g` has found.
struct FoundPlace: Sendable, Equatable {
  let name: String
  let coordinate: Coordinate
}

extension State {
  /// Where the map stands in its pane, and the line below it that says what it shows.
  var mapArea: (map: Rect, status: Rect) {
    guard view == .main, preferences.mode != .plain else { return (.zero, .zero) }
    let pane = PaneLayout(self).map
    let (map, status) = pane.splitBottom(pane.height >= 5 ? 1 : 0)
    return (map, status)
  }

  var mapSize: Size {
    let area = mapArea.map
    return Size(width: area.width, height: area.height)
  }

  /// What the map looks at.
  package var mapView: MapView { map.chosen ?? openingMapView(mapSize) }

  /// Headquarters in the middle, and around it as much as reaches the lakes, the Richelieu and the border.
  func openingMapView(_ size: Size) -> MapView {
    let middle = preferences.headquarters
    let corners = [(0.27, 0.45), (-0.27, -0.45)].compactMap {
      Coordinate(latitude: middle.latitude + $0.0, longitude: middle.longitude + $0.1)
    }
    return MapView(center: middle, zoom: corners.count == 2 ? MapView.fitting(corners, in: size).zoom : 8)
  }

  var mapRaster: MapRaster {
    if preferences.symbols == .ascii { return .ascii }
    return map.raster ?? .braille
  }

  /// Makes the marks anew where the board, the day or the layers have changed.
  mutating func refreshMap(mayTakeLong: Bool = false) {
    guard view == .main, preferences.mode != .plain else { return }
    guard let board, !isLocked else { return map.refresh(nil, isLarge: false, mayTakeLong: true) { [] } }
    let key = MapPaneState.Key(version: list.layout.version, day: day, hidden: map.hidden)
    let (layout, sort, now) = (list.layout, list.sort, now)
    map.refresh(key, isLarge: board.jobs.count > MapPaneState.drawnAtOnce, mayTakeLong: mayTakeLong) {
      MapMarks.make(board, layout, sort: sort, hidden: key.hidden, now: now)
    }
  }
}
