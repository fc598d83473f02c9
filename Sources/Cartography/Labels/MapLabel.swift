import Canvas

/// A name that may be written on the map.
struct MapLabel: Sendable, Equatable {
  enum Kind: UInt8, Sendable {
    /// Beside the dot of its place.
    case place
    /// Over the middle of its water.
    case water
    /// On its road.
    case roadNumber
    case street
  }

  let kind: Kind
  /// Of the place's dot; of the name's middle for other kinds.
  let cell: Point
  let text: String
  let columns: Int
  /// The greatest is placed first.
  let importance: Double

  /// nil for a text that says nothing or that no pane has room for.
  init?(_ kind: Kind, at cell: Point, _ text: String, importance: Double) {
    let columns = TextWidth.columns(of: text)
    guard columns > 0, columns <= 60 else { return nil }
    self.kind = kind
    self.cell = cell
    self.text = text
    self.columns = columns
    self.importance = importance
  }

  var role: Role {
    switch kind {
    case .place: .mapLabel
    case .water: .mapWaterName
    case .roadNumber: .mapRoadNumber
    case .street: .dim
    }
  }

  /// Columns beside and rows above and below that stay free of other names.
  var margin: (columns: Int, rows: Int) {
    switch kind {
    case .place: (2, 1)
    case .water: (2, 0)
    case .roadNumber, .street: (1, 0)
    }
  }

  /// How near the same words may be written again.
  var repeatDistance: (columns: Int, rows: Int) {
    switch kind {
    case .place: (4, 2)
    case .water: (70, 20)
    case .roadNumber: (36, 14)
    case .street: (60, 20)
    }
  }
}
