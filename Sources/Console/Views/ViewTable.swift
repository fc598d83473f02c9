import Canvas
import Domain
import Widgets

/// One of the views under `Vue principale ▾`.
struct ViewEntry: Sendable {
  let view: State.View
  let command: CommandID
  let name: Phrase
  /// Where the toolbar has little room.
  let short: Phrase
  let keys: [Key]
  /// nil for the main view's panes.
  let page: (any Page.Type)?

  init(
    _ view: State.View, _ command: CommandID, _ keys: [Key], _ name: Phrase, short: Phrase? = nil, page: (any Page.Type)?
  ) {
    self.view = view
    self.command = command
    self.keys = keys
    self.name = name
    self.short = short ?? name
    self.page = page
  }
}

/// All views in the order of their menu. Menu, names, keys, help and palette read them here.
enum ViewTable {
  static let entries: [ViewEntry] = [
    ViewEntry(
      .main, .mainView, ["1"], Phrase("Vue principale", "Main view"), short: Phrase("Principale", "Main"), page: nil),
    ViewEntry(.planning, .planningView, ["2"], Phrase("Planning", "Planning"), page: TimelinePage.self),
    ViewEntry(.week, .weekView, ["3"], Phrase("Semaine", "Week"), page: WeekPage.self),
    ViewEntry(.technicians, .techniciansView, ["4"], Phrase("Techniciens", "Technicians"), page: TechniciansPage.self),
    ViewEntry(
      .backlog, .backlogView, ["5"], Phrase("File d'attente", "Backlog"), short: Phrase("Attente", "Backlog"),
      page: BacklogPage.self),
    ViewEntry(
      .checks, .checks, [Key(.function(7))], Phrase("Vérifications", "Checks"), short: Phrase("Vérif.", "Checks"),
      page: ChecksPage.self),
    ViewEntry(.search, .search, [], Phrase("Recherche", "Search"), page: SearchPage.self),
    ViewEntry(
      .statistics, .statistics, [], Phrase("Statistiques", "Statistics"), short: Phrase("Stats", "Stats"),
      page: StatisticsPage.self),
    ViewEntry(
      .sync, .sync, [Key(.function(5)), "6"], Phrase("Synchronisation", "Synchronisation"), short: Phrase("Synchro", "Sync"),
      page: SyncPage.self),
  ]

  private static let byView: [State.View: ViewEntry] = Dictionary(uniqueKeysWithValues: entries.map { ($0.view, $0) })
  private static let byCommand: [CommandID: ViewEntry] = Dictionary(uniqueKeysWithValues: entries.map { ($0.command, $0) })

  static func entry(_ view: State.View) -> ViewEntry { byView[view]! }
  static func view(of command: CommandID) -> State.View? { byCommand[command]?.view }

  static let commands: [Command] = entries.map { entry in
    Command(entry.command, entry.name.french, entry.name.english, entry.keys, .views, hint: hint(of: entry))
  }

  /// The way back to the main view is known by what is there.
  private static func hint(of entry: ViewEntry) -> Phrase {
    entry.view == .main
      ? Phrase("tableau", "board") : Phrase(entry.short.french.lowercased(), entry.short.english.lowercased())
  }
}

extension State {
  /// The days whose jobs the view shows.
  var span: DaySpan { view == .week || wholeWeeks.contains(view) ? DaySpan.week(of: day) : DaySpan(day) }

  /// Asks for the board of those days.
  var loadBoard: Effect { .loadBoard(span.first, days: span.days) }

  /// Another view. Where it shows other days, what is shown stays until their board has come; fewer days are there at once.
  package mutating func show(_ view: View) -> [Effect] {
    guard view != self.view else { return [] }
    let before = span
    self.view = view
    if pane != .list { pane = .list }
    defer { self.view.page?.enter(&self) }
    return fitBoard(after: before)
  }

  /// The same view with its whole week, or with the day alone.
  mutating func showWeek(_ isWhole: Bool) -> [Effect] {
    guard isWhole != wholeWeeks.contains(view) else { return [] }
    let before = span
    if isWhole { wholeWeeks.insert(view) } else { wholeWeeks.remove(view) }
    return fitBoard(after: before) + requestChecks(after: 0)
  }

  private mutating func fitBoard(after before: DaySpan) -> [Effect] {
    guard span != before else {
      refineList()
      return []
    }
    return fitBoard(to: span) ? requestChecks(after: 0) + [loadBoard] : [loadBoard]
  }

  /// Makes the board one of these days as far as what is there allows. True where it has changed.
  private mutating func fitBoard(to span: DaySpan) -> Bool {
    guard let board, span != board.span else {
      refineList()
      return false
    }
    if let narrowed = board.narrowed(to: span, zone: zone, today: today) {
      self.board = narrowed
      rebuildList()
      return true
    }
    if span.contains(board.span) {
      refineList()
      return false
    }
    clearBoard()
    return false
  }

  /// Nothing is shown until the next board has come.
  mutating func clearBoard() {
    board = nil
    underlying.removeAll()
    list.layout = JobListLayout()
    list.marked.removeAll()
    list.scroll = .init()
    sheet = SheetState()
  }

  mutating func chooseView() -> [Effect] {
    var items = ViewTable.entries.map { entry in
      MenuItem(
        ChoiceLayer.Choice.view(entry.view), entry.name(preferences.language),
        key: keyMap.keys(of: entry.command).first(where: \.isCharacter).map(words.key) ?? keyMap.label(of: entry.command, words))
    }
    for (index, saved) in memory.views.enumerated() {
      items.append(MenuItem(.savedView(saved.name), saved.name, beginsGroup: index == 0))
    }
    var layer = ChoiceLayer(title: words.viewTitle, items: items, at: Point(x: 0, y: 1))
    layer.menu.point(at: .view(view))
    return push(layer)
  }
}

extension Key {
  fileprivate var isCharacter: Bool { if case .character = code { modifiers.isEmpty } else { false } }
}

extension Words {
  func viewName(_ view: State.View) -> String { ViewTable.entry(view).name(language) }
  func shortViewName(_ view: State.View) -> String { ViewTable.entry(view).short(language) }
}
