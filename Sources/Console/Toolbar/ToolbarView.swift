import Canvas
import Domain

/// The one line at the top, in three regions. What does not fit goes into ⋯, in a fixed order, and is never cut: the long names first,
/// then the age of the data, the chip, the queue, the link, the
/// view's name.
struct ToolbarView {
  struct Item {
    var text: String
    var style: Style
    var command: CommandID?
  }

  let state: State
  let words: Words

  init(_ state: State) {
    self.state = state
    words = state.words
  }

  /// From the fullest to the barest.
  static let levels = 0...8

  func items(level: Int) -> (left: [Item], centre: [Item], right: [Item]) {
    let symbols = state.preferences.symbols
    let item = Style(.toolbarItem, on: .toolbar)
    let name = level >= 1 ? words.shortViewName(state.view) : words.viewName(state.view)
    let date = level >= 2 ? words.tinyDay(state.day) : words.shortDay(state.day)
    var left: [Item] = []
    if level < 7 {
      left.append(Item(text: "\(name) \(symbols[.expanded])", style: item, command: .view))
      left.append(Item(text: level >= 1 ? " " : "   ", style: item))
    }
    left.append(Item(text: symbols[.previous], style: item, command: .dayBefore))
    left.append(Item(text: " \(date) ", style: Style(.title, on: .toolbar), command: .today))
    left.append(Item(text: symbols[.next], style: item, command: .dayAfter))
    var centre: [Item] = []
    if level < 3 {
      let sign = state.list.resource == .material ? words.materialsShort : symbols[.technicians]
      centre = [Item(text: "[\(sign) \(words.number(chipCount)) \(symbols[.expanded])]", style: item, command: .chip)]
    }
    var right: [Item] = []
    func add(_ text: String, _ role: Role, _ command: CommandID?) {
      if !right.isEmpty { right.append(Item(text: level >= 1 ? " " : "  ", style: item)) }
      right.append(Item(text: text, style: Style(role, on: .toolbar), command: command))
    }
    if level < 6 {
      let (link, role) = words.link(state, withAge: level < 2)
      add(link, role, .sync)
    }
    let queued = max(state.sync.queued, 0) + state.saving.count
    if queued > 0, level < 5 { add("\(symbols[.queuedUp])\(queued)", .syncQueued, .sync) }
    if state.sync.parked > 0, level < 8 { add("\(symbols[.attention])\(state.sync.parked)", .syncParked, .sync) }
    add(symbols[.more], .toolbarItem, .more)
    return (left, centre, right)
  }

  /// The technicians or materials that the day could use.
  var chipCount: Int {
    state.list.layout.groups.count { if case .resource = $0.key { true } else { false } }
  }

  /// The fullest level that fits `width`.
  func level(width: Int) -> Int {
    Self.levels.first { level in
      let (left, centre, right) = items(level: level)
      let needed = Self.width(left) + Self.width(right) + (centre.isEmpty ? 0 : Self.width(centre) + 2) + 4
      return needed <= width
    } ?? Self.levels.upperBound
  }

  func draw(into frame: inout Frame, in line: Rect, hits: inout HitMap) {
    frame.fill(line, style: Style(.toolbar, on: .toolbar))
    let (left, centre, right) = items(level: level(width: line.width))
    let leftEnd = put(left, x: line.x + 1, into: &frame, in: line, hits: &hits)
    let rightStart = line.maxX - 1 - Self.width(right)
    let centreWidth = Self.width(centre)
    let middle = line.x + (line.width - centreWidth) / 2
    put(centre, x: max(leftEnd + 2, min(middle, rightStart - centreWidth - 2)), into: &frame, in: line, hits: &hits)
    put(right, x: max(leftEnd + 1, rightStart), into: &frame, in: line, hits: &hits)
  }

  @discardableResult
  private func put(_ items: [Item], x: Int, into frame: inout Frame, in line: Rect, hits: inout HitMap) -> Int {
    var x = x
    for item in items {
      let end = frame.put(item.text, x: x, y: line.y, style: item.style, in: line)
      if let command = item.command { hits.add(Rect(x: x, y: line.y, width: end - x, height: 1), .command(command)) }
      x = end
    }
    return x
  }

  private static func width(_ items: [Item]) -> Int { items.reduce(0) { $0 + TextWidth.columns(of: $1.text) } }
}

extension Words {
  func viewName(_ view: State.View) -> String {
    switch view {
    case .main: say("Vue principale", "Main view")
    case .sync: say("Synchronisation", "Synchronisation")
    case .search: say("Recherche", "Search")
    }
  }

  func shortViewName(_ view: State.View) -> String {
    switch view {
    case .main: say("Principale", "Main")
    case .sync: say("Synchro", "Sync")
    case .search: say("Recherche", "Search")
    }
  }

  var materialsShort: String { say("Mat.", "Mat.") }

  /// How the console stands to the site, in a word or two, with the age of the data once it is over a minute.
  func link(_ state: State, withAge: Bool) -> (String, Role) {
    let age = state.sync.freshAt.map { state.now.seconds - $0.seconds } ?? 0
    let suffix = withAge && age > 60 ? " · " + self.age(seconds: age) : ""
    switch state.sync.link {
    case .starting: return (say("connexion…", "connecting…"), .dim)
    case .loading(let received, let total):
      return (say("lecture ", "reading ") + number(received) + (total.map { " / " + number($0) } ?? ""), .syncPolling)
    case .live: return (say("en direct", "live") + suffix, .syncLive)
    case .polling: return (say("par relevés", "polling") + suffix, .syncPolling)
    case .offline(let since):
      let length = state.now.seconds - since.seconds
      return (say("hors ligne", "offline") + (withAge && length > 60 ? " · " + self.age(seconds: length) : ""), .syncOffline)
    case .signInNeeded: return (say("connexion requise", "sign in"), .syncOffline)
    case .follower(let process, let stale):
      return stale
        ? (say("attend \(process)", "waits for \(process)"), .syncPolling) : (say("en direct", "live") + suffix, .syncLive)
    }
  }
}
