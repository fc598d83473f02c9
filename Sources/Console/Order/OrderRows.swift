import Canvas
import Domain
import Scheduling

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
      if proposal.before.tooTight.count > 0 || proposal.after.tooTight.count > 0 {
        head.append([
          Span(words.tightLabel, .dim),
          Span(words.tight(proposal.before), proposal.before.tooTight.count > 0 ? .warning : .dialog),
          Span(" " + state.preferences.symbols[.arrowRight] + " ", .dialog),
          Span(words.tight(proposal.after), proposal.after.tooTight.count > 0 ? .warning : .good),
        ])
      }
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
      line.append(
        Span(
          padded(
            Shortening.type(Sanitise.line(job.type.isEmpty ? job.subject : job.type), columns: typeWidth - 1), to: typeWidth),
          .dialog))
    }
    line.append(Span(padded(Shortening.place(Sanitise.line(job.city), columns: placeWidth - 1), to: placeWidth), .dialog))
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
