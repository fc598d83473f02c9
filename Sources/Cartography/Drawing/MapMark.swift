import Canvas
import Domain

/// Something that stands at a place on the map.
package struct MapMark: Sendable, Equatable {
  package enum Kind: Sendable, Hashable {
    case job(DocumentReference)
    case home(DocumentName)
    case headquarters
  }

  package var kind: Kind
  package var coordinate: Coordinate
  /// One to three columns of text, for a job: the technician's letter and the place in their day (`J2`).
  package var label: String
  package var role: Role
  /// Drawn over others, as the selection is.
  package var isSelected: Bool

  package init(kind: Kind, coordinate: Coordinate, label: String = "", role: Role = .mapPin, isSelected: Bool = false) {
    self.kind = kind
    self.coordinate = coordinate
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

/// Everything that a map pane shows.
package struct MapScene: Sendable, Equatable {
  package var view: MapView
  package var marks: [MapMark]
  package var crosshair: Coordinate?
  /// Water, borders, places; without it a dotted grid stands in.
  package var showsBaseMap: Bool

  package init(view: MapView, marks: [MapMark] = [], crosshair: Coordinate? = nil, showsBaseMap: Bool = true) {
    self.view = view
    self.marks = marks
    self.crosshair = crosshair
    self.showsBaseMap = showsBaseMap
  }
}
