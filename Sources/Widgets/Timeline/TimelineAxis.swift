import Canvas

/// The hours or days above a timeline.
package enum TimelineAxis {
  package struct Tick: Hashable, Sendable {
    package let moment: Int64
    package let label: String
    /// A day begins there.
    package let isDay: Bool

    package init(moment: Int64, label: String, isDay: Bool = false) {
      self.moment = moment
      self.label = label
      self.isDay = isDay
    }
  }

  /// Draws the labels that have room, each from its moment on.
  package static func draw(_ ticks: [Tick], _ scale: TimelineScale, into frame: inout Frame, in line: Rect) {
    var free = 0
    for tick in ticks {
      let column = scale.column(of: tick.moment)
      let width = TextWidth.columns(of: tick.label)
      guard column >= free, column + width <= min(scale.columns, line.width) else { continue }
      frame.put(tick.label, x: line.x + column, y: line.y, style: Style(tick.isDay ? .strong : .dim), in: line)
      free = column + width + 1
    }
  }
}
