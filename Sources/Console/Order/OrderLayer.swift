import Canvas
import Domain
import Scheduling
import Widgets

/// `O`: the rest of a technician's day in a better order, before and after beside each other; Enter applies it as one step.
struct OrderLayer: Layer {
  let technician: DocumentName
  /// nil until it has been worked out, which is after the dialog has been painted.
  private(set) var answer: Result<OrderProposal, NoOrder>?
  /// What it was worked out from.
  private var considered: [DocumentReference: Job] = [:]
  private var top = 0

  init(_ technician: DocumentName) { self.technician = technician }

  mutating func workOut(_ state: State) {
    considered = jobs(state)
    answer = state.plan?.order(of: technician)
  }

  private func jobs(_ state: State) -> [DocumentReference: Job] {
    guard let plan = state.plan else { return [:] }
    let places = plan.index.places(of: technician) + plan.index.crewPlaces(of: technician)
    return Dictionary(places.map { (plan.index.jobs[$0].reference, plan.index.jobs[$0]) }) { first, _ in first }
  }

  /// What others change meanwhile is taken into account, and never applied over.
  mutating func boardChanged(_ state: State) { if answer != nil, jobs(state) != considered { workOut(state) } }

  private var proposal: OrderProposal? { if case .success(let proposal)? = answer { proposal } else { nil } }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      case .escape: return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      case .enter: return apply(&state)
      case .up, .character("k"): top -= 1
      case .down, .character("j"): top += 1
      default: return .ignored
      }
    case .wheel(let rows): top += rows
    case .click(0): return apply(&state)
    case .click: return .closes
    case .paste: return .ignored
    }
    top = max(0, min(top, (proposal?.visits.count ?? 0) - 1))
    return .stays
  }

  private func apply(_ state: inout State) -> LayerAnswer {
    guard let proposal, !proposal.isAsItIs else { return answer == nil ? .stays : .closes }
    let before = state.lastVerb
    let starts = proposal.starts
    let moved = proposal.visits.map(\.job).filter { starts[$0] != nil }
    let effects = state.attempt(.order(technician, starts: starts), on: moved)
    // It means nothing to another selection.
    state.lastVerb = before
    return .closes(effects)
  }

  // MARK: Drawing

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let width = min(area.width - 4, 84)
    let lines = lines(state, width: width)
    let head = lines.head.count
    let room = max(1, area.height - 6 - head)
    let shown = min(lines.visits.count, room)
    let applies = proposal.map { !$0.isAsItIs } ?? false
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: head + shown),
      title: words.orderTitle(Sanitise.line(state.name(of: technician))),
      hints: applies
        ? [Hint(words.enterKey, words.applyHint), Hint(words.escapeKey, words.giveUp)]
        : [Hint(words.escapeKey, words.closeHint)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(applies && region.index == 0 ? 0 : 9)) }
    let content = layout.content
    func put(_ line: SheetLine, _ y: Int) {
      var x = content.x
      for span in line { x = frame.put(span.text, x: x, y: y, style: Style(span.role, on: .dialog), in: content) }
    }
    for (row, line) in lines.head.enumerated() { put(line, content.y + row) }
    let first = max(0, min(top, lines.visits.count - shown))
    for (row, line) in lines.visits.dropFirst(first).prefix(shown).enumerated() { put(line, content.y + head + row) }
    Scrollbar.draw(
      into: &frame, in: Rect(x: layout.outer.maxX - 1, y: content.y + head, width: 1, height: shown), total: lines.visits.count,
      visible: shown, top: first)
  }

  private func lines(_ state: State, width: Int) -> (head: [SheetLine], visits: [SheetLine]) {
    let words = state.words
    switch answer {
    case nil: return ([[Span(words.workingOut, .dim)]], [])
    case .failure(let reason):
      return (TextWidth.wrapped(words.noOrder(reason, state: state), to: max(1, width)).map { [Span($0, .dialog)] }, [])
    case .success(let proposal):
      let rows = OrderRows(proposal, state: state, width: width)
      return (rows.head, rows.visits)
    }
  }
}

/// The lines of a proposal.
struct OrderRows {
  let head: [SheetLine]
  let visits: [SheetLine]

  init(_ proposal: OrderProposal, state: State, width: Int) {
    let words = state.words
    var head: [SheetLine] = []
    if proposal.isAsItIs {
      head.append([Span(words.alreadyBest, .good)])
      head.append([
        Span(words.drivingLabel, .dim), Span(words.driving(proposal.before), .dialog),
      ])
    } else {
      head.append([
        Span(words.drivingLabel, .dim),
        Span(words.driving(proposal.before) + " " + state.preferences.symbols[.arrowRight] + " ", .dialog),
        Span(words.driving(proposal.after), .strong),
        Span("   " + words.saved(proposal), proposal.after.seconds < proposal.before.seconds ? .good : .dim),
      ])
      head.append([
        Span(words.windowsLabel, .dim),
        Span(words.missed(proposal.before.missedWindows), proposal.before.missedWindows > 0 ? .warning : .dialog),
        Span(" " + state.preferences.symbols[.arrowRight] + " ", .dialog),
        Span(words.missed(proposal.after.missedWindows), proposal.after.missedWindows > 0 ? .warning : .good),
        Span("   " + words.ends(proposal, state: state), .dim),
      ])
    }
    if proposal.source == .estimate { head.append([Span(words.estimated, .dim)]) }
    let again = proposal.starts.keys.count { state.board?.jobs[$0]?.status == .published }
    if again > 0 { head.append([Span(words.publishedAgain(again), .warning)]) }
    head.append([])
    head.append([Span(Self.padded(words.orderHeader, to: width), .dim)])
    self.head = head
    visits = proposal.visits.compactMap { visit in
      state.board?.jobs[visit.job].map { Self.line(visit, $0, state, width: width) }
    }
  }

  private static func line(_ visit: OrderProposal.Visit, _ job: Job, _ state: State, width: Int) -> SheetLine {
    let words = state.words
    let moves = visit.before != visit.after
    let arrow = moves ? state.preferences.symbols[.arrowRight] : "="
    let before = words.clock(state.zone.local(visit.before))
    let after = words.clock(state.zone.local(visit.after))
    var line: SheetLine = [
      Span(" " + before + " ", .dim), Span(arrow + " ", moves ? .key : .dim), Span(after + "  ", moves ? .strong : .dialog),
      Span(padded(Sanitise.line(job.number), to: 6), .strong),
    ]
    // The place says where the way leads, the type what is done there: the place stays where there is room for one.
    let rest = max(0, width - 23)
    let end = min(26, max(12, rest / 3))
    let placeWidth = rest >= 46 ? 18 : max(0, rest - end)
    let typeWidth = max(0, rest - end - placeWidth)
    if typeWidth > 1 {
      line.append(Span(padded(Sanitise.line(job.type.isEmpty ? job.subject : job.type), to: typeWidth), .dialog))
    }
    line.append(Span(padded(Sanitise.line(job.city), to: placeWidth), .dialog))
    if let pin = visit.pin {
      line.append(Span(padded(words.pin(pin), to: end), .dim))
    } else {
      let window = words.window(job.window, zone: state.zone, day: state.day, today: state.today, columns: 7)
      switch visit.windowAfter {
      case .none: line.append(Span(padded("", to: end), .dim))
      case .kept: line.append(Span(padded(state.preferences.symbols[.check] + " " + window, to: end), .good))
      case .missed(let late): line.append(Span(padded(words.windowOver(late), to: end), .bad))
      case .early(let early): line.append(Span(padded(words.windowAhead(early), to: end), .warning))
      }
    }
    return line
  }

  private static func padded(_ text: String, to columns: Int) -> String {
    let text = TextWidth.truncated(text, to: max(0, columns - 1))
    return text + String(repeating: " ", count: max(0, columns - TextWidth.columns(of: text)))
  }
}

extension State {
  /// Whose day an order would be proposed for: the heading's, the job's, or on the page of the checks the row's.
  var technicianToOrder: DocumentName? {
    if view == .checks { return checksPage.selected?.first.technician }
    switch list.scroll.selected {
    case .group(.resource(let name))?: return name
    case .job?: return selectedJob?.technician
    default: return nil
    }
  }

  mutating func proposeOrder() -> [Effect] {
    guard let technician = technicianToOrder else { return [] }
    layers.append(OrderLayer(technician))
    orderGeneration += 1
    return [.timer(TimerID(.order, generation: orderGeneration), after: 0)]
  }

  /// The dialog has been painted: now there is time to think.
  mutating func workOutOrder(_ generation: Int) {
    guard generation == orderGeneration else { return }
    preparePlan()
    for index in layers.indices {
      guard var layer = layers[index] as? OrderLayer else { continue }
      layer.workOut(self)
      layers[index] = layer
    }
  }
}

extension Words {
  func orderTitle(_ name: String) -> String { say("Ordre de la journée · ", "Order of the day · ") + name }
  var applyHint: String { say("appliquer", "apply") }
  var workingOut: String { say("Recherche d'un meilleur ordre…", "Looking for a better order…") }
  var selectATechnician: String {
    say("choisissez d'abord un technicien ou un de ses bons", "select a technician or one of their jobs first")
  }
  var marksAreOfTheList: String { say("on marque dans la vue principale (1)", "jobs are marked in the main view (1)") }
  var alreadyBest: String {
    say("✓ Rien de mieux : l'ordre d'aujourd'hui est le bon.", "✓ Nothing better: the order is right as it is.")
  }
  var drivingLabel: String { say("Route    ", "Driving  ") }
  var windowsLabel: String { say("Plages   ", "Windows  ") }
  var orderHeader: String { say(" avant → après  bon", " before → after job") }

  /// `1 h 12, 58 km`.
  func driving(_ totals: OrderProposal.Totals) -> String { short(totals.minutes) + ", " + distance(metres: totals.metres) }

  func saved(_ proposal: OrderProposal) -> String {
    let minutes = Minutes(proposal.after.minutes.count - proposal.before.minutes.count)
    let metres = proposal.after.metres - proposal.before.metres
    return change(minutes) + "  " + (metres < 0 ? "−" : "+") + distance(metres: abs(metres))
  }

  func missed(_ count: Int) -> String {
    count == 0
      ? say("toutes respectées", "all kept") : say("\(count) dépassée\(isOne(count) ? "" : "s")", "\(count) missed")
  }

  func ends(_ proposal: OrderProposal, state: State) -> String {
    let (before, after) = (clock(state.zone.local(proposal.before.end)), clock(state.zone.local(proposal.after.end)))
    return say("fin ", "ends ") + (before == after ? after : before + " → " + after)
  }

  func publishedAgain(_ count: Int) -> String {
    say(
      isOne(count) ? "1 bon redevient planifié : à republier (w)" : "\(count) bons redeviennent planifiés : à republier (w)",
      isOne(count) ? "1 job is planned again: to be published (w)" : "\(count) jobs are planned again: to be published (w)")
  }

  func windowOver(_ minutes: Minutes) -> String { say("✕ plage +\(short(minutes))", "✕ window +\(short(minutes))") }
  func windowAhead(_ minutes: Minutes) -> String { say("✕ plage −\(short(minutes))", "✕ window −\(short(minutes))") }

  func pin(_ pin: OrderProposal.Pin) -> String {
    switch pin {
    case .exactWindow: say("fixe : heure convenue", "stays: agreed hour")
    case .crew: say("fixe : équipe, matériel", "stays: crew, material")
    case .helps: say("fixe : accompagne", "stays: comes along")
    case .noCoordinates: say("fixe : sans coordonnées", "stays: no coordinates")
    }
  }

  package func noOrder(_ reason: NoOrder, state: State) -> String {
    switch reason {
    case .unknownTechnician: say("Cette journée n'est pas celle d'un technicien.", "This is no technician's day.")
    case .tooFew:
      say(
        "Il n'y a rien à ordonner : moins de deux bons restent à faire, ou aucun ne peut bouger.",
        "There is nothing to put in order: fewer than two jobs are left, or none may move.")
    case .absent(let until):
      say(
        "Absent jusqu'à \(when(until, state)) : les bons attendent quelqu'un d'autre (a).",
        "On leave until \(when(until, state)): the jobs wait for someone else (a).")
    case .dayIsOver: say("Cette journée est passée.", "This day is over.")
    }
  }

  private func when(_ instant: Instant, _ state: State) -> String {
    let clock = state.zone.local(instant)
    return clock.date == state.day ? self.clock(clock) : shortDay(clock.date) + " " + self.clock(clock)
  }
}
