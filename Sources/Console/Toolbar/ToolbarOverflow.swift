import Canvas
import Domain

/// What the toolbar shows no longer at its level, in words for ⋯.
struct ToolbarRest: Equatable {
  let text: String
  let command: CommandID
}

extension ToolbarView {
  /// Nothing that the fullest bar says is lost: what it leaves out, or says in a shorter form, stands here in full.
  func rest(level: Int) -> [ToolbarRest] {
    var rest: [ToolbarRest] = []
    if level >= 7 { rest.append(ToolbarRest(text: words.viewName(state.view), command: .view)) }
    if level >= 2 { rest.append(ToolbarRest(text: words.spanName(state), command: .today)) }
    if level >= 3 { rest.append(ToolbarRest(text: words.chip(state, count: chipCount), command: .chip)) }
    let full = words.link(state, withAge: true).0
    if level >= 6 || level >= 2 && full != words.link(state, withAge: false).0 {
      rest.append(ToolbarRest(text: full, command: .sync))
    }
    let queued = max(state.sync.queued, 0) + state.saving.count
    if queued > 0, level >= 5 { rest.append(ToolbarRest(text: words.waiting(queued), command: .sync)) }
    if state.sync.parked > 0, level >= 8 { rest.append(ToolbarRest(text: words.toSettle(state.sync.parked), command: .sync)) }
    return rest
  }
}

extension Words {
  func waiting(_ count: Int) -> String { say("\(count) en attente", "\(count) waiting") }
  func toSettle(_ count: Int) -> String { say("\(count) à régler", "\(count) to settle") }

  /// `12 techniciens`, `épissure : 3`.
  func chip(_ state: State, count: Int) -> String {
    if let tag = state.list.tag { return Sanitise.line(tag.text) + say(" : ", ": ") + number(count) }
    return number(count) + " " + (state.list.resource == .material ? materials : technicians)
  }

  /// The day that is looked at, or the week.
  func spanName(_ state: State) -> String {
    state.span.days > 1 ? say("semaine du ", "week of ") + shortDay(state.span.first) : shortDay(state.day)
  }
}
