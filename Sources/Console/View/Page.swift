import Canvas
import Configuration
import Domain
import Widgets

/// What fills the screen between toolbar and hint bar where that is not the main view's panes. What a page remembers stands in the
/// state; a page itself is only functions.
protocol Page: Sendable {
  static func draw(_ state: State, into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap)
  /// The same with parts kept from the drawings before, for pages that have many.
  static func draw(
    _ state: State, into frame: inout Frame, titles: Rect, in area: Rect, drawn: inout ViewMemory.Pieces, hits: inout HitMap)
  /// Moves by `key`; false where it is no key of movement here.
  static func move(_ key: Key, _ state: inout State) -> Bool
  /// What Enter does.
  static func open(_ state: inout State) -> [Effect]
  /// A click on what was registered as `pageRow` under this number.
  static func select(_ row: Int, _ state: inout State) -> [Effect]
  /// The right button on such a row: the cursor comes to it, and opens nothing. False where no menu belongs to it.
  static func pointAt(_ row: Int, _ state: inout State) -> Bool
  static func scroll(by rows: Int, _ state: inout State)
  /// What the hint bar offers.
  static func hints(_ state: State) -> [CommandID]
  /// In place of those, while the page's keys mean something else.
  static func ownHints(_ state: State) -> [Hint]?
  /// What the page shows has changed beneath it: its cursor keeps its place by identity.
  static func refresh(_ state: inout State)
  /// The page has just come on screen.
  static func enter(_ state: inout State)
  /// Esc: ends what is under way here. False where nothing is.
  static func cancel(_ state: inout State) -> Bool
  /// Tab: to the page's next part. False where it has but one.
  static func turn(by step: Int, _ state: inout State) -> Bool
  /// A button goes down, or a wheel turns; nil where that is left to what lies there.
  static func press(_ mouse: Mouse, _ state: inout State) -> [Effect]?
  /// The mouse moves with its button held, or lets go; it was pressed on this page.
  static func drag(_ mouse: Mouse, over target: HitMap.Target?, _ state: inout State) -> [Effect]
  /// The page's own meaning of a command; nil where it has none.
  static func perform(_ id: CommandID, _ state: inout State) -> [Effect]?
  /// A job has been asked for by number. False where the page cannot show it.
  static func reveal(_ job: DocumentReference, _ state: inout State) -> Bool
}

extension Page {
  static func draw(
    _ state: State, into frame: inout Frame, titles: Rect, in area: Rect, drawn: inout ViewMemory.Pieces, hits: inout HitMap
  ) {
    draw(state, into: &frame, titles: titles, in: area, hits: &hits)
  }
  static func press(_ mouse: Mouse, _ state: inout State) -> [Effect]? { nil }
  static func ownHints(_ state: State) -> [Hint]? { nil }
  static func pointAt(_ row: Int, _ state: inout State) -> Bool { false }
  static func enter(_ state: inout State) { refresh(&state) }
  static func cancel(_ state: inout State) -> Bool { false }
  static func turn(by step: Int, _ state: inout State) -> Bool { false }
  static func drag(_ mouse: Mouse, over target: HitMap.Target?, _ state: inout State) -> [Effect] { [] }
  static func perform(_ id: CommandID, _ state: inout State) -> [Effect]? { nil }
  static func reveal(_ job: DocumentReference, _ state: inout State) -> Bool { false }
}

extension State.View {
  /// nil for the main view.
  var page: (any Page.Type)? { ViewTable.entry(self).page }
}

extension State {
  /// Where keys are looked up, the page's own meanings first.
  var contexts: [CommandContext] {
    view == .planning || view == .statistics ? [.planning, .board] : view == .main ? [.map, .board] : [.board]
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
