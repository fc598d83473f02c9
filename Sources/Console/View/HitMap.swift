import Canvas

/// What lies where on the screen, for the mouse.
package struct HitMap: Sendable, Equatable {
  package enum Target: Sendable, Hashable {
    case row(RowKey)
    case command(CommandID)
    case pane(State.Pane)
    /// A row or button of the topmost layer, by the number it gave.
    case layer(Int)
    /// The topmost layer's box.
    case layerBox
    /// A part of the page, by the number it gave.
    case pageRow(Int)
    /// A rule that can be dragged.
    case paneRule(PaneSizes.Rule)
  }

  private(set) var regions: [(rect: Rect, target: Target)] = []

  package init() {}

  mutating func add(_ rect: Rect, _ target: Target) { if !rect.isEmpty { regions.append((rect, target)) } }

  mutating func add(_ other: HitMap) { regions += other.regions }

  /// What was drawn last at that place.
  package func target(at point: Point) -> Target? { regions.last { $0.rect.contains(point) }?.target }

  /// The box of the topmost layer.
  var topLayer: Rect? { regions.last { $0.target == .layerBox }?.rect }

  package static func == (left: Self, right: Self) -> Bool {
    left.regions.elementsEqual(right.regions) { $0.rect == $1.rect && $0.target == $1.target }
  }
}
