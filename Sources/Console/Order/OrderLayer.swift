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
  private var travelVersion = 0
  private var top = 0

  init(_ technician: DocumentName) { self.technician = technician }

  mutating func workOut(_ state: State) {
    considered = jobs(state)
    travelVersion = state.planning.travelVersion
    answer = state.plan?.order(of: technician)
  }

  private func jobs(_ state: State) -> [DocumentReference: Job] {
    guard let plan = state.plan else { return [:] }
    let places = plan.index.places(of: technician) + plan.index.crewPlaces(of: technician)
    return Dictionary(places.map { (plan.index.jobs[$0].reference, plan.index.jobs[$0]) }) { first, _ in first }
  }

  /// What others change meanwhile is taken into account, and never applied over.
  mutating func boardChanged(_ state: State) {
    guard answer != nil else { return }
    if jobs(state) != considered || state.planning.travelVersion != travelVersion { workOut(state) }
  }

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

  mutating func proposeOrder() -> [Effect] { technicianToOrder.map { proposeOrder(of: $0) } ?? [] }

  mutating func proposeOrder(of technician: DocumentName) -> [Effect] {
    layers.append(OrderLayer(technician))
    orderGeneration += 1
    return [.timer(TimerID(.order, generation: orderGeneration), after: 0)]
  }

  /// The same where nobody looks at a dialog: the verb that applies it, and its jobs; nil where the order is right as it is.
  package func betterOrder(of technician: DocumentName) -> Result<(verb: Verb, jobs: [DocumentReference])?, NoOrder> {
    guard let plan else { return .failure(.unknownTechnician) }
    return plan.order(of: technician).map { proposal in
      if proposal.isAsItIs { return nil }
      let starts = proposal.starts
      return (.order(technician, starts: starts), proposal.visits.map(\.job).filter { starts[$0] != nil })
    }
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
