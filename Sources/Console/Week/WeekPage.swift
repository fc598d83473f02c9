import Canvas
import Domain
import Widgets

/// Resources by days: loads, leaves and overload of a week, and jobs that are taken from one day to another.
enum WeekPage: Page {
  static func draw(_ state: State, into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    PageTitle.draw(state.words.weekTitle(state), state, into: &frame, in: titles)
    WeekView(state).draw(into: &frame, in: area, hits: &hits)
  }

  static func move(_ key: Key, _ state: inout State) -> Bool { state.moveInWeek(key) }
  static func open(_ state: inout State) -> [Effect] { state.openInWeek() }
  static func select(_ row: Int, _ state: inout State) -> [Effect] { state.selectInWeek(WeekPlace(number: row)) }
  static func pointAt(_ row: Int, _ state: inout State) -> Bool {
    guard state.weekMode.grab == nil else { return false }
    let place = WeekPlace(number: row)
    _ = state.selectInWeek(place)
    state.week.pressed = nil
    // On the name it is about who that is, whatever the day holds.
    if case .cell(_, WeekPlace.nameColumn) = place, let row = state.week.rows.selected { state.list.stand(on: .group(row)) }
    return true
  }
  static func scroll(by rows: Int, _ state: inout State) {
    state.week.rows.scroll(by: rows, in: state.week.layout.keys, height: state.weekAreas.grid.height)
  }

  static func hints(_ state: State) -> [CommandID] {
    if state.weekMode.isInJobs { return [.move, .report, .assign, .status, .mark, .undo, .mainView, .help] }
    return [.move, .report, .assign, .dayBefore, .dayAfter, .filter, .undo, .mainView, .help]
  }

  static func ownHints(_ state: State) -> [Hint]? {
    let words = state.words
    return state.weekMode.grab == nil
      ? nil
      : [Hint(words.enterKey, words.putDown), Hint("← ↑ ↓ →", words.cellHint), Hint(words.escapeKey, words.giveUp)]
  }

  static func refresh(_ state: inout State) { state.refreshWeek() }

  static func enter(_ state: inout State) {
    state.weekMode = WeekMode()
    state.week.layout = WeekLayout()
    // The cursor comes to where the selection is.
    let group: GroupKey? =
      switch state.list.scroll.selected {
      case .group(let key)?: key
      case .job(let reference)?: state.list.layout.group(of: reference)
      case nil: nil
      }
    let job = state.selectedJob?.reference
    state.refreshWeek()
    guard let group else { return }
    state.week.rows.select(group, in: state.week.layout.keys, height: state.weekAreas.grid.height)
    if let job { state.week.jobs.select(job, in: CollectionOfOne(job), height: 1) }
    state.settleWeek()
  }

  static func cancel(_ state: inout State) -> Bool {
    state.week.pressed = nil
    if let grab = state.weekMode.grab {
      state.weekMode.grab = nil
      state.look(at: grab.day)
      if let row = grab.row { state.week.rows.select(row, in: state.week.layout.keys, height: state.weekAreas.grid.height) }
      state.settleWeek()
      return true
    }
    guard state.weekMode.isInJobs else { return false }
    state.weekMode.isInJobs = false
    return true
  }

  static func turn(by step: Int, _ state: inout State) -> Bool {
    state.weekMode.isInJobs = !state.weekMode.isInJobs && state.weekCell?.shown.isEmpty == false
    return true
  }

  static func drag(_ mouse: Mouse, over target: HitMap.Target?, _ state: inout State) -> [Effect] {
    var place: WeekPlace?
    if case .pageRow(let number)? = target { place = WeekPlace(number: number) }
    return state.dragInWeek(to: place, isOver: mouse.phase == .release)
  }

  static func perform(_ id: CommandID, _ state: inout State) -> [Effect]? {
    switch id {
    case .move: return state.grabInWeek()
    case .mark: return state.markInWeek()
    case .markAll:
      state.list.marked.formUnion(state.weekCell?.shown ?? [])
      return state.inform(state.words.marked(state.list.marked.count))
    default: return nil
    }
  }

  static func reveal(_ job: DocumentReference, _ state: inout State) -> Bool {
    guard let place = state.week.layout.place(of: job, in: state.list.layout.group(of: job)),
      state.week.layout.keys.contains(place.row)
    else { return false }
    state.look(at: place.day)
    state.week.rows.select(place.row, in: state.week.layout.keys, height: state.weekAreas.grid.height)
    state.week.jobs.select(job, in: CollectionOfOne(job), height: 1)
    state.settleWeek()
    return true
  }
}

/// A place of the page that can be clicked, as the number that the map of hits takes.
enum WeekPlace: Equatable {
  case cell(row: Int, column: Int)
  /// A job of the cell, from the first.
  case job(Int)

  private static let width = 16
  /// The name before the days.
  static let nameColumn = 15

  init(number: Int) {
    self = number < 0 ? .job(-number - 1) : .cell(row: number / Self.width, column: number % Self.width)
  }

  var number: Int {
    switch self {
    case .cell(let row, let column): row * Self.width + column
    case .job(let index): -index - 1
    }
  }
}

extension Words {
  func weekTitle(_ state: State) -> String {
    var text = say("Semaine du ", "Week of ") + shortDay(state.span.first)
    guard let board = state.board else { return text }
    if !state.list.filter.isEmpty {
      text += " · \(number(state.list.layout.matchCount)) / \(number(board.jobs.count)) · /\(state.list.filter)"
    } else if board.span == state.span {
      text += " · " + jobs(board.jobs.count)
    } else {
      text += " · " + say("lecture…", "reading…")
    }
    if let tag = state.list.tag { text += " · " + Sanitise.line(tag.text) }
    if !state.list.marked.isEmpty { text += " · " + marked(state.list.marked.count) }
    return text
  }
}
