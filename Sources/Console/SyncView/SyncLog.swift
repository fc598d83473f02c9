import Canvas
import Domain

/// What became of the edits of this run, the last ones: what was confirmed, what came back, what was given up.
package struct SyncLog: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    case confirmed, refused, conflict, deleted
    /// A person gave it up or settled it otherwise.
    case settled
    /// Undone before it had reached the site.
    case withdrawn
  }

  package struct Entry: Sendable, Equatable {
    /// Counts up from 1.
    package let number: Int
    package let at: Instant
    package let intent: Intent
    package internal(set) var outcome: Outcome
  }

  /// The youngest last.
  package private(set) var entries: [Entry] = []
  /// The open edits as they were last told.
  private var open: [String: Intent] = [:]
  private var count = 0

  static let most = 200

  package init() {}

  /// The open edits are these now.
  mutating func note(_ intents: [Intent], at now: Instant) {
    if intents.isEmpty, open.isEmpty { return }
    var left = open
    for intent in intents {
      let before = left.removeValue(forKey: intent.id)
      guard intent.state.isParked, let before, before.state != intent.state, !before.state.isParked else { continue }
      add(intent, Outcome(parked: intent.state), at: now)
    }
    // The order of acceptance is the order in which they went.
    for intent in left.values.sorted(by: { $0.order < $1.order }) {
      add(intent, intent.state.isParked ? .settled : .confirmed, at: now)
    }
    open = Dictionary(intents.map { ($0.id, $0) }) { _, last in last }
  }

  /// These edits left the outbox because they were undone, not because the site took them.
  mutating func withdraw(_ groups: Set<String>) {
    if groups.isEmpty { return }
    for index in entries.indices where groups.contains(entries[index].intent.group) && entries[index].outcome == .confirmed {
      entries[index].outcome = .withdrawn
    }
    for (id, intent) in open where groups.contains(intent.group) { open[id] = nil }
  }

  private mutating func add(_ intent: Intent, _ outcome: Outcome, at now: Instant) {
    count += 1
    entries.append(Entry(number: count, at: now, intent: intent, outcome: outcome))
    if entries.count > Self.most { entries.removeFirst(entries.count - Self.most) }
  }
}

extension SyncLog.Outcome {
  init(parked state: EditState) {
    self =
      switch state {
      case .refused: .refused
      case .conflict: .conflict
      case .documentDeleted: .deleted
      case .saving, .pending: .settled
      }
  }

  var symbol: Symbol {
    switch self {
    case .confirmed: .check
    case .refused, .deleted: .refused
    case .conflict: .conflict
    case .settled, .withdrawn: .minus
    }
  }

  var role: Role {
    switch self {
    case .confirmed: .good
    case .refused, .deleted: .editRefused
    case .conflict: .editConflict
    case .settled, .withdrawn: .dim
    }
  }
}

extension Words {
  var logTitle: String { say("Journal de cette session", "Log of this session") }

  func outcome(_ outcome: SyncLog.Outcome) -> String {
    switch outcome {
    case .confirmed: say("confirmé", "confirmed")
    case .refused: say("refusé", "refused")
    case .conflict: say("conflit", "conflict")
    case .deleted: say("supprimé sur le site", "deleted on the site")
    case .settled: say("réglé ou abandonné", "settled or given up")
    case .withdrawn: say("défait avant l'envoi", "undone before it was sent")
    }
  }
}
