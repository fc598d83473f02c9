import Canvas
import Configuration

/// Which pane stands where. One toolbar, one hint bar, thin rules between panes.
package struct PaneLayout: Sendable, Equatable {
  package private(set) var toolbar = Rect.zero
  package private(set) var list = Rect.zero
  package private(set) var map = Rect.zero
  package private(set) var sheet = Rect.zero
  package private(set) var hints = Rect.zero
  /// The rule above the list (and the map), with their titles.
  package private(set) var titles = Rect.zero
  /// The rule above the sheet.
  package private(set) var sheetRule = Rect.zero
  /// The rule between list and map; empty where the map is not shown.
  package private(set) var divider = Rect.zero

  /// Below this nothing but one sentence is shown.
  package static let smallest = Size(width: 20, height: 6)

  /// Columns below which list and map are of no use.
  private static let leastList = 46
  private static let leastMap = 20

  package init(_ state: State) {
    self.init(
      size: state.size, pane: state.pane, isPlain: state.preferences.mode == .plain, showsSheet: state.view == .main,
      sizes: state.paneSizes)
  }

  /// Cells of which `PaneSizes` tells the shares.
  private(set) var across = 0
  private(set) var down = 0

  init(size: Size, pane: State.Pane, isPlain: Bool, showsSheet: Bool, sizes: PaneSizes = PaneSizes()) {
    var rest = Rect(size)
    (toolbar, rest) = rest.splitTop(1)
    (rest, hints) = rest.splitBottom(1)
    guard showsSheet else {
      (titles, list) = rest.splitTop(1)
      return
    }
    var sheetHeight = Self.sheetHeight(of: size.height)
    // A wide screen has the sheet beside the list, under the map; others have it across the bottom.
    if size.width >= 150, !isPlain, size.height >= 30 {
      (across, down) = (size.width, rest.height - 1)
      let listWidth = PaneSizes.cells(
        sizes.list, of: across, within: (Self.leastList, across - 1 - Self.leastMap), otherwise: min(100, size.width * 9 / 20))
      (titles, rest) = rest.splitTop(1)
      let (left, right) = rest.splitLeft(listWidth)
      list = left
      (divider, rest) = right.splitLeft(1)
      let below = PaneSizes.cells(
        sizes.sheet, of: down, within: (3, rest.height - 1 - 6), otherwise: max(12, rest.height * 2 / 5) - 1)
      let (upper, lower) = rest.splitBottom(below + 1)
      map = upper
      (sheetRule, sheet) = lower.splitTop(1)
      return
    }
    (titles, rest) = rest.splitTop(size.height >= 10 ? 1 : 0)
    // On a narrow screen, what has the focus takes the room.
    let isNarrow = size.width < 100 || isPlain
    if pane == .sheet, isNarrow {
      sheet = rest
      return
    }
    (across, down) = (size.width, rest.height)
    // Elsewhere it makes room for reading, and gives it back.
    if pane == .sheet, sheetHeight > 0 { sheetHeight = max(sheetHeight, size.height * 9 / 20) }
    if sheetHeight > 0 {
      let sheetHeight = PaneSizes.cells(
        sizes.sheet, of: down, within: (1, rest.height - 1 - 4), otherwise: sheetHeight)
      let (upper, lower) = rest.splitBottom(sheetHeight + 1)
      (sheetRule, sheet) = lower.splitTop(1)
      rest = upper
    }
    if !isNarrow {
      let listWidth = PaneSizes.cells(
        sizes.list, of: across, within: (Self.leastList, across - 1 - Self.leastMap),
        otherwise: min(84, max(66, size.width * 11 / 20)))
      (list, rest) = rest.splitLeft(listWidth)
      (divider, map) = rest.splitLeft(1)
    } else if pane == .map, !isPlain {
      map = rest
    } else {
      list = rest
    }
  }

  private static func sheetHeight(of height: Int) -> Int {
    switch height {
    case ..<12: 0
    case ..<20: 2
    case ..<28: 3
    case ..<40: 5
    default: 7
    }
  }

  package var isSideBySide: Bool { !divider.isEmpty }
}
