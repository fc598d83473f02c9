import Canvas

/// A column of a table.
package struct Column: Hashable, Sendable {
  package var title: String
  /// Columns that it takes at least.
  package var width: Int
  /// Its share of what is left over; 0 keeps it at `width`.
  package var stretch: Int
  package var alignment: TextWidth.Alignment
  /// Where it stands in the order in which columns go when there is no room: 1 goes first, 0 never goes.
  package var dropRank: Int

  package init(_ title: String, width: Int, stretch: Int = 0, align: TextWidth.Alignment = .left, dropRank: Int = 0) {
    self.title = title
    self.width = width
    self.stretch = stretch
    self.alignment = align
    self.dropRank = dropRank
  }
}

/// Which columns a table of a given width has, and where.
package struct ColumnLayout: Hashable, Sendable {
  package struct Place: Hashable, Sendable {
    /// The index of the column among all.
    package let column: Int
    /// From the left edge of the table.
    package let x: Int
    package let width: Int
  }

  package let places: [Place]
  package let columns: [Column]

  package init(_ columns: [Column], width: Int, gap: Int = 1) {
    var kept = Array(columns.indices)
    func needed() -> Int { kept.reduce(0) { $0 + columns[$1].width } + gap * max(0, kept.count - 1) }
    while needed() > width,
      let next = kept.filter({ columns[$0].dropRank > 0 }).min(by: { columns[$0].dropRank < columns[$1].dropRank })
    {
      kept.removeAll { $0 == next }
    }
    var spare = max(0, width - needed())
    var shares = kept.reduce(0) { $0 + columns[$1].stretch }
    var places: [Place] = []
    var x = 0
    for index in kept {
      let column = columns[index]
      var own = column.width
      if column.stretch > 0, shares > 0 {
        let share = spare * column.stretch / shares
        own += share
        spare -= share
        shares -= column.stretch
      }
      own = min(own, max(0, width - x))
      places.append(Place(column: index, x: x, width: own))
      x += own + gap
    }
    self.places = places
    self.columns = columns
  }

  /// The place of column `index`; nil when it has been dropped.
  package func place(of index: Int) -> Place? { places.first { $0.column == index } }

  /// Draws one row: `cell` gives the text and the style of a column, or nil for an empty one.
  package func drawRow(into frame: inout Frame, in line: Rect, cell: (_ column: Int) -> (text: String, style: Style)?) {
    for place in places {
      guard let (text, style) = cell(place.column) else { continue }
      frame.put(
        text, x: line.x + place.x, y: line.y, columns: place.width, align: columns[place.column].alignment, style: style, in: line
      )
    }
  }

  package func drawHeader(into frame: inout Frame, in line: Rect, style: Style = Style(.dim)) {
    drawRow(into: &frame, in: line) { (columns[$0].title, style) }
  }
}
