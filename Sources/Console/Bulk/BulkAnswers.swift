import Domain

/// What became of each job of the steps that were about several: counted on as the site answers.
package struct BulkAnswers: Sendable, Equatable {
  package enum Standing: Sendable, Equatable {
    case saving, pending, confirmed
    case conflict
    /// The document is gone from the site.
    case deleted
    case refused(String)
    /// A refusal or conflict that the dispatcher has given up.
    case dropped
    /// Not written at all: why.
    case notDone(String)

    package var isOpen: Bool { self == .saving || self == .pending }
  }

  package struct Item: Sendable, Equatable {
    package var document: DocumentReference
    package var standing: Standing

    package init(document: DocumentReference, standing: Standing) {
      self.document = document
      self.standing = standing
    }
  }

  package struct Step: Sendable, Equatable {
    package let group: String
    package let verb: String
    package var items: [Item]
    /// The last word on it has been said.
    var isReported = false
    /// Two that change places: only of a swap that has come off by half there is something to say.
    let isSwap: Bool

    package var isOpen: Bool { items.contains { $0.standing.isOpen } }
    /// Some of it was refused, and the rest stands.
    var isPartial: Bool {
      items.contains { $0.standing.isParked } && items.contains { $0.standing.isOpen || $0.standing == .confirmed }
    }
  }

  /// Oldest first.
  package private(set) var steps: [Step] = []
  private static let remembered = 20

  package init() {}

  package subscript(group: String) -> Step? { steps.first { $0.group == group } }

  mutating func begin(_ group: EditGroup, refused: [(Job, EditRefusal)], words: Words) {
    let items =
      group.edits.map { Item(document: $0.document, standing: .saving) }
      + refused.map { Item(document: $0.0.reference, standing: .notDone(words.refusal($0.1, of: $0.0))) }
    steps.append(Step(group: group.id, verb: group.verb, items: items, isSwap: group.verb.hasPrefix("swap ")))
    if steps.count > Self.remembered { steps.removeFirst() }
  }

  /// Brings every open step up to what is known now. Without a board nothing is known, and nothing is counted as confirmed.
  mutating func refresh(saving: [EditGroup], intents: [Intent]?) {
    guard let intents, steps.contains(where: { !$0.isReported || $0.items.contains { $0.standing.isUnsettled } }) else { return }
    let isSaving = Set(saving.map(\.id))
    var open: [String: [DocumentReference: EditState]] = [:]
    for intent in intents { open[intent.group, default: [:]][intent.edit.document] = intent.state }
    for index in steps.indices where !isSaving.contains(steps[index].group) {
      for place in steps[index].items.indices {
        let item = steps[index].items[place]
        guard item.standing.isUnsettled else { continue }
        steps[index].items[place].standing = Self.standing(open[steps[index].group]?[item.document], before: item.standing)
      }
    }
  }

  private static func standing(_ state: EditState?, before: Standing) -> Standing {
    switch state {
    case .saving?: .saving
    case .pending?: .pending
    case .refused(let words)?: .refused(words)
    case .conflict?: .conflict
    case .documentDeleted?: .deleted
    case nil: before.isOpen ? .confirmed : .dropped
    }
  }

  mutating func rename(_ local: DocumentReference, to name: DocumentReference) {
    for index in steps.indices {
      for place in steps[index].items.indices where steps[index].items[place].document == local {
        steps[index].items[place].document = name
      }
    }
  }

  /// The edits were taken back, or undone before they left.
  mutating func forget(_ group: String) { steps.removeAll { $0.group == group } }

  /// The steps of which every job has got its answer since the last time.
  mutating func takeSettled() -> [Step] {
    guard steps.contains(where: { !$0.isReported && !$0.isOpen }) else { return [] }
    var settled: [Step] = []
    for index in steps.indices where !steps[index].isReported && !steps[index].isOpen {
      steps[index].isReported = true
      settled.append(steps[index])
    }
    return settled
  }
}

extension BulkAnswers.Standing {
  /// It may become something else yet.
  fileprivate var isUnsettled: Bool {
    switch self {
    case .saving, .pending, .conflict, .deleted, .refused: true
    case .confirmed, .dropped, .notDone: false
    }
  }
}

extension State {
  /// Says how a step about several jobs has ended, where its receipt is no longer in sight.
  mutating func reportBulk() -> [Effect] {
    var effects: [Effect] = []
    for step in bulk.takeSettled() where !toasts.showing.contains(where: { $0.group == step.group }) {
      if step.isSwap, !step.isPartial { continue }
      let text = words.readable(step.verb) + words.colon + words.summary(of: step)
      effects += report(step.items.contains { $0.standing.isBad } ? .warning : .info, text, of: step.group)
    }
    return effects
  }
}

extension BulkAnswers.Standing {
  /// Refused by the site, or in conflict with it: it waits for a person.
  var isParked: Bool {
    switch self {
    case .conflict, .deleted, .refused: true
    default: false
    }
  }

  package var isBad: Bool {
    switch self {
    case .conflict, .deleted, .refused, .notDone: true
    default: false
    }
  }
}

extension Words {
  var colon: String { say(" : ", ": ") }

  func summary(of step: BulkAnswers.Step) -> String {
    let text = summary(step.items.map(\.standing))
    return step.isSwap && step.isPartial ? text + " · " + restMayBeUndone : text
  }
  var restMayBeUndone: String { say("F5 : régler, ou défaire le reste (u)", "F5: settle, or undo the rest (u)") }
  var undoRestHint: String { say("défaire le reste", "undo the rest") }

  /// `12 réussis · 1 refusé (conflit) · 2 en attente`.
  package func summary(_ standings: [BulkAnswers.Standing]) -> String {
    var parts: [String] = []
    let done = standings.count { $0 == .confirmed }
    if done > 0 { parts.append(say("\(number(done)) réussi\(isOne(done) ? "" : "s")", "\(number(done)) done")) }
    let bad = standings.filter(\.isBad)
    if !bad.isEmpty {
      let told = summaryOfReasons(bad.map(reason(of:)))
      parts.append(
        say("\(number(bad.count)) refusé\(isOne(bad.count) ? "" : "s")", "\(number(bad.count)) refused") + " (\(told))")
    }
    let dropped = standings.count { $0 == .dropped }
    if dropped > 0 {
      parts.append(say("\(number(dropped)) abandonné\(isOne(dropped) ? "" : "s")", "\(number(dropped)) given up"))
    }
    let waiting = standings.count(where: \.isOpen)
    if waiting > 0 { parts.append(say("\(number(waiting)) en attente", "\(number(waiting)) waiting")) }
    return parts.joined(separator: " · ")
  }

  func reason(of standing: BulkAnswers.Standing) -> String {
    switch standing {
    case .conflict: say("conflit", "conflict")
    case .deleted: say("supprimé sur le site", "deleted on the site")
    case .refused(let said), .notDone(let said): said
    case .dropped: say("abandonné", "given up")
    case .confirmed: say("réussi", "done")
    case .saving, .pending: say("en attente", "waiting")
    }
  }
}
