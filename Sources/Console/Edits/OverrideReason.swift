import Canvas
import Domain
import Scheduling
import Widgets

/// Why a rule is overridden, typed beside a choice that breaks one: F2 in the dialogs. Nobody has to say.
struct OverrideReason: Sendable {
  private(set) var text = ""
  private(set) var field: TextField?

  var isTyping: Bool { field != nil }
  var isEmpty: Bool { text.isEmpty }

  mutating func begin() { field = TextField(text, limit: 200) }

  /// Enter and F2 keep what is typed, Esc leaves it as it was.
  mutating func handle(_ input: LayerInput) -> LayerAnswer {
    switch input {
    case .key(let key):
      if key.code == .escape || key == .control("c") {
        field = nil
      } else if key.code == .enter || key.code == .function(2) {
        text = field?.text ?? ""
        field = nil
      } else {
        _ = field?.handle(key)
      }
    case .paste(let text): field?.insert(text)
    case .wheel, .click: return .ignored
    }
    return .stays
  }

  func draw(into frame: inout Frame, in line: Rect, words: Words) {
    let paper = Style(.key, on: .dialog)
    if let field {
      frame.fill(line, style: Style(.dialog, on: .dialog))
      let x = frame.put(words.reasonLabel, x: line.x, y: line.y, style: paper, in: line)
      field.draw(
        into: &frame, in: Rect(x: x + 1, y: line.y, width: max(0, line.maxX - x - 1), height: 1), focused: true,
        placeholder: words.whyOverride)
    } else if !text.isEmpty {
      let x = frame.put(words.reasonLabel + " ", x: line.x, y: line.y, style: Style(.dim, on: .dialog), in: line)
      frame.put(text, x: x, y: line.y, columns: max(0, line.maxX - x), style: Style(.dialog, on: .dialog), in: line)
    }
  }
}

extension Verb {
  /// It says who comes, or when.
  package var plans: Bool {
    switch self {
    case .assign, .move, .moveBy: true
    default: false
    }
  }
}

extension State {
  /// Which rules each job would break where the verb takes it.
  func brokenRules(_ verb: Verb, on jobs: [Job]) -> [DocumentReference: [Check]] {
    guard let plan else { return [:] }
    var previews: [AssignmentPreview?]
    switch verb {
    case .assign(let technician, let start):
      previews = plan.preview(of: jobs, for: technician, at: start.map(instant))?.parts ?? []
    case .move(let start): previews = plan.previews(ofMoving: jobs.map { ($0, instant(start)) })
    case .moveBy(let change):
      previews = plan.previews(ofMoving: jobs.compactMap { job in job.scheduledStart.map { (job, $0 + change) } })
    default: return [:]
    }
    var broken: [DocumentReference: [Check]] = [:]
    for preview in previews.compactMap({ $0 }) {
      let rules = preview.checks.filter(\.breaksRule)
      if !rules.isEmpty { broken[preview.job] = rules }
    }
    return broken
  }

  private func instant(_ start: StartTime) -> Instant {
    switch start {
    case .instant(let instant): instant
    case .clock(let clock): zone.instant(clock)
    }
  }

  /// The answers with the line that goes into each job's notes where a reason has been given.
  package func noting(_ answers: EditAnswers, _ verb: Verb, on references: [DocumentReference]) -> EditAnswers {
    let reason = Sanitise.line(answers.overrideReason)
    guard !reason.isEmpty, answers.noteLines.isEmpty else { return answers }
    let jobs = references.compactMap { board?.jobs[$0] }
    let broken = brokenRules(verb, on: jobs)
    var answers = answers
    for job in jobs {
      // Of several jobs those that break nothing have nothing to explain.
      if broken[job.reference] == nil, !broken.isEmpty { continue }
      answers.noteLines[job.reference] = words.overrideLine(broken[job.reference] ?? [], reason: reason, state: self)
    }
    return answers
  }
}

extension Words {
  var overrideHint: String { say("raison", "reason") }
  var whyOverride: String {
    say("pourquoi passer outre (va dans les notes)", "why it is done all the same (goes into the notes)")
  }

  /// `[outrepassé 2026-05-06 10:42 : manque : épissure — Nathalie est en route]`, with plain blanks: it is read elsewhere too.
  func overrideLine(_ broken: [Check], reason: String, state: State) -> String {
    let now = state.zone.local(state.now)
    let rules = broken.map { check($0, state: state) }.joined(separator: " ; ")
    let head = (rules.isEmpty ? "" : say("outrepassé ", "overridden ")) + now.date.siteText + " " + clock(now)
    let line = "[" + head + (rules.isEmpty ? "" : say(" : ", ": ") + rules) + " — " + reason + "]"
    return String(String.UnicodeScalarView(line.unicodeScalars.map { $0 == "\u{A0}" ? " " : $0 }))
  }
}
