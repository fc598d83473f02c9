import Canvas
import Domain
import Scheduling

/// The one thing about a candidate that matters most, worst first.
enum CandidateVerdict: Equatable {
  case onLeave, dayIsFull, inThePast, helper
  case lacks([DocumentName])
  case windowMissed, windowKept, overHours, fine

  init(_ preview: AssignmentPreview) {
    func holds(_ isWanted: (Check) -> Bool) -> Bool { preview.checks.contains(where: isWanted) }
    if holds({ if case .onLeave = $0 { true } else { false } }) {
      self = .onLeave
    } else if preview.start == nil {
      self = .dayIsFull
    } else if holds({ if case .inThePast = $0 { true } else { false } }) {
      self = .inThePast
    } else if preview.isHelper {
      self = .helper
    } else if !preview.missingTags.isEmpty {
      self = .lacks(preview.missingTags)
    } else {
      switch preview.window {
      case .missed, .early: self = .windowMissed
      case .kept: self = preview.isOverHours ? .overHours : .windowKept
      case .none: self = preview.isOverHours ? .overHours : .fine
      }
    }
  }

  var role: Role {
    switch self {
    case .onLeave, .dayIsFull, .windowMissed: .bad
    case .inThePast, .helper, .lacks, .overHours: .warning
    case .windowKept, .fine: .good
    }
  }

  private var rank: Int {
    switch self {
    case .onLeave: 0
    case .dayIsFull: 1
    case .inThePast: 2
    case .helper: 3
    case .lacks: 4
    case .windowMissed: 5
    case .overHours: 6
    case .windowKept: 7
    case .fine: 8
    }
  }

  /// Of several jobs: the worst that holds for any of them, and for how many it holds.
  static func worst(of parts: [AssignmentPreview]) -> (verdict: CandidateVerdict, count: Int)? {
    let verdicts = parts.map { CandidateVerdict($0) }
    guard let worst = verdicts.min(by: { $0.rank < $1.rank }) else { return nil }
    return (worst, verdicts.count { $0.rank == worst.rank })
  }

  /// Whether the row has said all of the check when it has shown `text`.
  func tells(_ check: Check, as text: String) -> Bool {
    switch (self, check) {
    case (.inThePast, .inThePast), (.helper, .helperOnly), (.windowMissed, .windowBreached), (.windowMissed, .beforeWindow),
      (.overHours, .overHours):
      true
    case (.lacks(let tags), .missingTags): tags.allSatisfy { text.contains(Sanitise.line($0.text)) }
    default: false
    }
  }
}

extension Words {
  /// In the widest form that fits.
  func verdict(_ verdict: CandidateVerdict, columns: Int) -> String {
    forms(of: verdict).first { TextWidth.columns(of: $0) <= columns } ?? forms(of: verdict).last ?? ""
  }

  private func forms(of verdict: CandidateVerdict) -> [String] {
    switch verdict {
    case .onLeave: return ["✕ " + onLeaveShort]
    case .dayIsFull: return ["✕ " + dayIsFull, "✕ " + fullShort]
    case .inThePast: return ["! " + pastShort, "! " + pastShortest]
    case .helper: return ["! " + helperShort, "! " + helperShortest]
    case .lacks(let tags):
      let names = tags.map { Sanitise.line($0.text) }
      let first = "! " + (names.first ?? "")
      let rest = names.count > 1 ? " +\(names.count - 1)" : ""
      return ["! " + missingShort(names), "! " + names.joined(separator: ", "), first + rest]
    case .windowMissed: return ["✕ " + windowShort]
    case .windowKept: return ["✓ " + windowShort]
    case .overHours: return ["! " + hoursShort]
    case .fine: return ["✓"]
    }
  }

  /// What a row says at its end. Who has the job already is always told so, whatever else there is to say.
  func verdict(of candidate: SetPreview, columns: Int) -> (text: String, role: Role, verdict: CandidateVerdict)? {
    guard let (verdict, count) = CandidateVerdict.worst(of: candidate.parts) else { return nil }
    if candidate.parts.count > 1 {
      return (verdictOfSet(verdict, count, candidate, columns: columns), verdict.role, verdict)
    }
    guard candidate.isCurrent else { return (self.verdict(verdict, columns: columns), verdict.role, verdict) }
    if verdict == .fine { return (hasItNow, .dim, verdict) }
    let room = columns - TextWidth.columns(of: hasItNow + " · ")
    let text = self.verdict(verdict, columns: room)
    if TextWidth.columns(of: text) <= room { return (hasItNow + " · " + text, verdict.role, verdict) }
    return (hasItNow + " " + String(text.prefix(1)), verdict.role, verdict)
  }

  /// `✕ 2/3 plages`, `! aérien 1/3`: for how many of the jobs it holds.
  private func verdictOfSet(_ verdict: CandidateVerdict, _ count: Int, _ candidate: SetPreview, columns: Int) -> String {
    let total = candidate.parts.count
    switch verdict {
    case .windowMissed, .windowKept:
      let bound = candidate.parts.filter { $0.window != .none }
      return (verdict == .windowKept ? "✓ " : "✕ ") + windows(kept: bound.count { $0.window == .kept }, of: bound.count)
    case .fine: return "✓"
    case .overHours: return self.verdict(verdict, columns: columns)
    default:
      let share = count < total ? " \(count)/\(total)" : ""
      return self.verdict(verdict, columns: columns - share.count) + share
    }
  }
}

extension Words {
  /// The one thing about a candidate that matters most.
  package func verdict(of candidate: AssignmentPreview) -> String { verdict(CandidateVerdict(candidate), columns: 40) }
}
