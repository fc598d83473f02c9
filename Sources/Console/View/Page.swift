import Canvas
import Configuration

/// What fills the screen between toolbar and hint bar where that is not the main view's panes. What a page remembers stands in the
/// state; a page itself is only functions.
protocol Page {
  static func draw(_ state: State, into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap)
  /// Moves by `key`; false where it is no key of movement here.
  static func move(_ key: Key, _ state: inout State) -> Bool
  /// What Enter does.
  static func open(_ state: inout State) -> [Effect]
  /// A click on what was registered as `pageRow` under this number.
  static func select(_ row: Int, _ state: inout State) -> [Effect]
  static func scroll(by rows: Int, _ state: inout State)
  /// What the hint bar offers.
  static func hints(_ state: State) -> [CommandID]
  /// What the page shows has changed beneath it: its cursor keeps its place by identity.
  static func refresh(_ state: inout State)
}

extension State.View {
  /// nil for the main view.
  var page: (any Page.Type)? {
    switch self {
    case .main: nil
    case .sync: SyncPage.self
    case .search: SearchPage.self
    }
  }
}

/// The line above a page, with its title.
enum PageTitle {
  static func draw(_ title: String, _ state: State, into frame: inout Frame, in line: Rect) {
    if state.preferences.mode != .plain {
      for x in line.x..<line.maxX { frame.put(.horizontal, x: x, y: line.y, style: Style(.rule), in: line) }
    }
    frame.put(" " + title + " ", x: line.x + 1, y: line.y, style: Style(.focusTitle), in: line)
  }
}
