import Canvas
import Domain

/// Something that stands at a place on the map.
package struct MapMark: Sendable, Equatable {
  package enum Kind: Sendable, Hashable {
    case job(DocumentReference)
    case home(DocumentName)
    case headquarters
    /// Where a technician's device was last seen.
    case position(DocumentName)
  }

  package var kind: Kind
  package var coordinate: Coordinate { didSet { world = WebMercator.project(coordinate, zoom: 0) } }
  /// The same in dots of the world at zoom 0: projecting is dear where thousands of marks are placed for each picture.
  private(set) var world: WebMercator.Position
  /// One to four columns of text, for a job: the technician's letter, the place in their day and how it stands (`J2✓`).
  package var label: String
  package var role: Role
  /// Drawn over others, as the selection is.
  package var isSelected: Bool

  package init(kind: Kind, coordinate: Coordinate, label: String = "", role: Role = .mapPin, isSelected: Bool = false) {
    self.kind = kind
    self.coordinate = coordinate
    world = WebMercator.project(coordinate, zoom: 0)
    self.label = label
    self.role = role
    self.isSelected = isSelected
  }
}

/// What was drawn where: for the mouse, and for going through marks that lie over each other.
package struct PlacedMarks: Sendable, Equatable {
  package let rect: Rect
  /// Places in `MapScene.marks`; the first is the one whose label is shown.
  package let marks: [Int]

  package init(rect: Rect, marks: [Int]) {
    self.rect = rect
    self.marks = marks
  }
}

/// A line along roads: drawn over them and under the marks.
package struct MapRoute: Sendable, Equatable {
  package var path: [Coordinate]
  package var role: Role
  /// What is only estimated, or not followed yet.
  package var isDashed: Bool

  package init(path: [Coordinate], role: Role = .mapRoute, isDashed: Bool = false) {
    self.path = path
    self.role = role
    self.isDashed = isDashed
  }
}

/// Everything that a map pane shows.
package struct MapScene: Sendable {
  package var view: MapView
  package var marks: [MapMark]
  package var routes: [MapRoute]
  package var crosshair: Coordinate?
  /// Water, borders, roads, places; without them a dotted grid stands in.
  package var showsBaseMap: Bool
  /// What the detailed map is drawn of.
  package var tiles: TileShelf
  /// Whom the tiles' source wants named (`© OpenStreetMap`).
  package var tileAttribution: String
  package var raster: MapRaster
  /// Whether theme and terminal have colours for areas; textures stand in.
  package var usesColourFills: Bool
  /// False where whoever shows the map names the sources beside it.
  package var showsAttribution = true
  package var showsNames = true

  package init(
    view: MapView, marks: [MapMark] = [], routes: [MapRoute] = [], crosshair: Coordinate? = nil, showsBaseMap: Bool = true,
    tiles: TileShelf = TileShelf(), tileAttribution: String = "", raster: MapRaster = .braille, usesColourFills: Bool = false
  ) {
    self.view = view
    self.marks = marks
    self.routes = routes
    self.crosshair = crosshair
    self.showsBaseMap = showsBaseMap
    self.tiles = tiles
    self.tileAttribution = tileAttribution
    self.raster = raster
    self.usesColourFills = usesColourFills
  }
}
