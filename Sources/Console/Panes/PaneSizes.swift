import Canvas
import Widgets

/// How a dispatcher wants the panes of the main view: shares of the screen, so that they hold for a terminal of another size.
package struct PaneSizes: Sendable, Equatable {
  package enum Rule: Hashable, Sendable {
    /// Between list and map.
    case divider
    /// Above the sheet.
    case sheet
  }

  /// Thousandths of the width that the list takes; nil: what suits the screen.
  package internal(set) var list: Int?
  /// Thousandths of the rows between the titles and the hint bar that the sheet takes; nil: what suits the screen.
  package internal(set) var sheet: Int?

  package init(list: Int? = nil, sheet: Int? = nil) {
    self.list = list
    self.sheet = sheet
  }

  /// So many of `cells`, kept within `bounds`; where they leave no room, what suits the screen.
  static func cells(_ share: Int?, of cells: Int, within bounds: (least: Int, most: Int), otherwise suited: Int) -> Int {
    guard let share, bounds.least <= bounds.most else { return suited }
    return min(max((share * cells + 500) / 1_000, bounds.least), bounds.most)
  }

  /// The share that gives back `wanted` of `cells`.
  static func share(_ wanted: Int, of cells: Int) -> Int { cells == 0 ? 0 : (wanted * 1_000 + cells / 2) / cells }
}

/// A rule that follows the mouse.
struct PaneDrag: Sendable, Equatable {
  let rule: PaneSizes.Rule
}

extension State {
  /// Which rules there are to move.
  var movableRules: Set<PaneSizes.Rule> {
    guard view == .main else { return [] }
    let panes = PaneLayout(self)
    return Set((panes.divider.isEmpty ? [] : [.divider]) + (panes.sheetRule.isEmpty ? [] : [.sheet]))
  }

  /// Moves a rule by cells, to the right or down.
  mutating func moveRule(_ rule: PaneSizes.Rule, by cells: Int) {
    guard movableRules.contains(rule) else { return }
    let panes = PaneLayout(self)
    switch rule {
    case .divider: paneSizes.list = PaneSizes.share(max(0, panes.list.width + cells), of: panes.across)
    case .sheet: paneSizes.sheet = PaneSizes.share(max(0, panes.sheet.height - cells), of: panes.down)
    }
    // No further than it shows.
    let fitted = PaneLayout(self)
    switch rule {
    case .divider: paneSizes.list = PaneSizes.share(fitted.list.width, of: fitted.across)
    case .sheet: paneSizes.sheet = PaneSizes.share(fitted.sheet.height, of: fitted.down)
    }
    list.scroll.reconcile(list.layout.rows, height: listHeight)
  }

  mutating func moveRule(_ rule: PaneSizes.Rule, to point: Point) {
    let panes = PaneLayout(self)
    switch rule {
    case .divider: moveRule(rule, by: point.x - panes.divider.x)
    case .sheet: moveRule(rule, by: point.y - panes.sheetRule.y)
    }
  }

  /// Shift and an arrow, where the terminal sends that. True when the key was one of them.
  mutating func resizePanes(_ key: Key) -> Bool {
    guard view == .main, key.modifiers == .shift, let step = PaneResizeLayer.step(Key(key.code)) else { return false }
    moveRule(step.rule, by: step.cells)
    return true
  }
}
