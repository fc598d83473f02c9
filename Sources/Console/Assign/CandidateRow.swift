import Canvas
import Domain
import Scheduling

/// Where the parts of a candidate's row stand.
struct CandidateColumns {
  let name: Int
  let load: Int?
  let distance: Int?
  let minutes: Int?
  let start: Int
  let verdict: Int
  let nameWidth: Int

  /// A narrow dialog drops the distance, then the minutes, then the load.
  init(width: Int) {
    nameWidth = width >= 60 ? 18 : max(8, width - 24)
    name = 0
    var x = nameWidth + 1
    func take(_ columns: Int, if fits: Bool) -> Int? {
      guard fits else { return nil }
      defer { x += columns + 1 }
      return x
    }
    load = take(24, if: width >= 56)
    distance = take(8, if: width >= 80)
    minutes = take(9, if: width >= 66)
    start = x
    verdict = x + 7
  }
}

/// A technician in the picker: load before and after, the way there, the time, and what speaks against.
struct CandidateRow {
  let candidate: AssignmentPreview
  let state: State

  init(_ candidate: AssignmentPreview, state: State) {
    self.candidate = candidate
    self.state = state
  }

  /// Said in the row; the others are said beneath it.
  static func showsItself(_ check: Check) -> Bool {
    switch check {
    case .windowBreached, .beforeWindow, .overHours, .onLeave: true
    default: false
    }
  }

  func draw(into frame: inout Frame, in line: Rect, _ columns: CandidateColumns) {
    let words = state.words
    let normal = Style(.dialog, on: .dialog)
    let dim = Style(.dim, on: .dialog)
    func put(_ text: String, _ x: Int?, _ width: Int, _ style: Style, align: TextWidth.Alignment = .left) {
      guard let x else { return }
      frame.put(text, x: line.x + x, y: line.y, columns: min(width, line.width - x), align: align, style: style, in: line)
    }
    let leave = candidate.checks.lazy.compactMap { check -> (Instant, String)? in
      if case .onLeave(let until, let reason) = check { (until, reason) } else { nil }
    }.first
    put(Sanitise.line(state.name(of: candidate.technician)), columns.name, columns.nameWidth, leave == nil ? normal : dim)
    let load =
      words.length(candidate.loadBefore) + " " + "→" + " " + words.length(candidate.loadAfter) + " / "
      + words.shortLength(candidate.shiftLength)
    put(load, columns.load, 24, Style(candidate.isOverHours ? .loadOver : .dialog, on: .dialog))
    if let travel = candidate.extraTravel {
      put("+" + words.distance(metres: max(0, travel.metres)), columns.distance, 8, dim, align: .right)
      put(words.change(Minutes(max(0, travel.minutes.count))), columns.minutes, 8, normal, align: .right)
    }
    put(candidate.start.map { words.clock(state.zone.local($0)) } ?? "", columns.start, 5, normal)
    let verdict = verdict(leave != nil)
    put(verdict.text, columns.verdict, max(0, line.width - columns.verdict), Style(verdict.role, on: .dialog))
  }

  /// The one thing that matters most, worst first.
  private func verdict(_ isOnLeave: Bool) -> Span {
    let words = state.words
    if isOnLeave { return Span("✕ " + words.onLeaveShort, .bad) }
    if candidate.start == nil { return Span("✕ " + words.dayIsFull, .bad) }
    if !candidate.missingTags.isEmpty {
      return Span("! " + words.missingShort(candidate.missingTags.map { Sanitise.line($0.text) }), .warning)
    }
    switch candidate.window {
    case .missed, .early: return Span("✕ " + words.windowShort, .bad)
    case .kept where !candidate.isOverHours: return Span("✓ " + words.windowShort, .good)
    case .kept, .none: break
    }
    if candidate.isOverHours { return Span("! " + words.hoursShort, .warning) }
    if candidate.isCurrent { return Span(words.hasItNow, .dim) }
    return Span("✓", .good)
  }
}

extension Words {
  func assignTitle(_ job: Job, count: Int, zone: SiteZone, day: LocalDate, today: LocalDate) -> String {
    if count > 1 { return say("Assigner \(jobs(count))", "Assign \(jobs(count))") }
    var parts = [say("Assigner ", "Assign ") + job.number, job.type.isEmpty ? job.subject : job.type, job.city]
    parts.append(window(job.window, zone: zone, day: day, today: today, columns: 13))
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }
  var assignHint: String { say("assigner", "assign") }
  var timeHint: String { say("heure", "time") }
  var whyHint: String { say("pourquoi cet ordre", "why this order") }
  var typeAName: String { say("nom du technicien", "technician's name") }
  var nobodyMatches: String { say("personne de ce nom", "nobody of that name") }
  var atTime: String { say("Heure", "Time") }
  var assignTimePlaceholder: String { say("10h30, vide pour la proposition", "10:30, empty for the proposal") }
  var onLeaveShort: String { say("absent", "on leave") }
  var dayIsFull: String { say("journée pleine", "day is full") }
  var windowShort: String { say("plage", "window") }
  var hoursShort: String { say("heures", "hours") }
  var hasItNow: String { say("l'a déjà", "has it now") }
  func missingShort(_ tags: [String]) -> String { say("manque ", "lacks ") + tags.joined(separator: ", ") }
  var estimated: String {
    say("Route estimée : à vol d'oiseau × 1,3 à 60 km/h.", "Driving is estimated: great circle × 1.3 at 60 km/h.")
  }

  /// What puts a candidate before the next one.
  func why(_ candidate: AssignmentPreview, before next: AssignmentPreview?, state: State) -> String {
    guard let next else { return say("Dernier de la liste.", "Last of the list.") }
    let other = Sanitise.line(state.name(of: next.technician))
    guard let factor = candidate.decidingFactor(against: next) else {
      return say("À égalité avec \(other).", "Even with \(other).")
    }
    let reason =
      switch factor {
      case .availability: say("disponible", "available")
      case .missingTags: say("a les compétences", "has the skills")
      case .window: say("respecte mieux la plage", "keeps the window better")
      case .hours: say("reste mieux dans ses heures", "stays better within the hours")
      case .travel: say("moins de route", "less driving")
      case .load: say("journée moins chargée", "a lighter day")
      }
    return say("Avant \(other) : \(reason).", "Before \(other): \(reason).")
  }
}
