import Canvas
import Domain
import Scheduling

/// A row a resource, hours across.
enum TimelinePage: Page {
  static func draw(
    _ state: State, into frame: inout Frame, titles: Rect, in area: Rect, drawn: inout ViewMemory.Pieces, hits: inout HitMap
  ) {
    TimelineView(state).draw(into: &frame, titles: titles, in: area, drawn: &drawn)
  }
  static func draw(_ state: State, into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    var drawn = ViewMemory.Pieces()
    draw(state, into: &frame, titles: titles, in: area, drawn: &drawn, hits: &hits)
  }
  static func move(_ key: Key, _ state: inout State) -> Bool { state.moveOnTimeline(key) }

  /// A parked edit is settled; anything else is read on the sheet.
  static func open(_ state: inout State) -> [Effect] {
    guard state.selectedJob != nil else { return [] }
    if state.selectedParkedIntent != nil { return state.perform(.settleEdit) }
    let effects = state.perform(.mainView)
    state.focus(.sheet)
    return effects
  }
  static func select(_ row: Int, _ state: inout State) -> [Effect] { [] }
  static func scroll(by rows: Int, _ state: inout State) { state.scrollTimeline(byRows: rows) }
  static func hints(_ state: State) -> [CommandID] {
    if state.list.marked.count > 1 { return [.assign, .report, .status, .publish, .mark, .undo, .help] }
    if state.size.width < 100 { return [.assign, .move, .swapWith, .status, .zoomIn, .zoomOut, .undo, .verbLine, .help] }
    return [.assign, .move, .report, .swapWith, .status, .zoomIn, .zoomOut, .undo, .filter, .verbLine, .mainView, .help]
  }
  static func refresh(_ state: inout State) { state.refreshTimeline() }

  static func enter(_ state: inout State) {
    state.refreshTimeline()
    state.showSelectionOnTimeline()
  }

  static func cancel(_ state: inout State) -> Bool {
    if state.timeline.drag != nil {
      state.timeline.drag = nil
      return true
    }
    guard state.timeline.swap != nil else { return false }
    state.timeline.swap = nil
    return true
  }

  static func press(_ mouse: Mouse, _ state: inout State) -> [Effect]? { state.pressOnTimeline(mouse) }
  static func drag(_ mouse: Mouse, over target: HitMap.Target?, _ state: inout State) -> [Effect] { state.dragOnTimeline(mouse) }

  static func perform(_ id: CommandID, _ state: inout State) -> [Effect]? {
    switch id {
    // Several jobs, and jobs that the planning does not show, are moved by the dialog.
    case .move:
      state.preparePlan()
      return TimelineMoveLayer(state).map { state.push($0) }
    case .zoomIn: state.zoomTimeline(in: true)
    case .zoomOut: state.zoomTimeline(in: false)
    case .zoomDay: state.zoomTimeline(to: .day)
    case .zoomWeek: state.zoomTimeline(to: .week)
    case .zoomQuarter: state.zoomTimeline(to: .cells(seconds: TimelineZoom.quarter))
    case .zoomNow: return state.showNowOnTimeline()
    case .swapWith: return state.markForSwap()
    // There is but one pane.
    case .nextPane, .previousPane: return []
    default: return nil
    }
    return state.afterZoom()
  }

  static func reveal(_ job: DocumentReference, _ state: inout State) -> Bool {
    guard let group = state.list.layout.group(of: job) else { return false }
    if !state.list.filter.isEmpty { _ = state.setFilter("") }
    guard group == .backlog || state.timeline.rows.places[group] != nil else { return false }
    state.timeline.moment = state.board?.jobs[job]?.occupied(at: state.now)?.middle
    state.selectOnTimeline(job, in: group)
    return true
  }
}
