import Canvas
import Domain
import Scheduling

/// Where the parts of a candidate's row stand.
struct CandidateColumns: Equatable {
  /// How much of the load is told: `4 h 15 → 5 h 30 / 8 h`, without the shift, without blanks round the arrow.
  enum Load: Int { case withShift = 24, alone = 16, tight = 14 }

  let nameWidth: Int
  let load: (x: Int, form: Load)?
  let distance: Int?
  let minutes: Int?
  let start: Int
  let verdict: Int
  let verdictWidth: Int

  /// A narrow dialog shortens the load first, then drops the minutes, then the distance, then the load.
  init(width: Int) {
    nameWidth = width >= 60 ? 18 : width >= 30 ? 14 : 8
    var x = nameWidth + 1
    func take(_ columns: Int, from least: Int) -> Int? {
      guard width >= least else { return nil }
      defer { x += columns + 1 }
      return x
    }
    let form: Load = width >= 86 ? .withShift : width >= 60 ? .alone : .tight
    load = take(form.rawValue, from: 42).map { ($0, form) }
    distance = take(7, from: 52)
    minutes = take(7, from: 72)
    if width >= 86 { x += 1 }
    start = x
    verdict = x + (width >= 60 ? 7 : 6)
    verdictWidth = max(0, width - verdict)
  }

  static func == (left: Self, right: Self) -> Bool { left.verdict == right.verdict && left.verdictWidth == right.verdictWidth }
}

/// A technician in the picker: load before and after, the way there, the time, and what speaks against. Of several jobs only what
/// holds for all of them together is told.
struct CandidateRow {
  let candidate: SetPreview
  let state: State

  init(_ candidate: SetPreview, state: State) {
    self.candidate = candidate
    self.state = state
  }

  func draw(into frame: inout Frame, in line: Rect, _ columns: CandidateColumns) {
    let words = state.words
    let normal = Style(.dialog, on: .dialog)
    let dim = Style(.dim, on: .dialog)
    func put(_ text: String, _ x: Int?, _ width: Int, _ style: Style, align: TextWidth.Alignment = .left) {
      guard let x else { return }
      frame.put(text, x: line.x + x, y: line.y, columns: min(width, line.width - x), align: align, style: style, in: line)
    }
    let verdict = words.verdict(of: candidate, columns: columns.verdictWidth)
    let name = Sanitise.line(state.name(of: candidate.technician))
    put(name, 0, columns.nameWidth, verdict?.verdict == .onLeave ? dim : normal)
    if let (x, form) = columns.load {
      put(load(form), x, form.rawValue, Style(candidate.isOverHours ? .loadOver : .dialog, on: .dialog))
    }
    if let only = candidate.only {
      // The way to a job that one has already is in the day as it is.
      if !only.isCurrent, let travel = only.extraTravel {
        let mark = state.estimateMark(travel.source == .estimate)
        // The blank before the column is the mark's.
        put(mark + "+" + words.distance(metres: max(0, travel.metres)), columns.distance.map { $0 - 1 }, 8, dim, align: .right)
        put(words.change(Minutes(max(0, travel.minutes.count))), columns.minutes, 7, normal, align: .right)
      }
      put(only.start.map { words.clock(state.zone.local($0)) } ?? "", columns.start, 5, normal)
    }
    if let verdict { put(verdict.text, columns.verdict, columns.verdictWidth, Style(verdict.role, on: .dialog)) }
  }

  private func load(_ form: CandidateColumns.Load) -> String {
    let words = state.words
    let arrow = form == .tight ? "→" : " → "
    let load = (candidate.isCurrent ? "" : words.length(candidate.loadBefore) + arrow) + words.length(candidate.loadAfter)
    return form == .withShift ? load + " / " + words.shortLength(candidate.shiftLength) : load
  }

  /// What is wrong with the choice and not told whole in its row.
  func notes(_ columns: CandidateColumns) -> [Span] {
    let words = state.words
    if let only = candidate.only {
      let shown = words.verdict(of: candidate, columns: columns.verdictWidth)
      return only.checks.filter { check in
        if case .overHours = check, columns.load == nil { return true }
        return shown.map { !$0.verdict.tells(check, as: $0.text) } ?? true
      }.map { Span(words.check($0, state: state), $0.severity.role) }
    }
    var notes: [Span] = []
    for (index, part) in candidate.parts.enumerated() {
      for check in part.checks {
        // The day's load is told once, with all of them in it.
        if case .overHours = check, index < candidate.parts.count - 1 { continue }
        let isOfDay = if case .overHours = check { true } else { false }
        notes.append(Span((isOfDay ? "" : part.job.number + " : ") + words.check(check, state: state), check.severity.role))
      }
    }
    return notes
  }
}
